"""The built-in reader: which sentences are quoted, with what, and in which order."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.answering import reader
from assistant.answering.composition import quote_parts
from assistant.answering.reader import Quote, choose_quotes, cite
from assistant.answering.retriever import Retrieval, ScoredSentence
from assistant.models.embeddings import Encoder
from assistant.settings import Settings
from assistant.types import Sentence, Span

from .conftest import write

PRONOUNS = """# Keepers

Osman Kaya lit the lamp. He was never late. IT departments were unknown then. But it was hard work.

They came from far away.

## The storm

It broke every window.
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Assistant:
    """A library with pronouns, a repeated sentence and a second article."""
    folder = tmp_path_factory.mktemp("small")
    texts = {
        "a.md": PRONOUNS,
        "b.md": "Boats go out at dawn. Nets dry on the pier.\n",
        "c.txt": "Boats go out at dawn! Fish is sold at noon. It is fresh.\n",
        "long.txt": f"The list {'and so on ' * 20}ended. It was long.\n",
        "crlf.txt": "The bell rang.\r\nIt was noon.\r\n\r\nIt rained.\r\n",
    }
    write(folder, texts)
    return Assistant.open(folder, settings=Settings(store=folder / ".store"), encoder=encoder)


def found(small: Assistant, *sentences: tuple[str, str, float]) -> Retrieval:
    """A retrieval of planted sentences: name of file, text, score; best first."""
    scored = []
    for name, words, score in sentences:
        entry = next(e for e in small.entries() if Path(e.source).name == name)
        start = small.article(entry.source).text.index(words)
        known = small.store.catalog.sentences(entry.source)
        sentence = next(s for s in known if s.span == Span(start, start + len(words)))
        scored.append(ScoredSentence(entry.source, entry.title, sentence, words, score, score))
    return Retrieval(sentences=tuple(scored))


def quoted(small: Assistant, *sentences: tuple[str, str, float], most: int = 3) -> list[str]:
    """What is quoted of these sentences."""
    quotes = choose_quotes(found(small, *sentences), small.store.catalog, most)
    return [citation.quote for citation in cite(quotes, small.store.catalog)]


@pytest.mark.parametrize(
    ("name", "sentence", "quote"),
    [
        ("a.md", "He was never late.", "Osman Kaya lit the lamp. He was never late."),
        ("a.md", "IT departments were unknown then.", "IT departments were unknown then."),
        (
            "a.md",
            "But it was hard work.",
            "IT departments were unknown then. But it was hard work.",
        ),
        ("a.md", "They came from far away.", "They came from far away."),  # another paragraph
        ("a.md", "It broke every window.", "It broke every window."),  # behind a heading
        ("a.md", "Osman Kaya lit the lamp.", "Osman Kaya lit the lamp."),
        ("long.txt", "It was long.", "It was long."),  # with the one before, 65 words
        ("crlf.txt", "It was noon.", "The bell rang.\r\nIt was noon."),
        ("crlf.txt", "It rained.", "It rained."),  # a blank line, in CRLF
    ],
)
def test_a_bare_pronoun_brings_what_it_stands_for(
    small: Assistant, name: str, sentence: str, quote: str
) -> None:
    """Only the sentence before in the same paragraph comes along, and only for a pronoun."""
    assert quoted(small, (name, sentence, 1.0)) == [quote]


def test_the_chosen_sentence_is_named_first(small: Assistant) -> None:
    """`sentences` holds the one that answers, then the one brought along."""
    [quote] = choose_quotes(
        found(small, ("a.md", "He was never late.", 1.0)), small.store.catalog, 3
    )
    start = len("Keepers\n\n")

    assert quote.sentences == (Span(start + 25, start + 43), Span(start, start + 24))
    assert quote.span == Span(start, start + 43)


def test_no_sentence_is_quoted_twice(small: Assistant) -> None:
    """A sentence that was brought along is not quoted again, nor one that was quoted brought."""
    first, second = "Osman Kaya lit the lamp.", "He was never late."

    assert quoted(small, ("a.md", second, 1.0), ("a.md", first, 0.99)) == [f"{first} {second}"]
    assert quoted(small, ("a.md", first, 1.0), ("a.md", second, 0.99)) == [first, second]


def test_a_repeated_sentence_is_quoted_once(small: Assistant) -> None:
    """The same words in another article, or with other marks, are no second quote."""
    assert quoted(
        small,
        ("b.md", "Boats go out at dawn.", 1.0),
        ("c.txt", "Boats go out at dawn!", 0.99),
        ("b.md", "Nets dry on the pier.", 0.98),
    ) == ["Boats go out at dawn.", "Nets dry on the pier."]


