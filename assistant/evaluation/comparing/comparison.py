"""Two evaluations of the same questions: what rose and fell, what turned, what fell too far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.errors import QuestionSetError
from assistant.evaluation.comparing.changes import Change, change_of
from assistant.evaluation.comparing.pairing import State, differences, paired, state
from assistant.evaluation.comparing.results import Result, Results
from assistant.evaluation.measures import measure

# What a run that guards others does not let pass unless told otherwise: a hundredth, and that
# only beyond chance. A single misquote is never chance.
GUARDED: Mapping[str, float] = {
    "recall@1": 0.01,
    "answer@1": 0.01,
    "answer@3": 0.01,
    "auroc": 0.01,
    "false_answers": 0.01,
    "false_refusals": 0.01,
    "verbatim": 0.0,
}
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Turn:
    """A question that goes another way than before, as whoever asks sees it."""

    before: State
    after: State
    old: Result
    new: Result


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two evaluations over the questions that both have; `warnings` say what else differs."""

    before: str
    after: str
    pairs: int
    changes: tuple[Change, ...]
    turns: tuple[Turn, ...]
    warnings: tuple[str, ...]

    def change(self, name: str) -> Change | None:
        """The change of a figure by its name, or by "group.name"; None if there is none.

        Raises QuestionSetError if several groups have the name.
        """
        found = [c for c in self.changes if name in (c.name, f"{c.group}.{c.name}")]
        if len(found) > 1:
            groups = " or ".join(f"{c.group}.{c.name}" for c in found)
            raise QuestionSetError(f"{name!r} may be {groups}: write which")
        return found[0] if found else None


def compare(before: Results, after: Results) -> Comparison:
    """Compare two evaluations, question by question; raises QuestionSetError if none pairs."""
    pairs = paired(before, after)
    if not pairs:
        raise QuestionSetError(
            f"{before.name} and {after.name} have no question in common: compare two evaluations "
            "of one question set"
        )
    changes = [
        change
        for group, name in before.figures
        if (group, name) in after.figures and (change := change_of(group, name, pairs))
    ]
    turns = [
        Turn(old_state, new_state, old, new)
        for old, new in pairs
        if (old_state := state(old)) != (new_state := state(new))
    ]
    return Comparison(
        before.name,
        after.name,
        len(pairs),
        tuple(changes),
        tuple(turns),
        tuple(differences(before, after)),
    )


@dataclass(frozen=True, slots=True)
class Fall:
    """A figure that lost more than is allowed."""

    change: Change
    allowed: float


def fallen(comparison: Comparison, losses: Mapping[str, float]) -> list[Fall]:
    """The figures that fell too far: beyond `losses` by name, or, if not named, beyond GUARDED.

    A loss that is named is a plain limit; of the others, only what is beyond chance counts.
    Raises QuestionSetError for a name that is no figure of both evaluations.
    """
    falls = []
    named = {}
    for name, allowed in losses.items():
        change = comparison.change(name)
        if change is None:
            known = ", ".join(change.name for change in comparison.changes)
            raise QuestionSetError(f"--loss {name!r} is no figure of both: give one of {known}")
        if measure(change.group, change.name).better == "neither":
            raise QuestionSetError(
                f"--loss {name!r} is neither better higher nor lower: give another figure"
            )
        named[change.group, change.name] = allowed
    for change in comparison.changes:
        key = change.group, change.name
        allowed = named.get(key, GUARDED.get(change.name, float("inf")))
        if (key in named or change.beyond_chance) and change.loss > allowed + _ROUNDING:
            falls.append(Fall(change, allowed))
    return falls
