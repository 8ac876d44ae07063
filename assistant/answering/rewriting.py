"""Follow-up questions made to stand alone by a chat model."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.conversation import MOST_TURNS, Standalone, Turn
from assistant.answering.prompts import condense_prompt
from assistant.answering.stopping import Stop
from assistant.errors import ChatModelError
from assistant.library.lexical import is_function_word
from assistant.models.chat import ChatModel

_MOST_TOKENS = 120
_MOST_CHARACTERS = 240  # a character makes at most one word piece, and 254 are read
_LABEL = re.compile(r"^(?:(?:rewritten|standalone|last)\s+)?question\s*:\s*", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_NAME = re.compile(r"\b(?:[A-Z][^\W\d_]*|[0-9]+)\b")


def rewrite(
    question: str, history: Sequence[Turn], chat: ChatModel, stop: Stop
) -> Standalone | None:
    """The question as the model puts it, to be searched and answered without the turns before.

    None if the model fails or its words are not to be trusted: a question may only be made of
    words of earlier questions, and of names and figures of their answers. What the model knows, or
    was told to say by an article, stays out.
    """
    turns = history[-MOST_TURNS:]
    try:
        asked = chat.stream(condense_prompt(question, turns), most_tokens=_MOST_TOKENS)
        with stop.reading(asked) as pieces:
            reply = "".join(pieces)
    except ChatModelError:
        return None
    lines = [line.strip(' \t"“”*') for line in reply.strip().splitlines() if line.strip()]
    if len(lines) != 1:
        return None
    written = _LABEL.sub("", lines[0])
    said = _stems(" ".join([question, *(asked for asked, _ in turns)]))
    said |= _stems(" ".join(_NAME.findall(" ".join(answered for _, answered in turns))))
    own = _stems(question)
    new = _stems(written)
    if len(written) > _MOST_CHARACTERS or not new or not new <= said:
        return None
    if len(own & new) < len(own) / 2:
        return None
    return Standalone(written, said=turns[-1][1] if written != question else "")


def _stems(text: str) -> set[str]:
    """The content words of a text, cut to what inflection leaves alone."""
    words = (word.casefold() for word in _WORD.findall(text))
    return {
        word if word.isdigit() else word.rstrip("s")[:5]
        for word in words
        if len(word) > 1 and not is_function_word(word)
    }
