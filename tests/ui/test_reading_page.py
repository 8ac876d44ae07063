"""Reading an article in a real browser: its quotes, its headings, copying, and where one is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace

import pytest
from playwright.sync_api import Browser

from assistant.types import BlockKind

from .articles import BELL, HARBOR, LAMP, LIGHT, QUOTES, TOWER, cited, written
from .reading_desk import Begin, desk_in


@pytest.fixture
def begin(browser: Browser) -> Iterator[Begin]:
    """Makes desks, each with other articles or in another window."""
    with ExitStack() as open_desks:
        yield lambda *articles, **given: open_desks.enter_context(
            desk_in(browser, *articles, **given)
        )


def test_a_citation_brings_its_quote_into_view(begin: Begin) -> None:
    """Each one followed is lit strongly and in view, others of its article softly."""
    desk = begin()
    for number, quote in enumerate(QUOTES, start=1):
        desk.page.locator(f"#quote-0-{number}").click()
        desk.page.wait_for_selector(f"[data-place=quote-0-{number}]")
        assert desk.page.locator("mark.now").text_content() == quote.quote
        assert desk.in_view()
        assert desk.focused() == "lit"
        soft = desk.page.locator("mark.lit:not(.now)").all_text_contents()
        assert soft == [q.quote for q in QUOTES if q.source == quote.source and q is not quote]


def test_stepping_keeps_the_order_of_the_answer(begin: Begin) -> None:
    """Next goes from article to article as the answer does, and round; it keeps the focus."""
    desk = begin()
    desk.open("quote-0-1")
    for number, title in ((2, "light"), (3, "harbor"), (4, "light"), (1, "light")):
        desk.page.get_by_role("button", name="Next quote").press("Enter")
        desk.page.wait_for_selector(f"[data-place=quote-0-{number}]")
        assert desk.page.locator(".at").text_content() == f"Quote {number} of 4"
        article = 1 if title == "light" else 2
        assert desk.page.locator(".of").text_content() == f"Article {article} of 2"
        assert desk.page.locator(".page h2").text_content() == f"The {title}"
        assert desk.in_view()
        label = desk.page.evaluate("document.activeElement.getAttribute('aria-label')")
        assert label == "Next quote"


def test_any_quote_can_be_chosen_from_the_list(begin: Begin) -> None:
    """By keyboard alone: the list opens, leads to a quote and is folded; Escape folds it, too."""
    desk = begin()
    desk.open("quote-0-1")
    keys = desk.page.keyboard
    desk.page.locator(".quotes summary").focus()
    keys.press("Enter")
    assert desk.page.locator(".listed button").all_text_contents()[2] == f"4 {BELL}"
    keys.press("Escape")
    assert desk.page.locator(".quotes[open]").count() == 0
    keys.press("Enter")
    for _ in range(4):
        keys.press("Tab")
    keys.press("Enter")
    desk.page.wait_for_selector("[data-place=quote-0-3]")
    assert desk.page.locator(".quotes[open]").count() == 0
    assert desk.focused() == "lit"
    assert desk.in_view()


@pytest.mark.parametrize("secure", [True, False])
def test_a_quote_is_copied(begin: Begin, secure: bool) -> None:
    """With its reference, also where the browser has no clipboard for scripts; it is said."""
    desk = begin(permissions=["clipboard-read", "clipboard-write"])
    desk.open("quote-0-2")
    if not secure:
        desk.page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    desk.page.get_by_role("button", name="Copy this quote with its reference").press("Enter")
    desk.page.wait_for_selector("[role=status]:text-is('Copied')")
    assert desk.page.evaluate("document.activeElement.className.includes('copy')")
    desk.page.evaluate("document.body.append(document.createElement('textarea'))")
    desk.page.locator("body > textarea").focus()
    desk.page.keyboard.press("Control+V")
    start = QUOTES[1].start
    assert desk.page.locator("body > textarea").input_value() == (
        f"“{TOWER}”\nAyşe Demir, The light, 2021-05-04, light.md, "
        f"under “Part 1 of The light”, characters {start}–{start + len(TOWER)}"
    )


def test_where_one_is(begin: Begin) -> None:
    """The bar names the heading in view and how far down it is; no reader is told at each step."""
    desk = begin()
    desk.read("light.md")
    running = desk.page.locator(".running")
    assert running.text_content() == "0 % · Part 0 of The light"
    assert running.get_attribute("aria-hidden") == "true"
    desk.page.locator(".page").evaluate("page => page.scrollTo(0, page.scrollHeight)")
    desk.page.wait_for_function(
        "document.querySelector('.running').textContent === '100 % · Part 2 of The light'"
    )
    width = desk.page.evaluate(
        "document.querySelector('.progress').getBoundingClientRect().width"
        " / document.querySelector('#reader .bar').getBoundingClientRect().width"
    )
    assert width == pytest.approx(1, abs=0.01)


def test_a_short_article_has_no_progress(begin: Begin) -> None:
    """Where all is in sight there is nothing to say."""
    desk = begin(written("light.md", ("paragraph", f"{LAMP} {TOWER} {BELL}")), HARBOR)
    desk.read("light.md")
    assert desk.page.locator(".running").text_content() == ""
    assert not desk.page.locator(".progress").is_visible()


def test_the_outline_leads_to_headings(begin: Begin) -> None:
    """It is folded at first; a link in it moves the text and the focus, not the address."""
    desk = begin()
    desk.read("light.md")
    assert not desk.page.locator(".outline a").first.is_visible()
    desk.page.locator(".outline summary").press("Enter")
    desk.page.get_by_role("link", name="Part 2 of The light").press("Enter")
    assert desk.page.evaluate("document.activeElement.textContent.trim()") == "Part 2 of The light"
    assert desk.in_view(f"#{desk.focused()}")
    assert "#" not in desk.page.url


def test_escape_leads_back_to_the_citation(begin: Begin) -> None:
    """From the quote that was followed to the link that led there."""
    desk = begin()
    desk.page.locator("#quote-0-2").focus()
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_selector("mark.now")
    assert desk.focused() == "lit"
    desk.page.keyboard.press("Escape")
    assert desk.focused() == "quote-0-2"


def test_what_became_of_quotes(begin: Begin) -> None:
    """Moved, changed and gone ones say so where it is seen, and each can be gone to."""
    edited = replace(
        LIGHT, sha256="1" * 64, text=("x" * 3000 + LIGHT.text).replace("bell", "gong"), blocks=()
    )
    desk = begin(edited)
    for number, said in ((1, "stand at"), (4, "no longer in it"), (3, "gone")):
        desk.page.locator(f"#quote-0-{number}").click()
        desk.page.wait_for_selector(f"[data-place=quote-0-{number}]")
        assert said in (desk.page.locator(".reader > .status").text_content() or "")
        assert desk.in_view()
        assert desk.focused() == "lit"
        assert QUOTES[number - 1].quote in (desk.page.locator("#lit").text_content() or "")


def test_nothing_in_an_article_runs(begin: Begin) -> None:
    """Markup in a title, a heading, a quote, a name shows as it is written, also when copied."""
    nasty = "<img src=x onerror=window.pwned=1>\"' $& ${x} {heading} \u202egnp.exe"
    parts: list[tuple[BlockKind, str]] = [("heading", f"{nasty} {n}") for n in range(3)]
    parts += [("paragraph", nasty)] * 60
    article = replace(written("x.md", *parts, title=nasty), author=nasty, source=nasty)
    desk = begin(article, quotes=(cited(article, f"{nasty} 1"), cited(article, f"{nasty} 2", 2)))
    for number in (1, 2):
        desk.open(f"quote-0-{number}")
        assert desk.page.locator(".page h2").text_content() == nasty
        assert desk.page.locator(".text").text_content() == article.text
        assert nasty in (desk.page.locator(".running").text_content() or "")
    desk.page.locator("#quote-0-1").hover()
    desk.page.locator("#card .title").wait_for()
    assert desk.page.locator("#card .title").text_content() == nasty
    assert desk.page.locator("#desk img, #card img").count() == 0
    assert desk.page.evaluate("window.pwned") is None
