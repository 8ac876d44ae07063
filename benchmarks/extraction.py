"""How well the article of a saved web page is found: ours beside trafilatura's, against gold texts.

    python benchmarks/extraction.py FOLDER [--pages] [--json FILE]

FOLDER holds pages, `NAME.html`, each with the text of its article, `NAME.txt`, in UTF-8. Measured
are words (as a bag: precision, recall, F1), and what decides whether an article can be quoted: the
share of the sentences of the gold text that stand in what was extracted, word for word. A gold
text may be only the beginning of its article; then precision says nothing: it is taken over those
of at least 1,000 characters. `trafilatura` is measured where it is installed; it is no dependency.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from machine import machine

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from assistant.errors import ArticleError
from assistant.library.loaders import extract_here
from assistant.library.sentences import split_sentences
from assistant.types import Block, Span

_WHOLE = 1000  # characters from which on a gold text is taken for a whole article
_SHORTEST = 25  # characters of a sentence that stands nowhere by chance


@dataclass(frozen=True)
class Score:
    """One page: shares of words and of sentences, and seconds; no precision of a beginning."""

    precision: float | None
    recall: float
    f1: float | None
    sentences: float
    seconds: float


def ours(data: bytes) -> str:
    """What this program reads."""
    try:
        return extract_here(Path("page.html"), data).text
    except ArticleError:
        return ""


def theirs() -> dict[str, Callable[[bytes], str]]:
    """The other extractors that are installed."""
    try:
        import trafilatura
    except ImportError:
        return {}
    return {
        "trafilatura": lambda data: trafilatura.extract(data, include_comments=False) or "",
        "trafilatura, favouring recall": lambda data: (
            trafilatura.extract(data, include_comments=False, favor_recall=True) or ""
        ),
    }


def score(gold: str, found: str, seconds: float) -> Score:
    """How an extracted text compares with the text of the article."""
    wanted, given = Counter(_words(gold)), Counter(_words(found))
    common = (wanted & given).total()
    recall = common / max(1, wanted.total())
    precision = common / max(1, given.total())
    f1 = 2 * common / max(1, wanted.total() + given.total())
    whole = len(gold) >= _WHOLE
    said = _folded(found)
    sentences = _sentences(gold)
    standing = sum(sentence in said for sentence in sentences) / max(1, len(sentences))
    return Score(precision if whole else None, recall, f1 if whole else None, standing, seconds)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _folded(text: str) -> str:
    """White space folded, and quotation marks and dashes of one kind: both tell little."""
    plain = text.translate(str.maketrans("“”„’‘‚–—", "\"\"\"'''--"))
    return " ".join(plain.split())


def _sentences(text: str) -> list[str]:
    lines = re.finditer(r"(?m)^[*•\s]*(\S[^\n]*)", text)  # without the marks of items
    paragraphs = [Block(Span(*line.span(1))) for line in lines]
    found = [_folded(s.span.of(text)) for s in split_sentences(text, paragraphs) if s.quotable]
    return [sentence for sentence in found if len(sentence) >= _SHORTEST]


def _mean(values: Sequence[float | None]) -> float:
    known = [value for value in values if value is not None]
    return statistics.fmean(known) if known else float("nan")


def main() -> None:
    """Measure all pages of a folder and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", action="store_true", help="show each page, too")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    pages = [page for page in sorted(options.folder.glob("*.html")) if _gold(page).exists()]
    extractors = {"ours": ours, **theirs()}
    scores: dict[str, list[Score]] = {name: [] for name in extractors}
    for page in pages:
        data, gold = page.read_bytes(), _gold(page).read_text(encoding="utf-8")
        for name, extract in extractors.items():
            began = time.process_time()
            text = extract(data)
            scores[name].append(score(gold, text, time.process_time() - began))
        if options.pages:
            shares = "  ".join(f"{scores[name][-1].sentences:.2f}" for name in extractors)
            lengths = "  ".join(f"{scores[name][-1].f1 or 0:.2f}" for name in extractors)
            print(f"{page.stem[:40]:40} sentences {shares}   F1 {lengths}")
    print(f"{len(pages)} pages{'':21} precision  recall     F1  sentences  all of them  ms (p50)")
    for name, found in scores.items():
        means = [_mean([getattr(s, part) for s in found]) for part in Score.__annotations__]
        every = statistics.fmean(s.sentences == 1 for s in found)
        middle = 1000 * statistics.median(s.seconds for s in found)
        print(
            f"{name:30} {means[0]:9.3f} {means[1]:7.3f} {means[2]:6.3f} {means[3]:10.3f} "
            f"{every:12.3f} {middle:9.0f}"
        )
    if options.json:
        pages_of = {name: [asdict(s) for s in found] for name, found in scores.items()}
        names = [page.stem for page in pages]
        told = {"machine": machine(), "pages": names, "scores": pages_of}
        options.json.write_text(json.dumps(told, indent=2))


def _gold(page: Path) -> Path:
    return page.with_suffix(".txt")


if __name__ == "__main__":
    main()
