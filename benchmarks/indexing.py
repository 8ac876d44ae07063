"""Indexing throughput beside the bare encoder, on the same chunks in one run.

    python benchmarks/indexing.py SQUAD_FILE [SQUAD_FILE ...] [--paragraphs 1000] [--rounds 3]
        [--json FILE]

Writes the paragraphs as text files, indexes them, then encodes the very chunks of that index
with `SentenceTransformer.encode` as installed. Prints chunks per second of both and the ratio.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from pathlib import Path

from machine import machine
from sentence_transformers import SentenceTransformer

from assistant import Assistant, Settings
from assistant.evaluation.question_sets.questions import load_questions
from assistant.models.embeddings import Encoder


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--paragraphs", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    texts = [
        article.text for path in arguments.sets for article in load_questions(path).articles or ()
    ]
    # Too few paragraphs are read again in other company: each file has a text of its own.
    repeated = [
        texts[n % len(texts)] if n < len(texts) else f"{texts[n % len(texts)]} ({n})"
        for n in range(arguments.paragraphs)
    ]
    encoder = Encoder()
    model = SentenceTransformer(str(encoder.path), device="cpu", local_files_only=True)
    encoder.encode(["warm"]), model.encode(["warm"])
    rounds: list[dict[str, float]] = []
    for _ in range(arguments.rounds):
        with tempfile.TemporaryDirectory() as folder:
            articles = Path(folder, "articles")
            articles.mkdir()
            for number, text in enumerate(repeated):
                (articles / f"{number:05}.txt").write_text(text, encoding="utf-8")
            settings = Settings(store=Path(folder, "store"))
            with Assistant(settings, encoder=encoder) as assistant:
                began = time.perf_counter()
                assistant.index(articles)
                indexing = time.perf_counter() - began
                found = assistant.store.catalog.chunks(assistant.store.catalog.chunk_ids())
                chunks = [text for _, text, _ in found.values()]
        began = time.perf_counter()
        model.encode(chunks, show_progress_bar=False)
        encoding = time.perf_counter() - began
        figures = {
            "paragraphs": len(repeated),
            "chunks": len(chunks),
            "indexing, chunks a second": round(len(chunks) / indexing, 1),
            "encoding alone, chunks a second": round(len(chunks) / encoding, 1),
            "ratio": round(encoding / indexing, 2),
        }
        rounds.append(figures)
        print(", ".join(f"{name} {value}" for name, value in figures.items()), flush=True)
    median = round(statistics.median(figures["ratio"] for figures in rounds), 2)
    print(f"median ratio {median}")
    if arguments.json:
        result = {"machine": machine(), "median ratio": median, "rounds": rounds}
        arguments.json.write_text(json.dumps(result, indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
