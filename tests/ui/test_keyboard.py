"""All that the page can do, in a real browser without a mouse."""

from __future__ import annotations

from playwright.sync_api import FilePayload, Page, expect

from .visiting import Visit

LAMP = "How many liters of oil did the lamp burn a night?"


def tab_to(page: Page, selector: str, *, back: bool = False, most: int = 120) -> None:
    """Press Tab, or Shift+Tab to go `back`, until the focus is on an element like that."""
    for _ in range(most):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"no Tab leads to {selector}")


def focus_on(page: Page, selector: str) -> None:
    """Wait until the focus is on an element like that."""
    page.wait_for_function("(wanted) => document.activeElement.matches(wanted)", arg=selector)


def test_reading(visit: Visit) -> None:
    """Ask, follow a citation, find a word, go through the quotes, and come back."""
    page, keys = visit.page, visit.page.keyboard
    focus_on(page, "#question textarea")
    keys.type("Who was the keeper of the lighthouse and how high is the tower?")
    keys.press("Enter")
    visit.settle(1)
    focus_on(page, "#question textarea")
    tab_to(page, "#quote-0-1", back=True)
    keys.press("Enter")
    focus_on(page, "#lit")
    tab_to(page, "#reader [data-find=article]", back=True)
    keys.press("Enter")
    focus_on(page, "#reader .find input")
    keys.type("gallery")
    expect(page.locator("#reader .found")).to_have_text("1 of 1")
    keys.press("Escape")
    expect(page.locator("#reader .find")).to_be_hidden()
    tab_to(page, "#reader button[aria-label='Next quote']")
    keys.press("Enter")
    page.wait_for_selector("#quote-0-2[aria-current=true]")
    keys.press("Escape")
    focus_on(page, "#quote-0-2")


def test_filling_the_library(visit: Visit) -> None:
    """Add a file, ask only that, and ask all again."""
    page, keys = visit.page, visit.page.keyboard
    # The browser is told early to leave the dialog to us: it takes keys and orders in any order.
    page.on("filechooser", lambda _: None)
    focus_on(page, "#question textarea")  # a page that opens puts it there, however late
    tab_to(page, "[data-upload]")
    with page.expect_file_chooser() as chosen:
        keys.press("Enter")
    tide = b"# The tide\n\nIt comes twice.\n"
    chosen.value.set_files(FilePayload(name="tide.md", mimeType="text/plain", buffer=tide))
    row = page.locator(".library > li", has_text="The tide")
    row.wait_for(timeout=20_000)
    tab_to(page, "[data-go=tick-none]")
    keys.press("Enter")
    expect(page.locator("#filter")).to_contain_text("No article is ticked")
    focus_on(page, "[data-go=tick-none]")
    tab_to(page, "input[aria-label='Ask The tide']")
    keys.press("Space")
    expect(page.locator("#filter")).to_contain_text("Asking 1 article of 5: The tide")
    focus_on(page, "input[aria-label='Ask The tide']")
    tab_to(page, "[data-go=tick-all]", back=True)
    keys.press("Enter")
    expect(page.locator("#filter [data-go]")).to_have_count(0)
    tab_to(page, "[data-key^=article-] > summary[aria-label^='The tide']")
    keys.press("Enter")
    tab_to(page, ".library .sure > summary")
    keys.press("Enter")
    tab_to(page, ".library [data-go^=remove-]")
    keys.press("Enter")
    row.wait_for(state="detached", timeout=20_000)


def test_settings(visit: Visit) -> None:
    """Open them, choose, see it chosen, and leave the focus there."""
    page, keys = visit.page, visit.page.keyboard
    tab_to(page, "[data-go=settings]", back=True)
    keys.press("Enter")
    focus_on(page, "#reader h2")
    tab_to(page, "[data-go=set-theme-dark]")
    keys.press("Enter")
    page.wait_for_selector("[data-go=set-theme-dark][aria-pressed=true]")
    page.wait_for_selector("body.dark")
    focus_on(page, "[data-go=set-theme-dark]")
    tab_to(page, "[data-go=set-theme-auto]", back=True)
    keys.press("Enter")
    page.wait_for_selector("body:not(.dark)")


def test_keeping_conversations(visit: Visit) -> None:
    """Rename one, find it, edit its question, and delete it after being asked."""
    page, keys = visit.page, visit.page.keyboard
    visit.ask(LAMP)
    tab_to(page, "#bar .menu > summary", back=True)
    keys.press("Enter")
    tab_to(page, "#bar .menu input")
    keys.press("Control+A")
    keys.type("About the lamp")
    keys.press("Enter")
    expect(page.locator("#bar h1")).to_have_text("About the lamp")
    keys.press("Escape")
    focus_on(page, "#bar .menu > summary")
    tab_to(page, "#rail [data-input=search]", back=True)
    keys.type("about the lamp")
    expect(page.locator("#rail li")).to_have_count(1)
    focus_on(page, "#rail [data-input=search]")
    tab_to(page, "[data-go=edit-0]")
    keys.press("Enter")
    focus_on(page, ".edit textarea")
    keys.press("Escape")
    focus_on(page, "[data-go=edit-0]")
    tab_to(page, "#bar .menu > summary", back=True)
    keys.press("Enter")
    tab_to(page, "#bar .sure > summary")
    keys.press("Enter")
    tab_to(page, "#bar [data-go=delete]")
    keys.press("Enter")
    page.wait_for_selector(".empty")
    focus_on(page, "#question textarea")
    assert page.locator("#rail li", has_text="About the lamp").count() == 0
