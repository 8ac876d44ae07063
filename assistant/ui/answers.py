"""An answer as HTML: statements with their quotes, quotes under titles, or that there is none.

Pure functions. `place` is the id of what is open in the right-hand pane: its links are lit.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from assistant.answering.answer import NOT_FOUND_BY_MODEL, Answer, Statement
from assistant.types import Citation
from assistant.ui.card import render_card
from assistant.ui.markup import escape, render_date
from assistant.ui.session import NEAREST
from assistant.ui.words import Words

# Below this the line says besides what to do: of such answers one in five or more is none.
_STRONG = 0.8
_ABSENT = " is not in the source"  # how the check says it of a number, a date, a name


def render_answer(answer: Answer, turn: int, words: Words, place: str = "") -> str:
    """The answer of a turn, whole or as far as it has come."""
    return _Rendering(turn, words, place).answer(answer)


class _Rendering:
    """Where the answer stands, which every part of it has to know."""

    def __init__(self, turn: int, words: Words, place: str) -> None:
        self._turn, self._words, self._place = turn, words, place

    def answer(self, answer: Answer) -> str:
        if answer.abstained:
            return _note(answer) + self._abstention(answer)
        if not answer.citations:
            return _note(answer) + _plain(answer.text)
        body = self._statements(answer) if answer.statements else self._sources(answer.citations)
        foot = self._chance(answer.confidence) if answer.complete else ""
        # That a model broke off is said below what it had finished, which so stays where it is.
        above, below = ("", _note(answer)) if answer.model else (_note(answer), "")
        rest = self._left_out(answer)
        return f'<div class="answer">{above}{self._differ(answer)}{body}{rest}{below}{foot}</div>'

    def _chance(self, confidence: float) -> str:
        """How likely the answer is one, in steps of five: no figure of a few questions is finer."""
        number = min(95, max(5, 5 * round(20 * confidence)))
        chance = self._words("page.percent", number=number)
        if confidence >= _STRONG:
            return f'<p class="match">{self._words("chat.strong", chance=chance)}</p>'
        return f'<p class="match">{self._words("chat.fair", chance=chance)}</p>'

    def _statements(self, answer: Answer) -> str:
        """A chat model's statements, each with its quotes; a quote stands below the first.

        Below the others that rest on it stands where to find it. What a model only copied has no
        words: the quote stands for itself. So do quotes that the program added to them.
        """
        left = {citation.id: citation for citation in answer.citations}
        parts, last = [], ""
        for statement in answer.statements:
            again = [number for number in statement.citations if number not in left]
            quotes = [left.pop(number) for number in statement.citations if number in left]
            below = ""
            for quote in quotes:
                below += self._quote(quote, titled=quote.source != last)
                last = quote.source
            if statement.text:
                below = f"{self._said(statement)}{below}"
                below += "".join(map(self._above, again))
            marked = " marked" * bool(statement.reasons)
            parts.append(f'<section class="said{marked}">{below}</section>' if below else "")
        return "".join(parts) + self._sources(list(left.values()))

    def _said(self, statement: Statement) -> str:
        """What a statement says, where it points, and what is wrong with it."""
        links = "".join(
            f'<a class="cite" {self._way(number)} '
            f'aria-label="{self._words("chat.quote", number=number)}">{number}</a>'
            for number in statement.citations
        )
        words = f"<span>{escape(statement.text)}</span>&nbsp;{links}"
        return f'<p class="words" dir="auto">{words}</p>{self._warning(statement)}'

    def _above(self, number: int) -> str:
        text = self._words("chat.quote_above", number=number)
        return f'<p class="above"><a {self._way(number)}>{text}</a></p>'

    def _way(self, number: int) -> str:
        """What makes a link lead to a quote, and whether that is open.

        The page notes itself what is opened later; a rendering only must not put it out again.
        """
        place = f"quote-{self._turn}-{number}"
        now = ' aria-current="true"' * (place == self._place)
        return f'href="#lit" data-event="click" data-go="{place}"{now}'

    def _warning(self, statement: Statement) -> str:
        """What is wrong with a statement that is shown although its quotes do not back it."""
        if not statement.reasons:
            return ""
        form = "other" if len(statement.citations) > 1 else "one"
        not_backed = self._words(f"chat.not_backed.{form}")
        return f'<p class="mark">{not_backed} {self._reasons(statement)}</p>'

    def _reasons(self, statement: Statement) -> str:
        """Why a statement is not backed, a line each; what is just not there shares one."""
        texts = [reason.text for reason in statement.reasons]
        absent = [text.removesuffix(_ABSENT) for text in texts if text.endswith(_ABSENT)]
        lines = [self._words("chat.not_in_source", words=", ".join(absent))] if absent else []
        lines += [text[:1].upper() + text[1:] for text in texts if not text.endswith(_ABSENT)]
        return " ".join(f'<span class="reason">{escape(line)}</span>' for line in lines)

    def _left_out(self, answer: Answer) -> str:
        """The statements that no quote backs, folded up in a line that counts them."""
        if not answer.left_out:
            return ""
        items = "".join(
            f'<li dir="auto">{escape(statement.text)} '
            f'<span class="mark">{self._reasons(statement)}</span></li>'
            for statement in answer.left_out
        )
        summary = self._words.count("chat.left_out", len(answer.left_out))
        return (
            f'<details class="left-out" data-key="left-out-{self._turn}"><summary>{summary}'
            f"</summary><ul>{items}</ul></details>"
        )

    def _differ(self, answer: Answer) -> str:
        """That two articles say different things, each with its date, above their quotes."""
        if (found := answer.disagreement) is None:
            return ""
        sides = "".join(
            f'<li dir="auto"><strong>{escape(side.value)}</strong> '
            f"<a {self._way(side.citation)}><cite>{escape(side.title)}</cite></a> "
            f"{render_date(side.date, self._words)}</li>"
            for side in found.sides
        )
        return (
            f'<div class="differ" role="note"><p>{self._words("chat.differ")}</p>'
            f"<ul>{sides}</ul></div>"
        )

    def _sources(self, citations: Sequence[Citation]) -> str:
        """Quotes under the titles of their articles."""
        parts = []
        for _, group in groupby(citations, key=lambda citation: citation.source):
            of_article = list(group)
            first = of_article[0]
            quotes = "".join(self._quote(citation) for citation in of_article)
            title = f'<h3 dir="auto">{escape(first.title)}</h3>'
            head = f"<header>{title}{render_date(first.date, self._words)}</header>"
            parts.append(f'<section class="source">{head}{quotes}</section>')
        return "".join(parts)

    def _quote(self, citation: Citation, *, titled: bool = False) -> str:
        """A quote, if `titled` with the article that it is from; its numeral opens it there."""
        place = f"quote-{self._turn}-{citation.id}"
        label = self._words("chat.quote_in", number=citation.id, title=citation.title)
        link = (
            f'<a class="cite" id="{place}" {self._way(citation.id)} '
            f'aria-label="{escape(label)}">{citation.id}</a>'
        )
        note = ""
        if citation.status != "verbatim":
            said = self._words(f"chat.status.{citation.status}")
            note = f'<figcaption class="status {citation.status}">{said}</figcaption>'
        marked = ' class="marked"' * citation.quote.startswith(("“", '"'))  # no marks upon marks
        quoted = f"<q{marked}>{escape(citation.quote)}</q>&nbsp;{link}"
        quoted = f'<blockquote dir="auto">{quoted}</blockquote>'
        date = render_date(citation.date, self._words)
        title = f'<span dir="auto">{escape(citation.title)}</span> {date}'
        head = f'<div class="from">{title}</div>' if titled else ""
        figure = f'<figure class="quote" data-event="click" data-go="{place}">'
        card = render_card(citation, self._words, place)
        return f"{figure}{head}{quoted}{note}{card}</figure>"

    def _abstention(self, answer: Answer) -> str:
        nearest = "".join(
            f'<li><a id="near-{self._turn}-{number}" href="#lit" data-event="click" '
            f'data-go="near-{self._turn}-{number}"'
            f"{' aria-current=true' if self._place == f'near-{self._turn}-{number}' else ''}>"
            f'<span class="title" dir="auto">{escape(passage.title)}</span> '
            f'<span class="excerpt" dir="auto">{escape(passage.text)}</span></a></li>'
            for number, passage in enumerate(answer.passages[:NEAREST], start=1)
        )
        by_model = answer.text.startswith(NOT_FOUND_BY_MODEL)
        why = f"<p>{self._words('chat.none_model')}</p>" if by_model else ""
        listed = f"<p>{self._words('chat.nearest')}</p><ol>{nearest}</ol>" if nearest else ""
        none = self._words("chat.none")
        return f'<div class="abstention"><p class="none">{none}</p>{why}{listed}</div>'


def _note(answer: Answer) -> str:
    """Why a chat model that was to answer did not, or not to the end."""
    return f'<p class="note">{escape(answer.note)}</p>' if answer.note else ""


def _plain(text: str) -> str:
    """What the assistant says in its own words, as of the library itself: lines, some listed."""
    parts = []
    for listed, lines in groupby(text.splitlines(), key=lambda line: line.startswith("- ")):
        if listed:
            items = "".join(f'<li dir="auto">{escape(line[2:])}</li>' for line in lines)
            parts.append(f"<ul>{items}</ul>")
        else:
            parts += [f'<p dir="auto">{escape(line)}</p>' for line in lines]
    return f'<div class="answer plain">{"".join(parts)}</div>'
