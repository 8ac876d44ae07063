"""Measure how well disagreement between two articles is told from what only looks like it.

    python benchmarks/disagreements.py benchmarks/disagreements/dev.jsonl

Each line has a question, two articles, and whether these differ in what is asked; `values` are
then what each gives, `why` says what the pair tries. All articles make one library, and each
question is put to its own two. Prints every pair that went wrong, the recall (both values named)
and the false alarms. With a question set instead, and its articles if it does not bring them,

    python benchmarks/disagreements.py seeds/questions.jsonl --articles seeds/articles

prints every question whose articles are said to differ, to be judged by eye.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# Run as a script, Python looks for `assistant` beside this file and not beside its folder.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from assistant import Answer, Assistant, Settings
from assistant.evaluation.question_sets.questions import load_questions, sample


@dataclass(frozen=True, slots=True)
class Pair:
    """A question with two articles, as (title, date, text)."""

    id: str
    question: str
    differ: bool
    why: str
    values: tuple[str, ...]
    articles: tuple[tuple[str, str, str], ...]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("file", type=Path, help="pairs, or a question set")
    parser.add_argument("--articles", type=Path, help="the articles of a question set")
    parser.add_argument("--limit", type=int, help="ask a random sample of a question set")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        pairs = [] if arguments.articles else list(load_pairs(arguments.file))
        with Assistant(Settings(store=Path(folder, "store"))) as assistant:
            if pairs:
                measure(pairs, Path(folder, "articles"), assistant)
            else:
                inspect(arguments.file, arguments.articles, arguments.limit, assistant)


def load_pairs(file: Path) -> Iterator[Pair]:
    """The pairs of a file; none of a question set."""
    if file.suffix != ".jsonl":
        return
    for line in file.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        yield Pair(
            record["id"],
            record["question"],
            record["differ"],
            record["why"],
            tuple(record["values"]),
            tuple((one["title"], one["date"], one["text"]) for one in record["articles"]),
        )


def measure(pairs: list[Pair], folder: Path, assistant: Assistant) -> None:
    """Print what goes wrong, recall and false alarms."""
    for pair in pairs:
        (folder / pair.id).mkdir(parents=True)
        for number, (title, date, text) in enumerate(pair.articles):
            front = f"---\ntitle: {json.dumps(title)}\ndate: {json.dumps(date)}\n---\n"
            (folder / pair.id / f"{number}.md").write_text(front + text + "\n", encoding="utf-8")
    assistant.index(folder)
    own = {pair.id: list[str]() for pair in pairs}
    for entry in assistant.entries():
        own[Path(entry.source).parent.name].append(entry.source)
    found = missed = false = 0
    for pair in pairs:
        answer = assistant.ask(pair.question, sources=own[pair.id])
        right = is_found(pair, answer)
        found += pair.differ and right
        missed += pair.differ and not right
        false += not pair.differ and answer.disagreement is not None
        if not right:
            said = answer.disagreement.text if answer.disagreement else "nothing found"
            print(f"{pair.id} ({pair.why}): {pair.question}\n    {said}")
    print(f"recall {found / (found + missed):.3f} ({found} of {found + missed})")
    others = len(pairs) - found - missed
    print(f"false alarms {false / others:.3f} ({false} of {others})")


def is_found(pair: Pair, answer: Answer) -> bool:
    """Whether what is said of a pair is right: nothing, or both values and no other."""
    if answer.disagreement is None:
        return not pair.differ
    said = [side.value for side in answer.disagreement.sides]
    return len(said) == len(pair.values) and all(
        any(value in one or one in value for one in said) for value in pair.values
    )


def inspect(file: Path, articles: Path | None, limit: int | None, assistant: Assistant) -> None:
    """Print the questions of a set whose articles are said to differ."""
    found = load_questions(file)
    if articles is not None:
        assistant.index(articles)
    else:
        assistant.index_articles(found.articles or (), file.name)
    asked = sample(found.questions, limit or len(found.questions))
    flagged = 0
    for question in asked:
        answer = assistant.ask(question.text, question.history)
        if answer.disagreement:
            flagged += 1
            quotes = "\n".join(f"    [{one.id}] {one.quote}" for one in answer.citations)
            print(f"{question.text}\n{quotes}\n    {answer.disagreement.text}")
    print(f"{flagged} of {len(asked)} questions flagged")


if __name__ == "__main__":
    main()
