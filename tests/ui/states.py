"""Every state of the page that looks like no other, for the tests of what holds in all of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from fake_server import FakeServer, stall
from playwright.sync_api import FilePayload, Page

from assistant.answering.answer import Answer
from assistant.answering.chain import AnswerChain
from assistant.records.feedback import Feedback
from assistant.records.record import Record

from .conftest import HOSTILE, LIGHTHOUSE, LONG
from .visiting import Site, Visit, told

LAMP = "How many liters of oil did the lamp burn a night, and who lit it?"
OIL = "Each night the lamp burned 12 liters of oil {12 liters}."
KEEPER = "For forty-one years Osman Kaya lit the lamp every evening {every evening}."
WRONG = "The lamp burned 1815 liters of oil a night {12 liters}."
FERRY = (
    "---\ntitle: {title}\ndate: {date}\n---\nA ticket for the ferry to the island costs {price}.\n"
)
LIBRARY = {
    "lighthouse.md": LIGHTHOUSE,
    "guest-book.txt": HOSTILE,
    "chronicle.md": LONG,
    "markup.md": "---\ntitle: '<b>Bold</b> \"quoted\" {{value}}'\n---\nThe harbor has 57 boats.\n",
    "ship.md": f"---\ntitle: {'Donaudampfschiffahrt' * 25}\n---\nThe company had 143 ships.\n",
    "light.md": "---\ntitle: منارة الإسكندرية\n---\nThe tower of Alexandria had 3 floors.\n",
    "fares.md": FERRY.format(title="Old fares", date="2019-03-01", price="12 euros"),
    "prices.md": FERRY.format(title="New fares", date="2024-06-01", price="18 euros"),
    "empty.md": "",
}
# Each is a conversation of one question, by its name.
_ASKED = {
    "quotes": "Who was the keeper of the lighthouse and how high is the tower?",
    "none": "Who won the football World Cup of 1998 in Paris?",
    "differ": "How much does a ticket for the ferry to the island cost?",
    "contents": "What articles do you have?",
    "hostile": f"<img src=x> {'W' * 300} how many ships did the company have?",
    "far": "How many houses near wall number 1377?",
}


def write_library(folder: Path) -> Path:
    """A folder with all of it."""
    for name, text in LIBRARY.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def keep_all(site: Site, model: FakeServer) -> dict[str, str]:
    """The ids of conversations that are already there, by what is in them."""
    assistant = site.assistant
    paths = {entry.source: str(entry.path) for entry in assistant.entries()}
    kept: dict[str, str] = {}

    def keep(name: str, question: str, answer: Answer | None, **more: object) -> None:
        record = Record(question, time.time(), answer, paths=paths)
        kept[name] = site.services.conversations.start("").id
        record = replace(record, **more)  # type: ignore[arg-type] # fields of a record
        site.services.conversations.append("", kept[name], record)

    def answer_of(chain: AnswerChain, question: str) -> Answer:
        return chain.invoke({"question": question})

    reader = assistant.chain_for(replace(assistant.settings, llm="none", llm_url=None))
    for name, question in _ASKED.items():
        keep(name, question, answer_of(reader, question))
    model.otherwise = told(OIL, WRONG, KEEPER)
    keep("said", LAMP, answer_of(assistant.chain_for(assistant.settings), LAMP))
    loose = assistant.chain_for(replace(assistant.settings, strict=False))
    keep("marked", LAMP, answer_of(loose, LAMP), feedback=Feedback("down"))
    keep("error", "?", None, error="The question has 2500 characters; at most 2000 can be asked.")
    gone = {source: f"{path}.gone" for source, path in paths.items()}
    keep("gone", LAMP, answer_of(reader, LAMP), paths=gone)
    return kept


@dataclass
class Way:
    """How to get to states: a visit, the kept conversations, and the model's script."""

    visit: Visit
    site: Site
    kept: Mapping[str, str]
    model: FakeServer

    @property
    def page(self) -> Page:
        """The browser's page."""
        return self.visit.page

    def conversation(self, name: str) -> None:
        """Open a conversation that is kept."""
        self.visit.leave()
        self.page.goto(f"{self.site.address}/#c={self.kept[name]}")
        self.page.wait_for_selector("#current .turn")

    def click(self, selector: str) -> None:
        """Click the first of these, wherever the screen is."""
        self.page.locator(selector).first.evaluate("(element) => element.click()")

    def panel(self, name: str) -> None:
        """Open the library or the settings."""
        self.click(f"#rail [data-go={name}]")
        self.page.wait_for_selector({"library": ".shelf", "settings": ".preferences"}[name])

    def article(self, name: str, quote: str = "#quote-0-1") -> None:
        """Open the article of a quote in a conversation."""
        self.conversation(name)
        self.click(quote)
        self.page.wait_for_function("!!document.activeElement.closest('#reader')")

    def asking(self, *statements: str) -> None:
        """Have a question answered that far, and no further."""
        self.model.otherwise = told(*statements, by=_hanging) if statements else stall(seconds=9)
        self.visit.leave()
        self.page.goto(self.site.address)
        self.page.wait_for_selector(".empty")
        self.visit.begin(LAMP)
        self.page.wait_for_selector(".said" if statements else ".reading .stop")

    def show(self, pane: str) -> None:
        """Bring a pane to the front, where only one is shown."""
        self.page.evaluate(
            "(pane) => { document.getElementById('desk').dataset.shows = pane }", pane
        )


