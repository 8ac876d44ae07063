"""Questions that a clause answers: a date, a figure, a name, a place or a reason is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.checking.dates import MONTH_AND_DAY_NAMES
from assistant.evaluation.drafting.clauses import CUTTING, DATE, PREPOSITIONS, Clause, Token
from assistant.evaluation.drafting.verbs import (
    ACTING,
    AUXILIARIES,
    PARTICIPLES,
    PAST,
    PAST_OF,
    PLAINER,
    SAYING,
)

Asked = Literal["when", "how many", "who", "what", "where", "why"]

_ADJUNCTS = frozenset("in at during with after before through under across among within at".split())
_STOPS = frozenset(
    "that which who whom whose where when and or but because if is are was were".split()
)
_DATED = re.compile(rf"(?:early |late |mid-)?(?:the )?(?:early |late |mid-)?({DATE.pattern})")
_AFTER_DATE = PREPOSITIONS | _STOPS | frozenset({",", "to", "when", "while", "although", "whereas"})
_NUMBER = re.compile(
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|two|three|four|five|six|seven|eight|nine|ten|eleven"
    r"|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty"
    r"|sixty|seventy|eighty|ninety"
)
_SCALE = frozenset("hundred thousand million billion trillion".split())
_ABOUT = tuple(
    tuple(words.split())
    for words in (
        "more than|less than|fewer than|at least|up to|about|around|nearly|almost|approximately"
        "|roughly|over|some|only|exactly|just"
    ).split("|")
)
_PLURALS = frozenset("people men women children feet mice teeth police cattle sheep".split())
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
_PLACED = frozenset(
    """born based headquartered located situated held buried died lived opened founded built
    established grew signed settled crowned educated raised unveiled arrested""".split()
)
_LENGTHS = frozenset("long tall high wide deep old".split())
_POINTING = frozenset(
    """this these those such here there another other others former latter same one ones
    aforementioned respectively following previous similar""".split()
)
_REFERRING = frozenset(
    "its their his her it they he she itself him them themselves himself herself".split()
)
_SUBJECTS = frozenset("he she they it him them".split())
_NARROWING = frozenset("including especially particularly such except not like even".split())
_EMPTY = frozenset(
    """whole entire new parent final present current resulting original remaining first second
    third last next old only very so-called""".split()
)
_UNIQUE = frozenset(
    """world public internet sun moon earth police poor rich press media west east north south
    environment universe atmosphere""".split()
)
_TIMES = frozenset("seconds minutes hours days weeks months years decades centuries times".split())
_LASTING = frozenset("last take spend serve live rule reign work wait stay hold".split())
_FEWEST_CONTENT, _MOST_CONTENT = 3, 10
_FUNCTION = frozenset(
    """the a an of in on at for with by from to and or as its their his her that is are was were be
    been has have had will would could can did do does it they he she not than""".split()
)


@dataclass(frozen=True, slots=True)
class Wording:
    """A question, the place `[start, end)` of its answer in the sentence, and other wordings."""

    text: str
    asked: Asked
    start: int
    end: int
    also: tuple[str, ...] = ()


def word_questions(clause: Clause) -> Iterator[Wording]:
    """All questions that the rules make of one clause."""
    yield from _when(clause)
    yield from _how_many(clause)
    yield from _who(clause)
    yield from _what(clause)
    yield from _where(clause)
    yield from _why(clause)


def shown(tokens: Sequence[Token]) -> str:
    """Tokens as a text: those that stood together do so again."""
    text = ""
    last: Token | None = None
    for token in tokens:
        joined = last is None or token.start == last.end or token.text in {",", "'s", "’s"}
        text += ("" if joined else " ") + token.text
        last = token
    return text


def content(tokens: Sequence[Token]) -> list[Token]:
    """The words that say something by themselves."""
    return [t for t in tokens if t.low not in _FUNCTION and t.text[0].isalnum()]


def has_name(tokens: Sequence[Token]) -> bool:
    """Whether a name is among the words."""
    return any(is_name(token) for token in tokens)


def is_name(token: Token) -> bool:
    """Whether a word is written like a name."""
    return token.is_capital and token.low not in MONTH_AND_DAY_NAMES and token.low not in _FUNCTION


def _ask(word: str, clause: Clause, rest: Sequence[Token], counted: bool = False) -> str | None:
    """The question "When did … …?", or None if too little is left to know what is asked about."""
    rest = _shortened(rest, keep=1 if clause.copula else 2)
    whole = [*clause.subject, *rest]
    fewest = _FEWEST_CONTENT - (not clause.base) - counted
    if len(content(whole)) < fewest or not has_name(whole):
        return None
    if (
        not (content(rest) or counted)
        or (rest and _dangling(rest, clause))
        or not _stands_alone(clause, rest)
    ):
        return None
    verb = PLAINER.get(clause.base, clause.base) if _has_object(rest) else clause.base
    parts = [word, clause.helper, shown(clause.subject), shown(clause.adverb), verb, shown(rest)]
    return " ".join(part for part in parts if part) + "?"


def _has_object(rest: Sequence[Token]) -> bool:
    return bool(rest) and (
        rest[0].low in {"the", "a", "an", "its", "their", "his", "her"} or rest[0].is_capital
    )


def _dangling(rest: Sequence[Token], clause: Clause) -> bool:
    """Whether the words end before they are finished, or begin after something was cut out."""
    if not rest:
        return clause.copula or (not clause.base)
    last = rest[-1].low
    if (
        last in _FUNCTION - {"it", "they"}
        or last in {"early", "late"}
        or last in _STOPS
        or last in CUTTING
        or last == ","
    ):
        return True
    if last in PREPOSITIONS and last not in {"out", "off", "over"}:
        return True
    return rest[0].text == ","


def _shortened(rest: Sequence[Token], keep: int = 2) -> list[Token]:
    """Up to the first comma or subordinate clause, and without late adjuncts if still long."""
    tokens = list(rest)
    for at, token in enumerate(tokens):
        if at and (_is_break(tokens, at) or token.low in CUTTING):
            narrowed = {t.low for t in tokens[at + 1 : at + 2]} & _NARROWING
            tokens = [] if narrowed else tokens[:at]
            break
    while len(content(tokens)) > _MOST_CONTENT:
        cut = next(
            (at for at in range(len(tokens) - 1, keep, -1) if tokens[at].low in _ADJUNCTS), None
        )
        if cut is None:
            break
        tokens = tokens[:cut]
    return tokens


def _is_break(tokens: Sequence[Token], at: int) -> bool:
    """Whether a comma stands here that is no part of a date or a place within its state."""
    if tokens[at].text != ",":
        return False
    following = tokens[at + 1 : at + 2]
    return not (at and following and tokens[at - 1].text.isdigit() and following[0].text.isdigit())


def _stands_alone(clause: Clause, rest: Sequence[Token]) -> bool:
    """Whether nothing in the words points to what other sentences say."""
    if rest and rest[0].low == "that" and clause.base not in SAYING:
        return False
    if any(t.low in _SUBJECTS for t in rest) and not _named(clause.subject):
        return False
    if any(
        t.low == "and" and any(a.low in AUXILIARIES for a in rest[i:]) for i, t in enumerate(rest)
    ):
        return False
    return not (points_outside(clause.subject) or points_outside(rest))


def points_outside(tokens: Sequence[Token]) -> bool:
    """Whether "this", or "the company" and nothing more, stands for something named elsewhere."""
    for at, token in enumerate(tokens):
        if token.low in _POINTING or (token.low == "that" and _is_demonstrative(tokens, at)):
            return True
        if token.low in {"second", "third"} and at and tokens[at - 1].low in {"a", "an"}:
            return True
        if token.low != "the":
            continue
        end = at + 1
        while end < len(tokens):
            word = tokens[end]
            if word.low in PREPOSITIONS | _STOPS | {"of", ",", "to"}:
                break
            if word.text in PAST and end > at + 1 and not word.is_capital:
                break
            end += 1
            if word.low.endswith(("'s", "’s")):
                break
        noun = [t for t in tokens[at + 1 : end] if t.low not in _EMPTY]
        following = tokens[end].low if end < len(tokens) else ""
        if len(noun) > 1 or following in {"of", "that", "who", "which", "where"}:
            continue
        if not noun or not (
            noun[0].is_capital or noun[0].text[0].isdigit() or noun[0].low in _UNIQUE
        ):
            return True
    return False


def _is_demonstrative(tokens: Sequence[Token], at: int) -> bool:
    """Whether "that" is "that law" rather than "that … did"."""
    return at > 0 and tokens[at - 1].low in PREPOSITIONS | {"of"}


def _dates(rest: Sequence[Token]) -> Iterator[tuple[int, int, Token]]:
    """First and last place of "in <date>", and the date."""
    for at, token in enumerate(rest):
        if token.low not in {"in", "on", "around"} or at + 1 >= len(rest):
            continue
        for end in range(min(len(rest), at + 7), at + 1, -1):
            words = rest[at + 1 : end]
            match = _DATED.fullmatch(shown(words))
            if not match:
                continue
            following = rest[end].low if end < len(rest) else ","
            if following in _AFTER_DATE:
                dated = shown(words)[match.start(1) :]
                first = next(t for t in words if shown(words[words.index(t) :]) == dated)
                yield at, end, Token(dated, first.start, words[-1].end)
            break


def _when(clause: Clause) -> Iterator[Wording]:
    found: list[tuple[Sequence[Token], Token]] = []
    if clause.date is not None:
        found.append((clause.rest, clause.date))
    else:
        for at, end, date in _dates(clause.rest):
            before = clause.rest[:at]
            if any(t.text == "," or t.low in CUTTING for t in before[1:]) or _verb_in(
                before, clause
            ):
                break
            if before and before[-1].low in {"early", "late"}:
                before = before[:-1]
            if end < len(clause.rest) and clause.rest[end].low in {"and", "or", "to"}:
                break
            found.append(([*before, *clause.rest[end:]], date))
            break
    for rest, date in found:
        if re.fullmatch(r"\d{4}", date.text):
            words = ["When", "In which year"]
        else:
            words = ["In which century" if date.text.endswith("century") else "When"]
        for word in words:
            if text := _ask(word, clause, rest):
                yield Wording(text, "when", date.start, date.end)


def _verb_in(tokens: Sequence[Token], clause: Clause) -> bool:
    """Whether another verb stands among these, to which a date may belong."""
    return any(
        t.low in AUXILIARIES or t.low in {"that", "who", "which", "where"} or t.text in PAST
        for t in tokens[0 if clause.base else 1 :]
    )


@dataclass(frozen=True, slots=True)
class _Figure:
    first: int
    last: int  # after the figure
    money: bool
    percent: bool


def _figure(tokens: Sequence[Token], at: int) -> _Figure | None:
    """A figure that begins at this place, words like "about" before it included."""
    first = at
    for about in _ABOUT:
        if tuple(t.low for t in tokens[at : at + len(about)]) == about:
            at += len(about)
            break
    if at >= len(tokens):
        return None
    text = tokens[at].low
    percent = text.endswith("%")
    bare = text.lstrip("$€£").rstrip("%")
    if not _NUMBER.fullmatch(bare):
        return None
    money = text[0] in "$€£"
    end = at + 1
    while end < len(tokens) and tokens[end].low in _SCALE:
        end += 1
    if end < len(tokens) and tokens[end].low in {"percent", "%"}:
        percent, end = True, end + 1
    if not money and not percent and end == at + 1 and re.fullmatch(r"1[0-9]{3}|20[0-9]{2}", bare):
        return None  # a year, as likely as not
    return _Figure(first, end, money, percent)


def _span(tokens: Sequence[Token], figure: _Figure) -> tuple[int, int]:
    """The figure's own place, without "about"."""
    own = list(tokens[figure.first : figure.last])
    while own and not _NUMBER.fullmatch(own[0].low.lstrip("$€£").rstrip("%")):
        own.pop(0)
    return own[0].start, own[-1].end


