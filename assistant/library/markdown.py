"""Markdown and plain text: what to take away from a file so that its text remains.

markdown-it-py parses; this module notes where in the source each piece of markup stood and turns
it into an edit. So the text is the file less its markup, line breaks kept, and every offset can
be followed from one to the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from assistant.library.edits import Edit, Edits
from assistant.types import Block, BlockKind, Span

_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)(\s[^<>]*)?/?>")
# Elements that a person may write into Markdown. `<unk>` or `<name>` is no element: it is text.
_ELEMENTS = frozenset(
    "a abbr address article aside audio b blockquote br button caption center cite code col "
    "colgroup dd del details dfn div dl dt em embed figcaption figure font footer form h1 h2 h3 "
    "h4 h5 h6 head header hr html i iframe img input ins kbd label li link main map mark meta nav "
    "noscript object ol option p picture pre q s samp script section select small source span "
    "strike strong style sub summary sup svg table tbody td template textarea tfoot th thead "
    "title tr track tt u ul var video wbr".split()
)
_HIDDEN_HTML = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|template|iframe|noscript|svg)\b.*?(?:</\1\s*>|\Z)"
    r"|<(\w+)\b[^<>]*?(?:\shidden\b|display\s*:\s*none|visibility\s*:\s*hidden)[^<>]*>.*?"
    r"(?:</\2\s*>|\Z)",
    re.DOTALL | re.IGNORECASE,
)


@dataclass
class _Notes:
    """Edits found in the inline source being parsed, with offsets in that source."""

    edits: list[Edit] = field(default_factory=list)
    emphasis: list[tuple[Token, int]] = field(default_factory=list)


@dataclass(frozen=True)
class _Source:
    """The file's characters by line, as the parser counts lines."""

    text: str
    lines: tuple[Span, ...]

    @classmethod
    def of(cls, text: str) -> _Source:
        starts = [0] + [match.end() for match in _LINE_BREAK.finditer(text)]
        ends = [match.start() for match in _LINE_BREAK.finditer(text)] + [len(text)]
        return cls(text, tuple(map(Span, starts, ends)))


def render_markdown(text: str) -> tuple[Edits, list[Block]]:
    """Edits that take Markdown markup away, and the blocks of `text` before those edits."""
    return _render(text, _MARKDOWN)


def render_plain(text: str) -> tuple[Edits, list[Block]]:
    """The same for a text file: links, emphasis, escapes and entities only.

    Pages saved as text are full of those; headings, lists and tags mean nothing there.
    """
    return _render(text, _PLAIN)


def _render(text: str, parser: MarkdownIt) -> tuple[Edits, list[Block]]:
    source = _Source.of(text)
    edits: list[Edit] = []
    blocks: list[Block] = []
    open_blocks: list[Token] = []
    env: dict[str, Any] = {}
    row: list[Span] = []
    cursor = 0  # cells of a table row share one line: each is looked for after the last
    for token in parser.parse(text, env):
        if token.nesting == 1:
            open_blocks.append(token)
            if token.type == "tr_open" and token.map:
                row, cursor = [], source.lines[token.map[0]].start
        elif token.nesting == -1:
            open_blocks.pop()
            if token.type == "tr_close" and row:
                blocks.append(Block(Span(row[0].start, row[-1].end), "row"))
        elif token.type == "inline" and token.map and token.content:
            holder = open_blocks[-1].type if open_blocks else ""
            if holder in ("td_open", "th_open"):
                start = text.find(token.content, cursor, source.lines[token.map[0]].end)
                if start >= 0:
                    places = [Span(start, start + len(token.content))]
                    cursor = places[0].end
                    row.append(places[0])
                    edits += _inline_edits(token.content, places, parser, env)
                continue
            places = list(_places(token, source))
            if places:
                kind = _kind(open_blocks)
                blocks.append(Block(Span(places[0].start, places[-1].end), kind))
                edits += _inline_edits(token.content, places, parser, env)
                edits += _prefix_edits(kind, open_blocks[-1].map or token.map, places, source)
        elif token.type == "html_block" and token.map:
            span = _lines(source, token.map)
            found = list(_html_edits(source.text, span))
            edits += found
            if _visible(text, span, found):
                blocks.append(Block(span))
        elif token.type in ("fence", "code_block") and token.map:
            first, last = token.map
            if token.type == "fence":
                edits += [Edit(source.lines[first].start, source.lines[first].end)]
                closed = last - 1 > first and source.text[
                    source.lines[last - 1].start : source.lines[last - 1].end
                ].strip().startswith(token.markup[:3])
                if closed:
                    edits += [Edit(source.lines[last - 1].start, source.lines[last - 1].end)]
                first, last = first + 1, last - 1 if closed else last
            blocks += [
                Block(line, "code")
                for line in source.lines[first:last]
                if line.of(text).strip()
            ]
    return Edits(edits), blocks


