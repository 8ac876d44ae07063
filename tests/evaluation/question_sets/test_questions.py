"""Reading question sets of each form, and putting their evidence in place."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from assistant.errors import QuestionSetError
from assistant.evaluation.question_sets.questions import (
    Evidence,
    Question,
    align_evidence,
    load_questions,
    sample,
)
from assistant.types import Article

JsonLine = Mapping[str, object]


def write_lines(path: Path, *lines: JsonLine | str) -> Path:
    """A file of JSON lines; strings are written as they are."""
    texts = (x if isinstance(x, str) else json.dumps(x, ensure_ascii=False) for x in lines)
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return path


def squad(*groups: JsonLine) -> str:
    """A SQuAD document."""
    return json.dumps({"version": "2", "data": groups})


def paragraph(context: str, *questions: JsonLine) -> JsonLine:
    """A SQuAD paragraph."""
    return {"context": context, "qas": questions}


def write_beir(folder: Path, judgements: dict[str, str]) -> Path:
    """A BEIR folder with two texts, three queries and these qrels files."""
    (folder / "qrels").mkdir(parents=True)
    write_lines(
        folder / "corpus.jsonl",
        {"_id": "d1", "title": "A title", "text": "First line.\nSecond."},
        {"_id": "d2", "title": "", "text": "Alone."},
    )
    queries = ({"_id": name, "text": f"What is {name}?"} for name in ("q1", "q2", "q3"))
    write_lines(folder / "queries.jsonl", *queries)
    for name, text in judgements.items():
        (folder / "qrels" / name).write_text(text, encoding="utf-8")
    return folder


def test_jsonl_reads_every_field(tmp_path: Path) -> None:
    """A full line gives a full question, its gold articles being those of its evidence."""
    path = write_lines(
        tmp_path / "set.jsonl",
        {
            "id": "q-7",
            "kind": "why",
            "question": "And why?",
            "answers": ["because", "since"],
            "answerable": True,
            "evidence": [
                {"source": "a.md", "start": 3, "end": 9},
                {"source": "a.md", "start": 12, "end": 19, "quote": "because"},
                {"source": "b.md", "start": 0, "end": 1},
            ],
            "history": [["What?", "That."]],
        },
    )
    assert load_questions(path).articles is None
    assert load_questions(path).questions == (
        Question(
            id="q-7",
            text="And why?",
            answers=("because", "since"),
            answerable=True,
            kind="why",
            gold=("a.md", "b.md"),
            evidence=(
                Evidence("a.md", 3, 9),
                Evidence("a.md", 12, 19, "because"),
                Evidence("b.md", 0, 1),
            ),
            history=(("What?", "That."),),
        ),
    )


def test_jsonl_needs_nothing_but_the_question(tmp_path: Path) -> None:
    """A missing id is the question's number, null is missing, blank lines do not count."""
    path = write_lines(
        tmp_path / "set.jsonl",
        {"question": "One?"},
        "",
        {"question": "Two?", "answers": None, "evidence": None, "answerable": False, "kind": None},
        {"question": "Three?", "id": 12},
    )
    assert load_questions(path).questions == (
        Question(id="1", text="One?"),
        Question(id="2", text="Two?", answerable=False),
        Question(id="12", text="Three?"),
    )


