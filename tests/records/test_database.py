"""The file that holds what users keep."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from assistant.errors import RecordsError
from assistant.records import database as module
from assistant.records.database import RECORDS_FILE, Database

SAVE = "INSERT INTO preferences VALUES (?, ?)"


def kept(database: Database) -> set[str]:
    """The users who have a row."""
    return {user for (user,) in database.rows("SELECT user FROM preferences")}


def save_and_stop(database: Database) -> None:
    """A transaction that is broken off when something is done already."""
    with database.transaction() as connection:
        connection.execute(SAVE, ["aylin", b"{}"])
        raise KeyboardInterrupt


def test_nobody_else_can_read_it(tmp_path: Path) -> None:
    """A folder that is made is for its owner alone, and so are all files, whoever made them."""
    folder = tmp_path / "a" / "userdata"
    with Database(folder) as database, database.transaction() as connection:
        connection.execute(SAVE, ["aylin", b"{}"])
        modes = {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()}
        assert len([*folder.iterdir()]) == 3  # with SQLite's log and its index
    assert modes == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700

    database.file.chmod(0o644)
    Database(folder).close()
    assert stat.S_IMODE(database.file.stat().st_mode) == 0o600


def test_a_folder_that_is_there_keeps_its_mode(tmp_path: Path) -> None:
    """Somebody else's folder, such as a home, is not locked up."""
    tmp_path.chmod(0o755)
    Database(tmp_path).close()

    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


def test_all_or_nothing(database: Database) -> None:
    """What was begun before an error is undone, and the next one can be done."""
    two_of_one_name = f"{SAVE}, ('aylin', '')"
    with pytest.raises(RecordsError, match="UNIQUE"), database.transaction() as connection:
        connection.execute(two_of_one_name, ["aylin", b"{}"])
    with pytest.raises(KeyboardInterrupt):
        save_and_stop(database)
    assert kept(database) == set()

    with database.transaction() as connection:
        connection.execute(SAVE, ["aylin", b"{}"])
    assert kept(database) == {"aylin"}


def test_a_new_layout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of an older version is brought up to date once, and keeps what is in it."""
    with Database(tmp_path) as database, database.transaction() as connection:
        connection.execute(SAVE, ["aylin", b"{}"])
    more = (*module._MIGRATIONS, ("ALTER TABLE preferences ADD COLUMN changed REAL",))
    monkeypatch.setattr(module, "_MIGRATIONS", more)

    for _ in range(2):
        with Database(tmp_path) as database:
            assert database.rows("SELECT * FROM preferences") == [("aylin", b"{}", None)]
            assert database.rows("PRAGMA user_version") == [(len(more),)]


def test_a_new_layout_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A migration that breaks off leaves the old layout whole."""
    Database(tmp_path).close()
    broken = ("ALTER TABLE preferences ADD COLUMN changed REAL", "CREATE nonsense")
    with monkeypatch.context() as patch:
        patch.setattr(module, "_MIGRATIONS", (*module._MIGRATIONS, broken))
        with pytest.raises(RecordsError, match="nonsense"):
            Database(tmp_path)

    with Database(tmp_path) as database:
        assert len(database.rows("PRAGMA table_info (preferences)")) == 2


def test_a_newer_version_wrote_it(tmp_path: Path) -> None:
    """A layout that is not known here is left alone."""
    with Database(tmp_path) as database:
        database.rows("PRAGMA user_version = 99")

    with pytest.raises(RecordsError, match=r"newer version .*99.*: update the program"):
        Database(tmp_path)


def test_a_file_of_another_kind(tmp_path: Path) -> None:
    """A file that is no database is named, with the cure, and not touched."""
    (tmp_path / RECORDS_FILE).write_text("Dear diary, this is no database at all. " * 100)

    with pytest.raises(RecordsError, match=r"records.sqlite3 .*not a database.*: put a copy"):
        Database(tmp_path)
    assert (tmp_path / RECORDS_FILE).read_text().startswith("Dear diary")


def test_a_damaged_file(tmp_path: Path) -> None:
    """Pages that were overwritten are an error with a cure, not an answer."""
    with Database(tmp_path) as database:
        for number in range(200):
            with database.transaction() as connection:
                connection.execute(SAVE, [f"user {number}", b"x" * 2000])
    data = bytearray(database.file.read_bytes())
    data[8192:-8192] = b"\x5a" * (len(data) - 16384)
    database.file.write_bytes(data)

    with pytest.raises(RecordsError, match=r"cannot be used .*: put a copy of it back"):  # noqa: SIM117
        with Database(tmp_path) as damaged:
            damaged.rows("SELECT * FROM preferences ORDER BY packed")


