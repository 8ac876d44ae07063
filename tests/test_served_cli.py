"""The commands over an index on a Chroma server."""

from __future__ import annotations

import json

import pytest
from chroma_server import ChromaServer
from libraries import Library

from assistant.cli import main


def test_all_commands(library: Library, address: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Index, ask, status, forget and rebuild do with a server what they do with a folder."""

    def said(*arguments: object) -> str:
        assert main([*map(str, arguments), "--store", address]) == 0
        return capsys.readouterr().out

    assert f"3 articles in {address}: 3 added" in said("index", library.folder)
    assert "3 unchanged" in said("index", library.folder)
    found = json.loads(said("ask", "How much oil did the lamp burn?", "--json"))
    assert "12 liters" in found["citations"][0]["quote"]
    told = json.loads(said("status", "--json"))
    assert (told["store"], len(told["articles"]), told["owner"]) == (address, 3, None)
    assert "there is no calibration" in said("calibrate", "--forget")
    assert "1 removed" in said("index", "--forget", library.folder / "lamp.md")
    assert "3 added" in said("index", library.folder, "--rebuild")


@pytest.mark.parametrize("command", [("ask", "Why?"), ("status",), ("calibrate", "--forget")])
def test_no_index(
    command: tuple[str, ...], address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where nothing was indexed yet, one line says what to do, and nothing is made."""
    for _ in range(2):
        assert main([*command, "--store", address]) == 2
        assert f"no index in {address}: make one with assistant index" in capsys.readouterr().err


def test_what_is_wrong_is_said(
    library: Library, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that is not there, and an address that is none: exit code 2 and one line."""
    monkeypatch.setattr("assistant.library.server.READING", 0.2)
    unused = ChromaServer(library.folder).address
    for command in (["index", str(library.folder)], ["ask", "Why?"], ["status"]):
        assert main([*command, "--store", unused]) == 2
        error = capsys.readouterr().err
        assert "does not answer" in error
        assert error.count("\n") == 1
    with pytest.raises(SystemExit) as exit_of:
        main(["status", "--store", "http://127.0.0.1:8000/path"])
    assert exit_of.value.code == 2
    assert "nothing may stand behind host and port" in capsys.readouterr().err
