"""The library in a real browser: what it shows, how it is sorted, which articles are asked."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from assistant.models.embeddings import Encoder
from assistant.ui.tab import Tab

from .visiting import Site, Visit
from .workplace import ARTICLES, FLOUR, OIL, library, program, reload, row, titles, visiting, write

LAMP, MILL, CELLAR = "The lamp of İğneada", "A mill by the river", "cellar"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Iterator[Site]:
    """Three articles, and a file of which none can be made."""
    place = tmp_path_factory.mktemp("place")
    folder = write(place / "served", ARTICLES)
    (folder / "picture.md").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    with program(place, encoder) as site:
        yield site


@pytest.fixture
def work(site: Site, browser: Browser) -> Iterator[Visit]:
    """A page of its own."""
    with visiting(browser, site) as visit:
        yield visit


def order(visit: Visit, by: str) -> list[str]:
    """The articles' titles once they are sorted."""
    visit.page.locator("[data-go=sort]").select_option(by)
    visit.page.wait_for_selector(f"[data-go=sort] option[selected][value={by}]", state="attached")
    return listed(visit)


def listed(visit: Visit) -> list[str]:
    """The articles' titles in their order, without the file that is none."""
    return [title for title in titles(visit) if title != "picture.md"]


def test_each_article_tells_what_it_is(work: Visit) -> None:
    """Title, author, date, file, size, when it was read and how it stands are there."""
    library(work)
    text = row(work, LAMP).inner_text()
    for fact in ("Ayşe Demir", "4 May 2021", "served/lamp.md", " B", "read "):
        assert fact in text
    assert "2 KB" in row(work, CELLAR).inner_text()
    assert work.page.locator("#reader .count").text_content() == "3 articles"


def test_a_file_that_failed_says_why(work: Visit) -> None:
    """It stands among the articles with the reason, and cannot be ticked."""
    library(work)
    failed = row(work, "picture.md")
    expect(failed.locator(".error")).to_contain_text("Not read: ")
    assert len(failed.locator(".error").inner_text()) > len("Not read: ") + 10
    assert failed.locator("input").count() == 0


def test_searching(work: Visit) -> None:
    """Words of title, author or file name narrow the list down; none at all is said."""
    library(work)
    search = work.page.locator("[data-find=library]")
    for words, found in (("demir", [LAMP]), ("MILL river", [MILL]), ("cellar.txt", [CELLAR])):
        search.fill(words)
        assert [title.casefold() for title in titles(work)] == [t.casefold() for t in found]
    expect(work.page.locator(".ticks [role=status]")).to_have_text("1 of 4 shown")
    search.fill("<img src=x>")
    assert titles(work) == []
    expect(work.page.locator(".nothing")).to_be_visible()
    search.fill("")
    assert len(titles(work)) == 4


def test_sorting(site: Site, work: Visit) -> None:
    """Titles and files go from A to Z; dates, sizes and readings from the newest or largest."""
    library(work)
    by_title = order(work, "title")
    assert [title.casefold() for title in by_title] == [MILL.casefold(), CELLAR, LAMP.casefold()]
    cellar = by_title[1]
    assert order(work, "date") == [LAMP, MILL, cellar]
    assert order(work, "source") == [cellar, LAMP, MILL]
    assert order(work, "size")[0] == cellar
    read = {entry.title: entry.indexed for entry in site.assistant.entries()}
    times = [read[title] for title in order(work, "indexed")]
    assert times == sorted(times, reverse=True)


