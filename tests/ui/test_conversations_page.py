"""What was asked, kept: found, renamed, deleted, taken away and come back to, in a real browser."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from assistant.models.embeddings import Encoder

from .visiting import Site, Visit
from .workplace import ARTICLES, FLOUR, LAMP, OIL, again_at, program, reload, until, visiting, write


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where a program is at home."""
    write(tmp_path / "served", ARTICLES)
    return tmp_path


@pytest.fixture
def site(place: Path, encoder: Encoder) -> Iterator[Site]:
    """The program there."""
    with program(place, encoder) as site:
        yield site


@pytest.fixture
def work(site: Site, browser: Browser) -> Iterator[Visit]:
    """A page of its own."""
    with visiting(browser, site) as visit:
        yield visit


def listed(visit: Visit) -> Locator:
    """The titles in the list of conversations."""
    return visit.page.locator("#rail .conversations .title")


def menu(visit: Visit) -> Locator:
    """The open menu of the conversation."""
    part = visit.page.locator("#bar details[data-key=conversation]")
    part.locator("summary.tool").click()
    return part


def new(visit: Visit) -> None:
    """Begin another conversation."""
    visit.page.locator("#rail [data-go=new]").click()
    visit.page.wait_for_selector(".empty")


def taken(visit: Visit, link: Locator, place: Path) -> Path:
    """The file that a link downloads."""
    with visit.page.expect_download() as waited:
        link.click()
    path = place / waited.value.suggested_filename
    waited.value.save_as(path)
    return path


def test_the_list(work: Visit) -> None:
    """Conversations have titles and are found, renamed, and deleted after a second click."""
    work.ask(OIL)
    new(work)
    work.ask(FLOUR)
    expect(listed(work)).to_have_count(2)
    assert "sacks of flour" in (listed(work).first.text_content() or "")
    form = menu(work)
    form.get_by_label("Title").fill("All of the <b>mill</b>")
    form.get_by_role("button", name="Rename").click()
    expect(listed(work).first).to_have_text("All of the <b>mill</b>")
    expect(work.page.locator("#bar h1")).to_have_text("All of the <b>mill</b>")
    search = work.page.locator("#rail [data-input=search]")
    search.press_sequentially("liters")
    expect(listed(work)).to_have_count(1)
    expect(search).to_have_value("liters")
    assert "liters of oil" in (listed(work).first.text_content() or "")
    search.fill("nowhere to be found")
    expect(listed(work)).to_have_count(0)
    expect(work.page.locator("#rail .conversations")).to_contain_text("No conversation has these")
    search.fill("")
    expect(listed(work)).to_have_count(2)
    part = menu(work)
    part.locator("summary.danger").click()
    assert listed(work).count() == 2
    part.get_by_role("button", name="Delete it").click()
    work.page.wait_for_selector(".empty")
    expect(listed(work)).to_have_count(1)
    assert "#c=" not in work.page.url
    listed(work).first.click()
    work.settle(1)
    assert "12 liters" in work.lit()[0]
    assert "#c=" in work.page.url


def test_a_reload_brings_everything_back(work: Visit) -> None:
    """All turns, the article that was open and its quote are as they were."""
    work.ask(OIL)
    work.ask(FLOUR)
    turns = work.page.locator(".turn .question").all_text_contents()
    work.page.locator("#quote-0-1").click()
    work.page.wait_for_selector("mark.now:has-text('12 liters')")
    lit = work.lit()
    reload(work, 2)
    work.page.wait_for_selector("mark.now:has-text('12 liters')")
    assert work.lit() == lit
    assert work.page.locator(".turn .question").all_text_contents() == turns
    expect(work.page.locator("#quote-0-1")).to_have_attribute("aria-current", "true")
    work.page.locator("#rail [data-go=settings]").click()
    work.page.wait_for_selector(".preferences")
    reload(work, 2)
    work.page.wait_for_selector(".preferences")


