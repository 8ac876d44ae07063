"""A picture drawn by matplotlib, as SVG that takes its colours and typeface from a page.

What is drawn takes its colours from CSS custom properties, so that one picture serves light, dark
and paper.
"""

from __future__ import annotations

import html
import io
import re
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Colours to draw with, which mean nothing but the custom property they are replaced by.
INK, MUTED, HAIR, GOOD, BAD = "#000001", "#000002", "#000003", "#000004", "#000005"
_PROPERTIES = {INK: "ink", MUTED: "muted", HAIR: "hair", GOOD: "good", BAD: "bad"}
_WIDTH, _HEIGHT = 5.0, 3.1  # inches of 72 units: on a phone a unit is about a pixel
_STYLE: dict[str, Any] = {
    "svg.fonttype": "none",  # letters stay letters, to be found and read aloud
    "font.size": 10.5,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": MUTED,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": HAIR,
    "grid.linewidth": 0.7,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "lines.linewidth": 1.8,
}


class Canvas:
    """One pair of axes; nothing of matplotlib's global state is read or left changed."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._opened = ExitStack()

    def __enter__(self) -> Canvas:
        from matplotlib import style
        from matplotlib.figure import Figure

        chosen = {**_STYLE, "svg.hashsalt": self._name}
        self._opened.enter_context(style.context(["default", chosen], after_reset=True))
        self.figure: Figure = Figure(figsize=(_WIDTH, _HEIGHT), layout="constrained")
        self.axes: Axes = self.figure.add_subplot()
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.close()

    def svg(self, label: str) -> str:
        """The picture, without what only a file of its own needs."""
        written = io.StringIO()
        nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        self.figure.savefig(written, format="svg", transparent=True, metadata=nothing)
        return _inline(written.getvalue(), self._name, label)


def _inline(svg: str, name: str, label: str) -> str:
    svg = svg[svg.index("<svg") :]
    # A rule for `*` would hold for the whole page.
    svg = re.sub(r"<defs>\s*<style.*?</style>\s*</defs>", "", svg, count=1, flags=re.DOTALL)
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    size = re.search(r'viewBox="[^"]*"', svg)
    head = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    head += f'class="plot" role="img" aria-label="{html.escape(label)}" '
    svg = head + (size[0] if size else "") + svg[svg.index(">") :]
    # Names are unique in a page, not only in a picture.
    svg = re.sub(r'\bid="', f'id="{name}-', svg)
    svg = re.sub(r'(xlink:href="#|url\(#)', rf"\g<1>{name}-", svg)
    svg = re.sub(r"font-family: [^;]*; ", "", svg)
    svg = re.sub(r"font: ([\d.]+px) [^;]*;", r"font-size: \1;", svg)
    for colour, role in _PROPERTIES.items():
        svg = svg.replace(colour, f"var(--{role})")
    return re.sub(r"\s*\n\s*", "\n", svg).strip()
