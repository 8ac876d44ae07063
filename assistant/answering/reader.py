"""The built-in reader: answers with the best sentences themselves, and needs no chat model."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.answering.retriever import Retrieval, ScoredSentence
from assistant.types import Citation, Sentence, Span

if TYPE_CHECKING:
    from assistant.library.snapshot import Texts

# A sentence this far below the best one is no answer beside it. Fewer quotes are easier to
# trust; what that costs stands in docs/retrieval.md.
_MARGIN = 0.12
# Longest quote, in words, that a sentence brought along for its sense may make.
_WORDS_WITH_CONTEXT = 60
# What is kept of the text on either side of a quote, by which it is found again.
_CONTEXT = 120
# Beyond this a "sentence" is a text without full stops, and only the piece that fits is quoted.
_MOST_CHARACTERS = 2000
_LEAD = (
    r"(?:(?:And|But|So|Yet|Then|However|Still|Also|Instead|Later|In addition|At the time),?\s+)?"
)
_PRONOUN_FIRST = re.compile(
    rf"[\"“‘'(]*{_LEAD}(?:(?!(?-i:IT)\b)(?:He|She|It|They|His|Her|Its|Their|Him|Them)\b(?!-)"
    r"|(?:This|That|These|Those|Both|Neither|Such)\s+(?:is|was|are|were|has|had|have|will|would|"
    r"could|can|may|might|did|does|means|meant|led|made|makes|gave|came|includes?|included)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence that was chosen, and the span to be quoted: it and what it needs for its sense."""

    chosen: ScoredSentence
    span: Span
    sentences: tuple[Span, ...]


def choose_quotes(retrieval: Retrieval, catalog: Texts, most: int) -> list[Quote]:
    """Up to `most` quotes, best first, then grouped by article; each sentence once."""
    quotes: list[Quote] = []
    seen: set[str] = set()
    covered: set[tuple[str, Span]] = set()
    for candidate in retrieval.sentences:
        words = _folded(candidate.text)
        place = (candidate.source, quoted_span(candidate.sentence))
        if not candidate.sentence.quotable or words in seen or place in covered:
            continue
        if quotes and candidate.score < quotes[0].chosen.score - _MARGIN:
            break
        quote = quote_of(candidate, catalog, covered)
        seen.add(words)
        covered.update((candidate.source, span) for span in quote.sentences)
        quotes.append(quote)
        if len(quotes) == most:
            break
    order = list(dict.fromkeys(quote.chosen.source for quote in quotes))
    return sorted(quotes, key=lambda quote: order.index(quote.chosen.source))


def quote_of(
    candidate: ScoredSentence, catalog: Texts, covered: Collection[tuple[str, Span]] = ()
) -> Quote:
    """The quote for a sentence, with the one before it where it needs that for its sense.

    Not if that one, as (source, span), is `covered` by another quote.
    """
    own = quoted_span(candidate.sentence)
    before = _needed_before(candidate, catalog) if own == candidate.sentence.span else None
    if before is None or (candidate.source, before) in covered:
        return Quote(candidate, own, (own,))
    return Quote(candidate, Span(before.start, own.end), (own, before))


def quoted_span(sentence: Sentence) -> Span:
    """The sentence, whole where it had to be read in pieces: half of one may say the contrary."""
    whole = sentence.whole
    return whole if whole and len(whole) <= _MOST_CHARACTERS else sentence.span


def _needed_before(candidate: ScoredSentence, catalog: Texts) -> Span | None:
    """The sentence before one that begins with a bare pronoun, in the same paragraph."""
    if not _PRONOUN_FIRST.match(candidate.text):
        return None
    own = candidate.sentence.span
    sentences = catalog.sentences(candidate.source)
    index = bisect_left([s.span.start for s in sentences], own.start) - 1
    if index < 0 or not sentences[index].quotable:
        return None
    before = sentences[index].span
    text = catalog.text(candidate.source, before.start, own.end)
    gap = text[len(before) : len(text) - len(own)]
    apart = "\n\n" in gap.replace("\r\n", "\n")
    return None if apart or len(text.split()) > _WORDS_WITH_CONTEXT else before


def cite(quotes: Sequence[Quote], catalog: Texts, first: int = 1) -> tuple[Citation, ...]:
    """Slice the quotes from their articles' texts and number them from `first`."""
    citations = []
    for number, quote in enumerate(quotes, start=first):
        article, span = catalog.article(quote.chosen.source), quote.span
        citations.append(
            Citation(
                id=number,
                source=article.source,
                title=article.title,
                date=article.date,
                author=article.author,
                sha256=article.sha256,
                start=span.start,
                end=span.end,
                quote=span.of(article.text),
                before=article.text[max(0, span.start - _CONTEXT) : span.start],
                after=article.text[span.end : span.end + _CONTEXT],
                sentences=quote.sentences,
                page=article.page(span.start),
                section=catalog.section(article.source, span.start),
                extractor=article.extractor,
            )
        )
    return tuple(citations)


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
