"""What the tests of the library share: generated articles and the real tokenizer."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from numpy.typing import NDArray

from assistant.models.embeddings import Encoder

settings.register_profile("library", max_examples=60, deadline=None, derandomize=True)
settings.load_profile("library")

# fmt: off
_PARTS = [
    "A sentence ends here. ", "He met Dr. Who. ", "“Why?” she asked. ", "it goes on ", "İstanbul ",
    "e\u0301te\u0301 ", "👩‍👩‍👧🎉 ", "文です。", "Yes! ", "3.14 ", "U.S. ", "…", "word", " ",
    "\n", "\n\n", "\r\n", "\r", "\r\n\r\n", "\t", "\u00a0", "\u2028", "\x0c",
    "# ", "## ", "- ", "1. ", "> ", "    ", "```\n", "~~~\n", "---\n", "===\n", "* * *\n", "***",
    "| a | b |\n|---|---|\n| c \\| d | *e* |\n", "|", "[", "](", "](#)", ")", "][x]", "[x]: y\n",
    "![", "*", "**", "_", "__", "`", "``", "\\", "\\\\$5", "&amp;", "&#8203;", "&", "<b>", "</b>",
    "<br/>", "<!-- ", " -->", "<div hidden>", "<div>", "</div>", "<unk>", "<", ">", "<http://a.b>",
    "<p style='display:none'>", "</p>", "<script>", "</script>", "<tr><td>", "</td>", "<pre>",
    "<ul><li>", "<h1>", "<article>", "<nav>", "\u200b", "\u202e", "\ufeff", "\u00ad", "\u200d",
]
# fmt: on


@pytest.fixture(scope="session")
def articles() -> SearchStrategy[str]:
    """Generated files: prose, markup soup, lines of 10,000 characters, anything at all."""
    soup = st.lists(st.sampled_from(_PARTS), max_size=60).map("".join)
    long = st.sampled_from(["word ", "a", "*a* ", "A b. ", "“x” ", "[a](b)", "é"]).map(
        lambda part: (part * 10_000)[:10_000]
    )
    anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
    return st.one_of(soup, soup, anything, st.tuples(soup, long, soup).map("".join))


@pytest.fixture(scope="session")
def tokenize() -> Callable[[str], NDArray[np.int64]]:
    """The tokenizer of the bundled model."""
    return Encoder().tokenize
