"""A receipt as one HTML file, which is read by people and checked by programs."""

from __future__ import annotations

from assistant.receipts.markup import document, escape, render_answer, render_moment
from assistant.receipts.receipt import Receipt

# The JSON stands in a `<script>` that is none; without these letters nothing can end it.
_INERT = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}
_CHECK = """\
<h3>Check it</h3>
<p class="small">What counts is what the check prints: it reads the record within this file, not
the page around it, and looks for every quote, word for word, in the articles' files.</p>
<pre>assistant verify RECEIPT.html --articles FOLDER
python verify_receipt.py RECEIPT.html --articles FOLDER</pre>
<p class="small">The second needs nothing but Python, and reads text, Markdown and web pages; quotes
from PDF, Word and other documents are checked by the first alone. <code>assistant verify --script
verify_receipt.py</code> writes it. A receipt shows that these words are in a file with this
sha256. It does not show who wrote the file, or that what it says is so.</p>"""


def receipt_page(receipt: Receipt) -> str:
    """The receipt as a page that needs no script and no other file, its JSON within."""
    record = receipt.to_dict()
    by = f"by {receipt.answer.model}" if receipt.answer.model else "in the articles' own words"
    version = f"{record['program']['name']} {record['program']['version']}"
    body = (
        '<header><p class="kind">Receipt</p>'
        f'<h1 dir="auto">{escape(receipt.question)}</h1>'
        f'<p class="small">Asked {render_moment(receipt.asked)}, answered '
        f"{escape(by)}</p></header>\n"
        f"{render_answer(receipt.answer)}\n{_CHECK}\n<footer>{escape(version)}</footer>\n"
        f'<script type="application/json" id="receipt">\n{_inert(receipt.to_json())}</script>'
    )
    return document(f"Receipt: {receipt.question}", body)


def _inert(text: str) -> str:
    return "".join(_INERT.get(character, character) for character in text)
