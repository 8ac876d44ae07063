"""Markdown and plain text: what to take away from a file so that its text remains.

markdown-it-py parses; this module finds where in the source each piece of markup stood and turns
it into an edit. So the text is the file less its markup, line breaks kept, and every offset can
be followed from one to the other.
"""

from __future__ import annotations

import re
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from assistant.library.colours import is_white
from assistant.library.edits import PARTED, Edit, Edits
from assistant.library.inline import Piece, inline_edits, inline_parser
from assistant.library.tags import tag_edits
from assistant.types import Block, BlockKind, Span

_LINE_BREAK = re.compile(r"\r\n|\r|\n")
# Blocks nested deeper than this are not read; the preset's 20 is a list in nine others.
_DEPTH = {"maxNesting": 50}
_MARKDOWN = (
    MarkdownIt("commonmark", _DEPTH).enable("table").disable(["inline", "text_join"]),
    inline_parser("commonmark"),
)
_PLAIN = (
    MarkdownIt("zero", _DEPTH).disable(["inline", "text_join"]),
    inline_parser(
        "zero", "escape", "emphasis", "link", "image", "autolink", "entity", "balance_pairs"
    ),
)


def render_markdown(text: str) -> tuple[Edits, list[Block]]:
    """Edits that take Markdown markup away, and the blocks of `text` before those edits."""
    return _Rendering(text, *_MARKDOWN).run()


def render_plain(text: str) -> tuple[Edits, list[Block]]:
    """The same for a text file: links, emphasis, escapes and entities only.

    Pages saved as text are full of those; headings, lists and tags mean nothing there.
    """
    return _Rendering(text, *_PLAIN).run()


