"""Any text against a folder of articles: what is read, and what is found."""

from __future__ import annotations

import io
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant import Settings
from assistant.answering import proofreading
from assistant.answering.assistant import Assistant
from assistant.answering.proofreading import check_text, read_text
from assistant.checking.pairs import Check
from assistant.errors import ArticleError, AssistantError, CheckError, LibraryError
from assistant.models.embeddings import Encoder

TEXT = "# On lamps\n\nThe lamp burned **12 liters** of oil. Salt is [white](https://e.example).\n"
SENTENCES = ["The lamp burned 12 liters of oil.", "Salt is white."]


def given(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    """Put this before standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))


def test_a_file_is_read_sentence_by_sentence(tmp_path: Path) -> None:
    """Markdown as it is shown, headings left out."""
    file = tmp_path / "a.md"
    file.write_text(TEXT, encoding="utf-8")

    assert read_text(str(file)) == SENTENCES


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dash stands for it; headings are left out here too."""
    given(monkeypatch, TEXT.encode())

    assert read_text("-") == SENTENCES


def test_a_text_is_read_as_it_was_given() -> None:
    """What is no file is the text itself, however long, with whatever in it."""
    assert read_text(" ".join(SENTENCES)) == SENTENCES
    assert read_text(TEXT) == SENTENCES
    assert read_text("Salt is white. " * 999) == ["Salt is white."] * 999
    assert read_text("Salt\0 is white.")


@pytest.mark.parametrize("text", ["", " \n", "# A heading\n", "---\n"])
def test_a_text_without_a_sentence_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    """In a file, at standard input or given: nothing to check is not the same as all is well."""
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    given(monkeypatch, text.encode())

    for given_as in (text, "-", str(tmp_path / "a.md")):
        with pytest.raises((CheckError, ArticleError)):
            print(given_as, read_text(given_as))  # noqa: T201 - shown where nothing is raised


def test_what_cannot_be_read_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A binary file, or bytes at standard input that are no text."""
    (tmp_path / "a.md").write_bytes(bytes(range(32)) * 9)
    with pytest.raises(ArticleError):
        read_text(str(tmp_path / "a.md"))
    given(monkeypatch, b"Salt \xff is white.")
    with pytest.raises(AssistantError):
        read_text("-")


@pytest.fixture(scope="module")
def found(
    folder: Path, encoder: Encoder, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Check]:
    """Some statements, checked against the ten articles."""

    class Quick(Assistant):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs, encoder=encoder)

    said = [
        "The program wrongly matched 28 members of Congress with mugshots of other people.",
        "Italy fined Clearview 20 million euros in March 2022.",
        "Italy fined Clearview 30 million euros in March 2022.",
        "France fined Clearview 20 million euros in March 2022.",
        "Goulash is cooked with paprika and onions for three hours.",
        "The salt works of Tuzla was founded in 1898 by two brothers.",
        "wood " * 300,
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(proofreading, "Assistant", Quick)
        store = tmp_path_factory.mktemp("untouched") / "store"
        checks = check_text(said, folder, Settings(store=store, llm="none"))
        assert not store.exists()
    return dict(zip(said, checks, strict=True))


def kinds(check: Check) -> list[str]:
    """The kinds of the reasons."""
    return [reason.kind for reason in check.reasons]


def test_each_sentence_is_compared_with_the_nearest(found: dict[str, Check]) -> None:
    """In order, numbered from 1; what an article says is backed, with the place."""
    checks = list(found.values())

    assert [check.id for check in checks] == [str(n) for n in range(1, len(checks) + 1)]
    assert [kinds(check) for check in checks] == [
        *([], [], ["number"], ["name"], ["source"], ["date"], ["source"]),
    ]
    assert checks[1].citations[0].quote == "Italy fined Clearview 20 million euros in March 2022."
    assert checks[2].citations[0].quote == "Italy fined Clearview 20 million euros in March 2022."


def test_what_is_like_nothing_says_so(found: dict[str, Check]) -> None:
    """There is no place then; a sentence too long for the model is to be split."""
    goulash, long = list(found.values())[4], list(found.values())[-1]

    assert (goulash.reasons[0].text, goulash.citations) == (
        "nothing in the articles is like it",
        (),
    )
    assert long.reasons[0].text == "its 300 words are too long to look for: split it"


def test_quotes_of_a_check_stand_in_their_articles(folder: Path, found: dict[str, Check]) -> None:
    """They are sliced, as everywhere."""
    for check in found.values():
        for citation in check.citations:
            assert citation.quote in (folder / Path(citation.source).name).read_bytes().decode()


def test_nothing_quotable_backs_nothing(tmp_path: Path) -> None:
    """Articles of headings alone, or a threshold that lets all through, are no accident."""
    (tmp_path / "a.md").write_text("# The lamp\n\n## The oil\n", encoding="utf-8")
    settings = replace(Settings(llm="none"), threshold=0.0)
    [check] = check_text(["The lamp burned oil."], tmp_path, settings)

    assert kinds(check) == ["source"]


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    """As everywhere."""
    with pytest.raises(LibraryError):
        check_text(["The lamp burned oil."], tmp_path / "nowhere", Settings(llm="none"))
