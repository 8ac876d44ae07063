"""Names of files that came from elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.collection.names import MOST_BYTES, numbered, safe_name, sayable
from assistant.collection.refusals import RefusedError
from assistant.library.loaders import endings

ENDINGS = st.sampled_from([*sorted(endings()), ".MD", ".Html"])
HOSTILE = st.text(
    st.one_of(
        st.characters(exclude_categories=()),
        st.sampled_from("./\\:*?\"<>|\0\u202e\u200b\u2066\ud800\n\r\t ~$'`;&%"),
    ),
    max_size=600,
)


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("tide.md", "tide.md"),
        ("../../etc/tide.md", "tide.md"),
        ("C:\\Users\\me\\tide.md", "tide.md"),
        ("/tide.md", "tide.md"),
        ("..\\..\\.tide.txt", "tide.txt"),
        ("...tide.md", "tide.md"),
        ("tide.md. . ", "tide.md"),
        ("tide\0.md", "tide.md"),
        ("ti\u202edm.exe.md", "tidm.exe.md"),
        ("t\u200bide\ufeff.md", "tide.md"),
        ("ti\ud800de.md", "tide.md"),
        ("tide\r\nSet-Cookie: a=b.md", "tide Set-Cookie_ a=b.md"),
        ("<img src=x onerror='alert(1)'>.md", "_img src=x onerror='alert(1)'_.md"),
        ('"tide".md', "_tide_.md"),
        ("con.md", "_con.md"),
        ("Aux.tar.md", "_Aux.tar.md"),
        ("com¹.txt", "_com¹.txt"),
        ("console.md", "console.md"),
        ("Cafe\u0301.md", "Café.md"),
        ("潮.md", "潮.md"),
        ("TIDE.MD", "TIDE.MD"),
        ("a" * 500 + ".markdown", "a" * 111 + ".markdown"),
        ("潮" * 500 + ".md", "潮" * 39 + ".md"),
    ],
)
def test_is_made_safe(given_name: str, kept: str) -> None:
    """A name keeps what people read of it, and nothing that systems or pages would act upon."""
    assert safe_name(given_name) == kept


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("tide.xyz", "tide.xyz is a .xyz file: save it as one of .csv, .docx, .epub"),
        ("tide", "tide has no ending that tells what it is"),
        (".md", "has no ending"),
        ("", "has no ending"),
        ("..", "has no ending"),
        ("a/", "has no ending"),
        ("\u200b.md", "has no ending"),
        ("tide.md/..", "has no ending"),
        ("x" * 500, "x" * 80 + " has no ending"),
    ],
)
def test_is_refused(name: str, reason: str) -> None:
    """A name whose ending says nothing that can be read is refused with what could be."""
    with pytest.raises(RefusedError) as refused:
        safe_name(name)
    assert reason in str(refused.value)


@given(HOSTILE, ENDINGS, st.integers(2, 9999))
def test_stays_in_its_folder(name: str, ending: str, number: int) -> None:
    """Whatever it is called, a file stays in its folder, has a name of its own, and is shown."""
    try:
        kept = safe_name(name + ending)
    except RefusedError:
        return
    folder = Path("/data/articles")
    for safe in (kept, numbered(kept, number)):
        assert (folder / safe).parent == folder
        assert Path(safe).name == safe
        assert Path(safe).suffix.lower() in endings()
        assert not safe.startswith((".", " "))
        assert len(safe.encode()) <= MOST_BYTES
        assert safe.isprintable()
        assert safe_name(safe) == safe
    assert numbered(kept, number) != kept


def test_a_number_fits() -> None:
    """A file of a name that is taken gets a number before its ending, however long its name."""
    assert numbered("tide.md", 2) == "tide (2).md"
    assert numbered("a" * 117 + ".md", 12) == "a" * 112 + " (12).md"  # 112 + 8 = 120


def test_a_name_of_other_bytes_can_be_said() -> None:
    """A name on the disk that is no UTF-8 is said with its bytes."""
    assert sayable(Path("ti\udcffde.md")) == "ti\\udcffde.md"
