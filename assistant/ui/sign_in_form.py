"""The form to sign in as HTML: a page of its own, which works without scripts."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from contextlib import suppress
from functools import cache
from pathlib import Path

from assistant.ui.words import LANGUAGES, Words

SIGN_IN = "/sign-in"
_FOLDER = Path(__file__).parent
_COLOURS = re.compile(r"^(:root|\.dark) \{$(.*?)^\}$", re.MULTILINE | re.DOTALL)


def render_form(
    words: Words, *, said: str = "", name: str = "", note: str = "", again: bool = False
) -> str:
    """The page with the form: what is wrong, if anything, and the name that was given.

    `again` has the browser ask for the page itself first.
    """
    title, intro, label, password, submit = (
        html.escape(words(f"sign_in.{key}"))
        for key in ("title", "intro", "name", "password", "submit")
    )
    wrong = f'<p role="alert" id="wrong">{html.escape(said)}</p>' if said else ""
    described = ' aria-describedby="wrong"' if said else ""
    first, second = (" autofocus", "") if not name else ("", " autofocus")
    return (
        f'<!doctype html><html lang="{words.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        + ('<meta http-equiv="refresh" content="0; url=/">' if again else "")
        + f'<title>{submit} · {title}</title><link rel="icon" href="/favicon.ico">'
        f"<style>{form_style()[0]}</style></head><body><main><h1>{title}</h1><p>{intro}</p>"
        f'<form method="post" action="{SIGN_IN}">{wrong}<label for="name">{label}</label>'
        f'<input id="name" name="name" value="{html.escape(name)}" autocomplete="username" '
        f'autocapitalize="none" spellcheck="false" maxlength="64" required{described}{first}>'
        f'<label for="password">{password}</label><input id="password" name="password" '
        f'type="password" autocomplete="current-password" required{described}{second}>'
        f'<button type="submit">{submit}</button></form>'
        + (f'<p class="note">{html.escape(note)}</p>' if note else "")
        + "</main></body></html>"
    )


@cache
def form_style() -> tuple[str, str]:
    """The style sheet with the page's colours, and its hash as a policy names it."""
    page = (_FOLDER / "page.css").read_text(encoding="utf-8")
    colours = dict(_COLOURS.findall(page))
    style = (
        f":root {{{colours[':root']}}}\n@media (prefers-color-scheme: dark) {{ :root "
        f"{{{colours['.dark']}}} }}\n" + (_FOLDER / "sign_in.css").read_text(encoding="utf-8")
    )
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return style, f"'sha256-{digest}'"


def preferred_language(accepted: str) -> str:
    """The language of ours that a browser would rather have, English if it names none."""
    ranked: list[tuple[float, str]] = []
    for part in accepted[:200].split(","):
        tag, _, rank = part.partition(";q=")
        with suppress(ValueError):
            ranked.append((float(rank or 1), tag.strip()[:2].lower()))
    ranked.sort(key=lambda item: -item[0])  # the first of equals stays first
    return next((tag for rank, tag in ranked if rank > 0 and tag in LANGUAGES), "en")
