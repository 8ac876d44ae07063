"""How an article is laid out in a real browser: long ones, narrow windows, for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace

import pytest
from playwright.sync_api import Browser

from assistant.types import BlockKind

from .accessibility import faults
from .articles import LIGHT, QUOTES, cited, written
from .reading_desk import Begin, desk_in


@pytest.fixture
def begin(browser: Browser) -> Iterator[Begin]:
    """Makes desks, each with other articles or in another window."""
    with ExitStack() as open_desks:
        yield lambda *articles, **given: open_desks.enter_context(
            desk_in(browser, *articles, **given)
        )


def opening(begin: Begin, paragraphs: int, width: int) -> float:
    """Milliseconds until quotes near the end, in the middle and at the start are in view: most."""
    parts: list[tuple[BlockKind, str]] = [
        ("paragraph", f"Line {n} says that the lamp was lit as ever.") for n in range(paragraphs)
    ]
    article = written("long.md", *parts, title="Long")
    lines = (paragraphs - 50, paragraphs // 2, 7)
    quotes = tuple(cited(article, f"Line {n} says") for n in lines)
    quotes = tuple(replace(quote, id=n) for n, quote in enumerate(quotes, start=1))
    desk = begin(article, quotes=quotes, viewport={"width": width, "height": 740})
    desk.front()
    longest = 0.0
    for number in (1, 2, 3):
        took = desk.page.evaluate(
            """(html) => new Promise((done) => {
              const begun = performance.now();
              window.put(html);
              requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)));
            })""",
            desk.followed(f"quote-0-{number}"),
        )
        longest = max(longest, took)
        assert desk.in_view()
    return longest


@pytest.mark.parametrize("width", [1360, 360])
def test_a_long_article_opens_quickly(begin: Begin, width: int) -> None:
    """20,000 paragraphs take hardly more than ten times what 2,000 do, wherever the quote is."""
    short = max(50.0, opening(begin, 2_000, width))
    assert opening(begin, 20_000, width) < 3 * 10 * short


@pytest.mark.parametrize("width", [360, 800, 1000, 1360])
def test_nothing_sticks_out(begin: Begin, width: int) -> None:
    """From phones to wide screens no part of the bar, the list or the search is cut off."""
    gone = replace(QUOTES[2], status="missing")
    quotes = (*QUOTES[:2], gone, QUOTES[3])
    desk = begin(LIGHT, quotes=quotes, viewport={"width": width, "height": 740})
    desk.front()

    def outside() -> list[str]:
        cut: list[str] = desk.page.evaluate(
            """() => {
              const pane = document.querySelector("#reader .reader").getBoundingClientRect();
              return [...document.querySelectorAll("#reader .reader *")].filter((node) => {
                const box = node.getBoundingClientRect();
                return node.checkVisibility() && box.width > 1
                  && (box.left < pane.left - 1 || box.right > pane.right + 1);
              }).map((node) => node.outerHTML.slice(0, 80));
            }"""
        )
        return cut

    for place in ("quote-0-2", "quote-0-3"):
        desk.open(place)
        desk.page.locator(".quotes summary").click()
        assert desk.page.locator(".listed").is_visible()
        assert outside() == []
        desk.page.locator(".quotes summary").click()
    desk.open("quote-0-1")
    desk.page.get_by_role("button", name="Find in this article").click()
    desk.page.keyboard.type("nobody")
    assert outside() == []
    boxes = [
        desk.page.locator(name).bounding_box()
        for name in (".ways", ".running", ".tool[data-find]", ".way")
    ]
    for first, box in enumerate(boxes):
        for other in boxes[first + 1 :]:
            assert box
            assert other
            apart = box["x"] + box["width"] <= other["x"] + 1
            apart |= other["x"] + other["width"] <= box["x"] + 1
            apart |= box["y"] + box["height"] <= other["y"] + 1
            assert apart, "two parts of the bar lie over each other"


@pytest.mark.parametrize("theme", ["", "dark"])
def test_everybody_can_use_it(begin: Begin, theme: str) -> None:
    """Contrast, names and roles hold in both themes, with all unfolded and the card shown."""
    desk = begin(theme=theme)
    desk.open("quote-0-2")
    desk.page.locator(".outline summary").click()
    desk.page.get_by_role("button", name="Find in this article").click()
    desk.page.keyboard.type("nobody")
    desk.page.locator(".quotes summary").click()
    desk.page.locator("#quote-0-1").hover()
    desk.page.wait_for_selector("#card:popover-open")
    assert desk.page.locator("details[open]").count() == 2
    assert [fault for fault in faults(desk.page) if "#reader" in fault or "card" in fault] == []
    edited = replace(LIGHT, sha256="1" * 64, text="Other words.", blocks=())
    changed = begin(edited, theme=theme)
    changed.open("quote-0-1")
    assert [fault for fault in faults(changed.page) if "#reader" in fault] == []
