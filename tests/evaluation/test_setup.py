"""What is noted of how an evaluation was made."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from libraries import Library

from assistant import Settings
from assistant.answering.assistant import Assistant
from assistant.evaluation.setup import Drawn, Setup, describe
from assistant.models.embeddings import Encoder

DRAWN = Drawn(asked=2, held=5, limit=2, seed=0)


@pytest.fixture
def described(library: Library, encoder: Encoder, tmp_path: Path) -> Setup:
    """The setup of a set over the small library, with settings that name paths."""
    questions = tmp_path / "questions.jsonl"
    questions.write_text('{"question": "Q?"}', encoding="utf-8")
    settings = Settings(store=tmp_path / "index", llm="none", llm_url=None)
    with Assistant.open(library.folder, settings=settings, encoder=encoder) as assistant:
        private = replace(
            settings,
            llm="gguf:/home/user/private/model.gguf",
            llm_url="http://user:secret@10.0.0.1/v1",
            reranker="/home/user/private/reranker",
            threshold=0.35,
        )
        return describe(questions, private, assistant, DRAWN)


def test_no_path_and_no_address_of_the_machine_is_told(described: Setup) -> None:
    """A report may be sent to others."""
    said = str(described.to_dict())
    assert "private" not in said
    assert "secret" not in said
    assert described.settings["llm"] == "gguf:model.gguf"
    assert described.settings["reranker"] == "reranker"


def test_what_decides_the_figures_is_told(described: Setup) -> None:
    """The set and the articles by their content, the sample, the threshold."""
    found = described.to_dict()
    assert found["questions"] == "questions.jsonl"
    assert (found["asked"], found["held"], found["limit"], found["seed"]) == (2, 5, 2, 0)
    assert (found["articles"], found["threshold"], found["calibrated"]) == (3, 0.35, False)
    assert found["settings"]["chunk_tokens"] == Settings().chunk_tokens


def test_a_folder_is_known_by_all_its_files(
    library: Library, encoder: Encoder, tmp_path: Path
) -> None:
    """One changed judgement is another set; so is another article."""
    folder = tmp_path / "beir"
    (folder / "qrels").mkdir(parents=True)
    (folder / "qrels" / "test.tsv").write_text("q\tc\t1\n")
    settings = Settings(store=tmp_path / "index", llm="none", llm_url=None)
    with Assistant.open(library.folder, settings=settings, encoder=encoder) as assistant:
        first = describe(folder, settings, assistant, DRAWN)
        (folder / "qrels" / "test.tsv").write_text("q\td\t1\n")
        second = describe(folder, settings, assistant, DRAWN)
        library.write("new.md", "# New\n\nA new article.\n")
        assistant.index(library.folder)
        third = describe(folder, settings, assistant, DRAWN)
    assert first.questions_sha256 != second.questions_sha256 == third.questions_sha256
    assert first.articles_sha256 == second.articles_sha256 != third.articles_sha256
