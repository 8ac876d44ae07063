"""Check a receipt against its files: do its quotes stand in them? Needs nothing but Python 3.9.

    python verify_receipt.py RECEIPT [--articles PATH] [--json]

RECEIPT is the JSON or the HTML file, PATH the folder of the articles or one of them. Exit code 0
if every quote stands, 1 if one does not, 2 with one line on stderr if nothing could be checked.

This script reads text, Markdown and web pages. Quotes from PDF, Word and other such documents are
checked by the program itself: assistant verify RECEIPT --articles PATH.

A quote stands where its characters do, one after the other. Only white space may differ, and only
markup may be stepped over: never a word, a figure or a mark of punctuation.
"""

from __future__ import annotations

import argparse
import hashlib
import html
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

FORMAT, VERSION = "quoting-assistant/receipt", 1
_MOST_BYTES = 64 * 1024 * 1024
_LONGEST = 100_000  # characters of a quote; those of the assistant are far shorter
_CONTEXT = 200  # characters around a quote that are compared at most, on either side
_MOST_STEPS = 20_000_000  # a quarter of a minute: only a file made to be slow takes so many

# A quote may not begin or end (at the NUL) within a word or a figure: "2 liters" is not in
# "12 liters". Scripts without spaces, and strings of letters that are no words, are cut anywhere.
_CUT = re.compile(
    "(?![\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff])"
    r"(?<!\w{40})[^\W_]\0[^\W_]|\d[.,:]\0\d|\d\0[.,:]\d|[-\u2212]\0\d"
)
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"
)
_IN_TEXT = r"""
    (?P<dollar>\\\\(?=\$)) | (?P<escape>\\[!-/:-@\[-`{-~]?)
    | (?P<emphasis>\*+|_+) | (?P<opening>!?\[)
    | \](?P<closing>\(\s*(?:<[^<>\n]*>|[^\s()<]*(?:\([^\s()]*\)[^\s()]*)*)
        (?:\s+(?:"[^"\n]*"|'[^'\n]*'|\([^()\n]*\)))?\s*\) | \[[^\[\]]*\](?!\() |)
    | (?P<entity>&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)
    | (?P<address><(?:[A-Za-z][\w+.-]{1,31}:[^\s<>]*|[^\s<>@]+@[^\s<>]+)>)"""
_IN_MARKDOWN = r"""
    | (?P<code>`+) | (?P<margin>^(?:[ \t]*(?:>[ \t]?)+|\#{1,6}[ \t]+))
    | (?P<unseen><!--.{0,2000}?--> | <(?P<gone>script|style|template|iframe|noscript|svg|object
        |head|title|textarea)\b[^<>]*>.{0,2000}?</(?P=gone)\s*>
        | <(?P<hidden>\w+)(?:\s+[\w:-]+(?:=(?:"[^"<>]*"|'[^'<>]*'|[^\s<>"']+))?)*?
        \s+(?:hidden(?=[\s=>])|aria-hidden=["']?true|style=["'][^"'<>]*display:\s*none)[^<>]*>
        .{0,2000}?</(?P=hidden)\s*>)
    | (?P<tag></?(?P<name>[A-Za-z][\w:.-]*)(?P<attributes>[\s/](?:"[^"<]*"|'[^'<]*'|[^<>"'])*)?>)"""
