"""What the tests of the page hold in their hands: the site, and a visit to it."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import Page

from assistant.answering.assistant import Assistant


@dataclass
class Site:
    """A served page: where it is, and what it answers from."""

    address: str
    assistant: Assistant


@dataclass
class Visit:
    """A page in the browser, with all that it asked for and complained of."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def ask(self, question: str) -> None:
        """Type a question, press Enter, wait for what comes of it."""
        before = self.page.locator(".turn").count()
        self.page.locator("#question textarea").fill(question)
        self.page.keyboard.press("Enter")
        self.settle(before + 1)

    def settle(self, turns: int) -> None:
        """Wait until that many questions are answered."""
        self.page.wait_for_selector(f".log[data-turns='{turns}'][aria-busy=false]")

    def lit(self) -> tuple[str, int, int]:
        """The text that is lit strongly, and where the page says it stands."""
        mark = self.page.locator("mark.now")
        mark.wait_for()
        start, end = mark.get_attribute("data-start"), mark.get_attribute("data-end")
        return mark.text_content() or "", int(start or -1), int(end or -1)
