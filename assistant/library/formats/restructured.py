"""reStructuredText (.rst), by docutils, with nothing that reads other files or runs."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import metadata

from assistant.library.decoding import decode
from assistant.library.extract import Extract
from assistant.library.formats.converted import read_page

_SETTINGS = {
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "_disable_config": True,
    "report_level": 5,  # what Sphinx alone knows is left out, not complained of in the text
    "halt_level": 6,
    "syntax_highlight": "none",
    "initial_header_level": 1,
    "doctitle_xform": True,
    "embed_stylesheet": False,
    "line_length_limit": 1_000_000,
    "input_encoding": "unicode",
}


@dataclass(frozen=True)
class RestructuredLoader:
    """reStructuredText. Directives and roles that docutils does not know are left out."""

    @property
    def version(self) -> str:
        """As `Loader.version`."""
        return f"docutils {metadata.version('docutils')}"

    def extract(self, data: bytes) -> Extract:
        """As `Loader.extract`."""
        from docutils.core import publish_parts

        text, warnings = decode(data)
        parts = publish_parts(text, writer="html5", settings_overrides=_SETTINGS)
        return read_page(parts["html_body"], title=parts["title"] or None, warnings=warnings)
