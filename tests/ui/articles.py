"""Articles and citations for the tests of the right-hand pane, harmless and hostile."""

from __future__ import annotations

from hypothesis import strategies as st

from assistant.answering.answer import Answer
from assistant.types import Article, Block, BlockKind, Citation, Span

NASTY = ["\r", "\r\n", "\n\n", "\n- ", " | ", "|\n| --- |\n", "İ", "🧔🏽", "e\u0301", "\u2028"]
NASTY += ["<script>x()</script>", "<img src=x onerror=x()>", "</mark>", "&lt;", "&#60;", "&amp"]
NASTY += ['"', "'>", "]]>", "{quote}", "{0}", "\u202e", "\u200f", "../", "C:\\"]
CHARACTERS = st.characters(codec="utf-8", exclude_characters="\0")
TEXT = st.lists(st.sampled_from(NASTY) | st.text(CHARACTERS, max_size=12), max_size=12).map("".join)
KINDS: tuple[BlockKind, ...] = ("heading", "paragraph", "item", "row", "code")


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """An article of any text with any blocks in it, one after the other."""
    text = draw(TEXT)
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    spans = [Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    blocks = tuple(Block(span, draw(st.sampled_from(KINDS))) for span in spans)
    title, date, author = draw(TEXT), draw(st.none() | TEXT), draw(st.none() | TEXT)
    return Article("a/b.md", "0" * 64, title, date, text, blocks, author)


def spans_of(text: str) -> st.SearchStrategy[Span]:
    """Any piece of a text that is not empty."""
    whole = st.integers(0, len(text) - 1)
    return whole.flatmap(lambda a: st.integers(a + 1, len(text)).map(lambda b: Span(a, b)))


def written(source: str, *parts: tuple[BlockKind, str], title: str = "A title") -> Article:
    """An article of these blocks with a blank line between."""
    text, blocks = "", []
    for kind, words in parts:
        text += "- " if kind == "item" else ""
        blocks.append(Block(Span(len(text), len(text) + len(words)), kind))
        text += words + "\n\n"
    return Article(source, "0" * 64, title, "2021-05-04", text, tuple(blocks), "Ayşe Demir")


def cited(article: Article, words: str | Span, number: int = 1) -> Citation:
    """A citation of these words, or this piece, of an article."""
    if isinstance(words, str):
        start = article.text.index(words)
        span = Span(start, start + len(words))
    else:
        span = words
    return Citation(
        number,
        article.source,
        article.title,
        article.sha256,
        span.start,
        span.end,
        span.of(article.text),
        date=article.date,
        author=article.author,
        before=article.text[max(0, span.start - 120) : span.start],
        after=article.text[span.end : span.end + 120],
    )


def answered(*citations: Citation) -> Answer:
    """An answer of these quotes."""
    return Answer("How high is it?", "x", False, 0.95, citations)


def chapters(source: str, title: str, *quotes: str) -> Article:
    """A long article with a quote in each of its chapters."""
    parts: list[tuple[BlockKind, str]] = []
    for number, quote in enumerate(quotes):
        parts.append(("heading", f"Part {number} of {title}"))
        parts += [("paragraph", "Nobody remembers any more who kept it then. " * 4)] * 9
        parts.append(("paragraph", f"Before it. {quote} After it."))
    return written(source, *parts, title=title)


LAMP = "The lamp burned twelve liters of oil a night."
TOWER = "The tower is forty-four meters high."
BELL = "The bell rings in fog."
LIGHT = chapters("light.md", "The light", LAMP, TOWER, BELL)
HARBOR = chapters("harbor.md", "The harbor", "Boats sleep here.", "Nets dry here.", "Ropes rot.")
QUOTES = (
    cited(LIGHT, LAMP, 1),
    cited(LIGHT, TOWER, 2),
    cited(HARBOR, "Nets dry here.", 3),
    cited(LIGHT, BELL, 4),
)