def _counted(tokens: Sequence[Token], at: int) -> int | None:
    """Where the noun phrase ends that is counted from this place; None where none is."""
    end = at
    while end < len(tokens):
        low = tokens[end].low
        if low in _STOPS or low == "," or low in CUTTING or low in AUXILIARIES:
            break
        if low in PREPOSITIONS or (tokens[end].text in PAST and end > at):
            break
        if low.endswith("ing") and end > at:
            break
        end += 1
    head = [t.low for t in tokens[at:end]]
    head = head[: head.index("of")] if "of" in head[1:] else head
    if not head or head[0] == "of":
        return None if not head or end - at < 3 else end
    plural = (head[-1].endswith("s") and not head[-1].endswith("ss")) or head[-1] in _PLURALS
    return end if plural and end - at <= 7 and head[0] not in {"of", "-", "to"} else None


def _how_many(clause: Clause) -> Iterator[Wording]:
    yield from _counted_subject(clause)
    if clause.copula:
        yield from _measured(clause)
    rest = clause.rest
    at = 0
    while at < len(rest) and rest[at].low.endswith("ly") and not rest[at].is_capital:
        at += 1
    if not clause.base and not clause.copula and at < len(rest) and rest[at].text in PARTICIPLES:
        if clause.helper in {"is", "are", "was", "were"}:
            return
        at += 1
    elif not clause.base:
        return
    figure = _figure(rest, at)
    if figure is None:
        return
    start, stop = _span(rest, figure)
    before, after = rest[:at], rest[figure.last :]
    if figure.money:
        if after and after[0].low not in PREPOSITIONS and after[0].text != ",":
            return
        word = "How much" if clause.base in {"cost", "pay"} else "How much money"
        if text := _ask(word, clause, [*before, *after]):
            yield Wording(text, "how many", start, stop)
        return
    if figure.percent:
        if after and after[0].low == "of":
            noun_end = _noun_end(rest, figure.last + 1)
            word = f"What percentage {shown(rest[figure.last : noun_end])}"
            if text := _ask(word, clause, [*before, *rest[noun_end:]]):
                yield Wording(text, "how many", start, stop)
        return
    end = _counted(rest, figure.last)
    if end and rest[end - 1].low in _TIMES and clause.base not in _LASTING:
        return
    if end is None or (
        end < len(rest) and rest[end].low in {"and", "or", "than", "between", "long"}
    ):
        return
    word = f"How many {shown(rest[figure.last : end])}"
    after = rest[end:] if not rest[end:] or rest[end].low not in _STOPS else ()
    if text := _ask(word, clause, [*before, *after], counted=True):
        yield Wording(text, "how many", start, stop, (shown(rest[figure.first : end]),))


