"""A sentence as a subject, a verb and what follows, where rules are enough to tell them apart.

There is no parser behind this. Whatever a rule could read in two ways is left alone: that loses
many sentences and keeps questions from being made of half a thought.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.checking.word_lists import FUNCTION_WORDS
from assistant.evaluation.drafting.verbs import AUXILIARIES, PARTICIPLES, PAST, PRESENT, SAYING

_TOKEN = re.compile(
    r"[$€£]?\d+(?:[.,]\d+)*(?:st|nd|rd|th|s|%)?(?![^\W_])|(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’&-][^\W_]+)*|\S"
)
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
DATE = re.compile(
    rf"(?:{_MONTH}) \d{{1,2}}, [12]\d{{3}}|\d{{1,2}} (?:{_MONTH}) [12]\d{{3}}"
    rf"|(?:{_MONTH}),? [12]\d{{3}}|(?:{_MONTH}) \d{{1,2}}(?!\d)|\d{{1,2}} (?:{_MONTH})"
    r"|[1-9]\d?(?:st|nd|rd|th) century|[12]\d{3}s?(?![\d,.-]*\d)"
)
_LEAD = re.compile(
    rf"(?:(?:In|On|During|Around) (?:the )?(?:early |late |mid-)?(?P<date>{DATE.pattern}),? "
    r"|(?:However|Notably|Additionally|Finally|Moreover|Furthermore|Meanwhile|Overall|Originally|"
    r"In addition|For example|For instance|As a result|In response|Of course|In fact|Still|Instead|"
    r"Today|Historically|Generally|Officially|Eventually|Initially|Currently|Similarly), )"
)
_PARENTHESIS = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])")
_UNFIT = re.compile(r"[\"“”„«»?!;:…|*_#<>=/\\{}\[\]()\n\r\t]|https?|--|\s['‘]|['’]\s.*['’]|[—–]")
# Words that point to something outside the sentence.
_POINTING = frozenset(
    """i we you he she it they me us him them my our your his her its their theirs ours this these
    those there here former latter another other others such same respectively above below
    one ones both either neither each thus therefore hence more further""".split()
)
_PRONOUNS = frozenset("he she it they i we you".split())
_OPENING = frozenset(
    """that which who whom whose where when while whereas although though because if unless until
    since before after so than whether how why what""".split()
)
_JOINING = frozenset("and or but nor yet".split())
_ADVERBS = frozenset(
    """also then later soon first never always often once again now already thus ultimately only
    still eventually finally just even long since""".split()
)
_SILENT = frozenset("also then thus later finally eventually ultimately soon".split())
PREPOSITIONS = frozenset(
    """in on at for with by from to into onto about against across after among around as before
    behind between beyond despite during except inside near off out over past per through throughout
    toward towards under until upon via within without since while than""".split()
)
_BEFORE_NOUNS = frozenset(
    """the a an of to in on for with by from at as its their his her our most more very less no
    some any all every newly so-called""".split()
)
_MOST_SUBJECT, _FEWEST, _MOST = 10, 6, 48
CUTTING = frozenset(
    """when while whereas although though because since until after before if unless so despite
    including except""".split()
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark `[start, end)` of a sentence."""

    text: str
    start: int
    end: int

    @property
    def low(self) -> str:
        """The word in lower case."""
        return self.text.lower()

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Clause:
    """Who did what. `helper` comes first in a question; `base` follows "did" where there is none.

    `date` is a date named before the subject. `adverb` stands before the verb.
    """

    subject: tuple[Token, ...]
    helper: str
    verb: str
    base: str
    adverb: tuple[Token, ...]
    rest: tuple[Token, ...]
    date: Token | None = None
    copula: bool = False


def tokenize(sentence: str) -> list[Token]:
    """The words and marks of a sentence."""
    return [Token(m[0], m.start(), m.end()) for m in _TOKEN.finditer(sentence)]


