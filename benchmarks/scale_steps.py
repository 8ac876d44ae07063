"""The steps of `scale.py`, each run as a program of its own: STEP FOLDER CLOCK. Prints JSON."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np

# Time on the wall, or that of all threads on the processor.
CLOCKS = {"wall": time.perf_counter, "cpu": time.process_time}
clock = CLOCKS[sys.argv[3]] if __name__ == "__main__" else time.perf_counter
# What is measured begins with the import, as it does for a user.
BEGAN = clock()

from made_library import MadeEncoder  # noqa: E402

from assistant import Assistant, Settings  # noqa: E402
from assistant.library.tokens import KeptTokens  # noqa: E402

Figures = dict[str, float]
_MIB = 2**20


def index(folder: Path) -> Figures:
    """Indexing into a new store, but for the passes through the model."""
    encoder = MadeEncoder(folder.parent)
    encoder.tokenize("the model is loaded")
    shutil.rmtree(folder / "store", ignore_errors=True)
    with opened(folder, encoder) as assistant:
        before = resident("VmRSS")
        with timed(assistant.store, "put") as stored:
            began = clock()
            assistant.index(folder / "articles")
            seconds = clock() - began
        chunks = assistant.store.catalog.chunk_count()
        figures = {
            "chunks": chunks,
            "index, s": seconds,
            "of it store, s": sum(stored) / 1000,
            "index, chunks/s": chunks / seconds,
            "index, resident before, MiB": before,
            "index, resident after, MiB": resident("VmRSS"),
            "index, peak resident, MiB": resident("VmHWM"),
        }
    return figures | disk(folder / "store")


def disk(store: Path) -> Figures:
    """MiB of each kind of file, and of the tables of the catalog."""
    with sqlite3.connect(store / "catalog.sqlite3") as connection:
        pages = dict(connection.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name"))
    words = sum(size for name, size in pages.items() if name.startswith("words"))
    tokens = pages["tokens"]
    hnsw = sum(file.stat().st_size for file in store.glob("*-*/*"))
    return {
        "disk, HNSW, MiB": hnsw / _MIB,
        "disk, chroma.sqlite3, MiB": (store / "chroma.sqlite3").stat().st_size / _MIB,
        "disk, words (FTS5), MiB": words / _MIB,
        "disk, vectors of words, MiB": tokens / _MIB,
        "disk, catalog without both, MiB": (sum(pages.values()) - words - tokens) / _MIB,
    }


def reopen(folder: Path) -> Figures:
    """A new process until its index is open, and until its first answer."""
    with opened(folder) as assistant:
        ready = clock() - BEGAN
        assistant.ask(questions(folder)[0])
        return {"open, s": ready, "open and answer, s": clock() - BEGAN}


def serve(folder: Path) -> Figures:
    """Questions one after the other, the real model reading what is found."""
    from assistant.answering import finding, retriever

    with opened(folder) as assistant:
        asked = questions(folder)
        assistant.ask("What is warmed up before it is measured?")
        store, cache = assistant.store, assistant.retriever._cache
        with ExitStack() as timing:
            parts = {
                "Chroma nearest": timing.enter_context(timed(store.vectors, "nearest")),
                "cosines": timing.enter_context(timed(store.vectors, "cosines")),
                "FTS5 search": timing.enter_context(timed(retriever, "search_words")),
                "FTS5 scores": timing.enter_context(timed(retriever, "score_words")),
                "chunks read": timing.enter_context(timed(store.catalog, "chunks")),
                "articles held": timing.enter_context(timed(finding, "Snapshot")),
                "vectors of words": timing.enter_context(timed(cache, "get")),
                "MaxSim": timing.enter_context(timed(retriever, "score_sentences")),
            }
            first = [milliseconds(assistant.ask, question) for question in asked]
        again = [milliseconds(assistant.ask, question) for question in asked]
        figures = spread("ask, new passages", first) | spread("ask, passages read before", again)
        figures |= {f"part, {name}, ms": sum(taken) / len(asked) for name, taken in parts.items()}
        common = "What are the most of the other first years, people, and times of the new city?"
        frequent = [milliseconds(assistant.ask, common) for _ in range(5)]
        return figures | {
            "ask, common words, p50 ms": float(np.median(frequent)),
            "serving, resident, MiB": resident("VmRSS"),
            "serving, of it no file, MiB": resident("RssAnon"),
        }


def unkept(folder: Path) -> Figures:
    """Questions whose passages the model has to read: of an index that keeps no words' vectors."""
    with (
        opened(folder) as assistant,
        mock.patch.object(KeptTokens, "read", return_value={}),
        mock.patch.object(KeptTokens, "keep"),
    ):
        assistant.ask("What is warmed up before it is measured?")
        taken = [milliseconds(assistant.ask, question) for question in questions(folder)]
        return spread("ask, nothing kept", taken)


