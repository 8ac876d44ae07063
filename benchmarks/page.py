"""How quick the page stays with 200 articles and a conversation of 100 turns.

    python benchmarks/page.py xquad-en.json

Writes 200 paragraphs of a SQuAD set into a folder, asks 100 of its questions in one conversation,
and measures in Chromium (named in CHROMIUM, else found): opening the page with that conversation,
asking one more question, clicking a citation, opening the library, searching in it. Each figure is
the median of the rounds, in milliseconds from the key or click to what it brings.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import uvicorn
from playwright.sync_api import Page, sync_playwright

from assistant import Assistant, Settings
from assistant.accounts.limits import Limits, Rate
from assistant.ui.server import build_app
from assistant.ui.services import Services, open_services
from assistant.ui.tab import Tab

ARTICLES, TURNS, ROUNDS = 200, 100, 7
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("squad", type=Path, help="a question set in SQuAD's format")
    paragraphs = _paragraphs(parser.parse_args().squad)
    with tempfile.TemporaryDirectory() as folder:
        articles = Path(folder) / "articles"
        articles.mkdir()
        for number, (title, text, _) in enumerate(paragraphs[:ARTICLES]):
            (articles / f"{number:03}.md").write_text(f"# {title} {number}\n\n{text}\n", "utf-8")
        questions = [question for _, _, asked in paragraphs[:ARTICLES] for question in asked]
        settings = Settings(store=Path(folder) / "store", llm="none", llm_url=None)
        with (
            Assistant.open(articles, settings=settings) as assistant,
            open_services(assistant, [articles]) as services,
        ):
            eager = Rate(burst=10 * TURNS, seconds=0.01)  # faster than anybody types
            services = replace(services, limits=Limits({"question": eager, "upload": eager}))
            conversation = _filled(services, questions[:TURNS])
            server = uvicorn.Server(
                uvicorn.Config(build_app(services), port=0, log_level="warning")
            )
            thread = threading.Thread(target=server.run)
            thread.start()
            while not server.started:
                time.sleep(0.05)
            address = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
            _measure(address, conversation, questions[TURNS:])
            server.should_exit = True
            thread.join()


def _paragraphs(file: Path) -> list[tuple[str, str, list[str]]]:
    data = json.loads(file.read_text("utf-8"))["data"]
    return [
        (article["title"], paragraph["context"], [qa["question"] for qa in paragraph["qas"]])
        for article in data
        for paragraph in article["paragraphs"]
    ]


def _filled(services: Services, questions: list[str]) -> str:
    """A conversation of these questions with their answers; its id."""
    tab = Tab(services, "", "benchmark")
    for question in questions:
        tab.ask(question)
        for _ in tab.watch():
            pass
        while services.askings.of(tab.conversation):
            time.sleep(0.001)
    return tab.conversation


def _measure(address: str, conversation: str, questions: list[str]) -> None:
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(address)
        page.wait_for_selector(".empty")
        _say("open the page, no conversation", page, lambda _: page.reload(), ".empty")
        few = iter(questions)
        _say("ask, first questions of a conversation", page, lambda n: _ask(page, next(few)), None)
        page.goto(f"{address}/#c={conversation}")
        newest = f".log[data-turns='{TURNS}'][aria-busy=false]"
        _say(f"open the page, {TURNS} turns", page, lambda _: page.reload(), newest)
        _say(f"ask, after {TURNS} turns", page, lambda n: _ask(page, next(few)), None)
        cites = page.locator("#past .cite")
        _say(
            "click a citation",
            page,
            lambda n: cites.nth(n).click(),
            "#reader mark.now",
            lambda: page.locator(".place[data-go=library]").click(),
        )
        _say(
            f"open the library, {ARTICLES} articles",
            page,
            lambda _: page.locator(".place[data-go=library]").click(),
            "#reader .shelf",
            lambda: page.locator(".place[data-go=settings]").click(),
        )
        page.locator(".place[data-go=library]").click()
        page.wait_for_selector("#reader .shelf")
        box = page.locator("[data-find=library]")
        _say("search in the library", page, lambda n: box.fill(f"{n}4"), None)
        browser.close()


def _ask(page: Page, question: str) -> None:
    turns = page.locator(".turn").count()
    box = page.locator("#question textarea")
    box.fill(question)
    box.press("Enter")
    page.wait_for_selector(f".log[data-turns='{turns + 1}'][aria-busy=false]")


def _say(
    name: str,
    page: Page,
    act: Callable[[int], object],
    brings: str | None,
    undo: Callable[[], object] | None = None,
) -> None:
    took = []
    for number in range(ROUNDS):
        if undo:
            undo()
            page.wait_for_timeout(500)
        began = time.perf_counter()
        act(number)
        if brings:
            page.wait_for_selector(brings)
        took.append((time.perf_counter() - began) * 1000)
    print(f"{name:45} {statistics.median(took):7.0f} ms   (most {max(took):.0f})")


if __name__ == "__main__":
    main()
