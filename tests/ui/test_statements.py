"""The statements of a chat model in the left-hand pane, whole and while they are written."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answering.answer import Statement
from assistant.checking.values import Reason
from assistant.ui.rendering import render_transcript
from assistant.ui.session import Turn, View

from .visiting import Parsed, content, said, stated


def test_a_statement_stands_with_its_quotes() -> None:
    """Each statement is followed by its pointers; a quote stands once, below the first."""
    page = said(stated(Statement("First", (1,)), Statement("Second", (2, 1))))
    words = [re.sub(r"\s+", " ", part.text) for part in Parsed(page).having("words")]
    assert words == ["First 1", "Second 21"]
    pointers = [a.attributes for a in Parsed(page).having("cite") if "id" not in a.attributes]
    assert [a["data-go"] for a in pointers] == ["quote-0-1", "quote-0-2", "quote-0-1"]
    assert [a["aria-label"] for a in pointers] == ["Quote 1", "Quote 2", "Quote 1"]
    assert [q.text for q in Parsed(page).having("q")] == ["One.", "Two."]
    assert [part.text.count("One.") for part in Parsed(page).having("said")] == [1, 0]
    assert [part.text.count("Quote 1, above") for part in Parsed(page).having("said")] == [0, 1]


def test_every_link_to_the_open_quote_is_lit() -> None:
    """The statements' pointers and the quote's own numeral, in its turn and in no other."""
    answer = stated(Statement("First", (1,)), Statement("Second", (2, 1)))
    turns = [Turn("q", answer, done=True), Turn("q", answer)]
    page = render_transcript(turns, View("a", 0, 1), 1, [])
    lit = [e.attributes["data-go"] for e in Parsed(page).elements if "aria-current" in e.attributes]
    assert lit == ["quote-0-1"] * 4
    assert "aria-current" not in render_transcript(turns, View(turn=0, number=1), 1, [])


def test_a_copied_quote_stands_for_itself() -> None:
    """Without words there is only the quote, and nothing at all where it stands already."""
    page = said(stated(Statement("", (1,)), Statement("Own", (2,)), Statement("", (1, 2))))
    assert [part.text.count("Own") for part in Parsed(page).having("said")] == [0, 1]
    assert [q.text for q in Parsed(page).having("q")] == ["One.", "Two."]
    assert len(Parsed(page).having("words")) == 1


def test_a_title_is_not_repeated_right_below_itself() -> None:
    """The same article's next quotes need no title; after another article's they do."""
    told = [Statement(f"S{n}", (n,)) for n in (1, 2, 3)]
    answer = stated(*told, texts=("One.", "Two.", "Three."))
    titles = [section.text.count("Title") for section in Parsed(said(answer)).having("said")]
    assert titles == [1, 0, 1]


def test_statements_that_no_quote_backs() -> None:
    """One that is shown says what is wrong with it; those left out are counted, folded, named."""
    number, name = Reason("number", "13 <b>"), Reason("name", "“Ada” is not in the source")
    day = Reason("date", "Sundays is not in the source")
    page = said(stated(Statement("Fine", (1,)), Statement("Odd", (1, 2), (name, number, day))))
    assert [part.classes for part in Parsed(page).having("said")] == [["said"], ["said", "marked"]]
    assert content(page, "mark") == (
        "Not backed by its quotes. Not in the source: “Ada”, Sundays 13 <b>"
    )
    assert "left out" not in content(page)
    left = [Statement("Odd & <i>", (2,), (number, name)), Statement("None", (), (name,))]
    for count, line in ((1, "1 statement left out: no quote backs it"),
                        (2, "2 statements left out: no quote backs them")):  # fmt: skip
        page = said(replace(stated(Statement("Fine", (1,))), left_out=tuple(left[:count])))
        assert content(page, "summary") == line
        (folded,) = Parsed(page).having("left-out")
        assert "open" not in folded.attributes
        assert len(Parsed(page).having("mark")) == count
        assert content(page).count("Odd & <i>") == folded.text.count("Odd & <i> Not in") == 1


def test_a_note_says_why_a_model_did_not_answer() -> None:
    """It stands above whatever was answered instead, once."""
    note = "Demo <failed>. The built-in reader answered instead."
    answer = replace(stated(), note=note, model=None)
    abstained = replace(answer, abstained=True, citations=(), text="Not in these articles.")
    about = replace(answer, citations=(), text="Hello.")
    for page in map(said, (answer, abstained, about)):
        assert content(page, "note") == answer.note
        assert content(page).count("failed") == 1


def test_a_note_says_why_a_model_broke_off() -> None:
    """It stands below what was finished, which so does not move when it comes."""
    answer = replace(stated(Statement("First", (1,))), note="Demo <failed>.")
    page = content(said(answer))
    assert page.index("First") < page.index("One.") < page.index("Demo <failed>.")
    assert page.count("failed") == 1


def test_only_a_chat_model_can_be_stopped() -> None:
    """Whatever it is to do next, also before anything was found; the built-in reader is quick."""
    for answer, stage in (
        (None, "Looking through 2 articles…"),
        (stated(texts=()), "Waiting for the model…"),
    ):
        turn = Turn("q", answer, stoppable=True)
        page = render_transcript([turn], View(), 2, [])
        assert content(page, "reading") == f"{stage}Stop"
        page = render_transcript([replace(turn, stoppable=False)], View(), 2, [])
        assert content(page, "reading") == stage
    page = render_transcript([Turn("q", queued=True, stoppable=True)], View(), 2, [])
    assert content(page, "reading") == "Waiting for its turn…Stop"


def test_a_partial_answer_shows_what_is_finished() -> None:
    """Statements come before the line that says what is checked next, with a way to stop it."""
    answer = replace(stated(Statement("First", (1,))), complete=False)
    page = said(answer)
    assert content(page, "words").startswith("First")
    assert content(page, "reading") == "Checking what comes next…Stop"
    assert not Parsed(page).having("match")
    (stop,) = [e for e in Parsed(page).having("button") if e.text == "Stop"]
    assert stop.attributes["data-event"] == "stop"
    assert content(page).index("First") < content(page).index("Checking")
    left = replace(stated(texts=()), left_out=(Statement("Odd", (), ()),), complete=False)
    assert "Odd" not in content(said(left))
    nothing = replace(stated(texts=()), complete=False)
    assert content(said(nothing), "reading") == "Waiting for the model…Stop"
