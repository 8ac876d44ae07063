"""`assistant questions`: draft, check and collect the questions that an evaluation asks."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.commands.exporting import add_export, export
from assistant.commands.parsing import (
    Commands,
    Parser,
    add_command,
    check_writable,
    settings_of,
    write,
)
from assistant.errors import ChatModelError, QuestionSetError
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.evaluation.checking.findings import Finding
    from assistant.evaluation.checking.session import Checked
    from assistant.evaluation.question_sets.opening import Loaded
    from assistant.evaluation.question_sets.values import Question

_LIMIT = 50
_SHOWN = 20  # findings of one kind


def register(commands: Commands[Parser]) -> None:
    """Add the commands."""
    summary = "draft, check and collect questions for evaluate"
    parser = commands.add_parser("questions", help=summary, description=summary.capitalize())
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    _add_draft(actions)
    _add_check(actions)
    collect = add_command(
        actions, "from-feedback", export, "write the questions that users judged as a set"
    )
    add_export(collect)
    collect.add_argument(
        "--append",
        action="store_true",
        help="keep the questions of FILE.jsonl, and add those that are not in it yet",
    )


def _add_draft(actions: Commands[Parser]) -> None:
    draft = add_command(
        actions, "draft", run_draft, "make questions from articles and decide about each"
    )
    draft.add_argument("--articles", type=Path, required=True, help="a file or folder")
    draft.add_argument(
        "--out",
        type=Path,
        default=Path("questions.jsonl"),
        metavar="FILE.jsonl",
        help="the set; what stands in it already is kept (default: %(default)s)",
    )
    draft.add_argument(
        "--limit", type=int, default=_LIMIT, help="candidates to make (default: %(default)s)"
    )
    draft.add_argument("--seed", type=int, default=0, help="other seeds give other candidates")
    draft.add_argument(
        "--llm",
        metavar="SPEC",
        default="none",
        help="a chat model writes candidates too, as with `assistant ask` (default: %(default)s)",
    )
    draft.add_argument("--llm-url", metavar="URL", default=Settings().llm_url)
    draft.add_argument("--yes", action="store_true", help="accept all candidates without asking")


def _add_check(actions: Commands[Parser]) -> None:
    check = add_command(actions, "check", run_check, "look for faults in a question set")
    check.add_argument("file", type=Path, metavar="FILE", help="JSONL, SQuAD, or a BEIR folder")
    check.add_argument("--articles", type=Path, help="the file or folder that a JSONL set is about")
    check.add_argument(
        "--fix", action="store_true", help="first write the offsets of quotes where they stand"
    )
    check.add_argument("--json", type=Path, metavar="OUT", help="write all findings here")
    check.add_argument(
        "--quick", action="store_true", help="do not ask the articles, which takes a model"
    )
    check.add_argument(
        "--confidence",
        type=float,
        default=0.9,
        help="name unanswerable questions that are answered with this confidence or more "
        "(default: %(default)s)",
    )


def run_draft(arguments: argparse.Namespace) -> None:
    """Carry `questions draft` out."""
    from assistant.commands.reviewing import review
    from assistant.evaluation.drafting.reviewing import Decision, Review
    from assistant.evaluation.question_sets.opening import load_articles

    if arguments.limit < 1:
        raise QuestionSetError(f"--limit {arguments.limit} makes nothing: give 1 or more")
    if not arguments.yes and not sys.stdin.isatty():
        raise QuestionSetError(
            "stdin is no terminal to decide in: run the command in one, or accept all candidates "
            "with --yes"
        )
    loaded = load_articles(arguments.articles)
    _say_not_read(loaded.failed)
    made_from = {
        "articles": sorted([article.source, article.sha256] for article in loaded.articles),
        "limit": arguments.limit,
        "seed": arguments.seed,
        "llm": arguments.llm,
    }
    drafting = Review(arguments.out, made_from)
    if not drafting.has_candidates:
        drafting.offer(_candidates(arguments, loaded))
    if not drafting.has_candidates:
        print("no sentence of these articles lends itself to a question")
        return
    if not arguments.yes:
        review(drafting, {article.source: article for article in loaded.articles})
        return
    waiting = drafting.pending()
    drafting.decide_all([(q, Decision("accepted", q)) for q in waiting])
    print(f"{len(waiting)} candidates accepted, {arguments.out} has them")


def _candidates(arguments: argparse.Namespace, loaded: Loaded) -> list[Question]:
    """Those of the model first, then those by rule, no sentence twice."""
    from assistant.evaluation.drafting import draft_questions, draft_with_model
    from assistant.models.providers import open_chat_model

    given = (loaded.articles, loaded.sentences, arguments.limit, arguments.seed)
    chat = open_chat_model(arguments.llm, url=arguments.llm_url)
    found: list[Question] = []
    try:
        for question in draft_with_model(chat, *given) if chat else ():
            found.append(question)
    except ChatModelError as exc:
        if not found:
            raise
        print(f"{exc.sentence} The others are made by rule.", file=sys.stderr)
    asked = {question.evidence for question in found}
    found += [question for question in draft_questions(*given) if question.evidence not in asked]
    return found[: arguments.limit]


def run_check(arguments: argparse.Namespace) -> int:
    """Carry `questions check` out; 1 if there are faults."""
    from assistant.evaluation.checking.session import run_checks
    from assistant.terminal import progress_bar

    if not 0 <= arguments.confidence <= 1:
        raise QuestionSetError(
            f"--confidence {arguments.confidence:g} is no confidence: give one from 0 to 1"
        )
    if arguments.json:
        check_writable(arguments.json)
    with progress_bar("Indexing") as indexing, progress_bar("Asking") as asking:
        checked = run_checks(
            arguments.file,
            articles=arguments.articles,
            settings=settings_of(arguments),
            fix=arguments.fix,
            confidence=None if arguments.quick else arguments.confidence,
            indexing=indexing,
            asking=asking,
        )
    _say_not_read(checked.not_read)
    print(_report(checked, arguments.fix))
    if arguments.json:
        text = json.dumps(checked.to_dict(), ensure_ascii=False, indent=2)
        write(arguments.json, text + "\n")
    return 1 if checked.faults else 0


def _report(checked: Checked, fix: bool) -> str:
    """The findings, faults first and few of a kind, then how many there are."""
    lines: list[str] = [f"{checked.fixed} offsets written"] if fix else []
    shown: dict[Any, int] = {}
    for finding in checked.findings:
        kind = (finding.is_fault, finding.check)
        shown[kind] = shown.get(kind, 0) + 1
        if shown[kind] <= _SHOWN:
            lines += _lines(finding)
    for (is_fault, check), count in shown.items():
        if count > _SHOWN:
            what = "faults" if is_fault else "warnings"
            lines.append(f"{count - _SHOWN} more {what} of {check!r}: --json OUT has all")
    if not checked.articles:
        lines.append("no articles: evidence was not looked at, name them with --articles PATH")
    warnings = len(checked.findings) - checked.faults
    lines.append(
        f"{len(checked.questions)} questions, {checked.faults} faults, {warnings} warnings"
    )
    return "\n".join(lines)


def _lines(finding: Finding) -> list[str]:
    from assistant.terminal import plain

    label = "fault" if finding.is_fault else "warning"
    lines = [f"{label}: {plain(finding.id)}: {plain(finding.text)}"]
    lines.append(f"    {plain(finding.question)}")
    if finding.quote:
        lines.append(f"    {plain(finding.source)}: “{plain(finding.quote)}”")
    return lines


def _say_not_read(failed: Sequence[tuple[str, str]]) -> None:
    for source, reason in failed:
        print(f"not read: {source} {reason}", file=sys.stderr)
