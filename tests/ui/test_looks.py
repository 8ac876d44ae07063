"""That the page holds still while it changes, and that its parts have room, in a real browser."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from fake_server import FakeServer, reply

from assistant import Settings

from .states import KEEPER, LAMP, OIL, STATES, Way, keep_all, write_library
from .visiting import Site, Visit, told

# Shifts that follow a key or click within half a second are wanted: only the others are summed up.
SHIFTS = """async () => {
  await new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(then)));
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries()) {
      if (!hadRecentInput) window.shifts.push([value, sources.map(({ node }) =>
        (node?.outerHTML ?? node?.textContent ?? "").slice(0, 80))]);
    }
  }).observe({ type: "layout-shift", buffered: false });
}"""
# What lies outside the pane that shows it.
OUTSIDE = """(pane) => {
  const root = document.querySelector(pane);
  const box = root.getBoundingClientRect();
  return [...root.querySelectorAll("*")].filter((node) => {
    if (!node.checkVisibility() || node.closest(".repeated, svg, option")) return false;
    const { position, clipPath } = getComputedStyle(node);
    if (clipPath !== "none" || position === "fixed") return false;
    const { left, right, width } = node.getBoundingClientRect();
    return width > 0 && (left < box.left - 1 || right > box.right + 1);
  }).map((node) => node.outerHTML.slice(0, 90));
}"""
# Controls that are too small for a finger; a box to tick has all of its row beside it.
SMALL = """(least) => [...document.querySelectorAll(
    "#desk button, #desk summary, #desk select, #desk input:not([data-upload]), #desk .add")]
  .filter((node) => {
    const { width, height } = node.getBoundingClientRect();
    return node.checkVisibility() && width > 0 && Math.min(width, height) < least
      && !node.matches(".copy, input[type=checkbox]");
  }).map((node) => node.outerHTML.slice(0, 90))"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles for every state."""
    return write_library(tmp_path_factory.mktemp("library"))


@pytest.fixture(scope="module")
def settings(model: FakeServer, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A chat model that writes statements."""
    store = tmp_path_factory.mktemp("store")
    return Settings(store=store, llm="openai:demo", llm_url=model.url, style="prose")


@pytest.fixture(scope="module")
def kept(site: Site, model: FakeServer) -> dict[str, str]:
    """Conversations that are already there."""
    return keep_all(site, model)


@pytest.fixture
def way(visit: Visit, site: Site, kept: dict[str, str], model: FakeServer) -> Way:
    """To every state."""
    return Way(visit, site, kept, model)


@pytest.mark.parametrize(
    "visit",
    [{}, {"viewport": {"width": 360, "height": 740}, "reduced_motion": "no-preference"}],
    indirect=True,
)
@pytest.mark.parametrize("before", ["", "quotes"])
def test_nothing_jumps_while_an_answer_is_written(way: Way, before: str) -> None:
    """A growing answer moves nothing that stood there already: layout shift stays below 0.05."""
    if before:
        way.conversation(before)
    way.model.otherwise = told(OIL, KEEPER, by=partial(reply, pause=0.4))
    turns = way.visit.begin(LAMP)
    # The question itself moves what was there, on a slow machine long after the key.
    way.page.wait_for_selector(f".log[data-turns='{turns}']")
    way.page.evaluate(SHIFTS)
    way.visit.settle(turns)
    way.page.wait_for_timeout(600)
    shifts = way.page.evaluate("window.shifts")
    assert sum(value for value, _ in shifts) < 0.05, shifts


@pytest.mark.parametrize("width", [360, 820, 1240, 1440])
def test_no_part_sticks_out_of_its_pane(way: Way, width: int) -> None:
    """Titles, names and questions of any length stay within chat, rail and library."""
    way.page.set_viewport_size({"width": width, "height": 800})
    for name in ("hostile", "contents"):
        way.conversation(name)
        assert way.page.evaluate(OUTSIDE, "#chat") == []
    way.panel("library")
    way.show("shelf")
    assert way.page.evaluate(OUTSIDE, "#shelf") == []
    way.show("rail")
    assert way.page.evaluate(OUTSIDE, "#side") == []


@pytest.mark.parametrize("visit", [{"has_touch": True, "is_mobile": True}], indirect=True)
def test_controls_are_large_enough_for_a_finger(way: Way) -> None:
    """No control is below 24 pixels either way, and the tools of an answer have 44."""
    way.page.set_viewport_size({"width": 360, "height": 740})
    for name in ("disagreement", "library", "settings", "long article", "feedback"):
        front, reach = STATES[name]
        reach(way)
        way.show(front)
        assert way.page.evaluate(SMALL, 24) == [], name
    way.conversation("differ")
    tools = way.page.locator(".tools .tool").all()
    assert len(tools) == 6
    for tool in tools:
        box = tool.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 44


def test_a_menu_at_the_lower_edge_comes_into_view(way: Way) -> None:
    """What unfolds below the last line of an answer is scrolled up to where it can be read."""
    way.page.set_viewport_size({"width": 360, "height": 560})
    way.conversation("differ")
    way.page.locator(".tools .menu > summary").click()
    way.page.wait_for_function(
        """() => document.querySelector(".tools .choices").getBoundingClientRect().bottom
                 <= document.querySelector("#log").getBoundingClientRect().bottom + 1"""
    )


def test_an_earlier_question_is_brought_up_to_be_edited(way: Way) -> None:
    """Its text box has the focus and is in view, however far up it stood."""
    way.conversation("far")
    way.model.otherwise = told(OIL)
    way.visit.ask(LAMP)
    way.click("[data-go=edit-0]")
    way.page.wait_for_function(
        """() => {
          const { top } = document.activeElement.getBoundingClientRect();
          return document.activeElement.matches("#past .edit textarea") && 0 < top && top < 800;
        }"""
    )
