"""What an index on a Chroma server costs, beside one in a folder, of the same articles in one run.

    python benchmarks/server.py SQUAD_FILE [--paragraphs 4000] [--together 5] [--questions 100]
        [--json FILE]

Starts `chroma run` in a temporary folder on loopback. Paragraphs are put together to articles, and
read again in other company where the set has too few. Their vectors are random: storing and finding
them takes the same time, and only a sample is encoded to say what that would take. Questions are
asked of the folder and of the server in turn, each of passages that were read before.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from machine import machine
from numpy.typing import NDArray

from assistant import Assistant, Settings
from assistant.evaluation.question_sets.questions import load_questions, sample
from assistant.library.served import ServedStore
from assistant.models.embeddings import Encoder, TokenVectors
from assistant.types import Article, Block, Span

_ENCODED = 200


class DrawnEncoder(Encoder):
    """The bundled model for questions; what is indexed gets random vectors."""

    drawing = False

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors: (texts, 384)."""
        if not self.drawing:
            return super().encode(texts)
        drawn = np.random.default_rng(len(texts[0])).normal(size=(len(texts), 384))
        lengths = np.linalg.norm(drawn, axis=1, keepdims=True)
        vectors: NDArray[np.float32] = (drawn / lengths).astype(np.float32)
        return vectors

    def encode_tokens(self, texts: Sequence[str]) -> tuple[NDArray[np.float32], list[TokenVectors]]:
        """What is indexed has no words: none are kept, and the model reads passages."""
        if not self.drawing:
            return super().encode_tokens(texts)
        none = TokenVectors(np.zeros((0, 384), np.float32), np.zeros((0, 2), np.int64))
        return self.encode(texts), [none] * len(texts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("set", type=Path)
    parser.add_argument("--paragraphs", type=int, default=4000)
    parser.add_argument("--together", type=int, default=5)
    parser.add_argument("--questions", type=int, default=100)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    found = load_questions(arguments.set)
    articles = put_together(found.articles or (), arguments.paragraphs, arguments.together)
    asked = [question.text for question in sample(found.questions, arguments.questions)]
    with tempfile.TemporaryDirectory() as place:
        figures = measure(Path(place), articles, asked)
    figures["machine"] = machine()
    for name, value in figures.items():
        print(f"{name:58} {value}")
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=2), encoding="utf-8")


