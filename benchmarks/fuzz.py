"""Whether damaged and hostile documents do any harm: real files, mutated by the thousand.

    python benchmarks/fuzz.py FOLDER [--examples 2000] [--seconds 20] [--seed 0] [--keep DIR]

Each file of FOLDER is read as it is, then its format `--examples` times in mutations: bits flipped,
pieces cut out, doubled, put in from other files, numbers made huge, marks of the format strewn in;
the parts of archives likewise, and exchanged for one another. Some are made to ask for a file
beside them and for an address of this machine (entities, links, includes). All are read in the
process that reads documents in the program. Counted are texts, refusals with a reason, others that
only pass on a parser's own error, readers lost, readings of more than `--seconds`, other errors,
texts with words of the other file, and requests to the address. All but the first two are written
to `--keep`.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import sys
import tempfile
import threading
import time
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from machine import machine

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from assistant.errors import ArticleError
from assistant.library.apart import Apart
from assistant.library.loaders import endings

_SECRET = "Quillon zarbeth 7319"  # noqa: S105 - words that no file has
_TOKENS = [
    *(b"\0", b"\xff\xfe", b"<", b">", b"&#0;", b"<!--", b"]]>", b'"', b"\\", b"{", b"[", b"\n\n"),
    *(b"-1", b"99999999999", b"1e999", b"/Kids", b"/Length 0", b"endstream", b"endobj", b"PK\3\4"),
    *(b"<w:p>", b"</w:p>", b"<text:p>", b"<div>", b"<table><tr><td>", b".. ", b"::", b"\\ud800"),
]
_COLUMNS = (
    "files",
    "texts",
    "refused",
    "nameless",
    "lost",
    "late",
    "errors",
    "leaks",
    "requests",
    "slowest ms",
)


def mutated(data: bytes, others: Sequence[bytes], draw: random.Random, bait: bytes) -> bytes:
    """The same file, damaged; an archive in its bytes, or in the parts within."""
    if data[:2] == b"PK" and draw.random() < 0.7:
        return _archive(data, draw, bait)
    for _ in range(draw.choice((1, 1, 2, 4, 16))):
        data = draw.choice(_MUTATIONS)(data, draw.choice(others), draw)
    return _baited(data, draw, bait) if draw.random() < 0.2 else data


def _flip(data: bytes, _: bytes, draw: random.Random) -> bytes:
    at = draw.randrange(len(data) + 1)
    return data[:at] + bytes([draw.randrange(256)]) + data[at + 1 :]


def _cut(data: bytes, _: bytes, draw: random.Random) -> bytes:
    return data[: draw.randrange(len(data) + 1)]


def _drop(data: bytes, _: bytes, draw: random.Random) -> bytes:
    at = draw.randrange(len(data) + 1)
    return data[:at] + data[at + draw.randrange(1, 2000) :]


def _double(data: bytes, _: bytes, draw: random.Random) -> bytes:
    at = draw.randrange(len(data) + 1)
    piece = data[at : at + draw.randrange(1, 500)]
    return data[:at] + piece * draw.choice((2, 3, 100)) + data[at:]


def _splice(data: bytes, other: bytes, draw: random.Random) -> bytes:
    at, start = draw.randrange(len(data) + 1), draw.randrange(len(other) + 1)
    return data[:at] + other[start : start + draw.randrange(1, 2000)] + data[at:]


def _token(data: bytes, _: bytes, draw: random.Random) -> bytes:
    at = draw.randrange(len(data) + 1)
    return data[:at] + draw.choice(_TOKENS) + data[at + draw.randrange(8) :]


def _number(data: bytes, _: bytes, draw: random.Random) -> bytes:
    """Another number for one of those in the file: what lengths, places and counts are in a PDF."""
    digits = [at for at in range(len(data)) if 48 <= data[at] <= 57]
    if not digits:
        return data
    first = last = draw.choice(digits)
    while last < len(data) and 48 <= data[last] <= 57:
        last += 1
    other = draw.choice((0, 1, 7, 255, 65536, 2**31, 2**63, draw.randrange(10**6)))
    return data[:first] + str(other).encode() + data[last:]


_Mutation = Callable[[bytes, bytes, random.Random], bytes]
_MUTATIONS: list[_Mutation] = [_flip, _flip, _cut, _drop, _double, _splice, _token, _number]


def _baited(data: bytes, draw: random.Random, bait: bytes) -> bytes:
    """The file with something in it that asks for another one."""
    entity = b'<!DOCTYPE a [<!ENTITY bait SYSTEM "%s"><!ENTITY %% p SYSTEM "%s">%%p;]>' % (
        bait,
        bait,
    )
    path = bait.removeprefix(b"file://")
    pieces = [
        b'<p>&bait;</p><img src="%s"/><iframe src="%s"></iframe>' % (bait, bait),
        b'<link rel="stylesheet" href="%s"/><object data="%s"></object>' % (bait, bait),
        b'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="%s" parse="text"/>' % bait,
        b"\n\n.. include:: %s\n\n.. raw:: html\n   :file: %s\n\n" % (path, path),
        b"\n\n.. csv-table:: a\n   :file: %s\n\n.. raw:: html\n   :url: %s\n\n" % (path, bait),
        b"\n![a](%s)\n<script src='%s'></script>\n" % (bait, bait),
        b"<< /Type /Action /S /URI /URI (%s) >> << /F (%s) /FFilter /None >>" % (bait, path),
    ]
    at = draw.randrange(len(data) + 1)
    if data.lstrip()[:1] == b"<":
        head = data.find(b"?>") + 2 if data.lstrip()[:2] == b"<?" else 0
        data = data[:head] + entity + data[head:]
        at = max(data.rfind(b"</"), 0)
    return data[:at] + draw.choice(pieces) + data[at:]


def _archive(data: bytes, draw: random.Random, bait: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    names = list(parts)
    one, other = draw.choice(names), draw.choice(names)
    act = draw.randrange(5)
    if act == 0:
        parts[one], parts[other] = parts[other], parts[one]
    elif act == 1:
        del parts[one]
    elif act == 2:
        parts[one] = parts[one].replace(b'Target="', b'TargetMode="External" Target="%s?' % bait)
        parts[one] = parts[one].replace(b'href="', b'href="%s?' % bait)
    elif act == 3:
        parts[one] = _baited(parts[one], draw, bait)
    else:
        parts[one] = mutated(parts[one], list(parts.values()), draw, bait)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return written.getvalue()


class _Counting(BaseHTTPRequestHandler):
    requests = 0

    def do_GET(self) -> None:
        type(self).requests += 1
        self.send_response(200)
        self.end_headers()
        self.wfile.write(_SECRET.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@dataclass(frozen=True)
class Fuzzer:
    """How every format is fuzzed; `baits` are addresses of what must not be read."""

    examples: int
    seconds: float
    seed: int
    baits: Sequence[bytes]
    keep: Path | None

    def fuzz(self, ending: str, files: Sequence[bytes]) -> Counter[str]:
        """What came of the files of one format and of their mutations."""
        draw = random.Random(f"{self.seed}{ending}")  # noqa: S311 - no secret: to be repeated
        apart = Apart(seconds=self.seconds)
        found: Counter[str] = Counter({"files": len(files) + self.examples})
        before, slowest = _Counting.requests, 0.0
        for number in range(-len(files), self.examples):
            if number < 0:
                data = files[number]
            else:
                data = mutated(draw.choice(files), files, draw, draw.choice(self.baits))
            began = time.perf_counter()
            found[self._come_of(apart, ending, data, number)] += 1
            slowest = max(slowest, time.perf_counter() - began)
        apart.close()
        found["requests"] = _Counting.requests - before
        found["slowest ms"] = round(1000 * slowest)
        return found

    def _come_of(self, apart: Apart, ending: str, data: bytes, number: int) -> str:
        try:
            extract = apart.extract(ending, data)
        except ArticleError as exc:
            kind = "lost" if "brings its reader down" in str(exc) else "refused"
            kind = "nameless" if str(exc).startswith("cannot be read (") else kind
            kind = "late" if "seconds to read" in str(exc) else kind
            if self.keep and kind != "refused":
                (self.keep / f"{kind}-{number}{ending}").write_bytes(data)
            return kind
        except Exception as exc:  # what is looked for
            sys.stderr.write(f"{ending} {number}: {exc!r}\n")
            return "errors"
        said = " ".join([extract.text, extract.title or "", *extract.warnings])
        return "leaks" if _SECRET in said else "texts"


def main() -> None:
    """Fuzz every format that there are files of, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--examples", type=int, default=2000)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    files = defaultdict(list)
    for path in sorted(options.folder.iterdir()):
        if path.suffix.lower() in endings():
            files[path.suffix.lower()].append(path.read_bytes())
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Counting)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    results = {}
    print(f"{'':8}" + "".join(f"{column:>11}" for column in _COLUMNS))
    with tempfile.TemporaryDirectory() as folder:
        canary = Path(folder) / "canary.txt"
        canary.write_text(_SECRET)
        baits = [canary.as_uri().encode(), b"http://127.0.0.1:%d/canary" % server.server_port]
        fuzzer = Fuzzer(options.examples, options.seconds, options.seed, baits, options.keep)
        for ending, seeds in files.items():
            found = fuzzer.fuzz(ending, seeds)
            results[ending] = dict(found)
            print(f"{ending:8}" + "".join(f"{found[name]:>11}" for name in _COLUMNS), flush=True)
    if options.json:
        options.json.write_text(json.dumps({"machine": machine(), "formats": results}, indent=2))


if __name__ == "__main__":
    main()
