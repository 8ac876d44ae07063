"""Under which heading a place of an article stands, for those who look it up in the file."""

from __future__ import annotations

from assistant.library.titles import one_line
from assistant.types import Article

_CHARACTERS = 80


def section_at(article: Article, offset: int) -> str | None:
    """The nearest heading above a character, on one line; None if there is none but the title."""
    headings = sorted(block.span for block in article.blocks if block.kind == "heading")
    above = [span for span in headings if span.start <= offset]
    if not above:
        return None
    heading = one_line(above[-1].of(article.text))
    names = heading.casefold(), one_line(article.title).casefold()
    # The first may lack the site's name, or have a number that the title has not.
    if names[0] == names[1] or (len(above) == 1 and (names[0] in names[1] or names[1] in names[0])):
        return None
    if len(heading) <= _CHARACTERS:
        return heading
    cut = heading[:_CHARACTERS]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,;:–—-") + "…"