def _visible(text: str, span: Span, edits: list[Edit]) -> bool:
    shifted = [Edit(e.start - span.start, e.end - span.start, e.replacement) for e in edits]
    return bool(Edits(shifted).apply(span.of(text)).strip())


def _kind(open_blocks: list[Token]) -> BlockKind:
    if open_blocks and open_blocks[-1].type == "heading_open":
        return "heading"
    return "item" if any(b.type == "list_item_open" for b in open_blocks) else "paragraph"


def _lines(source: _Source, lines: list[int]) -> Span:
    return Span(source.lines[lines[0]].start, source.lines[max(lines[0], lines[1] - 1)].end)


def _places(token: Token, source: _Source) -> Iterator[Span]:
    """Where each line of a block's content stands; nothing if the parser changed the line."""
    assert token.map is not None
    contents = token.content.split("\n")
    for content, line in zip(contents, source.lines[token.map[0] :], strict=False):
        start = source.text.find(content, line.start, line.end) if content else line.start
        if start < 0:
            return
        yield Span(start, start + len(content))


def _prefix_edits(
    kind: BlockKind, lines: list[int], places: list[Span], source: _Source
) -> Iterator[Edit]:
    """Heading marks, underlines and quotation marks of the block; list bullets stay."""
    for place, line in zip(places, source.lines[lines[0] :], strict=False):
        prefix = source.text[line.start : place.start]
        if kind == "heading" or ">" in prefix:
            yield Edit(line.start, place.start)
        if kind == "heading":
            yield Edit(place.end, line.end)
    if kind == "heading":
        for line in source.lines[lines[0] + len(places) : lines[1]]:
            yield Edit(line.start, line.end)


def _inline_edits(
    content: str, places: list[Span], parser: MarkdownIt, env: dict[str, Any]
) -> Iterator[Edit]:
    """Edits inside one block, moved from the block's content to the file."""
    notes = env["notes"] = _Notes()
    parser.inline.parse(content, parser, env, [])
    found = notes.edits + [
        Edit(position, position + 1) for token, position in notes.emphasis if token.content == ""
    ]
    starts = [0]
    for place in places:
        starts.append(starts[-1] + len(place) + 1)
    for edit in found:
        # An edit that runs over a line end is cut at the line end: the break itself stays.
        for number, place in enumerate(places):
            start = max(edit.start, starts[number])
            end = min(edit.end, starts[number] + len(place))
            if start < end:
                shift = place.start - starts[number]
                first = edit.start >= starts[number]
                yield Edit(start + shift, end + shift, edit.replacement if first else "")


def _html_edits(text: str, span: Span) -> Iterator[Edit]:
    """Take tags, comments and hidden elements out of a block of HTML."""
    position = span.start
    for hidden in _HIDDEN_HTML.finditer(text, span.start, span.end):
        yield from _tag_edits(text, position, hidden.start())
        yield Edit(hidden.start(), hidden.end())
        position = hidden.end()
    yield from _tag_edits(text, position, span.end)


def _tag_edits(text: str, start: int, end: int) -> Iterator[Edit]:
    for tag in _TAG.finditer(text, start, end):
        if tag.group(1).lower() in _ELEMENTS:
            yield Edit(tag.start(), tag.end(), " " if tag.group(1).lower() == "br" else "")


Rule = Callable[[StateInline, bool], bool]
Note = Callable[[StateInline, int, _Notes], None]


def _noting(rule: Rule, note: Note) -> Rule:
    """The parser's own rule, which also notes what it matched when it is not just looking."""

    def noted(state: StateInline, silent: bool) -> bool:
        start = state.pos
        matched = rule(state, silent)
        if matched and not silent and (notes := state.env.get("notes")) is not None:
            note(state, start, notes)
        return matched

    return noted


