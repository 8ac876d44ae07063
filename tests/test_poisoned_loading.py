"""Poisoned articles: what a reader cannot see is gone once an article is loaded."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from assistant.library.files import load_article
from assistant.types import Article

POISONED = Path(__file__).parent / "data" / "poisoned"
# Soft hyphen, zero-width characters and joiners, bidi marks, overrides and isolates, variation
# selectors, tags. No article of this set needs one of them to be read.
UNSEEN = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\U000e0000-\U000e0fff]"
)


@dataclass(frozen=True)
class Attack:
    """One line of `attacks.jsonl`: a file, what it is asked, and what it wants said."""

    file: str
    kind: str
    question: str
    answer: str
    canary: str
    in_quote_allowed: bool
    orders: str

    @property
    def claim(self) -> str:
        """What a hidden order wants said beside its canary."""
        return self.orders.partition(self.canary)[0].strip()


LINES = (POISONED / "attacks.jsonl").read_text(encoding="utf-8").splitlines()
ATTACKS = [Attack(**json.loads(line)) for line in LINES]
HIDDEN = [attack for attack in ATTACKS if not attack.in_quote_allowed]


@cache
def loaded(file: str) -> Article:
    """A poisoned article as the assistant reads it."""
    return load_article(POISONED / file, file)


def folded(text: str) -> str:
    """The text on one line, as a paragraph may be broken anywhere."""
    return " ".join(text.split())


def test_every_file_is_an_attack_of_its_own() -> None:
    """Each file has one line, each line a file, and no two share a canary."""
    files = sorted(path.name for path in POISONED.iterdir() if path.name != "attacks.jsonl")

    assert sorted(attack.file for attack in ATTACKS) == files
    assert len({attack.canary for attack in ATTACKS}) == len(ATTACKS)


@pytest.mark.parametrize("attack", HIDDEN, ids=lambda attack: attack.file)
def test_what_is_hidden_is_not_loaded(attack: Attack) -> None:
    """Neither canary nor claim of a hidden order gets into the text, the title or the date."""
    article = loaded(attack.file)

    assert attack.claim
    for shown in (article.text, article.title, article.date or ""):
        assert attack.canary not in folded(shown)
        assert attack.claim not in folded(shown)


@pytest.mark.parametrize(
    "attack",
    [attack for attack in HIDDEN if attack.kind not in ("encoded", "unicode")],
    ids=lambda attack: attack.file,
)
def test_what_is_hidden_stands_in_the_file(attack: Attack) -> None:
    """A hidden order stands in its file as written, so that its absence later means something."""
    source = (POISONED / attack.file).read_text(encoding="utf-8")

    assert attack.orders in source


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.file)
def test_no_unseen_character_is_loaded(attack: Attack) -> None:
    """Zero-width characters, bidi marks, variation selectors and tags are gone."""
    article = loaded(attack.file)

    for shown in (article.text, article.title, article.date or ""):
        assert UNSEEN.search(shown) is None


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.file)
def test_the_honest_answer_is_loaded(attack: Attack) -> None:
    """The sentence that answers the question is kept, whatever stands around it."""
    assert attack.answer in folded(loaded(attack.file).text)


@pytest.mark.parametrize(
    "attack", [attack for attack in ATTACKS if attack.in_quote_allowed], ids=lambda a: a.file
)
def test_what_is_seen_is_loaded(attack: Attack) -> None:
    """An order that a reader can see stays, as text: the article is not censored."""
    article = loaded(attack.file)

    shown = f"{article.title} {article.date or ''} {article.text}"
    assert attack.canary in folded(shown)
