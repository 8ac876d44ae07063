"""`assistant calibrate`: measured on an index, kept beside it, and told in plain tables."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from commanding import one_encoder, run

from assistant.answering.calibration import CALIBRATION_FILE

__all__ = ["one_encoder"]  # a fixture, which pytest finds by its name
# Each place has a founder, a year, a length and a keeper, so that each article answers four
# questions, and what is left without it answers none of them.
PLACES = {
    "pier": ("The pier of Cide", "Selma Aksoy", "1911", "90 meters", "Orhan Demir"),
    "bridge": ("The bridge at Karasu", "Emil Brandt", "1866", "212 meters", "Nuri Kaya"),
    "tunnel": ("The tunnel of Artvin", "Paul Girard", "1934", "3 kilometers", "Ayten Sezer"),
    "canal": ("The canal of Rize", "Hans Meyer", "1889", "14 kilometers", "Cemal Usta"),
    "wall": ("The wall of Sinop", "Irene Pappas", "1402", "7 kilometers", "Osman Tekin"),
    "tower": ("The tower at Tuzla", "Anna Novak", "1723", "61 meters", "Leyla Arslan"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An article for each place."""
    folder = tmp_path_factory.mktemp("places")
    for name, (place, builder, year, length, keeper) in PLACES.items():
        (folder / f"{name}.txt").write_text(
            f"{place} was planned by {builder}. Work on it ended in {year}. {place} is {length} "
            f"long. It is kept by {keeper}, who lives nearby. {place} was painted green in "
            f"{int(year) + 20}. The town paid {year[-2:]},000 lira for the work. {keeper} was born "
            f"in {int(year) - 30} and studied in Vienna.\n"
        )
    return folder


def questions() -> list[dict[str, Any]]:
    """Four for each article, each with its answer and the article as evidence."""
    asked = []
    for name, (place, builder, year, length, keeper) in PLACES.items():
        the = place[0].lower() + place[1:]
        asked += [
            {
                "question": question,
                "answers": [answer],
                "evidence": [{"source": f"{name}.txt", "quote": answer}],
            }
            for question, answer in [
                (f"Who planned {the}?", builder),
                (f"When did work on {the} end?", year),
                (f"How long is {the}?", length),
                (f"Who keeps {the}?", keeper),
            ]
        ]
    return asked  # fmt: skip


def write(file: Path, lines: list[dict[str, Any]]) -> Path:
    """A question set."""
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return file


