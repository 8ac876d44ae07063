"""`assistant verify`: exit codes, the script, and what it does not need."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.cli import main
from assistant.types import Span
from receipts.making import cite, receipt_of


@pytest.fixture
def receipt(tmp_path: Path) -> Path:
    """A receipt beside the folder of its article."""
    lamp = tmp_path / "articles" / "lamp.md"
    lamp.parent.mkdir()
    lamp.write_text("# The lamp\n\nIt **burned** oil.\n", encoding="utf-8")
    file = tmp_path / "receipt.json"
    receipt = receipt_of(lamp.parent, [cite(lamp, "lamp.md", Span(10, 24))])
    file.write_text(receipt.to_json(), encoding="utf-8")
    return file


def test_exit_codes(receipt: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """0 if every quote stands, 1 if one does not, 2 if nothing could be checked."""
    folder = receipt.parent / "articles"
    command = ["verify", str(receipt), "--articles", str(folder)]
    assert main(command) == 0
    assert "It burned oil." in capsys.readouterr().out
    (folder / "lamp.md").write_text("It burned no oil.", encoding="utf-8")
    assert main([*command, "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["citations"][0]["status"] == "changed"
    (folder / "lamp.md").write_bytes(b"\0\1" * 100)
    assert main(command) == 1
    assert "cannot be read" in capsys.readouterr().out
    for wrong in (["verify"], ["verify", str(folder)], [*command[:-1], str(folder / "none")]):
        assert main(wrong) == 2
        said = capsys.readouterr().err
        assert said.startswith("assistant: ")
        assert said.count("\n") == 1


def test_script(receipt: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--script` writes the file that checks alone; where it cannot, it says so."""
    script = receipt.parent / "verify_receipt.py"
    assert main(["verify", "--script", str(script)]) == 0
    command = [sys.executable, "-I", str(script), str(receipt), "--articles", "articles"]
    assert subprocess.run(command, cwd=receipt.parent, check=False).returncode == 0
    assert main(["verify", "--script", str(receipt.parent / "none" / "x.py")]) == 2
    assert "--script" in capsys.readouterr().err


def test_light(receipt: Path) -> None:
    """No model, no index and no page is loaded to check a receipt."""
    code = (
        "import sys; from assistant.cli import main\n"
        f"assert main(['verify', {str(receipt)!r}, '--articles', 'articles']) == 0\n"
        "heavy = {'torch', 'chromadb', 'sentence_transformers', 'gradio', 'langchain_core'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
        "import os; assert sorted(os.listdir()) == ['articles', 'receipt.json']\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-c", code]
    done = subprocess.run(
        command, cwd=receipt.parent, env=environment, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
