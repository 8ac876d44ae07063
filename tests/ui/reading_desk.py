"""A desk with nothing but an article and links to its quotes, before a real browser.

The panes are rendered by the program, styled by its style sheets and moved by its scripts, under
its content security policy; only the library and Gradio are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Route

import assistant.ui
from assistant.answering.answer import Answer
from assistant.types import Article, Citation
from assistant.ui.answers import render_answer
from assistant.ui.headers import policy
from assistant.ui.markup import escape
from assistant.ui.reader import render_gone, render_reader
from assistant.ui.session import By, Turn, View, follow, opened
from assistant.ui.words import Words

from .articles import HARBOR, LIGHT, QUOTES, answered

ADDRESS = "http://127.0.0.1:9"  # nothing listens there: every request is answered here
_FOLDER = Path(assistant.ui.__file__).parent
_KINDS = {".js": "text/javascript", ".css": "text/css"}
_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Desk</title><link rel="stylesheet" href="/style.css"><body class="{theme}">
<div id="desk"><div id="side"></div>
<div id="chat"><div id="log"><div id="current"><div class="html-container"><div>
<div class="turns log" data-turns="1" aria-busy="false">{answer}</div></div></div></div></div></div>
<div id="shelf"><div class="block" id="reader"><div class="html-container"><div></div></div></div>
</div></div>
<script type="module" nonce="here" src="/begin.js"></script></body></html>"""
_BEGIN = """import { join } from "/page/main.js";
import { show } from "/page/settling.js";
window.show = show;
const panes = {};
for (const id of ["current", "reader"]) {
  const element = document.querySelector(`#${id} .html-container > div`);
  const trigger = async (event, { go }) => window.put(await window.follow(go, id));
  join(element, trigger, (_, then) => { panes[id] = then; });
}
// As Gradio does it: node by node, in place where the tags are the same.
const merge = (old, now) => {
  if (old.nodeType !== now.nodeType || old.nodeName !== now.nodeName) return old.replaceWith(now);
  if (old.nodeType === Node.TEXT_NODE) return void (old.data = now.data);
  for (const { name } of [...old.attributes]) now.hasAttribute(name) || old.removeAttribute(name);
  for (const { name, value } of now.attributes) old.setAttribute(name, value);
  mergeAll(old, now);
};
const mergeAll = (old, now) => {
  const [were, are] = [[...old.childNodes], [...now.childNodes]];
  were.slice(are.length).forEach((node) => node.remove());
  are.forEach((node, at) => (were[at] ? merge(were[at], node) : old.append(node)));
};
window.put = (html) => {
  if (!html) return;
  const made = document.createElement("div");
  made.innerHTML = html;
  mergeAll(document.querySelector("#reader .html-container > div"), made);
  panes.reader();
};
window.begun = true;"""
# What Gradio's own style sheet does to these panes.
_STYLE = """body { margin: 0; font-family: Charter, "Liberation Serif", serif; }
* { box-sizing: border-box; }
#shelf { flex-direction: column; }
"""


