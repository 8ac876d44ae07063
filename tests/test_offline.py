"""No process opens a connection beyond this machine, and nobody has to set anything for that."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

from libraries import Library

# Refuses, and notes, whatever would leave this machine, before anything else is imported. An
# audit hook sees every socket of Python's, those made below the `socket` module as well.
GUARD = """
import sys
from ipaddress import ip_address

NOTES = open(sys.argv[1], "a", buffering=1)
PLACES = {"socket.connect": 1, "socket.sendto": 1, "socket.sendmsg": 1, "socket.getaddrinfo": 0,
          "socket.gethostbyname": 0, "socket.gethostbyaddr": 0}

def is_here(host):
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"

def refuse(event, args):
    place = args[PLACES[event]] if event in PLACES else None
    if isinstance(place, tuple):
        place = place[0]
    if isinstance(place, str) and event in PLACES and place.startswith(("/", "\\0")):
        return  # a Unix socket
    if place is not None and place != "" and not is_here(place):
        NOTES.write(f"{event} {args[PLACES[event]]}\\n")
        raise ConnectionRefusedError(f"refused by the test: {event} {place}")

sys.addaudithook(refuse)
"""
DRIVER = """
from assistant.cli import main

folder, store, questions = sys.argv[2:]
for arguments in [
    ["index", folder],
    ["index", folder],
    ["ask", "How much oil did the lamp burn?", "--json"],
    ["ask", "Who won the cup in 1998?"],
    ["status"],
    ["evaluate", questions, "--articles", folder, "--baseline", "--report", f"{store}.html"],
    ["evaluate", questions],
    ["serve", folder, "--port", "0"],
]:
    print("run:", *arguments, flush=True)
    if code := main([*arguments, "--store", store]):
        sys.exit(code)
"""
ATTEMPTS = """
import socket, urllib.request
for attempt in [
    lambda: socket.create_connection(("192.0.2.1", 80), timeout=1),
    lambda: socket.socket().connect_ex(("192.0.2.2", 80)),
    lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("192.0.2.3", 53)),
    lambda: socket.getaddrinfo("example.invalid", 80),
    lambda: socket.gethostbyname("example.invalid"),
    lambda: urllib.request.urlopen("http://example.invalid/", timeout=1),
]:
    try:
        attempt()
    except OSError:
        pass
with socket.create_server(("127.0.0.1", 0)) as server:
    socket.create_connection(("localhost", server.getsockname()[1])).close()
"""


def bare_environment(home: Path) -> dict[str, str]:
    """An environment in which nobody has set anything."""
    told = {"PYTHONFAULTHANDLER": "1"}  # should the interpreter itself fall
    return {"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8", **told}


def test_the_guard_sees_what_leaves(tmp_path: Path) -> None:
    """Each way out is refused and noted, loopback is neither."""
    notes = tmp_path / "notes"
    subprocess.run(
        [sys.executable, "-c", GUARD + ATTEMPTS, str(notes)],
        check=True, timeout=60, env=bare_environment(tmp_path),
    )  # fmt: skip

    assert [line.split()[0] for line in notes.read_text().splitlines()] == [
        "socket.getaddrinfo",  # create_connection looks its address up first
        "socket.connect",
        "socket.sendto",
        "socket.getaddrinfo",
        "socket.gethostbyname",
        "socket.getaddrinfo",
    ]


def test_nothing_leaves_this_machine(library: Library, tmp_path: Path) -> None:
    """Index, ask, status, evaluate and serve work without trying to reach another machine."""
    notes, questions = tmp_path / "notes", tmp_path / "questions.jsonl"
    line = {"question": "How much oil did the lamp burn?", "answers": ["12 liters"]}
    questions.write_text(json.dumps(line) + "\n")
    arguments = [notes, library.folder, library.store, questions]

    with subprocess.Popen(
        [sys.executable, "-c", GUARD + DRIVER, *map(str, arguments)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=bare_environment(tmp_path),
    ) as process:  # fmt: skip
        said = []
        assert process.stdout
        for line_said in process.stdout:
            said.append(line_said)
            if " is open at " in line_said:
                address = line_said.split(" is open at ")[1].split(";")[0].split(" ")[0]
                with urllib.request.urlopen(address, timeout=60) as page:  # noqa: S310 # loopback
                    assert b"gradio" in page.read()
                process.send_signal(signal.SIGINT)
        complaints = process.stderr.read() if process.stderr else ""

    assert process.returncode == 0, f"{process.returncode}\n{''.join(said)[-2000:]}\n{complaints}"
    assert sum(line_said.startswith("run:") for line_said in said) == 8
    assert "is open at http://127.0.0.1:" in "".join(said)
    assert "12 liters" in "".join(said)
    assert notes.read_text() == ""


def test_the_import_sets_what_is_needed(tmp_path: Path) -> None:
    """Telemetry is off and the hub offline once the package is imported; the user may differ."""
    program = "import assistant, json, os; print(json.dumps(dict(os.environ)))"

    def imported(**chosen: str) -> dict[str, str]:
        run = subprocess.run(
            [sys.executable, "-c", program],
            check=True, capture_output=True, env=bare_environment(tmp_path) | chosen,
        )  # fmt: skip
        found: dict[str, str] = json.loads(run.stdout)
        return found

    found = imported()
    for name, value in {
        "HF_HUB_OFFLINE": "1",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "GRADIO_ANALYTICS_ENABLED": "False",
        "ANONYMIZED_TELEMETRY": "False",
        "LANGSMITH_TRACING": "false",
        "LANGCHAIN_TRACING_V2": "false",
    }.items():
        assert found[name] == value
    assert imported(HF_HUB_OFFLINE="0")["HF_HUB_OFFLINE"] == "0"
