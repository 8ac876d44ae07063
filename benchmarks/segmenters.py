"""Compare sentence segmenters: do they keep answers whole, find true ends, stay fast?

    python benchmarks/segmenters.py --squad QUESTIONS/xquad-en.json
        --squad QUESTIONS/squad2-dev-part.json --articles QUESTIONS/chunking/corpus
        --evidence QUESTIONS/chunking/questions.jsonl

Rivals that are not installed are skipped: pip install pysbd syntok blingfire nupunkt.
The cases of tests/data/sentences.txt were written by the authors of the rules: they show what the
rules are for, not how good they are elsewhere.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import re
import runpy
import subprocess
import sys
import time
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))  # also runs without an install

from assistant.library.boundaries import sentence_starts
from assistant.library.loaders import loader_of
from assistant.library.sentences import split_sentences

Segment = Callable[[str], list[tuple[int, int]]]
Gold = dict[str, set[tuple[int, int]]]
Row = dict[str, str]

CANDIDATES = ("ours", "sentencex", "pysbd", "syntok", "blingfire", "nupunkt")
CASES = Path(__file__).parents[1] / "tests/data/sentences.txt"
CORPORA = ("state_of_the_union.md", "wikitexts.md")
CAP = 20  # seconds for all the texts below
STRESS = (
    *("word " * 20_000, "a" * 100_000, "." * 100_000, "“" * 100_000, " " * 100_000 + "a"),
    *("U.S. " * 20_000, "(a. B " * 16_000, "“A!” " * 20_000),
    "Well done 👩‍👩‍👧 🎉! Now go 😀. " * 3_500,
)


def between(text: str, cuts: Iterable[int]) -> list[tuple[int, int]]:
    """The spans between cuts, without white space at their ends and without empty ones."""
    edges = [0, *sorted({cut for cut in cuts if 0 < cut < len(text)}), len(text)]
    found = []
    for start, end in pairwise(edges):
        part = text[start:end]
        if part.strip():
            found.append((start + len(part) - len(part.lstrip()), start + len(part.rstrip())))
    return found


def ours(text: str) -> list[tuple[int, int]]:
    """Our boundaries in each line."""
    cuts = []
    for line in re.finditer(r"[^\r\n]+", text):
        cuts += [line.start(), *(line.start() + cut for cut in sentence_starts(line.group()))]
    return between(text, cuts)


def ours_with_layout(text: str) -> list[tuple[int, int]]:
    """Our sentences of a text file, with paragraphs put together and lists told apart."""
    extract = loader_of(".txt").extract(text.encode())
    if extract.text != text:
        raise ValueError("a segmenter must not change the text")
    return [(s.span.start, s.span.end) for s in split_sentences(text, extract.blocks)]


def load(name: str) -> Segment:
    """A candidate by its name; ImportError if it is not installed."""
    if name == "ours":
        return ours
    package = importlib.import_module("syntok.segmenter" if name == "syntok" else name)
    segmenter: Any = package.Segmenter("en", char_span=True) if name == "pysbd" else None

    def starts(text: str) -> Iterable[int]:
        if name == "sentencex":
            return (cut["start_index"] for cut in package.get_sentence_boundaries("en", text))
        if name == "syntok":
            return (s[0].offset for part in package.analyze(text) for s in part if s)
        if name == "blingfire":
            return (start for start, _ in package.text_to_sentences_and_offsets(text)[1])
        if name == "nupunkt":
            return (start for start, _ in package.sent_spans(text))
        return (cut.start for cut in segmenter.segment(text))

    return lambda text: between(text, starts(text))


def read_squad(paths: Iterable[Path]) -> Gold:
    """Each SQuAD paragraph with the spans of its answers."""
    gold: Gold = {}
    for path in paths:
        for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
            for paragraph in article["paragraphs"]:
                spans = gold.setdefault(paragraph["context"], set())
                for question in paragraph["qas"]:
                    if not question.get("is_impossible"):
                        for answer in question["answers"]:
                            start = answer["answer_start"]
                            spans.add((start, start + len(answer["text"])))
    return gold


def measure_squad(segment: Segment, gold: Gold) -> Row:
    """Answers inside one sentence, suspicious sentences, speed."""
    whole = 0
    sentences: list[str] = []
    began = time.perf_counter()
    cut = {text: segment(text) for text in gold}
    seconds = time.perf_counter() - began
    for text, answers in gold.items():
        starts = [start for start, _ in cut[text]]
        for start, end in answers:
            at = bisect_right(starts, start) - 1
            whole += at >= 0 and end <= cut[text][at][1]
        sentences += [text[start:end] for start, end in cut[text]]
    words = [len(sentence.split()) for sentence in sentences]
    return {
        "answers whole": f"{whole / sum(map(len, gold.values())):.4f}",
        "sentences": str(len(sentences)),
        "lower-case": str(sum(s.lstrip("\"'“‘([")[:1].islower() for s in sentences)),
        "<3 words": str(sum(count < 3 for count in words)),
        ">60": str(sum(count > 60 for count in words)),
        "Mchar/s": f"{sum(map(len, gold)) / seconds / 1e6:.2f}",
    }


def measure_evidence(segment: Segment, folder: Path, questions: Path) -> Row:
    """Evidence that starts, and that ends, where a sentence does; white space and marks aside."""
    rows = [json.loads(line) for line in questions.read_text(encoding="utf-8").splitlines()]
    row = {}
    for name in CORPORA:
        data = (folder / name).read_bytes()
        text = data.decode("utf-8")
        found = sorted(
            {(e["start"], e["end"]) for r in rows for e in r["evidence"] if e["source"] == name}
        )
        gold = [bounds(text, start, end) for start, end in found]
        if segment is ours:
            extract = loader_of(".md").extract(data)
            gold = [(extract.locate(start), extract.locate(end)) for start, end in gold]
            text = extract.text
            sentences = split_sentences(text, extract.blocks)
            spans = [(s.span.start, s.span.end) for s in sentences]
        else:
            spans = segment(text)
        starts = {bounds(text, *span)[0] for span in spans}
        ends = {bounds(text, *span)[1] for span in spans}
        share = [sum(a in starts for a, _ in gold), sum(b in ends for _, b in gold)]
        row[f"{name[:5]} start/end"] = "/".join(f"{part / len(gold):.3f}" for part in share)
    return row


def bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without white space before it and without what follows its last word."""
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), start + len(re.sub(r"\W+$", "", part))


