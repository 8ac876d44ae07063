"""The figures of `scale.py` against the number of chunks, as an SVG file of its own."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from assistant.evaluation.reporting.canvas import BAD, GOOD, HAIR, INK, MUTED, Canvas

_PANELS = {
    "one question, ms (p50)": {
        "ask, nothing kept, p50 ms": "no vectors of words kept",
        "ask, new passages, p50 ms": "kept",
        "part, FTS5 search, ms": "of it BM25",
        "part, Chroma nearest, ms": "of it Chroma",
    },
    "a run of the indexer, s": {
        "index, s": "all new",
        "run without changes, s": "nothing changed",
        "run, one file changed, s": "one file changed",
        "that file alone, changed, s": "that file alone",
    },
    "resident memory, MiB": {
        "index, peak resident, MiB": "indexing, at most",
        "serving, resident, MiB": "serving",
        "serving, of it no file, MiB": "of it no file's",
    },
    "disk, MiB": {
        "disk, vectors of words, MiB": "vectors of words",
        "disk, chroma.sqlite3, MiB": "chroma.sqlite3",
        "disk, HNSW, MiB": "HNSW",
        "disk, words (FTS5), MiB": "words (FTS5)",
    },
}
_LINES = ((GOOD, "o", "-"), (BAD, "s", "-"), (INK, "^", "--"), (MUTED, "D", "--"))
# On a ground of its own the picture can be read wherever it is shown.
_COLOURS = """<style>
svg { --ink: #1c1c1c; --muted: #6a6a6a; --hair: #dddddd; --good: #1769aa; --bad: #b3470b;
  --ground: #ffffff; font-family: sans-serif }
@media (prefers-color-scheme: dark) { svg { --ink: #e6e6e6; --muted: #a0a0a0; --hair: #3a3a3a;
  --good: #6db3f2; --bad: #f0a060; --ground: #161616 } }
</style>
<rect width="100%" height="100%" style="fill: var(--ground)"/>"""


def plot(sizes: Sequence[Mapping[str, float]]) -> str:
    """Four panels, both axes logarithmic; dotted: what grows as fast as the library.

    What was not measured at a size is left out.
    """
    chunks = [figures["chunks"] for figures in sizes]
    with Canvas("scale") as canvas:
        canvas.axes.remove()
        canvas.figure.set_size_inches(9.6, 7.2)
        panels = canvas.figure.subplots(2, 2).flat
        for axes, (title, lines) in zip(panels, _PANELS.items(), strict=True):
            lowest = min(sizes[0].get(name, math.inf) for name in lines)
            axes.plot(chunks, [lowest * n / chunks[0] for n in chunks], color=HAIR, linestyle=":")
            for (name, label), (colour, marker, style) in zip(lines.items(), _LINES, strict=False):
                values = [figures.get(name, math.nan) for figures in sizes]
                axes.plot(chunks, values, color=colour, marker=marker, linestyle=style, label=label)
            axes.set_xscale("log")
            axes.set_yscale("log")
            axes.set_title(title, fontsize=11)
            axes.set_xlabel("chunks")
            axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
            axes.yaxis.set_major_formatter(lambda value, _: f"{value:,g}")
            axes.margins(y=0.4)  # room for the legend
            axes.legend(frameon=False, fontsize=9, loc="upper left", ncols=2)
        svg = canvas.svg("Cost of a library against its number of chunks")
    head, rest = svg.split(">", 1)
    return f"{head}>\n{_COLOURS}{rest}\n"