def test_jsonl_survives_line_separators_and_a_byte_order_mark(tmp_path: Path) -> None:
    """U+2028 inside a string does not end a line."""
    path = tmp_path / "set.jsonl"
    path.write_text('\ufeff{"question": "A\u2028B?"}\r\n{"question": "C?"}', encoding="utf-8")
    assert [q.text for q in load_questions(path).questions] == ["A\u2028B?", "C?"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{nonsense", ["line 2", "not JSON", "column 2"]),
        ('["question"]', ["line 2", "not an object"]),
        ("[" * 100_000, ["line 2", "not JSON"]),
        ('{"id": "x"}', ["line 2", "no 'question'"]),
        ('{"question": " "}', ["line 2", "blank 'question'"]),
        ('{"question": 5}', ["line 2", "5 in 'question'", "string"]),
        ('{"question": "Q?", "answers": "yes"}', ["line 2", "no list in 'answers'"]),
        ('{"question": "Q?", "answers": [1]}', ["line 2", "1 in 'answers'"]),
        ('{"question": "Q?", "answers": [""]}', ["line 2", "blank string in 'answers'"]),
        ('{"question": "Q?", "answers": ["\\ud83d"]}', ["line 2", "surrogate", "'answers'"]),
        ('{"question": "Q?", "answerable": "no"}', ["line 2", "'answerable'", "true or false"]),
        ('{"question": "Q?", "id": true}', ["line 2", "True in 'id'"]),
        ('{"question": "Q?", "kind": 3}', ["line 2", "3 in 'kind'"]),
        ('{"question": "Q?", "history": ["a"]}', ["line 2", "'history'"]),
        ('{"question": "Q?", "history": [["a", "b", "c"]]}', ["line 2", "'history'"]),
        ('{"question": "Q?", "evidence": ["a.md"]}', ["line 2, evidence[0]", "object"]),
        (
            '{"question": "Q?", "evidence": [{"source": "a", "start": 4, "end": 4}]}',
            ["line 2, evidence[0]", "start 4", "end 4"],
        ),
        (
            '{"question": "Q?", "evidence": [{"source": "a", "start": -1, "end": 4}]}',
            ["line 2, evidence[0]", "'start'"],
        ),
        (
            '{"question": "Q?", "evidence": [{"source": "a", "start": false, "end": true}]}',
            ["line 2, evidence[0]", "'start'"],
        ),
        (
            '{"question": "Q?", "evidence": [{"source": "a", "start": 1}]}',
            ["line 2, evidence[0]", "'end'"],
        ),
        (
            '{"question": "Q?", "evidence": [{"start": 1, "end": 4}]}',
            ["line 2, evidence[0]", "no 'source'"],
        ),
    ],
)
def test_a_bad_line_is_named_with_its_reason(tmp_path: Path, line: str, words: list[str]) -> None:
    """The error is one line that names file, line number, reason and cure."""
    path = write_lines(tmp_path / "set.jsonl", {"question": "Good?"}, line)
    with pytest.raises(QuestionSetError) as caught:
        load_questions(path)
    message = str(caught.value)
    assert message.startswith(f"{path} line 2")
    assert "\n" not in message
    assert message.partition(": ")[2]
    for word in words:
        assert word in message


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "is empty"),
        (b"\xff\xfeq", "not UTF-8"),
        (b"question,answer\nWhy?,So.\n", "no question set"),
        (b'[{"question": "Q?"}]', "no question set"),
        (b'{"rows": []}', "neither 'question' nor SQuAD's 'data'"),
        (b'{"data": []}', "holds no questions"),
    ],
)
def test_a_file_of_another_form_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    """What is neither form is named as such, in one line."""
    path = tmp_path / "set.json"
    path.write_bytes(content)
    with pytest.raises(QuestionSetError, match=words) as caught:
        load_questions(path)
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    """A missing set is told apart from a bad one."""
    with pytest.raises(QuestionSetError, match=r"no question set .*gone\.jsonl"):
        load_questions(tmp_path / "gone.jsonl")


def test_squad_makes_an_article_of_every_paragraph(tmp_path: Path) -> None:
    """The text is exactly the context, with a trimmed block for each line that is not blank."""
    context = "  First line. \r\n\n Second\u2028line 😀.\rThird.\n"
    path = tmp_path / "set.txt"
    path.write_text(
        squad(
            {
                "title": "Super_Bowl",
                "paragraphs": [
                    paragraph("One."),
                    paragraph(
                        context,
                        {
                            "id": "s1",
                            "question": "Q?",
                            "answers": [
                                {"text": " ", "answer_start": 0},
                                {"text": "First", "answer_start": 2},
                                {"text": "First", "answer_start": 2},
                            ],
                        },
                    ),
                ],
            }
        )
    )
    found = load_questions(path)
    assert found.articles is not None
    article = found.articles[1]
    assert (article.source, article.title) == ("Super_Bowl/0001", "Super Bowl")
    assert article.text == context
    assert article.sha256 == hashlib.sha256(context.encode()).hexdigest()
    assert [block.span.of(context) for block in article.blocks] == [
        "First line.",
        "Second\u2028line 😀.",
        "Third.",
    ]
    assert {block.kind for block in article.blocks} == {"paragraph"}
    assert found.questions == (Question("s1", "Q?", answers=("First",), gold=("Super_Bowl/0001",)),)