class _Rendering:
    """One file on its way through the parser's tokens."""

    def __init__(self, text: str, blocks: MarkdownIt, inline: MarkdownIt) -> None:
        starts = [0] + [match.end() for match in _LINE_BREAK.finditer(text)]
        ends = [match.start() for match in _LINE_BREAK.finditer(text)] + [len(text)]
        self._text, self._parser, self._inline = text, blocks, inline
        self._lines = list(map(Span, starts, ends))  # as the parser counts them
        self._edits: list[Edit] = []
        self._blocks: list[Block] = []
        self._open: list[Token] = []
        self._env: dict[str, Any] = {"on_white": is_white(text)}
        self._row: list[Piece] = []
        self._hidden = 0  # where the last hidden element ends

    def run(self) -> tuple[Edits, list[Block]]:
        """Read every token that is not hidden."""
        for token in self._parser.parse(self._text, self._env):
            if token.nesting == -1:
                self._open.pop()
                if token.type == "tr_close":
                    self._end_row()
            if token.nesting == 1:
                self._open.append(token)
            if token.map and self._lines[token.map[0]].end > self._hidden:
                self._read(token, *token.map)
        self._definitions()
        return Edits(self._edits), self._blocks

    def _definitions(self) -> None:
        """Take away `[label]: address "title"`, which no renderer shows.

        A paragraph separator stays in its place: without it the paragraphs around might be taken
        for one that was broken in mid-sentence.
        """
        known = self._env.get("references", {}).values()
        for definition in (*known, *self._env.get("duplicate_refs", ())):
            first, *more = self._lines[slice(*definition["map"])]
            label = self._text.index("[", first.start)
            quoted = ">" in self._text[first.start : label]  # list bullets stay
            self._edits.append(Edit(first.start if quoted else label, first.end, PARTED))
            self._edits += [Edit(line.start, line.end) for line in more]

    def _read(self, token: Token, first: int, last: int) -> None:
        if token.type == "blockquote_open":
            for line in self._lines[first:last]:
                if not line.of(self._text).strip("> \t"):
                    self._edits.append(Edit(line.start, line.end))
        elif token.type == "inline":
            if self._open and self._open[-1].type in ("td_open", "th_open"):
                self._cell(token.content, self._lines[first])
            else:
                self._paragraph(token.content, first, last)
        elif token.type == "html_block":
            self._html(self._pieces(token.content, first, last))
        elif token.type == "code_block":
            self._code(self._pieces(token.content, first, last))
        elif token.type == "fence":
            length = len(token.content.removesuffix("\n").split("\n")) if token.content else 0
            self._code(self._pieces(token.content, first + 1, last))
            for line in (self._lines[first], *self._lines[first + 1 + length : last]):
                self._edits.append(Edit(line.start, line.end))

    def _pieces(self, content: str, first: int, last: int) -> list[Piece]:
        """Where each line of a block's content stands, without white space at its ends."""
        pieces = []
        at = 0
        for part, line in zip(content.split("\n"), self._lines[first:last], strict=False):
            words = part.strip()
            start = self._text.find(words, line.start, line.end) if words else -1
            if start >= 0:
                indent = len(part) - len(part.lstrip())
                pieces.append(Piece(at + indent, Span(start, start + len(words)), line))
            at += len(part) + 1
        return pieces

    def _paragraph(self, content: str, first: int, last: int) -> None:
        pieces = self._pieces(content, first, last)
        holder = self._open[-1] if self._open else None
        kind: BlockKind = "paragraph"
        if any(token.type == "list_item_open" for token in self._open):
            kind = "item"
        if holder and holder.type == "heading_open" and holder.map:
            kind = "heading"
            for line in self._lines[first + len(pieces) : holder.map[1]]:
                self._edits.append(Edit(line.start, line.end))
            for _, span, line in pieces:
                self._edits += [Edit(line.start, span.start), Edit(span.end, line.end)]
        self._edits += inline_edits(content, pieces, self._inline, self._env)
        self._add(kind, pieces)

    def _add(self, kind: BlockKind, pieces: list[Piece]) -> None:
        """A block of lines, less the quotation marks before them; list bullets stay."""
        if pieces:
            self._blocks.append(Block(Span(pieces[0].span.start, pieces[-1].span.end), kind))
        for _, span, line in pieces:
            if ">" in self._text[line.start : span.start]:
                self._edits.append(Edit(line.start, span.start))

    def _code(self, pieces: list[Piece]) -> None:
        for piece in pieces:
            self._add("code", [piece])

    def _html(self, pieces: list[Piece]) -> None:
        start = max([self._hidden, *(piece.span.start for piece in pieces[:1])])
        if pieces and start < pieces[-1].span.end:
            span = Span(start, pieces[-1].span.end)
            found = list(tag_edits(self._text, span, len(self._text), self._env["on_white"]))
            self._edits += found
            self._hidden = max([self._hidden, *(edit.end for edit in found)])
            self._add("paragraph", pieces)

    def _cell(self, content: str, line: Span) -> None:
        """A cell of a table; those of a row share one line, so each is sought after the last."""
        start = self._row[-1].span.end if self._row else line.start
        parts = content.split("|")  # written `\|`
        found = re.compile(r"\\\|".join(map(re.escape, parts))).search(self._text, start, line.end)
        if not content or not found:
            return
        at, start = 0, found.start()
        for number, part in enumerate(parts):
            if number:
                self._edits.append(Edit(start, start + 1))
                start, part = start + 1, "|" + part
            self._row.append(Piece(at, Span(start, start + len(part)), line))
            at, start = at + len(part), start + len(part)
        pieces = self._row[-len(parts) :]
        self._edits += inline_edits(content, pieces, self._inline, self._env)

    def _end_row(self) -> None:
        """A row reaches to the end of its line: also to cells that have no heading."""
        if self._row:
            (_, first, line), last = self._row[0], self._row[-1].span.end
            words = self._text[first.start : line.end].rstrip(" \t|")
            span = Span(first.start, max(last, first.start + len(words)))
            self._add("row", [Piece(0, span, line)])
            self._row = []
