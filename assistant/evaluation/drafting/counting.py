"""Questions that ask for a figure: how many, how much, what percentage, how long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.evaluation.drafting.asking import FEWEST_CONTENT, Wording, ask, put
from assistant.evaluation.drafting.clauses import Clause
from assistant.evaluation.drafting.figures import TIMES, Figure, counted_end, figure_at
from assistant.evaluation.drafting.phrases import dangles, noun_end, shortened, stands_alone
from assistant.evaluation.drafting.pointing import points_back, points_outside
from assistant.evaluation.drafting.tokens import (
    PREPOSITIONS,
    STOPS,
    Token,
    content,
    has_name,
    shown,
)
from assistant.evaluation.drafting.verbs import PARTICIPLES

_LENGTHS = frozenset("long tall high wide deep old".split())
_LASTING = frozenset("last take spend serve live rule reign work wait stay hold".split())
_BEING = frozenset("is are was were".split())
_COMPARED = frozenset("and or than between long".split())


def word_counts(clause: Clause) -> Iterator[Wording]:
    """Questions for a figure that is the subject, the object or a measure."""
    yield from _counted_subject(clause)
    if clause.copula:
        yield from _measured(clause)
        return
    at = 0
    while at < len(clause.rest) and clause.rest[at].is_adverb and not figure_at(clause.rest, at):
        at += 1
    if not clause.base:  # "has matched 28 members"
        participle = at < len(clause.rest) and clause.rest[at].text in PARTICIPLES
        if clause.helper in _BEING or not participle:
            return
        at += 1
    figure = figure_at(clause.rest, at)
    if figure:
        yield from _object(clause, figure)


def _object(clause: Clause, figure: Figure) -> Iterator[Wording]:
    rest = clause.rest
    before, after = rest[: figure.first], rest[figure.last :]
    also: tuple[str, ...] = ()
    fewest = FEWEST_CONTENT
    if figure.money:
        if after and after[0].low not in PREPOSITIONS | {","}:
            return
        word = "How much" if clause.base in {"cost", "pay"} else "How much money"
    elif figure.percent:
        if not after or after[0].low != "of":
            return
        end = noun_end(rest, figure.last + 1)
        word, after = f"What percentage {shown(rest[figure.last : end])}", rest[end:]
    else:
        counted = counted_end(rest, figure.last)
        if counted is None or (rest[counted - 1].low in TIMES and clause.base not in _LASTING):
            return
        word, after = f"How many {shown(rest[figure.last : counted])}", rest[counted:]
        also = (shown(rest[figure.first : counted]),)
        fewest = max(1, FEWEST_CONTENT - len(content(rest[figure.last : counted])))
        if after and after[0].low in _COMPARED:
            return
        if after and after[0].low in STOPS:
            after = ()
    if text := ask(word, clause, [*before, *after], fewest=fewest):
        yield Wording(text, "how many", figure.start, figure.end, also)


def _counted_subject(clause: Clause) -> Iterator[Wording]:
    """From "28 members of Congress were matched": here nothing changes its place."""
    subject = clause.subject
    figure = figure_at(subject, 0)
    if figure is None or figure.money:
        return
    noun = subject[figure.last :]
    if figure.percent:
        if not noun or noun[0].low != "of":
            return
    elif counted_end(subject, figure.last) != len(subject):
        return
    word = "What percentage" if figure.percent else "How many"
    rest = shortened(clause.rest)
    whole: list[Token] = [*noun, *rest]
    if not rest or len(content(whole)) < FEWEST_CONTENT or not has_name(whole) or dangles(rest):
        return
    if points_outside(whole) or points_back(rest):
        return
    parts = [word, shown(noun), shown(clause.adverb), clause.verb, shown(rest)]
    yield Wording(put(parts), "how many", figure.start, figure.end)


def _measured(clause: Clause) -> Iterator[Wording]:
    """From "The bridge of Ada is 44 metres long", "The population of Ada was 1.7 million"."""
    rest, subject = clause.rest, clause.subject
    figure = figure_at(rest, 0)
    if figure is None:
        return
    after: Sequence[Token] = rest[figure.last :]
    parts = ["What", clause.helper, shown(subject)]
    also: tuple[str, ...] = ()
    tail: Sequence[Token] = ()
    if len(after) >= 2 and after[1].low in _LENGTHS:
        tail = shortened(after[2:])
        parts = ["How", after[1].low, clause.helper, shown(subject), shown(tail)]
        also = (shown(rest[figure.first : figure.last + 1]),)
    elif subject[0].low != "the" or (after and after[0].text != ","):
        return
    fits = has_name([*subject, *tail]) and stands_alone(clause, tail)
    if fits and not (tail and dangles(tail)):
        yield Wording(put(parts), "how many", figure.start, figure.end, also)
