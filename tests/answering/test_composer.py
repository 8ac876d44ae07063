"""From what a model wrote to what is shown: numbers, quotes, and what is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant import Answer, Assistant
from assistant.answering.backing import Written
from assistant.answering.composer import Composed, Composer
from assistant.answering.reader import Quote, quote_of
from assistant.answering.retriever import ScoredSentence
from assistant.checking.values import Reason

WRONG = (Reason("number", "13 is not in the source"),)
NOWHERE = (Reason("source", "no sentence is given for it"),)


def quotes(assistant: Assistant, name: str) -> list[Quote]:
    """A quote for each sentence of an article that can be quoted."""
    entry = next(entry for entry in assistant.entries() if Path(entry.source).name == name)
    text = assistant.article(entry.source).text
    catalog = assistant.store.catalog
    return [
        quote_of(ScoredSentence(entry.source, entry.title, s, s.span.of(text), 1.0, 1.0), catalog)
        for s in catalog.sentences(entry.source)
        if s.quotable
    ]


def composed(
    assistant: Assistant, statements: Sequence[Written], own: Sequence[Quote] = (), *, strict: bool
) -> Composed:
    """What is shown of these statements."""
    chosen = replace(assistant.settings, strict=strict)
    return Composer(assistant.store.catalog, chosen).compose(own, statements)


def test_a_statement_stands_above_its_quotes(assistant: Assistant) -> None:
    """Each quote once, below the first statement that rests on it, with title and date."""
    clearview, salt = quotes(assistant, "clearview.md"), quotes(assistant, "salt.md")
    made = composed(
        assistant,
        [
            Written("Italy fined it", (clearview[1], salt[0])),
            Written("It was a fine, and it sells", (clearview[1], clearview[2])),
        ],
        strict=True,
    )

    assert made.text == (
        "Italy fined it [1][2]\n"
        "“Italy fined Clearview 20 million euros in March 2022.” [1] — Clearview AI (2022-03-10)\n"
        "“The salt works of Tuzla was founded in 1889 by two brothers.” [2] — "
        "The salt works of Tuzla\n"
        "\n"
        "It was a fine, and it sells [1][3]\n"
        "“Clearview sells its search to police departments only.” [3] — Clearview AI (2022-03-10)"
    )
    assert [statement.citations for statement in made.statements] == [(1, 2), (1, 3)]
    assert [citation.status for citation in made.citations] == ["verbatim"] * 3


def test_strict_leaves_out_what_has_reasons(assistant: Assistant) -> None:
    """Its quotes are withheld, unless another statement rests on them."""
    first, second, third = quotes(assistant, "clearview.md")
    written = [
        Written("Wrong", (first, second), WRONG),
        Written("Right", (second,)),
        Written("Bare", (), NOWHERE),
        Written("Wrong again", (third,), WRONG),
    ]
    made = composed(assistant, written, strict=True)

    assert [(s.text, s.citations) for s in made.statements] == [("Right", (1,))]
    assert [(s.text, s.citations, s.reasons) for s in made.left_out] == [
        ("Wrong", (2, 1), WRONG),
        ("Bare", (), NOWHERE),
        ("Wrong again", (3,), WRONG),
    ]
    assert [citation.id for citation in made.citations] == [1]
    assert [citation.id for citation in made.withheld] == [2, 3]
    assert "Wrong" not in made.text


def test_without_strict_the_reasons_are_shown(assistant: Assistant) -> None:
    """A statement without any quote is left out all the same."""
    first, second, _ = quotes(assistant, "clearview.md")
    written = [Written("Wrong", (first, second), WRONG), Written("Bare", (), NOWHERE)]
    made = composed(assistant, written, strict=False)
    [statement] = made.statements

    assert made.text.startswith(
        "Wrong [1][2]\n(not backed by its quotes: 13 is not in the source)\n“Clearview gathered"
    )
    assert statement.to_dict()["supported"] is False
    assert [s.text for s in made.left_out] == ["Bare"]
    assert made.withheld == ()


@pytest.mark.parametrize("strict", [True, False])
def test_quotes_that_stand_for_themselves_leave_no_statement(
    assistant: Assistant, strict: bool
) -> None:
    """The reader's quotes come first, and statements keep the numbers of theirs."""
    first, second, third = quotes(assistant, "clearview.md")
    written = [Written("Wrong", (third, first), WRONG), Written("Right", (second,))]
    made = composed(assistant, written, [first], strict=strict)

    assert made.text == (
        "Clearview AI (2022-03-10):\n"
        "“Clearview gathered more than three billion photos from the open web.” [1]"
    )
    assert made.statements == ()
    assert [s.citations for s in made.left_out] == [(2, 1), (3,)]
    assert [c.id for c in made.citations] == [1]
    assert [(c.id, c.start) for c in made.withheld] == [
        (2, third.span.start),
        (3, second.span.start),
    ]


def test_a_quote_keeps_its_status_while_an_answer_grows(assistant: Assistant) -> None:
    """The same composer gives the same citation, with one more statement or without."""
    first, second, _ = quotes(assistant, "clearview.md")
    composer = Composer(assistant.store.catalog, assistant.settings)
    before = composer.compose((), [Written("One", (first,))])
    after = composer.compose((), [Written("One", (first,)), Written("Two", (second, first))])

    assert after.citations[:1] == before.citations
    assert after.text.startswith(before.text)


def check_consistent(assistant: Assistant, answer: Answer) -> None:
    """Quotes are what stands at their spans; each number that is named is there once."""
    held = [*answer.citations, *answer.withheld]
    for citation in held:
        text = assistant.article(citation.source).text
        assert text[citation.start : citation.end] == citation.quote
    assert sorted(citation.id for citation in held) == [*range(1, len(held) + 1)]
    shown = {citation.id for citation in answer.citations}
    for statement in answer.statements:
        assert set(statement.citations) <= shown
        assert statement.citations
    for statement in answer.left_out:
        assert set(statement.citations) <= {citation.id for citation in held}
    for citation in answer.citations:
        assert f"“{citation.quote}” [{citation.id}]" in answer.text


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data(), st.booleans())
def test_numbers_are_consistent_whatever_is_written(
    assistant: Assistant, data: st.DataObject, strict: bool
) -> None:
    """Any statements with any quotes: ids run from 1, each stands for one quote."""
    pool = [
        quote
        for name in ("clearview.md", "lighthouse.md", "station.txt")
        for quote in quotes(assistant, name)
    ]
    some = st.lists(st.sampled_from(range(len(pool))), max_size=3)
    words = st.sampled_from(["It “burned” [1]", "“Clearview sells” [2].", "Öl", "(3)"])
    drawn = data.draw(st.lists(st.tuples(words, some, st.sampled_from([(), WRONG])), max_size=5))
    written = [
        Written(text, tuple(pool[n] for n in chosen), tuple(reasons) if chosen else NOWHERE)
        for text, chosen, reasons in drawn
    ]
    own = [pool[n] for n in dict.fromkeys(data.draw(some))]
    made = composed(assistant, written, own, strict=strict)
    answer = made.put_in(Answer("What?", "", abstained=False, confidence=1.0))

    check_consistent(assistant, answer)
    assert len(answer.statements) + len(answer.left_out) == len(written)
    assert all(not s.reasons for s in answer.statements) or not strict
    assert answer.to_message().text == answer.text
