"""The whole program over a folder, started as often as needed, and browsers that work with it."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from playwright.sync_api import Browser, Locator, expect

from assistant import Settings
from assistant.answering.assistant import Assistant
from assistant.models.embeddings import Encoder
from assistant.ui.server import build_app
from assistant.ui.services import open_services

from .serving import PASSWORDS
from .serving import opened as accounts
from .visiting import Site, Visit

LAMP = """---
title: The lamp of İğneada
date: 2021-05-04
author: Ayşe Demir
---
The lamp burned 12 liters of oil a night until electricity reached the cape.

Its keeper, Osman Kaya, lit the lamp every evening for forty-one years.
"""
MILL = """---
title: A mill by the river
date: 2019-10-08
---
The mill of Kastamonu ground 900 sacks of flour a year.

The miller's daughter, Zehra, sold the flour in the market of Daday.
"""
CELLAR = "The cellar was flooded in 1953.\n\n" + "The stairs are of oak and were never wet. " * 40
ARTICLES = {"lamp.md": LAMP, "mill.md": MILL, "cellar.txt": CELLAR}
OIL = "How many liters of oil did the lamp burn a night?"
FLOUR = "How many sacks of flour did the mill grind a year?"
_WIDE = {"reduced_motion": "reduce", "viewport": {"width": 1360, "height": 850}}


def write(folder: Path, articles: Mapping[str, str]) -> Path:
    """A folder of these files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in articles.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@contextmanager
def program(
    place: Path, encoder: Encoder, *, port: int = 0, shared: bool = False, **options: Any
) -> Iterator[Site]:
    """The program over `place/served`; started again there, it has all it had.

    Where it is `shared`, those who have a password sign in.
    """
    given = {"llm": "none", "llm_url": None, "data": place / "data", **options}
    folder = place / "served"
    with ExitStack() as opened:
        settings = Settings(store=place / "store", **given)
        assistant = opened.enter_context(Assistant.open(folder, settings=settings, encoder=encoder))
        services = opened.enter_context(open_services(assistant, [folder]))
        sign_in = opened.enter_context(accounts(place / "data"))[1] if shared else None
        app = build_app(services, sign_in)
        config = uvicorn.Config(app, port=port, log_level="critical", timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run)
        thread.start()
        opened.callback(thread.join)
        opened.callback(setattr, server, "should_exit", True)
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.02)
        taken = server.servers[0].sockets[0].getsockname()[1]
        yield Site(f"http://127.0.0.1:{taken}", assistant, services)


@contextmanager
def visiting(
    browser: Browser,
    site: Site,
    *,
    name: str = "",
    allowed: Sequence[str] = (),
    **options: Any,
) -> Iterator[Visit]:
    """A fresh session, signed in if there is a name; the page complains only as is `allowed`."""
    context = browser.new_context(**{**_WIDE, **options})
    if name:
        form = context.new_page()
        form.goto(site.address)
        form.get_by_label("Name").fill(name)
        form.get_by_label("Password").fill(PASSWORDS[name])
        form.get_by_role("button", name="Sign in").click()
        form.wait_for_selector(".empty")
        form.close()
    visit = Visit.begun(context, site)
    try:
        yield visit
    finally:
        context.close()
    known = re.compile("|".join(allowed) or "(?!)")
    wrong = [url for url in visit.requests if not url.startswith((site.address, "data:"))]
    wrong += [text for text in visit.complaints if not known.search(text)]
    assert not wrong, wrong


def library(visit: Visit) -> Locator:
    """Go to the library; its panel."""
    visit.page.locator("#rail [data-go=library]").click()
    shelf = visit.page.locator("#reader .shelf")
    shelf.wait_for()
    return shelf


def titles(visit: Visit) -> list[str]:
    """The titles in the library that can be seen, in their order."""
    return visit.page.locator("ul.library > li:visible .title").all_text_contents()


def row(visit: Visit, text: str) -> Locator:
    """What the library shows of the article or file with this text."""
    return visit.page.locator("ul.library > li", has_text=text)


def settings(visit: Visit) -> Locator:
    """Go to the settings; their panel."""
    visit.page.locator("#rail [data-go=settings]").click()
    panel = visit.page.locator("#reader .preferences")
    panel.wait_for()
    return panel


def choose(visit: Visit, go: str) -> None:
    """Press a choice in the settings, and wait until it is pressed."""
    visit.page.locator(f"#reader [data-go={go}]").click()
    expect(visit.page.locator(f"#reader [data-go={go}]")).to_have_attribute("aria-pressed", "true")


def reload(visit: Visit, turns: int) -> None:
    """Load the page anew, until it shows that many questions and nothing is awaited."""
    visit.reload()
    visit.settle(turns)


def again_at(visit: Visit, address: str, turns: int) -> None:
    """Open an address of the page, another program's perhaps, until it shows that much."""
    visit.leave()
    visit.page.goto(address)
    visit.settle(turns)


def until(holds: Callable[[], bool], seconds: float = 15.0) -> None:
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, f"not so after {seconds} s"
        time.sleep(0.05)