_MARKUP = {
    "text": re.compile(_IN_TEXT, re.VERBOSE),
    "markdown": re.compile(_IN_TEXT + _IN_MARKDOWN, re.VERBOSE | re.DOTALL | re.MULTILINE | re.I),
}
_PAGE = re.compile(
    r"""<!--.*?(?:-->|\Z)
    | <(?P<raw>script|style|textarea|title|iframe|noembed|noframes)\b[^<>]*>
        .*?(?:</(?P=raw)[^<>]*>|\Z)
    | <(?P<closing>/?)(?P<name>[a-z][^\s/<>]*)
        (?P<attributes>(?:[^<>"']|"[^"]*(?:"|\Z)|'[^']*(?:'|\Z)){0,2000})>
    | <[!?/][^<>]*> | &(?:\#\d{1,7}|\#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});?""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_FRONT_MATTER = re.compile(
    r"\s*---[ \t]*\r?\n(?=[^\n]*:).{0,65536}?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL
)
_LABELS = re.compile(r"^[ >]{0,8}\[((?:[^\[\]\\]|\\.)+)\]:", re.MULTILINE)
_BLOCKS = frozenset(
    "p div section article main header h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table thead tbody tfoot "
    "tr td th caption blockquote figure figcaption pre address details summary hr body br".split()
)
_DROPPED = frozenset(
    "script style template iframe noscript noembed noframes svg object head title textarea "
    "datalist canvas audio video progress meter math nav footer aside button select dialog "
    "picture map menu del s strike".split()
)
# What only the libraries of the program can read.
_DOCUMENTS = frozenset(".pdf .docx .odt .epub .rst .ipynb .csv .tsv".split())
_INLINE = frozenset(
    "a abbr b center cite code col colgroup dfn em embed font form i img input ins kbd label "
    "link mark meta option q rb rp rt rtc ruby samp small source span strong sub sup track tt u "
    "var wbr".split()
)


class ReceiptError(ValueError):
    """A receipt that cannot be read; the message is one line."""


@dataclass(frozen=True)
class View:
    """A file's characters, and where markup that may be stepped over ends and what it stands for.

    In `shown` that markup and all that is invisible is made NUL. White space does not count in the
    offsets of a `page`.
    """

    text: str
    marks: dict[int, list[tuple[int, str]]]
    shown: str
    page: bool = False

    def offsets(self, places: Iterable[int]) -> list[int]:
        """How many characters are shown before each place; places in order."""
        counts, count, last = [], 0, 0
        for place in places:
            part = self.shown[last:place].replace("\0", "")
            count += len("".join(part.split()) if self.page else part)
            last = place
            counts.append(count)
        return counts


@dataclass(frozen=True)
class Finding:
    """Where a quote stands against today's file.

    Its place counts characters of the article's text, or of what this script alone reads in the
    file, which then knows the line; `unchanged` says that it has the very bytes that were quoted.
    """

    id: int
    source: str
    quote: str
    status: str  # verbatim, moved, changed or missing
    file: str | None = None
    unchanged: bool = False
    start: int | None = None
    end: int | None = None
    line: int | None = None
    reason: str = ""
    checked: bool = True  # whether anybody was there who can read the file

    @property
    def stands(self) -> bool:
        """Whether the words are in the file."""
        return self.status in ("verbatim", "moved")


def find_again(text: str, quote: str, start: int, before: str, after: str) -> int | None:
    """Where `quote` stands in `text`: the place that fits its context best, else the nearest.

    Of several places the one counts whose surroundings are most like `before` and `after`, white
    space aside, and among equals the one nearest to `start`. None if it stands nowhere.
    """
    nearest = sorted(_occurrences(text, quote), key=lambda place: abs(place - start))
    found = best_place(text, [(place, place + len(quote)) for place in nearest], before, after)
    return found[0] if found else None


def best_place(
    text: str, places: Iterable[tuple[int, int]], before: str, after: str
) -> tuple[int, int] | None:
    """The place that fits the context best, and of equal ones the first."""
    backwards, forwards = _bare(before[-_CONTEXT:])[::-1], _bare(after[:_CONTEXT])
    best, most = None, -1
    for place in places:
        first, last = place
        fit = _common(_bare(text[max(0, first - 2 * _CONTEXT) : first])[::-1], backwards)
        fit += _common(_bare(text[last : last + 2 * _CONTEXT]), forwards)
        if fit > most:
            best, most = place, fit
        if most == len(backwards) + len(forwards):
            break
    return best


def _bare(text: str) -> str:
    return "".join(_UNSEEN.sub("", text).split())


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return len(os.path.commonprefix([one, other]))  # noqa: RUF071 -- characters are meant


def _occurrences(text: str, quote: str) -> Iterator[int]:
    """Every place of `quote`, also those that overlap."""
    place = text.find(quote) if quote else -1
    while place >= 0:
        yield place
        place = text.find(quote, place + 1)


def places(view: View, quote: str) -> list[tuple[int, int]]:
    """Every `(start, end)` of a quote in a file, in order; ValueError if that takes too long."""
    words = " ".join(quote.split())
    if not words or "\0" in words:
        return []
    firsts = {match.start() for match in re.finditer(re.escape(words[0]), view.text)}
    for at, marks in view.marks.items():
        if any(value.strip() and words.startswith(value) for _, value in marks):
            firsts.add(at)
    found, steps = [], 0
    for first in sorted(firsts):
        todo, seen = [(first, 0)], set()
        while todo:
            if (steps := steps + 1) > _MOST_STEPS:
                raise ValueError("it repeats itself too often to be searched in reasonable time")
            at, done = todo.pop()
            if done == len(words):
                if not (_cuts(view, first) or _cuts(view, at)):
                    found.append((first, at))
                break
            after_space = words[done - 1 : done] == " "
            if at in view.marks:
                if (at, done) in seen:
                    continue
                seen.add((at, done))
                for end, value in view.marks[at]:
                    if words.startswith(value, done):
                        todo.append((end, done + len(value)))
                    if value == " " and after_space:
                        todo.append((end, done))
            character = view.text[at : at + 1]
            if character.isspace():
                if words[done] == " " or after_space:
                    todo.append((at + 1, done + (words[done] == " ")))
            elif character == words[done]:
                todo.append((at + 1, done + 1))
    return found


def _cuts(view: View, edge: int) -> bool:
    left = _UNSEEN.sub("", view.shown[max(0, edge - 99) : edge])
    right = _UNSEEN.sub("", view.shown[edge : edge + 99])
    return bool(_CUT.search(f"{left[-41:]}\0{right[:2]}"))


def text_view(text: str) -> View:
    """A text without any markup."""
    return View(text, {}, text)


def reads(path: Path) -> bool:
    """Whether this script alone can read a file of such a name."""
    return path.suffix.lower() not in _DOCUMENTS


def file_view(path: Path, data: bytes) -> View:
    """A file as this script reads it: its characters, with the markup of its format noted."""
    ending = path.suffix.lower()
    if ending in (".html", ".htm", ".xhtml"):
        return _page_view(_decoded(data, declared=True))
    text = _decoded(data)
    matter = _FRONT_MATTER.match(text)
    body = matter.end() if matter else 0
    marks = _text_marks(text, ending in (".md", ".markdown"))
    view = _marked(text, {0: [(body, "")], **marks} if body else marks, page=False)
    return replace(view, text=_blank(text[:body]) + text[body:])


def _decoded(data: bytes, declared: bool = False) -> str:
    """The characters of a file, in the encodings that need no guessing."""
    for mark, encoding in (
        (b"\xff\xfe\0\0", "utf-32"), (b"\0\0\xfe\xff", "utf-32"), (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"),
    ):  # fmt: skip
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    for zeros, encoding in ((data[1:4096:2], "utf-16-le"), (data[0:4096:2], "utf-16-be")):
        if zeros.count(0) > 0.7 * len(zeros):
            return data.decode(encoding, "replace")
    named = re.search(rb"charset=[\"']?([\w-]+)", data[:2048]) if declared else None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        mended = data.decode("utf-8", "replace")
    if named and b"utf" not in named.group(1).lower():
        try:
            return data.decode(named.group(1).decode("ascii"), "replace")
        except LookupError:
            pass
    damaged = mended.count("\ufffd")
    whole = sum(character > "\x7f" for character in mended) - damaged
    return mended if whole > damaged else data.decode("cp1252", "replace")


def _marked(text: str, marks: dict[int, list[tuple[int, str]]], page: bool) -> View:
    """A view; what is markup of a page cannot be read as words any more."""
    shown, words, done = [], [], 0
    for at in sorted(marks):
        end, value = marks[at][0]
        if at >= done:
            shown += [text[done:at], value[: end - at].ljust(end - at, "\0")]
            words += [text[done:at], _blank(text[at:end])]
            done = end
    for match in _UNSEEN.finditer(text):
        marks.setdefault(match.start(), []).append((match.end(), ""))
    rest = text[done:]
    seen = _UNSEEN.sub("\0", "".join([*shown, rest]))
    return View("".join([*words, rest]) if page else text, marks, seen, page)


def _blank(text: str) -> str:
    """What is no text of an article, with its line ends, by which lines are counted."""
    return re.sub(r"[^\n]", "\0", text)


def _text_marks(text: str, markdown: bool) -> dict[int, list[tuple[int, str]]]:
    """What may be markup in a text file, and what in Markdown."""
    marks: dict[int, list[tuple[int, str]]] = {}
    opened: list[tuple[int, int]] = []
    labels = {_label(match.group(1)) for match in _LABELS.finditer(text)}

    def mark(start: int, end: int, value: str = "") -> None:
        marks.setdefault(start, []).append((end, value))

    for match in _MARKUP["markdown" if markdown else "text"].finditer(text):
        kind, (start, end) = match.lastgroup, match.span()
        name = (match.groupdict().get("name") or "").lower()
        if kind == "escape":
            mark(start, start + 1)
            if match[0] == "\\`":  # as a path in code may end
                mark(start + 1, end)
        elif kind in ("emphasis", "code"):
            inside = (text[start - 1 : start] + text[end : end + 1]) if start else ""
            if kind == "code" or len(inside) < 2 or not inside.isalnum():
                for at in range(start, end):
                    mark(at, at + 1)
        elif kind == "opening":
            opened.append((start, end))
        elif kind == "closing":
            if opened:
                first, last = opened.pop()
                target = match["closing"]
                label = _label(target[1:-1]) or _label(text[last:start])
                if target[:1] == "(" or label in labels:
                    mark(first, last)
                    mark(start, end)
        elif kind == "entity":
            value = _UNSEEN.sub("", html.unescape(match[0]))
            if value != match[0]:
                mark(start, end, " " if value.isspace() else value)
        elif kind == "address":
            mark(start, start + 1)
            mark(end - 1, end)
        elif kind != "tag":
            mark(start, end)
        elif match["attributes"] or name in _BLOCKS | _DROPPED | _INLINE:
            mark(start, end)
            if name in _BLOCKS:
                mark(start, end, " ")
    return marks


def _label(text: str) -> str:
    return " ".join(text.split()).casefold()


def _page_view(text: str) -> View:
    """A web page, without what no browser shows and what is not part of an article."""
    parts = list(_PAGE.finditer(text))
    closed = _closed(parts)
    marks: dict[int, list[tuple[int, str]]] = {}
    index, link = 0, -1
    while index < len(parts):
        part, end, last = parts[index], index, closed.get(index, -1)
        name = (part["name"] or "").lower()
        link = last if name == "a" and last > 0 else link
        values = [" " if name in _BLOCKS else ""]
        if part[0][0] == "&":
            value = html.unescape(part[0])
            values = [" " if value.isspace() else _UNSEEN.sub("", value)]
        elif last > 0 and _is_hidden(name, part["attributes"]):
            end = last
        elif last > 0 and name in ("sup", "sub"):
            if raised := _raised(name, text[part.end() : parts[last].start()], index < link):
                values, end = [raised], last
        elif name in ("td", "th") and not part["closing"]:
            values = [" ", " | ", "| "]
        if values != [part[0]]:  # an ampersand that is one
            marks[part.start()] = [(parts[end].end(), value) for value in values]
        index = end + 1
    return _marked(text, marks, page=True)


def _closed(parts: Sequence[re.Match[str]]) -> dict[int, int]:
    """The closing tag of each opening one that has one, both as indices of `parts`."""
    opened: dict[str, list[int]] = {}
    closed = {}
    for index, part in enumerate(parts):
        name = (part["name"] or "").lower()
        if name and not part["closing"]:
            opened.setdefault(name, []).append(index)
        elif opened.get(name):
            closed[opened[name].pop()] = index
    return closed


def _is_hidden(name: str, attributes: str) -> bool:
    names = re.sub("\"[^\"]*\"|'[^']*'", "", attributes.lower())
    return name in _DROPPED or bool(
        re.search(r"(?<!\S)hidden(?![\w-])", names)
        or re.search(
            r"(?<![\w-])(?:aria-hidden\s*=\s*[\"']?true|style\s*=\s*[\"'][^\"']*"
            r"(?:display\s*:\s*none|visibility\s*:\s*hidden))",
            attributes.lower(),
        )
    )


def _raised(name: str, inside: str, linked: bool) -> str:
    """How an article's text writes a raised or lowered figure; empty if it is no figure."""
    text = " ".join(html.unescape(re.sub("<[^>]*>", "", inside)).split())
    if re.fullmatch(r"\[.*\]", text) or not re.fullmatch(r"[\d\W]+|[a-z*†‡]", text):
        return ""
    linked = linked or "<a" in inside.lower()
    return f"[{text}]" if name == "sup" and linked else ("^" if name == "sup" else "_") + text


def check(
    receipt: dict[str, Any],
    articles: Path | None = None,
    read_text: Callable[[Path, bytes], str] | None = None,
    read_with: Callable[[Path], str] | None = None,
) -> list[Finding]:
    """Compare every quote of a receipt with the file it is from, below `articles`.

    `read_text` gives the text that a receipt's offsets count, and raises ValueError if a file
    cannot be read; without it the characters of the file are compared. `read_with` names the
    library that it reads a file with, and its version.
    """
    citations = receipt["citations"]
    alone = len({citation["source"] for citation in citations}) == 1
    findings, views = [], {}
    for citation in citations:
        path = _find_file(citation, articles, alone)
        if path is None:
            reason = "no such file" if articles else "no such file here: name it with --articles"
            findings.append(_finding(citation, "missing", reason=reason))
            continue
        try:
            if path not in views:
                data = _read(path)
                views[path] = hashlib.sha256(data).hexdigest(), _view(path, data, read_text)
            digest, view = views[path]
            if view is None:
                findings.append(_unread(citation, path, digest))
            else:
                finding = _judge(citation, path, digest, view, exact=bool(read_text))
                now = read_with(path) if read_with else ""
                findings.append(_with_reader(finding, citation.get("extractor"), now))
        except (OSError, ValueError) as exc:
            reason = f"the file cannot be read: {exc}"
            findings.append(_finding(citation, "changed", file=str(path), reason=reason))
    return findings


def _view(path: Path, data: bytes, read_text: Callable[[Path, bytes], str] | None) -> View | None:
    """A file's text; None if nobody is here who can read it."""
    if read_text:
        return text_view(read_text(path, data))
    return file_view(path, data) if reads(path) else None


def _unread(citation: dict[str, Any], path: Path, digest: str) -> Finding:
    """What is said of a quote from a document that only the program can read."""
    unchanged = digest == citation["sha256"]
    reason = (
        f"not checked: this script alone cannot read {path.suffix.lower()} files; the program can: "
        "assistant verify RECEIPT --articles PATH"
    )
    known = {"file": str(path), "unchanged": unchanged, "checked": False}
    return _finding(citation, "changed", reason=reason, **known)


def _with_reader(finding: Finding, then: Any, now: str) -> Finding:
    """The finding, with a remark where another version makes the text of the file now."""
    if not (now and then) or then == now:
        return finding
    said = f"its text was made by {then}, now by {now}"
    if not finding.stands and finding.unchanged:
        said += ", which may read it otherwise: look at the file itself"
    return replace(finding, reason="; ".join(filter(None, [finding.reason, said])))


def _finding(citation: dict[str, Any], status: str, **known: Any) -> Finding:
    return Finding(citation["id"], citation["source"], citation["quote"], status, **known)


def _judge(citation: dict[str, Any], path: Path, digest: str, view: View, exact: bool) -> Finding:
    start, quote = citation["start"], citation["quote"]
    known = {"file": str(path), "unchanged": digest == citation["sha256"]}
    place = start if exact else (citation["in_file"] or {}).get("start")
    if len(quote) != citation["end"] - start:
        reason = f"the receipt was altered: {len(quote)} characters do not fit its offsets"
        return _finding(citation, "changed", reason=reason, **known)
    spans = places(view, quote)
    counted = view.offsets(span[0] for span in spans)
    starts = dict(zip(spans, counted))  # noqa: B905 -- not in Python 3.9
    best = next((span for span in spans if starts[span] == place), None)
    if best is None:
        near = start if place is None else place
        spans.sort(key=lambda span: abs(starts[span] - near))
        best = best_place(view.shown, spans, citation["before"], citation["after"])
    if best is None:
        reason = "these words are not in the file"
        if place is None:  # an encoding that needs guessing, a page that needs a browser's mending
            reason += ", as far as this script can read it: try assistant verify"
        return _finding(citation, "changed", reason=reason, **known)
    first, last = view.offsets(best)
    stays = first == place or (place is None and known["unchanged"])
    line = None if exact else view.text.count("\n", 0, best[0]) + 1
    status = "verbatim" if stays else "moved"
    return _finding(citation, status, start=first, end=last, line=line, **known)


def _find_file(citation: dict[str, Any], articles: Path | None, alone: bool) -> Path | None:
    """The file of a quote: by its path below the folder, by its name, by its bytes."""
    if articles and articles.is_file():
        below = [articles]
        if alone:
            return articles
    else:
        root = articles or Path()
        parts = [p for p in re.split(r"[\\/]", citation["source"]) if p not in ("", ".", "..")]
        for first in range(len(parts)):
            if _is_file(path := root.joinpath(*parts[first:])):
                return path
        if articles is None:
            return None
        below = [
            Path(folder, name)
            for folder, _, names in sorted(os.walk(root))
            for name in sorted(names)
        ]
    named = [path for path in below if path.name == citation["file"]]
    same = (path for path in [*named, *below] if _has(path, citation))
    return next(same, named[0] if named else None)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name too long, or one with a NUL
        return False


def _has(path: Path, citation: dict[str, Any]) -> bool:
    """Whether a file has the very bytes that were quoted."""
    try:
        size = citation["bytes"]
        if size is not None and path.stat().st_size != size:
            return False
        return bool(hashlib.sha256(_read(path)).hexdigest() == citation["sha256"])
    except (OSError, ValueError):
        return False


def _read(path: Path) -> bytes:
    if not path.is_file():
        raise ValueError("it is no regular file")
    if path.stat().st_size > _MOST_BYTES:
        raise ValueError(f"it is larger than {_MOST_BYTES // 2**20} MiB")
    return path.read_bytes()


def load(path: Path) -> dict[str, Any]:
    """Read a receipt, JSON or HTML; raises ReceiptError, with the reason and the cure."""
    try:
        text = _read(path).decode("utf-8-sig")
    except (OSError, ValueError) as exc:
        reason = getattr(exc, "strerror", None) or exc
        raise ReceiptError(f"cannot read {path} ({reason}): give the receipt's file") from exc
    embedded = re.search(r'<script type="application/json"[^>]*>(.*?)</script>', text, re.DOTALL)
    try:
        receipt = json.loads(embedded[1] if embedded and text.lstrip()[:1] == "<" else text)
    except (ValueError, RecursionError) as exc:
        raise ReceiptError(f"{path} holds no receipt: give the .json or .html file") from exc
    _refuse(receipt, str(path))
    return dict(receipt)


_FIELDS: dict[str, Any] = {
    "id": int, "source": str, "file": str, "sha256": str, "bytes": (int, type(None)), "start": int,
    "end": int, "quote": str, "before": str, "after": str, "in_file": (dict, type(None)),
}  # fmt: skip


def _refuse(receipt: Any, name: str) -> None:
    """Raise ReceiptError unless this is a receipt."""
    if not isinstance(receipt, dict) or receipt.get("format") != FORMAT:
        raise ReceiptError(f"{name} holds no receipt: its format is not {FORMAT!r}")
    if receipt.get("version") != VERSION:
        version = receipt.get("version")
        raise ReceiptError(f"{name} has version {version!r}, not {VERSION}: use its own script")
    citations = receipt.get("citations")
    if not isinstance(citations, list) or not isinstance(receipt.get("question"), str):
        raise ReceiptError(f"{name} is damaged, it has no question or no list of citations")
    for number, citation in enumerate(citations, start=1):
        known = citation if isinstance(citation, dict) else {}
        for key, kinds in _FIELDS.items():
            value = known.get(key, False)
            if isinstance(value, bool) or not isinstance(value, kinds):
                raise ReceiptError(f"{name} is damaged: citation {number} has no proper {key!r}")
        place = known["in_file"]
        if place is not None and type(place.get("start")) is not int:
            raise ReceiptError(f"{name} is damaged: citation {number} has no proper 'in_file'")
        if not 0 < len(known["quote"].strip()) <= len(known["quote"]) <= _LONGEST:
            length = len(known["quote"])
            raise ReceiptError(f"{name} is damaged: quote {number} has {length} characters")


def table(receipt: dict[str, Any], findings: Sequence[Finding]) -> str:
    """What was found, for people: every quote in full, for that is what was checked."""
    lines = [f"Question: {_sayable(receipt['question'])}"]
    for finding in findings:
        where = _sayable(finding.file or finding.source)
        if finding.start is not None:
            where += f", line {finding.line}" if finding.line else ""
            where += f", characters {finding.start}-{finding.end}"
        if finding.file:
            where += "; the file " + ("is unchanged" if finding.unchanged else "has changed")
        status = finding.status if finding.checked else "unchecked"
        lines += [f"[{finding.id}] {status:9} {where}"]
        lines += [f"    {_sayable(finding.reason)}"] if finding.reason else []
        lines += [f"    {_sayable(finding.quote)}"]
    good = sum(finding.stands for finding in findings)
    lines.append(f"{good} of {len(findings)} quotes stand." if findings else "It quotes nothing.")
    if unread := [finding for finding in findings if not finding.checked]:
        kinds = ", ".join(sorted({Path(finding.file or "").suffix.lower() for finding in unread}))
        lines.append(
            f"{len(unread)} not checked, in {kinds} files, which this script alone cannot read: "
            "assistant verify RECEIPT --articles PATH checks them."
        )
    return "\n".join(lines)


def _sayable(text: str) -> str:
    """On one line, and nothing in it that moves a terminal's cursor or turns its letters round."""
    return "".join(c if c.isprintable() else "\ufffd" for c in " ".join(text.split()))


def run(
    file: Path,
    articles: Path | None,
    as_json: bool,
    read_text: Callable[[Path, bytes], str] | None = None,
    read_with: Callable[[Path], str] | None = None,
) -> tuple[str, int]:
    """What is to be printed of a receipt, and the exit code; raises ReceiptError."""
    receipt = load(file)
    if articles is not None and not (articles.is_dir() or _is_file(articles)):
        raise ReceiptError(f"no file or folder {str(articles)!r}: check the path")
    findings = check(receipt, articles, read_text, read_with)
    code = 0 if all(finding.stands for finding in findings) else 1
    if not as_json:
        return table(receipt, findings), code
    found = {"question": receipt["question"], "stands": not code}
    found["citations"] = [asdict(finding) for finding in findings]
    return json.dumps(found, indent=2), code


def main(arguments: Sequence[str] | None = None) -> int:
    """Check the receipt that the command line names."""
    parser = argparse.ArgumentParser(description="Check a receipt against its files.")
    parser.add_argument("receipt", type=Path, help="the receipt, .json or .html")
    parser.add_argument("--articles", type=Path, help="the folder of the articles, or one of them")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(arguments)
    try:
        text, code = run(options.receipt, options.articles, options.json)
    except ReceiptError as exc:
        sys.stderr.write(f"verify_receipt: {_sayable(str(exc))}\n")
        return 2
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding) + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
