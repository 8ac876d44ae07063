"""Where a citation that was kept stands in today's file, whatever became of the index."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pace import within

from assistant import Citation
from assistant.answering import verifier
from assistant.answering.verifier import stands
from assistant.library.today import TodaysTexts
from assistant.types import Span

QUOTE = "The harbor of Cide counts 57 boats."
TEXT = f"İt is café-like 🗼.\n\n{QUOTE} Nets dry on the pier.\n"


def kept(text: str, quote: str = QUOTE, start: int | None = None) -> Citation:
    """A citation as it was kept when the file had this text."""
    start = text.index(quote) if start is None else start
    end = start + len(quote)
    return Citation(
        id=1, source="harbor.txt", title="Harbor", sha256="0" * 64, start=start, end=end,
        quote=quote, before=text[max(0, start - 120) : start], after=text[end : end + 120],
        status="moved", now=Span(0, 1),
    )  # fmt: skip


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], Path]:
    """Write a file that is another one each time."""

    def written(text: str) -> Path:
        path = tmp_path / "harbor.txt"
        path.unlink(missing_ok=True)
        path.write_bytes(text.encode())
        return path

    return written


@pytest.mark.parametrize(
    ("text", "status", "now"),
    [
        (TEXT, "verbatim", None),
        (TEXT + "More.\n", "verbatim", None),
        (TEXT.replace("café", "bar"), "moved", len("İt is bar-like 🗼.\n\n")),
        (TEXT.replace("\n", "\r\n"), "moved", TEXT.index(QUOTE) + 2),
        (TEXT.replace("57", "75"), "changed", None),
        (TEXT.replace("counts", "does not count"), "changed", None),
        (TEXT.replace(QUOTE, f"{QUOTE[:-1]}s."), "changed", None),
        (TEXT.replace(QUOTE, f"No{QUOTE[3:]}"), "changed", None),
        ("", "changed", None),
        ("\x00\x01\x02" * 99, "changed", None),
    ],
)
def test_a_kept_quote_against_the_file(
    write: Callable[[str], Path], text: str, status: str, now: int | None
) -> None:
    """The words decide; the hash that was kept is of another file, and nothing is indexed."""
    found = stands(kept(TEXT), write(text))

    assert found.status == status
    assert found.now == (None if now is None else Span(now, now + len(QUOTE)))
    assert replace(found, status="moved", now=Span(0, 1)) == kept(TEXT)  # all else stays


def test_a_newer_extractor_moves_a_quote(write: Callable[[str], Path]) -> None:
    """A file of the same bytes whose text has other offsets by now is searched as well."""
    citation = kept(f"Two more words. {TEXT}")
    found = stands(citation, write(TEXT))

    assert (found.status, found.now) == ("moved", Span(19 + 1, 20 + len(QUOTE)))


@pytest.mark.parametrize(
    "name",
    ["gone.md", "gone/gone.md", "a\0b.md", "x" * 300 + ".md", "caf\udce9.md", "loop.md", ""],
)
def test_a_path_that_leads_nowhere(tmp_path: Path, name: str) -> None:
    """Whatever a path is made of, a quote whose file is not there is missing."""
    (tmp_path / "loop.md").symlink_to(tmp_path / "loop.md")
    path = tmp_path / name if name else None

    assert (stands(kept(TEXT), path).status, stands(kept(TEXT), path).now) == ("missing", None)


@pytest.mark.parametrize("name", ["folder.md", "picture.png", "bad.html"])
def test_what_is_no_article_any_more(tmp_path: Path, name: str) -> None:
    """Something that is there but has no text that can be read is a change."""
    path = tmp_path / name
    if name == "folder.md":
        path.mkdir()
    else:
        path.write_bytes(b"\x89PNG\x00\x01\x02\x03" * 50)

    assert stands(kept(TEXT), path).status == "changed"


PIECES = st.lists(
    st.sampled_from(
        [QUOTE, QUOTE[:20], " ", "\n\n", "Nets. ", "İ", "🗼", "e\u0301", "\r\n", "x" * 150]
    ),
    max_size=12,
).map("".join)


@settings(
    max_examples=150, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(then=st.tuples(PIECES, PIECES), today=PIECES)
def test_what_is_said_of_a_quote_is_true(
    write: Callable[[str], Path], then: tuple[str, str], today: str
) -> None:
    """Verbatim where it was, moved to where these very words are, changed if they are nowhere."""
    citation = kept(QUOTE.join(then), start=len(then[0]))
    path = write(today)
    found = stands(citation, path)

    if found.status == "verbatim":
        assert today[citation.start : citation.end] == QUOTE
        assert found.now is None
    elif found.status == "moved":
        assert found.now
        assert found.now.of(today).split() == QUOTE.split()
        assert today[citation.start : citation.end] != QUOTE or found.now.start != citation.start
    else:
        assert (found.status, found.now) == ("changed", None)
        # Unless a word goes on at one of its ends, it is nowhere.
        assert not re.search(r"(?<!\w)The\s+harbor\s+of\s+Cide\s+counts\s+57\s+boats\.", today)


def test_a_long_conversation_is_quick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three hundred citations of two hundred files cost two hundred extractions, once."""
    monkeypatch.setattr(verifier, "_today", TodaysTexts())
    monkeypatch.setattr("assistant.library.today._SETTLED", -1)  # written long ago
    page = "<html><body><article><p>{}</p>" + "<p>Nets dry on the pier.</p>" * 100
    paths = [tmp_path / f"{number}.html" for number in range(200)]
    for number, path in enumerate(paths):
        path.write_text(page.format(f"No. {number}. {QUOTE}"))
    citation = kept(f"No. 1. {QUOTE}\n")
    found = [stands(citation, paths[number % 200]).status for number in range(300)]
    with within(1.0):
        again = [stands(citation, paths[number % 200]).status for number in range(300)]

    assert found == again
    assert found.count("verbatim") == 20  # numbers of one digit, three hundred over two hundred
    assert set(found) == {"verbatim", "moved"}
