"""Events of a page whose stream is being closed while they are sent."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from assistant.models.embeddings import Encoder

from .visiting import Site, Visit
from .workplace import ARTICLES, OIL, program, write

# The end of each stream of events reaches the page two seconds after the program has closed it.
LATE = """
const plain = window.fetch;
window.fetch = async (asked, ...more) => {
  const answer = await plain(asked, ...more);
  if (!String(asked.url ?? asked).includes("/queue/data")) return answer;
  const last = new TextDecoder();
  const late = new TransformStream({
    async transform(piece, out) {
      if (last.decode(piece).includes("close_stream")) {
        document.documentElement.dataset.closing = "true";
        await new Promise((done) => setTimeout(done, 2000));
        document.documentElement.dataset.closing = "";
      }
      out.enqueue(piece);
    },
  });
  return new Response(answer.body.pipeThrough(late), answer);
};
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Iterator[Site]:
    """Three articles."""
    place = tmp_path_factory.mktemp("place")
    write(place / "served", ARTICLES)
    with program(place, encoder) as site:
        yield site


def test_a_question_asked_while_the_stream_closes(site: Site, browser: Browser) -> None:
    """What a closed stream cannot bring is brought by the next one, without another click."""
    context = browser.new_context()
    context.add_init_script(LATE)
    visit = Visit.begun(context, site)
    visit.page.locator("#rail [data-go=library]").click()
    closing = visit.page.locator("html")
    expect(closing).to_have_attribute("data-closing", "true", timeout=30_000)
    visit.ask(OIL)
    assert "12 liters" in visit.seen()
    context.close()
