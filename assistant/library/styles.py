"""CSS in `style` attributes: which declarations keep an element from being seen.

A declaration that hides is believed even where a later one takes it back: text that is hidden
from readers and read by a model does more harm than a lost paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.library.colours import WHITE, background_colour, read_colour

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)
_LENGTH = re.compile(r"([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)([a-z]*|%)")
# In pixels, with the usual sizes of a letter and of a window.
_UNITS = {
    "": 1.0, "px": 1, "pt": 4 / 3, "pc": 16, "in": 96, "cm": 37.8, "mm": 3.78, "q": 0.945,
    "em": 16, "rem": 16, "ex": 8, "ch": 8, "lh": 20, "rlh": 20, "%": 10,
    "vw": 12, "vh": 8, "vmin": 8, "vmax": 12,
}  # fmt: skip
_READABLE = 1  # a letter of this size is a dot
_LINE = 5  # a box this small holds no line
_OUTSIDE = -100
_FAR = 2000  # to the other side, and for margins, which also centre what is wide
_BOX = 99
_OPAQUE = 0.1  # what is fainter cannot be read
_SIDES = frozenset(
    "left top right bottom inset inset-inline inset-block inset-inline-start inset-block-start "
    "inset-inline-end inset-block-end text-indent".split()
)
_SIZES = frozenset("width height max-width max-height inline-size block-size".split())
_KEYWORDS = frozenset(
    [
        ("display", "none"),
        ("visibility", "hidden"),
        ("visibility", "collapse"),
        ("content-visibility", "hidden"),
    ]
)


def hidden_by_style(style: str, on_white: bool, colour: str = "") -> bool:
    """Whether an element with this `style` attribute is not seen; `colour` is `<font color>`'s.

    On a page that is `on_white`, text in white is not seen either.
    """
    declared = list(_declarations(style)) if style else []
    small = any(name in _SIZES and _is_below(value, _LINE) for name, value in declared)
    cut = any(
        name.startswith("overflow") and ("hidden" in value or "clip" in value)
        for name, value in declared
    )
    return (small and cut) or any(
        (name, value) in _KEYWORDS or _is_tiny(name, value) or _is_outside(name, value)
        or _is_clipped(name, value) or _is_shrunk(name, value)
        for name, value in declared
    ) or _is_unreadable(declared, on_white, colour)  # fmt: skip


def _declarations(style: str) -> Iterator[tuple[str, str]]:
    """Property and value as a browser understands them, in lower case."""
    plain = _ESCAPE.sub(_unescaped, _COMMENT.sub(" ", style)).lower()
    for declaration in plain.split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            yield name.strip(), " ".join(value.partition("!")[0].split())


def _unescaped(match: re.Match[str]) -> str:
    code = int(match.group(1), 16) if match.group(1) else 0
    return chr(code) if 0 < code < 0xD800 else match.group(2) or ""


def _lengths(value: str) -> list[float]:
    """Every length in a value, in pixels; of `calc()` only what needs no calculation."""
    found = (_LENGTH.fullmatch(word) for word in re.split(r"[\s,/()]+", value))
    return [float(m.group(1)) * _UNITS[m.group(2)] for m in found if m and m.group(2) in _UNITS]


def _is_below(value: str, limit: float) -> bool:
    lengths = _lengths(value)
    return len(lengths) == 1 and lengths[0] < limit


def _is_tiny(name: str, value: str) -> bool:
    if name == "opacity" or (name == "filter" and value.startswith("opacity(")):
        return _is_below(value.replace("%", ""), 100 * _OPAQUE if "%" in value else _OPAQUE)
    if name == "font-size" and value.endswith("%"):
        return _is_below(value[:-1], 100 / 16 * _READABLE + 0.01)
    if name == "font-size":
        return _is_below(value, _READABLE + 0.01)
    if name == "font":  # a shorthand: the size is what has a unit, the weight has none
        sizes = re.findall(r"(?<![\w.])(?:\d*\.)?\d+(?:px|pt|r?em)|(?<![\w.])0(?=[/\s])", value)
        return bool(sizes) and _is_below(sizes[0], _READABLE + 0.01)
    return name in _SIZES and _lengths(value) == [0.0]


def _is_outside(name: str, value: str) -> bool:
    lengths = _lengths(value)
    if not lengths:
        return False
    if name in ("transform", "translate"):
        if name == "transform" and "translate" not in value:
            return False
        # Half of an element's own size centres it, and all of its height stands it on a point.
        if "%" in value:
            return lengths[0] <= 10 * _OUTSIDE and "translatey" not in value
        return min(lengths) <= _OUTSIDE
    if name in _SIDES:
        far = -10 * _OUTSIDE if name == "text-indent" else _FAR
        return min(lengths) <= _OUTSIDE or max(lengths) >= far
    return name.startswith("margin") and min(lengths) <= -_FAR


def _is_clipped(name: str, value: str) -> bool:
    kind = value.partition("(")[0]
    lengths = _lengths(value.partition(" round ")[0].replace("%", "").removeprefix(kind))
    if name == "clip" and kind == "rect" and len(lengths) == 4:
        top, right, bottom, left = lengths
        return right - left <= 1 or bottom - top <= 1
    if name != "clip-path" or not lengths:
        return False
    if kind == "inset":
        sides = [*lengths, lengths[1]] if len(lengths) == 3 else (lengths * 4)[:4]
        # Lengths and shares of the box are one here: an inset of a hundred leaves no line either.
        return sides[0] + sides[2] >= _BOX or sides[1] + sides[3] >= _BOX
    if kind in ("circle", "ellipse"):
        return lengths[0] <= 1
    return kind == "polygon" and max(map(abs, lengths)) <= 1


def _is_shrunk(name: str, value: str) -> bool:
    if name == "scale":
        return any(abs(factor) < _OPAQUE for factor in _lengths(value)[:2])
    if name != "transform":
        return False
    return any(
        any(abs(factor) < _OPAQUE for factor in _lengths(factors)[:2])
        for factors in re.findall(r"\bscale(?:3d|x|y)?\(([^()]*)\)", value)
    ) or bool(re.search(r"\brotate[xy]\(\s*-?90deg", value))


def _is_unreadable(declared: list[tuple[str, str]], on_white: bool, colour: str) -> bool:
    """Whether the text has the colour of its background, or none."""
    values = [value for name, value in declared if name in ("color", "-webkit-text-fill-color")]
    inks = [ink for value in (*values, colour.lower()) if (ink := read_colour(value))]
    if not inks:
        return False
    behind = [value for name, value in declared if name in ("background", "background-color")]
    picture = any("url(" in value or "gradient(" in value for _, value in declared)
    gradient = picture and any("text" in v for n, v in declared if n.endswith("-clip"))
    papers = [paper for value in behind if (paper := background_colour(value))]
    return any(
        not gradient
        if ink.is_clear
        else not picture
        and (
            any(ink.is_like(paper) and not paper.is_clear for paper in papers)
            or (on_white and ink.is_like(WHITE))
        )
        for ink in inks
    )
