"""Which words of a library are names, as far as its own spelling tells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.checking.common_words import COMMON_WORDS
from assistant.checking.word_lists import FUNCTION_WORDS
from assistant.evaluation.drafting.tokens import tokenize
from assistant.types import Article


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of some articles that are written small somewhere."""

    small: frozenset[str]

    @classmethod
    def of(cls, articles: Iterable[Article]) -> Vocabulary:
        """The vocabulary of these articles."""
        words = (token.text for article in articles for token in tokenize(article.text))
        return cls(frozenset(word for word in words if word.islower()))

    def is_name(self, word: str) -> bool:
        """Whether a word that begins a sentence would have its capital elsewhere too."""
        low = word.lower()
        if word.isupper() and len(word) > 1:
            return True
        return low not in self.small and low not in FUNCTION_WORDS and low not in COMMON_WORDS
