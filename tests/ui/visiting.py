"""What the tests of the page hold in their hands: the site, a visit to it, its HTML, a model."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from fake_server import Exchange, Script, reply
from playwright.sync_api import BrowserContext, Page

from assistant.answering.answer import Answer, Statement
from assistant.answering.assistant import Assistant
from assistant.types import Citation
from assistant.ui.services import Services
from assistant.ui.session import Turn
from assistant.ui.tab import Tab
from assistant.ui.transcript import Setting, render_current
from assistant.ui.words import Words

# What Gradio and Chromium themselves say where a stream breaks off.
LOST = (
    "AbortError",
    "Unexpected error",
    "Failed to load resource",
    "ERR_",
    "network",
    "fetch",
    "EventSource",
    "Connection",
)


@dataclass
class Site:
    """A served page: where it is, and what it answers from."""

    address: str
    assistant: Assistant
    services: Services


@dataclass
class Visit:
    """A page in the browser, with all that it asked for and complained of."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @classmethod
    def begun(cls, context: BrowserContext, site: Site) -> Visit:
        """A new page of the site, which says nothing yet."""
        visit = cls(context.new_page())
        visit.page.on("request", lambda request: visit.requests.append(request.url))
        visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        visit.page.on(
            "console",
            lambda said: visit.complaints.append(said.text) if said.type == "error" else None,
        )
        visit.page.on("dialog", lambda dialog: visit.complaints.append(dialog.message))
        visit.page.goto(site.address)
        visit.page.wait_for_selector(".empty")
        return visit

    def begin(self, question: str) -> int:
        """Type a question and press Enter; the number of questions when it is asked."""
        before = self.page.locator(".turn").count()
        self.page.locator("#question textarea").fill(question)
        self.page.keyboard.press("Enter")
        return before + 1

    def ask(self, question: str) -> None:
        """Type a question, press Enter, wait for what comes of it."""
        self.settle(self.begin(question))

    def settle(self, turns: int) -> None:
        """Wait until that many questions are answered."""
        self.page.wait_for_selector(f".log[data-turns='{turns}'][aria-busy=false]")

    def reload(self) -> None:
        """Load the page anew."""
        self._without_what_breaks_off(self.page.reload)

    def leave(self) -> None:
        """Leave the page for an empty one."""
        self._without_what_breaks_off(lambda: self.page.goto("about:blank"))

    def _without_what_breaks_off(self, go: Callable[[], object]) -> None:
        """What a page was still fetching when it was left is no complaint."""
        said = len(self.complaints)
        go()
        lost = re.compile("|".join(LOST))
        self.complaints[said:] = [one for one in self.complaints[said:] if not lost.search(one)]

    def pick(self, label: str) -> None:
        """Choose something in the settings."""
        if not self.page.locator(".preferences").count():
            self.page.locator(".place[data-go=settings]").click()
        option = self.page.locator(".preferences .option").get_by_text(label, exact=True)
        option.click()
        self.page.wait_for_selector(f".preferences [aria-pressed=true]:text-is('{label}')")

    def open_settings(self) -> None:
        """By the name of who answers, or where there is no room for it from the rail."""
        who = self.page.locator("#bar .who")
        if not who.is_visible():
            self.page.locator("button[data-pane=rail]").click()
            who = self.page.locator(".place[data-go=settings]")
        who.click()

    def lit(self) -> tuple[str, int, int]:
        """The text that is lit strongly, and where the page says it stands."""
        mark = self.page.locator("mark.now")
        mark.wait_for()
        start, end = mark.get_attribute("data-start"), mark.get_attribute("data-end")
        return mark.text_content() or "", int(start or -1), int(end or -1)

    def seen(self, within: str = "#log") -> str:
        """The text in there that is not folded up."""
        text: str = self.page.locator(within).evaluate(
            """(root) => {
              const nodes = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
              const texts = [];
              while (nodes.nextNode()) {
                if (nodes.currentNode.parentElement.checkVisibility()) {
                  texts.push(nodes.currentNode.data);
                }
              }
              return texts.join(" ");
            }"""
        )
        return text

    def faint(self) -> list[object]:
        """The texts that do not stand out from what is behind them by 4.5 to 1 (WCAG AA)."""
        weak: list[object] = self.page.evaluate(
            """() => {
              const parts = (colour) => colour.match(/[0-9.]+/g).map(Number);
              const light = (colour) => { const [r, g, b] = parts(colour).map((value) => {
                value /= 255;
                return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4; });
                return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
              const behind = (node) => { for (; node; node = node.parentElement) {
                const colour = getComputedStyle(node).backgroundColor;
                if (parts(colour)[3] !== 0) return colour; } return "rgb(255, 255, 255)"; };
              return [...document.querySelectorAll("#desk *")].filter((node) =>
                [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim())
                && node.checkVisibility() && getComputedStyle(node).fontSize !== "0px"
              ).map((node) => {
                const [a, b] = [light(getComputedStyle(node).color), light(behind(node))];
                const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
                return [ratio, node.className + ": " + node.textContent.slice(0, 40)];
              }).filter(([ratio]) => ratio < 4.5);
            }"""
        )
        return weak


