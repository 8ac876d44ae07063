"""Questions to click."""

from __future__ import annotations

from assistant.library.catalog import Entry
from assistant.ui.examples import examples_for


def entry(source: str, title: str) -> Entry:
    """An article of this title."""
    return Entry("k", "r", source, None, "0", "0", title, None, 1, 0.0)


def test_examples_fit_the_library() -> None:
    """Other articles than the seeds get questions made of their titles; an empty library none."""
    found = examples_for([entry(f"{n}.md", f"Title {n}") for n in range(50)])
    assert len(found) == 5
    assert all("Title" in question for question in found[:4])
    assert examples_for([]) == ()


def test_a_title_that_is_too_long_makes_no_question() -> None:
    """Nor one that is empty."""
    found = examples_for([entry("a.md", "x" * 500), entry("b.md", ""), entry("c.md", "Salt")])
    assert found == ("What are the main points of “Salt”?", "What articles do you have?")
