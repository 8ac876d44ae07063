"""Plain text and Markdown as articles: the file less its markup, so that offsets are followed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.library.authors import matter_author
from assistant.library.dates import as_date
from assistant.library.decoding import decode, invisible_edits
from assistant.library.edits import Edit, Edits
from assistant.library.extract import Extract
from assistant.library.titles import first_heading, front_matter
from assistant.types import Block, Span


@dataclass(frozen=True)
class TextLoader:
    """Plain text and Markdown, with optional YAML front matter."""

    render: Callable[[str], tuple[Edits, list[Block]]]
    version = ""

    def extract(self, data: bytes) -> Extract:
        """As `Loader.extract`."""
        decoded, warnings = decode(data)
        visible = Edits(invisible_edits(decoded))
        source = visible.apply(decoded)
        meta, body = front_matter(source)
        markup, blocks = self.render(source[body:])
        cut = Edits([Edit(0, body)] if body else [])
        text = markup.apply(source[body:])
        moved = tuple(
            Block(span, block.kind)
            for block in blocks
            if (span := moved_span(markup, block.span).trimmed(text))
        )
        title, date = (next(iter(meta.get(field, ())), None) for field in ("title", "date"))
        return Extract(
            text,
            moved,
            title or first_heading(text, moved),
            as_date(date),
            warnings,
            (visible, cut, markup),
            matter_author(meta),
        )


def moved_span(edits: Edits, span: Span) -> Span:
    """Where a piece stands after edits."""
    return Span(edits.locate(span.start), edits.locate(span.end))
