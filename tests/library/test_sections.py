"""The heading under which a quote stands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from documents import docx_parts, epub_parts, odt_parts, zipped
from libraries import Library

from assistant.library.files import load_article
from assistant.library.sections import section_at
from assistant.library.snapshot import Snapshot

MARKDOWN = "# The lamp\n\nIt was lit.\n\n## Its *oil*\n\nOil burns.\n\n### Prices\n\nDear.\n"
PAGE = (
    "<h1>The lamp</h1><p>It was lit.</p><h2>Its <i>oil</i></h2><p>Oil burns.</p>"
    "<h3>Prices</h3><p>Dear.</p>"
)
RESTRUCTURED = (
    "The lamp\n========\n\nIt was lit.\n\nIts *oil*\n---------\n\nOil burns.\n\nPrices\n~~~~~~\n\n"
    "Dear.\n"
)
NOTEBOOK = {
    "cells": [{"cell_type": "markdown", "metadata": {}, "source": MARKDOWN}],
    "metadata": {},
    "nbformat": 4,
    "nbformat_minor": 5,
}
CHAPTERS = {
    "one.xhtml": "<h1>The lamp</h1><p>It was lit.</p>",
    "two.xhtml": "<h1>Its <i>oil</i></h1><p>Oil burns.</p><h2>Prices</h2><p>Dear.</p>",
}
WORD = "".join(
    f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'
    for style, text in [
        ("Heading1", "The lamp"),
        ("Normal", "It was lit."),
        ("Heading2", "Its oil"),
        ("Normal", "Oil burns."),
        ("Heading3", "Prices"),
        ("Normal", "Dear."),
    ]
)
OFFICE = (
    "<text:h>The lamp</text:h><text:p>It was lit.</text:p><text:h>Its oil</text:h>"
    "<text:p>Oil burns.</text:p><text:h>Prices</text:h><text:p>Dear.</text:p>"
)
FILES = {
    "a.md": MARKDOWN.encode(),
    "a.html": f"<title>The lamp | Notes</title>{PAGE}".encode(),
    "a.rst": RESTRUCTURED.encode(),
    "a.ipynb": json.dumps(NOTEBOOK).encode(),
    "a.epub": zipped(epub_parts(CHAPTERS)),
    "a.docx": zipped(docx_parts(WORD)),
    "a.odt": zipped(odt_parts(OFFICE)),
}


@pytest.mark.parametrize("name", FILES)
def test_the_nearest_heading_above(tmp_path: Path, name: str) -> None:
    """A place is in the section whose heading was the last one; the title is none."""
    (tmp_path / name).write_bytes(FILES[name])
    article = load_article(tmp_path / name)
    places = [article.text.index(words) for words in ("It was lit.", "Oil burns.", "Dear.")]
    assert [section_at(article, place) for place in places] == [None, "Its oil", "Prices"]


def test_a_text_without_headings(tmp_path: Path) -> None:
    """Nothing is said where there is no heading above."""
    (tmp_path / "a.md").write_text(
        "---\ntitle: The lamp\n---\nIt was lit.\n\n## Oil\n\nIt burns.\n"
    )
    article = load_article(tmp_path / "a.md")
    assert [section_at(article, article.text.index(w)) for w in ("lit", "burns")] == [None, "Oil"]


def test_a_long_heading_is_cut_at_a_word(tmp_path: Path) -> None:
    """At most 80 characters are shown, and no half word, unless there is but one."""
    (tmp_path / "a.md").write_text(f"# T\n\n## {'lamp ' * 30}\n\nlit\n\n## {'x' * 99}\n\nout\n")
    article = load_article(tmp_path / "a.md")
    # 16 words of 4 letters and their spaces are 79 characters; a seventeenth does not fit.
    assert section_at(article, article.text.index("lit")) == " ".join(["lamp"] * 16) + "…"
    assert section_at(article, article.text.index("out")) == "x" * 80 + "…"


def test_catalog_and_snapshot_agree(library: Library) -> None:
    """An article that is held says the same as the catalog."""
    source = str(library.write("oil.md", MARKDOWN))
    library.index()
    with library.opened() as store:
        place = store.catalog.article(source).text.index("Oil burns.")
        held = Snapshot(store.catalog, [source])
        assert held.section(source, place) == store.catalog.section(source, place) == "Its oil"