def test_a_restart_and_an_edited_file(place: Path, encoder: Encoder, browser: Browser) -> None:
    """Quotes say what became of them since: the same, elsewhere, no more there, or gone."""
    with program(place, encoder) as site, visiting(browser, site) as visit:
        visit.ask(OIL)
        text, start, _ = visit.lit()
        visit.ask(FLOUR)
        visit.page.wait_for_selector("mark.now:has-text('900 sacks')")
        address = visit.page.url.removeprefix(site.address)
    lamp = place / "served" / "lamp.md"
    lamp.write_text(LAMP.replace("The lamp burned", "It was cold there.\n\nThe lamp burned"))
    with program(place, encoder) as site, visiting(browser, site) as visit:
        again_at(visit, site.address + address, 2)
        moved = visit.page.locator(".turn[data-turn='0'] .quote", has_text="12 liters")
        expect(moved.locator(".status.moved")).to_be_visible()
        assert visit.page.locator(".turn[data-turn='1'] .quote .status").count() == 0
        moved.locator("a.cite").first.click()
        visit.page.wait_for_selector("mark.now:has-text('12 liters')")
        now, there, end = visit.lit()
        assert (now, there > start) == (text, True)
        source = {Path(e.source).name: e.source for e in site.assistant.entries()}["lamp.md"]
        article = site.assistant.article(source)
        assert article.text[there:end] == text
        lamp.write_text(LAMP.replace("12 liters", "13 liters"))
        (place / "served" / "mill.md").unlink()
        until(lambda: len(site.assistant.entries()) == 2)
        reload(visit, 2)
        first, second = (visit.page.locator(f".turn[data-turn='{n}']") for n in range(2))
        expect(first.locator(".quote .status.changed").first).to_be_visible()
        assert "12 liters" in first.inner_text()
        expect(second.locator(".quote .status.missing").first).to_be_visible()
        second.locator("a.cite").first.click()
        expect(visit.page.locator("#reader .was")).to_contain_text("900 sacks")


def test_exports(work: Visit, tmp_path: Path) -> None:
    """Markdown, HTML and JSON come as files that hold the questions, quotes and references."""
    work.ask(OIL)
    work.ask(FLOUR)
    part = menu(work)
    for name in ("Markdown", "Web page (HTML)", "Data (JSON)"):
        path = taken(work, part.get_by_role("link", name=name, exact=True), tmp_path)
        text = path.read_text(encoding="utf-8")
        for held in ("12 liters of oil", "900 sacks", "lamp.md", OIL, "The lamp of İğneada"):
            assert held in text, (name, held)
        if path.suffix == ".json":
            assert len(json.loads(text)["turns"]) == 2


def test_receipts(work: Visit, place: Path, browser: Browser) -> None:
    """An answer's receipt stands alone in a browser, and is accepted by those who check it."""
    work.ask(OIL)
    part = work.page.locator(".turn details.menu")
    part.locator("summary").click()
    page, data, script = (taken(work, link, place) for link in part.get_by_role("link").all())
    context = browser.new_context(offline=True)
    alone = context.new_page()
    asked: list[str] = []
    alone.on("request", lambda request: asked.append(request.url))
    alone.goto(page.as_uri())
    assert "12 liters of oil" in alone.inner_text("body")
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    context.close()
    beside = ["--articles", str(place / "served")]
    for receipt in (page, data):
        for command in (
            [sys.executable, str(script)],
            [sys.executable, "-m", "assistant", "verify"],
        ):
            done = subprocess.run(
                [*command, str(receipt), *beside],
                capture_output=True,
                text=True,
                timeout=60,
                check=False,
            )
            assert done.returncode == 0, done
    lamp = place / "served" / "lamp.md"
    lamp.write_text(LAMP.replace("12 liters", "13 liters"))
    refused = subprocess.run(
        [sys.executable, str(script), str(data), *beside], capture_output=True, check=False
    )
    assert refused.returncode == 1