def _note_escape(state: StateInline, start: int, notes: _Notes) -> None:
    # Pages saved with formulas in mind escape a dollar twice: `\\$550` means $550.
    twice = state.src.startswith("\\\\$", start)
    notes.edits.append(Edit(start, start + (2 if twice else 1)))


def _note_code(state: StateInline, start: int, notes: _Notes) -> None:
    ticks = len(state.src[start : state.pos]) - len(state.src[start : state.pos].lstrip("`"))
    if state.pos > start + ticks:  # else the ticks were left open and are text
        notes.edits += [Edit(start, start + ticks), Edit(state.pos - ticks, state.pos)]


def _note_emphasis(state: StateInline, start: int, notes: _Notes) -> None:
    marks = state.tokens[start - state.pos :]
    notes.emphasis += [(token, start + number) for number, token in enumerate(marks)]


def _note_autolink(state: StateInline, start: int, notes: _Notes) -> None:
    notes.edits += [Edit(start, start + 1), Edit(state.pos - 1, state.pos)]


def _note_html(state: StateInline, start: int, notes: _Notes) -> None:
    if state.src.startswith("<!--", start):
        notes.edits.append(Edit(start, state.pos))
    notes.edits += _tag_edits(state.src, start, state.pos)


def _note_entity(state: StateInline, start: int, notes: _Notes) -> None:
    notes.edits.append(Edit(start, state.pos, state.tokens[-1].content))


def _note_link(state: StateInline, start: int, notes: _Notes) -> None:
    label_end = state.md.helpers.parseLinkLabel(state, start, True)
    if label_end > start:
        notes.edits += [Edit(start, start + 1), Edit(label_end, state.pos)]


def _image(rule: Rule) -> Rule:
    """An image leaves its description; what the description is made of is not looked into."""

    def noted(state: StateInline, silent: bool) -> bool:
        start, notes = state.pos, state.env.pop("notes", None)
        matched = rule(state, silent)
        if notes is not None:
            state.env["notes"] = notes
            if matched and not silent:
                label_end = state.md.helpers.parseLinkLabel(state, start + 1, False)
                notes.edits += [Edit(start, start + 2), Edit(label_end, state.pos)]
        return matched

    return noted


def _between_words(rule: Rule) -> Rule:
    """Leave `2*3*4` alone: a mark with a letter or digit on both sides is no emphasis."""

    def guarded(state: StateInline, silent: bool) -> bool:
        mark = state.src[state.pos]
        if mark not in "*_":
            return False
        end = state.pos
        while end < state.posMax and state.src[end] == mark:
            end += 1
        before = state.src[state.pos - 1 : state.pos]
        after = state.src[end : end + 1]
        return not (before.isalnum() and after.isalnum()) and rule(state, silent)

    return guarded


def _make_parser(preset: str, *more: str) -> MarkdownIt:
    parser = MarkdownIt(preset).enable(list(more))
    # Blocks are parsed as usual; what is inside them is parsed here, one block at a time.
    parser.core.ruler.disable(["inline", "text_join"])
    parser.inline.ruler2.disable("fragments_join")  # it would merge the marks that are noted
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # rendered as text only
    for rule in list(parser.inline.ruler.__rules__):
        if rule.name in _INLINE_RULES:
            parser.inline.ruler.at(rule.name, _INLINE_RULES[rule.name](rule.fn))
    return parser


def _wrap(note: Note) -> Callable[[Rule], Rule]:
    return lambda rule: _noting(rule, note)


_INLINE_RULES: dict[str, Callable[[Rule], Rule]] = {
    "escape": _wrap(_note_escape),
    "backticks": _wrap(_note_code),
    "emphasis": lambda rule: _between_words(_noting(rule, _note_emphasis)),
    "link": _wrap(_note_link),
    "image": _image,
    "autolink": _wrap(_note_autolink),
    "html_inline": _wrap(_note_html),
    "entity": _wrap(_note_entity),
}
_MARKDOWN = _make_parser("commonmark", "table")
_PLAIN = _make_parser(
    "zero", "escape", "emphasis", "link", "image", "autolink", "entity", "balance_pairs"
)
