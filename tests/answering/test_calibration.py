"""A calibration is kept beside the index: whole or not at all, and only for what it is of."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest
from libraries import Library

from assistant import Assistant, Settings
from assistant.answering.calibration import (
    CALIBRATION_FILE,
    Calibration,
    forget_calibration,
    load_calibration,
    made_with,
    save_calibration,
    trust_of,
)
from assistant.answering.calibration_standing import read_standing
from assistant.answering.trust import BUILT_IN
from assistant.errors import CalibrationError
from assistant.library.catalog import Entry
from assistant.library.notes import FolderNotes
from assistant.settings import DaringName

META = {"weights": "5fa1", "version": "3", "model": "any"}
THRESHOLDS = {"careful": 0.875, "balanced": 0.75, "eager": 0.5}


CHOICES: tuple[DaringName, ...] = get_args(DaringName)


def measured(meta: dict[str, str] = META, **changes: Any) -> Calibration:
    """A calibration that might have been made."""
    choices = {
        name: replace(BUILT_IN.choices[name], threshold=THRESHOLDS[name], answered_near=None)
        for name in CHOICES
    }
    trust = replace(BUILT_IN, choices=choices, own=True)
    found = Calibration(
        trust,
        risk=0.05,
        kept=True,
        questions=120,
        made="2026-05-04T03:02:01+0000",
        made_with=made_with(meta),
        articles={"a": 600, "b": 400},
    )
    return replace(found, **changes)


def entry(sha256: str, characters: int) -> Entry:
    """An article of the catalog."""
    return Entry(sha256, "/", sha256, None, sha256, "", "", None, characters, 0.0)


def test_what_was_saved_is_loaded(tmp_path: Path) -> None:
    """All of it, and nothing else is left in the folder."""
    save_calibration(FolderNotes(tmp_path), measured())

    assert load_calibration(FolderNotes(tmp_path), META) == measured()
    assert [file.name for file in tmp_path.iterdir()] == [CALIBRATION_FILE]


def test_where_there_is_none(tmp_path: Path) -> None:
    """Answers rest on what is built in, and nothing is said."""
    assert load_calibration(FolderNotes(tmp_path), META) is None
    assert trust_of(FolderNotes(tmp_path), META) is BUILT_IN
    assert forget_calibration(FolderNotes(tmp_path)) is False


def test_a_forgotten_one_is_gone(tmp_path: Path) -> None:
    """What is built in counts again."""
    save_calibration(FolderNotes(tmp_path), measured())
    assert forget_calibration(FolderNotes(tmp_path)) is True
    assert trust_of(FolderNotes(tmp_path), META) is BUILT_IN


def change(path: tuple[str, ...], value: object) -> Callable[[str], str]:
    """The file with one value another; None takes it away."""

    def changed(text: str) -> str:
        whole = json.loads(text)
        inner = whole
        for name in path[:-1]:
            inner = inner[name]
        if value is None:
            del inner[path[-1]]
        else:
            inner[path[-1]] = value
        return json.dumps(whole)

    return changed


@pytest.mark.parametrize(
    "broken",
    [
        lambda text: "",
        lambda text: text[: len(text) // 2],
        lambda text: "[]",
        lambda text: "[" * 100_000,
        lambda text: "\x00",
        change(("format",), 2),
        change(("risk",), "low"),
        change(("risk",), 1.5),
        change(("trust",), None),
        change(("trust", "weights", "here", "intercept"), "NaN"),
        change(("trust", "choices", "eager"), None),
        change(("trust", "choices", "eager", "threshold"), -0.5),
        change(("trust", "weights", "here", "weights"), {"charm": 1.0}),
        change(("articles", "a"), -1),
        change(("made_with",), {}),
        change(("made_with", "weights"), "77ff"),
        change(("made_with", "version"), "2"),
        change(("made_with", "signals"), "0"),
    ],
)  # fmt: skip
def test_one_that_is_no_use_is_named_and_left_aside(
    tmp_path: Path, broken: Callable[[str], str], caplog: pytest.LogCaptureFixture
) -> None:
    """Broken or of another model: the file, the reason and the cure are said, and nothing stops."""
    save_calibration(FolderNotes(tmp_path), measured())
    file = tmp_path / CALIBRATION_FILE
    file.write_text(broken(file.read_text(encoding="utf-8")), encoding="utf-8")

    with pytest.raises(CalibrationError, match=r"calibration\.json .* is not used: run assistant"):
        load_calibration(FolderNotes(tmp_path), META)
    with caplog.at_level(logging.WARNING):
        assert trust_of(FolderNotes(tmp_path), META) is BUILT_IN
    assert f"--forget --store {tmp_path}" in caplog.text


def test_infinity_is_no_number(tmp_path: Path) -> None:
    """JSON knows none, but some programs write it."""
    save_calibration(FolderNotes(tmp_path), measured())
    file = tmp_path / CALIBRATION_FILE
    text = json.dumps(json.loads(file.read_text()) | {"risk": float("inf")})
    file.write_text(text)
    with pytest.raises(CalibrationError):
        load_calibration(FolderNotes(tmp_path), META)


def test_a_folder_in_its_place(tmp_path: Path) -> None:
    """It is neither read nor written nor deleted, and the reason is the system's."""
    (tmp_path / CALIBRATION_FILE).mkdir()
    for use in (
        lambda: load_calibration(FolderNotes(tmp_path), META),
        lambda: save_calibration(FolderNotes(tmp_path), measured()),
        lambda: forget_calibration(FolderNotes(tmp_path)),
    ):
        with pytest.raises(CalibrationError, match="directory"):
            use()


