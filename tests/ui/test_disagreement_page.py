"""Articles that say different things of the same, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from assistant.models.embeddings import Encoder

from .visiting import Site
from .workplace import FLOUR, LAMP, MILL, OIL, program, reload, visiting, write

LATER = """---
title: The lamp, looked at again
date: 2023-02-01
---
The lamp burned 15 liters of oil a night until electricity reached the cape.
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Iterator[Site]:
    """Two articles on the lamp and one on the mill."""
    place = tmp_path_factory.mktemp("place")
    write(place / "served", {"lamp.md": LAMP, "later.md": LATER, "mill.md": MILL})
    with program(place, encoder) as site:
        yield site


def test_both_figures_are_shown_with_their_dates(site: Site, browser: Browser) -> None:
    """That they differ stands above both quotes; each figure leads to its article."""
    with visiting(browser, site) as visit:
        visit.ask(OIL)
        note = visit.page.locator("#current .differ")
        expect(note).to_contain_text("The articles differ")
        for figure, title, date in (
            ("12", "The lamp of İğneada", "4 May 2021"),
            ("15", "The lamp, looked at again", "1 February 2023"),
        ):
            side = note.locator("li", has_text=title)
            expect(side.locator("strong")).to_contain_text(figure)
            expect(side).to_contain_text(date)
            side.locator("a").click()
            visit.page.wait_for_selector(f"mark.now:has-text('{figure} liters')")
            assert visit.page.locator("#reader .page h2").text_content() == title
        assert {"12 liters", "15 liters"} <= {
            f"{number} liters"
            for number in (12, 15)
            if f"{number} liters" in visit.seen("#current")
        }
        reload(visit, 1)
        expect(visit.page.locator("#past .differ, #current .differ")).to_have_count(1)
        visit.ask(FLOUR)
        assert visit.page.locator("#current .differ").count() == 0