def find_clauses(sentence: str, is_name: Callable[[str], bool]) -> Iterator[Clause]:
    """The clauses that can be told apart; none where the sentence does not lend itself.

    `is_name` tells whether the word that begins a sentence is a name. Offsets are those of
    `sentence`.
    """
    plain = _PARENTHESIS.sub(lambda m: " " * len(m[0]), sentence)
    if _UNFIT.search(plain) or not plain.endswith("."):
        return
    lead = _LEAD.match(plain)
    date = None
    start = 0
    if lead:
        start = lead.end()
        if lead["date"]:
            date = Token(lead["date"], lead.start("date"), lead.end("date"))
    tokens = [t for t in tokenize(plain[:-1]) if t.start >= start]
    if not _FEWEST <= len(tokens) <= _MOST:
        return
    first = tokens[0]
    if not (first.text[0].isupper() or first.text[0].isdigit() or lead):
        return
    # "President Obama", "New Mexico" and "Judge Donato" keep their capital, "The ACLU" does not.
    title = tokens[1].is_capital and first.low not in FUNCTION_WORDS
    if not lead and not title and not is_name(first.text):
        tokens[0] = replace(first, text=first.text[0].lower() + first.text[1:])
    yield from _clauses(tokens, date)


def _clauses(tokens: list[Token], date: Token | None) -> Iterator[Clause]:
    found = _split(_without_insertion(tokens))
    if not found:
        return
    subject, adverb, at, tokens = found
    if not fit_subject(subject):
        return
    tail = tokens[at + 1 :]
    for index, (verb, rest) in enumerate(_conjuncts(tokens[at], tail)):
        clause = _clause(subject, adverb if index == 0 else (), verb, rest)
        if clause is None:
            return
        yield replace(clause, date=date if index == 0 else None)
        inner = _said(clause)
        if inner:
            yield from _clauses(inner, None)


def _without_insertion(tokens: list[Token]) -> list[Token]:
    """The tokens less ", …," between subject and verb: an apposition or a relative clause."""
    commas = [i for i, token in enumerate(tokens) if token.text == ","]
    if not commas or any(t.low in AUXILIARIES or t.text in PAST for t in tokens[: commas[0]]):
        return tokens
    for end in commas[1:]:
        after = tokens[end + 1 : end + 3]
        if after and any(
            t.low in AUXILIARIES or t.text in PAST or t.text in PRESENT for t in after
        ):
            inside = tokens[commas[0] + 1 : end]
            if inside and inside[0].low in {"a", "an", "the", "which", "who", "whose", "one"}:
                return tokens[: commas[0]] + tokens[end + 1 :]
            return []
    return tokens


def _split(
    tokens: list[Token],
) -> tuple[tuple[Token, ...], tuple[Token, ...], int, list[Token]] | None:
    """The subject, adverbs and the place of the first finite verb."""
    for at, token in enumerate(tokens[: _MOST_SUBJECT + 3]):
        if at == 0 or not _is_finite(tokens, at):
            continue
        before = tokens[:at]
        adverbs: list[Token] = []
        while before and (before[-1].low in _ADVERBS or before[-1].low.endswith("ly")):
            if before[-1].is_capital:
                break
            adverbs.insert(0, before.pop())
        ambiguous = token.text in PARTICIPLES and token.low not in AUXILIARIES
        if ambiguous and _second_verb(tokens, at):
            return None
        kept = tuple(a for a in adverbs if a.low not in _SILENT)
        return tuple(before), kept, at, tokens
    return None


def _is_finite(tokens: Sequence[Token], at: int) -> bool:
    token, before = tokens[at], tokens[at - 1]
    if token.low in AUXILIARIES:
        return not token.is_capital
    if token.text in PRESENT:
        return before.low not in _BEFORE_NOUNS and not before.low.endswith("s")
    return token.text in PAST and before.low not in _BEFORE_NOUNS


def _second_verb(tokens: Sequence[Token], at: int) -> bool:
    """Whether another finite verb follows in the same clause: then the first is a participle."""
    for place in range(at + 1, len(tokens)):
        token = tokens[place]
        if token.text == "," or token.low in _OPENING | _JOINING | _PRONOUNS:
            return False
        if token.low in AUXILIARIES and not token.is_capital:
            return True
        if token.text in PAST and tokens[place - 1].low not in _BEFORE_NOUNS:
            return True
    return False


