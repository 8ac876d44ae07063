"""Loaders: a file becomes an article, or the reason why not is told."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from pace import within

from assistant.errors import ArticleError, LibraryError
from assistant.library.decoding import decode
from assistant.library.extract import Extract
from assistant.library.files import MAX_BYTES, find_files, load_article, read_bytes
from assistant.library.loaders import extract_file, loader_of, make_article
from assistant.library.sentences import split_sentences

PROSE = "IBM will stop. It said so in a letter.\n"


def extracted(text: str | bytes, suffix: str = ".md") -> Extract:
    """What the loader for `suffix` makes of a file."""
    return loader_of(suffix).extract(text.encode() if isinstance(text, str) else text)


def written(folder: Path, name: str, text: str = PROSE) -> Path:
    """A file with this text."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def test_an_article_has_all_it_needs(tmp_path: Path) -> None:
    """Text, blocks, title, date and the hash of the bytes come from the file."""
    path = written(tmp_path, "a.md", "---\ntitle: The exit\ndate: 2020-06-08\n---\n# H\n\n" + PROSE)

    article = load_article(path, "articles/a.md")

    assert article.source == "articles/a.md"
    assert (article.title, article.date) == ("The exit", "2020-06-08")
    assert article.text == "H\n\n" + PROSE
    assert [block.span.of(article.text) for block in article.blocks] == ["H", PROSE.strip()]
    assert article.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("matter", "title", "date"),
    [
        ('title: "Quoted: yes"\nDate: 8 June 2020', "Quoted: yes", "8 June 2020"),
        ("title: 2020\ndate: 2020-13-45", "2020", None),
        ("title:\ntags: [a, b]\nauthor: {name: x}", "Body", None),
        ("title: ~\ndate: null", "Body", None),
        ("title: >\n  two\n  lines", "two lines", None),
        ("title: !!int ''\ndate: !!timestamp 2020", "Body", "2020"),
        ("title: !!python/object/apply:os.system [x]", "Body", None),
        ("title: 0x" + "f" * 6000, "0x" + "f" * 197 + "…", None),
    ],
)
def test_front_matter(matter: str, title: str, date: str | None) -> None:
    """Title and date are taken as they are written; nothing is constructed or executed.

    What is no date is left out: it would be shown beside every quote.
    """
    data = f"---\n{matter}\n---\nBody\n\nMore text.\n".encode()
    article = make_article("a.txt", data, extract_file(Path("a.txt"), data))

    assert (article.title, article.date) == (title, date)
    assert article.text == "Body\n\nMore text.\n"


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: a: b: c\n---\nText.\n",
        '---\ntitle: "never closed\n---\nText.\n',
        "---\n- a list\n---\nText.\n",
        "---\nJust a sentence.\n---\nText.\n",
        "---\n---\nText.\n",
        "---\nnever closed\n",
        "Text.\n\n---\ntitle: no\n---\n",
        "---\n" + "[" * 5000 + "\n---\nText.\n",
    ],
)
def test_what_is_no_front_matter_stays(text: str) -> None:
    """Broken YAML, other YAML and a rule between paragraphs are text: nothing is dropped."""
    assert extracted(text, ".txt").text == text
    assert "date" not in (extracted(text, ".txt").date or "")


