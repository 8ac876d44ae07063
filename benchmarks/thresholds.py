"""What a threshold of confidence costs: questions refused though answerable, and the reverse.

    python benchmarks/thresholds.py QUESTIONS --articles PATH [--write]

Evaluates the set once, with every question answered, and prints for a row of thresholds the share
of answerable questions refused, of unanswerable ones answered (those of kind "nearmiss", and all
others), and of the answers shown that are right (answer@1 of the answerable ones). `--write` puts
the figures of the three that users can choose into assistant/answering/daring.json.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from assistant.answering.daring import DARING_FILE, Daring
from assistant.evaluation.outcomes import Outcome
from assistant.evaluation.session import run_evaluation
from assistant.settings import Settings

CHOICES = {"careful": 0.5, "balanced": 0.12, "eager": 0.02}
TRIED = (0.02, 0.05, 0.08, 0.12, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--articles", type=Path)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    evaluation = run_evaluation(
        arguments.questions, articles=arguments.articles, settings=Settings(llm="none")
    )
    print("threshold  refused  answered elsewhere  answered near  right")
    for threshold in TRIED:
        found = measure(evaluation.outcomes, threshold)
        print(
            f"{threshold:9.2f}  {found.refused:7.3f}  {found.answered_elsewhere:18.3f}"
            f"  {found.answered_near:13.3f}  {found.right:5.3f}"
        )
    if arguments.write:
        chosen = {name: asdict(measure(evaluation.outcomes, t)) for name, t in CHOICES.items()}
        DARING_FILE.write_text(json.dumps(chosen, indent=2) + "\n", encoding="utf-8")


def measure(outcomes: Sequence[Outcome], threshold: float) -> Daring:
    """The shares at one threshold; the figures of the sentences count refused answers too."""
    answerable = [outcome for outcome in outcomes if outcome.question.answerable]
    shown = [outcome for outcome in answerable if outcome.confidence >= threshold]
    others = [outcome for outcome in outcomes if not outcome.question.answerable]
    near = [outcome for outcome in others if outcome.question.kind == "nearmiss"]
    elsewhere = [outcome for outcome in others if outcome.question.kind != "nearmiss"]
    return Daring(
        threshold,
        refused=_share(len(answerable) - len(shown), len(answerable)),
        answered_elsewhere=_share(
            sum(o.confidence >= threshold for o in elsewhere), len(elsewhere)
        ),
        answered_near=_share(sum(o.confidence >= threshold for o in near), len(near)),
        right=_share(sum(o.answer_rank == 1 for o in shown), len(shown)),
    )


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0


if __name__ == "__main__":
    main()
