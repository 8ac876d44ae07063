"""Questions made from articles by rule, each with the sentence that answers it.

A sentence becomes a question only where rules can tell its subject from its verb; parts of it
are dropped on the way, so that the question is not the sentence over again. A keyword query is
what somebody types who wants the same thing and has no time for grammar.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest

from assistant.evaluation.drafting.asking import Wording
from assistant.evaluation.drafting.clauses import find_clauses
from assistant.evaluation.drafting.keywords import keyword_queries, query_of_question
from assistant.evaluation.drafting.vocabulary import Vocabulary
from assistant.evaluation.drafting.wording import word_questions
from assistant.evaluation.question_sets.values import Evidence, Question
from assistant.types import Article, Sentence, Span

STATEMENT, KEYWORDS = "statement", "keywords"
_KEYWORDS_FIRST = 1 / 3
_WORD = re.compile(r"\w+")


def draft_questions(
    articles: Iterable[Article],
    sentences: Mapping[str, Sequence[Sentence]],
    most: int,
    seed: int = 0,
) -> tuple[Question, ...]:
    """At most `most` questions with answers and evidence, spread over the articles.

    `sentences` holds those of each article by source, as the index cuts them. The same articles
    and seed give the same questions, whatever order the articles come in. Sentences that have
    a question already come a second time only when all others are used up. The kind of a
    question is "statement" or "keywords".
    """
    articles = sorted(articles, key=lambda article: article.source)
    vocabulary = Vocabulary.of(articles)
    generator = random.Random(seed)  # noqa: S311 - a draft is no secret, and must repeat
    queues: list[list[Question]] = []
    for article in articles:
        found = [
            _of_sentence(article, sentence.span, vocabulary, generator)
            for sentence in sentences.get(article.source, ())
            if sentence.quotable and sentence.whole is None
        ]
        generator.shuffle(found)
        # Sentences that only give keywords wait for those that give a question.
        found.sort(key=lambda questions: all(q.kind == KEYWORDS for q in questions))
        queues.append([q for turn in zip_longest(*found) for q in turn if q is not None])
    generator.shuffle(queues)
    chosen: dict[str, Question] = {}
    for turn in zip_longest(*queues):
        for question in turn:
            if question is not None and len(chosen) < most:
                chosen.setdefault(question.text.lower(), question)
    return tuple(chosen.values())


def _of_sentence(
    article: Article, span: Span, vocabulary: Vocabulary, generator: random.Random
) -> list[Question]:
    """The questions that a sentence answers, one of each kind at most, the better first."""
    text = span.of(article.text)
    wordings = [
        wording
        for clause in find_clauses(text, vocabulary.is_name)
        for wording in word_questions(clause)
        if not _is_told(wording, text)
    ]
    found: list[tuple[str, str, Wording]] = []
    if wordings:
        asked = generator.choice(wordings)
        found.append((STATEMENT, asked.text, asked))
        rest = [w for w in wordings if w.asked != asked.asked] or wordings
        other = generator.choice(rest)
        if query := query_of_question(other):
            found.append((KEYWORDS, query, other))
        if len(found) > 1 and generator.random() < _KEYWORDS_FIRST:
            found.reverse()
    else:
        queries = list(keyword_queries(text, vocabulary.is_name))
        if queries:
            wording = generator.choice(queries)
            found.append((KEYWORDS, wording.text, wording))
    return [
        Question(
            draft_id(article.source, text, asked_text),
            asked_text,
            tuple(dict.fromkeys((text[wording.start : wording.end], *wording.also))),
            kind=kind,
            gold=(article.source,),
            evidence=(Evidence(article.source, span.start, span.end, text),),
        )
        for kind, asked_text, wording in found
    ]


def _is_told(wording: Wording, sentence: str) -> bool:
    """Whether a question holds its whole answer, as of a city in "the … metropolitan area"."""
    asked, *answers = (
        f" {' '.join(_WORD.findall(text.casefold()))} "
        for text in (wording.text, sentence[wording.start : wording.end], *wording.also)
    )
    return any(answer in asked for answer in answers)


def draft_id(source: str, sentence: str, asked: str) -> str:
    """An id that the same question about the same sentence has on every run."""
    key = "\0".join((source, sentence, asked)).encode("utf-8", "surrogatepass")
    return f"draft-{hashlib.sha256(key).hexdigest()[:12]}"
