"""Where the subject of a sentence ends and its verb stands, where rules are enough to tell."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from assistant.evaluation.drafting.figures import figure_at
from assistant.evaluation.drafting.tokens import ADVERBS, PREPOSITIONS, Token
from assistant.evaluation.drafting.verbs import AUXILIARIES, PARTICIPLES, PAST, PRESENT

# Words that point to something outside the sentence.
_POINTING = frozenset(
    """i we you he she it they me us him them my our your his her its their theirs ours this these
    those there here former latter another other others such same respectively above below
    one ones both either neither each thus therefore hence more further""".split()
)
_PRONOUNS = frozenset("he she it they i we you".split())
OPENING = frozenset(
    """that which who whom whose where when while whereas although though because if unless until
    since before after so than whether how why what""".split()
)
_JOINING = frozenset("and or but nor yet".split())
# Adverbs that say nothing once the sentences before are gone.
SILENT = frozenset("also then thus later finally eventually ultimately soon".split())
_BEFORE_NOUNS = frozenset(
    """the a an of to in on for with by from at as its their his her our most more very less no
    some any all every newly so-called""".split()
)
_NO_SUBJECT = OPENING | _POINTING | {"or", "but", "not", ","}
_INSERTED = frozenset("a an the which who whose one".split())
_LONGEST = 10


def find_verb(tokens: Sequence[Token]) -> int | None:
    """The place of the first finite verb, None where it cannot be told from a participle."""
    for at in range(1, min(len(tokens), _LONGEST + 3)):
        if is_finite(tokens, at):
            token = tokens[at]
            ambiguous = token.text in PARTICIPLES and token.low not in AUXILIARIES
            unsure = ambiguous and (_second_verb(tokens, at) or _verb_before(tokens[:at]))
            return None if unsure else at
    return None


def is_finite(tokens: Sequence[Token], at: int) -> bool:
    """Whether the word at this place, not the first, is a verb as it stands in a statement."""
    token, before = tokens[at], tokens[at - 1]
    if token.low in AUXILIARIES:
        return not token.is_capital
    if before.low in _BEFORE_NOUNS:
        return False
    return token.text in PAST or (token.text in PRESENT and not before.low.endswith("s"))


def _second_verb(tokens: Sequence[Token], at: int) -> bool:
    """Whether another finite verb follows in the same clause: then the first is a participle."""
    for place in range(at + 1, len(tokens)):
        token = tokens[place]
        if token.text == "," or token.low in OPENING | _JOINING | _PRONOUNS:
            return False
        if token.text not in PRESENT and is_finite(tokens, place):
            return True
    return False


def _verb_before(subject: Sequence[Token]) -> bool:
    """Whether a verb that is not known here may stand in it: "the museum shows old objects"."""
    return any(
        token.low.endswith("s")
        and not token.is_capital
        and not (following.is_capital or following.is_adverb)
        and following.low not in PREPOSITIONS | _JOINING | {"of", ","}
        for token, following in pairwise(subject)
    )


def is_fit(subject: Sequence[Token]) -> bool:
    """Whether these words name somebody or something by themselves."""
    lows = [token.low for token in subject]
    if not 0 < len(subject) <= _LONGEST or _NO_SUBJECT.intersection(lows):
        return False
    # "The charter granted in" is half a clause.
    if any(subject[at].text in PAST and is_finite(subject, at) for at in range(1, len(subject))):
        return False
    named = len(subject) > 1 and subject[1].is_capital
    if lows[0].endswith(("ing", "ly")) and not named:
        return False
    counted = figure_at(subject, 0)  # "About 50 ships"
    if lows[0] in PREPOSITIONS | ADVERBS | {"of", "according", "like"} and not counted:
        return False
    return lows[-1] not in {"of", "and", "the", "a", "in", "to"}


def without_insertion(tokens: list[Token]) -> list[Token]:
    """The tokens less ", …," between subject and verb, an apposition or a relative clause.

    None are left where something else stands between.
    """
    commas = [at for at, token in enumerate(tokens) if token.text == ","]
    if not commas or any(is_finite(tokens, at) for at in range(1, commas[0])):
        return tokens
    for end in commas[1:]:
        if any(is_finite(tokens, at) for at in range(end + 1, min(end + 3, len(tokens)))):
            opening = tokens[commas[0] + 1].low
            # "James Craig, head of police, said", but not "A, B, C and D said".
            single = end == commas[1] and "and" not in {t.low for t in tokens[end : end + 2]}
            fits = single or opening in _INSERTED
            return tokens[: commas[0]] + tokens[end + 1 :] if fits else []
    return tokens
