"""What of a question speaks against the sentence that seems to answer it: the signs of a trick.

"Who crossed the river in 1906?" finds the sentence on the crossing of 1905. The question is read
as if it were a statement backed by that sentence, by the checks that statements go through.
docs/retrieval.md has what each of these signs is worth.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.checking.date_check import check_dates
from assistant.checking.names import check_names
from assistant.checking.number_check import check_numbers
from assistant.checking.parsed import Parsed, parse
from assistant.checking.polarity_check import check_polarity


def missing_details(question: str, context: Sequence[str]) -> int:
    """How many of a question's names, numbers and dates are missing where it was answered, 0 to 3.

    Each kind counts once. `context` is what surrounds the sentence that answers best: its passage,
    and the title of the article. A name that only the title has is not missing.
    """
    asked, given = parse(question), [parse(text) for text in context if text]
    return sum(bool(check(asked, given)) for check in (check_names, check_numbers, check_dates))


def contrary_signs(question: str, sentence: str) -> int:
    """How many signs there are that a sentence says the contrary of what is asked, 0 to 3.

    A denial or contrary that stands in the very place of its counterpart; a word of the question
    whose contrary is in the sentence, wherever; a question that denies where nothing is denied.
    """
    asked, given = parse(question), parse(sentence)
    return sum(
        (
            bool(check_polarity(asked, [given])),
            _has_contrary(asked, given),
            bool(asked.denials.negations) and not given.denials.negations,
        )
    )


def _has_contrary(asked: Parsed, given: Parsed) -> bool:
    """Whether a word that only the question has is the contrary of one that only the sentence has.

    Not if the sentence has a word for the same too.
    """
    sides = {
        side
        for index, meant in given.denials.meanings.items()
        if given.denials.words[index].stem not in asked.stems
        for side in meant.items()
    }
    return any(
        any((scale, -sign) in sides for scale, sign in meant.items())
        and sides.isdisjoint(meant.items())
        for index, meant in asked.denials.meanings.items()
        if asked.denials.words[index].stem not in given.stems
    )
