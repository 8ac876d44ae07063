"""How the catalog's tables are laid out, and what stands in a row of them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from assistant.types import Block, Chunk, Sentence, Span

SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS articles (
    key TEXT PRIMARY KEY, root TEXT NOT NULL, source TEXT NOT NULL UNIQUE, path TEXT,
    sha256 TEXT NOT NULL, fingerprint TEXT NOT NULL, title TEXT NOT NULL, date TEXT,
    author TEXT, characters INTEGER NOT NULL, bytes INTEGER NOT NULL, indexed REAL NOT NULL,
    warnings TEXT NOT NULL, blocks TEXT NOT NULL, pages TEXT NOT NULL,
    extractor TEXT NOT NULL, text TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS chunks (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, source TEXT NOT NULL,
    start INTEGER NOT NULL, end INTEGER NOT NULL, sentences TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS chunks_by_source ON chunks (source);
CREATE TABLE IF NOT EXISTS tokens (
    number INTEGER PRIMARY KEY, text BLOB NOT NULL, levels BLOB NOT NULL, spans BLOB NOT NULL);
CREATE TRIGGER IF NOT EXISTS tokens_go AFTER DELETE ON chunks BEGIN
    DELETE FROM tokens WHERE number = old.number; END;
CREATE TABLE IF NOT EXISTS failures (
    key TEXT PRIMARY KEY, root TEXT NOT NULL, source TEXT NOT NULL, reason TEXT NOT NULL);
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5 (text, tokenize = 'porter unicode61');
"""
INSERT_ARTICLE = """
INSERT INTO articles VALUES (
    :key, :root, :source, :path, :sha256, :fingerprint, :title, :date, :author, :characters,
    :bytes, :indexed, :warnings, :blocks, :pages, :extractor, :text)
"""


# A row of chunks without its number: id, source, start, end, sentences.
ChunkRow = tuple[str, str, int, int, str]


def insert_article(
    connection: sqlite3.Connection, row: dict[str, Any], chunks: Iterable[Sequence[Any]]
) -> None:
    """Put an article with its chunks and their words in the place of what its key has."""
    delete_article(connection, row["key"])
    connection.execute(INSERT_ARTICLE, row)
    for chunk in chunks:
        cursor = connection.execute(
            "INSERT INTO chunks (id, source, start, end, sentences) VALUES (?, ?, ?, ?, ?)", chunk
        )
        connection.execute(
            "INSERT INTO words (rowid, text) VALUES (?, ?)",
            [cursor.lastrowid, row["text"][chunk[2] : chunk[3]]],
        )


def chunk_row(chunk: Chunk) -> ChunkRow:
    """A chunk as it stands in a row."""
    return (chunk.id, chunk.source, *_bounds(chunk.span), _packed_sentences(chunk.sentences))


def delete_article(connection: sqlite3.Connection, key: str) -> None:
    """Delete an article with its chunks and their words; the words' vectors go with the chunks."""
    for (source,) in connection.execute("SELECT source FROM articles WHERE key = ?", [key]):
        connection.execute(
            "DELETE FROM words WHERE rowid IN (SELECT number FROM chunks WHERE source = ?)",
            [source],
        )
        connection.execute("DELETE FROM chunks WHERE source = ?", [source])
    connection.execute("DELETE FROM articles WHERE key = ?", [key])


def packed_blocks(blocks: Sequence[Block]) -> str:
    """Blocks as they stand in a row."""
    return json.dumps([(*_bounds(block.span), block.kind) for block in blocks])


def read_blocks(packed: str) -> tuple[Block, ...]:
    """The blocks of a row."""
    return tuple(Block(Span(start, end), kind) for start, end, kind in json.loads(packed))


def read_sentences(packed: str) -> tuple[Sentence, ...]:
    """The sentences of a chunk's row."""
    return tuple(
        Sentence(Span(start, end), bool(quotable), Span(*whole) if whole else None)
        for start, end, quotable, *whole in json.loads(packed)
    )


def _packed_sentences(sentences: Sequence[Sentence]) -> str:
    return json.dumps(
        [
            (*_bounds(s.span), int(s.quotable), *(_bounds(s.whole) if s.whole else ()))
            for s in sentences
        ]
    )


def _bounds(span: Span) -> tuple[int, int]:
    return span.start, span.end
