"""Articles that give different figures or dates for the one thing asked, and how that is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from assistant.answering.asked_figures import Asked, canonical_stem, read_question
from assistant.answering.composition import answer_parts
from assistant.answering.figures import Figure, FigureKind, may_be_equal, read_figures
from assistant.answering.reader import Quote, cite, quote_of
from assistant.answering.retriever import Retrieval, ScoredSentence
from assistant.answering.sameness import answers, are_of_one_thing, is_comparable
from assistant.answering.told import Told, stems_of
from assistant.answering.verifier import verify
from assistant.checking.parsed import Parsed, parse
from assistant.types import Citation, Span

if TYPE_CHECKING:
    from assistant.answering.answer import Answer
    from assistant.library.snapshot import Texts

# A sentence this far below the best one is not set against it.
_MARGIN = 0.2
_MOST_SIDES = 3
_NOUN_WITHIN = 3  # words after a number


@dataclass(frozen=True, slots=True)
class Side:
    """What one article says: the value as its quote has it, and the citation's id."""

    citation: int
    value: str
    source: str
    title: str
    date: str | None

    def to_dict(self) -> dict[str, Any]:
        """The form of a side in JSON."""
        return {
            "citation": self.citation,
            "value": self.value,
            "source": self.source,
            "title": self.title,
            "date": self.date,
        }


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two or three articles of an answer that differ in a number or a date."""

    kind: FigureKind
    sides: tuple[Side, ...]

    @property
    def text(self) -> str:
        """That they differ, in one sentence; the values are slices of the quotes."""
        said = [
            f"“{side.title}”{f' ({side.date})' if side.date else ''} says {side.value}"
            for side in self.sides
        ]
        return f"The articles differ: {', '.join(said)}."

    def to_dict(self) -> dict[str, Any]:
        """The form of a disagreement in JSON."""
        return {"kind": self.kind, "sides": [side.to_dict() for side in self.sides]}


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that answers with a figure: its quote, and where the figure stands."""

    quote: Quote
    told: Told
    value: Span

    @property
    def source(self) -> str:
        """The article that says it."""
        return self.quote.chosen.source

    def is_in(self, source: str, start: int, end: int) -> bool:
        """Whether a quote shows the figure."""
        return source == self.source and start <= self.value.start and self.value.end <= end

    def is_cited(self, citation: Citation) -> bool:
        """Whether a citation shows the figure."""
        return self.is_in(citation.source, citation.start, citation.end)


@dataclass(frozen=True, slots=True)
class Differing:
    """Claims of different articles of which no two can be right, the best first."""

    kind: FigureKind
    claims: tuple[Claim, ...]


def find_differing(
    question: str,
    retrieval: Retrieval,
    catalog: Texts,
    cited: Sequence[Citation] | None = None,
) -> Differing | None:
    """The best sentences of articles that differ in what is asked; None where none do.

    The first of them is the best that answers, or the best of those that are `cited`.
    """
    asked = read_question(question)
    if asked is None:
        return None
    claims = _claims(asked, retrieval, catalog)
    if cited is not None:
        shown = [claim for claim in claims if any(map(claim.is_cited, cited))]
    else:
        shown = claims[:1]
    for first in shown:
        sides = [first]
        for claim in claims:
            if all(_differ(asked, claim, side, retrieval) for side in sides):
                sides.append(claim)
        if len(sides) > 1:
            return Differing(asked.kind, tuple(sides[:_MOST_SIDES]))
    return None


def include_sides(differing: Differing | None, quotes: Sequence[Quote], most: int) -> list[Quote]:
    """The quotes with those of all sides; where there is no room, in place of the weakest."""
    if differing is None:
        return list(quotes)
    kept, added = [], []
    for claim in differing.claims:
        shown = [q for q in quotes if claim.is_in(q.chosen.source, q.span.start, q.span.end)]
        kept += [quote for quote in shown[:1] if quote not in kept]
        added += [] if shown else [claim.quote]
    room = max(0, most - len(kept) - len(added))
    rest = [quote for quote in quotes if quote not in kept]
    rest = sorted(rest, key=lambda quote: -quote.chosen.score)[:room]
    chosen = [quote for quote in quotes if quote in kept or quote in rest] + added
    order = list(dict.fromkeys(quote.chosen.source for quote in chosen))
    return sorted(chosen, key=lambda quote: order.index(quote.chosen.source))


