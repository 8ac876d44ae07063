"""Inline Markdown: where links, emphasis, escapes and the like stand inside one block.

markdown-it-py's own rules match them; each is wrapped in a function that notes as edits what the
rule takes away.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from string import punctuation
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from assistant.library.decoding import remove_invisible
from assistant.library.edits import Edit
from assistant.library.tags import tag_edits
from assistant.types import Span


class Piece(NamedTuple):
    """What stands at `at` in a block's content stands at `span`, in `line`, in the file."""

    at: int
    span: Span
    line: Span


@dataclass
class _Notes:
    """Edits found in the content being parsed, with offsets in that content."""

    edits: list[Edit] = field(default_factory=list)
    emphasis: list[tuple[Token, int]] = field(default_factory=list)
    hidden: int = 0  # where the last hidden element ends


# What a backslash makes plain text of; at the end of a line it breaks it.
_ESCAPABLE = frozenset(punctuation + "\n")

Rule = Callable[[StateInline, bool], bool]
Note = Callable[[StateInline, int, _Notes], None]


def inline_parser(preset: str, *more: str) -> MarkdownIt:
    """A parser for `inline_edits`, with `more` rules enabled."""
    parser = MarkdownIt(preset).enable(list(more))
    parser.inline.ruler2.disable("fragments_join")  # it would merge the marks that are noted
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # rendered as text only
    for rule in list(parser.inline.ruler.__rules__):
        if rule.name in _RULES:
            parser.inline.ruler.at(rule.name, _RULES[rule.name](rule.fn))
    return parser


def inline_edits(
    content: str, pieces: Sequence[Piece], parser: MarkdownIt, env: dict[str, Any]
) -> Iterator[Edit]:
    """Edits inside one block, moved from the block's content to the file."""
    notes = env["notes"] = _Notes()
    parser.inline.parse(content, parser, env, [])
    emphasis = [Edit(at, at + 1) for token, at in notes.emphasis if token.content == ""]
    places = [piece.at for piece in pieces]
    for edit in notes.edits + emphasis:
        # An edit that runs over a line end is cut at the line end: the break itself stays.
        for number in range(max(0, bisect_right(places, edit.start) - 1), len(pieces)):
            at, span, _ = pieces[number]
            if at >= edit.end:
                break
            start, end = max(edit.start, at), min(edit.end, at + len(span))
            if start < end:
                replacement = edit.replacement if start == edit.start else ""
                yield Edit(start - at + span.start, end - at + span.start, replacement)


def _noting(note: Note) -> Callable[[Rule], Rule]:
    """Wrap a rule of the parser: note what it matched when it is not just looking."""

    def wrap(rule: Rule) -> Rule:
        def noted(state: StateInline, silent: bool) -> bool:
            start = state.pos
            matched = rule(state, silent)
            if matched and not silent and (notes := state.env.get("notes")) is not None:
                note(state, start, notes)
            return matched

        return noted

    return wrap


def _note_escape(state: StateInline, start: int, notes: _Notes) -> None:
    if state.src[start + 1] not in _ESCAPABLE:
        return  # before a letter it is a backslash, as in C:\TEMP
    # Pages saved with formulas in mind escape a dollar twice: `\\$550` means $550.
    twice = state.src.startswith("\\\\$", start)
    notes.edits.append(Edit(start, start + (2 if twice else 1)))


def _note_code(state: StateInline, start: int, notes: _Notes) -> None:
    code = state.src[start : state.pos]
    ticks = len(code) - len(code.lstrip("`"))
    if len(code) > ticks:  # else the ticks were left open and are text
        notes.edits += [Edit(start, start + ticks), Edit(state.pos - ticks, state.pos)]


def _note_emphasis(state: StateInline, start: int, notes: _Notes) -> None:
    marks = state.tokens[start - state.pos :]
    notes.emphasis += [(token, start + number) for number, token in enumerate(marks)]


def _note_autolink(state: StateInline, start: int, notes: _Notes) -> None:
    notes.edits += [Edit(start, start + 1), Edit(state.pos - 1, state.pos)]


def _note_html(state: StateInline, start: int, notes: _Notes) -> None:
    if start >= notes.hidden:
        span, on_white = Span(start, state.pos), bool(state.env.get("on_white"))
        found = list(tag_edits(state.src, span, len(state.src), on_white))
        notes.edits += found
        notes.hidden = max((edit.end for edit in found), default=0)


def _note_entity(state: StateInline, start: int, notes: _Notes) -> None:
    character = remove_invisible(state.tokens[-1].content)
    notes.edits.append(Edit(start, state.pos, character))


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


_RULES: dict[str, Callable[[Rule], Rule]] = {
    "escape": _noting(_note_escape),
    "backticks": _noting(_note_code),
    "emphasis": lambda rule: _between_words(_noting(_note_emphasis)(rule)),
    "link": _noting(_note_link),
    "image": _image,
    "autolink": _noting(_note_autolink),
    "html_inline": _noting(_note_html),
    "entity": _noting(_note_entity),
}
