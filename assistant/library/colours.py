"""Colours in CSS and HTML: text that nobody can tell from what is behind it."""

from __future__ import annotations

import colorsys
import re
from typing import NamedTuple

# Those that are used to hide text, and those that stand for a page's background.
_NAMES = {
    "black": "000", "white": "fff", "snow": "fffafa", "ivory": "fffff0", "azure": "f0ffff",
    "ghostwhite": "f8f8ff", "whitesmoke": "f5f5f5", "floralwhite": "fffaf0",
    "mintcream": "f5fffa", "seashell": "fff5ee", "honeydew": "f0fff0", "aliceblue": "f0f8ff",
    "silver": "c0c0c0", "gray": "808080", "grey": "808080", "red": "f00", "maroon": "800000",
    "yellow": "ff0", "olive": "808000", "lime": "0f0", "green": "008000", "aqua": "0ff",
    "cyan": "0ff", "teal": "008080", "blue": "00f", "navy": "000080", "fuchsia": "f0f",
    "magenta": "f0f", "purple": "800080", "lightgray": "d3d3d3", "lightgrey": "d3d3d3",
    "transparent": "0000",
}  # fmt: skip
_NUMBER = re.compile(r"([-+]?\d*\.?\d+)(%?)")
_TOKEN = re.compile(r"[^\s(]+(?:\([^()]*\))?")
_ALIKE = 16  # of 255 levels of a channel: less than the eye can read by
_CLEAR = 0.1
# What a page may say about its background without giving it one.
_EMPTY = frozenset(
    "none transparent inherit initial unset revert repeat no-repeat repeat-x repeat-y scroll fixed "
    "center top left right bottom auto cover contain 0 0px 0% !important important".split()
)
_BACKGROUND = re.compile(
    r"\bbgcolor\s*=\s*[\"']?([^\"'\s<>]*)"
    r"|\bbackground(?:-color|-image)?\s*[:=]\s*[\"']?([^;{}\"'<>]*)"
    # What another file says about colours is not known.
    r"|(\bstylesheet\b|@import\b)",
    re.IGNORECASE,
)


class Colour(NamedTuple):
    """Red, green and blue from 0 to 255, and how much of it is seen, from 0 to 1."""

    red: float
    green: float
    blue: float
    alpha: float = 1

    @property
    def is_clear(self) -> bool:
        """Whether it lets everything through."""
        return self.alpha < _CLEAR

    def is_like(self, other: Colour) -> bool:
        """Whether text of one on the other cannot be read."""
        return all(abs(a - b) <= _ALIKE for a, b in zip(self[:3], other[:3], strict=True))


WHITE = Colour(255, 255, 255)


def read_colour(written: str) -> Colour | None:
    """A colour as CSS (in lower case) or `<font color>` writes it; None for what is unknown."""
    written = written.strip()
    digits = _NAMES.get(written, written.removeprefix("#"))
    if re.fullmatch(r"(?:[0-9a-f]{3,4}){1,2}", digits):
        width = 1 if len(digits) < 6 else 2
        pairs = [digits[at : at + width] * (3 - width) for at in range(0, len(digits), width)]
        levels = [int(pair, 16) for pair in pairs]
        return Colour(levels[0], levels[1], levels[2], levels[3] / 255 if levels[3:] else 1)
    name, _, inside = written.partition("(")
    values = [(float(number), mark) for number, mark in _NUMBER.findall(inside)]
    if len(values) not in (3, 4) or name not in ("rgb", "rgba", "hsl", "hsla"):
        return None
    alpha = values[3][0] / (100 if values[3][1] else 1) if values[3:] else 1
    if name.startswith("hsl"):
        hue, saturation, light = (number for number, _ in values[:3])
        parts = colorsys.hls_to_rgb(hue / 360 % 1, light / 100, saturation / 100)
        red, green, blue = (255 * part for part in parts)
    else:
        red, green, blue = (n * 2.55 if mark else n for n, mark in values[:3])
    return Colour(red, green, blue, alpha)


def background_colour(written: str) -> Colour | None:
    """The colour in a CSS `background`; None where there is none or a picture lies over it."""
    if "url(" in written or "gradient(" in written:
        return None
    found = (read_colour(token) for token in _TOKEN.findall(written))
    return next((colour for colour in found if colour), None)


def is_white(source: str) -> bool:
    """Whether a page (or Markdown) gives nothing a background other than white.

    Anything but white that is named anywhere may lie behind any text: that cannot be told
    without laying the page out.
    """
    for bgcolor, background, elsewhere in _BACKGROUND.findall(source):
        for token in _TOKEN.findall((bgcolor or background).lower().replace("!", " !")):
            colour = read_colour(token)
            plain = token in _EMPTY or (colour and (colour.is_clear or colour.is_like(WHITE)))
            if not plain:
                return False
        if elsewhere:
            return False
    return True
