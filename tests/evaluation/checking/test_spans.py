"""Evidence that stands in its articles, and evidence that does not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation.checking.findings import Finding
from assistant.evaluation.checking.spans import check_spans, fix_spans
from assistant.evaluation.question_sets.questions import load_questions
from assistant.evaluation.question_sets.values import Evidence, Question
from assistant.library.sentences import split_sentences
from assistant.types import Article, Block, Span

TEXT = "Heading\n\nİt rained 🌧 on Monday. Nobody came. İt rained 🌧 on Monday.\r\nThe end was near."
QUOTE = "Nobody came."
AT = TEXT.index(QUOTE)


def article(source: str = "deep/a.md", text: str = TEXT) -> Article:
    """An article whose first line is a heading."""
    end = text.find("\n\n") if "\n\n" in text else 0
    heading = (Block(Span(0, end), "heading"),) if end > 0 else ()
    return Article(source, "0" * 64, "A", None, text, (*heading, Block(Span(end, len(text)))))


def found(*pieces: Evidence, answers: tuple[str, ...] = (), **fields: object) -> list[Finding]:
    """What is found of a question with this evidence."""
    question = Question("1", "Who came?", answers, evidence=pieces, **fields)  # type: ignore[arg-type]
    one = article()
    sentences = {one.source: split_sentences(one.text, one.blocks)}
    return list(check_spans([question], [one], sentences, lambda source: None))


def test_evidence_that_stands_where_it_should() -> None:
    """The end of the path is enough, and answers are looked for case aside."""
    piece = Evidence("a.md", AT, AT + len(QUOTE), QUOTE)
    assert found(piece, answers=("NOBODY",)) == []
    assert found(Evidence("a.md", AT, AT + len(QUOTE)), answers=("nobody",)) == []
    assert found() == []


@pytest.mark.parametrize(
    ("piece", "text", "is_fault"),
    [
        (Evidence("b.md", 0, 4), "evidence in 'b.md', which is none of the articles", True),
        (Evidence("a.md", AT + 1, AT + 13, QUOTE), "run with --fix", True),
        (Evidence("a.md", 0, 9, "Somebody."), "is nowhere in 'deep/a.md'", True),
        (Evidence("a.md", 0, 5000), f"is beyond its {len(TEXT)} characters", True),
        (Evidence("a.md", AT, AT + 3), "begins or ends within a word", False),
        (Evidence("a.md", 0, 7, "Heading"), "holds no sentence that can be quoted", False),
        (Evidence("a.md", 9, 31, TEXT[9:31]), "stands there 2 times", False),
    ],
)
def test_evidence_that_does_not(piece: Evidence, text: str, is_fault: bool) -> None:
    """Each way to be wrong is said, with the place."""
    (finding,) = found(piece)
    assert text in finding.text
    assert (finding.check, finding.is_fault) == ("evidence", is_fault)


def test_a_quote_without_offsets(tmp_path: Path) -> None:
    """Its place counts, so that there are none that could be wrong; it still has to stand there."""
    file = write(tmp_path / "q.jsonl", {"source": "a.md", "quote": QUOTE})
    assert found(*load_questions(file).questions[0].evidence) == []
    file = write(tmp_path / "q.jsonl", {"source": "a.md", "quote": "Somebody."})
    (finding,) = found(*load_questions(file).questions[0].evidence)
    assert "is nowhere in" in finding.text


def test_an_answer_that_is_not_in_the_evidence() -> None:
    """Every accepted answer has to stand in some of the evidence."""
    pieces = [
        Evidence("a.md", AT, AT + len(QUOTE), QUOTE),
        Evidence("a.md", 9, 31, TEXT[9:31]),
    ]
    faults = [f.text for f in found(*pieces, answers=("Monday", "nobody", "Ada")) if f.is_fault]
    assert faults == ["answer 'Ada' is in none of its evidence"]


def test_judgements_of_texts_that_are_not_there() -> None:
    """A BEIR set's gold has to be in its corpus."""
    (finding,) = found(gold=("7",))
    assert "'7', which is none of the articles" in finding.text
    assert finding.is_fault
    assert found(gold=("deep/a.md",)) == []


def test_offsets_in_the_file_are_followed_into_the_text() -> None:
    """Where a set counts characters of the file, markup included, the text is what is checked."""
    one = article(text="Nobody came. It rained.")
    question = Question("1", "Who?", ("Nobody",), evidence=(Evidence("a.md", 9, 21),))
    sentences = {one.source: split_sentences(one.text, one.blocks)}
    moved = list(check_spans([question], [one], sentences, lambda source: lambda at: at - 9))
    assert moved == []


def write(path: Path, *evidence: dict[str, object]) -> Path:
    """A set of one question with this evidence, and a field that is none of ours."""
    line = {"question": "Who came?", "note": "keep me", "evidence": list(evidence)}
    path.write_text(json.dumps(line, ensure_ascii=False) + "\n\n", encoding="utf-8")
    return path


def test_offsets_are_written_where_the_quote_stands(tmp_path: Path) -> None:
    """The nearest place counts; other fields stay; a quote that is not there is left as it is."""
    second = TEXT.index("İt rained", AT)
    file = write(
        tmp_path / "q.jsonl",
        {"source": "a.md", "quote": QUOTE, "why": "it says so"},
        {"source": "a.md", "start": second + 4, "end": 9999, "quote": TEXT[9:31]},
        {"source": "a.md", "start": 1, "end": 2, "quote": "Somebody."},
        {"source": "b.md", "start": 1, "end": 2, "quote": QUOTE},
    )
    assert fix_spans(file, [article()]) == 2
    line = json.loads(file.read_text(encoding="utf-8"))
    assert line["note"] == "keep me"
    assert line["evidence"][0] == {
        "source": "a.md",
        "start": AT,
        "end": AT + len(QUOTE),
        "quote": QUOTE,
        "why": "it says so",
    }
    assert (line["evidence"][1]["start"], line["evidence"][1]["end"]) == (second, second + 22)
    assert [piece["start"] for piece in line["evidence"][2:]] == [1, 1]


def test_nothing_is_written_where_nothing_changes(tmp_path: Path) -> None:
    """The file of a set that is right is not touched."""
    piece = {"source": "a.md", "start": AT, "end": AT + len(QUOTE), "quote": QUOTE}
    file = write(tmp_path / "q.jsonl", piece)
    before = file.read_bytes()
    assert fix_spans(file, [article()]) == 0
    assert file.read_bytes() == before


@given(st.text(alphabet="aİé🌧e\u0301\r\n .", min_size=1, max_size=60), st.data())
def test_what_is_fixed_is_exact(text: str, data: st.DataObject) -> None:
    """Any piece of any text is found again, to the character, and then has no fault."""
    start = data.draw(st.integers(0, len(text) - 1))
    quote = text[start : data.draw(st.integers(start + 1, len(text)))]
    if not quote.strip():
        return
    one = article(text=text)
    sentences = {one.source: split_sentences(one.text, one.blocks)}
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        file = write(Path(folder) / "q.jsonl", {"source": "a.md", "quote": quote})
        fix_spans(file, [one])
        questions = load_questions(file).questions
    findings = check_spans(questions, [one], sentences, lambda source: None)
    assert not [finding for finding in findings if finding.is_fault]
