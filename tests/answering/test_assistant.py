"""The assistant as a Python object."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from documents import pdf
from hypothesis import given, settings
from hypothesis import strategies as st
from libraries import TinyEncoder, counted

from assistant import Answer, Assistant, Settings
from assistant.errors import LibraryError, QuestionError, StoreBusyError
from assistant.library.files import load_article
from assistant.models.embeddings import Encoder

from .conftest import write

QUESTIONS = [
    "How many members of Congress were wrongly matched?",
    "How often does the swing bridge at Karasu open?",
    "When was the salt works of Tuzla founded?",
    "Who recorded the great storm of 1957?",
    "Which files did the FBI have?",
    "When was the lighthouse at İğneada built?",
    "Where did the seeds of the tea come from?",
    "How do I cook goulash?",
]


def fixed(answer: Answer) -> dict[str, Any]:
    """An answer without its timings, as JSON."""
    return {**answer.to_dict(), "timings_ms": None}


def source(assistant: Assistant, name: str) -> str:
    """The article whose file has this name."""
    return next(e.source for e in assistant.entries() if Path(e.source).name == name)


def test_an_answer_quotes_the_sentence_at_its_place(assistant: Assistant, folder: Path) -> None:
    """A planted sentence is quoted with its exact offsets, the file's hash, title and date."""
    [*_, citation] = reversed(assistant.ask(QUESTIONS[0]).citations)

    quote = "The program wrongly matched 28 members of Congress with mugshots of other people."
    assert citation.quote == quote
    assert (citation.start, citation.end) == (68, 68 + len(quote))  # after a sentence of 67
    assert citation.source == str(folder / "aclu.md")
    assert citation.title == "The ACLU test of Rekognition"
    assert citation.date == "2018-07-26"
    assert citation.status == "verbatim"
    assert citation.sha256 == assistant.article(citation.source).sha256


def test_a_quote_says_its_page(tmp_path: Path, encoder: Encoder) -> None:
    """Where the article has pages: the one on which the quote begins."""
    (tmp_path / "lamp.pdf").write_bytes(
        pdf(["The lamp was built in 1863."], ["The lamp burned 12 liters of oil a night."])
    )
    chosen = Settings(store=tmp_path / "store")
    with Assistant.open(tmp_path / "lamp.pdf", settings=chosen, encoder=encoder) as assistant:
        oil = assistant.ask("How many liters of oil did the lamp burn?").citations[0]
        built = assistant.ask("When was the lamp built?").citations[0]
    assert (oil.page, built.page) == (2, 1)


def test_offsets_count_characters_of_the_text(assistant: Assistant) -> None:
    """Emoji, dotted capitals, combining marks and CRLF before a quote do not shift it."""
    quote = "The lamp burned twelve li\u0302ters of oil a night."
    citation = assistant.ask("How much oil did the lamp burn a night?").citations[0]
    text = assistant.article(citation.source).text

    assert citation.quote == quote
    assert citation.start == text.index(quote)
    assert text[citation.start : citation.end] == quote


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_quote_is_a_slice(assistant: Assistant, question: str) -> None:
    """Each citation and each passage is the article's text between its offsets."""
    answer = assistant.ask(question)

    assert 1 <= len([*answer.citations, *answer.withheld]) <= 3
    for citation in (*answer.citations, *answer.withheld):
        text = assistant.article(citation.source).text
        assert text[citation.start : citation.end] == citation.quote
        assert all(citation.start <= s.start < s.end <= citation.end for s in citation.sentences)
    for passage in answer.passages:
        assert assistant.article(passage.source).text[passage.start : passage.end] == passage.text


def test_the_same_question_has_the_same_answer(assistant: Assistant) -> None:
    """An answer depends on nothing that was asked before."""
    first = [fixed(assistant.ask(question)) for question in QUESTIONS]

    assert [fixed(assistant.ask(question)) for question in reversed(QUESTIONS)] == first[::-1]


def test_threads_get_the_same_answers(assistant: Assistant) -> None:
    """Eight threads that ask at once get what one gets."""
    alone = [fixed(assistant.ask(question)) for question in QUESTIONS]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda question: fixed(assistant.ask(question)), QUESTIONS * 3))

    assert together == alone * 3


def test_what_is_not_there_is_not_answered(assistant: Assistant) -> None:
    """An abstention says so, cites nothing, and shows what came nearest."""
    answer = assistant.ask("How do I cook goulash?")

    assert answer.abstained
    assert answer.text.startswith("Not in these articles. The nearest passages are in “")
    assert answer.citations == ()
    assert answer.confidence < assistant.trust.threshold(assistant.settings)
    assert 1 <= len(answer.withheld) <= 3
    assert len(answer.passages) == assistant.settings.passages
    assert all(passage.title in answer.text for passage in answer.passages[:1])


def test_a_heading_is_never_quoted(assistant: Assistant) -> None:
    """A heading that asks the very question is not its answer."""
    question = "When was the salt works of Tuzla founded?"
    answer = assistant.ask(question)

    assert question in assistant.article(answer.citations[0].source).text
    assert answer.citations[0].quote == (
        "The salt works of Tuzla was founded in 1889 by two brothers."
    )
    assert all(question not in citation.quote for citation in answer.citations)


