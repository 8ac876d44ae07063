"""What a chat model gets to read: whole sentences, best first, within a budget of tokens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from assistant.answering.retriever import Retrieval, ScoredSentence
from assistant.types import Passage, Span

# One article must not fill the model's view, whoever wrote it, while others have something to say.
_PASSAGES_OF_ONE_ARTICLE = 3


def _own_text(sentence: ScoredSentence) -> str:
    return sentence.text


@dataclass(frozen=True, slots=True)
class Context:
    """The sentences offered in one prompt, number `n` at `offered[n - 1]`, and those left out.

    `tokens` counts the offered sentences with their numbers, at most `limit`.
    """

    offered: tuple[ScoredSentence, ...]
    left_out: tuple[ScoredSentence, ...]
    tokens: int
    limit: int

    def at(self, number: int) -> ScoredSentence | None:
        """The sentence with this number; None if none was offered under it."""
        return self.offered[number - 1] if 0 < number <= len(self.offered) else None

    def to_dict(self) -> dict[str, Any]:
        """What the model read and what it did not, in JSON."""
        return {
            "sentences": len(self.offered),
            "tokens": self.tokens,
            "limit": self.limit,
            "left_out": [
                {"source": s.source, "start": s.sentence.span.start, "end": s.sentence.span.end}
                for s in self.left_out
            ],
        }


def fit_context(
    retrieval: Retrieval,
    *,
    passages: int,
    limit: int,
    count: Callable[[str], int],
    sentences: int | None = None,
    whole: Callable[[ScoredSentence], str] = _own_text,
) -> Context:
    """Offer the sentences of the best passages, as many whole ones as `limit` tokens hold.

    At most `sentences` of them, if given. `count` gives the tokens of a text, `whole` all words of
    a sentence. Sentences go in passage by passage and, within one, best first; they are numbered
    in the order of their article's text.
    """
    chosen = _spread([p for p in retrieval.passages if _is_read(p, retrieval)], passages)
    wanted: list[list[ScoredSentence]] = [[] for _ in chosen]
    seen: set[tuple[str, Span]] = set()
    for sentence in retrieval.sentences:  # best first
        place = (sentence.source, sentence.sentence.whole or sentence.sentence.span)
        home = _home(sentence, chosen)
        if home is None or not sentence.sentence.quotable or place in seen:
            continue
        if sentences is not None and len(seen) == sentences:
            break
        seen.add(place)
        wanted[home].append(replace(sentence, text=whole(sentence)))
    total = 0
    titled: set[str] = set()
    offered: list[ScoredSentence] = []
    left_out: list[ScoredSentence] = []
    for of_passage in wanted:
        kept = []
        for sentence in of_passage:
            title = "" if sentence.source in titled else f"Article: {sentence.title}\n"
            tokens = count(f"{title}[999] {sentence.text}\n")
            if total + tokens > limit:
                left_out.append(sentence)
            else:
                total += tokens
                titled.add(sentence.source)
                kept.append(sentence)
        offered += sorted(kept, key=lambda s: s.sentence.span)
    return Context(tuple(offered), tuple(left_out), total, limit)


def _is_read(passage: Passage, retrieval: Retrieval) -> bool:
    return any(_home(sentence, [passage]) is not None for sentence in retrieval.sentences)


def _spread(passages: Sequence[Passage], most: int) -> list[Passage]:
    """The best passages, few of one article as long as others have some."""
    taken: Counter[str] = Counter()
    spread: list[Passage] = []
    rest: list[Passage] = []
    for passage in passages:
        taken[passage.source] += 1
        (spread if taken[passage.source] <= _PASSAGES_OF_ONE_ARTICLE else rest).append(passage)
    return [*spread, *rest][:most]


def _home(sentence: ScoredSentence, passages: Sequence[Passage]) -> int | None:
    span = sentence.sentence.span
    for index, passage in enumerate(passages):
        if passage.source == sentence.source and passage.start <= span.start < passage.end:
            return index
    return None
