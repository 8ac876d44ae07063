"""Questions about the library and the assistant itself, which no article answers."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SUBJECT = r"(?:articles?|documents?|files?|texts?|sources?)"
_LIST = re.compile(
    rf"(?:(?:what|which)\s+{_SUBJECT}\s+(?:do\s+you\s+have|are\s+(?:there|here|in\s+(?:the|your)\s+"
    r"(?:library|folder|index))|have\s+you\s+(?:got|read)|can\s+i\s+ask(?:\s+about)?|"
    r"do\s+you\s+know)"
    rf"|(?:list|show)(?:\s+me)?(?:\s+all)?(?:\s+(?:the|your|of\s+the))*\s+{_SUBJECT}"
    rf"|how\s+many\s+{_SUBJECT}\s+(?:do\s+you\s+have|are\s+(?:there|in\s+(?:the|your)\s+"
    r"(?:library|folder|index)))"
    r"|what(?:'s|\s+is|’s)\s+in\s+(?:the|your|this)\s+(?:library|folder|index)"
    r"|what\s+(?:do\s+you\s+know(?:\s+about)?|topics\s+do\s+you\s+cover|"
    r"can\s+(?:i|you)\s+(?:ask|tell\s+me)(?:\s+(?:you|about))*|are\s+the\s+articles\s+about))"
)
_HELP = re.compile(
    r"(?:what\s+(?:can|do)\s+you\s+do|who\s+are\s+you|what\s+are\s+you|how\s+do\s+you\s+work|"
    r"how\s+does\s+this\s+work|help(?:\s+me)?|what\s+is\s+this|how\s+(?:do|can)\s+i\s+use\s+"
    r"(?:this|you))"
)
_GREETING = re.compile(
    r"(?:hi|hello|hey|good\s+(?:morning|afternoon|evening)|thanks?(?:\s+you)?|thank\s+you)"
    r"(?:\s+there|\s+very\s+much|\s+a\s+lot)?"
)
_SHOWN = 40


def is_about_library(question: str, *, following: bool = False) -> bool:
    """Whether a question, or a greeting, is about the library or the assistant.

    "How does this work?" after another question is `following` it and means its subject.
    """
    asked = _plain(question)
    patterns = (_LIST, _GREETING) if following else (_LIST, _GREETING, _HELP)
    return any(pattern.fullmatch(asked) for pattern in patterns)


def answer_about_library(question: str, titles: Sequence[str]) -> str:
    """What to say to such a question; `titles` are those of the articles that may be asked."""
    count = f"{len(titles)} article{'' if len(titles) == 1 else 's'}"
    if _LIST.fullmatch(_plain(question)):
        rest = [f"… and {len(titles) - _SHOWN} more"] if len(titles) > _SHOWN else []
        shown = [f"- {title}" for title in titles[:_SHOWN]]
        return "\n".join([f"I can quote from {count}:", *shown, *rest])
    return (
        f"Ask me anything: I look for the answer in {count} and reply with their own sentences, "
        "word for word, each with its place. Where the answer is not in them I say so. "
        "Ask “What articles do you have?” to see the list."
    )


def _plain(question: str) -> str:
    return re.sub(r"[\s,]+", " ", question.lower()).strip(" ?!.")
