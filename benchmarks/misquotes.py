"""Whether any model can make the program misquote, and what asking one costs beyond the model.

    python benchmarks/misquotes.py xquad-en.json [--limit 300] [--llm smollm2] [--json FILE]

Every question is put to a hostile scripted model (random, stitched, altered and invented quotes
and numbers, in both styles), to one that answers well at once, and to `--llm`. A misquote is a
citation whose quote is not its article's text at its offsets, or whose place is not among the
passages of this question.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGenerationChunk, ChatResult

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from assistant import Answer, Assistant, Settings
from assistant.answering.chain import AnswerChain
from assistant.evaluation.question_sets.questions import load_questions, sample
from assistant.models.chat import ChatModel
from assistant.types import Citation, Span


class Scripted(BaseChatModel):
    """Answers from the numbered sentences of its prompt, `hostile` or well."""

    hostile: bool
    seed: int = 0

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _generate(self, *_: Any, **__: Any) -> ChatResult:
        raise NotImplementedError("it is only asked in pieces")

    def _stream(
        self, messages: list[BaseMessage], *_: Any, **__: Any
    ) -> Iterator[ChatGenerationChunk]:
        prompt = str(messages[-1].content)
        sentences = [line.split("] ", 1)[1] for line in prompt.splitlines() if line[:1] == "["]
        draw = random.Random(f"{self.seed}{prompt}")  # noqa: S311 - a script, not a secret
        lines = (
            [_lie(draw, sentences) for _ in range(4)] if self.hostile else [f"{sentences[0]} [1]"]
        )
        reply = "\n".join(lines)
        for at in range(0, len(reply), 40):
            yield ChatGenerationChunk(message=AIMessageChunk(content=reply[at : at + 40]))


def _lie(draw: random.Random, sentences: list[str]) -> str:
    """A quotation that is not one, with numbers that may not exist."""
    one, other = draw.choice(sentences).split(), draw.choice(sentences).split()
    words = draw.choice(
        [
            one[: len(one) // 2] + other[len(other) // 2 :],  # stitched
            [str(draw.randrange(999)) if word.isdigit() else word for word in one],  # altered
            [word for word in one if word != "not"] + ["not"],
            draw.sample(one, len(one)),
            ["The", "moon", "is", "made", "of", "cheese"],  # invented
            one,
        ]
    )
    numbers = [draw.randrange(0, len(sentences) + 30) for _ in range(draw.randrange(0, 4))]
    form = draw.choice(
        ["[{}]", "({})", "【{}】", '{{"sentences": [{}]}}', "“{}”", "[{}](http://x.invalid)"]
    )
    marks = form.format(", ".join(map(str, numbers))) if numbers else ""
    return draw.choice(["“{}” {}", "{} {}", "- {} {}", "{1} {0}"]).format(" ".join(words), marks)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("questions", type=Path)
    parser.add_argument("--limit", type=int, default=300)
    parser.add_argument("--llm", default="none")
    parser.add_argument("--style", choices=("auto", "prose", "quotes"), default="auto")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    found = load_questions(arguments.questions)
    questions = [q.text for q in sample(found.questions, arguments.limit)]
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(store=Path(folder), llm=arguments.llm, style=arguments.style)
        with Assistant(settings) as assistant:
            assistant.index_articles(found.articles or (), "question set")
            figures = {}
            for name, figure in _all(assistant, settings, questions):
                figures[name] = figure
                values = "  ".join(f"{key} {value}" for key, value in figure.items())
                print(f"{name:28}{values}", flush=True)
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def _all(
    assistant: Assistant, settings: Settings, questions: list[str]
) -> Iterator[tuple[str, dict[str, Any]]]:
    def chain(model: BaseChatModel, **changes: Any) -> AnswerChain:
        asked = replace(settings, **changes)
        chat = ChatModel("scripted", model)
        store = assistant.store
        return AnswerChain(assistant.retriever, store.catalog, asked, lambda sources: None, chat)

    reader = assistant.chain_for(replace(settings, llm="none"))
    for question in questions:  # all token vectors are made before anything is timed
        reader.invoke({"question": question})
    yield "reader", _run(assistant, reader, questions)
    yield (
        "scripted, fast",
        _run(assistant, chain(Scripted(hostile=False), style="prose"), questions),
    )
    for style in ("prose", "quotes"):
        for strict in (True, False):
            hostile = chain(Scripted(hostile=True), style=style, strict=strict)
            name = f"hostile, {style}{'' if strict else ', not strict'}"
            yield name, _run(assistant, hostile, questions)
    if settings.llm != "none":
        yield settings.llm, _run(assistant, assistant.chain_for(settings), questions)


def _run(assistant: Assistant, chain: AnswerChain, questions: list[str]) -> dict[str, Any]:
    citations = misquotes = answered = statements = left_out = 0
    beyond: list[float] = []
    for question in questions:
        began = time.perf_counter()
        answer = chain.invoke({"question": question})
        whole = (time.perf_counter() - began) * 1000
        beyond.append(whole - answer.timings_ms["retrieve"])
        shown = [*answer.citations, *answer.withheld]
        citations += len(shown)
        places = _places(answer, assistant)
        misquotes += sum(not _is_true(citation, places, assistant) for citation in shown)
        answered += answer.model is not None and not answer.abstained
        statements += len(answer.statements)
        left_out += len(answer.left_out)
    return {
        "questions": len(questions),
        "by the model": answered,
        "citations": citations,
        "misquotes": misquotes,
        "statements": statements,
        "left out": left_out,
        "ms beyond retrieval, p50": round(statistics.median(beyond), 1),
        "p95": round(statistics.quantiles(beyond, n=20)[-1], 1),
    }


def _places(answer: Answer, assistant: Assistant) -> set[tuple[str, Span | None]]:
    """The sentences that were found for the question of an answer."""
    found = assistant.retriever.search(answer.searched).sentences
    return {(s.source, span) for s in found for span in (s.sentence.span, s.sentence.whole)}


def _is_true(
    citation: Citation, places: set[tuple[str, Span | None]], assistant: Assistant
) -> bool:
    text = assistant.article(citation.source).text
    offered = any((citation.source, span) in places for span in citation.sentences)
    return offered and text[citation.start : citation.end] == citation.quote


if __name__ == "__main__":
    main()
