"""What was asked, of which articles and how: what must agree to compare two evaluations."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from assistant.answering.assistant import Assistant
from assistant.settings import Settings

# They change where things are kept or how fast they come, not what is answered; and an address
# may hold a password.
_APART = frozenset({"store", "data", "cache_megabytes", "kept_megabytes", "llm_url", "passages"})


@dataclass(frozen=True, slots=True)
class Drawn:
    """How many questions of a set were put: `asked` of `held`, drawn with `seed` under a limit."""

    asked: int
    held: int
    limit: int | None
    seed: int


@dataclass(frozen=True, slots=True)
class Setup:
    """The circumstances of an evaluation; no path of the machine is in it.

    `questions` is the set's name. Below `threshold` of confidence nothing was shown; `calibrated`
    if that was fitted to these articles.
    """

    questions: str
    questions_sha256: str
    drawn: Drawn
    articles: int
    articles_sha256: str
    settings: Mapping[str, object]
    threshold: float
    calibrated: bool
    version: str

    def to_dict(self) -> dict[str, Any]:
        """The object `setup` in the JSON of an evaluation."""
        return {
            "questions": self.questions,
            "questions_sha256": self.questions_sha256,
            **asdict(self.drawn),
            "articles": self.articles,
            "articles_sha256": self.articles_sha256,
            "settings": dict(self.settings),
            "threshold": self.threshold,
            "calibrated": self.calibrated,
            "version": self.version,
        }


def describe(questions: Path, settings: Settings, assistant: Assistant, drawn: Drawn) -> Setup:
    """The setup of an evaluation of the question set at a path, by an open assistant."""
    articles = sorted((entry.source, entry.sha256) for entry in assistant.entries())
    chosen = {name: value for name, value in settings.to_dict().items() if name not in _APART}
    for name in ("model", "llm", "reranker"):  # the last part of a path says enough
        if chosen[name] is not None:
            chosen[name] = _without_folder(str(chosen[name]))
    return Setup(
        questions=questions.resolve().name,
        questions_sha256=_digest(_files(questions)),
        drawn=drawn,
        articles=len(articles),
        articles_sha256=hashlib.sha256(repr(articles).encode()).hexdigest(),
        settings=chosen,
        threshold=assistant.trust.threshold(settings),
        calibrated=assistant.trust.own,
        version=metadata.version("quoting-assistant"),
    )


def _without_folder(name: str) -> str:
    kind, colon, path = name.rpartition(":")
    return f"{kind}{colon}{Path(path).name}" if Path(path).is_absolute() else name


def _files(questions: Path) -> list[Path]:
    """The files of a set: one, or all of a folder's in the order of their names."""
    if not questions.is_dir():
        return [questions]
    return sorted(path for path in questions.rglob("*") if path.is_file())


def _digest(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()