def _counted_subject(clause: Clause) -> Iterator[Wording]:
    figure = _figure(clause.subject, 0)
    if figure is None or figure.money:
        return
    noun = clause.subject[figure.last :]
    if figure.percent:
        if not noun or noun[0].low != "of":
            return
        word = "What percentage"
    else:
        if _counted(clause.subject, figure.last) != len(clause.subject):
            return
        word = "How many"
    start, stop = _span(clause.subject, figure)
    rest = _shortened(clause.rest)
    whole = [*noun, *rest]
    if len(content(whole)) < _FEWEST_CONTENT or not has_name(whole) or _dangling(rest, clause):
        return
    if points_outside(whole) or _points_back(rest):
        return
    verb = clause.helper if not clause.base else clause.verb
    parts = [word, shown(noun), shown(clause.adverb), verb, shown(rest)]
    yield Wording(" ".join(p for p in parts if p) + "?", "how many", start, stop)


def _measured(clause: Clause) -> Iterator[Wording]:
    """From "The bridge is 44 metres long", "the population was 1.7 million"."""
    figure = _figure(clause.rest, 0)
    if figure is None:
        return
    start, stop = _span(clause.rest, figure)
    rest = clause.rest
    after = rest[figure.last :]
    if len(after) >= 2 and after[1].low in _LENGTHS:
        tail = _shortened(after[2:])
        if (
            has_name([*clause.subject, *tail])
            and _stands_alone(clause, tail)
            and not (tail and _dangling(tail, clause))
        ):
            parts = ["How", after[1].low, clause.helper, shown(clause.subject), shown(tail)]
            also = (shown(rest[figure.first : figure.last + 1]),)
            yield Wording(" ".join(p for p in parts if p) + "?", "how many", start, stop, also)
    elif (
        clause.subject[0].low == "the"
        and (not after or after[0].text == ",")
        and (
            len(content(clause.subject)) >= 2
            and has_name(clause.subject)
            and not points_outside(clause.subject)
        )
    ):
        yield Wording(f"What {clause.helper} {shown(clause.subject)}?", "how many", start, stop)


