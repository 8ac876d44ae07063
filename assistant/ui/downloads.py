"""Files that a user takes away: receipts of answers, whole conversations, feedback."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from assistant import verify_receipt
from assistant.errors import AssistantError
from assistant.receipts.conversation import Exported, export_html, export_json, export_markdown
from assistant.receipts.page import receipt_page
from assistant.receipts.receipt import make_receipt
from assistant.receipts.reference import reference
from assistant.records.question_sets import question_lines

if TYPE_CHECKING:
    from assistant.answering.answer import Answer
    from assistant.ui.services import Services

_EXPORTS: dict[str, tuple[Callable[..., str], str]] = {
    "md": (export_markdown, "text/markdown"),
    "html": (export_html, "text/html"),
    "json": (export_json, "application/json"),
}


def download_routes(services: Services, user_of: Callable[[Request], str]) -> list[Route]:
    """The routes, each for the user who asks; what is another's is not found."""

    def receipt(request: Request) -> Response:
        values = request.path_params
        turns = services.turns(user_of(request), values["conversation"])
        number = int(values["number"])
        turn = turns[number] if number < len(turns) else None
        if turn is None or turn.answer is None or not turn.done:
            return PlainTextResponse("there is no such answer", 404)
        if values["ending"] == "txt":
            return PlainTextResponse(answer_as_text(turn.answer))
        made = make_receipt(turn.question, turn.answer, asked=turn.asked, paths=turn.paths.get)
        name = f"receipt {turn.question}"
        if values["ending"] == "json":
            return _file(made.to_json(), "application/json", name, "json")
        return _file(receipt_page(made), "text/html", name, "html")

    def script(request: Request) -> Response:
        text = Path(verify_receipt.__file__).read_text(encoding="utf-8")
        return _file(text, "text/x-python", "verify_receipt", "py")

    def export(request: Request) -> Response:
        user, values = user_of(request), request.path_params
        if values["ending"] not in _EXPORTS:
            return PlainTextResponse("there is no such form", 404)
        conversation = services.conversations.get(user, values["conversation"])
        turns = [
            Exported(turn.question, turn.answer, turn.error, turn.asked)
            for turn in services.turns(user, conversation.id)
            if turn.done
        ]
        write, kind = _EXPORTS[values["ending"]]
        return _file(write(conversation.title, turns), kind, conversation.title, values["ending"])

    def feedback(request: Request) -> Response:
        user = user_of(request)
        sources = [entry.source for entry in services.entries(user)]
        lines = question_lines(services.conversations, user, sources).lines
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        return _file(text, "application/jsonl", "feedback", "jsonl")

    def found(answer: Callable[[Request], Response]) -> Callable[[Request], Response]:
        def guarded(request: Request) -> Response:
            try:
                return answer(request)
            except AssistantError as exc:
                return PlainTextResponse(exc.sentence, 404)

        return guarded

    return [
        Route("/receipts/verify_receipt.py", script),
        Route("/receipts/{conversation}/{number:int}.{ending}", found(receipt)),
        Route("/conversations/{conversation}.{ending}", found(export)),
        Route("/feedback.jsonl", found(feedback)),
    ]


def answer_as_text(answer: Answer) -> str:
    """An answer to be copied: its words, then where each quote stands."""
    listed = [f"[{citation.id}] {reference(citation)}" for citation in answer.citations]
    return "\n\n".join([answer.text, *(["\n".join(listed)] if listed else [])])


def _file(text: str, kind: str, name: str, ending: str) -> Response:
    """A response that a browser saves, under a name made of plain characters and the real one."""
    safe = " ".join(re.sub(r"[^\w .-]+", " ", name).split())[:80].strip(". ") or "conversation"
    plain = safe.encode("ascii", "ignore").decode().strip() or "file"
    named = f"filename=\"{plain}.{ending}\"; filename*=UTF-8''{quote(f'{safe}.{ending}')}"
    return Response(
        text.encode("utf-8", "replace"),
        media_type=kind,
        headers={"content-disposition": f"attachment; {named}"},
    )
