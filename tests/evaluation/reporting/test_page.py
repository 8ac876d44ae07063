"""The report as a page: what stands in it, and what no question can do to it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from evaluations import NASTY, answer, evaluated, hostile, mixed
from lxml import html
from playwright.sync_api import Browser, Page, sync_playwright

from assistant.evaluation.question_sets.values import Evidence, Question
from assistant.evaluation.reporting.page import report_page
from assistant.evaluation.runner import Evaluation
from assistant.evaluation.side_by_side import side_by_side

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
VIEWS = {"wide": (1200, "light"), "dark": (1200, "dark"), "phone": (390, "light")}


def with_baselines(evaluation: Evaluation) -> Evaluation:
    """The same with another way beside it."""
    return replace(evaluation, baselines=side_by_side(evaluation, {"tutorial": (evaluation, 4)}))


def parsed(evaluation: Evaluation) -> html.HtmlElement:
    """The page as a tree."""
    return html.document_fromstring(report_page(evaluation))


def found(tree: html.HtmlElement, path: str) -> list[Any]:
    """The elements or attributes at a path."""
    at = tree.xpath(path)
    assert isinstance(at, list)
    return at


def texts(tree: html.HtmlElement, path: str) -> list[str]:
    """The texts of the elements at a path, white space folded."""
    return [" ".join(element.text_content().split()) for element in found(tree, path)]


def test_the_sections_in_their_order() -> None:
    """Plain words first, the setup last; other ways only where they were measured."""
    tree = parsed(with_baselines(mixed(70)))
    assert texts(tree, "//h1") == ["set.jsonl"]
    assert texts(tree, "//h2") == [
        "Figures",
        "Where questions were lost",
        "Curves",
        "Beside plainer ways",
        "The worst questions",
        "How it was measured",
    ]
    assert texts(tree, "//nav/a") == texts(tree, "//h2")
    assert found(tree, "//nav/a/@href") == [f"#{name}" for name in found(tree, "//section/@id")]
    assert len(texts(tree, "//ul[@class='summary']/li")) == 8
    assert "Beside plainer ways" not in texts(parsed(mixed(7)), "//h2")


def test_each_figure_has_its_value_and_interval_or_its_reason() -> None:
    """A dash says why."""
    rows = dict(
        zip(
            texts(parsed(mixed(70)), "//section[@id='figures']//tbody//th"),
            texts(parsed(mixed(70)), "//section[@id='figures']//tbody//td[@class='value']"),
            strict=False,
        )
    )
    (answered,) = (value for title, value in rows.items() if "answer@1" in title)
    assert answered.startswith("40.0% 2")
    (missing,) = (title for title in rows if "iou" in title)
    assert missing.endswith("not known: no question has evidence")
    assert rows[missing] == "– –"


def test_why_a_figure_is_missing_is_true() -> None:
    """Quotes for unanswerable questions are quotes, and evidence may be there but refused."""
    evidence = (Evidence("a.md", 0, 19),)
    quote = [("a.md", "Nobody came.")]
    titles = texts(
        parsed(
            evaluated(
                [
                    (Question("1", "Q?", answerable=False), answer(quote)),
                    (Question("2", "Q?", evidence=evidence), answer(abstained=True)),
                ]
            )
        ),
        "//section[@id='figures']//tbody//th",
    )
    (words,) = (title for title in titles if "words_mean" in title)
    assert words.endswith("not known: no answerable question has a quote")
    (precision,) = (title for title in titles if "citation_precision" in title)
    assert precision.endswith("not known: no question with evidence was answered")


def test_where_questions_were_lost() -> None:
    """Shares are of those that can be lost there: 10 of 50, and 10 of 20."""
    tree = parsed(mixed(70))
    cells = texts(tree, "//section[@id='lost']//tbody//td")
    assert cells[0::3] == ["10"] * 5
    assert cells[1::3] == ["20.0%"] * 4 + ["50.0%"]


def test_the_worst_questions_are_shown_with_what_was_expected_and_quoted() -> None:
    """Eight of each step, those first that were shown and looked surest."""
    tree = parsed(mixed(70))
    headings = texts(tree, "//section[@id='worst']//h3")
    assert headings[0] == "Not retrieved: 10 questions, the 8 surest"
    assert headings[-1] == "Answered though unanswerable: 10 questions, the 8 surest"
    assert len(found(tree, "//article")) == 5 * 8
    first = texts(tree, "//article[1]")[0]
    for part in ("When did it begin?", "nine", "A letter arrived in May.", "b.md", "0.80"):
        assert part in first
    assert "that the articles do not say" in texts(tree, "//article[last()]")[-1]


def test_text_of_a_set_is_shown_as_text() -> None:
    """Markup, bidi controls and long words of questions, answers, kinds and names."""
    page = report_page(hostile())
    tree = html.document_fromstring(page)
    assert not found(tree, "//script | //img | //*[@onerror]")
    assert "\u202e" not in page
    assert texts(tree, "//h1") == [" ".join(NASTY.split()).translate({0x202E: "�", 0x202C: "�"})]
    assert len(found(tree, "//style")) == 1
    (policy,) = found(tree, "//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"


@pytest.mark.parametrize(
    "evaluation",
    [
        evaluated([]),
        mixed(1),
        evaluated([(Question("1", "Q?", answerable=False), answer())] * 12),
        evaluated([(Question("1", "Q?"), answer())]),
    ],
)
def test_every_set_has_a_page(evaluation: Evaluation) -> None:
    """Empty, one question, none that can be answered, none that is judged."""
    assert "Figures" in texts(parsed(evaluation), "//h2")


def test_the_page_is_the_same_on_every_run() -> None:
    """Two evaluations that are alike give the same bytes."""
    assert report_page(mixed(14)) == report_page(mixed(14))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium: the one named in CHROMIUM, else one that is installed, else Playwright's."""
    names = ("chromium", "chromium-browser", "google-chrome")
    chromium = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Reports to look at."""
    folder = tmp_path_factory.mktemp("reports")
    made = {"mixed": with_baselines(mixed(70)), "hostile": hostile()}
    for name, evaluation in made.items():
        (folder / f"{name}.html").write_text(report_page(evaluation), encoding="utf-8")
    return {name: folder / f"{name}.html" for name in made}


@pytest.mark.parametrize("name", ["mixed", "hostile"])
@pytest.mark.parametrize("view", VIEWS)
def test_in_a_browser(browser: Browser, files: dict[str, Path], name: str, view: str) -> None:
    """It asks for nothing, complains of nothing, and nothing sticks out of it."""
    width, scheme = VIEWS[view]
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(files[name].as_uri())
    assert asked == [files[name].as_uri()]
    assert said == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.emulate_media(media="print")
    assert colours(page)["paper"] == "rgb(255, 255, 255)"
    page.close()


@pytest.mark.parametrize("view", ["wide", "dark"])
def test_curves_take_the_colours_of_the_page(
    browser: Browser, files: dict[str, Path], view: str
) -> None:
    """Letters of a curve are as dark or light as those of the text."""
    width, scheme = VIEWS[view]
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(files["mixed"].as_uri())
    drawn = colours(page)
    assert drawn["letters"] == drawn["ink"]
    assert (drawn["paper"] == "rgb(24, 23, 21)") is (scheme == "dark")
    page.close()


def colours(page: Page) -> dict[str, str]:
    """The colours of text, paper and the letters of the first curve."""
    drawn: dict[str, str] = page.evaluate(
        """() => ({
            ink: getComputedStyle(document.body).color,
            paper: getComputedStyle(document.body).backgroundColor,
            letters: getComputedStyle(document.querySelector("svg text")).fill,
        })"""
    )
    return drawn
