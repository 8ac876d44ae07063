"""Where the vectors of words come from: memory, the disk, or else the model.

All are packed: those that were just made, too, so that no answer depends on where they came from.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.models.packed import PackedTokens

if TYPE_CHECKING:
    from assistant.library.tokens import KeptTokens
    from assistant.models.embeddings import Encoder, TokenVectors
    from assistant.types import Chunk


class TokenCache:
    """Token vectors of chunks and titles, the last ones used held in memory while there is room.

    They take 58 KB for a chunk of 150 tokens of 384 dimensions.
    """

    def __init__(self, encoder: Encoder, kept: KeptTokens, megabytes: int) -> None:
        self._encoder, self._kept = encoder, kept
        self._room = megabytes * 2**20
        self._held: OrderedDict[str, PackedTokens] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def get(
        self, chunks: Sequence[tuple[Chunk, str]], titles: Sequence[str] = ()
    ) -> tuple[list[TokenVectors], list[TokenVectors]]:
        """The token vectors of chunks, each with its text, and of titles, in order."""
        of_text = {text: chunk for chunk, text in chunks}
        texts = dict.fromkeys([*of_text, *titles])
        with self._lock:
            found = {text: self._held[text] for text in texts if text in self._held}
        found |= self._read({t: chunk for t, chunk in of_text.items() if t not in found})
        if missing := [text for text in texts if text not in found]:
            _, made = self._encoder.encode_tokens(missing)
            new = dict(zip(missing, map(PackedTokens.of, made), strict=True))
            self._kept.keep((of_text[text], text, new[text]) for text in missing if text in of_text)
            found |= new
        with self._lock:
            for text in texts:
                self._hold(text, found[text])
        ready = {text: found[text].unpack() for text in texts}
        return [ready[text] for _, text in chunks], [ready[title] for title in titles]

    def _read(self, chunks: dict[str, Chunk]) -> dict[str, PackedTokens]:
        if not chunks:
            return {}
        kept = self._kept.read([(chunk, text) for text, chunk in chunks.items()])
        return {text: kept[chunk.id] for text, chunk in chunks.items() if chunk.id in kept}

    def _hold(self, text: str, tokens: PackedTokens) -> None:
        if text not in self._held:
            self._size += tokens.size
        self._held[text] = tokens
        self._held.move_to_end(text)
        while self._size > self._room and len(self._held) > 1:
            self._size -= self._held.popitem(last=False)[1].size