@pytest.mark.parametrize(
    ("now", "changed"),
    [
        ([entry("a", 600), entry("b", 400)], 0.0),
        ([entry("a", 600), entry("b", 400), entry("c", 250)], 0.2),  # 250 of 1250 are new
        ([entry("a", 600)], 0.4),  # 400 of 1000 are gone
        ([entry("a", 600), entry("c", 400)], 0.4),  # changed: 400 gone, 400 new
        ([], 1.0),
    ],
)
def test_how_much_of_the_library_has_changed(now: list[Entry], changed: float) -> None:
    """By characters: what is new now, or gone of what was, whichever is more."""
    assert measured().changed(now) == pytest.approx(changed)


def test_more_than_a_fifth_is_too_much(tmp_path: Path) -> None:
    """Up to that the standing only says when it was made, then also what to do."""
    save_calibration(FolderNotes(tmp_path), measured())
    fifth = read_standing(
        FolderNotes(tmp_path), META, [entry("a", 600), entry("b", 400), entry("c", 250)]
    )
    more = read_standing(
        FolderNotes(tmp_path), META, [entry("a", 600), entry("b", 400), entry("c", 300)]
    )

    assert not fifth.stale
    assert fifth.sentence(tmp_path) == "calibrated 2026-05-04 by 120 questions, risk 0.05"
    assert more.stale
    assert more.sentence(tmp_path).endswith(
        f"; 23% of the library has changed since: run assistant calibrate --store {tmp_path} again"
    )
    assert more.to_dict()["changed"] == pytest.approx(300 / 1300, abs=1e-4)


def test_an_assistant_answers_as_its_index_was_measured(library: Library) -> None:
    """Confidence and the three thresholds are those of the file; without it those built in."""
    library.index()
    settings = Settings(store=library.store, llm="none")
    with Assistant(settings, encoder=library.encoder) as assistant:
        built_in = assistant.ask("How much oil did the lamp burn?").confidence
        meta = assistant.store.catalog.meta()
        assert assistant.trust.threshold(settings) == BUILT_IN.choices["balanced"].threshold
    weights = replace(BUILT_IN.weights, right=replace(BUILT_IN.weights.right, intercept=-1000.0))
    own = measured(meta)
    save_calibration(
        FolderNotes(library.store), replace(own, trust=replace(own.trust, weights=weights))
    )
    with Assistant(settings, encoder=library.encoder) as assistant:
        assert {
            name: assistant.trust.threshold(replace(settings, daring=name))  # type: ignore[arg-type]
            for name in THRESHOLDS
        } == THRESHOLDS
        answer = assistant.ask("How much oil did the lamp burn?")

    assert built_in > 0.5
    assert answer.abstained
    assert answer.confidence < 0.01


def test_a_broken_one_stops_no_question(library: Library) -> None:
    """The assistant opens and answers with what is built in."""
    library.index()
    (library.store / CALIBRATION_FILE).write_text("{", encoding="utf-8")
    settings = Settings(store=library.store, llm="none")
    with Assistant(settings, encoder=library.encoder) as assistant:
        assert assistant.trust is BUILT_IN
        assert not assistant.ask("How much oil did the lamp burn?").abstained


def test_a_reranker_changes_what_was_measured(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """What was measured with one counts with that one alone."""
    save_calibration(FolderNotes(tmp_path), measured(reranker="models/cross"))
    assert trust_of(FolderNotes(tmp_path), META, "models/cross") == measured().trust
    assert trust_of(FolderNotes(tmp_path), META) is BUILT_IN
    assert "was made with --reranker models/cross" in caplog.text
    assert f"--store {tmp_path} --reranker none again" in caplog.text


def test_a_standing_names_the_reranker(tmp_path: Path) -> None:
    """It does not count without, and is made again with it."""
    save_calibration(FolderNotes(tmp_path), measured(reranker="models/cross"))
    found = read_standing(FolderNotes(tmp_path), META, [])
    said = found.sentence(tmp_path)
    assert "risk 0.05, counts with --reranker models/cross alone; 100% of" in said
    assert said.endswith(f"assistant calibrate --store {tmp_path} --reranker models/cross again")
    assert found.to_dict()["reranker"] == "models/cross"