def _noun_end(tokens: Sequence[Token], at: int) -> int:
    """The end of a noun phrase with what "of" adds to it."""
    end = at
    while end < len(tokens):
        token = tokens[end]
        if (
            token.text == ","
            or token.low in _STOPS | CUTTING | AUXILIARIES
            or (token.low in PREPOSITIONS)
        ):
            break
        if end > at and (token.text in PAST or token.low.endswith("ing")) and not token.is_capital:
            break
        end += 1
    return end


def _named(tokens: Sequence[Token]) -> bool:
    """Whether these words are one name."""
    words = list(tokens)
    if words and words[0].low == "the":
        words = words[1:]
    if not 0 < len(words) <= 6 or not words[-1].is_capital:
        return False
    if words[0].low in MONTH_AND_DAY_NAMES:
        return False
    return (
        all(t.is_capital or t.low in {"of", "the", "and", "de", "von", "’s", "'s"} for t in words)
        and words[0].is_capital
    )


def _who(clause: Clause) -> Iterator[Wording]:
    subject = clause.subject
    rest = _shortened(clause.rest)
    if _named(subject) and clause.base in ACTING and len(content(rest)) >= _FEWEST_CONTENT:
        enough = has_name(rest) or len(content(rest)) > _FEWEST_CONTENT + 1
        enough = enough and not (rest[0].low == "that" and clause.base not in SAYING)
        if enough and not (_dangling(rest, clause) or _points_back(rest) or points_outside(rest)):
            parts = ["Who", shown(clause.adverb), clause.verb, shown(rest)]
            text = " ".join(p for p in parts if p) + "?"
            yield Wording(text, "who", subject[0].start, subject[-1].end, _bare(subject))
    yield from _passive(clause)


