"""What `evaluate --json` wrote, read back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from evaluations import answer, evaluated, mixed

from assistant.errors import QuestionSetError
from assistant.evaluation.comparing.changes import change_of
from assistant.evaluation.comparing.comparison import compare
from assistant.evaluation.comparing.pairing import paired
from assistant.evaluation.comparing.results import read_results
from assistant.evaluation.question_sets.values import Question


def written(folder: Path, value: object, name: str = "a.json") -> Path:
    """A file of this JSON, or of this text."""
    file = folder / name
    text = value if isinstance(value, str) else json.dumps(value)
    file.write_text(text, encoding="utf-8")
    return file


def test_everything_a_comparison_needs_is_read_back(tmp_path: Path) -> None:
    """Figures in their groups, and each question with its scores."""
    evaluation = mixed(7)
    results = read_results(written(tmp_path, evaluation.to_dict()))
    groups = evaluation.groups()
    assert results.name == "a.json"
    assert results.figures == tuple((g, name) for g, found in groups.items() for name in found)
    assert results.setup["threshold"] == 0.2
    for outcome, result in zip(evaluation.outcomes, results.questions, strict=True):
        assert result.id == outcome.question.id
        assert result.text == outcome.question.text
        assert result.answerable is outcome.question.answerable
        assert result.abstained is outcome.abstained
        assert result.right is outcome.right
        assert result.confidence == outcome.confidence
        assert result.verbatim == outcome.verbatim
        assert result.quote == outcome.quote
        assert dict(result.scores) == pytest.approx(dict(outcome.scores))
        assert result.milliseconds == pytest.approx(outcome.milliseconds, abs=0.05)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("{", "is not JSON"),
        ("", "is empty"),
        ([], "no list 'per_question'"),
        ({"per_question": "figures.jsonl"}, "no list 'per_question'"),
        ({"per_question": []}, "has no questions in it"),
        ({"per_question": [{"id": "1", "question": "Q?"}]}, "per_question[0] has no 'scores'"),
        ({"per_question": [3]}, "per_question[0] is not an object"),
        ({"per_question": [{"scores": {}}]}, "has no 'question'"),
        ({"per_question": [{"question": "Q?", "scores": {"f1": "x"}}]}, "has 'x' in 'f1'"),
        (
            '{"per_question": [{"question": "Q?", "scores": {"f1": NaN}}]}',
            "has nan in 'f1'",
        ),
        ('{"per_question": [{"question": "Q?", "scores": {"f1": -1e999}}]}', "has -inf in 'f1'"),
        (
            {"per_question": [{"question": "Q?", "scores": {}, "confidence": 10**400}]},
            "has 1000000",
        ),
        (
            {"per_question": [{"question": "Q?", "right": "no", "scores": {}}]},
            "has no truth value in 'right'",
        ),
    ],
)
def test_what_is_wrong_is_named_with_its_cure(tmp_path: Path, value: object, said: str) -> None:
    """In one line, with the file's name."""
    file = written(tmp_path, value)
    with pytest.raises(QuestionSetError) as caught:
        read_results(file)
    message = str(caught.value)
    assert message.startswith(str(file))
    assert said in message


def test_small_confidences_keep_their_order(tmp_path: Path) -> None:
    """The AUROC of a comparison is that of the evaluation, whatever is alike in four digits."""
    given = [
        (Question("1", "Q?"), answer(confidence=3e-5)),
        (Question("2", "Q?", answerable=False), answer(confidence=2e-5)),
    ]
    evaluation = evaluated(given)
    results = read_results(written(tmp_path, evaluation.to_dict()))
    change = change_of("abstention", "auroc", paired(results, results))
    assert change is not None
    assert change.before == evaluation.abstention["auroc"] == 1


def test_a_figure_of_another_version_is_left_out(tmp_path: Path) -> None:
    """A time that is not known here is no reason to compare nothing."""
    figures = mixed(7).to_dict()
    figures["latency_ms"] |= {"mean": 3.0, "p999": 9.0}
    results = read_results(written(tmp_path, figures))
    names = [change.name for change in compare(results, results).changes]
    assert "p95" in names
    assert not {"mean", "p999"} & set(names)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """Neither is a folder a file."""
    for path in (tmp_path / "none.json", tmp_path):
        with pytest.raises(QuestionSetError, match="no evaluation"):
            read_results(path)


def test_an_evaluation_of_nothing_is_refused(tmp_path: Path) -> None:
    """There is nothing to compare."""
    with pytest.raises(QuestionSetError, match="has no questions in it"):
        read_results(written(tmp_path, evaluated([]).to_dict()))