def test_squad_sources_are_unique_across_groups_and_duplicates(tmp_path: Path) -> None:
    """Groups that share a title or have none go on counting; equal paragraphs stay apart."""
    path = tmp_path / "set.json"
    question = {"question": "Q?", "answers": []}
    path.write_text(
        squad(
            {"title": "A", "paragraphs": [paragraph("Same."), paragraph("Same.")]},
            {"paragraphs": [paragraph("B.", question)]},
            {"title": "A", "paragraphs": [paragraph("C.")]},
            {"title": None, "paragraphs": [paragraph("D.", question)]},
        )
    )
    found = load_questions(path)
    assert found.articles is not None
    sources = [article.source for article in found.articles]
    assert sources == ["A/0000", "A/0001", "Untitled/0000", "A/0002", "Untitled/0001"]
    assert [(q.id, q.gold) for q in found.questions] == [
        ("1", ("Untitled/0000",)),
        ("2", ("Untitled/0001",)),
    ]


def test_a_squad_question_may_be_impossible(tmp_path: Path) -> None:
    """An impossible question has neither answers nor a gold article."""
    path = tmp_path / "set.json"
    path.write_text(
        squad(
            {
                "title": "A",
                "paragraphs": [
                    paragraph(
                        "Text.",
                        {
                            "id": "s",
                            "question": "Q?",
                            "is_impossible": True,
                            "answers": [{"text": "Text"}],
                            "plausible_answers": [{"text": "Text"}],
                        },
                    )
                ],
            }
        )
    )
    assert load_questions(path).questions == (Question("s", "Q?", answerable=False),)


def test_a_fault_in_a_squad_file_is_named_by_its_place(tmp_path: Path) -> None:
    """SQuAD files have no lines, so the error counts its way to the fault."""
    path = tmp_path / "set.json"
    path.write_text(squad({"title": "A", "paragraphs": [paragraph("T."), {"qas": []}]}))
    with pytest.raises(QuestionSetError, match=r"data\[0\], paragraphs\[1\] has no 'context'"):
        load_questions(path)


@pytest.mark.parametrize("header", ["", "query-id\tcorpus-id\tscore\n"])
def test_beir_questions_are_the_judged_queries(tmp_path: Path, header: str) -> None:
    """Gold is what scores above 0, with or without a header; unjudged queries are no questions."""
    judgements = f"{header}q1\td2\t1\nq1\td1\t2\n\nq1\td2\t1\nq2\td1\t0\n"
    found = load_questions(write_beir(tmp_path / "set", {"test.tsv": judgements}))
    assert found.questions == (Question("q1", "What is q1?", gold=("d2", "d1")),)


def test_beir_articles_begin_with_their_title(tmp_path: Path) -> None:
    """A title is a heading before the text, and an article without one is its text alone."""
    found = load_questions(write_beir(tmp_path / "set", {"test.tsv": "q1\td1\t1\n"}))
    assert found.articles is not None
    first, second = found.articles
    assert (first.source, first.title) == ("d1", "A title")
    assert first.text == "A title\n\nFirst line.\nSecond."
    assert [(block.kind, block.span.of(first.text)) for block in first.blocks] == [
        ("heading", "A title"),
        ("paragraph", "First line."),
        ("paragraph", "Second."),
    ]
    assert (second.title, second.text) == ("d2", "Alone.")
    assert [block.kind for block in second.blocks] == ["paragraph"]


def test_beir_prefers_the_test_split(tmp_path: Path) -> None:
    """test.tsv comes before all others, which come by name."""
    lines = {"dev.tsv": "q2\td1\t1\n", "train.tsv": "q3\td1\t1\n"}
    folder = write_beir(tmp_path / "a", {**lines, "test.tsv": "q1\td1\t1\n"})
    assert [question.id for question in load_questions(folder).questions] == ["q1"]
    folder = write_beir(tmp_path / "b", lines)
    assert [question.id for question in load_questions(folder).questions] == ["q2"]


