"""The list of conversations, the head of the chat and the line that says what is asked."""

from __future__ import annotations

import pytest
from hypothesis import given

from assistant.records.record import Conversation
from assistant.ui.rail import render_bar, render_filter, render_rail
from assistant.ui.words import Words

from .articles import TEXT
from .visiting import Parsed, content, shape

WORDS = Words()
LISTED = [Conversation(f"{n:032}", title, False, 1.0, 2.0, 1) for n, title in enumerate(("A", ""))]


def test_conversations_in_their_order() -> None:
    """Each is a button, the open one marked; one without a title says so."""
    page = render_rail(LISTED, LISTED[1].id, "", "", WORDS)
    items = [b for b in Parsed(page).having("button") if b.attributes["data-go"].startswith("conv")]
    assert [b.attributes["data-go"] for b in items] == [f"conversation-{c.id}" for c in LISTED]
    assert [b.attributes.get("aria-current") for b in items] == [None, "page"]
    assert [b.attributes["title"] for b in items] == ["A", WORDS("conversations.untitled")]


def test_an_empty_list_says_why() -> None:
    """There are none yet, or none was found."""
    assert WORDS("conversations.none") in content(render_rail([], "", "", "", WORDS))
    assert WORDS("conversations.not_found") in content(render_rail([], "", "x", "", WORDS))


def test_who_is_signed_in_can_sign_out() -> None:
    """Only where people sign in at all."""
    page = render_rail([], "", "", "ada <b>", WORDS)
    (form,) = Parsed(page).having("form")
    assert form.attributes["action"] == "/sign-out"
    assert "ada <b>" in form.text
    assert not Parsed(render_rail([], "", "", "", WORDS)).having("form")


def test_the_menu_is_of_a_conversation() -> None:
    """Without one there is nothing to rename, export or delete."""
    page = render_bar("A <title>", LISTED[0].id, "Built-in reader", "dark", WORDS)
    (head,) = Parsed(page).having("h1")
    assert head.text == "A <title>"
    assert head.attributes["data-conversation"] == LISTED[0].id
    assert (head.attributes["data-theme"], head.attributes["data-language"]) == ("dark", "en")
    links = [a.attributes["href"] for a in Parsed(page).having("a")]
    assert links == [f"/conversations/{LISTED[0].id}.{end}" for end in ("md", "html", "json")]
    assert not Parsed(render_bar("", "", "x", "auto", WORDS)).having("menu")


@pytest.mark.parametrize(
    ("titles", "told"),
    [
        (None, ""),
        ([], "No article is ticked: tick one in the library, or ask allAsk all"),
        (["<b>"], "Asking 1 article of 9: <b>Ask all"),
        (["A", "B", "C", "D"], "Asking 4 articles of 9: A, B, C …Ask all"),
    ],
)
def test_which_articles_are_asked(titles: list[str] | None, told: str) -> None:
    """Nothing is said where all are."""
    assert content(render_filter(titles, 9, WORDS)) == told


@given(TEXT)
def test_no_text_makes_a_tag(text: str) -> None:
    """Titles, searches, names of users and of models are text, whatever they are."""

    def panes(text: str) -> object:
        listed = [Conversation("0" * 32, text, True, 1.0, 2.0, 1)]
        page = render_rail(listed, "", text, text, WORDS)
        page += render_bar(text, "0" * 32, text, "auto", WORDS)
        return shape(page + render_filter([text, text], 3, WORDS))

    assert panes(f"x{text}") == panes("x")