def test_a_pull_quote_is_cited_once(assistant: Assistant) -> None:
    """A sentence that the page repeats is quoted from one of its places."""
    answer = assistant.ask("How often does the swing bridge at Karasu open?")
    text = assistant.article(answer.citations[0].source).text
    quote = "The swing bridge at Karasu opens twice a day for fishing boats."

    assert text.count(quote) == 2
    assert [citation.quote for citation in answer.citations].count(quote) == 1


def test_a_bare_pronoun_brings_the_sentence_before(assistant: Assistant) -> None:
    """One citation spans both sentences and names the one that answers first."""
    citation = assistant.ask("Who recorded the great storm of 1957?").citations[0]
    text = assistant.article(citation.source).text
    before = "Elif Demir kept the weather station at Sinop for thirty years."
    chosen = "She recorded the great storm of 1957 by hand every ten minutes."

    assert citation.quote == f"{before} {chosen}"
    assert [span.of(text) for span in citation.sentences] == [chosen, before]
    assert (citation.start, citation.end) == (33, 33 + 62 + 1 + 63)  # title 31, blank line 2


def test_named_articles_alone_are_asked(assistant: Assistant) -> None:
    """A filter leaves the other articles out of quotes and passages."""
    tea = source(assistant, "tea.html")
    answer = assistant.ask(QUESTIONS[0], sources=[tea])

    assert {passage.source for passage in answer.passages} == {tea}
    assert {c.source for c in (*answer.citations, *answer.withheld)} == {tea}


def test_an_unknown_article_is_told(assistant: Assistant) -> None:
    """A filter that names no article of the library is an error, also in the chain."""
    with pytest.raises(LibraryError, match=r"not in the index: nowhere\.md"):
        assistant.ask("When?", sources=["nowhere.md"])
    with pytest.raises(LibraryError, match=r"not in the index: nowhere\.md"):
        assistant.chain.invoke({"question": "When?", "sources": ["nowhere.md"]})
    with pytest.raises(LibraryError, match=r"not in the index: nowhere\.md"):
        assistant.as_retriever(sources=["nowhere.md"])


def test_no_article_has_no_answer(assistant: Assistant) -> None:
    """An empty filter asks nothing, and nothing is found."""
    answer = assistant.ask(QUESTIONS[0], sources=[])

    assert (answer.abstained, answer.text) == (True, "Not in these articles.")
    assert (answer.passages, answer.withheld) == ((), ())


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("", "is empty"),
        (" \n\t", "is empty"),
        ("?!", "has no words"),
        ("a" * 2001, "has 2001 characters, at most 2000"),
        ("where " * 300, "has 300 word pieces, the model reads 254"),
        ("caf\udce9", "characters that cannot be"),
    ],
)
def test_what_is_no_question_is_told(assistant: Assistant, question: str, reason: str) -> None:
    """An empty, wordless, endless or broken question is an error with a cure."""
    with pytest.raises(QuestionError, match=reason):
        assistant.ask(question)


@pytest.mark.parametrize(
    "question", ["日本語の質問", "x", "AND OR NOT", '"*) NEAR(', "🗼 12", "a\x00b", "where " * 200]
)
def test_any_words_are_a_question(assistant: Assistant, question: str) -> None:
    """Search syntax, other scripts, control characters and long questions harm nothing."""
    assert assistant.ask(question).text


def test_white_space_of_a_question_does_not_matter(assistant: Assistant) -> None:
    """A question is folded to one line."""
    answer = assistant.ask("  Which files\r\n did the FBI\thave? ")

    assert answer.question == "Which files did the FBI have?"
    assert answer.citations == assistant.ask("Which files did the FBI have?").citations


def test_an_answer_comes_in_steps(assistant: Assistant) -> None:
    """The passages come first, then the whole answer."""
    first, last = assistant.stream(QUESTIONS[0])

    assert (first.text, first.citations) == ("", ())
    assert first.passages == last.passages
    assert list(first.timings_ms) == ["retrieve"]
    assert list(last.timings_ms) == ["retrieve", "read"]
    assert fixed(last) == fixed(assistant.ask(QUESTIONS[0]))


