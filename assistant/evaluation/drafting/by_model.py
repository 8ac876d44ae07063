"""Questions that a chat model writes for numbered sentences.

The model points at a sentence and copies an answer; both are looked up here. A question whose
answer does not stand in its sentence, or that is the sentence over again, is not taken.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from assistant.answering.prompts import draft_prompt
from assistant.evaluation.drafting.drafts import STATEMENT, draft_id
from assistant.evaluation.question_sets.values import Evidence, Question
from assistant.library.decoding import remove_invisible
from assistant.models.chat import ChatModel
from assistant.types import Article, Sentence, Span

_AT_ONCE = 8
_TOKENS = 700
_SHORTEST = 40  # characters of a sentence that can state a fact
_MOST_WORDS = 40
_LINE = re.compile(r"^\W*\[?(\d{1,2})[\].:)]\s*(.+?\?)\s*\|\s*(.+?)\s*$")
_WORD = re.compile(r"\w+")


def draft_with_model(
    chat: ChatModel,
    articles: Iterable[Article],
    sentences: Mapping[str, Sequence[Sentence]],
    most: int,
    seed: int = 0,
) -> Iterator[Question]:
    """At most `most` questions, an article after the other, a few sentences of each at a time.

    `sentences` is as in `draft_questions`. Raises ChatModelError, from the iterator.
    """
    generator = random.Random(seed)  # noqa: S311 - a draft is no secret, and must repeat
    groups = [
        (article, group)
        for article in sorted(articles, key=lambda article: article.source)
        for group in _groups(article, sentences.get(article.source, ()))
    ]
    generator.shuffle(groups)
    seen: set[str] = set()
    for article, group in groups:
        texts = [span.of(article.text) for span in group]
        prompt = draft_prompt(article.title, texts)
        for question in read_drafts(
            "".join(chat.stream(prompt, most_tokens=_TOKENS)), article, group
        ):
            if len(seen) == most:
                return
            if question.text.casefold() not in seen:
                seen.add(question.text.casefold())
                yield question
        if len(seen) == most:
            return


def _groups(article: Article, sentences: Sequence[Sentence]) -> Iterator[list[Span]]:
    spans = [
        s.span for s in sentences if s.quotable and s.whole is None and len(s.span) >= _SHORTEST
    ]
    for at in range(0, len(spans), _AT_ONCE):
        yield spans[at : at + _AT_ONCE]


def read_drafts(reply: str, article: Article, offered: Sequence[Span]) -> Iterator[Question]:
    """The questions of a reply that stand the test, one for a sentence at most.

    `offered` are the places of the sentences, number `n` at `offered[n - 1]`.
    """
    taken: set[int] = set()
    for line in remove_invisible(reply).splitlines():
        match = _LINE.match(line.replace("*", "").strip())
        if not match or not 0 < int(match[1]) <= len(offered) or int(match[1]) in taken:
            continue
        span = offered[int(match[1]) - 1]
        sentence = span.of(article.text)
        asked = " ".join(match[2].split())
        place = _find(match[3].strip(" .\"'“”*"), sentence)
        if place is None or not _is_sound(asked, sentence, sentence[place[0] : place[1]]):
            continue
        taken.add(int(match[1]))
        yield Question(
            draft_id(article.source, sentence, asked),
            asked,
            (sentence[place[0] : place[1]],),
            kind=STATEMENT,
            gold=(article.source,),
            evidence=(Evidence(article.source, span.start, span.end, sentence),),
        )


def _find(answer: str, sentence: str) -> tuple[int, int] | None:
    """Where the words of an answer stand one after the other in the sentence, whole words."""
    wanted = [word.casefold() for word in _WORD.findall(answer)]
    words = list(_WORD.finditer(sentence))
    own = [word[0].casefold() for word in words]
    for at in range(len(own) - len(wanted) + 1):
        if wanted and own[at : at + len(wanted)] == wanted:
            return words[at].start(), words[at + len(wanted) - 1].end()
    return None


def _is_sound(asked: str, sentence: str, answer: str) -> bool:
    """Whether it is one question, not the sentence over again, and does not hold the answer."""
    words = [word.casefold() for word in _WORD.findall(asked)]
    said = [word.casefold() for word in _WORD.findall(sentence)]
    answered = [word.casefold() for word in _WORD.findall(answer)]
    return (
        3 <= len(words) <= _MOST_WORDS
        and asked.count("?") == 1
        and len(answered) < len(said)
        and not set(said) <= set(words)
        and f" {' '.join(answered)} " not in f" {' '.join(words)} "
    )
