"""The lexical half of the index: BM25 over the chunks' words, by SQLite's FTS5.

FTS5 scores with k1 = 1.2, b = 0.75 and English (Porter) stems. Beside bm25s with Snowball stems
it ranked as well, and it is updated in place (CONTRIBUTING.md has the figures).
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence

from assistant.library.catalog import Catalog

# Words so common that they only cost time; negations stay.
_STOP_WORDS = frozenset(
    "a about an and any are as at be been but by can could did do does for from had has have he "
    "her him his how i if in into is it its me my of on or our she should so some than that the "
    "their them then there these they this those to us was we were what when where which who "
    "whom whose why will with would you your".split()
)
_MOST_WORDS = 64
# Only of the best the ids are looked up, those as good as the last of them included, so that ids
# decide between equals. The plus keeps SQLite from searching anew for each row that is named.
_BEST = """
WITH hits AS MATERIALIZED (
    SELECT rowid AS number, bm25(words) AS score FROM words WHERE words MATCH ? {})
SELECT c.id, -score FROM hits JOIN chunks c USING (number)
WHERE score <= ifnull((SELECT score FROM hits ORDER BY score LIMIT 1 OFFSET ?), 0)
ORDER BY score, c.id LIMIT ?
"""
_NAMED = "AND +rowid IN (SELECT number FROM chunks WHERE {} IN (SELECT value FROM json_each(?)))"


def is_function_word(word: str) -> bool:
    """Whether a word only holds a sentence together. Question words count as such too."""
    return word.lower() in _STOP_WORDS


def content_words(text: str) -> list[str]:
    """The words of a question that BM25 looks for, in order, each once."""
    # Composed, and with its case kept: "é" may be two characters, "İ".lower() always is, and
    # the second is no \w. FTS5 folds case itself.
    words = re.findall(r"\w+", unicodedata.normalize("NFC", text))
    chosen = [word for word in words if not is_function_word(word)] or words
    return list({word.lower(): word for word in chosen}.values())[:_MOST_WORDS]


def search_words(
    catalog: Catalog, text: str, count: int, sources: Sequence[str] | None = None
) -> dict[str, float]:
    """BM25 of the `count` best chunks by id, higher is better; chunks without a hit are absent."""
    if sources is None:
        return _scores(catalog, text, "", [], count)
    return _scores(catalog, text, _NAMED.format("source"), [json.dumps(list(sources))], count)


def score_words(catalog: Catalog, text: str, ids: Sequence[str]) -> dict[str, float]:
    """BM25 of the chunks named; those without a hit are absent."""
    named = [json.dumps(list(ids))]
    return _scores(catalog, text, _NAMED.format("id"), named, max(1, len(ids)))


def _scores(
    catalog: Catalog, text: str, clause: str, values: list[str], count: int
) -> dict[str, float]:
    words = content_words(text)
    if not words:
        return {}
    query = " OR ".join(f'"{word}"' for word in words)
    # The clause is the constant above; what it compares is bound.
    return dict(catalog.rows(_BEST.format(clause), [query, *values, count - 1, count]))
