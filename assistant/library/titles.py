"""What an article is called: by its front matter, its first heading or its file's name."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from assistant.library.decoding import remove_invisible
from assistant.types import Block

_FRONT_MATTER = re.compile(
    r"\s*---[ \t]*\r?\n(.{0,65536}?)\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL
)
_TITLE_CHARACTERS = 200
_MOST_VALUES = 20
_YAML = "tag:yaml.org,2002:"  # what begins the name of a type


def front_matter(text: str) -> tuple[dict[str, tuple[str, ...]], int]:
    """The fields before the text and where the text begins; ({}, 0) where there are none.

    A field has one value, or the first few of a list; the value of a mapping is its `name`.
    """
    match = _FRONT_MATTER.match(text)
    if not match:
        return {}, 0
    try:
        # Not constructed, only parsed: no alias is expanded, no value converted.
        fields = yaml.compose(match.group(1), yaml.SafeLoader)
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError):
        return {}, 0
    if not isinstance(fields, yaml.MappingNode):
        return {}, 0
    return {
        str(key.value).lower(): values for key, node in fields.value if (values := _values(node))
    }, match.end()


def _values(node: yaml.Node) -> tuple[str, ...]:
    # Few of a list: by an alias, each of a thousand fields may have the same list of thousands.
    items = node.value[:_MOST_VALUES] if _is_plain(node, yaml.SequenceNode) else [node]
    return tuple(value for item in items if (value := _value(item)) is not None)


def _value(node: yaml.Node) -> str | None:
    if _is_plain(node, yaml.MappingNode):
        named = (value for key, value in node.value[:_MOST_VALUES] if key.value == "name")
        node = next(named, node)
    known = isinstance(node, yaml.ScalarNode) and node.tag != f"{_YAML}null"
    return str(node.value) if known else None


def _is_plain(node: yaml.Node, kind: type[yaml.CollectionNode]) -> bool:
    """Whether a node is a list or mapping that does not say it is something else."""
    return isinstance(node, kind) and node.tag in (f"{_YAML}seq", f"{_YAML}map")


def first_heading(text: str, blocks: tuple[Block, ...]) -> str | None:
    """The first heading, else a first line that reads like one."""
    for block in blocks:
        if block.kind == "heading":
            return block.span.of(text)
    if blocks and blocks[0].kind == "paragraph":
        first = blocks[0].span.of(text)
        line = first.splitlines()[0].strip()
        stands_alone = line == first.strip() and len(blocks) > 1
        if stands_alone and len(line) <= _TITLE_CHARACTERS and line[-1:] not in ".,;:":
            return line
    return None


def title_from_name(source: str) -> str:
    """A file's name as words."""
    name = re.sub(r"[-_\s]+", " ", Path(source).stem).strip()
    return one_line(name[:1].upper() + name[1:]) or "Untitled"


def one_line(text: str, characters: int = _TITLE_CHARACTERS) -> str:
    """`text` as a title: visible, on one line, not too long."""
    whole = re.sub("[\ud800-\udfff]", "\ufffd", text)  # half of a pair: YAML can write one
    folded = re.sub(r"\s+", " ", remove_invisible(whole)).strip().lstrip("#").strip()
    return folded if len(folded) <= characters else folded[: characters - 1] + "…"
