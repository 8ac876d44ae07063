"""`assistant evaluate`: the figures of a question set, as a table and as JSON."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from commanding import LAMP, LAMP_QUOTE, folder, one_encoder, run, store
from fake_server import FakeServer, Request, answering, prepare

from assistant.evaluation.answer_metrics import NAMES

__all__ = ["folder", "one_encoder", "store"]  # fixtures, which pytest finds by their names
FIGURES = {
    "retrieval": {"recall@1", "recall@3", "recall@5", "recall@10", "mrr@10", "ndcg@10"},
    "quotes": {"verbatim", "answer@1", "answer@3", "words_mean"},
    "evidence": {"recall", "precision", "iou"},
    "abstention": {"auroc", "answered", "false_answers", "false_refusals"},
    "answers": set(NAMES),
    "latency_ms": {"p50", "p95"},
}


def test_evaluating_jsonl(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Questions on a folder: a table, the figures of the contract, and each question in turn."""
    questions = [
        {
            "id": "lamp",
            "question": LAMP,
            "answers": ["12 liters"],
            "evidence": [{"source": "lamp.txt", "start": 0, "end": len(LAMP_QUOTE)}],
        },
        {"question": "And when?", "history": [["Who founded the salt works of Tuzla?", "x"]]},
        {"id": "none", "question": "How do I cook goulash?", "answerable": False},
    ]
    file, written = tmp_path / "questions.jsonl", tmp_path / "figures.json"
    file.write_text("\n".join(map(json.dumps, questions)), encoding="utf-8")

    assert run("evaluate", file, "--articles", folder, "--json", written) == 0
    out, err = capsys.readouterr()
    figures = json.loads(written.read_text(encoding="utf-8"))

    assert set(figures) == {"questions", "answerable", *FIGURES, "per_question"}
    assert {name: set(figures[name]) for name in FIGURES} == FIGURES
    assert (figures["questions"], figures["answerable"]) == (3, 2)
    assert figures["retrieval"]["recall@1"] == 1.0
    assert figures["quotes"]["verbatim"] == 1.0
    assert figures["quotes"]["answer@1"] == 1.0
    assert figures["evidence"]["recall"] == 1.0
    assert figures["abstention"]["auroc"] == 1.0
    assert [outcome["id"] for outcome in figures["per_question"]] == ["lamp", "2", "none"]
    assert "  recall@1              1.000\n" in out
    assert err == ""


def test_evaluating_squad(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A SQuAD file brings its articles; `--limit` bounds the questions, not the articles."""
    paragraphs = [
        {
            "context": text,
            "qas": [
                {
                    "id": name,
                    "question": question,
                    "answers": [{"text": answer, "answer_start": text.index(answer)}],
                }
            ],
        }
        for name, text, question, answer in [
            ("a", "The pier of Cide is 90 meters long.", "How long is the pier?", "90 meters"),
            ("b", "Snow fell in Rize in May 1987.", "When did snow fall in Rize?", "May 1987"),
        ]
    ]
    file, written = tmp_path / "squad.json", tmp_path / "figures.json"
    file.write_text(json.dumps({"data": [{"title": "Coast", "paragraphs": paragraphs}]}))

    assert run("evaluate", file, "--json", written, "--store", tmp_path / "unused") == 0
    figures = json.loads(written.read_text())
    assert (figures["questions"], figures["retrieval"]["recall@1"]) == (2, 1.0)
    assert figures["quotes"]["answer@1"] == 1.0
    assert figures["abstention"]["auroc"] is None  # nothing in it is unanswerable
    assert not (tmp_path / "unused").exists()

    assert run("evaluate", file, "--limit", 1, "--json", written) == 0
    assert json.loads(written.read_text())["questions"] == 1
    capsys.readouterr()
    assert run("evaluate", file, "--json", tmp_path) == 2
    assert capsys.readouterr().err == (
        f"assistant: cannot write {tmp_path} (Is a directory): give another file with --json\n"
    )


def test_evaluating_a_chat_model(
    folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One of two statements stands; what the model declines and what it costs is counted."""
    prepare(monkeypatch)
    file, written = tmp_path / "questions.jsonl", tmp_path / "figures.json"
    evidence = [{"source": "lamp.txt", "start": 0, "end": len(LAMP_QUOTE)}]
    questions = [
        {"question": LAMP, "answers": ["12 liters"], "evidence": evidence},
        {"question": "Which lamp burned at the cape by day?", "answerable": False},
    ]
    file.write_text("\n".join(map(json.dumps, questions)), encoding="utf-8")

    def said(request: Request) -> str:
        if "by day" in request.prompt:
            return "NONE"
        number = re.search(r"\[(\d+)\] The lamp on the cape", request.prompt)
        assert number
        return f"It burned 12 liters [{number[1]}]\nIt burned 99 liters [{number[1]}]"

    with FakeServer() as server:
        server.otherwise = answering(said)
        options = ("--llm", "openai:fake", "--llm-url", server.url, "--style", "prose")
        assert run("evaluate", file, "--articles", folder, "--json", written, *options) == 0
    answers = json.loads(written.read_text(encoding="utf-8"))["answers"]

    # "it burned 12 liters" against "12 liters": 2 of 4 words, 2 of 2; the refusal is right
    assert answers["f1"] == pytest.approx((2 * 2 / (4 + 2) + 1) / 2)
    assert answers["exact_match"] == (0 + 1) / 2
    assert answers["support"] == 1 / 2
    assert (answers["citation_recall"], answers["citation_precision"]) == (1, 1)
    assert (answers["declined"], answers["stood_in"]) == (1 / 2, 0)
    assert answers["prompt_tokens"] > 50
    assert answers["tokens_estimated"] == 1
    assert "citation_precision" in capsys.readouterr().out
