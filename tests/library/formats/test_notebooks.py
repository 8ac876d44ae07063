"""Notebooks: their text and their code."""

from __future__ import annotations

import json
from typing import Any

import pytest
from documents import KEEPER, LAMP
from pace import within

from .reading import blocks, read, refused


def notebook(*cells: dict[str, Any]) -> bytes:
    """A notebook of these cells."""
    return json.dumps({"nbformat": 4, "metadata": {}, "cells": cells}).encode()


def cell(source: Any, kind: str = "markdown", **more: Any) -> dict[str, Any]:
    """A cell."""
    return {"cell_type": kind, "source": source, **more}


def test_text_and_code_without_output() -> None:
    """Markdown is rendered, code stands as it is, results are left out."""
    data = notebook(
        cell(["# The lamp\n", "\n", KEEPER.replace("lamp", "**lamp**")]),
        cell("print('```')\nlight()", "code", outputs=[{"text": ["Unsaid."]}]),
        cell("Raw.", "raw"),
        cell(LAMP),
    )
    extract = read(data, ".ipynb")
    assert blocks(extract) == [
        ("heading", "The lamp"),
        ("paragraph", KEEPER),
        ("code", "print('```')"),
        ("code", "light()"),
        ("paragraph", LAMP),
    ]
    assert extract.title == "The lamp"


def test_notebooks_of_version_3() -> None:
    """Older notebooks have sheets, headings of their own, and inputs."""
    cells = [
        {"cell_type": "heading", "level": 10**9, "source": "The lamp"},
        {"cell_type": "code", "input": "light()"},
    ]
    data = json.dumps({"nbformat": 3, "worksheets": [{"cells": cells}]}).encode()
    assert blocks(read(data, ".ipynb")) == [("heading", "The lamp"), ("code", "light()")]


@pytest.mark.parametrize(
    "data",
    [
        b"{",
        b"[]",
        b"{}",
        b'"cells"',
        b'{"cells": [1]}',
        b'{"cells": 3}',
        b'{"cells": [{}]}',
        b'{"cells": [{"cell_type": "markdown", "source": [1]}]}',
        b'{"cells": [{"cell_type": "heading", "level": "x"}]}',
        b"[" * 100_000,
        b'{"worksheets": [[]]}',
    ],
)
def test_what_is_no_notebook_is_refused(data: bytes) -> None:
    """Other JSON, and what is none, is told with what to do."""
    assert refused(data, ".ipynb").startswith("is no notebook (")


def test_signs_that_no_text_has() -> None:
    """Halves of pairs, which JSON can write, are no letters."""
    data = b'{"cells": [{"cell_type": "markdown", "source": "Oil \\ud800 was\\u0000 dear."}]}'
    assert read(data, ".ipynb").text.strip() == "Oil ? was dear."


def test_many_marks_take_no_time() -> None:
    """Code that is all marks of code is fenced at once."""
    with within(5):
        read(notebook(cell("`" * 300_000, "code"), cell(LAMP)), ".ipynb")
