"""Decoding: every common encoding, damage that is told, nothing that cannot be seen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import ArticleError
from assistant.library.decoding import decode, invisible_edits, remove_invisible
from assistant.library.edits import Edits

PRINTABLE = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs", "Cc", "Cn"], exclude_characters="\ufeff"),
        st.sampled_from("\n\t😀İé“”"),
    ),
    max_size=80,
)
WESTERN = st.lists(
    st.sampled_from(["café", "naïve", "“so”", "–", "über", "€5", "l’été", "“CAFÉ”"]), min_size=1
).map(" and plain words ".join)


@given(PRINTABLE, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_unicode_comes_back_as_it_was(text: str, encoding: str) -> None:
    """What was written in a Unicode encoding with its mark is read without a warning."""
    assert decode(text.encode(encoding)) == (text, ())


def test_utf32_is_not_taken_for_utf16() -> None:
    """The mark of UTF-32 begins like that of UTF-16."""
    assert decode("Zoë 🎉".encode("utf-32")) == ("Zoë 🎉", ())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["All of it is ASCII.\r\n", "Zoë said “no”. Then she left."])
def test_utf16_without_a_mark_is_recognised(encoding: str, text: str) -> None:
    """UTF-16 of a Latin script is known by its zeros."""
    assert decode(text.encode(encoding)) == (text, ())


def test_windows_1252_with_curly_quotes() -> None:
    """A western file of the nineties keeps its quotation marks."""
    text = "“We will stop,” he said – for €5, at the café."

    assert decode(text.encode("cp1252")) == (text, ())


@given(WESTERN)
def test_windows_1252_comes_back_as_it_was(text: str) -> None:
    """A western text in Windows-1252 is neither taken for damaged UTF-8 nor for Chinese."""
    assert decode(text.encode("cp1252")) == (text, ())


@pytest.mark.parametrize("text", ["“Über” naïve é", "one “word” and ”", "only one ”", "ï é"])
def test_truncated_utf8_is_mended_and_told(text: str) -> None:
    """A file cut off inside a character keeps its other characters and warns about that one."""
    decoded, warnings = decode(text.encode()[:-1])

    assert decoded == text[:-1] + "\ufffd"
    assert warnings == ("1 character(s) are not valid UTF-8 and show as \ufffd",)


def test_a_damaged_byte_is_mended_and_told() -> None:
    """One wrong byte in the middle does not turn the whole file into mojibake."""
    decoded, warnings = decode("“one”".encode() + b"\xff" + " “two”".encode())

    assert decoded == "“one”\ufffd “two”"
    assert len(warnings) == 1


def test_a_damaged_utf16_file_is_told() -> None:
    """A file in UTF-16 that ends in the middle of a character is read up to there."""
    decoded, warnings = decode("some text".encode("utf-16")[:-1])

    assert decoded == "some tex\ufffd"
    assert warnings == ("1 character(s) are not valid UTF-16 and show as \ufffd",)


def test_a_byte_without_meaning_in_windows_1252_is_told() -> None:
    """Nothing is replaced in silence."""
    decoded, warnings = decode(b"caf\xe9 \x81")

    assert decoded == "café \ufffd"
    assert len(warnings) == 1


def test_other_single_byte_encodings_are_guessed() -> None:
    """A Russian file in windows-1251 is read as Russian."""
    text = "Распознавание лиц вызывает споры. Многие города его запретили. " * 5

    assert decode(text.encode("cp1251"))[0] == text


def test_a_declared_encoding_counts() -> None:
    """What a page declares is believed, but not against valid UTF-8."""
    assert decode("żółw".encode("iso-8859-2"), "iso-8859-2") == ("żółw", ())
    assert decode("“a”".encode("cp1252"), "iso-8859-1") == ("“a”", ())  # as browsers do
    assert decode("żółw".encode(), "iso-8859-2") == ("żółw", ())
    assert decode("café".encode("cp1252"), "no-such-encoding") == ("café", ())


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x02\x00" * 9,
        b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00" * 20,
        bytes(range(256)) * 4,
        b"text\x00\x01\x02",
    ],
    ids=["png", "zip", "all bytes", "controls"],
)
def test_binary_data_is_refused(data: bytes) -> None:
    """A picture or an archive is no article, whatever its name says."""
    with pytest.raises(ArticleError, match="is not text"):
        decode(data)


def test_nothing_is_no_error() -> None:
    """An empty file decodes to an empty text."""
    assert decode(b"") == ("", ())


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("ig\u200bno\u2060re", "ignore"),
        ("safe\u202egnp.exe\u202c", "safegnp.exe"),
        ("a\U000e0041\U000e0042b", "ab"),
        ("co\u00adop", "coop"),
        ("a\u200db\u200cc", "abc"),
        ("\ufeffmark", "mark"),
        ("bell\x07 tab\t", "bell tab\t"),
        ("a\ufe0eb", "ab"),
        ("a\ufe0fb ｆ\u200dｕ\ufe0fｌ 𝐓\u200d𝐡\ufe0f𝐞", "ab ｆｕｌ 𝐓𝐡𝐞"),
        ("a\u2065\u3164b\uffa0\U0001d173c\U0001d17a", "abc"),
        ("a\u180b\u180c\u180d\u180e\u180fb", "ab"),
        ("\ufff9a\ufffab\ufffb", "ab"),
        ("文\u200d字 1\ufe0f2", "文字 12"),
        ("क\u094d\u200d\u200d\u200cष", "क\u094d\u200dष"),
        ("😀\u200db 😀\u200c😀", "😀b 😀😀"),
        ("❤\ufe0f\ufe0f", "❤\ufe0f"),
    ],
    ids=(
        "zero-width bidi tags hyphen joiners mark control selector letters fillers mongolian "
        "annotations signs repeated pictures twice"
    ).split(),
)
def test_invisible_characters_are_removed(text: str, seen: str) -> None:
    """What nobody can see cannot hide an instruction."""
    assert remove_invisible(text) == seen


@pytest.mark.parametrize(
    "text",
    [
        "👩‍👩‍👧 family",
        "❤️‍🔥",
        "🏳️‍🌈 🧑🏽‍🚀 🤷‍♀️ 👁️‍🗨️",
        "1️⃣ ©️ ☺️ ↔️ ▶️",
        "می‌خواهم",
        "ه\u200d ق",  # the sign of a year ends in a joiner
        "क्‍ष",
        "ന\u0d4d\u200d, ত\u09cd\u200d",  # old forms of a last consonant
        "ශ්\u200dරී ක්\u200cෂ",
        "ᠪᠣᠯᠵᠣ\u180bᠭ\u180eᠠ",  # forms that Mongolian letters have
        "e\u0301",
        "a\u00a0b",
    ],
)
def test_characters_that_shape_others_stay(text: str) -> None:
    """Joiners inside emoji, Persian and Indic words, accents and hard spaces are kept."""
    assert remove_invisible(text) == text


@given(st.text(st.sampled_from("ab\u200b\u200d\u202e\u00ad😀\U000e0041İ"), max_size=40))
def test_offsets_are_right_after_the_removal(text: str) -> None:
    """Each visible character is found at its new place."""
    edits = Edits(invisible_edits(text))
    seen = edits.apply(text)

    assert seen == remove_invisible(text)
    for offset, character in enumerate(text):
        if character in "ab😀İ":
            assert seen[edits.locate(offset)] == character
