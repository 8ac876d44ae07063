"""A cross-encoder made on the spot: two small layers of random numbers and a few words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

WORDS = "[PAD] [UNK] [CLS] [SEP] [MASK] the lamp oil bridge salt keeper night green ?".split()


def make_cross_encoder(folder: Path, labels: int = 1) -> Path:
    """Write one into a folder; the same numbers every time."""
    import torch
    import transformers

    library: Any = transformers  # what it offers is made up when it is asked for

    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = folder / "vocab.txt"
    vocabulary.write_text("\n".join(WORDS), encoding="utf-8")
    library.BertTokenizerFast(vocab_file=str(vocabulary)).save_pretrained(folder)
    torch.manual_seed(5)
    config = library.BertConfig(
        vocab_size=len(WORDS),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=64,
        initializer_range=1.0,  # large, so that texts differ in their scores
        num_labels=labels,
    )
    library.BertForSequenceClassification(config).save_pretrained(folder)
    return folder
