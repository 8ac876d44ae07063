"""Check that the evidence of a question set stands in its articles, or put it where it stands.

python benchmarks/check_questions.py seeds/questions.jsonl seeds/articles [--fix]
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

# Run as a script, Python looks for `assistant` beside this file and not beside its folder.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from assistant.errors import AssistantError
from assistant.evaluation.metrics import fold
from assistant.evaluation.questions import Evidence, Question, load_questions
from assistant.library.loaders import find_files, load_article


def main() -> int:
    """Print every fault and the number of questions of each kind; 1 where there are faults."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("questions", type=Path, help="a JSONL question set")
    parser.add_argument("articles", type=Path, help="the folder of its articles")
    parser.add_argument("--fix", action="store_true", help="write the offsets of every quote")
    arguments = parser.parse_args()
    try:
        texts = {p.name: load_article(p, p.name).text for p in find_files(arguments.articles)}
        questions = load_questions(arguments.questions).questions
        if arguments.fix:
            print(f"{fix(arguments.questions, texts)} offsets written")
            questions = load_questions(arguments.questions).questions
    except AssistantError as exc:
        print(exc, file=sys.stderr)
        return 1
    faults = list(find_faults(questions, texts))
    for fault in faults:
        print(fault)
    for warning in find_repeats(questions, texts):
        print(f"warning: {warning}")
    kinds = Counter(question.kind or "no kind" for question in questions)
    print(", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items())))
    print(f"{len(questions)} questions, {len(faults)} faults")
    return 1 if faults else 0


def find_faults(questions: tuple[Question, ...], texts: Mapping[str, str]) -> Iterator[str]:
    """Say what is wrong with each question."""
    for name, count in Counter(question.id for question in questions).items():
        if count > 1:
            yield f"{name}: {count} questions have this id"
    for question in questions:
        for piece in question.evidence:
            if reason := _fault(piece, texts):
                yield f"{question.id}: {reason}"
        if not question.answerable and (question.answers or question.evidence):
            yield f"{question.id}: is unanswerable, but has answers or evidence"
        if question.answerable and not question.evidence:
            yield f"{question.id}: is answerable, but has no evidence"
        quotes = [fold(piece.quote or "") for piece in question.evidence]
        for answer in question.answers:
            if question.answerable and not any(fold(answer) in quote for quote in quotes):
                yield f"{question.id}: answer {answer!r} is in none of its quotes"


def _fault(piece: Evidence, texts: Mapping[str, str]) -> str | None:
    if piece.source not in texts:
        return f"no article {piece.source}"
    if not piece.quote:
        return f"evidence in {piece.source} has no quote"
    text = texts[piece.source]
    if text[piece.start : piece.end] == piece.quote:
        return None
    if piece.quote in text:
        return f"quote does not stand at its offsets in {piece.source}, run with --fix"
    return f"quote is not in {piece.source}: {piece.quote!r}"


def find_repeats(questions: tuple[Question, ...], texts: Mapping[str, str]) -> Iterator[str]:
    """Name the quotes that stand in their article more than once."""
    for question in questions:
        for piece in question.evidence:
            if piece.quote and (count := texts.get(piece.source, "").count(piece.quote)) > 1:
                yield f"{question.id}: quote stands {count} times in {piece.source}"


def fix(path: Path, texts: Mapping[str, str]) -> int:
    """Write start and end of every quote that can be found; the number of pieces changed."""
    changed = 0
    lines = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if not line.strip():
            continue
        record = json.loads(line)
        pieces = [_placed(piece, texts) for piece in record.get("evidence", ())]
        changed += sum(
            new != old for new, old in zip(pieces, record.get("evidence", ()), strict=True)
        )
        if pieces:
            record["evidence"] = pieces
        lines.append(json.dumps(record, ensure_ascii=False) + "\n")
    if changed:
        written = path.with_suffix(path.suffix + ".new")
        written.write_text("".join(lines), encoding="utf-8")
        os.replace(written, path)
    return changed


def _placed(piece: dict[str, object], texts: Mapping[str, str]) -> dict[str, object]:
    """`source, start, end, quote` in this order; unchanged where the quote is not found."""
    quote, text = piece.get("quote"), texts.get(str(piece.get("source")), "")
    if not isinstance(quote, str) or quote not in text:
        return piece
    start, end = piece.get("start"), piece.get("end")
    if not (isinstance(start, int) and isinstance(end, int) and text[start:end] == quote):
        start = text.index(quote)
        end = start + len(quote)
    return {"source": piece["source"], "start": start, "end": end, "quote": quote}


if __name__ == "__main__":
    sys.exit(main())
