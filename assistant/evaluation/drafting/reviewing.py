"""Candidates for a question set and what a person decided about each, kept between runs.

Beside the set stands a file of the same name with ".draft" behind it. It is written anew after
every decision, as is the set, each in one step: whenever a run ends, nothing is lost. What was
changed in the set by hand stays so.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, get_args

from assistant.errors import QuestionSetError
from assistant.evaluation.question_sets.fields import Record
from assistant.evaluation.question_sets.lines import (
    merge_lines,
    question_line,
    read_lines,
    write_lines,
    write_whole,
)
from assistant.evaluation.question_sets.readers import read_jsonl
from assistant.evaluation.question_sets.values import Question

Verdict = Literal["accepted", "rejected", "unanswerable"]


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about a candidate, and the question as it was then."""

    verdict: Verdict
    question: Question


class Review:
    """The candidates of a set and the decisions about them; `made_from` says what they are of."""

    def __init__(self, file: Path, made_from: Mapping[str, Any]) -> None:
        """Take up what earlier runs left. Raises QuestionSetError for a file that is no draft's."""
        self.file = file
        self.draft = file.with_name(file.name + ".draft")
        self.made_from = dict(made_from)
        self.decisions: dict[str, Decision] = {}
        self.candidates: tuple[Question, ...] = ()
        self._standing = read_lines(file)
        self._read()

    @property
    def has_candidates(self) -> bool:
        """Whether earlier runs left candidates made from the same."""
        return bool(self.candidates)

    def offer(self, candidates: Sequence[Question]) -> None:
        """The candidates to decide about; decisions about the same questions still hold."""
        self.candidates = tuple(candidates)
        self._save()

    def pending(self) -> list[Question]:
        """The candidates that nothing was decided about and that are not in the set, in order."""
        known = self.decisions.keys() | {str(line.get("id")) for line in self._standing}
        return [question for question in self.candidates if question.id not in known]

    def decide(self, candidate: Question, decision: Decision) -> None:
        """Note a decision, in place of an earlier one, and save. Raises QuestionSetError."""
        self.decide_all([(candidate, decision)])

    def decide_all(self, decided: Sequence[tuple[Question, Decision]]) -> None:
        """Note decisions about several candidates, and save once. Raises QuestionSetError."""
        for candidate, decision in decided:
            question = decision.question
            if decision.verdict == "unanswerable":
                question = replace(question, answerable=False, answers=(), gold=(), evidence=())
            self.decisions[candidate.id] = replace(decision, question=question)
        anew = {candidate.id for candidate, _ in decided}
        self._standing = [line for line in self._standing if str(line.get("id")) not in anew]
        self._save()

    def counts(self) -> dict[Verdict, int]:
        """How many decisions there are of each kind."""
        made = [decision.verdict for decision in self.decisions.values()]
        return {verdict: made.count(verdict) for verdict in get_args(Verdict)}

    def _save(self) -> None:
        kept = [d.question for d in self.decisions.values() if d.verdict != "rejected"]
        state = {
            "made_from": self.made_from,
            "candidates": [question_line(question) for question in self.candidates],
            "decisions": {
                id: {"verdict": d.verdict, "question": question_line(d.question)}
                for id, d in self.decisions.items()
            },
        }
        write_whole(self.draft, json.dumps(state, ensure_ascii=False, indent=1) + "\n")
        if kept or self.file.exists():
            write_lines(self.file, merge_lines(self._standing, map(question_line, kept)))

    def _read(self) -> None:
        try:
            state = json.loads(self.draft.read_text(encoding="utf-8"))
            made_from = state["made_from"]
            candidates = tuple(self._questions(state["candidates"]))
            decisions = {
                id: Decision(entry["verdict"], next(self._questions([entry["question"]])))
                for id, entry in state["decisions"].items()
                if entry["verdict"] in get_args(Verdict)
            }
        except FileNotFoundError:
            return
        except (OSError, ValueError, LookupError, TypeError, AttributeError) as exc:
            raise QuestionSetError(
                f"{self.draft} is no draft that can be gone on with: remove it, or give another "
                "--out"
            ) from exc
        self.decisions = decisions
        if made_from == self.made_from:
            self.candidates = candidates

    def _questions(self, lines: Sequence[dict[str, Any]]) -> Iterator[Question]:
        records = (Record(str(self.draft), line) for line in lines)
        return iter(read_jsonl(records).questions)
