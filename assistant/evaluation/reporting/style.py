"""How a report looks: light, dark and on paper, wide and narrow; no script, nothing from outside.

The colours are those of receipts and of the page.
"""

from __future__ import annotations

from assistant.receipts.markup import escape

_STYLE = """
:root { color-scheme: light dark; --paper: #faf8f4; --ink: #211e1a; --muted: #645e55;
  --hair: #e3ddd2; --accent: #8b2c1c; --wash: #f2ede3; --good: #1f6f87; --bad: #b4452f; }
@media (prefers-color-scheme: dark) { :root { --paper: #181715; --ink: #ebe6dc;
  --muted: #aaa295; --hair: #38342e; --accent: #eb9c86; --wash: #2a2723; --good: #7cc3da;
  --bad: #e58a72; } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); overflow-wrap: anywhere;
  font: 17px/1.6 Charter, "Bitstream Charter", "Sitka Text", Cambria, Georgia, serif; }
main { max-width: 62rem; margin: 0 auto; padding: 3rem 1.25rem 4rem; }
h1, h2, h3, h4 { line-height: 1.3; text-wrap: pretty; }
h1 { font-size: 1.75rem; margin: .25rem 0 1.25rem; }
h2 { font-size: 1.35rem; margin: 3.5rem 0 1rem; padding-top: 1.25rem;
  border-top: 1px solid var(--hair); }
h3 { font-size: 1.05rem; margin: 2rem 0 .5rem; }
h4 { font-size: 1rem; margin: 0 0 .35rem; }
p { margin: .75rem 0; max-width: 42rem; }
a { color: var(--accent); }
nav { font-size: .9375rem; line-height: 2; }
nav a { margin-inline-end: 1.1rem; white-space: nowrap; }
.kind { color: var(--accent); margin: 0; }
.small, .says, figcaption, footer { color: var(--muted); font-size: .875rem; line-height: 1.5; }
.summary, ul.small { padding-inline-start: 1.2rem; max-width: 42rem; }
.summary li { margin: .3rem 0; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: .9375rem; line-height: 1.45;
  font-variant-numeric: tabular-nums lining-nums; }
.full { width: 100%; }
th, td { text-align: end; padding: .4rem 0 .4rem 1.25rem; vertical-align: baseline;
  border-bottom: 1px solid var(--hair); font-weight: 400; overflow-wrap: normal; }
th:first-child { text-align: start; padding-inline-start: 0; min-width: 6.5rem;
  overflow-wrap: anywhere; }
thead th { color: var(--muted); font-size: .8125rem; vertical-align: bottom; }
td.value { white-space: nowrap; }
.within { display: inline-block; min-width: 10rem; color: var(--muted); font-weight: 400; }
.says { display: block; }
.bar { display: block; height: .55rem; background: var(--bad); }
td.bars { width: 34%; vertical-align: middle; }
figure { margin: 2rem 0; break-inside: avoid; }
figure > .pair { display: grid; grid-template-columns: minmax(0, 30rem) minmax(0, 1fr);
  gap: 1.5rem 2.5rem; align-items: start; }
figure table { width: 100%; font-size: .875rem; }
figure th, figure td { padding-inline-start: .75rem; }
figure td { white-space: nowrap; }
figure h3 { margin-top: 0; }
figcaption { max-width: 42rem; margin-bottom: 1rem; color: var(--ink); font-size: .9375rem; }
.plot { display: block; width: 100%; height: auto; font-family: system-ui, sans-serif;
  overflow: visible; }
.plot * { stroke-linejoin: round; stroke-linecap: butt; }
.plot text { fill: var(--ink); stroke: none; }
.question { border-top: 1px solid var(--hair); padding: 1rem 0; break-inside: avoid; }
.question .sides { display: grid; grid-template-columns: 1fr 1fr; gap: .5rem 2.5rem; }
.question .sides > div { min-width: 0; }
.label { color: var(--muted); font-size: .8125rem; margin: .25rem 0 0; }
blockquote { margin: .15rem 0 0; white-space: pre-wrap; font-size: .9375rem; line-height: 1.5; }
.question ul { margin: .15rem 0 0; padding-inline-start: 1.1rem; font-size: .9375rem;
  line-height: 1.5; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .35rem 1.5rem;
  font-size: .9375rem; line-height: 1.5; }
dt { color: var(--muted); }
dd { margin: 0; }
footer { border-top: 1px solid var(--hair); margin-top: 3rem; padding-top: .5rem; }
@media (max-width: 52rem) {
  figure > .pair, .question .sides { grid-template-columns: minmax(0, 1fr); }
}
@media (max-width: 34rem) {
  body { font-size: 16px; }
  main { padding-top: 1.5rem; }
  th, td { padding-inline-start: .75rem; }
  td.bars { display: none; }
  .within { display: block; min-width: 0; }
  dl { grid-template-columns: minmax(0, 1fr); gap: 0; }
  dd { margin-bottom: .6rem; }
}
@media print {
  :root { color-scheme: light; --paper: #fff; --ink: #000; --muted: #444; --hair: #bbb;
    --accent: #000; --wash: #fff; --good: #1f6f87; --bad: #b4452f; }
  body { font-size: 10.5pt; }
  main { padding: 0; max-width: none; }
  nav { display: none; }
  h2, h3, h4 { break-after: avoid; }
  tr { break-inside: avoid; }
  figure > .pair { grid-template-columns: 55% 1fr; }
  .question .sides { grid-template-columns: 1fr 1fr; }
  .within { min-width: 9rem; }
  .bar { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""


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
