"""Finding words in an article, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from assistant.types import BlockKind

from .articles import cited, written
from .reading_desk import Desk, desk_in

PARTS: list[tuple[BlockKind, str]] = [
    ("paragraph", "The café’s lamp — “the Lamp of İğneada” — was lit."),
    ("heading", "Ein\r\nLAMPenschirm"),
    ("paragraph", "A lamp\r\n  post. La\u0301mp, too: Lámp."),
    *[("paragraph", f"Line {number} says nothing of it.") for number in range(300)],
    ("paragraph", "At last the lamp goes out."),
]
ARTICLE = written("lamp.md", *PARTS, title="Of lamps")
QUOTE = cited(ARTICLE, "the Lamp of İğn")


@pytest.fixture
def desk(browser: Browser) -> Iterator[Desk]:
    """An article with a quote open, the focus on it."""
    with desk_in(browser, ARTICLE, quotes=[QUOTE]) as desk:
        desk.page.locator("#quote-0-1").click()
        desk.page.wait_for_selector("mark.now")
        yield desk


def lit(desk: Desk, name: str = "found-now") -> list[str]:
    """The words that the browser lights."""
    desk.page.wait_for_timeout(60)
    ranges: list[str] = desk.page.evaluate(
        "(name) => [...(CSS.highlights.get(name) ?? [])].map(String)", name
    )
    return ranges


def sought(desk: Desk, words: str) -> str:
    """What is said of a search for these words."""
    if not desk.page.locator(".find").is_visible():
        desk.page.keyboard.press("/")
    desk.page.locator(".find input").fill(words)
    return desk.page.locator(".find .found").text_content() or ""


def test_words_are_found_in_any_case_and_with_any_accents(desk: Desk) -> None:
    """Also in the title, a heading, and letters made of two characters; the text stays as it is."""
    before = desk.page.locator(".text").inner_html()
    assert sought(desk, "lámp") == "1 of 8"
    assert lit(desk) == ["lamp"]  # of the title, which is in view
    assert lit(desk, "found") == ["lamp", "Lamp", "LAMP", "lamp", "La\u0301mp", "Lámp"]
    assert sought(desk, "IGNEADA") == "1 of 1"
    assert lit(desk) == ["İğneada"]
    assert desk.page.locator(".text").inner_html() == before


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("lamp post", "lamp\r\n  post"),
        ("ein lampen", "Ein\r\nLAMPen"),
        ("cafe's", "café’s"),
        ('- "the', "— “the"),
        ("of igneada", "of İğneada"),
        ("  lamp   of ", "Lamp of"),
    ],
)
def test_what_is_typed_otherwise_is_found_all_the_same(desk: Desk, words: str, found: str) -> None:
    """White space, kinds of quotation marks and dashes, and where a quote ends do not matter."""
    assert sought(desk, words) == "1 of 1"
    assert lit(desk) == [found]


def test_stepping_through_what_is_found(desk: Desk) -> None:
    """Enter, Shift+Enter, the arrows and the buttons go round, and each place comes into view."""
    keys, told = desk.page.keyboard, desk.page.locator(".found")
    sought(desk, "lamp")
    for key, place in (("Enter", 2), ("ArrowDown", 3), ("Shift+Enter", 2), ("ArrowUp", 1)):
        keys.press(key)
        assert told.text_content() == f"{place} of 8"
    keys.press("Shift+Enter")
    assert told.text_content() == "8 of 8"
    desk.page.wait_for_timeout(150)
    box = desk.page.evaluate(
        "[...CSS.highlights.get('found-now')][0].getBoundingClientRect().toJSON()"
    )
    assert 100 < box["top"] < box["bottom"] < 800
    desk.page.get_by_role("button", name="Next match").click()
    assert told.text_content() == "1 of 8"
    desk.page.get_by_role("button", name="Previous match").click()
    assert told.text_content() == "8 of 8"


def test_nothing_found(desk: Desk) -> None:
    """It is said; marks of a search before are gone, and an empty search says nothing."""
    sought(desk, "lamp")
    assert sought(desk, "[a-z]*") == "Not found"
    assert lit(desk) == lit(desk, "found") == []
    desk.page.keyboard.press("Enter")
    assert desk.page.locator(".found").text_content() == "Not found"
    assert sought(desk, "   ") == ""


def test_escape_closes_the_search_first(desk: Desk) -> None:
    """The focus returns to where it was; only then another Escape leads back to the chat."""
    keys = desk.page.keyboard
    keys.press("Control+f")
    assert desk.page.evaluate("document.activeElement.type") == "search"
    keys.type("lamp")
    keys.press("Escape")
    assert not desk.page.locator(".find").is_visible()
    assert desk.page.evaluate("document.activeElement.id") == "lit"
    assert desk.page.evaluate("CSS.highlights.size") == 0
    keys.press("Escape")
    assert desk.page.evaluate("document.activeElement.id") == "quote-0-1"


def test_the_shortcuts_are_the_articles_own(desk: Desk) -> None:
    """Outside of it they are the browser's and the text box's; in the search box, characters."""
    desk.page.locator("#quote-0-1").focus()
    desk.page.keyboard.press("Control+f")
    desk.page.keyboard.press("/")
    assert not desk.page.locator(".find").is_visible()
    desk.page.locator(".page").focus()
    desk.page.keyboard.press("/")
    desk.page.keyboard.type("a/b")
    assert desk.page.locator(".find input").input_value() == "a/b"


def test_the_button_opens_and_closes(desk: Desk) -> None:
    """It says which of the two it will do."""
    button = desk.page.get_by_role("button", name="Find in this article")
    assert button.get_attribute("aria-expanded") == "false"
    button.click()
    assert button.get_attribute("aria-expanded") == "true"
    assert desk.page.evaluate("document.activeElement.type") == "search"
    desk.page.get_by_role("button", name="Close the search").click()
    assert button.get_attribute("aria-expanded") == "false"
    assert not desk.page.locator(".find").is_visible()


def test_another_article_ends_the_search(desk: Desk) -> None:
    """What was lit in the old one is forgotten, and the new one can be searched."""
    sought(desk, "lamp")
    desk.open("quote-0-1")
    assert not desk.page.locator(".find").is_visible()
    assert desk.page.evaluate("CSS.highlights.size") == 0
    desk.page.locator(".page").focus()
    assert sought(desk, "line 299") == "1 of 1"


def test_a_search_of_a_long_article_is_quick(browser: Browser) -> None:
    """A letter that stands in it 100,000 times is counted, and lit where it is in view."""
    parts: list[tuple[BlockKind, str]] = [
        ("paragraph", f"Line {n}: élan eases every evening here.") for n in range(20_000)
    ]
    article = written("long.md", *parts, title="Long")
    with desk_in(browser, article, quotes=[cited(article, "Line 9:")]) as desk:
        desk.open("quote-0-1")
        desk.page.locator(".page").focus()
        begun = desk.page.evaluate("performance.now()")
        assert sought(desk, "e").endswith(" of 200,000")
        assert desk.page.evaluate("performance.now()") - begun < 3000
        assert 10 < len(lit(desk, "found")) < 2000


@pytest.mark.parametrize("letter", ["e", "é"])
def test_a_paragraph_of_a_megabyte(browser: Browser, letter: str) -> None:
    """All of it is one block in view: only what is near the match that is shown is lit."""
    text = f"{letter}el " * 250_000 + "end"
    article = written("one.md", ("paragraph", text), title="One")
    with desk_in(browser, article, quotes=[cited(article, "end")]) as desk:
        desk.open("quote-0-1")
        desk.page.locator(".page").focus()
        begun = desk.page.evaluate("performance.now()")
        assert sought(desk, "e").endswith(" of 500,002")
        assert desk.page.evaluate("performance.now()") - begun < 5000
        assert len(lit(desk, "found")) <= 2000
        assert sought(desk, "end") == "1 of 1"
        assert lit(desk) == ["end"]