@dataclass
class Desk:
    """One answer over some articles, and what of it is open."""

    page: Page
    answer: Answer
    articles: Mapping[str, Article]
    theme: str = ""
    view: View = field(default_factory=View)
    words: Words = field(default_factory=Words)
    complaints: list[str] = field(default_factory=list)

    @classmethod
    def begun(
        cls,
        context: BrowserContext,
        answer: Answer,
        articles: Sequence[Article],
        *,
        theme: str = "",
    ) -> Desk:
        """The desk in a new page, with nothing open."""
        of = {article.source: article for article in articles}
        desk = cls(context.new_page(), answer, of, theme)
        page = desk.page
        page.on("pageerror", lambda error: desk.complaints.append(str(error)))
        page.on(
            "console",
            lambda said: desk.complaints.append(said.text) if said.type == "error" else None,
        )
        page.expose_function("follow", desk.followed)
        page.route("**/*", desk._serve)
        page.goto(f"{ADDRESS}/")
        page.wait_for_function("window.begun")
        return desk

    def _serve(self, route: Route) -> None:
        path = urlsplit(route.request.url).path
        kind, body = "text/html", ""
        if path == "/":
            answer = render_answer(self.answer, 0, self.words)
            body = _PAGE.format(theme=escape(self.theme), answer=answer)
        elif path == "/begin.js":
            kind, body = "text/javascript", _BEGIN
        elif path == "/style.css":
            files = [_FOLDER / "page.css", _FOLDER / "reading.css"]
            kind = "text/css"
            body = _STYLE + "".join(f.read_text(encoding="utf-8") for f in files if f.exists())
        elif path.startswith("/page/"):
            file = _FOLDER / "scripts" / path.removeprefix("/page/")
            kind, body = _KINDS[file.suffix], file.read_text(encoding="utf-8")
        elif path == "/library/state":
            kind, body = "application/json", '{"version": 1, "busy": false, "files": []}'
        else:
            route.fulfill(status=404, body="")
            return
        headers = {"content-security-policy": policy("here")}
        route.fulfill(content_type=f"{kind}; charset=utf-8", body=body, headers=headers)

    def followed(self, go: str, pane: str = "current") -> str:
        """The right-hand pane after a click on what has this id; empty if it stands for nothing."""
        by: By = "nav" if pane == "reader" else "link"
        view = follow(go, [self.turn], [], self.view, by)
        if view is None or view.panel != "article":
            return ""
        self.view = view
        return self.rendered()

    def open(self, place: str) -> None:
        """Bring up a quote."""
        self.page.evaluate("(html) => window.put(html)", self.followed(place))

    def front(self) -> None:
        """Let the article be the pane that a narrow screen shows."""
        self.page.evaluate("window.show('shelf')")

    def read(self, source: str) -> None:
        """Bring up an article without a quote."""
        self.view = View(source, by="nav", shown=self.view.shown + 1, panel="article")
        self.page.evaluate("(html) => window.put(html)", self.rendered())

    @property
    def turn(self) -> Turn:
        """The one question with its answer."""
        return Turn(self.answer.question, self.answer, done=True)

    def rendered(self) -> str:
        """The right-hand pane."""
        answer, citation = opened(self.view, [self.turn])
        article = self.articles.get(self.view.source)
        if article is None:
            assert citation
            return render_gone(self.view, answer, citation, self.words)
        return render_reader(article, self.view, answer, citation, self.words)

    def in_view(self, selector: str = "#lit") -> bool:
        """Whether all of an element lies inside the pane that scrolls it."""
        self.page.wait_for_timeout(150)
        found: bool = self.page.evaluate(
            """(selector) => {
              const box = document.querySelector(selector).getBoundingClientRect();
              const pane = document.querySelector("#reader .page").getBoundingClientRect();
              return box.height > 0 && pane.top <= box.top && box.bottom <= pane.bottom;
            }""",
            selector,
        )
        return found

    def focused(self) -> str:
        """What has the focus: its id, or else its tag."""
        has = "document.activeElement.id || document.activeElement.tagName"
        return str(self.page.evaluate(has))


Begin = Callable[..., Desk]


@contextmanager
def desk_in(
    browser: Browser,
    *articles: Article,
    quotes: Sequence[Citation] = QUOTES,
    theme: str = "",
    **options: object,
) -> Iterator[Desk]:
    """A desk in a window of its own, which at its end has complained of nothing."""
    given = {"reduced_motion": "reduce", "viewport": {"width": 1360, "height": 800}, **options}
    context = browser.new_context(**given)  # type: ignore[arg-type] # what a test names
    try:
        desk = Desk.begun(context, answered(*quotes), articles or (LIGHT, HARBOR), theme=theme)
        yield desk
        assert not desk.complaints, desk.complaints
    finally:
        context.close()
