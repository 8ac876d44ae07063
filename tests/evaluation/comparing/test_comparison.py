"""Two evaluations compared: pairs, turns, warnings, falls, and how they are told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.errors import QuestionSetError
from assistant.evaluation.comparing.comparison import GUARDED, Comparison, compare, fallen
from assistant.evaluation.comparing.pairing import differences, paired, state
from assistant.evaluation.comparing.report import as_markdown, as_text, to_dict, verdict
from assistant.evaluation.comparing.results import Result, Results

SETUP = {"questions_sha256": "1", "articles_sha256": "2", "settings": {"quotes": 3}}
FIGURES = (
    ("quotes", "verbatim"),
    ("quotes", "answer@1"),
    ("quotes", "words_mean"),
    ("evidence", "recall"),
    ("answers", "recall"),
    ("latency_ms", "p50"),
)


def result(name: str, right: bool | None = True, **values: object) -> Result:
    """A question's result that was answered, rightly or not."""
    known: dict[str, object] = {
        "text": f"Question {name}?",
        "answerable": True,
        "abstained": False,
        "confidence": 0.5,
        "milliseconds": 10.0,
        "verbatim": (True,),
        "quote": "",
        "scores": {
            "answer@1": None if right is None else float(right),
            "words": 10.0,
            "evidence_recall": 0.5,
            "recall": 0.5,
        },
    }
    return Result(id=name, right=right, **{**known, **values})  # type: ignore[arg-type]


def results(*questions: Result, name: str = "a.json", **setup: object) -> Results:
    """An evaluation of these."""
    return Results(name, FIGURES, {**SETUP, **setup}, questions)


def fell(wrong: int, total: int = 100) -> Comparison:
    """All right before, so many wrong after."""
    before = [result(str(n)) for n in range(total)]
    after = [result(str(n), n >= wrong) for n in range(total)]
    return compare(results(*before), results(*after, name="b.json"))


def test_questions_pair_by_id_and_words() -> None:
    """Same id and other words is another question; an id that comes twice pairs in turn."""
    before = results(result("1"), result("2"), result("3"), result("3"))
    after = results(result("3"), result("2", text="Other?"), result("1"), result("3", False))
    assert [(old.id, new.right) for old, new in paired(before, after)] == [
        ("1", True),
        ("3", True),
        ("3", False),
    ]


@pytest.mark.parametrize(
    ("given", "seen"),
    [
        (result("1"), "right"),
        (result("1", False), "wrong"),
        (result("1", None), "answered"),
        (result("1", False, abstained=True), "refused"),
        (result("1", False, answerable=False), "wrongly answered"),
        (result("1", False, answerable=False, abstained=True), "rightly refused"),
    ],
)
def test_how_a_question_ended_for_whoever_asked(given: Result, seen: str) -> None:
    """A wrong quote that was held back is a refusal."""
    assert state(given) == seen


def test_the_questions_that_turned() -> None:
    """With both ways they went; what is as before is not told."""
    comparison = compare(
        results(result("1"), result("2"), result("3", False)),
        results(result("1"), result("2", True, abstained=True), result("3")),
    )
    assert [(turn.old.id, turn.before, turn.after) for turn in comparison.turns] == [
        ("2", "right", "refused"),
        ("3", "wrong", "right"),
    ]


def test_warnings_say_what_differs() -> None:
    """Sets, articles, samples, settings, questions; nothing where nothing does."""
    before = results(result("1"), result("2"), limit=None)
    assert differences(before, before) == []
    after = results(
        result("1"),
        articles_sha256="3" * 64,
        limit=5,
        settings={"quotes": 2, "llm": "none"},
    )
    assert differences(before, after) == [
        "the articles differ: 2 before, 333333333333… after",
        "the samples differ (--limit): none before, 5 after",
        "the setting llm differs: none before, none after",
        "the setting quotes differs: 3 before, 2 after",
        "1 of 2 questions are only before, or are put in other words: they are left out",
    ]
    calibrated = results(result("1"), result("2"), limit=None, threshold=0.3)
    assert differences(before, calibrated) == [
        "the thresholds of confidence differ: none before, 0.3 after"
    ]
    bare = replace(before, setup={})
    assert differences(bare, before)[0].startswith("one of them does not say how it was made")


def test_without_a_common_question_there_is_nothing_to_compare() -> None:
    """That is an error, not a success."""
    with pytest.raises(QuestionSetError, match="no question in common"):
        compare(results(result("1")), results(result("2")))


