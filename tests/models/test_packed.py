"""Token vectors in a byte a number: almost the same directions, exactly the same places."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from assistant.models.embeddings import Encoder, TokenVectors
from assistant.models.packed import PackedTokens


def drawn(seed: int, count: int, dimension: int) -> TokenVectors:
    """Rows of length one, some numbers of each far larger than the others."""
    random = np.random.default_rng(seed)
    rows = random.standard_t(3, size=(count, dimension))
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    spans = np.arange(2 * count).reshape(-1, 2)
    return TokenVectors(rows.astype(np.float32), spans)


@given(st.integers(0, 10_000), st.integers(1, 40), st.integers(1, 400))
def test_the_directions_stay(seed: int, count: int, dimension: int) -> None:
    """No row turns by more than a hundredth, and each has a length of one."""
    tokens = drawn(seed, count, dimension)
    found = PackedTokens.of(tokens).unpack()

    assert found.vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(found.vectors, axis=1), 1, atol=1e-5)
    assert (found.vectors * tokens.vectors).sum(axis=1).min() > 0.99
    assert found.spans.tolist() == tokens.spans.tolist()


def test_no_tokens() -> None:
    """They have a dimension all the same."""
    assert PackedTokens.of(drawn(0, 0, 8)).unpack().vectors.shape == (0, 8)


@given(st.integers(0, 10_000), st.integers(1, 40))
def test_they_come_back_from_the_disk_as_they_were(seed: int, count: int) -> None:
    """Levels and places."""
    packed = PackedTokens.of(drawn(seed, count, 8))
    again = PackedTokens.from_bytes(*packed.to_bytes())

    assert np.array_equal(again.unpack().vectors, packed.unpack().vectors)
    assert again.spans.tolist() == packed.spans.tolist()
    assert packed.size == sum(map(len, packed.to_bytes())) == count * (8 + 8)


def test_a_row_of_zeros_stays_one() -> None:
    """It is like nothing, and no error."""
    packed = PackedTokens.of(TokenVectors(np.zeros((1, 4), np.float32), np.array([[0, 1]])))

    assert packed.unpack().vectors.tolist() == [[0, 0, 0, 0]]


def test_words_of_the_real_model(encoder: Encoder) -> None:
    """Two texts are as near to one another as before, to some thousandths."""
    _, (one, other) = encoder.encode_tokens(
        ["The lamp burned 12 liters of oil.", "How much oil did it burn a night?"]
    )
    before = one.vectors @ other.vectors.T
    after = PackedTokens.of(one).unpack().vectors @ PackedTokens.of(other).unpack().vectors.T

    np.testing.assert_allclose(before, after, atol=0.005)