def asked(tab: Tab, question: str, number: int | None = None) -> Turn:
    """A question put on that page, when it is answered."""
    tab.ask(question, number)
    for _ in tab.watch():
        pass
    return tab.turns()[-1 if number is None else number]


def told(*statements: str, by: Callable[..., Script] = reply) -> Script:
    """A reply of these statements, one a line; `{12 liters}.` at its end is a sentence's words."""

    def script(exchange: Exchange) -> None:
        prompt = exchange.request.prompt
        if "\nLast question: " in prompt:  # a follow-up, to be put so that it stands alone
            reply(prompt.rpartition("Last question: ")[2])(exchange)
            return
        lines = [re.sub(r"{([^{}]+)}\.$", lambda m: _number(m[1], prompt), s) for s in statements]
        by(*(f"{line}\n" for line in lines))(exchange)

    return script


def _number(words: str, prompt: str) -> str:
    """The number of the offered sentence with these words, in brackets; then a full stop."""
    found = re.search(rf"^(\[[0-9]+\]) .*{re.escape(words)}", prompt, re.MULTILINE)
    assert found, f"no sentence with {words!r} was offered"
    return f"{found[1]}."


@dataclass
class Element:
    """A tag, its attributes, and the text in it."""

    tag: str
    attributes: dict[str, str]
    text: str = ""

    @property
    def classes(self) -> list[str]:
        """The names in its `class`."""
        return self.attributes.get("class", "").split()


# The tags without an end that our pages have.
_ALONE = ("br", "input")


class Parsed(HTMLParser):
    """A page as a browser has it: every element with its text content, white space and all."""

    def __init__(self, page: str) -> None:
        super().__init__()
        assert "\r" not in page, "a browser would read a raw CR as LF"
        self.elements: list[Element] = []
        self._open = [Element("", {})]
        self.root = self._open[0]
        self.feed(page)
        self.close()
        assert self._open == [self.root], "a tag was left open"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag not in _ALONE:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element without content."""
        self.handle_starttag(tag, attrs)
        if tag not in _ALONE:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the element that is open."""
        assert self._open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        """Add text to all that is open."""
        for element in self._open:
            element.text += data

    def having(self, name: str) -> list[Element]:
        """The elements with this tag, class or id."""
        return [e for e in self.elements if name in (e.tag, e.attributes.get("id"), *e.classes)]


def content(page: str, name: str = "") -> str:
    """The text content of a page, or of the first element with this tag, class or id."""
    parsed = Parsed(page)
    return (parsed.having(name)[0] if name else parsed.root).text


def shape(page: str) -> Counter[str]:
    """The tags of a page with the names of their attributes."""
    return Counter(f"{e.tag} {sorted(e.attributes)}" for e in Parsed(page).elements)


def said(answer: Answer) -> str:
    """The left-hand pane with this answer."""
    turn = Turn(answer.question, answer, done=answer.complete, stoppable=True)
    return render_current([turn], Setting(Words(), 1), [])


def stated(*statements: Statement, texts: Sequence[str] = ("One.", "Two.")) -> Answer:
    """An answer of these statements; each text is a quote, the first two of one article."""
    quotes = tuple(
        Citation(n, "a" if n < 3 else "b", "Title", "0", 0, len(text), text)
        for n, text in enumerate(texts, start=1)
    )
    return Answer("q", "x", False, 0.95, quotes, model="demo", statements=statements)
