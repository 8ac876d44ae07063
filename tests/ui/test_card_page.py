"""The card beside a link to a quote, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser

from assistant.types import Status

from .articles import cited, written
from .reading_desk import Desk, desk_in

ARTICLE = written(
    "a.md",
    *[
        ("paragraph", f"Before {n}. The tower has {n} windows in its walls. After {n}.")
        for n in range(30)
    ],
    title="The tower",
)
QUOTES = tuple(cited(ARTICLE, f"The tower has {n} windows in its walls.", n + 1) for n in range(30))
SHOWN = "#card:popover-open"


@pytest.fixture(params=[{}])
def desk(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Desk]:
    """Thirty quotes in the chat."""
    with desk_in(browser, ARTICLE, quotes=QUOTES, **request.param) as desk:
        yield desk


def test_pointing_at_a_link_shows_its_quote_in_context(desk: Desk) -> None:
    """Title, date and status with it; the link is described by it as long as it is there."""
    link = desk.page.locator("#quote-0-3")
    link.hover()
    desk.page.wait_for_selector(SHOWN)
    assert desk.page.locator("#card mark").text_content() == QUOTES[2].quote
    context = desk.page.locator("#card .context").text_content() or ""
    assert f"Before 2. {QUOTES[2].quote} After 2." in context
    assert desk.page.locator("#card .from").text_content() == "The tower 4 May 2021"
    assert desk.page.locator("#card .status").text_content() == "Stands in the file, word for word"
    assert link.get_attribute("aria-describedby") == "card"
    desk.page.mouse.move(5, 5)
    desk.page.wait_for_selector(SHOWN, state="detached")
    assert link.get_attribute("aria-describedby") is None


def test_the_card_can_be_pointed_at(desk: Desk) -> None:
    """It stays while the pointer is on it, and goes when that leaves it."""
    desk.page.locator("#quote-0-1").hover()
    desk.page.wait_for_selector(SHOWN)
    box = desk.page.locator("#card").bounding_box()
    assert box
    desk.page.mouse.move(box["x"] + 40, box["y"] + 20, steps=4)
    desk.page.wait_for_timeout(400)
    assert desk.page.locator(SHOWN).count() == 1
    desk.page.mouse.move(5, 5)
    desk.page.wait_for_selector(SHOWN, state="detached")


def test_a_pointer_that_passes_shows_nothing(desk: Desk) -> None:
    """Only who stays a moment wants it."""
    desk.page.locator("#quote-0-1").hover()
    desk.page.mouse.move(5, 5)
    desk.page.wait_for_timeout(300)
    assert desk.page.locator("#card").count() == 0


def test_escape_dismisses_it(desk: Desk) -> None:
    """Without moving the pointer or the focus, and without anything else that Escape does."""
    desk.open("quote-0-2")
    desk.page.locator("#lit").focus()
    desk.page.locator("#quote-0-1").hover()
    desk.page.wait_for_selector(SHOWN)
    desk.page.keyboard.press("Escape")
    assert desk.page.locator(SHOWN).count() == 0
    assert desk.page.evaluate("document.activeElement.id") == "lit"


def test_the_keyboard_shows_it_too(desk: Desk) -> None:
    """It comes with the focus and goes with it, or with the link being followed."""
    desk.page.keyboard.press("Tab")
    for number in (1, 2):
        desk.page.wait_for_selector(f"#quote-0-{number}[aria-describedby=card]")
        assert desk.page.locator("#card mark").text_content() == QUOTES[number - 1].quote
        desk.page.keyboard.press("Tab")
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_selector("mark.now")
    desk.page.wait_for_timeout(250)
    assert desk.page.locator(SHOWN).count() == 0
    desk.page.keyboard.press("Escape")  # back to the link: what it leads to has been read
    desk.page.wait_for_timeout(250)
    assert desk.page.evaluate("document.activeElement.id") == "quote-0-3"
    assert desk.page.locator(SHOWN).count() == 0


@pytest.mark.parametrize(
    "desk",
    [
        {"viewport": {"width": 1360, "height": 800}},
        {"viewport": {"width": 800, "height": 500}},
        {"viewport": {"width": 360, "height": 740}},
        {"viewport": {"width": 320, "height": 300}},
    ],
    indirect=True,
)
def test_it_stays_inside_the_window(desk: Desk) -> None:
    """Wherever the link stands, the card is beside it, not over it, and no part is cut off."""
    size = desk.page.viewport_size
    assert size
    for number in (1, 2, 9, 30):
        link = desk.page.locator(f"#quote-0-{number}")
        link.scroll_into_view_if_needed()
        link.hover()
        desk.page.wait_for_selector(f"#quote-0-{number}[aria-describedby=card]")
        box, at = desk.page.locator("#card").bounding_box(), link.bounding_box()
        assert box
        assert at
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= size["width"]
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= size["height"]
        assert box["y"] >= at["y"] + at["height"] or box["y"] + box["height"] <= at["y"]
        desk.page.mouse.move(1, 1)
        desk.page.wait_for_selector(SHOWN, state="detached")


@pytest.mark.parametrize(
    "desk", [{"has_touch": True, "viewport": {"width": 360, "height": 740}}], indirect=True
)
def test_a_touch_opens_the_article_instead(desk: Desk) -> None:
    """There is nothing to point with, so no card comes up."""
    desk.page.locator("#quote-0-1").tap()
    desk.page.wait_for_selector("mark.now")
    desk.page.wait_for_timeout(300)
    assert desk.page.locator(SHOWN).count() == 0


def test_cards_are_no_part_of_what_is_copied(desk: Desk) -> None:
    """The text of the chat is the quotes, their numbers and their titles; no context is in it."""
    assert "Before 2." not in (desk.page.locator("#log").text_content() or "")
    assert "Before 2." not in desk.page.locator("#log").inner_text()


def test_it_follows_its_link_when_the_chat_scrolls(desk: Desk) -> None:
    """And goes when that has left the window."""
    desk.page.locator("#log").evaluate(
        "log => { log.style.cssText = 'height: 800px; overflow: auto' }"
    )
    desk.page.locator("#quote-0-4").hover()
    desk.page.wait_for_selector(SHOWN)
    before = desk.page.locator("#card").bounding_box()
    desk.page.locator("#log").evaluate("log => log.scrollBy(0, 40)")
    desk.page.wait_for_timeout(60)
    after = desk.page.locator("#card").bounding_box()
    assert before
    assert after
    assert after["y"] == pytest.approx(before["y"] - 40, abs=2)
    desk.page.locator("#log").evaluate("log => log.scrollBy(0, 1200)")
    desk.page.wait_for_selector(SHOWN, state="detached")


@pytest.mark.parametrize("status", ["moved", "changed", "missing"])
def test_a_card_warns(browser: Browser, status: Status) -> None:
    """A quote that no longer stands where it did is marked in the card."""
    with desk_in(browser, ARTICLE, quotes=[replace(QUOTES[0], status=status)]) as desk:
        desk.page.locator("#quote-0-1").hover()
        desk.page.wait_for_selector(f"#card .status.{status}")