def measure_cases(segment: Segment) -> Row:
    """Share of the cases, and of the golden rules that pysbd brings along, cut as expected."""
    segment = ours_with_layout if segment is ours else segment
    lines = CASES.read_text(encoding="utf-8").splitlines()
    marked = [line.replace("\\r", "\r").replace("\\n", "\n") for line in lines]
    sets = {"cases": [(line.replace("¦", ""), line.split("¦")) for line in marked]}
    if spec := importlib.util.find_spec("pysbd"):
        rules = Path(str(spec.origin)).parents[1] / "benchmarks/english_golden_rules.py"
        sets["golden rules"] = list(runpy.run_path(str(rules))["GOLDEN_EN_RULES"])
    return {
        name: f"{sum(exact(segment, *case) for case in cases)}/{len(cases)}"
        for name, cases in sets.items()
    }


def exact(segment: Segment, text: str, expected: list[str]) -> bool:
    """Whether a text is cut as expected, white space aside."""
    try:
        return [text[a:b] for a, b in segment(text)] == [part.strip() for part in expected]
    except ValueError:
        return False


def measure_stress(name: str) -> Row:
    """The worst time over the pathological texts, in a process that can be ended."""
    command = [sys.executable, __file__, "--stress", name]
    try:
        done = subprocess.run(  # noqa: S603 - this very script
            command, capture_output=True, text=True, timeout=CAP, check=True
        )
        return {"worst s": done.stdout.strip()}
    except subprocess.TimeoutExpired:
        return {"worst s": f">{CAP}"}
    except subprocess.CalledProcessError as error:
        return {"worst s": f"crash ({error.returncode})"}


def stress(segment: Segment) -> Iterator[float]:
    """Seconds for each of the pathological texts."""
    for text in STRESS:
        began = time.perf_counter()
        segment(text)
        yield time.perf_counter() - began


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--squad", type=Path, action="append", default=[], help="may be repeated")
    parser.add_argument("--articles", type=Path, help="folder that the evidence points into")
    parser.add_argument("--evidence", type=Path, help="JSONL questions with evidence spans")
    parser.add_argument("--stress", choices=CANDIDATES, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.stress:
        print(f"{max(stress(load(options.stress))):.2f}")
        return
    gold = read_squad(options.squad)
    heads: list[str] = []
    for name in CANDIDATES:
        try:
            segment = load(name)
        except ImportError:
            print(f"{name}: not installed, skipped", file=sys.stderr)
            continue
        row = measure_squad(segment, gold) if gold else {}
        if options.articles and options.evidence:
            row |= measure_evidence(segment, options.articles, options.evidence)
        row |= measure_cases(segment) | measure_stress(name)
        if not heads:
            heads = list(row)
            print("| |", " | ".join(heads), "|\n" + "|---" * (len(heads) + 1) + "|")
        print(f"| {name} |", " | ".join(row.get(head, "") for head in heads), "|", flush=True)


if __name__ == "__main__":
    main()
