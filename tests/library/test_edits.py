"""Edits: the new text and the way of every offset into it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.library.edits import Edit, Edits

TEXTS = st.text("aİ😀\u0301\r\n*[", max_size=40)
EDITS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 6), st.sampled_from(["", "x", "&&"])), max_size=8
)


def made(text: str, drawn: list[tuple[int, int, str]]) -> Edits:
    """Edits that stay inside `text`."""
    size = len(text)
    return Edits(Edit(min(a, size), min(a + n, size), new) for a, n, new in drawn)


def test_markup_is_taken_away_and_offsets_follow() -> None:
    """A character that stays is found where it stands now."""
    text = "See [the map](http://x) now"
    edits = Edits([Edit(4, 5), Edit(12, 23)])

    assert edits.apply(text) == "See the map now"
    assert edits.locate(text.index("the map")) == 4  # "See " stays before it
    assert edits.locate(text.index("now")) == 12  # 1 + 11 characters are gone


def test_a_removed_character_gives_the_place_it_was_taken_from() -> None:
    """Every offset inside a deletion leads to where the deletion was."""
    edits = Edits([Edit(2, 5)])

    assert [edits.locate(offset) for offset in range(7)] == [0, 1, 2, 2, 2, 2, 3]


def test_a_replacement_keeps_offsets_in_bounds() -> None:
    """Offsets inside a replaced piece do not run over its replacement."""
    edits = Edits([Edit(1, 6, "&")])

    assert edits.apply("a&amp;b") == "a&b"
    assert [edits.locate(offset) for offset in (0, 1, 2, 5, 6, 7)] == [0, 1, 2, 2, 2, 3]


def test_of_overlapping_edits_the_first_stands() -> None:
    """Of two edits that overlap the one that starts first stands, then the longer one."""
    edits = Edits([Edit(2, 8, "B"), Edit(0, 3, "A"), Edit(0, 2, "C"), Edit(8, 9)])

    assert edits.apply("0123456789") == "A345679"  # [2, 8) and the shorter [0, 2) are void


def test_no_edits_change_nothing() -> None:
    """Without edits text and offsets are as they were."""
    assert Edits().apply("as it is") == "as it is"
    assert Edits().locate(5) == 5


@given(TEXTS, EDITS)
def test_locate_never_goes_backwards(text: str, drawn: list[tuple[int, int, str]]) -> None:
    """A later character never stands before an earlier one, and both stand inside the text."""
    edits = made(text, drawn)
    places = [edits.locate(offset) for offset in range(len(text) + 1)]

    assert places == sorted(places)
    assert all(0 <= place <= len(edits.apply(text)) for place in places)


@given(TEXTS, EDITS)
def test_locate_agrees_with_apply(text: str, drawn: list[tuple[int, int, str]]) -> None:
    """The text before an offset becomes the text before its place, where no edit spans it."""
    edits = made(text, drawn)
    new = edits.apply(text)
    spans = [(min(a, len(text)), min(a + n, len(text))) for a, n, _ in drawn]

    for offset in range(len(text)):
        if not any(start <= offset <= end for start, end in spans):
            assert new[edits.locate(offset)] == text[offset]
