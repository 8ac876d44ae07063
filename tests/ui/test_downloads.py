"""Files that a user takes away, over real HTTP."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import httpx
import pytest
from fastapi import FastAPI

from assistant.records.feedback import Feedback
from assistant.records.record import Record
from assistant.ui.asking import Asking
from assistant.ui.downloads import answer_as_text, download_routes
from assistant.ui.session import Turn
from assistant.ui.tab import Tab

from .serving import served
from .visiting import Site, asked

LAMP = "How many liters of oil did the lamp burn a night?"
HOSTILE = "../../<script>alert(1)</script>\"'; filename=x \u202e\r\nset-cookie: a=b 🗼 " + "ö" * 300
UNKNOWN = "f" * 32


@pytest.fixture(scope="module")
def client(site: Site) -> Iterator[httpx.Client]:
    """Ada, by a header that stands for signing in."""
    app = FastAPI()
    app.routes.extend(download_routes(site.services, lambda request: request.headers["x-user"]))
    with served(app) as address, httpx.Client(base_url=address, headers={"x-user": "ada"}) as ada:
        yield ada


@pytest.fixture(scope="module")
def tab(site: Site) -> Tab:
    """A conversation of hers: an answer that was judged, and an abstention."""
    tab = Tab(site.services, "ada", "1")
    asked(tab, LAMP)
    asked(tab, "Who won the football World Cup of 1998 in Paris?")
    tab.act("up-0", "", "link")
    return tab


def name_of(response: httpx.Response) -> str:
    """The name under which a browser keeps a file."""
    return unquote(response.headers["content-disposition"].split("filename*=UTF-8''")[1])


def test_a_receipt_can_be_checked(
    client: httpx.Client, tab: Tab, library: Path, tmp_path: Path
) -> None:
    """As data it passes the script that comes with it; as a page it needs nothing else."""
    receipt = client.get(f"/receipts/{tab.conversation}/0.json")
    assert receipt.headers["content-type"] == "application/json"
    assert "12 liters" in receipt.text
    script = client.get("/receipts/verify_receipt.py")
    for name, response in (("r.json", receipt), ("verify_receipt.py", script)):
        (tmp_path / name).write_bytes(response.content)
    command = [sys.executable, "verify_receipt.py", "r.json", "--articles", str(library)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    page = client.get(f"/receipts/{tab.conversation}/0.html")
    assert page.headers["content-type"].startswith("text/html")
    assert not re.search(r"""(?:src|href)=["']?(?:https?:|/)""", page.text)


def test_an_answer_as_text(client: httpx.Client, tab: Tab) -> None:
    """Its words, then where each quote stands; shown, not kept as a file."""
    answer = tab.turns()[0].answer
    assert answer
    response = client.get(f"/receipts/{tab.conversation}/0.txt")
    assert response.text == answer_as_text(answer)
    assert "content-disposition" not in response.headers
    assert answer.citations[0].quote in response.text


@pytest.mark.parametrize("ending", ["md", "html", "json"])
def test_a_conversation_is_exported(client: httpx.Client, tab: Tab, ending: str) -> None:
    """Every form has the questions and the quotes; its name is the conversation's."""
    response = client.get(f"/conversations/{tab.conversation}.{ending}")
    assert response.status_code == 200
    assert "12 liters" in response.text
    assert "World Cup" in response.text
    assert name_of(response).startswith("How many liters of oil")
    assert name_of(response).endswith(f".{ending}")


def test_feedback_is_exported(client: httpx.Client, tab: Tab) -> None:
    """A line of JSON for each judged answer, of the user who asks alone."""
    (line,) = map(json.loads, client.get("/feedback.jsonl").text.splitlines())
    assert line["question"] == LAMP
    assert client.get("/feedback.jsonl", headers={"x-user": "eve"}).text == ""


@pytest.mark.parametrize(
    "path",
    ["/receipts/{}/9.html", "/receipts/{}/-1.html", "/receipts/{}/99999999999999999999.json",
     "/conversations/{}.exe", "/conversations/{}.", "/receipts/" + UNKNOWN + "/0.html",
     "/conversations/" + UNKNOWN + ".md", "/conversations/%00.md", "/receipts/..%2f..%2fx/0.txt"],
)  # fmt: skip
def test_what_is_not_there(client: httpx.Client, tab: Tab, path: str) -> None:
    """It is not found, without a word of what is."""
    response = client.get(path.format(tab.conversation))
    assert response.status_code == 404
    assert "liters" not in response.text


@pytest.mark.parametrize("user", ["eve", "", "Ada"])
def test_what_is_another_s_is_not_found(client: httpx.Client, tab: Tab, user: str) -> None:
    """Whoever guesses an address has nothing of it."""
    for path in (f"/receipts/{tab.conversation}/0.json", f"/conversations/{tab.conversation}.md"):
        response = client.get(path, headers={"x-user": user})
        assert response.status_code == 404
        assert "liters" not in response.text


def test_a_hostile_title_is_a_harmless_name(site: Site, client: httpx.Client, tab: Tab) -> None:
    """No path, no second header, no mark: letters, digits and spaces of it are left."""
    conversations = site.services.conversations
    conversation = conversations.start("ada", HOSTILE).id
    conversations.append("ada", conversation, Record(HOSTILE, 1.0, tab.turns()[0].answer))
    for path in (f"/conversations/{conversation}.html", f"/receipts/{conversation}/0.html"):
        response = client.get(path)
        assert response.status_code == 200
        assert re.fullmatch(r"[\w .-]{1,100}\.html", name_of(response))
        assert not name_of(response).startswith(".")
        assert "set-cookie" not in response.headers
        assert "<script>alert(1)" not in response.text


@pytest.mark.parametrize("title", ["...", "🗼", "<>", "漢字", "\u202e"])
def test_a_title_without_plain_letters(site: Site, client: httpx.Client, title: str) -> None:
    """The file has a name all the same."""
    conversation = site.services.conversations.start("ada", title).id
    response = client.get(f"/conversations/{conversation}.md")
    assert response.status_code == 200
    assert re.search(r'filename="[\w .-]+\.md"', response.headers["content-disposition"])
    assert len(name_of(response)) > len(".md")


def test_what_is_being_answered_has_no_receipt_yet(
    site: Site, client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor is it exported."""
    conversations = site.services.conversations
    conversation = conversations.start("ada").id
    conversations.append("ada", conversation, Record("Is it there?", 1.0, complete=False))
    asking = Asking(Turn("Is it there?"), "ada")
    monkeypatch.setitem(site.services.askings._of, conversation, asking)
    assert client.get(f"/receipts/{conversation}/0.html").status_code == 404
    exported = client.get(f"/conversations/{conversation}.json")
    assert "there?" not in json.dumps(exported.json().get("turns", []))


def test_an_error_has_no_receipt(site: Site, client: httpx.Client) -> None:
    """But it stands in the export."""
    conversations = site.services.conversations
    conversation = conversations.start("ada").id
    record = Record("Why?", 1.0, error="It broke <off>.", feedback=Feedback("down"))
    conversations.append("ada", conversation, record)
    assert client.get(f"/receipts/{conversation}/0.html").status_code == 404
    assert "broke" in client.get(f"/conversations/{conversation}.md").text
