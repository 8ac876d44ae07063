"""The converted model gives the vectors of the original, or is not used."""

from __future__ import annotations

import json
import logging
import shutil
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from assistant.errors import ModelError
from assistant.models import conversion
from assistant.models.conversion import convert
from assistant.models.embeddings import BUNDLED_SHA256, Encoder, TokenVectors
from assistant.models.model_cache import (
    ConversionError,
    cache_folder,
    convert_apart,
    converted_folder,
    open_converted,
)
from assistant.models.openvino_engine import FACTS, MODEL, OpenVinoEngine
from assistant.models.torch_engine import TorchEngine

if TYPE_CHECKING:
    from assistant.models.vectors import Vectors

TEXTS = [
    "The lamp burned 12 liters of oil each night.",
    "",
    "  İğneada’s keeper — said “no” 👩‍👧. ",
    "word " * 400,
    "東京 is far; E=mc² is not.\n\nNor is \tthis.",
    *(f"Sentence {number} of a longer text, {'and more ' * number}." for number in range(60)),
]


@pytest.fixture(scope="module")
def original() -> TorchEngine:
    """The bundled model on torch."""
    return TorchEngine(Encoder().path)


@pytest.fixture(scope="module")
def conversion_kept(original: TorchEngine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the same is kept, converted anew."""
    kept = tmp_path_factory.mktemp("cache") / "kept"
    assert open_converted(kept) is None
    convert(original, kept)
    return kept


@pytest.fixture(scope="module")
def converted(conversion_kept: Path) -> OpenVinoEngine:
    """The converted model."""
    engine = open_converted(conversion_kept)
    assert engine
    return engine


def test_the_vectors_are_the_same(original: TorchEngine, converted: OpenVinoEngine) -> None:
    """Of texts and of tokens, in order, however the batches fall."""
    expected, found = original.encode_tokens(TEXTS), converted.encode_tokens(TEXTS)
    assert (expected[0] * found[0]).sum(axis=1).min() > 0.999
    for one, other in zip(expected[1], found[1], strict=True):
        assert one.spans.tolist() == other.spans.tolist()
        assert (one.vectors * other.vectors).sum(axis=1).min(initial=1) > 0.999
    np.testing.assert_allclose(converted.encode(TEXTS), found[0], atol=1e-6)


def test_the_word_pieces_are_the_same(original: TorchEngine, converted: OpenVinoEngine) -> None:
    """Nothing is cut off, and both read as much."""
    assert (original.limit, original.dimension) == (converted.limit, converted.dimension)
    for text in TEXTS:
        assert original.tokenize(text).tolist() == converted.tokenize(text).tolist()


def test_no_text_is_no_error(converted: OpenVinoEngine) -> None:
    """An empty list has no vectors."""
    assert converted.encode([]).shape == (0, 384)
    assert converted.encode_tokens([])[1] == []


def test_many_threads_get_their_own_vectors(converted: OpenVinoEngine) -> None:
    """Passes that come at the same time do not write over each other."""
    alone = [converted.encode([text]) for text in TEXTS[:8]]
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(converted.encode, [[text] for text in TEXTS[:8]] * 4))
    for number, vectors in enumerate(together):
        np.testing.assert_allclose(vectors, alone[number % 8], atol=1e-6)


def test_torch_is_not_imported_once_a_model_is_converted() -> None:
    """Nor transformers, nor what OpenVINO would report its import with."""
    code = (
        "import sys\n"
        "from assistant.models.embeddings import Encoder\n"
        "Encoder().encode_tokens(['Who left?'])\n"
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'openvino_telemetry.main'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    Encoder().encode(["it is converted now, if it was not"])
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"


def test_another_model_is_kept_elsewhere(tmp_path: Path) -> None:
    """Other weights or other settings of the same weights have another folder."""
    source = Encoder().path
    folder = tmp_path / "model"
    folder.mkdir()
    for name in ("modules.json", "config.json", "sentence_bert_config.json"):
        shutil.copy(source / name, folder / name)
    first = converted_folder(folder, BUNDLED_SHA256)
    assert converted_folder(folder, BUNDLED_SHA256) == first
    assert converted_folder(folder, "0" * 64) != first
    (folder / "sentence_bert_config.json").write_text('{"max_seq_length": 128}')
    assert converted_folder(folder, BUNDLED_SHA256) != first


@pytest.mark.parametrize("name", [MODEL, "model.bin", "tokenizer.json", FACTS])
def test_a_damaged_conversion_is_not_opened(
    conversion_kept: Path, tmp_path: Path, name: str
) -> None:
    """Whichever of its files was cut short."""
    kept = tmp_path / "kept"
    shutil.copytree(conversion_kept, kept)
    with (kept / name).open("r+b") as file:
        file.truncate(100)
    assert open_converted(kept) is None


def test_a_damaged_conversion_is_made_anew(original: TorchEngine, tmp_path: Path) -> None:
    """In its place; what a killed converter left beside it goes."""
    kept, left = tmp_path / "kept", tmp_path / "kept-abc"
    (left / "made").mkdir(parents=True)
    kept.mkdir()
    (kept / FACTS).write_text("{")
    assert convert(original, kept).encode(TEXTS[:1]).shape == (1, 384)
    assert open_converted(kept)
    assert not left.exists()


def test_facts_that_are_none_are_not_opened(tmp_path: Path) -> None:
    """Whatever stands in the file."""
    for facts in ("[]", "{}", '{"sha256": 3}', '{"sha256": {}}', "nothing"):
        (tmp_path / FACTS).write_text(facts)
        assert open_converted(tmp_path) is None


def test_one_process_converts_for_all(
    original: TorchEngine, conversion_kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who comes second takes what the first has made."""
    monkeypatch.setattr(conversion, "_write", lambda *_: pytest.fail("it was converted again"))
    convert(original, conversion_kept)


class Off:
    """An engine whose vectors are a little off."""

    def __init__(self, engine: TorchEngine, by: float) -> None:
        self.engine, self.by, self.model = engine, by, engine.model
        self.dimension = engine.dimension

    def encode_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[TokenVectors]]:
        """As the engine does, turned by an angle."""
        vectors, tokens = self.engine.encode_tokens(texts)
        return vectors + self.by * np.roll(vectors, 1, axis=1), tokens


