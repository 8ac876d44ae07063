"""reStructuredText (.rst), by docutils, with nothing that reads other files or runs."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.library.dates import as_date
from assistant.library.decoding import decode
from assistant.library.extract import Extract, library_version
from assistant.library.formats.converted import read_page

if TYPE_CHECKING:
    from docutils.nodes import document

_SETTINGS = {
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "_disable_config": True,
    "report_level": 2,
    "halt_level": 6,
    "syntax_highlight": "none",
    "initial_header_level": 1,
    "doctitle_xform": True,
    "line_length_limit": 1_000_000,
    "input_encoding": "unicode",
    "output_encoding": "unicode",
}
_UNKNOWN = re.compile(r'Unknown directive type "([^"]{1,60})')
# Roles that Sphinx has and docutils has not: :class:`~email.message.Message` shows "Message".
_ROLE = re.compile(r":[\w.+:-]+:`!?(~?)([^`<]*[^`<\s])(?:\s*<[^`<>]*>)?`")
_DIRECTIVE = re.compile(r"(?:\.\.\s+)?(?:\|[^|]+\|\s+)?([\w.:+-]{1,60}?)\s?::")
_ERROR = 3  # a level of docutils: what it complains of does not stand in its document


@dataclass(frozen=True)
class RestructuredLoader:
    """reStructuredText. Directives that docutils does not render are left out, and that is told."""

    @property
    def version(self) -> str:
        """As `Loader.version`."""
        return library_version("docutils")

    def extract(self, data: bytes) -> Extract:
        """As `Loader.extract`."""
        from docutils import nodes
        from docutils.core import publish_doctree, publish_from_doctree

        text, mended = decode(data)
        settings = {**_SETTINGS, "warning_stream": io.StringIO()}
        _undate()
        read = publish_doctree(text, settings_overrides=settings)
        warnings = _without_complaints(read)
        _write_out_formulas(read)
        author, day = (next(read.findall(kind), None) for kind in (nodes.author, nodes.date))
        page = publish_from_doctree(
            read, writer="html5", settings_overrides={**settings, "report_level": 5}
        )
        return read_page(
            page.partition("<body")[2].partition(">")[2].rpartition("</body>")[0],
            author=author.astext() if author else None,
            date=as_date(day.astext()) if day else None,
            warnings=(*mended, *warnings),
        )


loader = RestructuredLoader()


def _undate() -> None:
    """Take away the directive that puts today's date into a text: it was never written there."""
    from docutils.parsers.rst import Directive, directives

    class Undated(Directive):  # type: ignore[misc]  # docutils says no types of it
        """Fails, so that what would be replaced stands as it is written."""

        has_content = True

        def run(self) -> list[Any]:
            raise self.error("a text has no other date each day")

    directives.register_directive("date", Undated)


def _without_complaints(read: document) -> tuple[str, ...]:
    """Take out what docutils says of the text within the text; the gist of it, once.

    What it cannot make out, such as a table that is not drawn straight, stays as it is written.
    """
    from docutils import nodes

    unknown: dict[str, None] = {}
    faulty: dict[str, None] = {}
    for complaint in list(read.findall(nodes.system_message)):
        unknown.update(dict.fromkeys(_UNKNOWN.findall(complaint.astext())))
        kept = []
        for block in complaint.findall(nodes.literal_block):
            if directive := _DIRECTIVE.match(block.astext()):
                faulty[directive[1]] = None
            elif complaint["level"] >= _ERROR:
                kept.append(block)
        complaint.parent.replace(complaint, kept)
    for problem in list(read.findall(nodes.problematic)):
        problem.parent.replace(problem, nodes.Text(_shown(problem.astext())))
    told = (
        ("does not know", list(unknown)),
        ("does not render", [name for name in faulty if name not in unknown]),
    )
    return tuple(
        f"left out what docutils {why}: {', '.join(names[:10])}" for why, names in told if names
    )


def _shown(problem: str) -> str:
    """What a reader sees of a piece that docutils cannot read: the words of a role, else all."""
    role = _ROLE.fullmatch(problem)
    if role is None:
        return problem
    return role[2].rpartition(".")[2] if role[1] else role[2]


def _write_out_formulas(read: document) -> None:
    """Formulas as they are written: rendered ones are no text, and would be missing in it."""
    from docutils import nodes

    for formula in list(read.findall(nodes.math)):
        formula.parent.replace(formula, nodes.literal("", formula.astext()))
    for formula in list(read.findall(nodes.math_block)):
        formula.parent.replace(formula, nodes.literal_block("", formula.astext()))
