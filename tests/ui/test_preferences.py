"""What a user can choose, what comes of it, and how it is shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant import Settings
from assistant.answering.daring import DARING
from assistant.records.preferences import Preferences
from assistant.ui import preferences as module
from assistant.ui.preferences import applied, choose, completed, models_offered, render_preferences
from assistant.ui.words import LANGUAGES, Words

from .visiting import Parsed, content, shape

OFFERED = ("none", "openai:demo", "smollm2")
NASTY = "</button><img src=x onerror=alert(1)>\"' &lt; {{value}}"
SETTINGS = Settings(llm="openai:demo", llm_url="http://127.0.0.1:1/v1", style="prose")


@pytest.mark.parametrize("small", [True, False])
def test_what_is_offered(monkeypatch: pytest.MonkeyPatch, small: bool) -> None:
    """The reader, the model that was named, and the small one where both its parts are there."""
    lacking = () if small else ("xllamacpp",)
    monkeypatch.setattr(module, "find_spec", lambda name: None if name in lacking else object())
    more = ("smollm2",) if small else ()
    assert models_offered(Settings(llm="openai:demo")) == ("none", "openai:demo", *more)
    assert models_offered(Settings(llm="none")) == ("none", *more)
    assert models_offered(Settings(llm="smollm2")) == ("none", "smollm2")


@pytest.mark.parametrize(
    ("go", "changes"),
    [
        ("set-llm-0", {"llm": "none"}),
        ("set-llm-2", {"llm": "smollm2"}),
        ("set-style-quotes", {"style": "quotes"}),
        ("set-strict-no", {"strict": False}),
        ("set-quotes-8", {"quotes": 8}),
        ("set-daring-careful", {"daring": "careful"}),
        ("set-theme-dark", {"theme": "dark"}),
        ("set-language-de", {"language": "de"}),
    ],
)
def test_each_control_changes_one_thing(go: str, changes: dict[str, object]) -> None:
    """The rest stays as it was chosen, or unchosen."""
    before = Preferences(llm="openai:demo", theme="light")
    assert choose(go, before, OFFERED) == replace(before, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "go",
    ["", "set-", "set-llm-", "set-llm-3", "set-llm--1", "set-llm-²", "set-llm-none", "llm-0",
     "set-llm-openai:other", "set-llm-99999999999999999999", "set-style-bold", "set-strict-maybe",
     "set-quotes-0", "set-quotes-11", "set-daring-", "set-theme-<b>", "set-language-../en",
     "set-language-tr", "library", "quote-0-1"],
)  # fmt: skip
def test_only_what_is_offered_can_be_chosen(go: str) -> None:
    """An id leads to one of the controls or nowhere."""
    assert choose(go, Preferences(), OFFERED) is None


def test_what_was_not_chosen_is_the_program_s() -> None:
    """So is a model that is not offered any more."""
    shown = completed(Preferences(), SETTINGS)
    assert (shown.llm, shown.style, shown.strict) == ("openai:demo", "prose", True)
    assert (shown.quotes, shown.theme, shown.language) == (SETTINGS.quotes, "auto", "en")
    assert completed(Preferences(llm="openai:gone"), SETTINGS).llm == "openai:demo"
    assert completed(shown, SETTINGS) == shown


def test_choices_count() -> None:
    """All of them do; the address of a server is only for the model that it came with."""
    assert applied(Preferences(), SETTINGS) == SETTINGS
    loose = Preferences(style="quotes", strict=False, quotes=8, daring="eager")
    assert applied(loose, SETTINGS) == replace(
        SETTINGS, style="quotes", strict=False, quotes=8, daring="eager"
    )
    other = applied(Preferences(llm="none"), SETTINGS)
    assert (other.llm, other.llm_url) == ("none", None)


def shown(preferences: Preferences, settings: Settings = SETTINGS, **tested: str) -> str:
    """The panel."""
    offered = models_offered(settings)
    return render_preferences(completed(preferences, settings), offered, tested, 1, Words())


def test_what_is_chosen_is_pressed() -> None:
    """One button of each group is; there are none about statements for the reader."""
    page = shown(Preferences(strict=False, quotes=2, daring="careful", theme="dark"))
    buttons = Parsed(page).having("option")
    pressed = [b.text for b in buttons if b.attributes.get("aria-pressed") == "true"]
    assert pressed == [
        *("openai:demo", "Statements with their quotes", "Shown and marked"),
        *("2", "Careful", "Dark", LANGUAGES["en"]),
    ]
    groups = [
        e.attributes["aria-label"] for e in Parsed(shown(Preferences(llm="none"))).having("group")
    ]
    assert not {"Answers consist of", "Statements no quote backs"} & set(groups)
    assert len(Parsed(page).having("group")) == len(groups) + 2


def test_what_daring_costs_is_said() -> None:
    """Only where one of the three was chosen or is the program's own."""
    measured = DARING["careful"]
    assert f"{measured.refused:.0%}" in content(shown(Preferences(daring="careful")))
    own = replace(SETTINGS, threshold=0.987)
    assert "On the example questions" not in content(shown(Preferences(), own))


def test_names_of_models_are_text() -> None:
    """A hostile name, or result of its test, makes no tag and no attribute."""
    named = [replace(SETTINGS, llm=name) for name in (NASTY, "x")]
    hostile = shown(Preferences(), named[0], **{NASTY: NASTY})
    assert shape(hostile) == shape(shown(Preferences(), named[1], x="x"))
    assert content(hostile).count(NASTY) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_its_panel(language: str) -> None:
    """All its texts are there, and no place in one is left open."""
    chosen = completed(Preferences(daring="eager"), SETTINGS)
    page = render_preferences(chosen, OFFERED, {}, 1, Words(language))
    assert "{" not in content(page)
