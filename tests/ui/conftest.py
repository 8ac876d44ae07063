"""A small library, its page served on this machine, and a real browser before it."""

from __future__ import annotations

import json
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import uvicorn
from fake_server import FakeServer, prepare
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from assistant import Settings
from assistant.answering.assistant import Assistant
from assistant.models.embeddings import Encoder
from assistant.ui.server import build_app
from assistant.ui.services import open_services

from .visiting import Site, Visit

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

LIGHTHOUSE = """---
title: The lighthouse at İğneada 🗼
date: 2021-05-04
---
The lighthouse at İğneada was built in 1866 by French engineers. Its keeper, Osman Kaya 🧔🏽, lit \
the lamp every evening for forty-one years.

## The lamp

The lamp burned 12 liters of oil a night until electricity reached the cape in 1978. It can be \
seen from 20 nautical miles away.

- The tower is 44 meters high.
- The gallery has 96 steps.

| Year | Keeper |
| --- | --- |
| 1866 | Hasan Usta |
| 1919 | Osman Kaya |
"""
HOSTILE = """<script>window.pwned = 1</script> was the first line of the guest book.

The guest book of the museum holds 318 signatures <img src=x onerror="window.pwned=2">. \
A visitor drew ![a boat](http://203.0.113.7/boat.png) beside the braces {{value}} and ${window} \
and @children and </section></mark> in the margin.

The museum's cellar was flooded in 1953 & 1954, as "old hands" still tell.
"""
HOSTILE_TITLE = """---
title: '<img src=x onerror="window.pwned=3"><b>Bold</b> {{value}} ${value}'
---
The harbor master of Cide counts 57 fishing boats in the winter harbor.
"""
LONG = "# The long chronicle\n\n" + "\n\n".join(
    f"In year {year} the town of Amasra rebuilt {year % 97} houses near wall number {year}."
    for year in range(1100, 1400)
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of four articles, two of them full of markup."""
    folder = tmp_path_factory.mktemp("library")
    for name, text in {
        "lighthouse.md": LIGHTHOUSE.replace("\n", "\r\n"),
        "guest-book.txt": HOSTILE,
        "harbor.md": HOSTILE_TITLE,
        "chronicle.md": LONG,
    }.items():
        (folder / name).write_bytes(text.encode())
    return folder


@pytest.fixture(scope="module")
def model() -> Iterator[FakeServer]:
    """A server for chat models, with a key that nobody may see."""
    with pytest.MonkeyPatch.context() as patch, FakeServer() as server:
        prepare(patch)
        yield server


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The built-in reader alone, whatever the environment names; modules may have others."""
    return Settings(store=tmp_path_factory.mktemp("store"), llm="none", llm_url=None)


@pytest.fixture(scope="module")
def site(
    library: Path,
    settings: Settings,
    encoder: Encoder,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Site]:
    """The page over the small library, served by a thread."""
    settings = replace(settings, data=settings.data or tmp_path_factory.mktemp("data"))
    with (
        Assistant.open(library, settings=settings, encoder=encoder) as assistant,
        open_services(assistant, [library]) as services,
    ):
        config = uvicorn.Config(
            build_app(services), port=0, log_level="warning", timeout_graceful_shutdown=1
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run)
        thread.start()
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.05)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield Site(f"http://127.0.0.1:{port}", assistant, services)
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium: the one named in CHROMIUM, else one that is installed, else Playwright's."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def context_of(browser: Browser) -> Callable[..., BrowserContext]:
    """A context of the browser with these options; in it Gradio's scripts are compiled once."""

    @cache
    def made(told: str) -> BrowserContext:
        return browser.new_context(**json.loads(told))

    return lambda **options: made(json.dumps(options, sort_keys=True))


@pytest.fixture
def visit(
    site: Site, context_of: Callable[..., BrowserContext], request: pytest.FixtureRequest
) -> Iterator[Visit]:
    """A fresh session; at its end, nothing but the page's own server was asked for anything."""
    options = {"reduced_motion": "reduce", "viewport": {"width": 1360, "height": 850}}
    context = context_of(**{**options, **getattr(request, "param", {})})
    visit = Visit.begun(context, site)
    yield visit
    for page in context.pages:
        page.close()
    context.clear_cookies()
    assert [url for url in visit.requests if not url.startswith((site.address, "data:"))] == []
    assert visit.complaints == []
