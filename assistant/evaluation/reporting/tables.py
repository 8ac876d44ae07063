"""The tables of a report, as rows of text for HTML and Markdown alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.evaluation import side_by_side
from assistant.evaluation.losses import STEPS
from assistant.evaluation.measures import measure
from assistant.evaluation.reporting.chart import Table
from assistant.evaluation.reporting.summary import STEP_MEANINGS, STEP_TITLES
from assistant.evaluation.reporting.wording import DASH, shown, shown_interval
from assistant.evaluation.runner import Evaluation

GROUP_TITLES = {
    "retrieval": "Finding the article",
    "quotes": "Choosing the quote",
    "evidence": "Evidence in the passages",
    "abstention": "Knowing when to refuse",
    "answers": "Words and cost of the answers",
    "latency_ms": "Time",
}


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure: its title and key, what it says (or why it is missing), value and interval."""

    title: str
    name: str
    says: str
    value: str
    interval: str


def figure_rows(evaluation: Evaluation) -> dict[str, list[FigureRow]]:
    """All figures under the titles of their groups; those that are unknown alike share a row."""
    return {
        GROUP_TITLES.get(group, group): _merged(
            [_figure(evaluation, group, name, value) for name, value in figures.items()]
        )
        for group, figures in evaluation.groups().items()
    }


def _merged(rows: Sequence[FigureRow]) -> list[FigureRow]:
    merged: list[FigureRow] = []
    for row in rows:
        last = merged[-1] if merged else None
        if last and row.value == last.value == DASH and row.says == last.says:
            merged[-1] = replace(
                last, title=f"{last.title}, {row.title}", name=f"{last.name}, {row.name}"
            )
        else:
            merged.append(row)
    return merged


def _figure(evaluation: Evaluation, group: str, name: str, value: float | None) -> FigureRow:
    known = measure(group, name)
    interval = evaluation.intervals.get(group, {}).get(name)
    says = known.meaning if value is not None else f"not known: {known.missing}"
    return FigureRow(
        known.title, name, says, shown(value, known.unit), shown_interval(interval, known.unit)
    )


@dataclass(frozen=True, slots=True)
class LossRow:
    """How many questions were lost in a step; `share` of those that can be, 0 to 1."""

    title: str
    says: str
    count: int
    share: float


def loss_rows(evaluation: Evaluation) -> list[LossRow]:
    """Where questions were lost; none for steps that the set cannot be lost in."""
    counts = Counter(outcome.lost for outcome in evaluation.outcomes)
    totals = dict.fromkeys(STEPS, evaluation.answerable)
    totals["answered"] = evaluation.questions - evaluation.answerable
    return [
        LossRow(STEP_TITLES[step], STEP_MEANINGS[step], counts[step], counts[step] / totals[step])
        for step in STEPS
        if totals[step]
    ]


def kinds_table(evaluation: Evaluation) -> Table | None:
    """A row for each kind of question, where the set tells kinds apart."""
    if not evaluation.by_kind:
        return None
    names = [name for name in next(iter(evaluation.by_kind.values())) if name != "questions"]
    return Table(
        ("Kind", "Questions", *(_title(name) for name in names)),
        tuple(
            (
                kind,
                str(int(figures["questions"] or 0)),
                *(shown(figures[name], "share") for name in names),
            )
            for kind, figures in evaluation.by_kind.items()
        ),
    )


def _title(name: str) -> str:
    group = "quotes" if name.startswith("answer@") else "abstention"
    return measure(group, name).title


def baseline_table(evaluation: Evaluation) -> Table | None:
    """The ways of retrieving side by side, where others were measured."""
    ways = evaluation.baselines
    if not ways:
        return None
    rows = []
    for name, known in side_by_side.MEASURES.items():
        values = [figures[name] for figures in ways.values()]
        if any(value is not None for value in values):
            rows.append((known.title, *(shown(value, known.unit) for value in values)))
    heads = ("", *(side_by_side.TITLES.get(way, way) for way in ways))
    return Table(heads, tuple(rows))


def setup_rows(evaluation: Evaluation) -> Iterator[tuple[str, str]]:
    """What was asked and how, for whoever wants to do it again."""
    setup = evaluation.setup
    if setup is None:
        return
    drawn = setup.drawn
    yield "Question set", f"{setup.questions}, sha256 {setup.questions_sha256[:16]}…"
    yield (
        "Questions",
        f"{drawn.asked:,} of {drawn.held:,}, drawn at random with seed {drawn.seed}"
        if drawn.limit
        else f"all {drawn.held:,}",
    )
    yield "Articles", f"{setup.articles:,}, sha256 of all {setup.articles_sha256[:16]}…"
    made = "measured on these articles" if setup.calibrated else "as delivered"
    yield "Threshold", f"{setup.threshold:.2f} of confidence, {made}"
    yield "Program", f"Quoting Assistant {setup.version}"
    yield (
        "Settings",
        ", ".join(
            f"{name} {value if value is not None else DASH}"
            for name, value in setup.settings.items()
        ),
    )
