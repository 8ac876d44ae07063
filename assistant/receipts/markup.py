"""Answers as HTML that needs nothing else: no script, no network, light or dark, on paper too."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime

from assistant.answering.answer import Answer, Statement
from assistant.receipts.record import NEAREST, moment
from assistant.receipts.reference import file_name, reference
from assistant.types import Citation

# Marks that turn round the letters beside them; what is left of a pair; a character of no text.
_UNFIT = re.compile("[\0\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_STATUS = {
    "verbatim": "verbatim",
    "moved": "moved within its file",
    "changed": "no longer in its file",
    "missing": "its file is gone",
}
_STYLE = """
:root { color-scheme: light dark; --paper: #faf8f4; --ink: #211e1a; --muted: #645e55;
  --hair: #e3ddd2; --accent: #8b2c1c; --wash: #f2ede3; }
@media (prefers-color-scheme: dark) { :root { --paper: #181715; --ink: #ebe6dc;
  --muted: #aaa295; --hair: #38342e; --accent: #eb9c86; --wash: #2a2723; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); overflow-wrap: anywhere;
  font: 17px/1.6 Charter, "Bitstream Charter", "Sitka Text", Cambria, Georgia, serif; }
main { max-width: 40rem; margin: 0 auto; padding: 3rem 1.25rem 4rem; }
h1, h2 { line-height: 1.3; text-wrap: pretty; }
h1 { font-size: 1.6rem; margin: .25rem 0; }
h2 { font-size: 1.25rem; margin: 0; }
h3 { font-size: 1rem; margin: 2.5rem 0 .5rem; }
p { margin: .75rem 0; }
.small, figcaption, footer { color: var(--muted); font-size: .875rem; line-height: 1.5; }
.kind { color: var(--accent); margin: 0; }
.turn + .turn { border-top: 1px solid var(--hair); margin-top: 2.5rem; padding-top: 2rem; }
.said { font-style: italic; margin-top: 2rem; }
.mark { color: var(--accent); font-size: .9375rem; }
figure { margin: 1.25rem 0; padding: .25rem 0 .25rem 1.25rem;
  border-inline-start: 3px solid var(--hair); break-inside: avoid; }
blockquote { margin: 0; white-space: pre-wrap; }
.around { color: var(--muted); font-size: .875rem; line-height: 1.5; }
.around mark { background: none; color: var(--ink); }
.none { background: var(--wash); border-radius: 6px; padding: 1rem 1.25rem; }
pre, code { font-family: ui-monospace, monospace; font-size: .8125rem; }
pre { background: var(--wash); border-radius: 6px; padding: .75rem 1rem; white-space: pre-wrap; }
footer { border-top: 1px solid var(--hair); margin-top: 3rem; padding-top: .5rem; }
@media print { :root { --paper: #fff; --ink: #000; --muted: #444; --hair: #bbb; --accent: #000;
  --wash: #fff; } body { font-size: 11pt; } main { padding: 0; } pre { padding: 0; } }
"""


def escape(text: str) -> str:
    """Text as HTML that shows that text; what would reorder or break the page shows as U+FFFD."""
    return html.escape(_UNFIT.sub("\ufffd", text)).replace("\r", "&#13;")


def render_moment(seconds: float) -> str:
    """Seconds since 1970 as a day and an hour that mean the same everywhere."""
    then = datetime.fromtimestamp(seconds, UTC)
    shown = f"{then.day} {then:%B %Y, %H:%M} UTC"
    return f'<time datetime="{moment(seconds)}">{shown}</time>'


def document(title: str, body: str) -> str:
    """A whole page; `body` is HTML."""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">\n"
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def render_answer(answer: Answer) -> str:
    """What was answered: statements and quotes, or that there is nothing to quote."""
    note = f'<p class="small">{escape(answer.note)}</p>' if answer.note else ""
    if answer.abstained:
        return note + _abstention(answer)
    differing = answer.disagreement.text if answer.disagreement else ""
    parts = [note, f"<p>{escape(differing)}</p>" if differing else ""]
    if not answer.citations:
        parts.append(_paragraphs(answer.text))
    left = {citation.id: citation for citation in answer.citations}
    for statement in answer.statements:
        parts.append(_statement(statement))
        parts += [_quote(left.pop(number)) for number in statement.citations if number in left]
    parts += [_quote(citation) for citation in left.values()]
    if answer.left_out:
        parts.append('<p class="small">Left out, as no quote backs it:</p>')
        parts += [_statement(statement) for statement in answer.left_out]
    return "\n".join(filter(None, parts))


def _paragraph(text: str, kind: str = "") -> str:
    return f'<p dir="auto"{f" class={kind}" if kind else ""}>{escape(text)}</p>'


def _statement(statement: Statement) -> str:
    if not statement.text:
        return ""
    marks = "".join(f"[{number}]" for number in statement.citations)
    said = _paragraph(f"{statement.text} {marks}".rstrip(), "said")
    return said + (_paragraph(statement.mark, "mark") if statement.mark else "")


def _quote(citation: Citation) -> str:
    """The quote, what stands around it, and where it is from."""
    by = f"; read with {escape(citation.extractor)}" if citation.extractor else ""
    return (
        f'<figure id="quote-{citation.id}"><blockquote dir="auto">{escape(citation.quote)}'
        f"</blockquote>{_around(citation)}"
        f'<figcaption dir="auto">[{citation.id}] {escape(reference(citation))}<br>'
        f"{_STATUS[citation.status]}; sha256 <code>{escape(citation.sha256)}</code>{by}"
        "</figcaption></figure>"
    )


def _around(citation: Citation) -> str:
    """What stands before and after the quote in its paragraph."""
    before = citation.before.rpartition("\n\n")[2].split()
    after = citation.after.partition("\n\n")[0].split()
    if "\n\n" not in citation.before and citation.start > len(citation.before):
        before[:1] = ["…"]  # most likely half a word
    if "\n\n" not in citation.after:
        after[-1:] = ["…"]
    if not {*before, *after} - {"…"}:
        return ""
    place = f"<mark>[quote {citation.id}]</mark>"
    words = f"{escape(' '.join(before))} {place} {escape(' '.join(after))}"
    return f'<p class="around" dir="auto">{words}</p>'


def _abstention(answer: Answer) -> str:
    listed = "".join(
        f'<li><p dir="auto"><b>{escape(passage.title)}</b>, {escape(file_name(passage.source))}'
        f'</p><p class="small" dir="auto">{escape(passage.text)}</p></li>'
        for passage in answer.passages[:NEAREST]
    )
    nearest = f"<p>The nearest passages, which do not answer it:</p><ol>{listed}</ol>"
    return f'<div class="none">{_paragraphs(answer.text)}</div>{nearest if listed else ""}'


def _paragraphs(text: str) -> str:
    return "".join(_paragraph(line) for line in text.splitlines() if line.strip())