@pytest.mark.parametrize("merge", ["", "<<: "], ids=["nested", "merged"])
def test_an_alias_bomb_does_not_go_off(merge: str) -> None:
    """Front matter that would expand to billions of values is read in no time."""
    lines = ["a0: &a0 {x: 1}"]
    for level in range(1, 30):
        value = "{<<: [%s]}" if merge else "[%s]"
        lines.append(f"a{level}: &a{level} " + value % ", ".join([f"*a{level - 1}"] * 9))
    with within(2):
        result = extracted("---\ntitle: T\n" + "\n".join(lines) + "\n---\nText.\n")

    assert (result.title, result.text) == ("T", "Text.\n")


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        ("a.md", "# The *head* &amp; more\n\nText.", "The head & more"),
        ("a.md", "text first.\n\n## Later\n\nText.", "Later"),
        ("a.txt", "A First Line\n\nThen text.", "A First Line"),
        ("my-first_article.txt", "A sentence. And another.\n\nMore.", "My first article"),
        ("only.txt", "One line only", "Only"),
        ("wrapped.txt", "A paragraph\nof two lines\n\nMore.", "Wrapped"),
        ("list.md", "- an item\n\ntext", "List"),
        ("a.html", "<title>Site</title><p>x</p>", "Site"),
        ("two.html", "<h1>A</h1><h1>B</h1>", "A"),
        ("page.html", "<p>A sentence.</p>", "Page"),
        ("_.md", "text.", "Untitled"),
        ("h.md", "# \u200b\n\ntext.", "H"),
        ("long.md", "# " + "x" * 300, "x" * 199 + "…"),
        ("h.md", "---\ntitle: '## Two\\u200b'\n---\ntext.", "Two\\u200b"),
    ],
)
def test_a_title_is_always_found(tmp_path: Path, name: str, text: str, title: str) -> None:
    """A heading, a first line that reads like one, the page's title or the file's name."""
    assert load_article(written(tmp_path, name, text)).title == title


def test_invisible_characters_are_gone_and_offsets_right() -> None:
    """Offsets in the decoded file lead through all steps to the same words."""
    source = "---\ntitle: T\n---\n\u200bSee \u202e[the \u00admap](u) \U000e0041now\u200b.\n"
    result = extracted(source)

    assert result.text == "See the map now.\n"
    assert result.locate(source.index("See")) == 0
    assert result.locate(source.index("map")) == 8
    assert result.locate(source.index("now")) == 12


def test_invisible_characters_are_gone_from_pages() -> None:
    """HTML hides characters as entities, too."""
    result = extracted("<p>ig&#8203;no\u202ere</p><p>two</p>", ".html")

    assert result.text == "ignore\n\ntwo\n"
    assert [block.span.of(result.text) for block in result.blocks] == ["ignore", "two"]


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".xhtml", ".rst", ".csv", ".tsv"])
def test_damage_is_told(suffix: str) -> None:
    """What had to be mended is told with the extract, in every format that is text."""
    assert len(extracted("“one” and “two".encode() + b"\xff", suffix).warnings) == 1


@given(st.data())
def test_loading_twice_gives_the_same(articles: SearchStrategy[str], data: st.DataObject) -> None:
    """The same bytes give the same text and the same blocks, in order and trimmed."""
    loader = loader_of(data.draw(st.sampled_from([".txt", ".md", ".html"])))
    source = data.draw(articles).encode()
    try:
        first, second = loader.extract(source), loader.extract(source)
    except ArticleError:  # control characters
        return
    position = 0
    for block in first.blocks:
        assert position <= block.span.start < block.span.end <= len(first.text)
        assert block.span.of(first.text) == block.span.of(first.text).strip()
        position = block.span.end

    assert (first.text, first.blocks) == (second.text, second.blocks)
    assert (first.title, first.date) == (second.title, second.date)


@given(st.data())
def test_offsets_of_a_file_never_go_backwards(
    articles: SearchStrategy[str], data: st.DataObject
) -> None:
    """`Extract.locate` is monotone and stays inside the text."""
    source = data.draw(articles).encode()
    try:
        result = extracted(source, data.draw(st.sampled_from([".txt", ".md"])))
    except ArticleError:  # control characters
        return
    places = [result.locate(offset) for offset in range(len(decode(source)[0]) + 1)]

    assert places == sorted(places)
    assert all(0 <= place <= len(result.text) for place in places)


@given(st.text(st.sampled_from("ab AB.,;:!?'\"“”()-–$%\n\r\t😀İ\u0301é1234"), max_size=120))
def test_a_text_file_without_markup_is_its_own_text(text: str) -> None:
    """Plain text comes out character by character, line ends included."""
    assert extracted(text, ".txt").text == text


