"""Questions and answers as HTML: the newest, those before it, and what can be done with each."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.answer import Answer, Statement
from assistant.checking.values import Reason
from assistant.records.feedback import REASONS, Feedback
from assistant.types import Article, Passage, Span
from assistant.ui.session import Turn
from assistant.ui.transcript import Setting, render_current, render_past, render_turn
from assistant.ui.words import Words

from .articles import TEXT, articles, cited, spans_of
from .visiting import Parsed, content, said, shape, stated

WORDS = Words()
SETTING = Setting(WORDS, 2)
DONE = Turn("When?", stated(Statement("First", (1,))), done=True)
GOES = ["up-0", "down-0", "again-0", "edit-0"]


def goes(page: str) -> list[str]:
    """What the page's buttons send, in order."""
    return [
        e.attributes["data-go"] for e in Parsed(page).having("button") if "data-go" in e.attributes
    ]


def test_only_a_chat_model_can_be_stopped() -> None:
    """Whatever it is to do next, also before anything was found; the built-in reader is quick."""
    for answer, stage in (
        (None, "Looking through 2 articles…"),
        (stated(texts=()), "Waiting for the model…"),
    ):
        turn = Turn("q", answer, stoppable=True)
        assert content(render_turn(turn, 0, SETTING), "reading") == f"{stage}Stop"
        page = render_turn(replace(turn, stoppable=False), 0, SETTING)
        assert content(page, "reading") == stage
    page = render_turn(Turn("q", queued=True, stoppable=True), 0, SETTING)
    assert content(page, "reading") == "Waiting for its turn…Stop"
    one = render_turn(Turn("q", sources=("a",)), 0, SETTING)
    assert content(one, "reading") == "Looking through 1 article…"


def test_what_is_read_is_named() -> None:
    """Of three articles by name, of more by number."""
    near = [Passage(f"{n}", f"T<{n}>", 0, 9, 0.5, "x") for n in range(5)]
    page = render_turn(Turn("q", Answer("q", "", False, 0.5, passages=tuple(near[:2]))), 0, SETTING)
    assert content(page, "reading") == "Reading 2 passages in T<0>, T<1>…"
    page = render_turn(Turn("q", Answer("q", "", False, 0.5, passages=tuple(near))), 0, SETTING)
    assert content(page, "reading") == "Reading 5 passages in T<0>, T<1>, T<2> and 2 more…"


def test_every_link_to_the_open_quote_is_lit() -> None:
    """The statements' pointers and the quote's own numeral, in its turn and in no other."""
    answer = stated(Statement("First", (1,)), Statement("Second", (2, 1)))
    turns = [Turn("q", answer, done=True), Turn("q", answer), Turn("q")]
    page = render_past(turns, replace(SETTING, place="quote-0-1"))
    lit = [e.attributes["data-go"] for e in Parsed(page).elements if "aria-current" in e.attributes]
    assert lit == ["quote-0-1"] * 4
    assert "aria-current" not in render_past(turns, SETTING)


def test_a_partial_answer_shows_what_is_finished() -> None:
    """Statements come before the line that says what is checked next, with a way to stop it."""
    answer = replace(stated(Statement("First", (1,))), complete=False)
    page = said(answer)
    assert content(page, "words").startswith("First")
    assert content(page, "reading") == "Checking what comes next…Stop"
    assert not Parsed(page).having("match")
    assert not Parsed(page).having("tools")
    (stop,) = [e for e in Parsed(page).having("button") if e.text == "Stop"]
    assert stop.attributes["data-event"] == "stop"
    assert content(page).index("First") < content(page).index("Checking")
    left = replace(stated(texts=()), left_out=(Statement("Odd", (), ()),), complete=False)
    assert "Odd" not in content(said(left))


def test_the_newest_turn_is_apart() -> None:
    """The past has all turns but the last, the current pane that one, and how many there are."""
    turns = [replace(DONE, question=f"Q{n}") for n in range(3)]
    past, current = render_past(turns, SETTING), render_current(turns, SETTING, [])
    assert [e.text for e in Parsed(past).having("question")] == ["Q0", "Q1"]
    assert [e.text for e in Parsed(current).having("question")] == ["Q2"]
    (log,) = Parsed(current).having("log")
    assert (log.attributes["data-turns"], log.attributes["aria-busy"]) == ("3", "false")
    busy = render_current([replace(DONE, done=False)], SETTING, [])
    assert Parsed(busy).having("log")[0].attributes["aria-busy"] == "true"
    assert not Parsed(render_past(turns[:1], SETTING)).having("turn")


def test_before_the_first_question() -> None:
    """There are examples to click, or without any article the way to add some."""
    page = render_current([], SETTING, ["One?", "<b>Two</b>?"])
    assert [e.text for e in Parsed(page).having("button")] == ["One?", "<b>Two</b>?"]
    assert goes(page) == ["example-0", "example-1"]
    assert goes(render_current([], Setting(WORDS, 0), [])) == ["library"]