def put_together(known: Sequence[Article], paragraphs: int, together: int) -> list[Article]:
    """Articles of so many paragraphs each, no two alike."""
    texts = [article.text for article in known]
    made = []
    for number in range(paragraphs // together):
        own = [texts[(number * together + n) % len(texts)] for n in range(together)]
        text, blocks = f"Article number {number}.", [Block(Span(0, 10))]
        for paragraph in own:
            text += "\n\n"
            blocks.append(Block(Span(len(text), len(text) + len(paragraph))))
            text += paragraph
        name = f"article-{number:06}"
        made.append(Article(name, f"{number:064x}", name, None, text, tuple(blocks)))
    return made


def measure(place: Path, articles: list[Article], asked: list[str]) -> dict[str, object]:
    """All figures: what is made stands in `place`."""
    encoder = DrawnEncoder()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    far = Settings(store=f"http://127.0.0.1:{port}", llm="none")
    near = Settings(store=place / "near", llm="none")
    program = [str(Path(sys.executable).with_name("chroma")), "run", "--path", str(place / "far")]
    # The copies are kept in the folder; a converted model is still found where it was.
    os.environ["ASSISTANT_CACHE"] = with_encoders(place / "cache")
    encoder.encode([articles[0].text[:200]])
    with subprocess.Popen(  # noqa: S603 - our own command
        [*program, "--port", port], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            wait_for(int(port))
            return compare(place, articles, asked, encoder, near, far, server.pid)
        finally:
            server.kill()


def compare(
    place: Path,
    articles: list[Article],
    asked: list[str],
    encoder: DrawnEncoder,
    near: Settings,
    far: Settings,
    server: int,
) -> dict[str, object]:
    """The figures, with a server that runs."""
    with Assistant(near, encoder=encoder) as local, Assistant(far, encoder=encoder) as served:
        store = served.store
        assert isinstance(store, ServedStore)
        encoder.drawing = True
        storing = {
            name: seconds(lambda a=assistant: a.index_articles(articles, "benchmark"))  # type: ignore[misc]
            for name, assistant in (("folder", local), ("server", served))
        }
        encoder.drawing = False
        chunks = local.store.catalog.chunks(local.store.catalog.chunk_ids())
        texts = [text for _, text, _ in chunks.values()][:_ENCODED]
        encoding = seconds(lambda: encoder.encode(texts)) / len(texts) * 1000
        with_copy = seconds(lambda: ServedStore(far.place, encoder).close())  # type: ignore[arg-type]
        again = seconds(lambda: ServedStore(far.place, encoder).close())  # type: ignore[arg-type]
        taken: dict[str, list[float]] = {"folder": [], "server": []}
        for question in asked:
            local.ask(question)
            taken["folder"].append(seconds(lambda q=question: local.ask(q)))  # type: ignore[misc]
            served.ask(question)
            taken["server"].append(seconds(lambda q=question: served.ask(q)))  # type: ignore[misc]
        look = [seconds(lambda: store.catalog.refresh(at_once=True)) for _ in range(20)]
        heads = seconds(lambda: store.catalog.refresh(whole=True))
        ids = seconds(store.vectors.ids)
        peak = peak_mebibytes(server)
    thousands, many = len(chunks) / 1000, len(articles) / 1000
    catalog = size(place / "near", "catalog.sqlite3*")
    vectors = size(place / "near", "**/*") - catalog
    return {
        "articles": len(articles),
        "chunks": len(chunks),
        "encoding 1,000 chunks, s": round(encoding, 2),
        "storing 1,000 chunks in a folder, s": round(storing["folder"] / thousands, 2),
        "storing 1,000 chunks on the server, s": round(storing["server"] / thousands, 2),
        "first copy of 1,000 chunks, s": round(with_copy / thousands, 2),
        "first copy of 1,000 articles, s": round(with_copy / many, 2),
        "opening with a copy that is there, s": round(again, 2),
        "vectors and documents, bytes a chunk": round(vectors / len(chunks)),
        "journal, bytes a chunk": round((size(place / "far", "**/*") - vectors) / len(chunks)),
        "a process's copy, bytes a chunk": round(
            size(place / "cache", "replicas/*/2/catalog.sqlite3*") / len(chunks)
        ),
        "peak of the server's resident memory, MiB": peak,
        "question, folder, p50 ms": round(1000 * statistics.median(taken["folder"]), 1),
        "question, server, p50 ms": round(1000 * statistics.median(taken["server"]), 1),
        "look for changes when there are none, p50 ms": round(1000 * statistics.median(look), 1),
        "comparing the heads of 1,000 articles, s": round(heads / many, 3),
        "listing the ids of 1,000 chunks, s": round(ids / thousands, 4),
    }


def with_encoders(cache: Path) -> str:
    """A cache folder of its own that has the converted models of the user's."""
    from assistant.models.model_cache import cache_folder

    cache.mkdir()
    (cache / "encoders").symlink_to(cache_folder().resolve() / "encoders")
    return str(cache)


def wait_for(port: int) -> None:
    """Until somebody listens there."""
    for _ in range(600):
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("chroma run does not start")


def seconds(work: Callable[[], object]) -> float:
    """What some work takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def size(folder: Path, pattern: str) -> int:
    """Bytes of the files of a folder."""
    return sum(file.stat().st_size for file in folder.glob(pattern) if file.is_file())


def peak_mebibytes(process: int) -> int | None:
    """The most memory that a process has had; None where the system does not say."""
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        return None
    (line,) = [line for line in status.read_text().splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) // 1024


if __name__ == "__main__":
    main()
