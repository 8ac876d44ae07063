"""Names, titles, questions and notes of the worst kind, in a real browser: text, and no more."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from assistant.models.embeddings import Encoder

from .visiting import Site, Visit
from .workplace import OIL, library, program, reload, row, visiting, write

MARKUP = "<img src=x onerror=\"window.pwned='it'\"></li></section><script>window.pwned=1</script>"
QUOTES = '"quo\'tes" & {{value}} ${value} {title} `\\'
TURNED = "\u202etxt.live\u200f of \u2066Sinop\u2069"
MARKS = re.compile("[\u202e\u2066\u2069]")  # a title goes without them
LONG = "unbroken" * 62 + "end."
TITLES = {"a.md": MARKUP, "b.md": QUOTES, "c.md": TURNED, "d.md": LONG}
NAMES = ("<img src=x onerror=window.pwned=2>.md", QUOTES + ".txt", "\u202edm.live\u200f.md",
         "n" * 200 + ".md")  # fmt: skip
UPLOADED = (*NAMES, "../../outside.md", "..\\..\\outside.md", "/etc/outside.md", "a\0b.md",
            "\ud800.md", "CON.md", "." * 400, "x" * 500 + ".md")  # fmt: skip
SEND = """(name) => fetch(`/library/upload?name=${encodeURIComponent(name.toWellFormed())}`,
  { method: "POST", body: "The gate of " + name.length + " is green." }).then((a) => a.status)"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Iterator[Site]:
    """A library in which nearly every name is a trap."""
    place = tmp_path_factory.mktemp("place")
    texts = {name: f"# {title}\n\nThe gate is green.\n" for name, title in TITLES.items()}
    said = f"The lamp burned 12 liters of oil a night, as {MARKUP} and {QUOTES} say.\n"
    write(place / "served", {**texts, **{name.replace("/", "_"): said for name in NAMES}})
    with program(place, encoder) as site:
        yield site


@pytest.fixture
def work(site: Site, browser: Browser) -> Iterator[Visit]:
    """A page of its own, which may refuse files; no script of others ever ran on it."""
    with visiting(browser, site, allowed=("Failed to load resource",)) as visit:
        yield visit
        assert visit.page.evaluate("window.pwned") is None
        assert visit.page.locator("img").count() == 0


def fits(visit: Visit) -> bool:
    """Whether nothing sticks out of the page at its sides, however narrow it is."""
    for width in (1360, 1000, 360):
        visit.page.set_viewport_size({"width": width, "height": 800})
        visit.page.wait_for_timeout(150)
        if visit.page.evaluate("document.scrollingElement.scrollWidth") > width:
            return False
    visit.page.set_viewport_size({"width": 1360, "height": 850})
    return True


def test_titles_and_file_names(site: Site, work: Visit) -> None:
    """The library shows each as it is; its article opens and says the same."""
    library(work)
    assert fits(work)
    shown = work.page.locator("ul.library .title").all_text_contents()
    assert sorted(shown) == sorted(entry.title for entry in site.assistant.entries())
    assert QUOTES in shown
    for entry in site.assistant.entries():
        row(work, entry.source.rpartition("/")[2]).locator("button.open").first.click()
        expect(work.page.locator("#reader .page h2")).to_have_text(entry.title)
        work.page.locator("#reader .bar [data-go=library]").click()
        work.page.wait_for_selector(".shelf")
    row(work, "a.md").locator("input").first.uncheck()
    row(work, "d.md").locator("input").first.uncheck()
    expect(work.page.locator("#filter")).to_contain_text("Asking")
    work.ask(OIL)
    assert fits(work)


def test_questions_titles_and_notes(work: Visit) -> None:
    """A question, a conversation's title and a note are shown as they were typed, also later."""
    turns = 0
    for text in (MARKUP, QUOTES, TURNED, LONG):
        turns += 1
        work.ask(f"{OIL} {text}")
        assert work.page.locator("#current .question").text_content() == (
            f"{OIL} {text}" if len(text) < 300 else f"{OIL} {text}"[:400] + "…"
        )
        work.page.locator("#bar details summary.tool").click()
        work.page.get_by_role("textbox", name="Title").fill(text[:200])
        work.page.get_by_role("button", name="Rename").click()
        expect(work.page.locator("#bar h1")).to_have_text(MARKS.sub("", text[:200]))
        work.page.locator(f"[data-go=down-{turns - 1}]").click()
        note = work.page.locator("form.explain").get_by_role("textbox")
        note.fill(text)
        note.press("Enter")
        expect(work.page.locator("form.explain")).to_have_count(0)
    work.page.locator("#rail [data-input=search]").fill(MARKUP)
    work.page.wait_for_timeout(500)
    reload(work, turns)
    assert fits(work)
    page = work.page.evaluate(
        """() => fetch(document.querySelector("#bar a[href$='.html']").href).then((a) => a.text())
          .then((text) => { const page = new DOMParser().parseFromString(text, "text/html");
            return [page.querySelectorAll("img, body script:not([type])").length,
                    page.body.textContent]; })"""
    )
    assert page[0] == 0
    assert MARKUP in page[1]


def test_uploads_of_any_name(site: Site, work: Visit) -> None:
    """Each is kept in the user's own folder or refused with a reason; none breaks the list."""
    library(work)
    before = {entry.source for entry in site.assistant.entries()}
    for name in UPLOADED:
        name = name.encode("utf-8", "replace").decode()
        assert work.page.evaluate(SEND, name) in (200, 400, 409, 415)
    assert site.services.librarian.wait(30)
    own = site.services.uploads.folder("")
    new = [e for e in site.assistant.entries() if e.source not in before]
    assert len(new) > 3
    assert all(entry.path and own.resolve() in entry.path.resolve().parents for entry in new)
    outside = own.parent.parent.parent.rglob("outside*")
    assert [path for path in outside if own not in path.parents] == []
    work.reload()
    library(work)
    rows = work.page.locator("ul.library > li", has_text="yours")
    expect(rows).to_have_count(len(new))
    assert fits(work)