def test_files_are_found_in_order(tmp_path: Path) -> None:
    """All formats are found below a folder; hidden and other files are left out."""
    for name in ("b.txt", "a.MD", "sub/c.html", "sub/.hidden/d.md", ".e.md", "f.xyz", "z.text"):
        written(tmp_path, name)

    assert [str(path.relative_to(tmp_path)) for path in find_files(tmp_path)] == [
        "a.MD",
        "b.txt",
        "sub/c.html",
        "z.text",
    ]


def test_one_file_is_found() -> None:
    """A path may be the file itself, of a format that can be read."""
    here = Path("tests/data/sentences.txt")

    assert list(find_files(here)) == [here]
    with pytest.raises(LibraryError, match=r"no format .* use one of \.csv, "):
        list(find_files(Path(__file__)))


@pytest.mark.parametrize("name", ["missing", "x" * 300, "a\0b"])
def test_a_path_that_cannot_be_is_told(tmp_path: Path, name: str) -> None:
    """A missing path is one clear error."""
    with pytest.raises(LibraryError, match="check the path"):
        list(find_files(tmp_path / name))


def test_an_empty_folder_holds_nothing(tmp_path: Path) -> None:
    """No files is no error here."""
    assert list(find_files(tmp_path)) == []


def test_links_are_followed_once(tmp_path: Path) -> None:
    """A loop of links ends, a broken link is found and told when it is read."""
    written(tmp_path, "sub/a.md")
    (tmp_path / "sub" / "loop").symlink_to(tmp_path)
    (tmp_path / "self.md").symlink_to(tmp_path / "self.md")
    (tmp_path / "gone.md").symlink_to(tmp_path / "nothing")

    found = list(find_files(tmp_path))

    assert [path.name for path in found] == ["gone.md", "self.md", "a.md"]
    for path in found[:2]:
        with pytest.raises(ArticleError):
            load_article(path)


def test_folders_are_nested_as_deep_as_they_like(tmp_path: Path) -> None:
    """What lies deeper than Python recurses is found, and costs nothing else."""
    depth = sys.getrecursionlimit() + 10
    deep = str(tmp_path) + "/d" * depth
    for level in range(1, depth + 1):
        os.mkdir(str(tmp_path) + "/d" * level)
    try:
        Path(deep, "a.md").write_text(PROSE, encoding="utf-8")
        assert [path.name for path in find_files(tmp_path)] == ["a.md"]
        Path(deep, "a.md").unlink()
    finally:  # which pytest could not
        for level in range(depth, 0, -1):
            os.rmdir(str(tmp_path) + "/d" * level)


def test_a_name_that_is_no_text_is_told(tmp_path: Path) -> None:
    """A file whose name is not UTF-8 cannot be shown or stored: rename it."""
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.md"))
    path.write_text(PROSE, encoding="utf-8")

    assert list(find_files(tmp_path)) == [path]
    with pytest.raises(ArticleError, match="not valid UTF-8"):
        read_bytes(path)


def test_a_file_deleted_meanwhile_is_told(tmp_path: Path) -> None:
    """A file may go between listing and reading."""
    path = written(tmp_path, "a.md")
    found = list(find_files(tmp_path))
    path.unlink()

    with pytest.raises(ArticleError, match="is gone"):
        load_article(found[0])


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        (b" \r\n\t ", "is empty"),
        ("\ufeff".encode(), "holds no text"),
        ("\u200b\u202e".encode(), "holds no text"),
        (b"<!-- nothing -->", "holds no text"),
        (b"\x00\x01\x02\x03", "is not text"),
    ],
)
@pytest.mark.parametrize("name", ["a.md", "a.html"])
def test_a_file_without_text_is_told(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    """Empty, blank, hidden and binary files are refused with the reason."""
    path = tmp_path / name
    path.write_bytes(data)

    with pytest.raises(ArticleError, match=message):
        load_article(path)


def test_front_matter_alone_is_no_text(tmp_path: Path) -> None:
    """A title without a text is no article."""
    with pytest.raises(ArticleError, match="holds no text"):
        load_article(written(tmp_path, "a.md", "---\ntitle: T\n---\n"))


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    """A folder or a device with the name of an article is refused, not read."""
    (tmp_path / "a.md").mkdir()

    with pytest.raises(ArticleError, match="cannot be listed"):
        load_article(tmp_path / "a.md")


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    """The size is looked at before the bytes."""
    path = tmp_path / "a.md"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)

    with pytest.raises(ArticleError, match="is too large"):
        load_article(path)


