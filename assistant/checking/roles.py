"""Whether a statement has the one do what its quotes say another did."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.checking.clauses import is_verb_form
from assistant.checking.common_words import COMMON_WORDS, TITLES
from assistant.checking.dates import MONTH_AND_DAY_NAMES
from assistant.checking.parsed import Parsed
from assistant.checking.places import FORMS_OF_PLACES
from assistant.checking.values import Reason
from assistant.checking.word_lists import FUNCTION_WORDS
from assistant.checking.words import Word

_AUXILIARIES = frozenset(
    """has had have is was were are been be will would can could may might also then
    later first     not never once already still now reportedly publicly did
    does do both and who which that""".split()
)
_PASSIVE = frozenset("is was were are been be being".split())
# Verbs whose past tense looks like the present.
_UNCHANGING = frozenset(
    "beat cut hit put set let read quit shut hurt cost spread split bid".split()
)
_BORDERS = frozenset({".", ";", "!", "?", "but", "whereas", "while", "although", "though"})
_CONVERSE = frozenset(
    "behind ahead before after follow followed under over beat defeat than".split()
)


def check_roles(statement: Parsed, quotes: Sequence[Parsed]) -> list[Reason]:
    """A reason for a name that does in the statement what another does in the quotes."""
    words = statement.text.words
    if _CONVERSE & statement.names and _differ_in(statement, quotes):
        return []
    every = [word for quote in quotes for word in quote.text.words]
    capital = {word.folded for word in every if word.is_capital}
    lower = {word.folded for word in every if word.text[0].islower()} - capital
    for index, word in enumerate(words):
        if word.first and word.folded in lower:
            continue
        if not _is_name(word) or (index + 1 < len(words) and _is_name(words[index + 1])):
            continue
        verb = _verb_of(words, index)
        if verb is None or words[verb - 1].folded in _PASSIVE:
            continue
        if _does_another(word, words[verb], quotes, statement):
            text = f"“{word.text[:40]} … {words[verb].text[:40]}” is said of another in the source"
            return [Reason("name", text)]
    return []


def _differ_in(statement: Parsed, quotes: Sequence[Parsed]) -> bool:
    """Whether ahead has become behind and the like, so that the two must change places."""
    theirs = frozenset().union(*(quote.names for quote in quotes))
    return bool(((_CONVERSE & statement.names) ^ (_CONVERSE & theirs)) - {"before", "after"})


def _is_name(word: Word) -> bool:
    name = word.folded
    if word.kind not in {"word", "initials"} or not word.is_capital or len(name) < 2:
        return False
    if word.first and (name in COMMON_WORDS or name in FUNCTION_WORDS):
        return False
    if name in MONTH_AND_DAY_NAMES or name in TITLES or name == "i":
        return False
    return name not in FUNCTION_WORDS or name == "us"


def _verb_of(words: Sequence[Word], index: int) -> int | None:
    """The word that says what a name does: right after it, or after what it owns."""
    owner = words[index].text.endswith(("'s", "’s", "s'", "s’"))
    seen = 0
    for place in range(index + 1, min(index + 6, len(words))):
        word = words[place]
        if word.kind == "mark":
            return None
        if word.folded in _AUXILIARIES:
            continue
        if not word.is_content or word.is_capital:
            return None
        if owner and not seen:
            seen = 1
            continue
        known = is_verb_form(word) or word.folded in _UNCHANGING
        return place if known else None
    return None


def _does_another(name: Word, verb: Word, quotes: Sequence[Parsed], statement: Parsed) -> bool:
    """Whether the quotes have this verb only after other names, and this name elsewhere."""
    forms = FORMS_OF_PLACES.get(name.folded, frozenset()) | {name.folded}
    if not any(_has(quote, form) for quote in quotes for form in forms):
        return False
    found = False
    for quote in quotes:
        words = quote.text.words
        for index, word in enumerate(words):
            if word.stem != verb.stem or not word.is_content:
                continue
            if index and words[index - 1].folded in _PASSIVE:
                return False
            if index + 1 < len(words) and words[index + 1].folded == "by":
                agents = [one for one in words[index + 2 : index + 9] if _is_name(one)]
                if any(one.folded in forms or _is_part(one, forms) for one in agents):
                    return False
            before = _names_before(words, index)
            if not before and _is_followed_by_name(words, index):
                return False
            if not before or any(one.folded in forms or _is_part(one, forms) for one in before):
                return False
            after = [one.folded for one in words[index + 1 : index + 4]]
            if any(one in forms for one in after) and not before:
                return False
            found = True
    return found


def _has(quote: Parsed, form: str) -> bool:
    return form in quote.names or (" " in form and form in quote.text.folded.lower())


def _is_part(name: Word, forms: frozenset[str]) -> bool:
    """Whether a word is one of a form of several words, as in "European Union"."""
    return any(name.folded in form.split() for form in forms) or _spells(name, forms)


def _spells(name: Word, forms: frozenset[str]) -> bool:
    """Whether this may be the first word of what a short form stands for."""
    return any(len(form) > 1 and form[0] == name.folded[0] and form.isupper() for form in forms)


def _names_before(words: Sequence[Word], index: int) -> list[Word]:
    """The names that stand before a verb in its clause."""
    names: list[Word] = []
    for place in range(index - 1, -1, -1):
        if words[place].folded in _BORDERS:
            break
        if _is_name(words[place]):
            names.append(words[place])
    return names


def _is_followed_by_name(words: Sequence[Word], index: int) -> bool:
    return any(_is_name(word) for word in words[index + 1 : index + 8])