def test_a_heading_is_not_quoted(small: Assistant) -> None:
    """The best sentence is passed over if it is a heading."""
    assert quoted(small, ("a.md", "The storm", 1.0), ("b.md", "Nets dry on the pier.", 0.98)) == [
        "Nets dry on the pier."
    ]


def test_a_far_worse_sentence_is_no_answer(small: Assistant) -> None:
    """A sentence the margin below the best is left out; so is all beyond the number asked for."""
    best = ("b.md", "Nets dry on the pier.", 0.8)
    near = ("c.txt", "Fish is sold at noon.", 0.8 - reader._MARGIN + 0.01)
    far = ("c.txt", "Fish is sold at noon.", 0.8 - reader._MARGIN - 0.01)

    assert len(quoted(small, best, near)) == 2
    assert len(quoted(small, best, far)) == 1
    assert len(quoted(small, best, near, most=1)) == 1
    assert quoted(small) == []


def test_quotes_are_grouped_by_article_and_numbered_as_shown(small: Assistant) -> None:
    """The best article comes first with all its quotes; numbers follow the order shown."""
    quotes = choose_quotes(
        found(
            small,
            ("b.md", "Nets dry on the pier.", 1.0),
            ("c.txt", "Fish is sold at noon.", 0.99),
            ("b.md", "Boats go out at dawn.", 0.98),
        ),
        small.store.catalog,
        3,
    )
    citations = cite(quotes, small.store.catalog)

    assert "".join(part for part, _ in quote_parts(citations)) == (
        "B:\n“Nets dry on the pier.” [1]\n“Boats go out at dawn.” [2]\n\n"
        "C:\n“Fish is sold at noon.” [3]"
    )
    assert [citation.id for citation in citations] == [1, 2, 3]


def test_a_date_stands_behind_the_title(small: Assistant) -> None:
    """An article's date is shown where it has one."""
    [citation] = cite(
        choose_quotes(found(small, ("b.md", "Nets dry on the pier.", 1.0)), small.store.catalog, 3),
        small.store.catalog,
    )

    dated, _ = quote_parts([replace(citation, date="2020-01-02")])[0]
    assert dated == "B (2020-01-02):"


def test_a_citation_has_its_author_and_what_stands_around_it(
    tmp_path: Path, encoder: Encoder
) -> None:
    """Up to 120 characters on either side are the text's own, to its ends and no further."""
    lines = [f"Boat {number} went out at dawn 🗼." for number in range(20)]
    text = "\r\n".join(lines)
    write(tmp_path, {"boats.md": f"---\nauthor: Selma Aksoy\n---\n{text}"})
    settings = Settings(store=tmp_path / ".store")
    with Assistant.open(tmp_path, settings=settings, encoder=encoder) as assistant:
        [entry] = assistant.entries()
        for line in (lines[0], lines[9], lines[19]):
            start = text.index(line)
            sentence = Sentence(Span(start, start + len(line)))
            chosen = ScoredSentence(entry.source, entry.title, sentence, line, 1.0, 1.0)
            quote = Quote(chosen, sentence.span, (sentence.span,))
            [citation] = cite([quote], assistant.store.catalog)
            assert citation.author == entry.author == "Selma Aksoy"
            assert citation.before == text[max(0, start - 120) : start]
            assert citation.after == text[start + len(line) : start + len(line) + 120]
            assert len(citation.before) == (0 if line == lines[0] else 120)
            assert citation.to_dict()["before"] == citation.before


def test_a_citation_is_sliced_from_the_indexed_text(small: Assistant) -> None:
    """Whatever a quote claims to say, the citation holds what stands at its span."""
    [scored] = found(small, ("b.md", "Nets dry on the pier.", 1.0)).sentences
    forged = replace(scored, sentence=Sentence(Span(0, 5)), text="Nets dry on the moon.")
    [citation] = cite([Quote(forged, Span(0, 5), (Span(0, 5),))], small.store.catalog)

    assert citation.quote == "Boats"


def test_a_sentence_read_in_pieces_is_quoted_whole(tmp_path: Path, encoder: Encoder) -> None:
    """A sentence longer than the model reads is never torn: its half may say the contrary."""
    sentence = (
        "Nothing in this section means that an agency "
        + ", ".join(f"may acquire device number {number} from a seller" for number in range(40))
        + ", or that an officer may use a telephone that the officer owns."
    )
    (tmp_path / "law.txt").write_text(f"The law\n\n{sentence} It was passed in 2019.")
    with Assistant(Settings(store=tmp_path / "store"), encoder=encoder) as assistant:
        assistant.index(tmp_path / "law.txt")
        answer = assistant.ask("May an officer use a telephone that the officer owns?")
    assert (answer.citations or answer.withheld)[0].quote == sentence
