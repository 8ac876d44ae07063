"""The page in a real browser."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from assistant.answering.replying import read_answer

from .visiting import Site, Visit

PHONE = {"viewport": {"width": 360, "height": 740}}
LAMP = "How many liters of oil did the lamp burn a night?"


def sources(site: Site) -> dict[str, str]:
    """The source of each article, by its file name."""
    return {entry.source.rsplit("/", 1)[-1]: entry.source for entry in site.assistant.entries()}


def after(event: threading.Event, act: Callable[..., Any]) -> Callable[..., Any]:
    """The same act, once that has happened."""

    def wait(*given: Any, **named: Any) -> Any:
        assert event.wait(60)
        return act(*given, **named)

    return wait


def test_a_citation_lights_exactly_its_quote(site: Site, visit: Visit) -> None:
    """Every citation of an answer brings its article up with that quote lit, and in view."""
    visit.ask(LAMP)
    article = site.assistant.article(sources(site)["lighthouse.md"])
    quotes = visit.page.locator(".quote")
    assert quotes.count() > 0
    for number in range(quotes.count()):
        quotes.nth(number).locator("a.cite").click()
        visit.page.wait_for_selector(f"#quote-0-{number + 1}[aria-current=true]")
        text, start, end = visit.lit()
        assert text == quotes.nth(number).locator("q").text_content()
        if visit.page.locator(".page h2").text_content() == article.title:
            assert text == article.text[start:end]
    quotes.first.locator("a.cite").click()
    visit.page.wait_for_selector("#quote-0-1[aria-current=true]")
    assert "12 liters" in visit.lit()[0]


def test_a_quote_far_down_is_scrolled_to(visit: Visit) -> None:
    """The lit quote of a long article lies inside its pane, without the page having moved."""
    visit.ask("How many houses near wall number 1377?")
    visit.page.locator(".quote", has_text="1377").locator("a.cite").click()
    visit.page.wait_for_selector("mark.now:has-text('1377')")
    visit.page.wait_for_timeout(300)
    pane = visit.page.locator("article.page").bounding_box()
    mark = visit.page.locator("mark.now").bounding_box()
    assert pane
    assert mark
    assert pane["y"] < mark["y"] < mark["y"] + mark["height"] < pane["y"] + pane["height"]
    assert visit.page.evaluate("scrollY") == 0


def test_markup_in_articles_and_questions_is_text(site: Site, visit: Visit) -> None:
    """Scripts, images, Markdown and braces show as they are written, and nothing runs."""
    question = "<img src=x onerror=window.pwned=4> how many signatures in the guest book {{value}}?"
    visit.ask(question)
    assert visit.page.locator(".question").text_content() == question
    text, start, end = visit.lit()
    article = site.assistant.article(sources(site)["guest-book.txt"])
    assert text == article.text[start:end]
    shown = visit.page.locator(".text").text_content()
    assert shown == article.text
    assert '<img src=x onerror="window.pwned=2">' in shown
    visit.ask("How many fishing boats does the harbor master of Cide count?")
    title = site.assistant.article(sources(site)["harbor.md"]).title
    assert visit.page.locator(".turn").last.locator("h3").first.text_content() == title
    expect(visit.page.locator(".page h2")).to_have_text(title)
    assert visit.page.locator("#desk img, #desk b, #desk script").count() == 0
    assert visit.page.evaluate("window.pwned") is None


def test_what_is_not_there(visit: Visit) -> None:
    """Without an answer the page says so; a nearest passage opens lit, but not as a quote."""
    visit.ask("Who won the football World Cup of 1998 in Paris?")
    assert visit.page.locator(".none").text_content() == "Not in these articles"
    assert visit.page.locator(".quote").count() == 0
    visit.page.locator(".abstention a").first.click()
    visit.page.wait_for_selector("mark.near.now")
    assert visit.page.locator("mark.lit").count() == 0


def test_several_questions_and_a_new_conversation(visit: Visit) -> None:
    """Each question keeps its own quotes; the way back to nothing is one button."""
    visit.ask(LAMP)
    visit.ask("Who was its keeper?")
    assert visit.page.locator(".turn").count() == 2
    first = visit.page.locator(".turn").first.locator("q").first.text_content()
    visit.page.locator("#quote-0-1").click()
    visit.page.wait_for_selector("#quote-0-1[aria-current=true]")
    assert visit.lit()[0] == first
    visit.page.get_by_role("button", name="New conversation").click()
    visit.page.wait_for_selector(".empty")
    assert visit.page.locator("ul.library > li").count() == 4
    visit.ask(LAMP)
    assert visit.page.locator(".turn").count() == 1


def test_retrieval_shows_before_the_answer(
    site: Site, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The question stands there at once, then what is read; the box is locked until the end."""
    searched, read = threading.Event(), threading.Event()
    search = site.assistant.retriever.search
    monkeypatch.setattr(site.assistant.retriever, "search", after(searched, search))
    monkeypatch.setattr("assistant.answering.chain.read_answer", after(read, read_answer))
    box, reading = visit.page.locator("#question textarea"), visit.page.locator("#log .reading")
    turns = visit.begin(LAMP)
    expect(reading).to_contain_text("Looking through 4 articles")
    expect(box).to_be_disabled()
    searched.set()
    expect(reading).to_contain_text(re.compile("Reading .*İğneada"))
    expect(box).to_be_disabled()
    read.set()
    visit.settle(turns)
    expect(reading).to_have_count(0)
    expect(box).to_be_enabled()