def test_what_was_asked_stands_above() -> None:
    """A follow-up shows the question it was made into, a choice of articles which they were."""
    answer = Answer("and when?", "Not here.", True, 0.0, searched="when did Boston vote?")
    page = render_turn(Turn("and when?", answer, done=True), 0, SETTING)
    assert content(page, "searched") == "Searched for: when did Boston vote?"
    same = replace(answer, searched="and when?")
    assert "Searched for" not in render_turn(Turn("and when?", same, done=True), 0, SETTING)
    setting = replace(SETTING, titles=(("a", "Title <A>"),))
    page = render_turn(replace(DONE, sources=("a", "gone.md")), 0, setting)
    assert content(page, "searched") == "Asked of 2 articles: Title <A>, gone.md"


def test_a_question_of_any_length_is_shown() -> None:
    """A long one with its beginning, a blank one not at all; an error stands below it."""
    page = render_turn(Turn("x" * 5000, error="Too <long>.", done=True), 0, SETTING)
    assert content(page, "question") == "x" * 400 + "…"
    assert content(page, "error") == "Too <long>."
    assert not Parsed(render_turn(Turn(" ", error="no", done=True), 0, SETTING)).having("question")


def test_what_can_be_done_with_an_answer() -> None:
    """An answer can be copied, kept, judged and asked anew; an error only asked anew."""
    page = render_turn(DONE, 0, replace(SETTING, receipts="/receipts/abc"))
    assert goes(page) == GOES
    links = [e.attributes["href"] for e in Parsed(page).having("a") if "download" in e.attributes]
    assert links[:2] == ["/receipts/abc/0.html", "/receipts/abc/0.json"]
    assert all(button.attributes["aria-label"] for button in Parsed(page).having("button"))
    assert goes(render_turn(Turn("q", error="no", done=True), 0, SETTING)) == GOES[2:]


@pytest.mark.parametrize("verdict", ["up", "down"])
def test_what_was_said_of_an_answer(verdict: str) -> None:
    """The verdict is pressed; reasons are asked of a bad one alone, while it is explained."""
    reason = REASONS[0] if verdict == "down" else ""
    turn = replace(DONE, feedback=Feedback(verdict, reason, 'a "note"'))  # type: ignore[arg-type]
    page = render_turn(turn, 0, replace(SETTING, explaining=0))
    pressed = [b.attributes for b in Parsed(page).having("button")]
    assert [b["data-go"] for b in pressed if b.get("aria-pressed") == "true"] == [
        f"{verdict}-0",
        *([f"reason-0-{reason}"] if reason else []),
    ]
    assert len(Parsed(page).having("chip")) == (len(REASONS) if verdict == "down" else 0)
    assert Parsed(page).having("input")[0].attributes["value"] == 'a "note"'
    assert not Parsed(render_turn(turn, 0, SETTING)).having("explain")


def test_editing_shows_what_goes() -> None:
    """The question stands in a box; how many after it go is said, and its tools are away."""
    page = render_turn(DONE, 0, replace(SETTING, editing=0), after=2)
    assert content(page, "textarea") == "When?"
    assert content(page, "hint") == "The 2 questions after it go."
    assert not Parsed(page).having("tools")
    assert not Parsed(render_turn(DONE, 0, replace(SETTING, editing=0))).having("hint")


@given(st.data(), articles(), TEXT)
def test_no_text_makes_a_tag(data: st.DataObject, article: Article, question: str) -> None:
    """The tags of the panes are the same whether their texts are hostile or harmless."""

    def panes(article: Article, question: str, span: Span) -> Counter[str]:
        quote = cited(article, span)
        passage = Passage(article.source, article.title, span.start, span.end, 1.0, quote.quote)
        found = Answer(question, "x", False, 0.95, (quote,), passages=(passage,), searched="other")
        none = Answer(question, question, True, 0.0, passages=(passage,), searched="other")
        plain = Answer(question, f"{question}\n- {question}", False, 1.0)
        words = question or "x"  # without words there is no statement
        odd = Statement(words, (1,), (Reason("name", question),))
        told = replace(found, statements=(Statement(words, (1,)), odd), left_out=(odd, odd))
        told = replace(told, note=question, model="demo")
        judged = Feedback("down", note=question[:2000])
        turns = [
            Turn(question, answer, done=True, feedback=judged, sources=(question,))
            for answer in (found, none, plain, told)
        ]
        turns += [Turn(question, answer) for answer in (found, told)]
        turns += [Turn(question, error=question, done=True), Turn(question)]
        setting = Setting(WORDS, 1, "quote-0-1", 2, 0, ((question, question),))
        page = render_past(turns, setting) + render_current(turns, setting, [])
        return shape(page + render_current([], setting, [question]))

    span = data.draw(spans_of(article.text)) if article.text else Span(0, 0)
    harmless = replace(article, title="x", date=article.date and "x", text="x" * len(article.text))
    hostile = panes(article, question, span)
    assert not re.search(r"'(?:on\w+|src|style|srcdoc|action|formaction)'", " ".join(hostile))
    # Lines, blank questions and quotation marks change how the text itself is laid out, no more.
    layout = re.compile(r"(?:p|h2|ul|li|q|blockquote|time) ")
    assert {t: n for t, n in hostile.items() if not layout.match(t)} == {
        t: n for t, n in panes(harmless, "x", span).items() if not layout.match(t)
    }
