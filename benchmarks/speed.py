"""How long an answer takes, cold and warm, beside what everybody pays anyway.

    python benchmarks/speed.py SQUAD_FILE [--rounds 5] [--questions 200] [--json FILE]

Cold: a new process asks one question of a built index; beside it, in turn, a new process that does
nothing but `import sentence_transformers`. Warm: questions are asked one after the other in one
process, each also embedded and put to Chroma for eight chunks, nothing else. Each question is asked
twice: passages that were read before are kept. Then eight threads ask at once, each its share of
other questions: what one of them waits, and how many are answered in a second beside one alone.
Prints medians and the ratios within this run.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from machine import machine

from assistant import Assistant, Settings
from assistant.evaluation.question_sets.questions import load_questions, sample

_CHUNKS = 8
_ASKING = 8


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("set", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    found = load_questions(arguments.set)
    asked = [question.text for question in sample(found.questions, arguments.questions)]
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder, "store")
        settings = Settings(store=store, llm="none")
        with Assistant(settings) as assistant:
            assistant.index_articles(found.articles or (), arguments.set.name)
            figures = warm(assistant, asked) | at_once(assistant, asked)
        figures |= cold(store, asked[0], arguments.rounds)
    figures["machine"] = machine()
    for name, value in figures.items():
        print(f"{name:42} {value}")
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=2), encoding="utf-8")


def warm(assistant: Assistant, questions: Sequence[str]) -> dict[str, object]:
    """Milliseconds of an answer and of plain retrieval, taken in turn."""

    def plain(question: str) -> None:
        vector = assistant.encoder.encode([question])[0]
        assistant.store.vectors.nearest(vector, _CHUNKS)

    assistant.ask(questions[0])
    plain(questions[0])
    taken: dict[str, list[float]] = {"first": [], "again": [], "plain": []}
    for question in questions:
        taken["first"].append(milliseconds(lambda q=question: assistant.ask(q)))  # type: ignore[misc]
        taken["again"].append(milliseconds(lambda q=question: assistant.ask(q)))  # type: ignore[misc]
        taken["plain"].append(milliseconds(lambda q=question: plain(q)))  # type: ignore[misc]
    middle = {name: statistics.median(times) for name, times in taken.items()}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {
        "chunks": len(assistant.store.catalog.chunk_ids()),
        "warm ask, new passages, p50 ms": round(middle["first"], 1),
        "warm ask, passages read before, p50 ms": round(middle["again"], 1),
        "question embedded, Chroma asked, p50 ms": round(middle["plain"], 1),
        "ratio, new passages": round(middle["first"] / middle["plain"], 2),
        "ratio, passages read before": round(middle["again"] / middle["plain"], 2),
        "peak of resident memory, MiB": peak,
    }


def at_once(assistant: Assistant, questions: Sequence[str]) -> dict[str, object]:
    """Questions of several askers, with passages that were read before: latency and throughput."""

    def asked(question: str) -> float:
        return milliseconds(lambda: assistant.ask(question))

    alone = milliseconds(lambda: [asked(question) for question in questions])
    with ThreadPoolExecutor(_ASKING) as askers:
        taken: list[float] = []
        together = milliseconds(lambda: taken.extend(askers.map(asked, questions)))
    return {
        f"{_ASKING} ask at once, p50 ms": round(statistics.median(taken), 1),
        f"{_ASKING} ask at once, p95 ms": round(statistics.quantiles(taken, n=20)[-1], 1),
        f"answers a second, {_ASKING} at once to one": round(alone / together, 2),
    }


def cold(store: Path, question: str, rounds: int) -> dict[str, object]:
    """Seconds of a process that asks, and of one that imports sentence_transformers, in turn."""
    ask = [sys.executable, "-m", "assistant", "ask", question, "--store", str(store)]
    bare = [sys.executable, "-c", "import sentence_transformers"]
    usage = [sys.executable, "-m", "assistant", "--help"]
    taken: dict[str, list[float]] = {"ask": [], "import": [], "help": []}
    for program in (ask, bare, usage):  # the disk's cache is warm for all
        run(program)
    for _ in range(rounds):
        for name, program in (("ask", ask), ("import", bare), ("help", usage)):
            taken[name].append(milliseconds(lambda p=program: run(p)) / 1000)  # type: ignore[misc]
    middle = {name: statistics.median(times) for name, times in taken.items()}
    return {
        "cold ask, s": round(middle["ask"], 2),
        "import sentence_transformers, s": round(middle["import"], 2),
        "ratio, cold ask to import": round(middle["ask"] / middle["import"], 2),
        "assistant --help, s": round(middle["help"], 2),
    }


def run(program: Sequence[str]) -> None:
    """Run a program to its end, unseen."""
    subprocess.run(program, check=True, capture_output=True)  # noqa: S603 - our own commands


def milliseconds(work: Callable[[], object]) -> float:
    """What some work takes."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main()