def _hanging(*pieces: str) -> Callable[..., None]:
    return stall(*pieces, seconds=9)


def _uploads(way: Way) -> None:
    answers = iter(['{"state": "failed", "reason": "it is no text"}', '{"state": "ready"}'])

    def answered(route: object) -> None:
        if body := next(answers, ""):
            route.fulfill(content_type="application/json", body=body)  # type: ignore[attr-defined]

    way.page.route("**/library/upload*", answered)
    way.panel("library")
    names = ("bad.txt", "good.md", "x" * 200 + ".md", "منارة.txt", "<b>.html")
    way.page.locator("[data-upload]").set_input_files(
        [FilePayload(name=name, mimeType="text/plain", buffer=b"Tide.") for name in names]
    )
    way.page.wait_for_selector(".uploads li.ready")


def _filter(way: Way) -> None:
    way.panel("library")
    way.click("[data-go=tick-none]")
    way.page.wait_for_selector("#filter [data-go=tick-all]", state="attached")


def _search(way: Way, selector: str, text: str, then: str) -> None:
    way.page.locator(selector).evaluate(
        "(box, text) => { box.value = text;"
        " box.dispatchEvent(new InputEvent('input', {bubbles: true})); }",
        text,
    )
    way.page.locator(then).first.wait_for(state="attached")


def _found(way: Way) -> None:
    way.article("quotes")
    way.click("#reader [data-find=article]")
    _search(way, "#reader .find input", "the", "#reader .find:not([hidden])")


def _menu(way: Way) -> None:
    way.conversation("quotes")
    way.click("#bar .menu > summary")
    way.click("#bar .sure > summary")


def _notice(way: Way) -> None:
    way.conversation("quotes")
    way.visit.begin("?!")
    way.page.wait_for_selector("#notice .notice:not([hidden])")


def _rows(way: Way, words: str) -> None:
    way.panel("library")
    _search(way, "[data-find=library]", words, ".shelf .nothing:not([hidden])")


def _explain(way: Way) -> None:
    way.conversation("marked")
    way.click("[data-go=down-0]")
    way.page.wait_for_selector("[data-go=down-0][aria-pressed=false]")
    way.click("[data-go=down-0]")
    way.page.wait_for_selector(".explain")


def _clicked(way: Way, name: str, selector: str) -> None:
    way.conversation(name)
    way.click(selector)


def _item_menu(way: Way) -> None:
    way.panel("library")
    way.click(".library .menu > summary")


# What is at the front on a narrow screen, and how to get there.
STATES: dict[str, tuple[str, Callable[[Way], None]]] = {
    "nothing asked": ("chat", lambda way: None),
    "conversations": ("rail", lambda way: way.conversation("said")),
    "conversation searched": (
        "rail",
        lambda way: _search(way, "#rail [data-input]", "zzz", "#rail .hint"),
    ),
    "quotes": ("chat", lambda way: way.conversation("quotes")),
    "nearest passages": ("chat", lambda way: way.conversation("none")),
    "disagreement": ("chat", lambda way: way.conversation("differ")),
    "contents": ("chat", lambda way: way.conversation("contents")),
    "hostile": ("chat", lambda way: way.conversation("hostile")),
    "statements, some left out": ("chat", lambda way: _clicked(way, "said", ".left-out summary")),
    "statements, some marked": ("chat", lambda way: way.conversation("marked")),
    "error": ("chat", lambda way: way.conversation("error")),
    "files gone": ("chat", lambda way: way.conversation("gone")),
    "waiting": ("chat", lambda way: way.asking()),
    "half an answer": ("chat", lambda way: way.asking(OIL)),
    "notice": ("chat", _notice),
    "edit": ("chat", lambda way: _clicked(way, "quotes", "[data-go=edit-0]")),
    "feedback": ("chat", _explain),
    "receipt": ("chat", lambda way: _clicked(way, "quotes", ".tools .menu > summary")),
    "conversation's menu": ("chat", _menu),
    "filter": ("chat", _filter),
    "library": ("shelf", lambda way: way.panel("library")),
    "library's menu": ("shelf", _item_menu),
    "nothing found": ("shelf", lambda way: _rows(way, "zzz")),
    "uploads": ("shelf", _uploads),
    "article": ("shelf", lambda way: way.article("quotes")),
    "long article": ("shelf", lambda way: way.article("far")),
    "article of a file that is gone": ("shelf", lambda way: way.article("gone")),
    "find": ("shelf", _found),
    "settings": ("shelf", lambda way: way.panel("settings")),
}
