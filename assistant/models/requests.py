"""What a request to a chat model holds, as each protocol wants it, and how much text fits in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import ceil
from typing import Any

Options = dict[str, Any]

OLLAMA_CONTEXT = 8192
_RUNS = re.compile(r"[^\W\d_]+|\s+|.", re.DOTALL)


def count_roughly(text: str) -> int:
    """Tokens of a text for models whose tokenizer is not at hand; too few only for random letters.

    Four letters of a plain word make a token or more, two of a word in capitals or with accents;
    digits and signs stand alone; other scripts take up to three tokens for four bytes. English
    prose comes out a third too high.
    """
    tokens = 0.0
    for run in _RUNS.finditer(text):
        word = run[0]
        if not word.isascii():
            plain = sum(map(str.isascii, word))
            tokens += 0.75 * (len(word.encode("utf-8", "replace")) - plain) + plain / 2
        elif word.isalpha():
            tokens += ceil(len(word) / (4 if word[1:].islower() or len(word) == 1 else 2))
        elif word.isspace():  # a blank before a word is a part of that word's first token
            free = word == " " and text[run.end() : run.end() + 1].isalpha()
            tokens += 0 if free else ceil(len(word) / 2)
        else:
            tokens += 1
    return ceil(tokens)


def request_plainly(most_tokens: int, schema: Mapping[str, Any] | None) -> Options:
    """The options of a request, by the names that most of LangChain's models take."""
    return {"temperature": 0, "max_tokens": most_tokens}


def request_openai(most_tokens: int, schema: Mapping[str, Any] | None) -> Options:
    """The options of a request to a server that speaks OpenAI's protocol."""
    options = request_plainly(most_tokens, schema)
    if schema is not None:
        form = {"name": "reply", "schema": dict(schema), "strict": True}
        # Past LangChain, which on seeing it would have the whole reply parsed, and fail with it.
        options["extra_body"] = {"response_format": {"type": "json_schema", "json_schema": form}}
    return options


def request_ollama(most_tokens: int, schema: Mapping[str, Any] | None) -> Options:
    """The options of a request to Ollama; without num_ctx it would keep only 4096 tokens."""
    options = {"temperature": 0, "num_predict": most_tokens, "num_ctx": OLLAMA_CONTEXT, "seed": 0}
    return {"options": options} | ({"format": dict(schema)} if schema is not None else {})