def test_by_default_a_fall_must_be_beyond_chance_and_a_hundredth() -> None:
    """5 of 100 that turn one way are p = 2 / 32, 6 are p = 2 / 64."""
    assert fallen(fell(5), {}) == []
    (fall,) = fallen(fell(6), {})
    assert (fall.change.name, fall.allowed) == ("answer@1", GUARDED["answer@1"])
    assert fall.change.loss == pytest.approx(0.06)
    assert fallen(fell(9, 1000), {}) == []  # beyond chance, but less than .01


def test_a_loss_that_is_named_is_a_plain_limit() -> None:
    """Chance or not; no more than is allowed is allowed."""
    assert [fall.change.name for fall in fallen(fell(3), {"answer@1": 0.02})] == ["answer@1"]
    assert fallen(fell(3), {"answer@1": 0.03}) == []
    assert fallen(fell(30), {"quotes.answer@1": 0.5}) == []
    slow = compare(results(result("1")), results(result("1", milliseconds=30.0)))
    assert fallen(slow, {}) == []
    assert [fall.allowed for fall in fallen(slow, {"p50": 5})] == [5]


def test_a_single_misquote_is_a_fall() -> None:
    """However many quotes there are."""
    before = [result(str(n)) for n in range(500)]
    after = [*before[1:], result("0", verbatim=(False,))]
    comparison = compare(results(*before), results(*after))
    (fall,) = fallen(comparison, {})
    assert fall.change.name == "verbatim"
    assert verdict(fall.change) == "worse"
    assert as_text(comparison, [fall]).endswith(
        "lost 0.2 points, more than the 0.0 points it may.\n"
    )


def test_a_loss_too_small_for_its_digits_is_a_loss() -> None:
    """One misquote among many: nothing is told to have lost nothing."""
    before = [result("0", verbatim=(True,) * 3000)]
    after = [result("0", verbatim=(False, *(True,) * 2999))]
    comparison = compare(results(*before), results(*after))
    text = as_text(comparison, fallen(comparison, {}))
    assert text.endswith("verbatim lost <0.1 points, more than the 0.0 points it may.\n")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("answr@1", "is no figure of both: give one of verbatim, answer@1"),
        ("words_mean", "is neither better higher nor lower"),
        ("recall", "may be evidence.recall or answers.recall"),
    ],
)
def test_a_loss_of_no_figure_is_an_error(name: str, said: str) -> None:
    """It would guard nothing."""
    with pytest.raises(QuestionSetError, match=said):
        fallen(fell(1), {name: 0.1})


def test_verdicts() -> None:
    """Better or worse only where it is beyond chance."""
    assert [verdict(fell(count).changes[1]) for count in (0, 5, 6)] == [
        "same",
        "may be chance",
        "worse",
    ]


def test_for_the_terminal() -> None:
    """A figure a line, the turned questions, and what fell too far."""
    comparison = fell(12)
    text = as_text(comparison, fallen(comparison, {}))
    lines = text.splitlines()
    assert lines[0] == "a.json → b.json, 100 questions asked in both"
    (line,) = (line for line in lines if line.startswith("quotes.answer@1  "))
    assert line.split()[1:4] == ["100.0%", "88.0%", "−12.0"]
    assert line.endswith("<0.001  worse")
    assert "right → wrong: 12 questions" in lines
    assert "  … and 2 more" in lines
    assert lines[-1] == "quotes.answer@1 lost 12.0 points, more than the 1.0 points it may."
    assert as_text(fell(0), []).splitlines()[-1] == "Nothing fell further than it may."


def test_as_json() -> None:
    """Whatever the terminal says can be read by a program."""
    comparison = fell(12)
    found = to_dict(comparison, fallen(comparison, {}))
    figure = found["figures"]["quotes"]["answer@1"]
    assert (figure["before"], figure["after"], figure["pairs"]) == (1.0, 0.88, 100)
    assert figure["interval"][0] < -0.12 < figure["interval"][1]
    assert figure["beyond_chance"] is True
    assert found["turned"][0] == {
        "id": "0",
        "question": "Question 0?",
        "before": "right",
        "after": "wrong",
        "quote_before": None,
        "quote_after": None,
    }
    assert found["fell"] == [
        {"figure": "quotes.answer@1", "loss": pytest.approx(0.12), "allowed": 0.01}
    ]


def test_as_markdown() -> None:
    """Questions are escaped there."""
    before = results(result("1", text="<b>*Who*</b>?"), name="<a>.json")
    after = results(result("1", False, text="<b>*Who*</b>?"), name="b.json")
    comparison = compare(before, after)
    text = as_markdown(comparison, [])
    assert "\\<a\\>.json → b.json" in text
    assert "| `quotes.answer@1` | 100.0% | 0.0% | −100.0 | – | 1.000 | may be chance |" in text
    assert "- \\<b\\>\\*Who\\*\\</b\\>?" in text
