"""A real Chroma server on loopback, which tests stop and start."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

PATIENCE = 60.0


class ChromaServer:
    """`chroma run` over a folder. Use as a context manager."""

    def __init__(self, folder: Path, host: str = "127.0.0.1") -> None:
        self.folder, self._host = folder, host
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.create_server((host, 0), family=family) as free:
            self.port = int(free.getsockname()[1])
        self.address = f"http://{f'[{host}]' if ':' in host else host}:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> ChromaServer:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Start it on the folder and port it has, and wait until it answers."""
        program = Path(sys.executable).with_name("chroma")
        place = ["--path", str(self.folder), "--host", self._host, "--port", str(self.port)]
        self._process = subprocess.Popen(
            [program, "run", *place],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        end = time.monotonic() + PATIENCE
        while True:
            try:
                urllib.request.urlopen(f"{self.address}/api/v2/heartbeat", timeout=5).close()  # noqa: S310 # loopback
            except OSError:
                assert self._process.poll() is None
                assert time.monotonic() < end
                time.sleep(0.05)
            else:
                return

    def stop(self) -> None:
        """Kill it, as a machine that fails would."""
        if self._process:
            os.kill(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def make_database(self, name: str) -> None:
        """An empty database of its own for a test."""
        request = urllib.request.Request(  # noqa: S310 # loopback
            f"{self.address}/api/v2/tenants/default_tenant/databases",
            json.dumps({"name": name}).encode(),
            {"Content-Type": "application/json"},
        )
        urllib.request.urlopen(request, timeout=PATIENCE).close()  # noqa: S310 # loopback