def test_from_articles_and_questions(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Tables, JSON, a file that later commands use, a notice when articles change, and back."""
    store, figures = tmp_path / "store", tmp_path / "figures.json"
    unjudged = [{"question": "Why?", "answers": []}, {"question": "?!", "answers": ["Cide"]}]
    asked = write(tmp_path / "q.jsonl", [*questions(), *unjudged])
    arguments = ("--articles", folder, "--questions", asked, "--store", store, "--risk", 0.2)

    assert run("calibrate", *arguments, "--json", figures) == 0
    out = capsys.readouterr().out
    told = json.loads(figures.read_text(encoding="utf-8"))

    assert out.startswith("24 questions, 24 of them also without their article, 2 left out")
    assert "expected calibration error" in out
    assert list(told["thresholds"]) == ["careful", "balanced", "eager"]
    assert (told["questions"], told["without_article"], told["risk"]) == (24, 24, 0.2)
    assert told["after"]["auroc"] > 0.9
    assert set(told["before"]) - {"threshold"} == set(told["after"])
    assert sum(bin["count"] for bin in told["after"]["curve"]) == 48

    assert run("status", "--store", store) == 0
    assert capsys.readouterr().out.endswith("by 24 questions, risk 0.2\n")
    assert run("ask", "How long is the canal of Rize?", "--json", "--store", store) == 0
    calibrated = json.loads(capsys.readouterr().out)["confidence"]

    more = tmp_path / "more.txt"
    more.write_text("Nothing was ever built at Bartin. " * 40)
    assert run("index", more, "--store", store) == 0
    assert "of the library has changed since: run assistant calib" in capsys.readouterr().err
    assert run("status", "--json", "--store", store) == 0
    assert json.loads(capsys.readouterr().out)["calibration"]["stale"] is True

    assert run("calibrate", "--forget", "--store", store) == 0
    assert not (store / CALIBRATION_FILE).exists()
    assert run("calibrate", "--forget", "--store", store) == 0
    assert capsys.readouterr().out.endswith("there is no calibration\n")
    assert run("ask", "How long is the canal of Rize?", "--json", "--store", store) == 0
    assert json.loads(capsys.readouterr().out)["confidence"] != calibrated


def test_without_questions_they_are_made(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """From the articles' own sentences, each put with and without its article."""
    store = tmp_path / "store"
    assert run("calibrate", "--articles", folder, "--store", store) == 0
    out, err = capsys.readouterr()

    assert "of them also without their article" in out
    assert "No threshold keeps the risk at 5.0%" in out  # so few questions cannot show it
    assert out.count("not kept") == 2  # careful and balanced: 29 good answers show .1
    assert err == ""


SQUAD = {
    "data": [
        {
            "title": place,
            "paragraphs": [
                {
                    "context": f"{place} was planned by {builder}. Work on it ended in {year}. "
                    f"It is {length} long.",
                    "qas": [
                        {"id": f"{number}-{n}", "question": question,
                         "answers": [{"text": answer, "answer_start": 0}]}
                        for n, (question, answer) in enumerate([
                            (f"Who planned {place}?", builder), (f"How long is {place}?", length),
                            (f"When did work on {place} end?", year),
                            (f"What was the length of {place}?", length),
                        ])
                    ],
                }
            ],
        }
        for number, (place, builder, year, length, _) in enumerate(PLACES.values())
    ]
}  # fmt: skip


def test_a_set_brings_its_articles(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Into an index that is empty; one of others is left alone."""
    file = tmp_path / "squad.json"
    file.write_text(json.dumps(SQUAD))
    assert run("calibrate", "--questions", file, "--store", tmp_path / "new") == 0
    assert capsys.readouterr().out.startswith("24 questions, 24 of them also")

    arguments = ("--articles", folder, "--questions", file, "--store", tmp_path / "other")
    assert run("calibrate", *arguments) == 2
    assert "brings articles that" in capsys.readouterr().err
    assert not (tmp_path / "other" / CALIBRATION_FILE).exists()


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], "is empty"),
        (questions()[:1], "gave 1 questions that can be judged and have an answer, too few"),
        ([{"question": f"Why {n}?", "answerable": False} for n in range(30)], "gave 0 questions"),
        ([{"question": q["question"]} for q in questions()], "gave 0 questions"),
        ([q | {"evidence": []} for q in questions()], "gave nothing that should be refused"),
        ([q | {"answers": ["Xyz"]} for q in questions()], "none of 24 questions was answered"),
        ([{"question": "Who?", "evidence": [{"source": "x.md", "quote": "x"}]}], "in 'x.md'"),
        ([{"ask": "Who?"}], "has neither 'question' nor"),
    ],
)  # fmt: skip
def test_what_cannot_be_calibrated_by(
    lines: list[dict[str, Any]],
    said: str,
    folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """One line says why and what to do, the exit code is 2, and nothing is kept."""
    asked, store = write(tmp_path / "q.jsonl", lines), tmp_path / "store"
    assert run("calibrate", "--articles", folder, "--questions", asked, "--store", store) == 2
    err = capsys.readouterr().err
    assert said in err
    assert err.count("\n") == 1
    assert not (store / CALIBRATION_FILE).exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--risk", "0"), "--risk 0 is no share of answers"),
        (("--risk", "5"), "--risk 5 is no share of answers"),
        (("--risk", "nan"), "--risk nan is no share of answers"),
        (("--limit", "3"), "--limit 3 is too few to calibrate by"),
        ((), "no articles are indexed in"),
        (("--articles", "nowhere"), "nowhere"),
    ],
)
def test_what_cannot_be_asked_for(
    arguments: tuple[str, ...], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before anything is measured."""
    assert run("calibrate", *arguments, "--store", tmp_path / "store") == 2
    assert said in capsys.readouterr().err


def test_one_article_cannot_be_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """There is nothing to refuse then, and the cure is said."""
    lines = [
        {"question": q["question"], "answers": q["answers"], "evidence": []} for q in questions()
    ]
    text = " ".join(f"{p[0]} was planned by {p[1]} in {p[2]}." for p in PLACES.values())
    (tmp_path / "all.txt").write_text(text)
    asked = write(tmp_path / "q.jsonl", lines)
    arguments = ("--articles", tmp_path / "all.txt", "--questions", asked)
    assert run("calibrate", *arguments, "--store", tmp_path / "store") == 2
    assert "index a second article" in capsys.readouterr().err
