"""The texts of the page: complete in every language, fit for HTML, and each of them used."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

from assistant import ui
from assistant.answering.daring import DARING
from assistant.collection.state import Standing
from assistant.records.feedback import REASONS
from assistant.records.preferences import Language
from assistant.types import Status
from assistant.ui.words import LANGUAGES, Words, texts

ENGLISH = texts("en")
OTHERS = [language for language in LANGUAGES if language != "en"]
EVERY = pytest.mark.parametrize("language", LANGUAGES)
FORMS = ("one", "other")

# The keys that the code puts together, and what it fills into them.
UPLOADS = "uploading uploaded cancelled cancel_all clear waiting indexing".split()
FILLED = {
    "card.status.{}": get_args(Status),
    "chat.not_backed.{}": FORMS,
    "chat.reason.{}": REASONS,
    "chat.status.{}": ("moved", "changed", "missing"),
    "library.{}": (*get_args(Standing), *UPLOADS),
    "library.sort.{}": ("title", "date", "source", "size", "indexed"),
    "reader.{}": ("quote", "passage"),
    "reader.find_{}": ("previous", "next", "close"),
    "reader.through_{}s": ("quote", "passage"),
    "reader.was_{}": ("quote", "passage"),
    "reader.{}_{}": ("previous_quote", "next_quote", "previous_passage", "next_passage"),
    "settings.{}": (
        *("reader_is", "model_local", "model_remote"),
        *("style", "strict", "quotes", "daring", "theme", "language"),
    ),
    "settings.daring.{}": tuple(DARING),
    "settings.strict.{}": ("yes", "no"),
    "settings.style.{}": ("auto", "prose", "quotes"),
    "settings.theme.{}": ("auto", "light", "dark"),
    "sign_in.{}": ("title", "intro", "name", "password", "submit"),
    "sign_in.wait_{}": ("seconds", "minutes"),
}
_FAMILY = "|".join(sorted({key.partition(".")[0] for key in ENGLISH}))
_KEY = re.compile(rf"(?:{_FAMILY})\.[a-z_.{{}}]*[a-z}}]")


@dataclass(frozen=True, slots=True)
class Use:
    """A key or a pattern in the code, and the names of the values that it is given there."""

    key: str
    values: frozenset[str] = frozenset()


def uses() -> Iterator[Use]:
    """Every key and every pattern in the code of the page."""
    folder = Path(ui.__file__).parent
    files = {file.name for file in folder.iterdir()}
    for file in folder.glob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        given = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args:
                names = {keyword.arg or "" for keyword in node.keywords}
                counts = isinstance(node.func, ast.Attribute) and node.func.attr == "count"
                given[node.args[0]] = names | ({"number"} if counts else set())
        for node in ast.walk(tree):
            key = _written(node)
            if _KEY.fullmatch(key) and key not in files:
                yield Use(key, frozenset(given.get(node, ())))  # type: ignore[call-overload]


def _written(node: ast.AST) -> str:
    """A text as the code has it, with {} for what is filled in; empty for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(_written(value) or "{}" for value in node.values)
    return ""


def keys_of(use: Use) -> list[str]:
    """The keys of the texts that a use may show, in both forms where a number decides."""
    names = [use.key]
    if "{}" in use.key:
        before, after = use.key.split("{}")[0], use.key.split("{}")[-1]
        names = [f"{before}{filled}{after}" for filled in FILLED[use.key]]
    return [
        key
        for name in names
        for key in ([f"{name}.{form}" for form in FORMS] if f"{name}.one" in ENGLISH else [name])
    ]


def places_in(text: str) -> set[str]:
    """The names in braces."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_the_languages_are_those_that_can_be_kept() -> None:
    """A language of the page can be kept as a preference, and the other way round."""
    assert tuple(LANGUAGES) == get_args(Language)


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_is_complete(language: str) -> None:
    """It has the English keys in the English order, none of them empty."""
    assert list(texts(language)) == list(ENGLISH)
    assert all(texts(language).values())


@EVERY
def test_texts_have_the_same_places(language: str) -> None:
    """What a text says in one language of numbers and names it says in every language."""
    for key, text in texts(language).items():
        assert places_in(text) == places_in(ENGLISH[key]), key


@EVERY
def test_texts_need_no_escaping(language: str) -> None:
    """None has a character that would mean something in HTML, nor spaces around it."""
    for key, text in texts(language).items():
        assert not re.search(r"""[<>&"'\x00-\x1f]""", text), key
        assert text == text.strip(" "), key


