"""The test of a chat model from the settings: one short request, and what it came to."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from fake_server import KEY, FakeServer, error, reply

from assistant import Settings
from assistant.ui.model_trial import try_model
from assistant.ui.words import Words


def tried(url: str, llm: str = "openai:demo") -> str:
    """What is said of a model of a program that was started with the one at this address."""
    settings = Settings(llm="openai:demo", llm_url=url)
    assistant: Any = SimpleNamespace(settings=replace(settings, llm_seconds=5.0))
    return try_model(assistant, llm, Words())


def test_a_model_that_answers(model: FakeServer) -> None:
    """How long it took, after one request."""
    model.otherwise = reply("Yes", ".")
    before = len(model.requests)
    assert tried(model.url).startswith("Answered in ")
    assert len(model.requests) == before + 1


@pytest.mark.parametrize("code", [401, 404, 500])
def test_a_model_that_fails(model: FakeServer, code: int) -> None:
    """What its server said is told in a line, without the key and without another try."""
    model.otherwise = error(code, "no {key} <b>")
    before = len(model.requests)
    said = tried(model.url)
    assert said
    assert KEY not in said
    assert "Answered" not in said
    assert len(model.requests) == before + 1


def test_a_model_that_says_nothing(model: FakeServer) -> None:
    """An empty reply is none."""
    model.otherwise = reply()
    assert not tried(model.url).startswith("Answered")


def test_a_model_that_is_not_there(model: FakeServer) -> None:
    """Neither is a server that cannot be reached, nor is the reader a model."""
    assert not tried("http://127.0.0.1:9/v1").startswith("Answered")
    assert tried(model.url, "none") == ""
