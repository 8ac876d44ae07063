"""The library as HTML."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from assistant.collection.state import FileState
from assistant.library.catalog import Entry
from assistant.ui.session import key_of
from assistant.ui.shelf import Shelf, render_shelf
from assistant.ui.words import LANGUAGES, Words

from .articles import TEXT
from .visiting import Parsed, content, shape

WORDS = Words()


def entry(source: str = "folder/lamp.md", title: str = "The lamp", **facts: object) -> Entry:
    """An article that was read."""
    made = Entry(source, "r", source, None, "0", "0", title, "2021-05-04", 1, 0.0)
    usual = {"author": "Ada", "bytes": 2048, "indexed": 1_600_000_000.0}
    return replace(made, **{**usual, **facts})  # type: ignore[arg-type]


def shelf(*entries: Entry, **facts: object) -> Shelf:
    """A library of these articles, all asked."""
    empty = Shelf(entries, [], {}, None, 7, 25, ".md, .txt")
    return replace(empty, **facts)  # type: ignore[arg-type]


def test_an_article_tells_its_facts() -> None:
    """Title, author, date, file, size and when it was read, and the words it is found by."""
    page = render_shelf(shelf(entry()), 3, WORDS)
    (item,) = [e for e in Parsed(page).having("li") if "data-find-text" in e.attributes]
    for said in ("The lamp", "Ada", "4 May 2021", "folder/lamp.md", "2 KB", "September 2020"):
        assert said in item.text, said
    assert item.attributes["data-find-text"] == "the lamp ada folder/lamp.md"
    side = Parsed(page).having("side")[0].attributes
    assert (side["data-shown"], side["data-library"]) == ("3", "7")


def test_ticks_say_what_is_asked() -> None:
    """All are ticked, or those that were chosen."""
    both = (entry("a.md", "A"), entry("b.md", "B"))
    for ticked, expected in ((None, [True, True]), (frozenset({"b.md"}), [False, True])):
        boxes = Parsed(render_shelf(shelf(*both, ticked=ticked), 1, WORDS)).having("input")
        ticks = [
            "checked" in box.attributes for box in boxes if box.attributes["type"] == "checkbox"
        ]
        assert ticks == expected


def test_only_ones_own_can_be_removed() -> None:
    """Served articles can be read anew, one's own removed as well, after a question."""
    own = FileState("k", "folder/lamp.md", "ready", own=True)
    for files, more in (
        ({}, []),
        ({"folder/lamp.md": own}, [f"remove-{key_of('folder/lamp.md')}"]),
    ):
        page = render_shelf(shelf(entry(), files=files), 1, WORDS)
        menu = [e.attributes["data-go"] for e in Parsed(page).having("button")][-1 - len(more) :]
        assert menu == [f"reindex-{key_of('folder/lamp.md')}", *more]
        assert len(Parsed(page).having("sure")) == len(more)


def test_a_file_that_failed_says_why() -> None:
    """It stands before the articles, with its reason as text."""
    failed = FileState("k", "x/<b>.pdf", "failed", "it is <broken>", own=True)
    page = render_shelf(shelf(entry(), others=[failed]), 1, WORDS)
    assert "it is <broken>" in content(page, "error")
    assert page.index("&lt;broken&gt;") < page.index("The lamp")
    assert "the folder is gone" in content(
        render_shelf(shelf(error="the folder is gone"), 1, WORDS)
    )


def test_an_empty_library_says_what_can_be_added() -> None:
    """Formats and size, and no tools for what is not there."""
    page = render_shelf(shelf(), 1, WORDS)
    assert "25" in content(page, "nobody")
    assert not Parsed(page).having("finder")
    (picker,) = [e for e in Parsed(page).having("input") if e.attributes["type"] == "file"]
    assert picker.attributes["accept"] == ".md,.txt"


def test_warnings_are_folded() -> None:
    """What could only be read in part says so, item by item."""
    page = render_shelf(shelf(entry(warnings=("two <characters> lost",))), 1, WORDS)
    assert "two <characters> lost" in content(page, "notes")


@pytest.mark.parametrize("language", LANGUAGES)
@given(text=TEXT)
def test_no_text_makes_a_tag(language: str, text: str) -> None:
    """Names, titles, authors, reasons and warnings are text in every language."""

    def page(text: str) -> object:
        article = replace(entry(text, text), author=text, date=text, warnings=(text,))
        failed = FileState("k", f"{text}.x", "failed", text, own=True)
        own = FileState("k", text, "ready", own=True)
        shown = shelf(article, others=[failed], files={text: own}, error=text)
        return shape(render_shelf(shown, 1, Words(language)))

    assert page(f"x{text}") == page("x")
