"""Finding a conversation by words that were said in it, typed as a person types them.

Texts and searches are folded alike into words without case and accents, and only such words ever
reach SQLite: what was typed cannot be taken for its syntax.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from assistant.records.database import Database
from assistant.records.record import Record

_MOST_WORDS = 16
_MOST_CHARACTERS = 500
# Scripts that leave no space between words are searched character by character.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")

_FOUND_TURNS = """
    SELECT c.number, t.place FROM turn_words w JOIN turns t ON t.number = w.rowid
    JOIN conversations c ON c.number = t.conversation WHERE w.words MATCH ? AND c.user = ?"""
_FOUND_TITLES = """
    SELECT c.number FROM title_words w JOIN conversations c ON c.number = w.rowid
    WHERE w.words MATCH ? AND c.user = ?"""


def folded(text: str) -> list[str]:
    """The words of a text without case and accents."""
    letters = unicodedata.normalize("NFKD", text)
    plain = "".join(letter for letter in letters if unicodedata.category(letter) != "Mn")
    return _WORD.findall(plain.casefold())


def words_of_title(title: str) -> str:
    """What a title is found by."""
    return " ".join(folded(title))


def words_of_turn(record: Record) -> str:
    """What a turn is found by: its question, the text of its answer, the quotes."""
    said, answer = [record.question], record.answer
    if answer:
        quotes = (citation.quote for citation in answer.citations)
        said += [answer.text, *(quote for quote in quotes if quote not in answer.text)]
    return " ".join(word for text in said for word in folded(text))


def find(database: Database, user: str, search: str) -> dict[int, tuple[int, ...]]:
    """The user's conversations, by number, that have all words of a search somewhere.

    Each with its turns that have the most of them. A word also stands for those that begin with
    it. Nothing is found by a search without words.
    """
    typed = filter(None, (folded(part) for part in search[:_MOST_CHARACTERS].split()))
    found: set[int] | None = None
    hits: Counter[tuple[int, int]] = Counter()
    for words in list(typed)[:_MOST_WORDS]:
        asked = (f'"{" ".join(words)}" *', user)
        turns = database.rows(_FOUND_TURNS, asked)
        with_word = {number for number, _ in turns}
        with_word |= {number for (number,) in database.rows(_FOUND_TITLES, asked)}
        found = with_word if found is None else found & with_word
        hits.update(turns)
    return _best_turns(found or set(), hits)


def _best_turns(found: set[int], hits: Counter[tuple[int, int]]) -> dict[int, tuple[int, ...]]:
    most: Counter[int] = Counter()
    for (number, _), count in hits.items():
        most[number] = max(most[number], count)
    turns: dict[int, list[int]] = {number: [] for number in found}
    for (number, place), count in sorted(hits.items()):
        if number in turns and count == most[number]:
            turns[number].append(place)
    return {number: tuple(places) for number, places in turns.items()}
