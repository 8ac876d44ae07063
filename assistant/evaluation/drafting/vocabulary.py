"""The words of a library: how common each is, and which of them are names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assistant.checking.common_words import COMMON_WORDS
from assistant.checking.word_lists import FUNCTION_WORDS
from assistant.evaluation.drafting.clauses import tokenize
from assistant.types import Article


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """In how many articles each word stands, and the words that are written small somewhere."""

    articles: Mapping[str, int]
    small: frozenset[str]

    @classmethod
    def of(cls, articles: Iterable[Article]) -> Vocabulary:
        """The vocabulary of these articles."""
        counts: Counter[str] = Counter()
        small: set[str] = set()
        for article in articles:
            words = {token.text for token in tokenize(article.text)}
            counts.update({word.lower() for word in words})
            small.update(word for word in words if word.islower())
        return cls(counts, frozenset(small))

    def is_name(self, word: str) -> bool:
        """Whether a word that begins a sentence would have its capital elsewhere too."""
        low = word.lower()
        if word.isupper() and len(word) > 1:
            return True
        return low not in self.small and low not in FUNCTION_WORDS and low not in COMMON_WORDS

    def rarest(self, words: Iterable[str], most: int) -> list[str]:
        """The `most` words that say most, in their old order: names first, then rare ones."""
        words = list(dict.fromkeys(words))

        def weight(word: str) -> tuple[bool, int]:
            return not (word[0].isupper() and self.is_name(word)), self.articles.get(
                word.lower(), 0
            )

        chosen = set(sorted(words, key=weight)[:most])
        return [word for word in words if word in chosen]