def test_an_unknown_format_is_refused(tmp_path: Path) -> None:
    """A file of another format is an error that names the formats."""
    with pytest.raises(ArticleError, match=r"use one of \.csv, "):
        load_article(written(tmp_path, "a.xyz"))


SIZE = 30_000
HARD = {
    **{mark: mark * SIZE for mark in '[*_(`<&>#|-\\!."“)]a \n'},
    "CRLF": "\r\n" * SIZE,
    "words": "word " * (SIZE // 5),
    "links": "[a](" * (SIZE // 4),
    "images": "![" * (SIZE // 2),
    "references": "[a][" * (SIZE // 4),
    "paragraphs": "word\n\n" * (SIZE // 6),
    "items": "- a\n" * (SIZE // 4),
    "quotations": "> " * (SIZE // 2),
    "emphasis": "*a* b\n" * (SIZE // 6),
    "mixed": "*a_ " * (SIZE // 4),
    "comments": "<!--" * (SIZE // 4),
    "declarations": "<![CDATA[ >" * (SIZE // 11),
    "instructions": "<div>\n" + "<? >" * (SIZE // 4),
    "definitions": "[x]: u 't'\n" * (SIZE // 11),
    "quoted attributes": "<b a='<b a=\"" * (SIZE // 12),
    "styles": "<p style='color:red;background:((" * (SIZE // 33),
    "readings": "<rp>(" * (SIZE // 5),
    "hidden": "<b hidden>" * (SIZE // 10),
    "divs": "<div class=nav>x" * (SIZE // 16),
    "headers": "<header>" * (SIZE // 8),
    "unknown": "<unk>" * (SIZE // 5),
    "cells": "<table><tr><td>" * (SIZE // 15),
    "attributes": "<b " + "a='b' " * (SIZE // 6),
    "fences": "```\nx\n```\n" * (SIZE // 10),
    "table": "|a|b|\n|-|-|\n" + "|c|d|\n" * (SIZE // 6),
    "abbreviations": "U.S. " * (SIZE // 5),
    "brackets": "(a. B " * (SIZE // 6),
    "broken": "a line that runs on\n\n" * (SIZE // 21),
    "front matter": "---\n" + "a: &a [*a]\n" * (SIZE // 11),
}


@pytest.mark.parametrize("text", HARD.values(), ids=[repr(name) for name in HARD])
def test_no_text_takes_quadratic_time(text: str) -> None:
    """Pathological files are read in seconds in every format."""
    # The slowest (images, cells) take one second for all three formats; what is quadratic with a
    # constant worth fearing takes minutes.
    with within(4):
        for suffix in (".txt", ".md", ".html"):
            result = extracted(text, suffix)
            split_sentences(result.text, result.blocks)


@pytest.mark.parametrize("title", [r"Bad \uD800", r"\UFFFFFFFF", r"\x00"])
def test_no_front_matter_stops_a_library(tmp_path: Path, title: str) -> None:
    """Escapes that YAML can write and nothing else can hold cost a title at most."""
    path = written(tmp_path, "a.md", f'---\ntitle: "{title}"\n---\nSome text stands here.\n')
    load_article(path).title.encode()