def show_differing(differing: Differing | None, answer: Answer, catalog: Texts) -> Answer:
    """The answer with the disagreement, and a citation for each side that has none yet."""
    if differing is None:
        return answer
    citations, sides = list(answer.citations), []
    last = max((citation.id for citation in (*citations, *answer.withheld)), default=0)
    for claim in differing.claims:
        shown = next(filter(claim.is_cited, citations), None)
        if shown is None:
            last += 1
            shown = verify(cite([claim.quote], catalog, last)[0], catalog)
            citations.append(shown)
        value = shown.quote[claim.value.start - shown.start : claim.value.end - shown.start]
        sides.append(Side(shown.id, value, shown.source, shown.title, shown.date))
    found = Disagreement(differing.kind, tuple(sides))
    parts = answer_parts(answer.statements, citations, found.text)
    text = "".join(part for part, _ in parts)
    return replace(answer, text=text, citations=tuple(citations), disagreement=found)


def _claims(asked: Asked, retrieval: Retrieval, catalog: Texts) -> list[Claim]:
    """What the best sentences answer, one claim a sentence, best first."""
    quotable = [one for one in retrieval.sentences if one.sentence.quotable]
    near = [one for one in quotable if one.score >= quotable[0].score - _MARGIN]
    found = (_claim(asked, sentence, retrieval, catalog) for sentence in near)
    return [claim for claim in found if claim]


def _claim(
    asked: Asked, sentence: ScoredSentence, retrieval: Retrieval, catalog: Texts
) -> Claim | None:
    parsed = parse(sentence.text)
    figures = [one for one in read_figures(parsed, asked.kind) if asked.wants(one)]
    if not figures:
        return None
    quote = quote_of(sentence, catalog)
    start = sentence.sentence.span.start
    lead = catalog.text(sentence.source, quote.span.start, start)
    known = stems_of(parse(sentence.title)) | stems_of(parse(lead))
    earlier = stems_of(parse(_before(sentence, retrieval)))
    told = [Told(parsed, figure, known, earlier) for figure in figures]
    best = max(
        (one for one in told if answers(asked, one)),
        key=lambda one: (len(one.content_around & asked.words), -one.figure.start),
        default=None,
    )
    value = _place(asked, sentence.text, parsed, best.figure) if best else None
    if best is None or value is None:
        return None
    return Claim(quote, best, Span(start + value.start, start + value.end))


def _before(sentence: ScoredSentence, retrieval: Retrieval) -> str:
    """What stands before a sentence in its passage."""
    start = sentence.sentence.span.start
    return next(
        (
            passage.text[: start - passage.start]
            for passage in retrieval.passages
            if passage.source == sentence.source and passage.start <= start < passage.end
        ),
        "",
    )


def _place(asked: Asked, text: str, parsed: Parsed, figure: Figure) -> Span | None:
    """Where a figure stands in a text, with the noun asked for; None where it cannot be told.

    What was read is the text in composed characters, which may be shorter.
    """
    words = parsed.text.words
    last = figure.end - 1
    while last > figure.start and words[last].text in ".,;":
        last -= 1
    for place in range(figure.end, min(figure.end + _NOUN_WITHIN, len(words))):
        if words[place].stem not in figure.counted:
            break
        if canonical_stem(words[place].stem) in asked.counted:
            last = place
    start, end = words[figure.start].start, words[last].end
    value, original = parsed.text.original[start:end], parsed.text.original
    before = original.count(value, 0, start)
    if original != text:
        if text.count(value) != original.count(value):
            return None
        start = -1
        for _ in range(before + 1):
            start = text.find(value, start + 1)
    return Span(start, start + len(value))


def _differ(asked: Asked, one: Claim, other: Claim, retrieval: Retrieval) -> bool:
    """Whether two articles cannot both be right; not if one of them has the other's figure too."""
    if one.source == other.source or not are_of_one_thing(asked, one.told, other.told):
        return False
    return not (
        _mentions(retrieval, one.source, other.told.figure)
        or _mentions(retrieval, other.source, one.told.figure)
    )


def _mentions(retrieval: Retrieval, source: str, figure: Figure) -> bool:
    """Whether what was read of an article has a figure anywhere."""
    return any(
        is_comparable(figure, one) and may_be_equal(figure, one)
        for sentence in retrieval.sentences
        if sentence.source == source
        for one in read_figures(parse(sentence.text), figure.kind)
    )
