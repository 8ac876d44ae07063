"""How the page is served: to this machine alone, with strict headers."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from http.client import HTTPResponse
from pathlib import Path
from typing import cast

import pytest
import uvicorn

from assistant.errors import AssistantError
from assistant.ui.server import Server, _listen, build_app, serve

from .visiting import Site


def fetch(address: str, **headers: str) -> tuple[int, HTTPResponse]:
    """Status and response of a request, refusals included."""
    request = urllib.request.Request(address, headers=headers)  # noqa: S310 # the site's own address
    try:
        response = urllib.request.urlopen(request, timeout=10)  # noqa: S310
    except urllib.error.HTTPError as refusal:
        return refusal.code, cast(HTTPResponse, refusal)
    return response.status, response


def test_headers(site: Site) -> None:
    """The page forbids framing, sniffing, referrers, foreign requests and scripts not its own."""
    status, response = fetch(site.address)
    assert status == 200
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["referrer-policy"] == "same-origin"
    policy = response.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy
    assert "connect-src 'self'" in policy
    scripts = policy.split("script-src ")[1].split(";")[0]
    assert "unsafe-inline" not in scripts
    nonce = scripts.split("'nonce-")[1].split("'")[0]
    page = response.read().decode()
    assert page.count("<script") == page.count(f'<script nonce="{nonce}"') > 0
    assert fetch(site.address)[1].headers["content-security-policy"] != policy


@pytest.mark.parametrize(
    "path",
    ["gradio_api/upload", "gradio_api/file=/etc/passwd", "monitoring", "gradio_api/runs", "docs",
     "gradio_api/proxy=http://example.org", "gradio_api/vibe-code", "gradio_api/call/ask"],
)  # fmt: skip
def test_only_what_the_page_needs_is_open(site: Site, path: str) -> None:
    """Gradio's other doors are shut."""
    status, response = fetch(f"{site.address}/{path}")
    assert status == 404
    assert response.headers["x-content-type-options"] == "nosniff"


def test_other_names_and_other_pages_are_refused(site: Site) -> None:
    """Neither a foreign name for this machine nor a foreign page gets an answer."""
    assert fetch(site.address, Host="evil.example")[0] == 403
    assert fetch(f"{site.address}/config", Origin="http://evil.example")[0] == 403
    assert fetch(f"{site.address}/config", Origin=site.address)[0] == 200


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "example.org", ""])  # noqa: S104 # to be refused
def test_only_this_machine(site: Site, host: str) -> None:
    """A host that others could reach is refused with the reason."""
    with pytest.raises(AssistantError, match="sign in"):
        serve(site.services, host=host)


def test_the_next_free_port() -> None:
    """A port that is taken is passed over; 0 means any."""
    with _listen("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with _listen("127.0.0.1", port) as second:
            assert port < second.getsockname()[1] <= port + 100


def test_the_page_is_up_before_the_model(site: Site) -> None:
    """The model begins to be loaded when the page answers."""
    answered: list[int] = []

    def begin() -> None:
        port = server.servers[0].sockets[0].getsockname()[1]
        answered.append(port)

    config = uvicorn.Config(build_app(site.services), port=0, log_level="critical")
    server = Server(config, begin, lambda: None)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.05)
        assert fetch(f"http://127.0.0.1:{answered[0]}")[0] == 200
    finally:
        server.should_exit = True
        thread.join(30)


@pytest.mark.skipif(sys.platform == "win32", reason="sends the signal of Ctrl-C")
def test_serve_says_where_and_ends_quietly(library: Path, tmp_path: Path) -> None:
    """A taken port is named, the page answers, Ctrl-C ends it without a traceback."""
    program = (
        "import sys; from pathlib import Path\n"
        "from assistant import Assistant, Settings\n"
        "from assistant.ui.server import serve\n"
        "from assistant.ui.services import open_services\n"
        "folder, place = map(Path, sys.argv[1:3])\n"
        "settings = Settings(store=place / 'store', data=place / 'data', llm='none')\n"
        "with (\n"
        "    Assistant.open(folder, settings=settings) as assistant,\n"
        "    open_services(assistant, [folder]) as services,\n"
        "):\n"
        "    serve(services, port=int(sys.argv[3]))\n"
    )
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process = subprocess.Popen(
            [sys.executable, "-c", program, str(library), str(tmp_path), str(port)],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        )  # fmt: skip
        assert process.stdout
        said = process.stdout.readline()
        assert f"port {port} is taken" in said
        address = said.split(" at ")[1].split(" ")[0]
        assert fetch(address)[0] == 200
        process.send_signal(signal.SIGINT)
        _, complaints = process.communicate(timeout=20)
    assert process.returncode == 0
    assert "Traceback" not in complaints
