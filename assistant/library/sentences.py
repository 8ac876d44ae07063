"""Text becomes sentences, as exact spans."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.library.boundaries import sentence_starts
from assistant.library.edits import PARTED
from assistant.types import Block, Sentence, Span

_ENDS = re.compile(r"[.!?…:;。！？؟।][\"'”’»)\]*_]*(?:\[[^\[\]\s]{1,12}\])*$")
# What stands around an article rather than in it: bylines, dates, reading times.
_SCRAP = re.compile(
    r"(?:by|photo(?:graph)?s? by|credit:?) [A-Z][^.!?]{0,80}"
    r"|.{0,80}\b\d+(?:[-–]\d+)? min(?:utes?)?(?: read)?"
    r"|(?:updated|published|posted)?:? ?(?:[A-Z][a-z]+day,? )?(?:[A-Z][a-z]+\.? \d{1,2}|\d{1,2} "
    r"[A-Z][a-z]+),? \d{4}.{0,30}",
    re.IGNORECASE,
)
_BRAND = re.compile(r"[a-z]{1,3}[A-Z]|\w+://|www\.")
_CONTINUING = frozenset(
    "a an and as at but by for from her his in into is its of on or our over than that the their "
    "to under was were which who with".split()
)
_BULLET = re.compile(r"(?:[-*+•–]|\d{1,3}[.)])\s")
_HEADING_WORDS = 4
_WINDOW = 300


def split_sentences(text: str, blocks: Sequence[Block]) -> list[Sentence]:
    """All sentences of a text, in order, without the white space between them.

    A sentence never leaves its block, but for one: saved pages break paragraphs in
    mid-sentence, and such a sentence is one. Headings and scraps are not quotable.
    """
    sentences = []
    for kind, span in _joined(text, blocks):
        for line in _lines(text, span):
            found = line.trimmed(text)
            if not found:
                continue
            if kind == "heading" or kind == "row" or kind == "code":
                sentences.append(Sentence(found, quotable=kind != "heading"))
                continue
            part = found.of(text)
            scrap = not _ENDS.search(part) and (
                len(part.split()) <= _HEADING_WORDS or bool(_SCRAP.fullmatch(part))
            )
            cuts = [0, *sentence_starts(part), len(part)]
            for start, end in pairwise(cuts):
                sentence = Span(found.start + start, found.start + end).trimmed(text)
                if sentence:
                    quotable = not (scrap and kind == "paragraph")
                    sentences.append(Sentence(sentence, quotable))
    return sentences


def _joined(text: str, blocks: Sequence[Block]) -> Iterator[tuple[str, Span]]:
    """Blocks, with paragraphs that were broken in mid-sentence put together again."""
    held: Block | None = None
    for block in blocks:
        if held and held.kind == block.kind == "paragraph" and _runs_on(text, held, block):
            held = Block(Span(held.span.start, block.span.end))
            continue
        if held:
            yield held.kind, held.span
        held = block
    if held:
        yield held.kind, held.span


def _runs_on(text: str, first: Block, second: Block) -> bool:
    between = Span(first.span.end, second.span.start).of(text)
    # Only the end is looked at: a paragraph may be put together from thousands.
    head = Span(max(first.span.start, first.span.end - _WINDOW), first.span.end).of(text).rstrip()
    tail = second.span.of(text).lstrip()
    # Something that was not rendered stands or stood between.
    if _ENDS.search(head) or between.strip() or PARTED in between:
        return False
    words = head.split()
    if tail[:1].islower() and not _BRAND.match(tail):
        return len(words) > _HEADING_WORDS
    return len(words) > 2 * _HEADING_WORDS and (
        head.endswith(",") or words[-1].lower() in _CONTINUING
    )


def _lines(text: str, span: Span) -> Iterator[Span]:
    """Cut a block at the line breaks that end a paragraph, not at those that wrap a line.

    A break wraps if the next line begins in lower case, or if the line was full: its next word
    would not have fitted into the longest line of a block of short lines.
    """
    part = span.of(text)
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\r\n]+", part) if m.group().strip()]
    width = max((end - start for start, end in lines), default=0)
    start = span.start
    for (line_start, line_end), (next_start, next_end) in pairwise(lines):
        line, following = part[line_start:line_end].strip(), part[next_start:next_end].strip()
        full = width <= 120 and len(line) + 1 + len(following.split()[0]) > width - 8
        broken = len(part[line_end:next_start].replace("\r\n", "\n")) > 1  # joined paragraphs
        runs_on = following[:1].islower() or full or broken
        if runs_on and not _BULLET.match(following):
            continue
        yield Span(start, span.start + line_end)
        start = span.start + next_start
    yield Span(start, span.end)
