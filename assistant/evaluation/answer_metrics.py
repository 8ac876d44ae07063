"""What an answer says, and what it costs: scores of single answers, and their means.

Exact match and F1 are SQuAD's (Rajpurkar et al. 2016 and 2018; evaluate-v2.0.py): both texts in
small letters, without punctuation and the articles a, an, the; the best of the accepted answers
counts. A question without an answer is right if it is refused.

Citation recall and precision follow ALCE (Gao et al. 2023) with one difference. ALCE has no gold
evidence and asks an inference model whether the cited passages entail a statement. Here the gold
evidence of the set decides: recall is the share of the statements shown that cite a quote which
overlaps the gold evidence, precision the share of the citations that overlap it. So a statement
is not judged by its words (`support` does that, by the program's own checker), and a quote from
elsewhere that would do as well counts as wrong.
"""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Mapping, Sequence

from assistant.answering.answer import Answer
from assistant.evaluation import metrics
from assistant.evaluation.question_sets.values import Question
from assistant.types import Citation

NAMES = (
    "exact_match",
    "f1",
    "support",
    "citation_recall",
    "citation_precision",
    "declined",
    "stood_in",
    "prompt_tokens",
    "completion_tokens",
    "tokens_estimated",
    "seconds",
)
_ARTICLES = re.compile(r"\b(a|an|the)\b")
_PUNCTUATION = frozenset(string.punctuation)


def answer_scores(
    question: Question, answer: Answer, milliseconds: float
) -> dict[str, float | None]:
    """The scores of one answer by name, None for each that it cannot have.

    - `exact_match`, `f1`: of the words said against the accepted answers, see `prediction`;
      None for an answerable question without accepted answers.
    - `support`: of the statements written, those left out included, the share that their quotes
      back; None for an answer without statements, and for a refusal.
    - `citation_recall`, `citation_precision`: None without gold evidence, and for a refusal; the
      first also where there are no statements.
    - `declined`: 1 if a chat model that was asked found no answer in its sentences; `stood_in`: 1
      if the built-in reader answered in its place. None where no model was asked, as it is not
      when the library has nothing similar.
    - `prompt_tokens`, `completion_tokens`, and `tokens_estimated`, 1 if a server did not report
      them; None where no model was asked.
    - `seconds` from question to answer.
    """
    exact, f1 = _squad(question, answer)
    written = (*answer.statements, *answer.left_out)
    stood = sum(not statement.reasons for statement in answer.statements)
    asked = answer.usage is not None or answer.model is not None or "write" in answer.timings_ms
    recall, precision = _citations(question, answer)
    usage = answer.usage
    return {
        "exact_match": exact,
        "f1": f1,
        "support": stood / len(written) if written and not answer.abstained else None,
        "citation_recall": recall,
        "citation_precision": precision,
        "declined": float(answer.abstained and answer.model is not None) if asked else None,
        "stood_in": float(not answer.abstained and answer.model is None) if asked else None,
        "prompt_tokens": usage.prompt if usage else None,
        "completion_tokens": usage.completion if usage else None,
        "tokens_estimated": float(usage.estimated) if usage else None,
        "seconds": milliseconds / 1000,
    }


def answer_figures(scores: Sequence[Mapping[str, float | None]]) -> dict[str, float | None]:
    """The mean of each score over the answers that have it."""
    return {name: metrics.mean(of_answer[name] for of_answer in scores) for name in NAMES}


def prediction(answer: Answer) -> str:
    """The words that are compared with the accepted answers: none for a refusal.

    A chat model's statements as they are shown; where there are none, the sentence that answers
    first, which is all that the built-in reader says.
    """
    if answer.abstained:
        return ""
    statements = " ".join(s.text for s in answer.statements if s.text)
    if statements or not answer.citations:
        return statements
    return _first_sentence(answer.citations[0])


def normalize(text: str) -> str:
    """SQuAD's: small letters, no punctuation, no articles, single blanks."""
    bare = "".join(c for c in text.lower() if c not in _PUNCTUATION)
    return " ".join(_ARTICLES.sub(" ", bare).split())


def exact_match(said: str, accepted: str) -> float:
    """1 if the texts are the same once normalized."""
    return float(normalize(said) == normalize(accepted))


def word_f1(said: str, accepted: str) -> float:
    """The harmonic mean of precision and recall of the words, each as often as it stands there.

    Where one of the texts has no words: 1 if neither has.
    """
    own, gold = normalize(said).split(), normalize(accepted).split()
    if not own or not gold:
        return float(own == gold)
    shared = (Counter(own) & Counter(gold)).total()
    return 2 * shared / (len(own) + len(gold))


def _squad(question: Question, answer: Answer) -> tuple[float | None, float | None]:
    if not question.answerable:
        return float(answer.abstained), float(answer.abstained)
    accepted = [text for text in question.answers if normalize(text)]
    if not accepted:
        return None, None
    said = prediction(answer)
    return (
        max(exact_match(said, text) for text in accepted),
        max(word_f1(said, text) for text in accepted),
    )


def _citations(question: Question, answer: Answer) -> tuple[float | None, float | None]:
    if not question.answerable or not question.evidence or answer.abstained:
        return None, None
    good = {c.id for c in answer.citations if metrics.overlaps(c, question.evidence)}
    backed = [any(id in good for id in s.citations) for s in answer.statements]
    precision = len(good) / len(answer.citations) if answer.citations else None
    return metrics.mean(backed), precision


def _first_sentence(citation: Citation) -> str:
    if not citation.sentences:
        return citation.quote
    first = citation.sentences[0]
    return citation.quote[first.start - citation.start : first.end - citation.start]