def fit_subject(subject: Sequence[Token]) -> bool:
    """Whether these words name somebody or something by themselves."""
    lows = [token.low for token in subject]
    if not 0 < len(subject) <= _MOST_SUBJECT or "," in lows:
        return False
    if any(low in _POINTING or low in _OPENING or low in {"or", "but", "not"} for low in lows):
        return False
    # "The charter granted in" is half a clause.
    if any(
        t.text in PAST and subject[i - 1].low not in _BEFORE_NOUNS and i
        for i, t in enumerate(subject)
    ):
        return False
    first = lows[0]
    if first.endswith(("ing", "ly")) and not (len(subject) > 1 and subject[1].is_capital):
        return False
    if first in PREPOSITIONS or first in _ADVERBS or first in {"of", "according", "like"}:
        return False
    return lows[-1] not in {"of", "and", "the", "a", "in", "to"}


def _conjuncts(verb: Token, rest: list[Token]) -> Iterator[tuple[Token, tuple[Token, ...]]]:
    """The verb with its rest, and further verbs of the same subject after "and" or "but"."""
    begin = 0
    for at, token in enumerate(rest):
        if token.low in _OPENING:  # who did what comes after is anybody's guess
            break
        if token.low not in {"and", "but"} or at + 1 >= len(rest):
            continue
        after = at + 1
        while after < len(rest) - 1 and (
            rest[after].low in _ADVERBS or rest[after].low.endswith("ly")
        ):
            after += 1
        following = rest[after]
        if following.is_capital:
            continue
        if following.text not in PAST and following.low not in AUXILIARIES:
            if following.low.endswith("ed"):  # a verb that is not known here
                yield verb, _trim(rest[begin:at])
                return
            continue
        helped = verb.low in AUXILIARIES and verb.low not in {"had", "has", "have"}
        if helped and following.low not in AUXILIARIES:  # "was hampered and surrendered"
            yield verb, _trim(rest[begin:at])
            return
        yield verb, _trim(rest[begin:at])
        verb, begin = following, after + 1
    yield verb, _trim(rest[begin:])


def _trim(rest: Sequence[Token]) -> tuple[Token, ...]:
    tokens = list(rest)
    while tokens and tokens[-1].text == ",":
        tokens.pop()
    return tuple(tokens)


def _clause(
    subject: tuple[Token, ...], adverb: tuple[Token, ...], verb: Token, rest: tuple[Token, ...]
) -> Clause | None:
    low = verb.low
    following = next((t for t in rest if not (t.low in _ADVERBS or t.low.endswith("ly"))), None)
    participle = following is not None and (
        following.text in PARTICIPLES or following.text == "been" or following.low.endswith("ed")
    )
    rest = tuple(t for i, t in enumerate(rest) if not (i < 2 and t.low in _SILENT | {"already"}))
    if following is None:
        return None
    if low == "had" and participle:
        while rest[0].low in _ADVERBS or rest[0].low.endswith("ly"):
            adverb, rest = (*adverb, rest[0]), rest[1:]
    if low in {"has", "have", "had"} and not participle:
        helper = {"has": "does", "have": "do", "had": "did"}[low]
        return Clause(subject, helper, verb.text, "have", adverb, rest)
    if low == "had" and rest[0].text in PARTICIPLES and rest[0].text != "been":
        return Clause(subject, "did", rest[0].text, PARTICIPLES[rest[0].text], adverb, rest[1:])
    if low in AUXILIARIES:
        if following.low == "to":
            return None
        copula = low in {"is", "are", "was", "were"} and not (
            participle or following.low.endswith("ing")
        )
        return Clause(subject, low, verb.text, "", adverb, rest, copula=copula)
    if verb.text in PAST:
        return Clause(subject, "did", verb.text, PAST[verb.text], adverb, rest)
    if verb.text in PRESENT:
        return Clause(subject, "does", verb.text, PRESENT[verb.text], adverb, rest)
    return None


def _said(clause: Clause) -> list[Token]:
    """What stands after "said that", as a sentence of its own."""
    words = [t.low for t in clause.rest]
    if clause.base in SAYING and "that" in words[:8]:
        return list(clause.rest[words.index("that") + 1 :])
    return []
