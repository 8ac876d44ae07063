"""An answer as HTML: quotes under titles, a model's statements with theirs, or that none is."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from assistant.answering.answer import NOT_FOUND_BY_MODEL, Answer, Statement
from assistant.answering.disagreement import Disagreement, Side
from assistant.checking.values import Reason
from assistant.types import Citation, Passage, Status
from assistant.ui.answers import render_answer
from assistant.ui.words import Words

from .visiting import Parsed, content, said, stated

HOSTILE = "<img src=x onerror=alert(1)>\"' &lt; \u202e{value}"


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


@pytest.mark.parametrize("status", ["moved", "changed", "missing"])
def test_a_quote_that_no_longer_stands_says_so(status: Status) -> None:
    """What became of a quote is said right below it, and nothing where it stands."""
    quotes = (
        Citation(1, "a", "t", "0", 0, 4, "One.", status),
        Citation(2, "a", "t", "0", 4, 8, "T"),
    )
    page = render_answer(Answer("q", "x", False, 0.7, quotes), 0, Words())
    (note,) = Parsed(page).having("status")
    assert note.text == Words()(f"chat.status.{status}")
    assert "read the quotes where they stand" in content(page, "match")


def test_quotes_stand_under_the_titles_of_their_articles() -> None:
    """An article's title stands once above its quotes, with its date written out."""
    quotes = tuple(
        Citation(n, source, f"Title {source}", "0", 0, 4, f"{n}.", date="2021-05-04")
        for n, source in ((1, "a"), (2, "a"), (3, "b"))
    )
    page = render_answer(Answer("q", "x", False, 0.95, quotes), 4, Words())
    assert [h.text for h in Parsed(page).having("h3")] == ["Title a", "Title b"]
    assert [t.text for t in Parsed(page).having("time")] == ["4 May 2021", "4 May 2021"]
    assert [q.attributes["data-go"] for q in Parsed(page).having("figure")] == [
        "quote-4-1",
        "quote-4-2",
        "quote-4-3",
    ]
    assert content(page, "match") == "About 95% likely to answer the question"


@pytest.mark.parametrize(
    ("confidence", "chance"),
    [(0.0, "5%"), (0.12, "10%"), (0.79, "80%"), (0.9, "90%"), (1.0, "95%")],
)
def test_an_answer_says_how_likely_it_is_one(confidence: float, chance: str) -> None:
    """In steps of five and never as certain; below four in five it says to read the quotes."""
    quote = Citation(1, "a", "t", "0", 0, 4, "One.")
    page = render_answer(Answer("q", "x", False, confidence, (quote,)), 0, Words())
    said = content(page, "match")
    assert said.startswith(f"About {chance} likely")
    assert ("read the quotes" in said) == (confidence < 0.8)


def test_an_abstention_names_the_nearest_passages() -> None:
    """At most three, each a link to its place; that a model found none is said."""
    near = tuple(Passage("a", f"T{n}", n, n + 2, 0.5, HOSTILE) for n in range(5))
    answer = Answer("q", "Not in these articles.", True, 0.1, passages=near)
    page = render_answer(answer, 2, Words(), "near-2-3")
    links = Parsed(page).having("a")
    assert [a.attributes["data-go"] for a in links] == ["near-2-1", "near-2-2", "near-2-3"]
    assert [a.attributes.get("aria-current") for a in links] == [None, None, "true"]
    assert HOSTILE in links[0].text
    assert "The model found" not in content(page)
    by_model = render_answer(replace(answer, text=NOT_FOUND_BY_MODEL), 2, Words())
    assert "The model found no answer" in content(by_model)
    assert "nearest" not in render_answer(replace(answer, passages=()), 2, Words())


def test_articles_that_differ_are_set_against_each_other() -> None:
    """Each side has its value, its article, its date and the way to its quote, above the quotes."""
    quotes = tuple(Citation(n, s, f"T{s}", "0", 0, 4, "Q") for n, s in ((1, "a"), (2, "b")))
    sides = (
        Side(1, "12 liters", "a", HOSTILE, "2021-05-04"),
        Side(2, "14 liters", "b", "Tb", None),
    )
    differing = Disagreement("number", sides)
    page = render_answer(
        Answer("q", "x", False, 0.95, quotes, disagreement=differing), 0, Words(), "quote-0-2"
    )
    note = Parsed(page).having("differ")[0].text
    assert note == f"The articles differ12 liters {HOSTILE} 4 May 202114 liters Tb "
    assert page.index("differ") < page.index("<blockquote")
    lit = [e for e in Parsed(page).having("a") if "aria-current" in e.attributes]
    assert [a.attributes["data-go"] for a in lit] == ["quote-0-2"] * 2


def test_its_own_words_are_lines_and_lists() -> None:
    """What the assistant says of the library itself is paragraphs and items, and no markup."""
    page = render_answer(
        Answer("q", f"Two:\n- one\n- {HOSTILE}\nThat is all.", False, 1.0), 0, Words()
    )
    assert [li.text for li in Parsed(page).having("li")] == ["one", HOSTILE]
    assert [p.text for p in Parsed(page).having("p")] == ["Two:", "That is all."]


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_every_language_has_its_words(language: str) -> None:
    """The page speaks it around the quotes, which stay as they are."""
    page = render_answer(stated(Statement("First", (1,)), texts=("One.",)), 0, Words(language))
    assert Parsed(page).having("q")[0].text == "One."
    assert Words(language)("chat.quote", number=1) in page