def test_a_second_folder_of_the_same_store_is_asked_alone(tmp_path: Path, encoder: Encoder) -> None:
    """A store may hold many folders: those opened answer, and reopening indexes nothing anew."""
    one, two = tmp_path / "one", tmp_path / "two"
    write(one, {"a.md": "The harbor of Sinop has 12 cranes.\n"})
    write(two, {"b.md": "The harbor of Cide has 3 cranes.\n", "c.md": "It rained in Cide.\n"})
    store = Settings(store=tmp_path / "store")
    question = "How many cranes does the harbor have?"
    with Assistant.open(one, settings=store, encoder=encoder) as assistant:
        assert assistant.ask(question).citations[0].quote == "The harbor of Sinop has 12 cranes."
    with Assistant.open(two, settings=store, encoder=encoder) as assistant:
        answers = [assistant.ask(question), assistant.chain.invoke({"question": question})]
        documents = assistant.as_retriever(k=10).invoke(question)
        assert [Path(entry.source).name for entry in assistant.entries()] == ["b.md", "c.md"]
        assert assistant.ask("What articles do you have?").text.startswith("I can quote from 2 ")
        with pytest.raises(LibraryError):
            assistant.ask(question, sources=[str(one / "a.md")])
    sources = {p.source for answer in answers for p in answer.passages}
    assert sources == {document.metadata["source"] for document in documents}
    assert sources == {str(two / "b.md"), str(two / "c.md")}

    with (
        counted(encoder) as encoded,
        Assistant.open(one, settings=store, encoder=encoder) as assistant,
    ):
        assert encoded == []
        assert {p.source for p in assistant.ask(question).passages} == {str(one / "a.md")}
    with Assistant(store, encoder=encoder) as assistant:  # not opened on a folder: all of it
        assert len(assistant.entries()) == 3
        assert {Path(p.source).name for p in assistant.ask(question).passages} == {
            "a.md",
            "b.md",
            "c.md",
        }


def test_one_file_of_a_folder_can_be_opened(tmp_path: Path, encoder: Encoder) -> None:
    """Opening a file that a folder brought in asks that file alone and removes nothing."""
    write(tmp_path / "a", {"x.md": "The pier is long.\n", "y.md": "The pier is short.\n"})
    store = Settings(store=tmp_path / "store")
    Assistant.open(tmp_path / "a", settings=store, encoder=encoder).close()
    with Assistant.open(tmp_path / "a/x.md", settings=store, encoder=encoder) as assistant:
        assert [passage.text for passage in assistant.ask("How is the pier?").passages] == [
            "The pier is long."
        ]
        assert len(assistant.store.catalog.entries()) == 2


def test_a_folder_without_articles_cannot_be_opened(tmp_path: Path, encoder: Encoder) -> None:
    """An error names the folder, and the store is free again."""
    (tmp_path / "empty").mkdir()
    store = Settings(store=tmp_path / "store")
    for _ in range(2):
        with pytest.raises(LibraryError, match=r"no articles in .*empty"):
            Assistant.open(tmp_path / "empty", settings=store, encoder=encoder)


def test_a_store_has_one_owner(assistant: Assistant, encoder: Encoder) -> None:
    """A second assistant on the same store is told who has it."""
    with pytest.raises(StoreBusyError, match="is in use by process"):
        Assistant(assistant.settings, encoder=encoder)


# fmt: off
PARTS = [
    "The lamp was lit. ", "It burned 12 li\u0302ters. ", "She left. ", "“Why?” he asked.",
    "İğneada ", "👩‍👩‍👧🎉 ", "e\u0301te\u0301 ", "文です。", "\u2028", "\u00a0", "\u200b", "They ",
    "\n", "\n\n", "\r\n", "\r\n\r\n", "\r", "# The lamp\n\n", "> The lamp was lit. ", "- boats\n",
    "| a | b |\n|---|---|\n| c | d |\n", "*not* ", "[a](b) ", "\\*", "&amp; ", "<b>bold</b> ",
    "word " * 2000, "x" * 10_000,
]
# fmt: on
FILES = ("a.md", "b.txt", "c.md")
TEXTS = st.lists(st.sampled_from(PARTS), max_size=25).map(lambda parts: "Lit: " + "".join(parts))
WORDS = st.lists(st.sampled_from(["lamp", "lit", "why", "boats", "İğneada", "文です"]), min_size=1)


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant over three files, that answers whatever its confidence."""
    folder = tmp_path_factory.mktemp("generated")
    write(folder, dict.fromkeys(FILES, "Nothing yet."))
    settings = Settings(store=tmp_path_factory.mktemp("store"), threshold=0.0)
    with Assistant.open(folder, settings=settings, encoder=TinyEncoder()) as assistant:
        yield assistant


@settings(max_examples=40, deadline=None, derandomize=True)
@given(texts=st.tuples(TEXTS, TEXTS, TEXTS), question=WORDS)
def test_no_quote_is_ever_wrong(
    generated: Assistant, texts: tuple[str, ...], question: list[str]
) -> None:
    """Whatever the files hold and whoever asks, every quote is the text between its offsets."""
    folder = Path(generated.entries()[0].source).parent
    write(folder, dict(zip(FILES, texts, strict=True)))
    generated.index(folder)
    answer = generated.ask(" ".join(question))

    for citation in answer.citations:
        article = generated.article(citation.source)
        assert article.text[citation.start : citation.end] == citation.quote
        assert load_article(Path(citation.source)).text == article.text
        assert citation.before == article.text[: citation.start][-120:]
        assert citation.after == article.text[citation.end :][:120]
        assert citation.quote.strip() == citation.quote != ""
        assert citation.status == "verbatim"
    assert [citation.id for citation in answer.citations] == [1, 2, 3][: len(answer.citations)]
    spans = [(c.source, span) for c in answer.citations for span in c.sentences]
    assert len(spans) == len(set(spans))
    quoted = [b for b in answer.to_message().content_blocks if b.get("annotations")]
    assert len(quoted) == len(answer.citations)
