"""What kind of thing a question asks for, and whether a sentence holds one.

"When", "how many", "who", "where" and "why" want a date, a figure, a name or a reason. A sentence
with one is preferred, all else equal; a sentence without one is never ruled out.
"""

from __future__ import annotations

import re
from typing import Literal

AnswerType = Literal["date", "number", "name", "reason"]

_ASKS: dict[AnswerType, re.Pattern[str]] = {
    "number": re.compile(
        r"\bhow (?:many|much|old|long|tall|far|large|big|high|fast|often|deep|wide|heavy)\b"
        r"|\b(?:what|which)(?: \w+)? (?:percent\w*|proportion|number|amount|share|fraction|"
        r"population|cost|price|age|size|rate)\b"
    ),
    "date": re.compile(
        r"\bwhen\b|\b(?:what|which) (?:\w+ )?(?:year|date|month|day|decade|century|time)s?\b"
    ),
    "name": re.compile(
        r"\b(?:who(?:m|se)?|where)\b|\b(?:what|which) (?:\w+ )?(?:city|cities|country|countries|"
        r"states?|town|region|place|location|continent|county|company|companies)\b"
    ),
    "reason": re.compile(r"\bwhy\b|\bwhat (?:is|was|were|are) the (?:reason|cause)s?\b"),
}
_ASKING = re.compile(r"\b(?:who(?:m|se)?|what|which|when|where|why|how)\b")
_ASKED_LAST = re.compile(r"\b(?:who(?:m|se)?|what|when|where|why)(?=\W*$)")
_YEAR = r"\b(?:1[0-9]{3}|20[0-9]{2})s?\b"
_MONTH = (
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
)
_DATE = re.compile(
    rf"{_YEAR}|{_MONTH}|\b[1-9]\d?(?:st|nd|rd|th) century\b|\b\d+ (?:BCE?|AD|CE)\b"
    r"|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
)
_CALENDAR = re.compile(rf"{_MONTH} \d{{1,2}}\b|\b\d{{1,2}} {_MONTH}|{_YEAR}")
_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|"
    r"fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|"
    r"ninety|hundreds?|thousands?|millions?|billions?|trillions?|dozens?|half|thirds?|quarters?|"
    r"twice)\b",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(?:because|since|due to|so that|in order to|as a result|reasons?|caused?|causes|led to|"
    r"thus|therefore|owing to|to avoid|to prevent|on the grounds?|arguing|concerns?)\b",
    re.IGNORECASE,
)


def answer_type(question: str) -> AnswerType | None:
    """The kind of answer a question wants, if it can be told.

    Its last word asks, as in "those who oppose what?", or else its first question word: "when he
    died" asks for no date in "What sea bordered his empire when he died?".
    """
    asked = question.lower()
    word = _ASKED_LAST.search(asked) or _ASKING.search(asked)
    if word is None:
        return None
    return next((kind for kind, at in _ASKS.items() if at.match(asked, word.start())), None)


def holds(kind: AnswerType, sentence: str, question: str) -> bool:
    """Whether a sentence has something of this kind that is not in the question already."""
    if kind == "date":
        return bool(_DATE.search(sentence))
    if kind == "number":  # a date is no count
        return bool(_NUMBER.search(_CALENDAR.sub("", sentence)))
    if kind == "reason":
        return bool(_REASON.search(sentence))
    asked = set(re.findall(r"\w+", question.lower()))
    words = re.findall(r"[^\W\d_][\w’'-]*", sentence)
    return any(word[0].isupper() and word.lower() not in asked for word in words[1:])