def _points_back(tokens: Sequence[Token]) -> bool:
    return any(t.low in _REFERRING for t in tokens)


def _bare(name: Sequence[Token]) -> tuple[str, ...]:
    return (shown(name[1:]),) if name[0].low == "the" else ()


def _passive(clause: Clause) -> Iterator[Wording]:
    """From "X was founded by Y": "Who founded X?"."""
    rest = clause.rest
    words = [t.low for t in rest]
    if clause.helper not in {"was", "were"} or "by" not in words[1:4]:
        return
    by = words.index("by")
    base = PARTICIPLES.get(rest[0].text)
    if rest[0].text == "founded":
        base = "found"
    if by != 1 or base not in ACTING or base is None:
        return
    end = _noun_end(rest, by + 1)
    name = rest[by + 1 : end]
    after = _shortened(rest[end:])
    if end < len(rest) and rest[end].low in {"and", "or"}:
        return
    if not _named(name) or (after and _dangling(after, clause)) or _points_back(clause.subject):
        return
    if points_outside(clause.subject) or points_outside(after) or _points_back(after):
        return
    if len(content([*clause.subject, *after])) < 2 or not has_name([*clause.subject, *after]):
        return
    past = "founded" if base == "found" else PAST_OF[base]
    parts = ["Who", past, shown(clause.subject), shown(after)]
    text = " ".join(p for p in parts if p) + "?"
    yield Wording(text, "who", name[0].start, name[-1].end, _bare(name))


def _what(clause: Clause) -> Iterator[Wording]:
    rest = clause.rest
    if clause.copula and _named(clause.subject) and rest and rest[0].low == "the":
        end = next(
            (i for i, t in enumerate(rest) if t.text == "," or t.low in CUTTING | _STOPS),
            len(rest),
        )
        described = rest[:end]
        head = described[1 : _noun_end(described, 1)]
        of = next((i for i, t in enumerate(head) if t.low == "of"), len(head))
        noun = head[of - 1].low if of and head else ""
        fits = has_name(described) and not (points_outside(described) or _points_back(described))
        if (
            fits
            and noun
            and len(content(described)) >= _FEWEST_CONTENT
            and not _dangling(described, clause)
        ):
            word = "Who" if noun in _ROLES else "What"
            text = f"{word} {clause.helper} {shown(described)}?"
            asked: Asked = "who" if word == "Who" else "what"
            yield Wording(
                text, asked, clause.subject[0].start, clause.subject[-1].end, _bare(clause.subject)
            )
    yield from _called(clause)
    yield from _object(clause)


