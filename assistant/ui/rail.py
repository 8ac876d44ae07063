"""The left-hand rail and the head of the chat as HTML. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.records.record import Conversation
from assistant.ui.markup import button, escape, icon, render_moment
from assistant.ui.words import Words


def render_rail(
    conversations: Sequence[Conversation],
    current: str,
    search: str,
    user: str,
    words: Words,
) -> str:
    """The list, newest first, the one that is open marked; `search` is what it was searched for."""
    items = "".join(_item(conversation, current, words) for conversation in conversations)
    none = words("conversations.not_found" if search else "conversations.none")
    listed = f"<ul>{items}</ul>" if items else f'<p class="hint">{none}</p>'
    label = words("conversations.search")
    return (
        f'<nav class="rail" aria-label="{words("page.conversations")}">'
        f'<div class="brand"><span class="sign" aria-hidden="true">“</span>'
        f'<p class="name">{words("page.title")}</p></div>'
        f"{button('new', icon('plus') + words('conversations.new'), class_='primary new')}"
        f'<label class="search">{icon("search")}<input type="search" data-input="search" '
        f'aria-label="{label}" placeholder="{label}" value="{escape(search)}" maxlength="200" '
        'dir="auto"></label>'
        f'<div class="conversations" role="region" aria-label="{words("conversations.list")}" '
        f'tabindex="0">{listed}</div>'
        f'<div class="places">{_place("library", words("page.library"))}'
        f"{_place('settings', words('conversations.settings'))}</div>{_user(user, words)}</nav>"
    )


def _item(conversation: Conversation, current: str, words: Words) -> str:
    title = conversation.title or words("conversations.untitled")
    inner = (
        f'<span class="title" dir="auto">{escape(title)}</span>'
        f"{render_moment(conversation.changed, words)}"
    )
    now = "page" if conversation.id == current else ""
    go = f"conversation-{conversation.id}"
    # An event of its own: the page stays with what is being answered there.
    return f"<li>{button(go, inner, event='expand', title=title, aria_current=now)}</li>"


def _place(go: str, label: str) -> str:
    return button(go, icon(go) + f"<span>{label}</span>", class_="place")


def _user(user: str, words: Words) -> str:
    """Who is signed in, with the way out; nothing where nobody has to be."""
    if not user:
        return ""
    told = words("conversations.user", name=user)
    return (
        '<form class="user" method="post" action="/sign-out">'
        f'<span dir="auto">{escape(told)}</span>'
        f'<button class="plain">{words("conversations.sign_out")}</button></form>'
    )


def render_bar(title: str, conversation: str, who: str, theme: str, words: Words) -> str:
    """The head of the chat: the conversation's title, what can be done with it, who answers.

    It also tells the page what it cannot know: theme, language, and what to say of copying.
    """
    shown = title or words("conversations.untitled")
    menu = _menu(title, conversation, words) if conversation else ""
    label = words("conversations.open_list")
    opener = (
        f'<button type="button" class="tool only-narrow" data-pane="rail" aria-label="{label}" '
        f'title="{label}">{icon("menu")}</button>'
    )
    library = words("page.library")
    to_library = button(
        "library", icon("library"), class_="tool only-phone", title=library, aria_label=library
    )
    answering = button("settings", escape(who), class_="plain who", title=words("settings.who"))
    told = {
        "conversation": conversation,
        "theme": theme,
        "language": words.language,
        "title": words("page.title"),
        "copied": words("page.copied"),
        "uncopied": words("page.not_copied"),
        "lost": words("page.lost"),
    }
    data = " ".join(f'data-{name}="{escape(text)}"' for name, text in told.items())
    return (
        f'<header class="bar" id="chat-top">{opener}<h1 class="running" dir="auto" tabindex="-1" '
        f"{data}>{escape(shown)}</h1>{menu}{answering}{to_library}</header>"
    )


def _menu(title: str, conversation: str, words: Words) -> str:
    label = words("conversations.menu")
    files = "".join(
        f'<li><a href="/conversations/{conversation}.{ending}" download>{words(name)}</a></li>'
        for ending, name in (
            ("md", "conversations.export_markdown"),
            ("html", "conversations.export_html"),
            ("json", "conversations.export_json"),
        )
    )
    sure = (
        f'<details class="sure" data-key="delete"><summary class="plain danger">'
        f"{words('conversations.delete')}</summary><p>{words('conversations.delete_sure')}</p>"
        f"{button('delete', words('conversations.delete_yes'), class_='danger')}"
        "</details>"
    )
    return (
        f'<details class="menu" data-key="conversation"><summary class="tool" title="{label}" '
        f'aria-label="{label}">{icon("more")}</summary><div class="choices">'
        '<form data-event="click" data-go="rename">'
        f"<label>{words('conversations.title')}"
        f'<input name="value" value="{escape(title)}" maxlength="200" dir="auto"></label>'
        f'<button class="plain">{words("conversations.rename")}</button></form>'
        f'<p class="label">{words("conversations.export")}</p><ul>{files}</ul>{sure}</div>'
        "</details>"
    )


def render_filter(titles: Sequence[str] | None, total: int, words: Words) -> str:
    """Which articles are asked, where that is not all of them; with the way back to all."""
    if titles is None:
        return '<div class="filter" role="status"></div>'
    named = ", ".join(titles[:3]) + (" …" if len(titles) > 3 else "")
    told = (
        words.count("chat.filter", len(titles), total=words.number(total), titles=named)
        if titles
        else words("chat.filter_none")
    )
    everything = button("tick-all", words("chat.filter_all"), class_="plain")
    shown = f'<span dir="auto">{escape(told)}</span>{everything}'
    return f'<div class="filter" role="status">{shown}</div>'
