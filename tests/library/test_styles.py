"""Styles: what a declaration hides, and what only looks as if it did."""

from __future__ import annotations

import pytest

from assistant.library.colours import is_white, read_colour
from assistant.library.styles import hidden_by_style


@pytest.mark.parametrize(
    "style",
    [
        "display:none", "DISPLAY : NONE !important", "display:/**/none", r"dis\70 lay:none",
        "visibility:hidden", "visibility:collapse", "content-visibility:hidden",
        "opacity:0", "opacity:0.0", "opacity:.01", "opacity:1%", "filter:opacity(0)",
        "font-size:0", "font-size:.5px", "font-size:1px", "font-size:0.01em", "font-size:1%",
        "font:0/0 a", "font:bold .1px/1 serif", "width:0", "max-height:0.0px",
        "width:1px;height:1px;overflow:hidden", "overflow-y:clip;height:2px",
        "left:-9999px", "left:-99em", "right:-9999px", "bottom:-999px", "top:-100vh",
        "left:calc(-9999px)", "inset:auto auto auto -9999px", "margin-left:-9999px",
        "text-indent:-5000px", "text-indent:100%;overflow:hidden", "left:9999px",
        "transform:translateX(-9999px)", "transform:scale(0)", "transform:scaleY(.0)", "scale:0",
        "transform:rotateX(90deg)", "clip-path:inset(100%)", "clip-path:inset(50%)",
        "clip-path:inset(0 0 100% 0)", "clip-path:circle(0)", "clip-path:polygon(0 0,0 0,0 0)",
        "clip:rect(0,0,0,0)", "clip:rect(1px 1px 1px 1px)",
        "color:transparent", "color:rgba(0,0,0,0)", "color:#0000", "color:#12345600",
        "-webkit-text-fill-color:transparent",
        "color:#fff;background:#fff", "background-color:white;color:#FFFFFF",
        "color:rgb(255,0,0);background:red", "color:hsl(0,0%,100%);background:#fff no-repeat",
        "color:#fefefe;background:#fff",
    ],
)  # fmt: skip
def test_what_hides_is_seen_through(style: str) -> None:
    """Every way of writing that an element is not seen is known."""
    assert hidden_by_style(style, on_white=False)


@pytest.mark.parametrize(
    "style",
    [
        "", "x", ":", "display:block", "visibility:visible", "opacity:.9", "opacity:100%",
        "font-size:12px", "font-size:.9em", "font-size:90%", "font:400 16px/1.5 serif",
        "font:normal 1em arial", "width:100%;overflow:hidden", "min-width:0", "height:1px",
        "border:0", "flex:1 0 0", "line-height:0.9", "width:calc(0px + 100%)",
        "left:0", "left:-20px", "left:50%;margin-left:-480px", "text-indent:-2em", "inset:0",
        "transform:translate(-50%,-50%)", "transform:translate(-50%,-100%)", "transform:scale(1.1)",
        "clip-path:inset(0)", "clip-path:inset(10% 0 0 0)", "clip-path:circle(50%)",
        "color:red", "color:#333;background:#fff", "color:#fff;background:#000", "color:white",
        "color:transparent;background:linear-gradient(red,blue);-webkit-background-clip:text",
        "background:#fff url(dark.png);color:#fff", "background:#fff", "border-color:transparent",
    ],
)  # fmt: skip
def test_what_shows_is_not_taken_away(style: str) -> None:
    """Layout that is in use on honest pages hides nothing."""
    assert not hidden_by_style(style, on_white=False)


@pytest.mark.parametrize(
    ("style", "colour"), [("color:white", ""), ("color:#fefefe", ""), ("", "#FFF"), ("", "white")]
)
def test_white_on_white_is_not_seen(style: str, colour: str) -> None:
    """On a white page white text is hidden, elsewhere it is not."""
    assert hidden_by_style(style, True, colour)
    assert not hidden_by_style(style, False, colour)


@pytest.mark.parametrize(
    ("source", "white"),
    [
        ("plain", True),
        ("<table bgcolor='#ffffff'>", True),
        ("<p style='background: none'>", True),
        ("<p style='background:#fff!important'>", True),
        ("<body bgcolor=navy>", False),
        ("<body background=a.png>", False),
        ("p {background-color: rgb(1, 2, 3)}", False),
        ("p {background: url(a.png) white}", False),
        ("<link rel=stylesheet href=a.css>", False),
        ("@import 'a.css'", False),
    ],
)
def test_a_white_page_is_known(source: str, white: bool) -> None:
    """A page is white if it names nothing that may lie behind its text."""
    assert is_white(source) is white


@pytest.mark.parametrize("written", ["", "#", "#ggg", "#12345", "rgb(1)", "var(--x)", "lab(1 2 3)"])
def test_an_unknown_colour_is_none(written: str) -> None:
    """What cannot be read as a colour is no colour."""
    assert read_colour(written) is None