@pytest.mark.parametrize(
    ("qrels", "words"),
    [
        ({"test.tsv": "q1\td1\t1\nq2 d1 1\n"}, r"test\.tsv line 2 .*tabs"),
        ({"test.tsv": "q1\td1\t1\nq2\td1\tmany\n"}, r"test\.tsv line 2 "),
        ({"test.tsv": "q1 d1 1\n"}, r"test\.tsv line 1 .*tabs"),
        ({"test.tsv": "q9\td1\t1\n"}, r"lacks the judged query 'q9'"),
        ({"test.tsv": "q1\td1\t0\n"}, "holds no questions"),
        ({}, r"no qrels/\*\.tsv"),
    ],
)
def test_bad_judgements_are_named(tmp_path: Path, qrels: dict[str, str], words: str) -> None:
    """A BEIR folder that cannot be scored says where and why."""
    with pytest.raises(QuestionSetError, match=words):
        load_questions(write_beir(tmp_path / "set", qrels))


def test_a_beir_text_given_twice_is_named(tmp_path: Path) -> None:
    """Two texts of one id would be one article."""
    folder = write_beir(tmp_path / "set", {"test.tsv": "q1\td1\t1\n"})
    write_lines(folder / "corpus.jsonl", {"_id": "d1", "text": "A"}, {"_id": "d1", "text": "B"})
    with pytest.raises(QuestionSetError, match="'d1' more than once"):
        load_questions(folder)


def test_a_beir_text_without_an_id_is_named(tmp_path: Path) -> None:
    """No judgement could ever mean it."""
    folder = write_beir(tmp_path / "set", {"test.tsv": "q1\td1\t1\n"})
    write_lines(folder / "corpus.jsonl", {"_id": "d1", "text": "A"}, {"text": "B"})
    with pytest.raises(QuestionSetError, match=r"corpus\.jsonl line 2 has no '_id'"):
        load_questions(folder)


def test_a_folder_that_is_no_beir_set_is_refused(tmp_path: Path) -> None:
    """The error names the first thing missing."""
    with pytest.raises(QuestionSetError, match=r"no question set, it has no corpus\.jsonl"):
        load_questions(tmp_path)


def test_a_sample_is_seeded_and_in_order() -> None:
    """The same seed draws the same questions, in the order they had."""
    questions = [Question(str(number), "Q?") for number in range(100)]
    drawn = sample(questions, 10)
    assert drawn == sample(questions, 10)
    assert drawn != sample(questions, 10, seed=1)
    numbers = [int(question.id) for question in drawn]
    assert len(set(numbers)) == 10
    assert numbers == sorted(numbers)
    assert numbers != list(range(10))
    assert sample(questions, 1000) == tuple(questions)


# Of "**Bold** claims stand here. They end." the text has lost two pairs of stars.
FILE = "**Bold** claims stand here. They end."
TEXT = "Bold claims stand here. They end."


def to_text(offset: int) -> int:
    """The way from an offset in FILE to one in TEXT."""
    return offset - 2 * (offset >= 2) - 2 * (offset >= 8)


def article(source: str, text: str = TEXT) -> Article:
    """An article of this text."""
    return Article(source, "0" * 64, "Title", None, text)


def asked(*pieces: Evidence) -> Question:
    """A question with this evidence."""
    return Question("q", "Q?", gold=tuple(piece.source for piece in pieces), evidence=pieces)


def placed(
    pieces: list[Evidence],
    articles: list[Article],
    move: Callable[[int], int] | None = to_text,
) -> list[str]:
    """What the evidence covers once it is in place."""
    (question,) = align_evidence([asked(*pieces)], articles, lambda source: move)
    texts = {one.source: one.text for one in articles}
    return [texts[piece.source][piece.start : piece.end] for piece in question.evidence]


def test_offsets_of_the_file_are_moved_to_the_text() -> None:
    """Where spans cut words in the text and none in the file, they count the file."""
    start = FILE.index("claims")
    assert placed([Evidence("a.md", start, start + 12)], [article("a.md")]) == ["claims stand"]


def test_offsets_of_the_text_stay() -> None:
    """Where spans cut no word in the text, they count the text, also when the file is as good."""
    start = TEXT.index("claims")
    assert placed([Evidence("a.md", start, start + 12)], [article("a.md")]) == ["claims stand"]
    assert placed([Evidence("a.md", 0, len(TEXT))], [article("a.md")]) == [TEXT]


