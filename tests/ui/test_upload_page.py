"""Adding and removing files in a real browser."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from assistant.models.embeddings import Encoder

from .visiting import Site, Visit
from .workplace import ARTICLES, again_at, library, program, row, titles, until, visiting, write

TIDE = "The tide of Amasra rises by 31 centimeters twice a day.\n"
FERRY = "# The ferry\n\nThe ferry to Cide carries 140 passengers and 12 cars.\n"
DROP = """([name, data]) => {
  const bytes = Uint8Array.from(atob(data), (one) => one.charCodeAt(0));
  const held = new DataTransfer();
  held.items.add(new File([bytes], name));
  for (const kind of ["dragover", "drop"]) {
    const event = new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: held });
    document.querySelector("#chat").dispatchEvent(event);
    if (kind === "dragover") window.dragged = document.body.classList.contains("dragging");
  }
}"""
REFUSED = ("Failed to load resource",)  # so Chromium says of every answer that is none of success


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where a program is at home."""
    write(tmp_path / "served", {"lamp.md": ARTICLES["lamp.md"]})
    return tmp_path


@pytest.fixture
def site(place: Path, encoder: Encoder) -> Iterator[Site]:
    """The program there."""
    with program(place, encoder) as site:
        yield site


@pytest.fixture
def work(site: Site, browser: Browser) -> Iterator[Visit]:
    """A page of its own, which may refuse files."""
    with visiting(browser, site, allowed=REFUSED) as visit:
        library(visit)
        yield visit


def file(name: str, data: str | bytes) -> FilePayload:
    """A file of the user's, as its picker gives it."""
    data = data.encode() if isinstance(data, str) else data
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


def pick(visit: Visit, *files: FilePayload) -> None:
    """Choose files with the picker."""
    visit.page.locator("input[data-upload]").set_input_files(list(files))


def drop(page: Page, name: str, data: bytes) -> None:
    """Let a file fall upon the page."""
    page.evaluate(DROP, [name, base64.b64encode(data).decode()])


def result(visit: Visit, name: str) -> str:
    """What the page says came of a file."""
    done = visit.page.locator(f".uploads li:has-text('{name}'):not(:has(progress))")
    return done.locator(".result").inner_text()


def test_several_files_are_added_and_asked(site: Site, work: Visit) -> None:
    """Each shows how it went, stands among the user's own, and is asked at once."""
    pick(work, file("tide.txt", TIDE), file("ferry.md", FERRY))
    assert (result(work, "tide.txt"), result(work, "ferry.md")) == ("Added", "Added")
    expect(work.page.locator(".uploads .count")).to_have_text("2 of 2")
    expect(row(work, "The ferry")).to_contain_text("yours")
    expect(work.page.locator("#reader > * .count").first).to_have_text("3 articles")
    work.ask("How many passengers does the ferry carry?")
    assert "140 passengers" in work.seen("#current")
    work.ask("How much does the tide of Amasra rise?")
    assert "31 centimeters" in work.seen("#current")
    library(work).get_by_role("button", name="Done").click()
    expect(work.page.locator(".uploads")).to_be_hidden()


def test_a_file_dropped_on_the_page(work: Visit) -> None:
    """It is taken wherever it falls, and the library is brought up to show it."""
    work.page.locator("#rail [data-go=settings]").click()
    work.page.wait_for_selector(".preferences")
    drop(work.page, "tide.txt", TIDE.encode())
    assert work.page.evaluate("window.dragged") is True
    assert result(work, "tide.txt") == "Added"
    assert not work.page.evaluate("document.body.classList.contains('dragging')")
    row(work, "tide").wait_for()


