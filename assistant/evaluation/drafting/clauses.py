"""A sentence as a subject, a verb and what follows, where rules are enough to tell them apart.

There is no parser behind this. Whatever a rule could read in two ways is left alone: that loses
many sentences and keeps questions from being made of half a thought.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.evaluation.drafting.dating import DATE
from assistant.evaluation.drafting.figures import begins_name
from assistant.evaluation.drafting.subjects import (
    OPENING,
    SILENT,
    find_verb,
    is_fit,
    without_insertion,
)
from assistant.evaluation.drafting.tokens import Token, tokenize
from assistant.evaluation.drafting.verbs import (
    AUXILIARIES,
    PARTICIPLES,
    PAST,
    PAST_OF,
    PRESENT,
    SAYING,
)

_LEAD = re.compile(
    rf"(?:(?:In|On|During|Around) (?:the )?(?:early |late |mid-)?(?P<date>{DATE.pattern}),? "
    r"|(?:However|Notably|Additionally|Finally|Moreover|Furthermore|Meanwhile|Overall|Originally|"
    r"In addition|For example|For instance|As a result|In response|Of course|In fact|Still|Instead|"
    r"Today|Historically|Generally|Officially|Eventually|Initially|Currently|Similarly), )"
)
_PARENTHESIS = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])")
_PART = re.compile(r"[;:]\s|\s[–—]\s|—")
# Quotations, lists, markup and line breaks.
_UNFIT = re.compile(r"[\"“”„«»@~?!;:…|*_#<>=/\\{}\[\]()\n\r\t]|https?|--|\s['‘]|['’]\s.*['’]|[—–]")
_FEWEST, _MOST = 6, 48
_BEING = frozenset("is are was were".split())
_HAVING = {"has": "does", "have": "do", "had": "did"}
_THAT_WITHIN = 8


@dataclass(frozen=True, slots=True)
class Clause:
    """Who did what. `helper` comes first in a question; `base` follows "did" where there is none.

    `date` is a date named before the subject, `adverb` stands before the verb, `rest` behind it
    and is never empty. A `copula` says what the subject is.
    """

    subject: tuple[Token, ...]
    helper: str
    verb: str
    base: str
    adverb: tuple[Token, ...]
    rest: tuple[Token, ...]
    date: Token | None = None
    copula: bool = False


def find_clauses(sentence: str, is_name: Callable[[str], bool]) -> Iterator[Clause]:
    """The clauses that can be told apart; none where the sentence does not lend itself.

    `is_name` tells whether the word that begins a sentence is a name. Offsets are those of
    `sentence`.
    """
    if not sentence.endswith("."):
        return
    plain = _PARENTHESIS.sub(lambda found: " " * len(found[0]), sentence[:-1])
    plain = _PART.split(plain, maxsplit=1)[0]
    if _UNFIT.search(plain):
        return
    lead = _LEAD.match(plain)
    date = None
    if lead and lead["date"]:
        date = Token(lead["date"], lead.start("date"), lead.end("date"))
    tokens = [t for t in tokenize(plain) if t.start >= (lead.end() if lead else 0)]
    if not _FEWEST <= len(tokens) <= _MOST:
        return
    first = tokens[0]
    if not (first.is_capital or first.text[0].isdigit() or lead):
        return
    if not (lead or begins_name(tokens) or is_name(first.text)):
        tokens[0] = replace(first, text=first.text[0].lower() + first.text[1:])
    yield from _clauses(tokens, date)


def _clauses(tokens: list[Token], date: Token | None) -> Iterator[Clause]:
    tokens = without_insertion(tokens)
    at = find_verb(tokens)
    if at is None:
        return
    start = at
    while start > 1 and tokens[start - 1].is_adverb:
        start -= 1
    subject = tuple(tokens[:start])
    if not is_fit(subject):
        return
    adverb = tuple(t for t in tokens[start:at] if t.low not in SILENT)
    for verb, rest in _conjuncts(tokens[at], tokens[at + 1 :]):
        clause = _clause(subject, adverb, verb, rest)
        if clause is None:
            return
        yield replace(clause, date=date)
        yield from _clauses(_said(clause), None)
        adverb, date = (), None


def _conjuncts(verb: Token, rest: Sequence[Token]) -> Iterator[tuple[Token, Sequence[Token]]]:
    """The verb with its rest, and further verbs of the same subject after "and" or "but"."""
    begin = 0
    for at, token in enumerate(rest):
        if token.low in OPENING:  # who did what comes after is anybody's guess
            break
        if token.low not in {"and", "but"}:
            continue
        after = next((i for i in range(at + 1, len(rest)) if not rest[i].is_adverb), None)
        if after is None or rest[after].is_capital:
            continue
        following = rest[after]
        known = following.text in PAST or following.low in AUXILIARIES
        if not known and not following.low.endswith("ed") and after == at + 1:
            continue
        yield verb, _trim(rest[begin:at])
        helped = verb.low in AUXILIARIES and verb.low not in _HAVING
        if not known or (helped and following.low not in AUXILIARIES):
            return  # "was hampered and surrendered"
        verb, begin = following, after + 1
    yield verb, _trim(rest[begin:])


def _trim(rest: Sequence[Token]) -> Sequence[Token]:
    return rest[:-1] if rest and rest[-1].text == "," else rest


def _clause(
    subject: tuple[Token, ...], adverb: tuple[Token, ...], verb: Token, words: Sequence[Token]
) -> Clause | None:
    """The clause of this verb; None for one that is not known, or where nothing follows."""
    silent = SILENT | {"already"}
    rest = tuple(t for at, t in enumerate(words) if at > 1 or t.low not in silent)
    following = next((t for t in rest if not t.is_adverb), None)
    if following is None or following.text == ",":
        return None
    participle = following.text in {*PARTICIPLES, "been"} or following.low.endswith("ed")
    if verb.low == "had" and participle and following.text in PARTICIPLES:  # asked with "did"
        at = rest.index(following)
        base = PARTICIPLES[following.text]
        adverb, rest = (*adverb, *rest[:at]), rest[at + 1 :]
        return Clause(subject, "did", PAST_OF[base], base, adverb, rest) if rest else None
    if verb.low in _HAVING and not participle:
        return Clause(subject, _HAVING[verb.low], verb.text, "have", adverb, rest)
    if verb.low in AUXILIARIES:
        if following.low == "to":
            return None
        copula = verb.low in _BEING and not participle and not following.low.endswith("ing")
        return Clause(subject, verb.low, verb.text, "", adverb, rest, copula=copula)
    if verb.text in PAST:
        return Clause(subject, "did", verb.text, PAST[verb.text], adverb, rest)
    if verb.text in PRESENT:
        return Clause(subject, "does", verb.text, PRESENT[verb.text], adverb, rest)
    return None


def _said(clause: Clause) -> list[Token]:
    """What stands after "said that", as a sentence of its own."""
    words = [t.low for t in clause.rest]
    if clause.base in SAYING and "that" in words[:_THAT_WITHIN]:
        return list(clause.rest[words.index("that") + 1 :])
    return []
