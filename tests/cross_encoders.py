"""A cross-encoder made on the spot: two small layers of random numbers and a few words."""

from __future__ import annotations

from pathlib import Path

WORDS = "[PAD] [UNK] [CLS] [SEP] [MASK] the lamp oil bridge salt keeper night green ?".split()


def make_cross_encoder(folder: Path, labels: int = 1) -> Path:
    """Write one into a folder; the same numbers every time."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification
    from transformers.models.bert import BertTokenizer

    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = folder / "vocab.txt"
    vocabulary.write_text("\n".join(WORDS), encoding="utf-8")
    BertTokenizer(vocab_file=str(vocabulary)).save_pretrained(folder)
    torch.manual_seed(5)
    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=64,
        initializer_range=1.0,  # large, so that texts differ in their scores
        num_labels=labels,  # type: ignore[call-arg] # taken by its base class
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    return folder
