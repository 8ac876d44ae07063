"""The lexical half: BM25 over stems, whatever is typed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.library.catalog import Catalog, Entry
from assistant.library.lexical import content_words, score_words, search_words
from assistant.types import Article, Chunk, Span

TEXTS = {
    "ban": "The city council banned facial recognition. It voted unanimously.",
    "lamp": "The lamp burned 12 liters of oil a night in İğneada, near İstanbul.",
    "cafe": "The café de l'e\u0301te\u0301 serves naïve guests in the STRASSE.",
    "tokyo": "東京タワー は 1958年 に 完成した。",
    "quiet": "He said \"near\" (not far) and left. O'Brien's C++ column:value* ^2 stayed.",
}


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalog]:
    """Five articles of one chunk each."""
    catalog = Catalog(tmp_path_factory.mktemp("words") / "catalog.sqlite3")
    for name, text in TEXTS.items():
        catalog.put(
            [
                (
                    Entry(f"/{name}", "/", name, Path("/") / name, "", "", "", None, 0, 0.0),
                    Article(name, "", "", None, text),
                    [Chunk(name, name, Span(0, len(text)), ())],
                )
            ]
        )
    yield catalog
    catalog.close()


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Which cities ban recognitions?", "ban"),
        ("voting", "ban"),
        ("How many liters were burning?", "lamp"),
        ("İstanbul", "lamp"),
        ("istanbul", "lamp"),
        ("Where is İğneada?", "lamp"),
        ("CAFE", "cafe"),
        ("l'été", "cafe"),
        ("l'e\u0301te\u0301", "cafe"),
        ("strasse", "cafe"),
        ("東京タワー", "tokyo"),
        ("1958年", "tokyo"),
        ("o'brien", "quiet"),
    ],
)
def test_the_first_hit(catalog: Catalog, question: str, found: str) -> None:
    """Stems, accents, capitals and composed letters do not matter."""
    assert next(iter(search_words(catalog, question, 5))) == found


@pytest.mark.parametrize(
    "question",
    ['" OR NEAR( * lamp',
     "NEAR(lamp, 2)", "text:lamp", 'lamp"', "lamp* AND", "-lamp ^lamp + {lamp}",
     "lamp; DROP TABLE words", "lamp' OR 1=1 --", "lamp \x00"],
)  # fmt: skip
def test_operators_are_words(catalog: Catalog, question: str) -> None:
    """Nothing that is typed is a command to the search."""
    assert "lamp" in search_words(catalog, question, 5)


@pytest.mark.parametrize("question", ["", "   ", "?!", "🎉", "…", '"', "*"])
def test_no_words(catalog: Catalog, question: str) -> None:
    """A question without words has no hits."""
    assert search_words(catalog, question, 5) == {}
    assert score_words(catalog, question, list(TEXTS)) == {}


def test_only_stop_words(catalog: Catalog) -> None:
    """A question of stop words alone is searched for those."""
    assert content_words("Who is it?") == ["Who", "is", "it"]
    assert set(search_words(catalog, "what is it", 5)) == {"ban"}


def test_content_words() -> None:
    """Stop words go, each word stays once, negations stay, and no question is endless."""
    assert content_words("Why did the Lamp not burn, lamp?") == ["lamp", "not", "burn"]
    assert len(content_words(" ".join(f"w{n}" for n in range(5000)))) == 64


def test_some_articles_only(catalog: Catalog) -> None:
    """The search stays within the articles named; within none it finds nothing."""
    assert set(search_words(catalog, "lamp near city", 5)) == {"lamp", "ban", "quiet"}
    assert set(search_words(catalog, "lamp near city", 5, ["ban", "nobody"])) == {"ban"}
    assert search_words(catalog, "lamp", 5, []) == {}


def test_equals_go_by_id(tmp_path: Path) -> None:
    """Which of equal chunks are the best does not depend on the order in which they came."""
    catalog = Catalog(tmp_path / "catalog.sqlite3")
    for name in "dbcae":
        entry = Entry(f"/{name}", "/", name, None, "", "", "", None, 0, 0.0)
        article = Article(name, "", "", None, "The same oil.")
        catalog.put([(entry, article, [Chunk(name, name, Span(0, 13), ())])])
    assert list(search_words(catalog, "oil", 3)) == ["a", "b", "c"]
    assert list(search_words(catalog, "oil", 3, ["e", "d", "b"])) == ["b", "d", "e"]
    catalog.close()


def test_chunks_named(catalog: Catalog) -> None:
    """Chunks named get the score they have in the search; those without a hit none."""
    found = search_words(catalog, "oil near the lamp", 5)
    assert score_words(catalog, "oil near the lamp", ["lamp", "ban", "nobody"]) == {
        "lamp": found["lamp"]
    }
    assert score_words(catalog, "oil", []) == {}


def test_count_and_order(catalog: Catalog) -> None:
    """At most `count` hits, best first, all above zero."""
    found = search_words(catalog, "city lamp oil liters near guests", 5)
    assert list(found.values()) == sorted(found.values(), reverse=True)
    assert list(search_words(catalog, "city lamp oil liters near guests", 2)) == list(found)[:2]


@settings(
    max_examples=150, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(question=st.text(max_size=40))
def test_any_text_is_a_question(catalog: Catalog, question: str) -> None:
    """No text whatever makes the search fail."""
    assert len(search_words(catalog, question, 3)) <= 3
