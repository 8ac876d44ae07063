"""reStructuredText (.rst), by docutils, with nothing that reads other files or runs."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

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


@dataclass(frozen=True)
class RestructuredLoader:
    """reStructuredText. Directives that docutils does not know are left out, and that is told."""

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
        read = publish_doctree(text, settings_overrides=settings)
        warnings = _without_complaints(read)
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


def _without_complaints(read: document) -> tuple[str, ...]:
    """Take out what docutils says of the text within the text; the gist of it, once."""
    from docutils import nodes

    unknown: dict[str, None] = {}
    for complaint in list(read.findall(nodes.system_message)):
        unknown.update(dict.fromkeys(_UNKNOWN.findall(complaint.astext())))
        complaint.parent.remove(complaint)
    for problem in list(read.findall(nodes.problematic)):
        problem.parent.replace(problem, nodes.Text(_shown(problem.astext())))
    names = ", ".join(list(unknown)[:10])
    return (f"left out what docutils does not know: {names}",) if names else ()


def _shown(problem: str) -> str:
    """What a reader sees of a piece that docutils cannot read: the words of a role, else all."""
    role = _ROLE.fullmatch(problem)
    if role is None:
        return problem
    return role[2].rpartition(".")[2] if role[1] else role[2]
