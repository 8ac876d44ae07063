"""The optional cross-encoder: only one that is on this machine, and only a cross-encoder."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from cross_encoders import make_cross_encoder

from assistant.errors import ModelError
from assistant.models.reranker import Reranker, open_reranker

TEXTS = ["the lamp", "the bridge is green", "oil"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny cross-encoder."""
    return make_cross_encoder(tmp_path_factory.mktemp("models") / "tiny")


def test_texts_are_scored_as_the_model_scores_pairs(folder: Path) -> None:
    """One number for each text, that of the pair of question and text."""
    from sentence_transformers import CrossEncoder

    model = CrossEncoder(str(folder), device="cpu", local_files_only=True)
    expected = model.predict([("lamp oil ?", text) for text in TEXTS])

    reranker = open_reranker(str(folder))
    assert reranker is not None
    scores = reranker.score("lamp oil ?", TEXTS)
    np.testing.assert_allclose(scores, expected, atol=1e-6)
    assert len(set(scores.tolist())) == 3
    assert reranker.score("lamp oil ?", TEXTS).tolist() == scores.tolist()


def test_nothing_to_score_loads_nothing(folder: Path) -> None:
    """No texts have no scores, and the model is not loaded for them."""
    reranker = Reranker(folder)

    assert reranker.score("lamp", []).shape == (0,)
    assert "_model" not in vars(reranker)


@pytest.mark.parametrize("name", [None, "none"])
def test_without_a_name_there_is_none(name: str | None) -> None:
    """Off by default, and switched off by name."""
    assert open_reranker(name) is None


def test_a_missing_folder_is_told() -> None:
    """What is neither a folder nor a name on the hub is named, with the cure."""
    with pytest.raises(ModelError, match=r"'/no/such/model' is no folder: give a folder"):
        open_reranker("/no/such/model")


def test_a_model_that_was_not_fetched_is_told() -> None:
    """A hub id is looked for on this machine alone unless the user says otherwise."""
    with pytest.raises(ModelError, match=r"was fetched before: .* HF_HUB_OFFLINE=0"):
        open_reranker("nobody/no-such-model")


def test_a_folder_without_a_model_is_told(tmp_path: Path) -> None:
    """A folder must say what model it holds."""
    with pytest.raises(ModelError, match=r"has no config\.json that can be read"):
        open_reranker(str(tmp_path))
    (tmp_path / "config.json").write_text("[]", encoding="utf-8")
    with pytest.raises(ModelError, match=r"has no config\.json that can be read"):
        open_reranker(str(tmp_path))


def test_another_kind_of_model_is_refused(tmp_path: Path) -> None:
    """An embedding model would score at random, so it is not loaded."""
    (tmp_path / "config.json").write_text('{"architectures": ["BertModel"]}', encoding="utf-8")
    with pytest.raises(ModelError, match=r"is no cross-encoder \(BertModel\): give a folder"):
        open_reranker(str(tmp_path))


def test_several_labels_are_refused(tmp_path: Path) -> None:
    """A model that tells three classes apart has no order to give."""
    with pytest.raises(ModelError, match="gives 3 labels, not one"):
        open_reranker(str(make_cross_encoder(tmp_path / "three", labels=3)))


def test_a_model_without_weights_is_told(folder: Path, tmp_path: Path) -> None:
    """What is found out only when it is loaded is named as well."""
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    (tmp_path / "config.json").write_text(json.dumps(config), encoding="utf-8")

    with pytest.raises(ModelError, match=r"cannot be loaded .*: give a folder"):
        Reranker(tmp_path).score("lamp", ["oil"])