def cold(folder: Path) -> Figures:
    """The first questions after the machine has started: no file of the index is in memory."""
    with opened(folder) as assistant:
        assistant.encoder.warm_up().join()
        for file in (file for file in (folder / "store").rglob("*") if file.is_file()):
            with file.open("rb") as opened_file:
                os.posix_fadvise(opened_file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        taken = [milliseconds(assistant.ask, question) for question in questions(folder)]
        return spread("ask, disk cold", taken)


def some(folder: Path) -> Figures:
    """Questions put to ten articles, and to half of them."""
    with opened(folder) as assistant:
        sources = [entry.source for entry in assistant.entries()]
        figures: Figures = {}
        for name, named in (("10", sources[:10]), ("half", sources[::2])):
            assistant.ask("What is warmed up?", sources=named)
            ask = partial(assistant.ask, sources=named)
            taken = [milliseconds(ask, question) for question in questions(folder)[:20]]
            figures |= spread(f"ask of {name} articles", taken)
        return figures


def update(folder: Path) -> Figures:
    """Runs of the indexer: nothing changed, one file changed, one gone."""
    articles = folder / "articles"
    first, last = (found := sorted(articles.glob("*/*.txt")))[0], found[-1]
    with opened(folder, MadeEncoder(folder.parent)) as assistant:
        figures = {"run without changes, s": milliseconds(assistant.index, articles) / 1000}
        first.write_text(f"This is new. {first.read_text()}")
        figures["run, one file changed, s"] = milliseconds(assistant.index, articles) / 1000
        last.unlink()
        figures["run, one file gone, s"] = milliseconds(assistant.index, articles) / 1000
        first.write_text(f"This too. {first.read_text()}")
        taken = milliseconds(assistant.update, [first]) / 1000
        return figures | {"that file alone, changed, s": taken}


STEPS: dict[str, Callable[[Path], Figures]] = {
    "index": index,
    "reopen": reopen,
    "serve": serve,
    "unkept": unkept,
    "cold": cold,
    "some": some,
    "update": update,
}


def opened(folder: Path, encoder: MadeEncoder | None = None) -> Assistant:
    return Assistant(Settings(store=folder / "store", llm="none"), encoder=encoder)


def questions(folder: Path) -> list[str]:
    read: list[str] = json.loads((folder.parent / "questions.json").read_text())
    return read


@contextmanager
def timed(owner: Any, name: str) -> Iterator[list[float]]:
    """The milliseconds of each call of a function meanwhile."""
    taken: list[float] = []
    work = getattr(owner, name)

    def call(*given: Any, **named: Any) -> Any:
        began = clock()
        try:
            return work(*given, **named)
        finally:
            taken.append((clock() - began) * 1000)

    with mock.patch.object(owner, name, call):
        yield taken


def milliseconds(work: Callable[[Any], object], given: Any) -> float:
    """What a call takes."""
    began = clock()
    work(given)
    return (clock() - began) * 1000


def spread(name: str, taken: list[float]) -> Figures:
    """The middle and the slow end."""
    return {
        f"{name}, p50 ms": float(np.percentile(taken, 50)),
        f"{name}, p95 ms": float(np.percentile(taken, 95)),
    }


def resident(field: str) -> float:
    """MiB of this process as Linux counts them: VmRSS now, VmHWM at most, RssAnon of no file."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith(field))) / 1024


if __name__ == "__main__":
    found = STEPS[sys.argv[1]](Path(sys.argv[2]))
    print(json.dumps({name: round(value, 3) for name, value in found.items()}))
