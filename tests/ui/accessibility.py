"""What axe-core finds on a page: the faults that it calls serious or critical."""

from __future__ import annotations

import os
from pathlib import Path

from playwright.sync_api import Page

_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_BAD = ("serious", "critical")


def axe_script() -> str:
    """The script that `scripts/axe.sh` fetched, named in AXE; else the newest in `.venv`."""
    named = os.environ.get("AXE")
    files = [Path(named)] if named else sorted(Path(".venv").glob("axe-core-*.js"))
    assert files, "no axe-core: run AXE=$(sh scripts/axe.sh) pytest, or make test"
    return files[-1].read_text(encoding="utf-8")


def faults(page: Page) -> list[str]:
    """A line for each serious fault: its rule, what is wrong, the elements.

    The script is run as a tool of the browser, outside the page's own policy.
    """
    page.evaluate(axe_script())
    found = page.evaluate(
        """async (tags) => (await axe.run(document, {runOnly: tags, resultTypes: ["violations"]}))
          .violations.map(({id, impact, help, nodes}) =>
            ({id, impact, help, where: nodes.map(({target}) => target.join(" ")).slice(0, 5)}))""",
        _TAGS,
    )
    return [
        f"{fault['id']} ({fault['impact']}): {fault['help']}: {', '.join(fault['where'])}"
        for fault in found
        if fault["impact"] in _BAD
    ]
