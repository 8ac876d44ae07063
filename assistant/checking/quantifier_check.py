"""Whether a statement says of all what its quotes say of some."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.checking.number_words import read_number
from assistant.checking.polarity import Denials
from assistant.checking.values import Reason

_ALL = frozenset("all every each entire whole both always everyone everybody".split())
_SEVERAL = frozenset("several many numerous multiple various".split())
_NONE = frozenset("no none neither not never".split())
_ONE = frozenset("one single sole lone".split())
_SOME = frozenset("some several many most few half part partly sometimes often certain".split())


def check_all_and_some(said: Denials, given: Sequence[Denials]) -> list[Reason]:
    """A reason for "all of the bridges" where the quotes say it of some."""
    for index, word in enumerate(said.words):
        if word.folded not in {"all", "every", "each"}:
            continue
        counted = _counted(said, index)
        if counted is None:
            continue
        quantifiers = {
            quantifier
            for quote in given
            for place, other in enumerate(quote.words)
            if other.stem == counted
            for quantifier in (one.folded for one in quote.words[max(0, place - 4) : place])
        }
        if index and said.words[index - 1].folded == "not":
            if quantifiers & _ALL and not quantifiers & (_SOME | {"not"}):
                return [Reason("negation", f"the statement says “not {word.text}”")]
            continue
        some = quantifiers & _SOME
        if some and not quantifiers & _ALL:
            if any(one.folded in _ALL for quote in given for one in quote.words):
                continue
            text = f"the source says “{min(some)}”, the statement “{word.text}”"
            return [Reason("negation", text)]
    return []


def check_none_and_some(said: Denials, given: Sequence[Denials]) -> list[Reason]:
    """A reason for "none of the sites" where the quotes speak of some of them."""
    for index, word in enumerate(said.words):
        counted = _counted(said, index) if word.folded in {"no", "none", "neither"} else None
        if counted is None:
            continue
        told = {said.words[place].stem for place in said.meanings} - {counted}
        for quote in given:
            for place, other in enumerate(quote.words):
                if other.stem != counted or index + 1 == len(said.words):
                    continue
                before = {one.folded for one in quote.words[max(0, place - 5) : place]}
                some = before & (_SOME | {"only"})
                if not some or before & _NONE or not _share(quote, place, told):
                    continue
                text = f"the source says “{min(some)}”, the statement “{word.text}”"
                return [Reason("negation", text)]
    return []


def _share(quote: Denials, place: int, told: set[str]) -> bool:
    """Whether one of these words is in the clause of a quote's word, after it."""
    return any(
        quote.words[other].stem in told
        for other in quote.meanings
        if other > place and quote.clause[other] == quote.clause[place]
    )


def check_one_and_several(said: Denials, given: Sequence[Denials]) -> list[Reason]:
    """A reason for "several occasions" where the quotes count a single one."""
    for index, word in enumerate(said.words):
        if word.folded not in _SEVERAL:
            continue
        counted = _counted(said, index)
        before = {
            one.folded
            for quote in given
            for place, other in enumerate(quote.words)
            if other.stem == counted
            for one in quote.words[max(0, place - 2) : place]
        }
        if counted and before & _ONE and not before & (_SEVERAL | _SOME):
            text = f"the source says “{min(before & _ONE)}”, the statement “{word.text}”"
            return [Reason("negation", text)]
    return []


def _counted(said: Denials, index: int) -> str | None:
    """The stem of the noun that a word of quantity belongs to."""
    for place in range(index + 1, min(index + 5, len(said.words))):
        word = said.words[place]
        if read_number(said.words, place) is not None:
            continue
        if word.is_content:
            return word.stem
        if word.kind != "number" and word.folded not in {"of", "the", "these", "those", "its"}:
            return None
    return None