def test_a_full_disk(database: Database) -> None:
    """What no longer fits is an error that says so; what was there stays, and room can be made."""
    with database.transaction() as connection:
        connection.execute(SAVE, ["aylin", b"{}"])
    ((pages,),) = database.rows("PRAGMA page_count")
    database.rows(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(RecordsError, match=r"full\): check the free space") as raised:  # noqa: SIM117
        with database.transaction() as connection:
            connection.execute(SAVE, ["long", b"x" * 100_000])
    assert isinstance(raised.value.__cause__, sqlite3.Error)
    assert kept(database) == {"aylin"}

    database.rows("PRAGMA max_page_count = 100000")
    with database.transaction() as connection:
        connection.execute(SAVE, ["long", b"x" * 100_000])
    assert kept(database) == {"aylin", "long"}


def test_somebody_else_is_writing(database: Database) -> None:
    """A file that another program does not let go of is an error that says so."""
    database.rows("PRAGMA busy_timeout = 0")
    other = sqlite3.connect(database.file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(RecordsError, match=r"locked\): another program is writing"):
        save_and_stop(database)
    other.close()


def test_no_room_to_wipe(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    """What cannot be overwritten on a full disk is said in the log, and is no error."""
    with database.transaction() as connection:
        for number in range(300):
            row = [number, " ".join(f"w{number}x{count}" for count in range(50))]
            connection.execute("INSERT INTO turn_words (rowid, words) VALUES (?, ?)", row)
    ((pages,),) = database.rows("PRAGMA page_count")
    database.rows(f"PRAGMA max_page_count = {pages}")
    with database.transaction() as connection:
        connection.execute("INSERT INTO turn_words (rowid, words) VALUES (1000, 'more')")

    database.wipe()

    assert "may still be read" in caplog.text


def test_a_folder_that_cannot_be(tmp_path: Path) -> None:
    """A file where the folder should be is named."""
    (tmp_path / "file").write_text("")

    with pytest.raises(RecordsError, match=r"cannot be made or opened .*: check the permissions"):
        Database(tmp_path / "file")


def test_half_a_character(database: Database) -> None:
    """What SQLite cannot hold as text is refused by name."""
    with pytest.raises(RecordsError, match=r"'\\udc80' cannot be kept"):
        database.rows("SELECT * FROM preferences WHERE user = ?", ["\udc80"])


def test_it_is_closed(database: Database) -> None:
    """After the end nothing is read any more."""
    database.close()
    database.close()

    with pytest.raises(RecordsError, match="closed"):
        database.rows("SELECT 1")


def test_several_threads(database: Database) -> None:
    """Writers wait for each other, and readers see whole states."""
    seen: set[int] = set()

    def write(name: int) -> None:
        for number in range(20):
            with database.transaction() as connection:
                connection.execute(SAVE, [f"{name}-{number}-a", b""])
                connection.execute(SAVE, [f"{name}-{number}-b", b""])

    def read() -> None:
        for _ in range(100):
            seen.add(len(kept(database)) % 2)

    threads = [threading.Thread(target=write, args=[name]) for name in range(4)]
    threads += [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(kept(database)) == 160
    assert seen == {0}


def test_a_killed_process(tmp_path: Path) -> None:
    """What was finished before a kill is there, and nothing of what was not."""
    code = (
        "import os, pathlib, sys\n"
        "from assistant.records.database import Database\n"
        "database = Database(pathlib.Path(sys.argv[1]))\n"
        "with database.transaction() as connection:\n"
        f"    connection.execute({SAVE!r}, ['finished', b''])\n"
        "with database.transaction() as connection:\n"
        f"    connection.execute({SAVE!r}, ['begun', b'x' * 10**7])\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, tmp_path], check=False)

    assert done.returncode == -9
    with Database(tmp_path) as database:
        assert kept(database) == {"finished"}


def test_another_process_reads_meanwhile(database: Database) -> None:
    """A second one can read what the first has open, and sees what it wrote."""
    with database.transaction() as connection:
        connection.execute(SAVE, ["aylin", b""])

    with Database(database.file.parent) as other:
        assert kept(other) == {"aylin"}