def test_a_conversion_that_is_off_is_not_used(original: TorchEngine, tmp_path: Path) -> None:
    """A cosine of .9995 is not the same vector; nothing is kept of it."""
    with pytest.raises(ConversionError, match=r"the vectors of texts are not .* cosine 0\.99"):
        convert(Off(original, 0.03), tmp_path / "off")  # type: ignore[arg-type]
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".lock"]


def test_what_cannot_be_converted_is_run_by_torch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A model that puts a prompt before every text is one; a line says so, and it works."""
    folder = tmp_path / "model"
    shutil.copytree(Encoder().path, folder)
    settings = folder / "config_sentence_transformers.json"
    held = json.loads(settings.read_text()) if settings.is_file() else {}
    held |= {"prompts": {"query": "query: "}, "default_prompt_name": "query"}
    settings.write_text(json.dumps(held))
    monkeypatch.setenv("ASSISTANT_CACHE", str(tmp_path / "cache"))
    with caplog.at_level(logging.WARNING):
        assert Encoder(str(folder)).encode(["text"]).shape == (1, 384)
    (said,) = [record.message for record in caplog.records if "torch" in record.message]
    assert said.endswith("not converted for OpenVINO: it puts a prompt before every text")


def test_a_cache_that_cannot_be_written_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Torch does it then, and one line says why."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("ASSISTANT_CACHE", str(tmp_path / "file"))
    with caplog.at_level(logging.WARNING):
        assert Encoder().encode(["text"]).shape == (1, 384)
    assert "cannot be written" in caplog.text


def test_a_cache_in_no_home_is_no_error(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Where a user has no home torch does it, and the line says what to set."""
    monkeypatch.setenv("ASSISTANT_CACHE", "~nobody-of-this-name/cache")
    with caplog.at_level(logging.WARNING):
        assert Encoder().encode(["text"]).shape == (1, 384)
    assert "set ASSISTANT_CACHE to a folder" in caplog.text


def test_torch_can_be_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By argument or by environment: nothing is converted then."""
    monkeypatch.setenv("ASSISTANT_CACHE", str(tmp_path))
    expected = Encoder(engine="torch").encode(TEXTS[:1])
    monkeypatch.setenv("ASSISTANT_ENGINE", "torch")
    np.testing.assert_array_equal(Encoder().encode(TEXTS[:1]), expected)
    assert not list(tmp_path.iterdir())


def test_the_cache_is_the_users(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """ASSISTANT_CACHE, else what the desktop says, else ~/.cache."""
    monkeypatch.setenv("ASSISTANT_CACHE", str(tmp_path / "own"))
    assert cache_folder() == tmp_path / "own"
    monkeypatch.delenv("ASSISTANT_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "quoting-assistant"
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert cache_folder() == Path.home() / ".cache" / "quoting-assistant"


def test_a_converter_that_falls_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its last words are the reason; without any, how it ended."""
    kept = tmp_path / "kept"
    with pytest.raises(ConversionError, match="nothing"):
        convert_apart(tmp_path / "nothing", kept)
    monkeypatch.setattr("assistant.models.model_cache._CONVERSION", "assistant.no_such_module")
    with pytest.raises(ConversionError, match="its process ended with 1"):
        convert_apart(tmp_path, kept)
    assert not kept.exists()


# Whoever runs the tests in the background may have it ignored.
ENDING = """
import os, signal
signal.signal(signal.SIGINT, signal.SIG_DFL)
os.kill(os.getpid(), signal.SIGINT)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="sends the signal of Ctrl-C")
def test_a_converter_that_is_ended_leaves_nothing_to_torch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C is for the whole program, which must not load torch before it ends."""
    ended = [sys.executable, "-c", ENDING]
    monkeypatch.setattr("assistant.models.model_cache.program", lambda *_: ended)
    with pytest.raises(ModelError, match="start the program again"):
        convert_apart(tmp_path, tmp_path / "kept")
    monkeypatch.setenv("ASSISTANT_CACHE", str(tmp_path))
    encoder = Encoder()
    monkeypatch.setattr("assistant.models.embeddings._torch", lambda _: pytest.fail("torch"))
    encoder.warm_up().join()
    with pytest.raises(ModelError, match="start the program again"):
        encoder.encode(["text"])


def test_without_openvino_torch_does_it(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Where there is no build of it, one line says so."""
    monkeypatch.setitem(sys.modules, "openvino", None)
    with caplog.at_level(logging.WARNING):
        assert Encoder().encode(["text"]).shape == (1, 384)
    assert "run by torch: OpenVINO is not here" in caplog.text


def test_an_engine_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A slip of the pen must not pass for a choice."""
    monkeypatch.setenv("ASSISTANT_ENGINE", "tourch")
    with pytest.raises(ModelError, match="'tourch', no engine: set it to openvino or torch"):
        Encoder()
