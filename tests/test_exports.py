"""The public names, and what importing them costs."""

from __future__ import annotations

import subprocess
import sys

import pytest

import assistant

HEAVY = ("torch", "sentence_transformers", "chromadb", "gradio", "langchain", "langchain_core")


def test_the_exported_names_are_those_that_can_be_imported() -> None:
    """`__all__` is sorted and complete: every name in it, and no other, comes from the package."""
    exported: dict[str, object] = {}
    exec("from assistant import *", exported)  # noqa: S102 - a star import cannot stand in a function
    exported.pop("__builtins__")

    assert assistant.__all__ == ["Answer", "Assistant", "Citation", "Settings"]
    assert sorted(exported) == assistant.__all__
    assert [getattr(value, "__name__", "") for value in exported.values()] == assistant.__all__
    assert set(assistant.__all__) <= set(dir(assistant))


def test_an_unknown_name_is_an_error() -> None:
    """What is not exported is missing as from any module."""
    with pytest.raises(AttributeError, match="module 'assistant' has no attribute 'Nothing'"):
        _ = assistant.Nothing
    with pytest.raises(ImportError):
        exec("from assistant import Nothing")  # noqa: S102 - mypy would refuse the import itself


@pytest.mark.parametrize(
    ("module", "heavy"),
    [
        ("assistant", HEAVY),
        ("assistant.cli", HEAVY),
        ("assistant.types", HEAVY),
        ("assistant.answering.assistant", ("torch", "transformers", "gradio", "bs4", "docutils")),
    ],
)
def test_importing_loads_nothing_heavy(module: str, heavy: tuple[str, ...]) -> None:
    """The libraries that take seconds are imported by what needs them, and so are parsers."""
    code = f"import sys, {module}; print(sorted(set({heavy!r}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"


def test_nothing_leaves_this_machine_unless_asked() -> None:
    """Importing the package turns telemetry and downloads off, but never overrides the user."""
    code = "import assistant, os; print(os.environ['HF_HUB_OFFLINE'], os.environ['DO_NOT_TRACK'])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"DO_NOT_TRACK": "0"},
    )

    assert done.stdout == "1 0\n"
