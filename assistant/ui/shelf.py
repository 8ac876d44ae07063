"""The library as HTML: every article, its state, and what can be done with it. Pure functions.

Searching and the progress of uploads happen in the browser; sorting, ticks, removal and reading
anew on the server.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from assistant.collection.state import FileState
from assistant.library.catalog import Entry
from assistant.ui.markup import back, button, escape, icon, render_date, render_moment
from assistant.ui.session import key_of
from assistant.ui.sorting import SORTS
from assistant.ui.words import Words

_UPLOADING = "uploading uploaded cancelled cancel_all clear waiting indexing".split()


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the library shows: its articles, and the `others`, files that are none (yet).

    `files` has how each source stands, `ticked` the sources that are asked, None for all, after so
    many `clicks` of the page. `error` says why a whole folder could not be read.
    """

    entries: Sequence[Entry]
    others: Sequence[FileState]
    files: Mapping[str, FileState]
    ticked: Collection[str] | None
    version: int
    megabytes: int
    formats: str
    error: str = ""
    sort: str = "title"
    clicks: int = 0


def render_shelf(shelf: Shelf, shown: int, words: Words) -> str:
    """The library panel."""
    total = len(shelf.entries) + len(shelf.others)
    count = words.count("page.articles", len(shelf.entries))
    return (
        f'<section class="side" aria-label="{words("library.title")}" data-shown="{shown}" '
        f'data-at="library" data-library="{shelf.version}" data-clicks="{shelf.clicks}">'
        f'<header class="bar">{back(words)}'
        f'<h2 tabindex="-1">{words("library.title")}</h2><span class="count">{count}</span>'
        f"{_adding(shelf, words)}</header>"
        f'<div class="page shelf" tabindex="0" role="region" aria-label="{words("library.list")}">'
        f"{_uploads(words)}{_tools(shelf, words) if total else _empty(shelf, words)}"
        f"{_error(shelf)}"
        f'<ul class="library">{_others(shelf, words)}{_entries(shelf, words)}</ul>'
        f'<p class="hint nothing" hidden>{words("library.none_found")}</p>'
        f'<div class="dropping" aria-hidden="true">{words("library.drop")}</div></div></section>'
    )


def _error(shelf: Shelf) -> str:
    return f'<p class="error" role="alert">{escape(shelf.error)}</p>' if shelf.error else ""


def _adding(shelf: Shelf, words: Words) -> str:
    endings = escape(",".join(shelf.formats.split(", ")))
    return (
        f'<label class="primary add">{icon("plus")}<span>{words("library.add")}</span>'
        f'<input type="file" multiple accept="{endings}" data-upload '
        f'aria-label="{words("library.picker")}"></label>'
    )


def _uploads(words: Words) -> str:
    """Where uploads show; the page fills it, with these texts."""
    texts = " ".join(
        f'data-{name.replace("_", "-")}="{escape(words(f"library.{name}"))}"' for name in _UPLOADING
    )
    progress = escape(words("library.progress", done="{done}", total="{total}"))
    return f'<div class="uploads" role="status" data-progress="{progress}" {texts} hidden></div>'


def _tools(shelf: Shelf, words: Words) -> str:
    search, sort = words("library.search"), words("library.sort")
    options = "".join(
        f'<option value="{name}"{" selected" * (name == shelf.sort)}>'
        f"{words(f'library.sort.{name}')}</option>"
        for name in SORTS
    )
    asked = len(shelf.entries) if shelf.ticked is None else len(shelf.ticked)
    told = (
        words("library.asking_all")
        if shelf.ticked is None
        else words(
            "library.asking", number=words.number(asked), total=words.number(len(shelf.entries))
        )
    )
    texts = {
        "shown": words("library.shown", number="{number}", total="{total}"),
        "asking": words("library.asking", number="{number}", total="{total}"),
        "all": words("library.asking_all"),
    }
    data = " ".join(f'data-{name}="{escape(text)}"' for name, text in texts.items())
    return (
        f'<div class="finder"><label class="search">{icon("search")}<input type="search" '
        f'data-find="library" aria-label="{search}" placeholder="{search}" dir="auto"></label>'
        f'<label class="sort"><span>{sort}</span><select data-go="sort">{options}'
        "</select></label></div>"
        f'<div class="ticks"><span role="status" {data}>{told}</span>'
        f"{button('tick-all', words('library.tick_all'), class_='plain')}"
        f"{button('tick-none', words('library.tick_none'), class_='plain')}"
        f"{button('reindex', words('library.reindex_all'), class_='plain')}</div>"
    )