def test_one_reading_holds_for_all_spans_of_an_article() -> None:
    """A span that would fit either way follows the others of its article, across questions."""
    start = FILE.index("claims")
    unclear = Evidence("a.md", FILE.index("They"), FILE.index("end") + 3)
    questions = [asked(Evidence("a.md", start, start + 6)), asked(unclear)]
    aligned = align_evidence(questions, [article("a.md")], lambda source: to_text)
    assert [TEXT[q.evidence[0].start : q.evidence[0].end] for q in aligned] == [
        "claims",
        "They end",
    ]


def test_offsets_past_the_end_of_the_text_count_the_file() -> None:
    """A span that the text cannot hold speaks for the file."""
    assert placed([Evidence("a.md", FILE.index("They"), len(FILE))], [article("a.md")]) == [
        "They end."
    ]


def test_without_a_way_from_the_file_offsets_count_the_text() -> None:
    """Some formats cannot tell where a character of the file went."""
    assert placed([Evidence("a.md", 1, 4)], [article("a.md")], move=None) == ["old"]


def test_evidence_that_fits_neither_reading_is_refused() -> None:
    """A span beyond the article names its question, its place and its article."""
    with pytest.raises(QuestionSetError, match=r"'q' has evidence \[5, 500\).*'a\.md'"):
        placed([Evidence("a.md", 5, 500)], [article("a.md")])


def test_a_quote_decides_over_its_offsets() -> None:
    """A quote is taken where it stands, the nearest place to the offsets being preferred."""
    text = "One two. One two. One two."
    for start, expected in ((9, 9), (11, 9), (16, 18), (0, 0), (400, 18)):
        piece = Evidence("a.md", start, start + 8, "One two.")
        (question,) = align_evidence([asked(piece)], [article("a.md", text)], lambda source: None)
        assert question.evidence == (Evidence("a.md", expected, expected + 8, "One two."),)


def test_a_quote_alone_is_evidence_enough(tmp_path: Path) -> None:
    """Whoever writes a set by hand need not count characters."""
    path = write_lines(
        tmp_path / "set.jsonl",
        {"question": "Q?", "evidence": [{"source": "a.md", "quote": "They end."}]},
    )
    (piece,) = load_questions(path).questions[0].evidence
    assert placed([piece], [article("a.md")]) == ["They end."]


def test_a_quote_that_is_not_there_is_refused() -> None:
    """A quote with one other character is no evidence."""
    with pytest.raises(QuestionSetError, match=r"'q' has a quote that is not in 'x/a\.md'"):
        placed([Evidence("a.md", 0, 9, "They end!")], [article("x/a.md")])


def test_a_source_may_be_the_end_of_a_path() -> None:
    """Evidence and gold go by the article's own source afterwards."""
    articles = [article("corpus/one/a.md"), article("corpus/two/a.md"), article("corpus/ba.md")]
    for source in ("two/a.md", "two\\a.md", "corpus/two/a.md"):
        (question,) = align_evidence([asked(Evidence(source, 0, 4))], articles, lambda source: None)
        assert question.evidence[0].source == "corpus/two/a.md"
        assert question.gold == ("corpus/two/a.md",)


def test_an_equal_source_beats_the_end_of_a_path() -> None:
    """`a.md` means the article of that very name before one in a folder."""
    (question,) = align_evidence(
        [asked(Evidence("a.md", 0, 4))], [article("x/a.md"), article("a.md")], lambda source: None
    )
    assert question.gold == ("a.md",)


@pytest.mark.parametrize(
    ("sources", "words"),
    [
        (["x/a.md", "y/a.md"], r"'a\.md', which may be 'x/a\.md' or 'y/a\.md'"),
        (["ba.md", "a.md/b"], r"'a\.md', which is none of the articles"),
        ([], r"'a\.md', which is none of the articles"),
    ],
)
def test_a_source_that_names_no_single_article_is_refused(sources: list[str], words: str) -> None:
    """Evidence is never put into a guessed article."""
    with pytest.raises(QuestionSetError, match=words):
        placed([Evidence("a.md", 0, 4)], [article(source) for source in sources])


def test_questions_without_evidence_are_left_as_they_are() -> None:
    """The gold articles of SQuAD and BEIR questions stay."""
    question = Question("q", "Q?", gold=("A/0000",))
    assert align_evidence([question], [article("A/0000")], lambda source: None) == (question,)