@EVERY
def test_numbers_have_both_forms(language: str) -> None:
    """Where a number decides the form of a text, there are exactly the two that are asked for."""
    forms = {key for key in texts(language) if key.endswith((".one", ".other"))}
    pairs = {key.rpartition(".")[0] for key in forms} - {"chat.reason"}  # whose other is a reason
    assert forms - {"chat.reason.other"} == {f"{pair}.{form}" for pair in pairs for form in FORMS}


def test_french_is_set_as_french_is() -> None:
    """A narrow space that cannot break stands before high marks and within guillemets."""
    for key, text in texts("fr").items():
        prose = text.replace("provider:model", "")
        assert not re.search(r"(?<!\u202f)[:;!?»]|«(?!\u202f)", prose), key
    assert Words("fr")("reader.quoted", quote="Oui") == "«\u202fOui\u202f»"
    assert Words("de")("reader.quoted", quote="Ja") == "„Ja“"


def test_every_text_is_used() -> None:
    """There is no text that the page never shows, and none that it lacks."""
    patterns = {use.key for use in uses() if "{}" in use.key}
    assert patterns == set(FILLED)
    assert {key for use in uses() for key in keys_of(use)} == set(ENGLISH)


def test_every_text_gets_its_values() -> None:
    """Wherever a text is shown, what its places need is handed to it."""
    given: dict[str, set[str]] = {}
    for use in uses():
        for key in keys_of(use):
            given.setdefault(key, set()).update(use.values)
    for key, text in ENGLISH.items():
        assert places_in(text) <= given[key], key
        for language in LANGUAGES:
            shown = Words(language)(key, **dict.fromkeys(given[key], "§"))
            assert "{" not in shown, key


def test_a_number_decides_the_form() -> None:
    """One is singular everywhere; none is in French, and in no other language of ours."""
    said = {language: Words(language).count for language in LANGUAGES}
    assert [said["en"]("page.articles", n) for n in (0, 1, 2)] == [
        "0 articles",
        "1 article",
        "2 articles",
    ]
    assert [said["de"]("page.passages", n) for n in (0, 1, 2)] == [
        "0 Textstellen",
        "1 Textstelle",
        "2 Textstellen",
    ]
    assert [said["fr"]("page.articles", n) for n in (0, 1, 2)] == [
        "0 article",
        "1 article",
        "2 articles",
    ]


@pytest.mark.parametrize(("language", "mark"), [("en", ","), ("de", "."), ("fr", "\u202f")])
def test_thousands_are_marked(language: str, mark: str) -> None:
    """A long number is grouped as its language does it, also within a text."""
    words = Words(language)
    assert words.number(999) == "999"
    assert words.number(1_234_567) == f"1{mark}234{mark}567"
    assert words.count("page.articles", 12_000).startswith(f"12{mark}000 ")


@pytest.mark.parametrize(
    ("language", "first", "last"),
    [
        ("en", "1 March 2021", "31 December 1999"),
        ("de", "1. März 2021", "31. Dezember 1999"),
        ("fr", "1er mars 2021", "31 décembre 1999"),
    ],
)
def test_a_day_is_written_out(language: str, first: str, last: str) -> None:
    """Day, month and year stand as the language writes them, and every month has its name."""
    words = Words(language)
    assert words.date(date(2021, 3, 1)) == first
    assert words.date(date(1999, 12, 31)) == last
    named = {words.date(date(2021, month, 2)) for month in range(1, 13)}
    assert len(named) == len(words("page.months").split("|")) == 12


def test_there_is_no_other_language() -> None:
    """A language that the page does not have has no texts, and a key that is none is an error."""
    assert texts("xx") == {}
    with pytest.raises(KeyError, match=r"page\.nothing"):
        Words()("page.nothing")
