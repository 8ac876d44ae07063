"""Text as HTML: nothing in it becomes markup, and nothing is lost."""

from __future__ import annotations

import re
import time

from hypothesis import given
from hypothesis import strategies as st

from assistant.ui.markup import button, escape, render_date, render_moment, shortened
from assistant.ui.words import Words

from .articles import TEXT
from .visiting import Parsed, content


@given(TEXT)
def test_escaped_text_is_text(text: str) -> None:
    """Escaped text has no markup left in it and is read back as it was."""
    assert not re.search(r"[<>\"']", escape(text))
    assert content(f"<p>{escape(text)}</p>") == text
    assert Parsed(f'<p title="{escape(text)}"></p>').elements[0].attributes["title"] == text


@given(st.text(st.characters()))
def test_every_string_can_be_sent(text: str) -> None:
    """Half of a pair of surrogates and a NUL, which no page can hold, become a sign for them."""
    sent = escape(f"{text}\ud83d\0").encode()
    assert sent.decode().endswith("\ufffd\ufffd")


def test_shortened() -> None:
    """What is short enough is left as it is."""
    assert shortened("abc", 3) == "abc"
    assert shortened("abcd", 3) == "abc…"


def test_dates() -> None:
    """A full date is written out in the language, any other is left as it is."""
    assert content(render_date("2019-10-08", Words())) == "8 October 2019"
    assert content(render_date("2019-10-08", Words("de"))) == "8. Oktober 2019"
    assert content(render_date("spring <1920>", Words())) == "spring <1920>"
    assert render_date(None, Words()) == ""


def test_moments() -> None:
    """A time of today shows its hour, any other its day."""
    assert re.fullmatch("[0-9]{2}:[0-9]{2}", content(render_moment(time.time(), Words())))
    long_ago = time.mktime((2019, 10, 8, 12, 30, 0, 0, 0, -1))
    page = render_moment(long_ago, Words())
    assert content(page) == "8 October 2019"
    assert Parsed(page).elements[0].attributes["datetime"] == "2019-10-08T12:30:00"


@given(TEXT)
def test_a_button_holds_hostile_attributes(text: str) -> None:
    """Attributes are escaped; one that is empty or false is left out, a true one has no value."""
    page = button("go-1", "x", class_="tool", aria_label=text, title="", hidden=True, lang=False)
    (element,) = Parsed(page).elements
    assert {k: v for k, v in element.attributes.items() if k != "aria-label"} == {
        **{"type": "button", "data-event": "click", "data-go": "go-1"},
        **{"class": "tool", "hidden": ""},
    }
    assert element.attributes.get("aria-label", "") == text