def test_a_refusal_is_one_calm_line(visit: Visit) -> None:
    """A question that cannot be asked says why and stays in the box; the next one works."""
    notice = visit.page.locator("#notice [role=alert]:visible")
    for question, why in (("?!", "no words"), ("x" * 2500, "2500 characters")):
        visit.begin(question)
        notice.filter(has_text=why).wait_for()
        assert visit.page.locator(".turn").count() == 0
        assert visit.page.locator("#question textarea").input_value() == question
    visit.page.locator("#notice [data-close]").click()
    assert notice.count() == 0
    visit.ask(LAMP)
    assert visit.page.locator(".turn").last.locator(".quote").count() > 0


def test_the_library_opens_articles(site: Site, visit: Visit) -> None:
    """Every article is listed and shows its whole text, character for character."""
    assert visit.page.locator(".library .open").count() == len(site.assistant.entries())
    for entry in site.assistant.entries():
        visit.page.locator(f'.library [data-source="{entry.source}"] .open').click()
        visit.page.wait_for_selector(".text")
        assert visit.page.locator(".page h2").text_content() == entry.title
        text = visit.page.locator(".text").text_content()
        assert text == site.assistant.article(entry.source).text
        visit.page.locator("#reader .bar [data-go=library]").click()
        visit.page.wait_for_selector(".library")


def test_an_example_asks_itself(visit: Visit) -> None:
    """A click on an example is a question."""
    visit.page.locator(".examples button").last.click()
    visit.settle(1)
    assert visit.page.locator(".plain li").count() == 4


def test_the_keyboard_is_enough(visit: Visit) -> None:
    """From the question to the lit quote and back, with Enter, Tab, Shift+Enter and Escape."""
    keys = visit.page.keyboard
    visit.page.locator("#question textarea").focus()
    keys.type("How many liters of oil")
    keys.press("Shift+Enter")
    keys.type("did the lamp burn?")
    assert "\n" in visit.page.locator("#question textarea").input_value()
    keys.press("Enter")
    visit.settle(1)
    visit.page.wait_for_function("document.activeElement.matches('#question textarea')")
    for _ in range(30):
        keys.press("Shift+Tab")
        if visit.page.evaluate("document.activeElement.id") == "quote-0-1":
            break
    outline = visit.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    keys.press("Enter")
    visit.page.wait_for_function("document.activeElement.id === 'lit'")
    assert "12 liters" in visit.lit()[0]
    keys.press("Escape")
    visit.page.wait_for_function("document.activeElement.id === 'quote-0-1'")


def test_quotes_can_be_stepped_through(visit: Visit) -> None:
    """Next goes from quote to quote and keeps the focus, so that it can be pressed again."""
    visit.ask("Who was the keeper of the lighthouse and how high is the tower?")
    total = visit.page.locator(".quote").count()
    assert total > 1
    following = visit.page.get_by_role("button", name="Next quote")
    for number in [*range(2, total + 1), 1]:
        following.press("Enter")
        visit.page.wait_for_selector(f"#quote-0-{number}[aria-current=true]")
        quote = visit.page.locator(f".quote[data-go=quote-0-{number}] q").text_content()
        assert visit.lit()[0] == quote
        assert following.evaluate("button => button === document.activeElement")


@pytest.mark.parametrize("visit", [PHONE], indirect=True)
def test_on_a_phone(visit: Visit) -> None:
    """At 360 pixels nothing sticks out; a citation leads to the article, a link leads back."""

    def sticking_out() -> int:
        width: int = visit.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        return width

    assert sticking_out() <= 0
    visit.ask(LAMP)
    assert sticking_out() <= 0
    assert visit.page.locator(".question").is_visible()
    visit.page.locator("#quote-0-1").click()
    visit.page.wait_for_function(
        """() => { const mark = document.querySelector("#lit")?.getBoundingClientRect();
                   return mark && mark.top > 0 && mark.bottom < innerHeight; }"""
    )
    assert sticking_out() <= 0
    visit.page.get_by_role("link", name="Back to the chat").click()
    visit.page.wait_for_function(
        """() => { const box = document.querySelector("#quote-0-1").getBoundingClientRect();
                   return box.top > 0 && box.bottom < innerHeight; }"""
    )


@pytest.mark.parametrize(
    "visit", [{"color_scheme": "light"}, {"color_scheme": "dark"}], indirect=True
)
def test_contrast(visit: Visit) -> None:
    """In both themes, text stands out from what is behind it by 4.5 to 1 (WCAG AA)."""
    visit.ask(LAMP)
    visit.ask("Who won the football World Cup of 1998 in Paris?")
    visit.page.locator("#quote-0-1").click()
    visit.page.wait_for_selector("#quote-0-1[aria-current=true]")
    assert visit.faint() == []


@pytest.mark.parametrize("visit", [{"color_scheme": "dark"}], indirect=True)
def test_dark(visit: Visit) -> None:
    """The page follows the system into the dark."""
    colour = visit.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert max(int(part) for part in colour[4:-1].split(",")) < 60
