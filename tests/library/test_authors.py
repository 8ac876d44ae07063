"""Who wrote an article, or where it is from, as front matter and pages say it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pace import within

from assistant.library.authors import AUTHOR_CHARACTERS
from assistant.library.files import load_article
from assistant.library.loaders import extract_file, make_article


def author_of(text: str, suffix: str = ".md") -> str | None:
    """The author of a file with this text."""
    data = text.encode()
    return make_article("a", data, extract_file(Path(f"a{suffix}"), data)).author


@pytest.mark.parametrize(
    ("matter", "author"),
    [
        ("author: Selma Aksoy", "Selma Aksoy"),
        ("Author: '  Selma\n\n  Aksoy '", "Selma Aksoy"),
        ("authors: [Selma Aksoy, Osman Kaya, Selma Aksoy]", "Selma Aksoy, Osman Kaya"),
        ("authors:\n  - name: Selma Aksoy\n    page: x\n  - Osman Kaya", "Selma Aksoy, Osman Kaya"),
        ("author: {name: Selma Aksoy}", "Selma Aksoy"),
        ("author:\n  - '[[Selma Aksoy]]'", "Selma Aksoy"),
        ("byline: By Selma Aksoy", "Selma Aksoy"),
        ("author: Byron", "Byron"),
        ("site: The Cape\nauthor: Selma Aksoy", "Selma Aksoy"),
        ("author: https://example.org/selma\nsite: The Cape", "The Cape"),
        ("author: ~\nauthors: []\npublisher: The Cape", "The Cape"),
        ("author: ''\nsource: https://www.example.org/lamp?x=1#y", "example.org"),
        ("source: file:///srv/lamp.md", None),
        ("sources: [The Cape]", None),
        ("author: 1984", "1984"),
        ("author: !!seq x", "x"),
        ("author: &a [*a]", None),
        ("author: !!python/object/apply:os.system [x]", None),
        ("author: <b>Selma</b> & co", "<b>Selma</b> & co"),
        ('author: "Sel\\u202Ema\\0 \\uD800"', "Selma \ufffd"),
        ("author: " + "x" * 500, "x" * (AUTHOR_CHARACTERS - 1) + "…"),
        ("title: x", None),
    ],
)
def test_front_matter_names_the_author(matter: str, author: str | None) -> None:
    """People come before sites, on one visible line; addresses are no names."""
    assert author_of(f"---\n{matter}\n---\nThe lamp was lit.\n") == author


@pytest.mark.parametrize(
    ("head", "author"),
    [
        ("<meta name=Author content=' Selma \n Aksoy '>", "Selma Aksoy"),
        ("<meta name=author content=A><meta name=author content=B>", "A, B"),
        ("<meta property='article:author' content='Selma Aksoy'>", "Selma Aksoy"),
        (
            "<meta property='article:author' content='https://example.org/selma'>"
            "<meta property='og:site_name' content='The &lt;Cape&gt;'>",
            "The <Cape>",
        ),
        ("<meta name=application-name content='The Cape'>", "The Cape"),
        (
            "<meta name=application-name content=App>"
            "<meta property='og:site_name' content='The Cape'><meta name=author content=' '>",
            "The Cape",
        ),
        ("<meta name=author><meta content=x>", None),
        ("<script type='application/ld+json'>{\"author\": 1}</script>", None),
    ],
)
def test_a_page_names_its_author(head: str, author: str | None) -> None:
    """The author, else the site, as the page's own description says it."""
    page = f"<html><head>{head}</head><body><p>The lamp was lit.</p></body></html>"

    assert author_of(page, ".html") == author


def test_an_author_changes_no_text(tmp_path: Path) -> None:
    """Who wrote it stands beside an article's text, not in it."""
    file = tmp_path / "lamp.md"
    file.write_text("---\nauthor: Selma Aksoy\n---\nThe lamp was lit.\n")
    article = load_article(file)

    assert (article.author, article.text) == ("Selma Aksoy", "The lamp was lit.\n")


@given(st.text(max_size=300))
def test_any_name_is_one_short_line(name: str) -> None:
    """Whatever stands where a name should, an author is visible, on one line and not long."""
    quoted = name.encode("utf-8", "replace").decode().replace("'", "''")
    long = "The lamp was lit.\n" * 600  # else control characters alone make a file binary
    author = author_of(f"---\nauthor: '{quoted}'\n---\n{long}")

    if author is not None:
        assert author == " ".join(author.split())
        assert 0 < len(author) <= AUTHOR_CHARACTERS


@pytest.mark.parametrize(
    ("text", "suffix"),
    [
        (
            f"---\na: &a [{'x,' * 20_000}]\n"
            + "".join(f"k{number}: *a\n" for number in range(2000))
            + "authors: *a\n---\nText.\n",
            ".md",
        ),
        ("<meta name=author content=x>" * 20_000 + "<p>Text.</p>", ".html"),
    ],
)
def test_a_thousand_names_cost_no_time(text: str, suffix: str) -> None:
    """Lists that aliases multiply and endless elements are read in part."""
    with within(5):
        assert author_of(text, suffix) == "x"