def _empty(shelf: Shelf, words: Words) -> str:
    formats = words("library.formats", megabytes=shelf.megabytes)
    return (
        f'<div class="nobody"><p class="promise">{words("library.empty")}</p>'
        f'<p>{words("library.empty_is")}</p><p class="hint">{formats}</p></div>'
    )


def _others(shelf: Shelf, words: Words) -> str:
    """Files that are no articles: they failed, or nobody has come to them yet."""
    rows = ""
    for file in shelf.others:
        key, name = key_of(file.source), escape(file.source)
        said = words(f"library.{file.state}", reason=file.reason)
        kind = "error" if file.state == "failed" else f"state {file.state}"
        rows += (
            f'<li class="{file.state}" data-find-text="{escape(file.source.casefold())}" '
            f'data-source="{name}"><div class="row">'
            f'<div class="what"><span class="title" dir="auto" title="{name}">{escape(file.name)}'
            f'</span><p class="{kind}" data-state>{escape(said)}</p></div>'
            f"{_actions(key, file.source, file.own, words)}</div></li>"
        )
    return rows


def _entries(shelf: Shelf, words: Words) -> str:
    return "".join(_entry(entry, shelf, words) for entry in shelf.entries)


def _entry(entry: Entry, shelf: Shelf, words: Words) -> str:
    key = key_of(entry.source)
    ticked = " checked" * (shelf.ticked is None or entry.source in shelf.ticked)
    label = escape(words("library.tick", title=entry.title))
    file = shelf.files.get(entry.source)
    state, own = (file.state, file.own) if file else ("ready", False)
    said = escape(words(f"library.{state}", reason=file.reason if file else ""))
    size = (
        words("library.kilobytes", number=words.number(round(entry.bytes / 1024)))
        if entry.bytes >= 1024
        else words("library.bytes", number=words.number(entry.bytes))
    )
    facts = [
        f'<span dir="auto">{escape(entry.author)}</span>' if entry.author else "",
        render_date(entry.date, words),
        f'<span class="file" dir="auto" title="{escape(entry.source)}">'
        f"{escape('/'.join(PurePath(entry.source).parts[-2:]))}</span>",
        f"<span>{size}</span>",
        f"<span>{words('library.read_on', moment=render_moment(entry.indexed, words))}</span>",
        f"<span>{words('library.yours')}</span>" if own else "",
    ]
    found = f"{entry.title} {entry.author or ''} {entry.source}".casefold()
    title = f'<span class="title" dir="auto">{escape(entry.title)}</span>'
    return (
        f'<li data-find-text="{escape(found)}" data-source="{escape(entry.source)}" '
        f'data-indexed="{entry.indexed}"><div class="row">'
        f'<input type="checkbox" data-event="click" data-go="tick-{key}" aria-label="{label}"'
        f"{ticked}>"
        f'<div class="what">{button(f"article-{key}", title, class_="open")}'
        f'<p class="facts">{"".join(f for f in facts if f)}</p>'
        f'<p class="state {state}" data-state>{said}</p>'
        f"{_warnings(entry, words)}</div>{_actions(key, entry.title, own, words)}</div></li>"
    )


def _warnings(entry: Entry, words: Words) -> str:
    if not entry.warnings:
        return ""
    lines = "".join(f"<li>{escape(warning)}</li>" for warning in entry.warnings)
    key = f"warnings-{key_of(entry.source)}"
    return (
        f'<details class="notes" data-key="{key}"><summary>{words("library.warnings")}</summary>'
        f"<ul>{lines}</ul></details>"
    )


def _actions(key: str, title: str, own: bool, words: Words) -> str:
    """What can be done with one article; only one's own can be removed."""
    label = escape(words("library.actions", title=title))
    remove = ""
    if own:
        remove = (
            f'<details class="sure" data-key="remove-{key}"><summary class="plain danger">'
            f"{words('library.remove')}</summary><p>{words('library.remove_sure')}</p>"
            f"{button(f'remove-{key}', words('library.remove_yes'), class_='danger')}</details>"
        )
    return (
        f'<details class="menu" data-key="article-{key}">'
        f'<summary class="tool" aria-label="{label}">{icon("more")}</summary><div class="choices">'
        f"{button(f'reindex-{key}', words('library.reindex'), class_='plain')}{remove}</div>"
        "</details>"
    )
