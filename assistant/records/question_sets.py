"""What users said of answers, as questions that `assistant evaluate` can ask again."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from assistant.answering.answer import Answer
from assistant.records.conversations import Conversations
from assistant.records.feedback import Feedback, Reason
from assistant.records.packing import pack_value
from assistant.records.record import Record
from assistant.types import Citation

# What a bad answer's reason says of the articles, where it says anything.
_ANSWERABLE: dict[Reason, bool] = {"not_there": False, "missed": True}


@dataclass(frozen=True, slots=True)
class QuestionLines:
    """Lines of a question set, and how many verdicts tell an evaluation nothing."""

    lines: tuple[dict[str, Any], ...]
    left_out: int


def question_lines(
    conversations: Conversations, user: str | None = None, sources: Iterable[str] = ()
) -> QuestionLines:
    """A line for each verdict of a user, or of all, that says what should have been answered.

    A good answer's quotes are the evidence, a good refusal has no answer; so it is with a bad
    answer that should have been refused, while a bad refusal is only known to have one. What is
    bad for other reasons may or may not be answered by the articles, and is left out; likewise a
    refusal where not all articles were asked. `sources` are those of the library.
    """
    judged = list(conversations.judged(user))
    names = _short_names([*sources, *_sources(record for _, turns in judged for record in turns)])
    lines: list[dict[str, Any]] = []
    verdicts = 0
    for id, turns in judged:
        for number, record in enumerate(turns):
            verdicts += record.feedback is not None
            if not (found := _line(record, names)):
                continue
            line = {"id": f"{id[:12]}-{number + 1}", **found, "history": _history(turns[:number])}
            if _can_be_read(line):
                lines.append(line)
    return QuestionLines(tuple(lines), verdicts - len(lines))


def _line(record: Record, names: dict[str, str]) -> dict[str, Any] | None:
    """The line of a verdict; None for one that tells nothing, and where there is none."""
    feedback, answer = record.feedback, record.answer
    answerable = _answerable(feedback, answer) if feedback and answer else None
    if feedback is None or answer is None or answerable is None:
        return None
    if not answerable and record.sources is not None:
        return None
    cited = answer.citations if feedback.verdict == "up" else ()
    return {
        "question": record.question,
        "answers": list(dict.fromkeys(map(_answering_sentence, cited))),
        "answerable": answerable,
        "evidence": [
            {"source": names[c.source], "start": c.start, "end": c.end, "quote": c.quote}
            for c in cited
        ],
        **pack_value(feedback),
    }


def _answerable(feedback: Feedback, answer: Answer) -> bool | None:
    if feedback.verdict == "down":
        return _ANSWERABLE.get(feedback.reason)
    if answer.abstained:
        return False
    return True if answer.citations else None  # a greeting is answered without articles


def _answering_sentence(citation: Citation) -> str:
    """The sentence of a quote that answers, as an evaluation looks for it sentence by sentence."""
    if not citation.sentences:
        return citation.quote
    first = citation.sentences[0]
    return citation.quote[first.start - citation.start : first.end - citation.start]


def _can_be_read(line: dict[str, Any]) -> bool:
    """Whether the readers of question sets accept the texts: whole characters, no blank ones."""
    try:
        json.dumps(line, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return all(text.strip() for text in [line["question"], *line["answers"]])


def _history(turns: Sequence[Record]) -> list[list[str]]:
    return [
        [turn.question, turn.answer.text]
        for turn in turns
        if turn.answer and turn.answer.text.strip() and turn.complete and not turn.error
    ]


def _sources(records: Iterable[Record]) -> set[str]:
    answers = [record.answer for record in records if record.answer]
    cited = {citation.source for answer in answers for citation in answer.citations}
    return cited | {passage.source for answer in answers for passage in answer.passages}


def _short_names(sources: Iterable[str]) -> dict[str, str]:
    """For each source the shortest end of its path that is no other's.

    An evaluation finds an article by the end of its path, wherever its folder is by then.
    """
    ends = {source: _path_ends(source) for source in set(sources)}
    count = Counter(end for all_ends in ends.values() for end in all_ends)
    return {
        source: next((end for end in all_ends if count[end] == 1), source)
        for source, all_ends in ends.items()
    }


def _path_ends(source: str) -> list[str]:
    parts = PurePosixPath(source.replace("\\", "/")).parts or (source,)
    return ["/".join(parts[-length:]) for length in range(1, len(parts))] + [source]