def _called(clause: Clause) -> Iterator[Wording]:
    """From "The program is called Rekognition"."""
    rest = clause.rest
    lows = [t.low for t in rest[:3]]
    for words in (("called",), ("named",), ("known", "as"), ("renamed",)):
        if clause.base or tuple(lows[: len(words)]) != words:
            continue
        end = _noun_end(rest, len(words))
        name = rest[len(words) : end]
        if _named(name) and has_name(clause.subject) and not points_outside(clause.subject):
            text = f"What {clause.helper} {shown(clause.subject)} {' '.join(words)}?"
            yield Wording(text, "what", name[0].start, name[-1].end, _bare(name))


def _object(clause: Clause) -> Iterator[Wording]:
    """The question "What did X publish on <date>?", where enough else is said."""
    rest = clause.rest
    if not clause.base or clause.base in {"have", "become"} or not rest:
        return
    if rest[0].low not in {"the", "a", "an"}:
        return
    end = _noun_end(rest, 0)
    noun = rest[:end]
    after = _shortened(rest[end:])
    if any(t.text[0].isdigit() and noun[i - 1].low != "of" for i, t in enumerate(noun)):
        return  # "fined the company 20 million euros"
    if len(noun) < 2 or len(noun) > 9 or (end < len(rest) and rest[end].low in _STOPS):
        return
    if after and (
        after[0].low not in {"in", "on", "at", "from", "to", "for", "with"}
        or _dangling(after, clause)
    ):
        return
    if not _named(clause.subject) or not after or len(content([*clause.subject, *after])) < 2:
        return
    if clause.adverb or points_outside(noun) or points_outside(after):
        return
    text = f"What {clause.helper} {shown(clause.subject)} {clause.base} {shown(after)}?"
    yield Wording(text, "what", noun[0].start, noun[-1].end, (shown(noun[1:]),))


def _where(clause: Clause) -> Iterator[Wording]:
    rest = clause.rest
    verb = clause.verb if clause.base else (rest[0].low if rest else "")
    if verb not in _PLACED:
        return
    for at, token in enumerate(rest):
        if token.low not in {"in", "at", "near"} or at + 1 >= len(rest):
            continue
        end = _noun_end(rest, at + 1)
        place = rest[at + 1 : end]
        if _named(place) and not any(t.low in MONTH_AND_DAY_NAMES for t in place):
            if end < len(rest) and rest[end].low in {"and", "or", "that"}:
                return
            if any(t.text == "," or t.low in CUTTING for t in rest[:at]):
                return
            after = rest[end:]
            if after and after[0].text == ",":
                after = ()
            if text := _ask("Where", clause, [*rest[:at], *after]):
                yield Wording(text, "where", place[0].start, place[-1].end, _bare(place))
            return


def _why(clause: Clause) -> Iterator[Wording]:
    rest = clause.rest
    at = next((i for i, t in enumerate(rest) if t.low == "because"), None)
    if at is None or at + 3 > len(rest):
        return
    reason = rest[at + 1 :]
    if reason[0].low == "of":
        reason = reason[1:]
    if any(
        t.low in {"and", "but", "while"} and i + 1 < len(reason) and reason[i + 1].text in PAST
        for i, t in enumerate(reason)
    ):
        return
    if text := _ask("Why", clause, rest[:at]):
        yield Wording(text, "why", reason[0].start, reason[-1].end)


def dated(tokens: Sequence[Token], start: int) -> bool:
    """Whether the date at this place says when something was: "in" or "on" stands before it."""
    before = [t for t in tokens if t.end <= start][-2:]
    if len(before) == 2 and before[1].low in {"the", "early", "late"}:
        before.pop()
    return bool(before) and before[-1].low in {"in", "on"}


def counted_figures(tokens: Sequence[Token]) -> Iterator[tuple[int, int, Sequence[Token]]]:
    """Figures that count something: their place, and what they count, in a word or two."""
    for at, token in enumerate(tokens):
        if not (token.text[0].isdigit() or _NUMBER.fullmatch(token.low)):
            continue
        figure = _figure(tokens, at)
        if figure is None or figure.money or figure.percent:
            continue
        end = _counted(tokens, figure.last)
        noun = tokens[figure.last : end] if end else ()
        if noun and noun[-1].low not in _TIMES and "of" not in {t.low for t in noun[:1]}:
            start, stop = _span(tokens, figure)
            yield start, stop, noun
