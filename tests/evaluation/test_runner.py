"""Evaluations of scripted answers, figure by figure."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from evaluations import quoting

from assistant.answering.answer import Answer
from assistant.evaluation.question_sets.values import Evidence, Question
from assistant.evaluation.runner import Evaluation, evaluate
from assistant.types import Citation, Passage, Span

TEXTS = {
    "a.md": "It rained on Monday. Nobody came. The show began at nine.",
    "b.md": "A letter arrived in May. It named no one.",
}


def passage(source: str, start: int = 0, end: int = 10) -> Passage:
    """A passage of TEXTS."""
    return Passage(source, "Title", start, end, 1.0, TEXTS.get(source, "")[start:end])


def citation(source: str, *parts: str, quote: str | None = None) -> Citation:
    """A citation from the first to the last of the sentences `parts`, in their order given."""
    text = TEXTS[source]
    spans = tuple(Span(text.index(part), text.index(part) + len(part)) for part in parts)
    start, end = min(spans).start, max(span.end for span in spans)
    shown = text[start:end] if quote is None else quote
    return Citation(1, source, "Title", "0" * 64, start, end, shown, sentences=spans)


def run(*pairs: tuple[Question, Answer]) -> Evaluation:
    """The evaluation of these questions, each answered as scripted."""
    answers = {question.id: given for question, given in pairs}
    return evaluate([question for question, _ in pairs], lambda q: answers[q.id], TEXTS)


def ask_nothing(question: Question) -> Answer:
    """Abstain without a quote or a passage."""
    return quoting(abstained=True, confidence=0.0)


def test_retrieval_counts_distinct_articles() -> None:
    """Several passages of one article take one rank, and the figures are means."""
    found = evaluate(
        [Question("1", "Q?", gold=("g",)), Question("2", "Q?", gold=("z",))],
        lambda question: quoting(passages=map(passage, ["x", "x", "x", "g", "y", "z"])),
        TEXTS,
    )
    # question 1: x, g -> rank 2; question 2: x, g, y, z -> rank 4
    assert found.retrieval == {
        "recall@1": 0,
        "recall@3": 1 / 2,
        "recall@5": 1,
        "recall@10": 1,
        "mrr@10": pytest.approx((1 / 2 + 1 / 4) / 2),
        "ndcg@10": pytest.approx((0.63092975 + 0.43067656) / 2),  # 1/log2(3), 1/log2(5)
    }
    assert [outcome.gold_rank for outcome in found.outcomes] == [2, 4]


def test_retrieval_looks_at_more_than_five_passages() -> None:
    """Recall at 10 uses all the passages given."""
    passages = [passage(source) for source in "abcdefghij"]
    found = run((Question("1", "Q?", gold=("j",)), quoting(passages=passages)))
    assert (found.retrieval["recall@5"], found.retrieval["recall@10"]) == (0, 1)


def test_answers_are_sought_sentence_by_sentence() -> None:
    """The sentence that answers counts first, those brought along for its sense after it."""
    given = quoting(
        citation("a.md", "Nobody came.", "It rained on Monday."),
        citation("a.md", "The show began at nine."),
    )
    found = run(
        (Question("1", "Q?", ("nobody",), gold=("a.md",)), given),
        (Question("2", "Q?", ("MONDAY",), gold=("a.md",)), given),
        (Question("3", "Q?", ("nine",), gold=("a.md",)), given),
        (Question("4", "Q?", ("nine",), gold=("b.md",)), given),
    )
    assert [outcome.answer_rank for outcome in found.outcomes] == [1, 2, 3, None]
    assert (found.quotes["answer@1"], found.quotes["answer@3"]) == (1 / 4, 3 / 4)


def test_a_citation_without_sentences_is_one_sentence() -> None:
    """The whole quote is then searched as one."""
    whole = Citation(1, "a.md", "Title", "0" * 64, 0, len(TEXTS["a.md"]), TEXTS["a.md"])
    found = run((Question("1", "Q?", ("nine",)), quoting(whole)))
    assert found.quotes["answer@1"] == 1


def test_withheld_quotes_count_as_choosing() -> None:
    """Answers are counted whether or not the assistant dared to show them."""
    given = quoting(citation("a.md", "Nobody came."), abstained=True)
    found = run((Question("1", "Q?", ("nobody",)), given))
    assert found.quotes == {"verbatim": 1, "answer@1": 1, "answer@3": 1, "words_mean": 2}
    assert found.abstention["false_refusals"] == 1


def test_words_are_those_of_the_first_quote_of_answerable_questions() -> None:
    """A long quote for a question without an answer does not count."""
    found = run(
        (Question("1", "Q?"), quoting(citation("a.md", "Nobody came."))),
        (Question("2", "Q?"), quoting(citation("a.md", "It rained on Monday."))),
        (
            Question("3", "Q?", answerable=False),
            quoting(citation("b.md", "A letter arrived in May.")),
        ),
        (Question("4", "Q?"), quoting()),
    )
    assert found.quotes["words_mean"] == (2 + 4) / 2


@pytest.mark.parametrize("abstained", [False, True])
def test_a_quote_that_is_not_in_the_text_is_counted(abstained: bool) -> None:
    """One changed word among three quotes, shown or withheld, lowers `verbatim` by a third."""
    given = quoting(
        citation("a.md", "Nobody came."),
        citation("a.md", "The show began at nine.", quote="The show began at five."),
        citation("b.md", "It named no one."),
        abstained=abstained,
    )
    assert run((Question("1", "Q?"), given)).quotes["verbatim"] == pytest.approx(2 / 3)


def test_a_quote_from_an_article_that_is_not_there_is_not_verbatim() -> None:
    """A source without a text cannot vouch for a quote."""
    found = evaluate([Question("1", "Q?")], lambda q: quoting(citation("a.md", "Nobody came.")), {})
    assert found.quotes["verbatim"] == 0


def test_evidence_uses_the_first_five_passages() -> None:
    """A sixth passage neither helps recall nor harms precision."""
    passages = [passage("a.md", 0, 20), *(passage("b.md", n, n + 5) for n in (0, 5, 10, 15))]
    evidence = (Evidence("a.md", 10, 30), Evidence("a.md", 40, 50))
    question = Question("1", "Q?", gold=("a.md",), evidence=evidence)
    found = run((question, quoting(passages=[*passages, passage("a.md", 40, 50)])))
    # gold 20 + 10, found 20 + 20, shared [10, 20) = 10
    assert found.evidence == {"recall": 10 / 30, "precision": 10 / 40, "iou": 10 / 60}


def test_abstention_figures_have_their_own_denominators() -> None:
    """False answers are shares of the unanswerable, false refusals of the answerable."""
    found = run(
        (Question("1", "Q?"), quoting(confidence=0.9)),
        (Question("2", "Q?"), quoting(confidence=0.4, abstained=True)),
        (Question("3", "Q?"), quoting(confidence=0.7)),
        (Question("4", "Q?", answerable=False), quoting(confidence=0.7)),
        (Question("5", "Q?", answerable=False), quoting(confidence=0.1, abstained=True)),
    )
    assert (found.questions, found.answerable) == (5, 3)
    # pairs: .9 wins 2, .4 wins 1, .7 wins 1 and ties 1 -> 4.5 of 6
    assert found.abstention == {
        "auroc": pytest.approx(4.5 / 6),
        "answered": 3 / 5,
        "false_answers": 1 / 2,
        "false_refusals": pytest.approx(1 / 3),
    }


def test_latency_is_the_time_of_each_ask() -> None:
    """Only the time inside `ask` counts, in milliseconds."""
    now = [0.0]

    def slow(question: Question) -> Answer:
        now[0] += float(question.id)
        return quoting()

    def pause(done: int, total: int) -> None:
        now[0] += 100

    questions = [Question(seconds, "Q?") for seconds in ("0.5", "0.25", "1")]
    found = evaluate(questions, slow, TEXTS, pause, clock=lambda: now[0])
    # sorted 250, 500, 1000: p95 is 0.9 of the way over the second gap
    assert found.latency_ms == {"p50": pytest.approx(500), "p95": pytest.approx(950)}


def test_what_finishes_an_answer_takes_none_of_its_time() -> None:
    """A sentence that is pointed at for the sake of comparing is scored, not timed."""
    now = [0.0]

    def finish(given: Answer) -> Answer:
        now[0] += 100
        return replace(given, citations=(citation("a.md", "Nobody came."),))

    question = Question("1", "Q?", ("nobody",))
    found = evaluate([question], lambda q: quoting(), TEXTS, clock=lambda: now[0], finish=finish)
    assert found.latency_ms["p50"] == 0
    assert found.quotes["answer@1"] == 1


def test_progress_is_told_after_every_question() -> None:
    """A long run can show how far it is."""
    told: list[tuple[int, int]] = []
    questions = [Question("1", "Q?"), Question("2", "Q?")]
    evaluate(questions, ask_nothing, TEXTS, lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


def test_what_a_set_cannot_tell_is_null() -> None:
    """Bare questions that get no quote have no figure but those of daring and time."""
    found = evaluate([Question("1", "Q?")], ask_nothing, TEXTS).to_dict()
    assert set(found["retrieval"].values()) == {None}
    assert set(found["quotes"].values()) == {None}
    assert set(found["evidence"].values()) == {None}
    assert found["abstention"] == {
        "auroc": None,
        "answered": 0,
        "false_answers": None,
        "false_refusals": 1,
    }
    assert found["latency_ms"]["p50"] is not None


def test_an_empty_run_has_no_figures_at_all() -> None:
    """No questions give null everywhere, not a division by zero."""
    found = evaluate([], ask_nothing, TEXTS).to_dict()
    groups = ("retrieval", "quotes", "evidence", "abstention", "latency_ms")
    assert {value for group in groups for value in found[group].values()} == {None}
    assert (found["questions"], found["per_question"]) == (0, [])


def test_an_unanswerable_question_is_scored_for_daring_alone() -> None:
    """Gold, answers and evidence that a set gives for an unanswerable question do not count."""
    question = Question(
        "1",
        "Q?",
        ("nobody",),
        answerable=False,
        gold=("a.md",),
        evidence=(Evidence("a.md", 0, 5),),
    )
    given = quoting(citation("a.md", "Nobody came."), passages=[passage("a.md")])
    found = run((question, given))
    assert found.retrieval["recall@1"] is None
    assert found.quotes["answer@1"] is None
    assert found.evidence["recall"] is None
    assert found.abstention["false_answers"] == 1


def test_kinds_get_figures_of_their_own() -> None:
    """Each kind of question is counted apart."""
    given = quoting(citation("a.md", "Nobody came.", "It rained on Monday."))
    found = run(
        (Question("1", "Q?", ("nobody",), kind="who"), given),
        (Question("2", "Q?", ("monday",), kind="who"), given),
        (Question("3", "Q?", answerable=False, kind="other"), given),
        (Question("4", "Q?"), given),
    )
    assert found.to_dict()["by_kind"] == {
        "who": {
            "questions": 2,
            "answer@1": 1 / 2,
            "answer@3": 1,
            "answered": 1,
            "false_answers": None,
            "false_refusals": 0,
        },
        "other": {
            "questions": 1,
            "answer@1": None,
            "answer@3": None,
            "answered": 1,
            "false_answers": 1,
            "false_refusals": None,
        },
    }


def test_the_json_has_the_shape_that_others_build_on() -> None:
    """Keys come as promised, and everything can be written as JSON."""
    given = quoting(
        citation("a.md", "Nobody came."), confidence=0.123456, passages=[passage("b.md")]
    )
    question = Question(
        "7", "Who came?", ("nobody",), gold=("a.md",), evidence=(Evidence("a.md", 21, 33),)
    )
    found = json.loads(json.dumps(run((question, given)).to_dict()))
    assert list(found) == [
        "questions",
        "answerable",
        "retrieval",
        "quotes",
        "evidence",
        "abstention",
        "answers",
        "latency_ms",
        "per_question",
    ]
    assert list(found["retrieval"]) == [
        "recall@1",
        "recall@3",
        "recall@5",
        "recall@10",
        "mrr@10",
        "ndcg@10",
    ]
    assert list(found["quotes"]) == ["verbatim", "answer@1", "answer@3", "words_mean"]
    assert list(found["evidence"]) == ["recall", "precision", "iou"]
    assert list(found["abstention"]) == ["auroc", "answered", "false_answers", "false_refusals"]
    assert list(found["latency_ms"]) == ["p50", "p95"]
    assert found["per_question"] == [
        {
            "id": "7",
            "question": "Who came?",
            "kind": None,
            "answerable": True,
            "abstained": False,
            "confidence": 0.123456,
            "gold_rank": None,
            "answer_rank": 1,
            "quote": "Nobody came.",
            "source": "a.md",
            "expected": ["nobody"],
            "gold": ["a.md"],
            "right": True,
            "lost": None,
            "milliseconds": found["per_question"][0]["milliseconds"],
            "verbatim": [True],
            "scores": {
                "recall@1": 0,
                "recall@3": 0,
                "recall@5": 0,
                "recall@10": 0,
                "mrr@10": 0,
                "ndcg@10": 0,
                "answer@1": 1,
                "answer@3": 1,
                "words": 2,
                "passage_answer@1": 0,
                "passage_answer@4": 0,
                "passage_words@1": 3,
                "passage_words@4": 3,
                "evidence_recall": 0,
                "evidence_precision": 0,
                "evidence_iou": 0,
                "answered": 1,
                "false_answers": None,
                "false_refusals": 0,
                "exact_match": 0,
                "f1": pytest.approx(2 / 3),  # one word of two, and all of the answer
                "support": None,
                "citation_recall": None,
                "citation_precision": 1,
                "declined": None,
                "stood_in": None,
                "prompt_tokens": None,
                "completion_tokens": None,
                "tokens_estimated": None,
                "seconds": found["per_question"][0]["scores"]["seconds"],
            },
        }
    ]


def test_each_question_keeps_the_scores_that_the_figures_are_means_of() -> None:
    """So that two evaluations can be compared question by question."""
    given = quoting(citation("a.md", "Nobody came."), passages=[passage("a.md", 0, 33)])
    found = run(
        (Question("1", "Q?", ("nobody",), gold=("a.md",)), given),
        (Question("2", "Q?", answerable=False), quoting(abstained=True)),
    ).to_dict()
    first, second = (entry["scores"] for entry in found["per_question"])
    assert (first["recall@1"], first["answer@1"], first["words"]) == (1, 1, 2)
    assert (first["answered"], first["false_refusals"], first["false_answers"]) == (1, 0, None)
    assert (second["answered"], second["false_refusals"], second["false_answers"]) == (0, None, 0)
    assert (first["passage_answer@1"], first["passage_words@4"]) == (1, 6)
    assert (second["recall@1"], second["passage_answer@1"], second["words"]) == (None, None, None)


def test_the_step_in_which_a_question_is_lost_is_told() -> None:
    """With what was expected; passages beyond those read do not count as retrieved."""
    question = Question("1", "Q?", ("nine",), gold=("a.md",))
    given = quoting(
        citation("b.md", "It named no one."), passages=[passage("b.md"), passage("a.md", 0, 57)]
    )
    for read, lost in ((1, "not retrieved"), (2, "not chosen")):
        found = evaluate([question], lambda q: given, TEXTS, read=read)
        (entry,) = found.to_dict()["per_question"]
        assert (entry["right"], entry["lost"], entry["expected"]) == (False, lost, ["nine"])


@pytest.mark.parametrize("script", [ask_nothing, lambda question: quoting(passages=[passage("x")])])
def test_the_questions_are_asked_as_they_are(script: Callable[[Question], Answer]) -> None:
    """`ask` gets the whole question, history included, once and in order."""
    seen: list[Question] = []

    def ask(question: Question) -> Answer:
        seen.append(question)
        return script(question)

    questions = [Question("1", "And?", history=(("a", "b"),)), Question("2", "Q?")]
    evaluate(questions, ask, TEXTS)
    assert seen == questions
