"""Chat models by name: what cannot be opened is named with the cure, and no key is told."""

from __future__ import annotations

import pytest
from fake_server import KEY, FakeServer, asked, opened, prepare, serve

from assistant.errors import ChatModelError
from assistant.models.providers import open_chat_model

environment = pytest.fixture(autouse=True)(prepare)
server = pytest.fixture(serve)


@pytest.mark.parametrize("spec", ["", " ", "none"])
def test_no_chat_model_is_none(spec: str) -> None:
    """It is the default, and no error."""
    assert open_chat_model(spec) is None


@pytest.mark.parametrize(
    ("spec", "url", "said"),
    [
        ("gpt-4", None, "no chat model 'gpt-4': give one of none, smollm2"),
        ("foo:bar", None, "no provider 'foo'.*give one of"),
        ("openai:", None, "no chat model 'openai:'"),
        ("groq:x", None, "pip install langchain-groq$"),
        ("none", "http://127.0.0.1", "takes no address"),
        ("smollm2", "http://127.0.0.1", "takes no address"),
        ("groq:x", "http://127.0.0.1", "takes no address"),
        ("openai:x", "ftp://host", "'ftp://host' is no address"),
        ("openai:x", "http://[::1", "is no address"),
        ("openai:x", f"http://user:{KEY}@host/v1", "'host' holds a key or a password"),
        ("openai:x", f"http://host/v1?key={KEY}", "'host' holds a key or a password"),
        (KEY * 3, None, "no chat model 'sk-plant'…"),
    ],
)
def test_what_cannot_be_opened_is_named_with_the_cure(
    spec: str, url: str | None, said: str
) -> None:
    """Reason and cure, and no key that stood in the wrong place."""
    with pytest.raises(ChatModelError, match=said) as raised:
        open_chat_model(spec, url=url)
    assert KEY not in str(raised.value)


def test_a_missing_package_is_named_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra of this project that brings it."""

    def refuse(*args: object, **options: object) -> None:
        raise ImportError("Please install it with `pip install langchain-ollama`")

    monkeypatch.setattr("langchain.chat_models.init_chat_model", refuse)

    with pytest.raises(ChatModelError, match=r'pip install "quoting-assistant\[ollama\]"$'):
        open_chat_model("ollama:x")


def test_a_missing_key_is_named_but_for_servers_of_ones_own(
    server: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Servers on this computer ask for none."""
    monkeypatch.delenv("OPENAI_API_KEY")

    with pytest.raises(ChatModelError, match=r"set OPENAI_API_KEY$"):
        open_chat_model("openai:x")
    assert list(asked(opened(server))) == ["OK"]


@pytest.mark.parametrize(
    ("spec", "url", "small"),
    [
        ("openai:gpt", None, False),
        ("openai:gpt-mini", "https://example.org/v1", False),
        ("openai:unknown", "http://127.0.0.1:1/v1", True),
        ("openai:qwen2.5-0.5b-instruct", "http://localhost:1/v1", True),
        ("openai:mixtral-8x7b-v1", "http://localhost:1/v1", False),
        ("ollama:llama3.3:70b", None, False),
        ("ollama:llama3.2:1b", None, True),
        ("ollama:smollm2:135m", None, True),
        ("ollama:qwen3:30b-a3b", None, False),
    ],
)
def test_small_is_what_runs_here_and_says_no_size(spec: str, url: str | None, small: bool) -> None:
    """A size in the name counts; without one, a model on this computer is taken to be small."""
    model = open_chat_model(spec, url=url)

    assert model is not None
    assert model.small is small
    assert model.name == spec
    assert KEY not in repr(model)
