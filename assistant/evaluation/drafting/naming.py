"""Questions that ask for a name or a thing: who, what, what is it called."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.evaluation.drafting.asking import FEWEST_CONTENT, Wording, put
from assistant.evaluation.drafting.clauses import Clause
from assistant.evaluation.drafting.phrases import dangles, noun_end, shortened
from assistant.evaluation.drafting.pointing import points_back, points_outside
from assistant.evaluation.drafting.tokens import (
    CUTTING,
    PREPOSITIONS,
    STOPS,
    Token,
    content,
    has_name,
    is_one_name,
    shown,
    without_article,
)
from assistant.evaluation.drafting.verbs import ACTING, PARTICIPLES, PAST_OF, SAYING

_ROLES = frozenset(
    """actor activist analyst architect artist assemblyman astronomer author bishop biologist ceo
    chairman chancellor chemist commander composer congressman councillor critic director duke
    economist editor emperor engineer executive explorer father founder general governor head
    historian inventor journalist judge king lawyer leader manager mathematician mayor minister
    monarch mother officer painter philosopher physicist pioneer poet politician pope president
    prince princess professor prosecutor queen representative researcher ruler scholar scientist
    secretary senator sheriff soldier son daughter sociologist spokesman spokesperson student sultan
    teacher theologian winner writer person man woman""".split()
)
# Nouns that certainly are nobody, by their endings and by themselves.
_THING = re.compile(
    r"(?:[ts]ion|ment|ness|ity|ism|[ae]nce|ship|logy|graphy|ure|ysis)s?|ics"
    r"|(?:act|law|bill|treaty|war|battle|embargo|system|program|programme|project|theory|method|test"
    r"|report|book|film|letter|river|bridge|building|museum|castle|church|temple|tower|station|road"
    r"|airport|port|island|mountain|lake|sea|ocean|desert|city|town|village|province|region|country"
    r"|empire|kingdom|dynasty|bank|fund|market|price|tax|rate|number|disease|virus|drug|gas|metal"
    r"|acid|cell|gene|protein|plant|tree|forest|animal|species|star|planet|moon|engine|machine|ship"
    r"|train|car|phone|computer|network|software|algorithm|data|database|camera|image|map|name|word"
    r"|language|music|song|game|award|prize|school|college|university|library|hospital)s?"
)
_OF_OBJECTS = frozenset("in on at from to for with".split())
_LONGEST_OBJECT = 9
# What follows these is whom it was done for.
_NO_OBJECT = frozenset("have become tell ask give offer award grant teach".split())


def word_names(clause: Clause) -> Iterator[Wording]:
    """Questions for whoever did it, was it, is called so, and for what was done."""
    yield from _actor(clause)
    yield from _passive_actor(clause)
    yield from _described(clause)
    yield from _called(clause)
    yield from _object(clause)
    yield from _thing(clause)


def _actor(clause: Clause) -> Iterator[Wording]:
    """From "The ACLU published a test": "Who published a test?"."""
    subject, rest = clause.subject, shortened(clause.rest)
    words = content(rest)
    if not is_one_name(subject) or clause.base not in ACTING or len(words) < FEWEST_CONTENT:
        return
    if rest[0].low == "that" and clause.base not in SAYING:
        return
    says_enough = has_name(rest) or len(words) > FEWEST_CONTENT + 1
    if says_enough and not (dangles(rest) or _points(rest)):
        text = put(["Who", shown(clause.adverb), clause.verb, shown(rest)])
        yield Wording(text, "who", subject[0].start, subject[-1].end, without_article(subject))


def _passive_actor(clause: Clause) -> Iterator[Wording]:
    """From "X was founded by Y": "Who founded X?"."""
    rest = clause.rest
    if clause.helper not in {"was", "were"} or [t.low for t in rest[1:2]] != ["by"]:
        return
    # "Found" is the past of "find" in the tables, "founded" a verb of its own.
    base = "found" if rest[0].text == "founded" else PARTICIPLES.get(rest[0].text, "")
    if base not in ACTING:
        return
    end = noun_end(rest, 2)
    name, after = rest[2:end], shortened(rest[end:])
    asked = [*clause.subject, *after]
    if not is_one_name(name) or [t.low for t in rest[end : end + 1]] in (["and"], ["or"]):
        return
    if (after and dangles(after)) or _points(asked):
        return
    if len(content(asked)) >= FEWEST_CONTENT - 1 and has_name(asked):
        past = "founded" if base == "found" else PAST_OF[base]
        text = put(["Who", past, shown(clause.subject), shown(after)])
        yield Wording(text, "who", name[0].start, name[-1].end, without_article(name))


def _described(clause: Clause) -> Iterator[Wording]:
    """From "Ada is the capital of Poland": "What is the capital of Poland?"."""
    rest, subject = clause.rest, clause.subject
    if not clause.copula or not is_one_name(subject) or rest[0].low != "the":
        return
    end = next((i for i, t in enumerate(rest) if t.low in CUTTING | STOPS | {","}), len(rest))
    described = rest[:end]
    if len(content(described)) < FEWEST_CONTENT or not has_name(described) or dangles(described):
        return
    if _points(described):
        return
    who = _head(described) in _ROLES
    text = put(["Who" if who else "What", clause.helper, shown(described)])
    also = without_article(subject)
    yield Wording(text, "who" if who else "what", subject[0].start, subject[-1].end, also)


def _called(clause: Clause) -> Iterator[Wording]:
    """From "The mayor of Ada is called Provost"."""
    rest, subject = clause.rest, clause.subject
    for words in (("called",), ("named",), ("known", "as"), ("renamed",)):
        if clause.base or tuple(t.low for t in rest[: len(words)]) != words:
            continue
        name = rest[len(words) : noun_end(rest, len(words))]
        if is_one_name(name) and has_name(subject) and not points_outside(subject):
            text = put(["What", clause.helper, shown(subject), *words])
            yield Wording(text, "what", name[0].start, name[-1].end, without_article(name))


def _object(clause: Clause) -> Iterator[Wording]:
    """From "Amazon recommended a threshold of 99 percent for police work"."""
    rest, subject = clause.rest, clause.subject
    if not clause.base or clause.base in _NO_OBJECT or clause.adverb:
        return
    if not is_one_name(subject) or rest[0].low not in {"the", "a", "an"}:
        return
    end = noun_end(rest, 0)
    noun, after = rest[:end], shortened(rest[end:])
    if any(t.text[0].isdigit() and noun[i - 1].low != "of" for i, t in enumerate(noun)):
        return  # "fined the company 20 million euros"
    if not 2 <= len(noun) <= _LONGEST_OBJECT or not after or after[0].low not in _OF_OBJECTS:
        return
    if dangles(after) or points_outside(noun) or points_outside(after):
        return
    if len(content([*subject, *after])) >= FEWEST_CONTENT - 1:
        text = put(["What", clause.helper, shown(subject), clause.base, shown(after)])
        yield Wording(text, "what", noun[0].start, noun[-1].end, without_article(noun))


def _thing(clause: Clause) -> Iterator[Wording]:
    """From "The Treaty of Ghent ended the War of 1812": "What ended the War of 1812?"."""
    subject, rest = clause.subject, shortened(clause.rest)
    if clause.copula or not _THING.fullmatch(_head(subject)) or points_outside(subject):
        return
    if not rest or len(content(rest)) < FEWEST_CONTENT or not has_name(rest) or dangles(rest):
        return
    if (rest[0].low == "that" and clause.base not in SAYING) or _points(rest):
        return
    text = put(["What", shown(clause.adverb), clause.verb, shown(rest)])
    yield Wording(text, "what", subject[0].start, subject[-1].end, without_article(subject))


def _head(noun: Sequence[Token]) -> str:
    """The word that says what a noun phrase is: the last before "of" or another preposition."""
    lows = [t.low for t in noun]
    ends = [at for at, low in enumerate(lows) if at and low in PREPOSITIONS | {"of"}]
    return lows[(ends[0] if ends else len(lows)) - 1]


def _points(words: Sequence[Token]) -> bool:
    return points_back(words) or points_outside(words)
