"""What waits to be indexed, and whose turn it is."""

from __future__ import annotations

from pathlib import Path

from assistant.collection.board import Board
from assistant.collection.tasks import Folder, Task

ADA, BOB, ALL = (Folder(f"/{name}", Path(name), name or None) for name in ("ada", "bob", ""))


def begun(board: Board) -> Task:
    """The next task, which is there."""
    task = board.take()
    assert task
    return task


def test_what_is_asked_for_twice_is_done_once() -> None:
    """Requests for a folder that waits are one task, with all their files."""
    board = Board()
    board.add(ADA, {"/ada/1": "1"})
    board.add(BOB, {})
    board.add(ADA, {"/ada/2": "2"}, anew=["/ada/1"])
    task = begun(board)
    assert (task.folder, task.files) == (ADA, {"/ada/1": "1", "/ada/2": "2"})
    assert task.anew == {"/ada/1"}
    board.end(task)
    board.end(begun(board))
    assert not board.view(["ada", "bob"]).busy
    assert board.wait(None, 0)


def test_what_changes_meanwhile_is_done_again() -> None:
    """A request for a folder that is being indexed waits for its end."""
    board = Board()
    board.add(ADA, {"/ada/1": "1"})
    task = begun(board)
    assert board.report(task, 0, 10, "/ada/1")
    board.add(ADA, {"/ada/2": "2"})
    view = board.view(["ada"])
    assert (view.indexing, view.waiting) == ({"/ada/1": "1"}, {"/ada/2": "2"})
    board.end(task)
    assert board.view(["ada"]).waiting == {"/ada/2": "2"}
    assert begun(board).files == {"/ada/2": "2"}


def test_whose_turn_it_is() -> None:
    """Others who wait end a turn that took long, somebody with something urgent any turn."""
    board = Board()
    board.add(ADA, {"/ada/1": "1"})
    task = begun(board)
    board.add(ADA, {"/ada/2": "2"})
    assert not board.is_turn_over(task, -1)
    board.add(ALL, {})
    assert not board.is_turn_over(task, 60)
    assert board.is_turn_over(task, -1)
    board.add(BOB, {}, urgent=True)
    assert board.is_turn_over(task, 60)
    board.pause(task, ["/ada/1"])
    assert begun(board).folder == BOB
    assert begun(board).folder == ALL
    again = begun(board)
    assert again.files == {"/ada/2": "2"}


def test_progress_over_several_turns() -> None:
    """What was done in earlier turns counts."""
    board = Board()
    board.add(ADA, {"/ada/1": "1"})
    task = begun(board)
    board.report(task, 60, 100, "")
    board.pause(task, [])
    assert board.view(["ada"]).done == 60
    task = begun(board)
    board.report(task, 0, 40, "")
    view = board.view(["ada"])
    assert (view.done, view.total) == (60, 100)
    board.report(task, 40, 40, "")
    assert board.view(["ada"]).done == 100
    assert board.view(["bob"]).total == 0


def test_versions_rise_for_those_concerned() -> None:
    """A change is one for its owner, a change of what is served one for all."""
    board = Board()
    versions = [(board.version(["ada", None]), board.version(["bob", None]))]
    for folder in (ADA, ALL):
        board.add(folder, {})
        versions.append((board.version(["ada", None]), board.version(["bob", None])))
    assert versions == [(0, 0), (1, 0), (2, 1)]


def test_stopped() -> None:
    """What is stopped is left out with the reason, until a run comes to its end."""
    board = Board()
    board.add(ADA, {"/ada/1": "1", "/ada/2": "2"})
    task = begun(board)
    board.add(ADA, {"/ada/3": "3"})
    board.add(BOB, {"/bob/1": "1"})
    assert not board.stop(["eve"], "stopped")
    assert board.stop(["ada"], "stopped")
    assert not board.report(task, 0, 10, "/ada/1")
    board.end(task, {"/ada/1"}, "stopped")
    left = {"/ada/2": ("2", "stopped"), "/ada/3": ("3", "stopped")}
    assert board.view(["ada"]).left_out == left
    assert board.view(["ada"]).errors == ()
    assert begun(board).folder == BOB
    board.add(ADA, {})
    board.end(begun(board))
    assert board.view(["ada"]).left_out == {}


def test_a_removal_is_not_stopped() -> None:
    """What is urgent is done though everything is stopped."""
    board = Board()
    board.add(ADA, {}, urgent=True)
    assert not board.stop(["ada"], "stopped")
    assert begun(board).folder == ADA


def test_closed() -> None:
    """When all go home the run under way ends, and no other begins."""
    board = Board()
    board.add(ADA, {})
    task = begun(board)
    board.add(BOB, {})
    board.close()
    assert not board.report(task, 0, 10, "")
    assert board.take() is None