def test_what_is_no_article_is_refused_with_the_reason(site: Site, work: Visit) -> None:
    """A PDF under another name, a picture, nothing at all, too much: each says what it is."""
    site.services.uploads.file_bytes = 20_000
    pick(
        work,
        file("report.txt", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"),
        file("photo.md", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(500)),
        file("void.md", b""),
        file("large.txt", b"All work and no play. " * 2000),
        file("slides.pptx", b"PK\3\4"),
        file("tide.txt", TIDE),
    )
    assert "PDF" in result(work, "report.txt")
    assert "picture" in result(work, "photo.md")
    assert "empty" in result(work, "void.md")
    assert "large" in result(work, "large.txt")
    assert len(result(work, "slides.pptx")) > 10
    assert result(work, "tide.txt") == "Added"
    until(lambda: len(titles(work)) == 2)
    assert {path.name for path in site.services.uploads.folder("").iterdir() if path.is_file()} == {
        "tide.txt"
    }


def test_cancelling(site: Site, work: Visit) -> None:
    """One of several can be called off, or all; what was called off leaves nothing behind."""
    page = work.page
    client = page.context.new_cdp_session(page)
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 150_000}
    client.send("Network.emulateNetworkConditions", slow)
    many = [file(f"{name}.txt", f"{name} " * 200_000) for name in ("one", "two", "three", "four")]
    pick(work, *many)
    page.wait_for_selector(".uploads li.sending")
    page.get_by_role("button", name="Cancel: one.txt").click()
    assert result(work, "one.txt") == "Cancelled"
    page.wait_for_function(
        "[...document.querySelectorAll('.uploads li.sending progress')].some((bar) =>"
        " bar.value > 0 && bar.value < 1)"
    )
    page.locator(".uploads .head button").click()
    for name in ("two", "three", "four"):
        assert result(work, f"{name}.txt") == "Cancelled"
    client.detach()
    until(lambda: not [p for p in site.services.uploads.root.rglob("*") if p.is_file()])
    assert titles(work) == ["The lamp of İğneada"]


def test_removing(site: Site, work: Visit) -> None:
    """One's own file goes after a second click, with its article; a served one stays."""
    pick(work, file("tide.txt", TIDE))
    assert result(work, "tide.txt") == "Added"
    kept = site.services.uploads.folder("") / "tide.txt"
    assert kept.is_file()
    own = row(work, "tide")
    own.locator("summary.tool").click()
    own.locator("summary.danger").click()
    assert kept.is_file()
    own.get_by_role("button", name="Remove it").click()
    expect(row(work, "tide.txt")).to_have_count(0)
    assert not kept.exists()
    assert len(site.assistant.entries()) == 1
    lamp = row(work, "The lamp")
    lamp.locator("summary.tool").click()
    assert lamp.locator("[data-go^=reindex]").is_visible()
    assert lamp.locator("[data-go^=remove]").count() == 0


def test_what_was_asked_goes(site: Site, work: Visit) -> None:
    """If the only ticked article is removed, the next question is not put to nothing in silence."""
    pick(work, file("tide.txt", TIDE))
    assert result(work, "tide.txt") == "Added"
    expect(row(work, "tide")).to_contain_text("yours")
    row(work, "The lamp").locator("input").uncheck()
    expect(work.page.locator("#filter")).to_contain_text("Asking 1 article of 2: Tide")
    own = row(work, "tide")
    own.locator("summary.tool").click()
    own.locator("summary.danger").click()
    own.get_by_role("button", name="Remove it").click()
    expect(row(work, "tide.txt")).to_have_count(0)
    expect(work.page.locator("#filter")).to_contain_text("No article is ticked")
    work.begin("How much does the tide rise?")
    expect(work.page.locator("#notice [role=alert]")).to_contain_text("No article is ticked")


def test_files_put_there_by_hand(site: Site, place: Path, work: Visit) -> None:
    """What appears in the folder or goes from it does so in the library, without a click."""
    write(place / "served", {"ferry.md": FERRY})
    expect(row(work, "The ferry")).to_be_visible(timeout=20_000)
    work.ask("How many passengers does the ferry carry?")
    assert "140 passengers" in work.seen("#current")
    library(work)
    (place / "served" / "ferry.md").unlink()
    expect(row(work, "The ferry")).to_have_count(0, timeout=20_000)


def test_files_outlive_the_program(place: Path, encoder: Encoder, browser: Browser) -> None:
    """What was added is there, asked and cited after the program was started again."""
    with program(place, encoder) as site, visiting(browser, site) as visit:
        library(visit)
        pick(visit, file("tide.txt", TIDE))
        assert result(visit, "tide.txt") == "Added"
        visit.ask("How much does the tide of Amasra rise?")
        assert "31 centimeters" in visit.lit()[0]
        address = visit.page.url.removeprefix(site.address)
    with program(place, encoder) as site, visiting(browser, site) as visit:
        library(visit)
        expect(row(visit, "tide")).to_contain_text("yours")
        again_at(visit, site.address + address, 1)
        assert "31 centimeters" in visit.lit()[0]
