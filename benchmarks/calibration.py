"""What confidence is worth on several question sets: built in, and calibrated on half of each.

    python benchmarks/calibration.py SET[=ARTICLES] [SET[=ARTICLES] ...] [--limit N] [--trials FILE]

For example `xquad-en.json squad2-dev-part.json seeds/questions.jsonl=seeds/articles`. Each
question is put to its own library, and to the same without its article (for SQuAD all paragraphs
of one title). Prints for each set, and for all that can be put together: the confidence that is
built in, one fitted to the other sets, and one fitted to the other half of the questions. Then
the weights for assistant/answering/confidence.py. `--trials` keeps what was seen of each question
in a file, and takes it from there if it exists: asking takes minutes, fitting seconds.
"""

from __future__ import annotations

import argparse
import pickle
import tempfile
from collections.abc import Sequence
from pathlib import Path

from assistant import Settings
from assistant.answering.trust import BUILT_IN, Trust
from assistant.evaluation.calibrating.fitting import fit_trust, fit_weights, judge, judge_held_out
from assistant.evaluation.calibrating.trials import Trial, can_be_judged, try_questions
from assistant.evaluation.calibrating.worth import Worth, measure_worth
from assistant.evaluation.question_sets.alignment import align_evidence
from assistant.evaluation.question_sets.opening import locate_in, opened
from assistant.evaluation.question_sets.questions import load_questions, sample

# Of questions that come near to what an article says, one for every four that a set has counts
# in what is built in: most of what people ask is no trap.
_TRAPS = 4
_NAMES = ("ece", "brier", "auroc", "coverage", "risk", "wrong", "false_answers", "near_answers")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="+")
    parser.add_argument("--limit", type=int, default=10**9)
    parser.add_argument("--risk", type=float, default=0.05)
    parser.add_argument("--trials", type=Path)
    arguments = parser.parse_args()
    if arguments.trials and arguments.trials.exists():
        tried = pickle.loads(arguments.trials.read_bytes())  # noqa: S301 - of this script's making
    else:
        tried = {name: try_set(name, arguments.limit) for name in arguments.sets}
        if arguments.trials:
            arguments.trials.write_bytes(pickle.dumps(tried))
    print(f"{'':44}" + "".join(f"{name:>14}" for name in (*_NAMES, "false_refusals")))
    for name, trials in tried.items():
        others = [t for other, of in tried.items() if other != name for t in of]
        show(Path(name.partition("=")[0]).stem, trials, others, arguments.risk)
    squads = [t for name, of in tried.items() if "=" not in name for t in of]
    if len(tried) > 1 and squads:
        rest = [t for name, of in tried.items() if "=" in name for t in of]
        show("all that bring their articles", squads, rest, arguments.risk)
    print(
        f"\nfitted to all sets:\n{fit_weights(thinned([t for of in tried.values() for t in of]))}"
    )


def try_set(argument: str, limit: int) -> tuple[Trial, ...]:
    """The trials of `SET=ARTICLES`, or of a SET that brings its articles."""
    name, _, articles = argument.partition("=")
    found = load_questions(Path(name))
    with (
        tempfile.TemporaryDirectory() as folder,
        opened(
            found,
            Path(articles) if articles else None,
            Settings(store=Path(folder), llm="none"),
            None,
        ) as assistant,
    ):
        questions = found.questions
        if found.articles is None:
            files = {entry.source: entry.path for entry in assistant.entries()}
            known = [assistant.article(source) for source in files]
            questions = align_evidence(questions, known, lambda source: locate_in(files[source]))
        judged = [question for question in questions if can_be_judged(question)]
        return try_questions(assistant, sample(judged, limit))


def show(name: str, trials: Sequence[Trial], others: Sequence[Trial], risk: float) -> None:
    """A line for each confidence; questions that a set calls unanswerable are measured apart."""
    asked = [trial for trial in trials if trial.kind != "unanswerable"]
    traps = [trial for trial in trials if trial.kind == "unanswerable"]
    print(f"\n{name}: {len(asked)} trials, {len(traps)} unanswerable questions")
    threshold = BUILT_IN.choices["balanced"].threshold
    line("built in", measure_worth(judge(asked, BUILT_IN, threshold)))
    if others:
        line("fitted to the other sets", measure_worth(judge(asked, of(others, risk), threshold)))
    line("calibrated on the other half", measure_worth(judge_held_out(asked, risk, folds=2)))
    if traps:
        line("  with its unanswerable questions", measure_worth(judge_held_out(trials, risk, 2)))


def of(trials: Sequence[Trial], risk: float) -> Trust:
    """What is fitted to these."""
    return fit_trust(thinned(trials), risk).trust


def thinned(trials: Sequence[Trial]) -> list[Trial]:
    """The trials with every fourth of those that are unanswerable."""
    traps = [trial for trial in trials if trial.kind == "unanswerable"]
    return [trial for trial in trials if trial.kind != "unanswerable"] + traps[::_TRAPS]


def line(name: str, worth: Worth) -> None:
    figures = [getattr(worth, figure) for figure in (*_NAMES, "false_refusals")]
    print(
        f"  {name:42}" + "".join(f"{'–' if f is None else format(f, '.3f'):>14}" for f in figures)
    )


if __name__ == "__main__":
    main()
