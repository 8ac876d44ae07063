"""Questions and answers as HTML: the turns that are past, and the newest. Pure functions.

They are two panes, since an answer grows many times while what is past stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.records.feedback import REASONS, Feedback
from assistant.ui.answers import render_answer
from assistant.ui.markup import button, escape, icon, shortened
from assistant.ui.session import NEAREST, Turn
from assistant.ui.words import Words

_MOST_SHOWN = 400


@dataclass(frozen=True, slots=True)
class Setting:
    """What a rendering of turns has to know besides them.

    `place` is the id of what is open, `editing` the number of the question that is being edited,
    `titles` the title of each source, `receipts` the address of the conversation's receipts.
    """

    words: Words
    articles: int
    place: str = ""
    editing: int | None = None
    explaining: int | None = None
    titles: tuple[tuple[str, str], ...] = ()
    receipts: str = ""


def render_past(turns: Sequence[Turn], setting: Setting) -> str:
    """All turns but the newest."""
    label = setting.words("chat.past")
    body = "".join(
        render_turn(turn, number, setting, after=len(turns) - 1 - number)
        for number, turn in enumerate(turns[:-1])
    )
    return f'<div class="turns past" role="group" aria-label="{label}">{body}</div>'


def render_current(turns: Sequence[Turn], setting: Setting, examples: Sequence[str]) -> str:
    """The newest turn, or the promise and the examples before there is one."""
    words = setting.words
    busy = bool(turns) and not turns[-1].done
    last = len(turns) - 1
    body = render_turn(turns[-1], last, setting) if turns else _empty(examples, setting)
    return (
        f'<div class="turns log" role="log" aria-live="polite" aria-busy="{str(busy).lower()}" '
        f'aria-label="{words("chat.log")}" data-turns="{len(turns)}">{body}</div>'
    )


def _empty(examples: Sequence[str], setting: Setting) -> str:
    words = setting.words
    if not setting.articles:
        add = button("library", words("chat.add_files"), class_="primary")
        return f'<div class="empty"><p class="promise">{words("chat.empty_library")}</p>{add}</div>'
    buttons = "".join(
        f"<li>{button(f'example-{number}', escape(example), event='submit')}</li>"
        for number, example in enumerate(examples)
    )
    return (
        f'<div class="empty"><p class="promise">{words("chat.promise")}</p>'
        f'<h2>{words("chat.example")}</h2><ul class="examples">{buttons}</ul></div>'
    )


def render_turn(turn: Turn, number: int, setting: Setting, after: int = 0) -> str:
    """One question with what came of it; `after` questions follow it."""
    answer, words = turn.answer, setting.words
    heading = _question(turn, number, setting, after)
    if answer and answer.searched and answer.searched != answer.question:
        searched = words("chat.searched", question=answer.searched)
        heading += f'<p class="searched" dir="auto">{escape(searched)}</p>'
    if turn.error:
        said = f'<p class="error" role="alert">{escape(turn.error)}</p>'
    elif not turn.done:
        begun = answer and answer.citations
        said = render_answer(answer, number, words, setting.place) if answer and begun else ""
        said += _reading(turn, setting)
    else:
        said = render_answer(answer, number, words, setting.place) if answer else ""
    foot = _actions(turn, number, setting) if turn.done and setting.editing != number else ""
    return f'<article class="turn" data-turn="{number}">{heading}{said}{foot}</article>'


def _question(turn: Turn, number: int, setting: Setting, after: int) -> str:
    words = setting.words
    if setting.editing == number:
        goes = f'<p class="hint">{words.count("chat.edit_after", after)}</p>' if after else ""
        return (
            f'<form class="edit" data-event="submit" data-go="ask-{number}">'
            f'<textarea name="value" rows="3" aria-label="{words("chat.edit_label")}" '
            f'dir="auto" data-focus>{escape(turn.question)}</textarea>{goes}'
            f'<div class="row">{button("edit-none", words("page.cancel"), class_="plain")}'
            f'<button class="primary">{words("chat.edit_send")}</button></div></form>'
        )
    asked = shortened(turn.question, _MOST_SHOWN)
    heading = f'<h2 class="question" dir="auto">{escape(asked)}</h2>' if asked.strip() else ""
    if turn.sources is not None:
        titles = dict(setting.titles)
        named = ", ".join(titles.get(source, source) for source in turn.sources[:NEAREST])
        more = " …" if len(turn.sources) > NEAREST else ""
        told = words.count("chat.asked_of", len(turn.sources), titles=named + more)
        heading += f'<p class="searched" dir="auto">{escape(shortened(told, _MOST_SHOWN))}</p>'
    return heading


def _reading(turn: Turn, setting: Setting) -> str:
    """What is being done; a chat model, which may take long, can be stopped."""
    words = setting.words
    stop = button("stop", words("chat.stop"), event="stop", class_="stop") * turn.stoppable
    return f'<p class="reading"><span>{_stage(turn, setting)}…</span>{stop}</p>'


def _stage(turn: Turn, setting: Setting) -> str:
    answer, words = turn.answer, setting.words
    if turn.queued:
        return words("chat.waiting")
    if answer is None:
        articles = len(turn.sources) if turn.sources is not None else setting.articles
        return words("chat.looking", articles=words.count("page.articles", articles))
    if answer.model:
        return words("chat.model_checking" if answer.statements else "chat.model_waiting")
    titles = list(dict.fromkeys(passage.title for passage in answer.passages))
    names = ", ".join(f"<cite>{escape(title)}</cite>" for title in titles[:NEAREST])
    passages = words.count("page.passages", len(answer.passages))
    if len(titles) > NEAREST:
        more = len(titles) - NEAREST
        return words("chat.reading_more", passages=passages, titles=names, number=more)
    return words("chat.reading", passages=passages, titles=names)


def _actions(turn: Turn, number: int, setting: Setting) -> str:
    """What can be done with an answer, or anew with its question."""
    words, answer = setting.words, turn.answer
    tools = ""
    if answer:
        verdict = turn.feedback.verdict if turn.feedback else ""
        label = words("chat.copy")
        tools += (
            f'<button type="button" class="tool" data-copy-answer="{number}" aria-label="{label}" '
            f'title="{label}">{icon("copy")}</button>'
        )
        tools += _receipt(number, setting)
        for kind, name in (("up", "chat.good"), ("down", "chat.bad")):
            pressed = str(verdict == kind).lower()
            tools += _tool(f"{kind}-{number}", kind, words(name), aria_pressed=pressed)
    tools += _tool(f"again-{number}", "again", words("chat.again"), event="submit")
    tools += _tool(f"edit-{number}", "edit", words("chat.edit"))
    explained = turn.feedback and setting.explaining == number
    form = _explanation(turn.feedback, number, words) if turn.feedback and explained else ""
    return f'<div class="tools">{tools}</div>{form}'


def _tool(go: str, drawing: str, label: str, **attributes: str) -> str:
    return button(go, icon(drawing), class_="tool", title=label, aria_label=label, **attributes)


def _receipt(number: int, setting: Setting) -> str:
    """The answer as files that can be kept and checked; folded up."""
    words, address = setting.words, f"{setting.receipts}/{number}"
    links = "".join(
        f'<li><a href="{href}" download>{words(name)}</a></li>'
        for href, name in (
            (f"{address}.html", "chat.receipt_html"),
            (f"{address}.json", "chat.receipt_json"),
            ("/receipts/verify_receipt.py", "chat.receipt_script"),
        )
    )
    label = words("chat.receipt")
    return (
        f'<details class="menu" data-key="receipt-{number}"><summary class="tool" title="{label}" '
        f'aria-label="{label}">{icon("receipt")}</summary><ul class="choices">{links}</ul>'
        "</details>"
    )


def _explanation(feedback: Feedback, number: int, words: Words) -> str:
    """What was wrong with an answer, in a word or in one's own; or why it was good."""
    bad = feedback.verdict == "down"
    reasons = "".join(
        button(
            f"reason-{number}-{reason}",
            words(f"chat.reason.{reason}"),
            class_="chip",
            aria_pressed=str(feedback.reason == reason).lower(),
        )
        for reason in REASONS
    )
    label, chips = words("chat.note"), f'<div class="chips">{reasons}</div>' if bad else ""
    return (
        f'<form class="explain" data-event="click" data-go="note-{number}">'
        f"<p>{words('chat.why' if bad else 'chat.why_good')}</p>{chips}"
        f'<div class="row"><input name="value" maxlength="2000" aria-label="{label}" '
        f'placeholder="{label}" value="{escape(feedback.note)}" dir="auto">'
        f'<button class="plain">{words("page.save")}</button></div>'
        f'<p class="hint">{words("chat.thanks")}</p></form>'
    )