def test_the_last_choice_stands(work: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the program takes longer for the one before it."""
    plain = Tab._sort

    def slowly(tab: Tab, value: str) -> frozenset[str]:
        if value == "size":
            time.sleep(1)
        return plain(tab, value)

    library(work)
    monkeypatch.setattr(Tab, "_sort", slowly)
    work.page.locator("[data-go=sort]").select_option("size")
    by_date = order(work, "date")
    assert by_date[0] == LAMP
    work.page.wait_for_timeout(1500)
    assert listed(work) == by_date
    expect(work.page.locator("[data-go=sort] option[selected]")).to_have_attribute("value", "date")


def test_only_ticked_articles_are_asked(work: Visit) -> None:
    """What is unticked is neither read nor cited; the chat says so, also after a reload."""
    library(work)
    row(work, LAMP).locator("input").uncheck()
    line = work.page.locator("#filter")
    expect(line).to_contain_text("Asking 2 articles of 3")
    expect(work.page.locator(".ticks [role=status]")).to_have_text("2 of 3 are asked")
    work.ask(OIL)
    assert "12 liters" not in work.seen()
    expect(work.page.locator(".turn .searched")).to_contain_text("Asked of 2 articles")
    reload(work, 1)
    expect(line).to_contain_text("Asking 2 articles of 3")
    expect(work.page.locator(".turn .searched")).to_contain_text(MILL)
    library(work)
    expect(row(work, LAMP).locator("input")).not_to_be_checked()
    work.ask(FLOUR)
    assert "900 sacks" in work.seen("#current")
    line.get_by_role("button").click()
    expect(line).to_be_empty()
    work.ask(OIL)
    assert "12 liters" in work.seen("#current")
    assert "Asked of" not in work.seen("#current")


def test_a_tick_goes_before_the_question_after_it(work: Visit) -> None:
    """Who unticks an article and asks at once has it left out."""
    library(work)
    row(work, LAMP).locator("input").uncheck()
    work.ask(OIL)
    assert "12 liters" not in work.seen()


def test_ticks_stay_with_their_articles(work: Visit) -> None:
    """In whatever order the articles are listed, and when the list is rendered anew."""
    library(work)
    row(work, LAMP).locator("input").uncheck()
    for by in ("date", "size", "title", "source"):
        order(work, by)
        work.page.locator("[data-go=reindex]").click()
        for title, ticked in ((LAMP, False), (MILL, True), (CELLAR, True)):
            expect(row(work, title).locator("input")).to_be_checked(checked=ticked)


def test_asking_none(work: Visit) -> None:
    """A question to no article is not asked; the page says what to do."""
    library(work)
    work.page.locator("[data-go=tick-none]").click()
    expect(work.page.locator("#filter")).to_contain_text("No article is ticked")
    work.begin(OIL)
    expect(work.page.locator("#notice [role=alert]")).to_contain_text("No article is ticked")
    assert work.page.locator(".turn").count() == 0
    assert work.page.locator("ul.library input:checked").count() == 0
    work.page.locator(".ticks [data-go=tick-all]").click()
    expect(work.page.locator("ul.library input:checked")).to_have_count(3)


def test_opening_an_article(work: Visit) -> None:
    """Its title leads to its text, and the pane's own button back to all articles."""
    library(work)
    work.page.get_by_role("button", name=MILL, exact=True).click()
    expect(work.page.locator("#reader .page h2")).to_have_text(MILL)
    expect(work.page.locator("#reader .text")).to_contain_text("Zehra, sold the flour")
    work.page.locator("#reader .bar [data-go=library]").click()
    expect(work.page.locator("#reader .shelf")).to_be_visible()


def test_reading_again(site: Site, work: Visit) -> None:
    """One article or all are read anew at a click, and the page shows what they say now."""
    library(work)
    folder = Path(next(e.path for e in site.assistant.entries() if e.title == MILL) or "").parent
    before = {entry.title: entry.indexed for entry in site.assistant.entries()}
    row(work, MILL).locator("summary.tool").click()
    row(work, MILL).get_by_role("button", name="Read again").click()
    page = work.page
    page.wait_for_function(
        "([title, then]) => [...document.querySelectorAll('ul.library > li')].some((row) =>"
        " row.textContent.includes(title) && Number(row.dataset.indexed) > then)",
        arg=[MILL, before[MILL]],
    )
    assert {e.title: e.indexed for e in site.assistant.entries()}[LAMP] == before[LAMP]
    os.replace(write(folder / "..", {"new": "The oven is warm."}) / "new", folder / "oven.txt")
    page.locator("[data-go=reindex]").click()
    row(work, "oven.txt").wait_for()
    expect(page.locator("#reader .count")).to_have_text("4 articles")
