"""reStructuredText: its text, and nothing that it names."""

from __future__ import annotations

import pytest
from documents import KEEPER, LAMP, TOWER
from pace import within

from .reading import blocks, read, texts


def test_headings_paragraphs_lists_code_and_notes() -> None:
    """All is found by its kind, with the markup taken away."""
    source = f"""
========
The lamp
========

:Author: Selma
:Date: 1961-02-03

Comments
========

{KEEPER.replace("lamp", "*lamp*")} See [1]_.

- Oil
- Wick

.. note:: {LAMP}

.. code-block:: python

   light("lamp")

.. [1] {TOWER}
"""
    extract = read(source.encode(), ".rst")
    assert ("heading", "Comments") in blocks(extract)
    for block in [
        ("paragraph", f"{KEEPER} See [1]."),
        ("item", "Oil"),
        ("paragraph", LAMP),
        ("code", 'light("lamp")'),
        ("paragraph", TOWER),
    ]:
        assert block in blocks(extract)
    assert (extract.title, extract.date, extract.author) == ("The lamp", "1961-02-03", "Selma")


def test_the_title_is_as_it_is_written() -> None:
    """Signs that mean something in HTML stand in a title as they are."""
    assert read(b"Oil & wick <x>\n==============\n\nText.\n", ".rst").title == "Oil & wick <x>"


def test_no_other_file_is_read() -> None:
    """What would include a file, or raw markup, brings nothing."""
    source = (
        f"{LAMP}\n\n.. include:: /etc/passwd\n\n.. raw:: html\n   :file: /etc/passwd\n\n"
        ".. csv-table::\n   :file: /etc/passwd\n\n.. raw:: html\n\n   <b>raw</b>\n"
    )
    assert texts(read(source.encode(), ".rst")) == [LAMP]


def test_what_is_not_known_is_told() -> None:
    """Directives of other programs are left out and named; of their roles the words stand."""
    source = f".. toctree::\n\n   one\n\n{LAMP} See :ref:`tower`.\n"
    extract = read(source.encode(), ".rst")
    assert texts(extract) == [f"{LAMP} See tower."]
    assert extract.warnings == ("left out what docutils does not know: toctree",)


@pytest.mark.parametrize(
    ("role", "shown"),
    [
        (":class:`Lamp`", "Lamp"),
        (":py:class:`~email.message.Message`", "Message"),
        (":meth:`!wick.trim`", "wick.trim"),
        (":ref:`the lamp <lamp-label>`", "the lamp"),
        (":doc:`</tower>`", ":doc:`</tower>`"),
        (":mod:`a < b > c`", ":mod:`a < b > c`"),
    ],
)
def test_roles_of_sphinx(role: str, shown: str) -> None:
    """What Sphinx would show of a role stands in the text; what is no such role stays as it is."""
    assert texts(read(f"{LAMP} See {role}.\n".encode(), ".rst")) == [f"{LAMP} See {shown}."]


def test_faults_of_the_markup_are_no_text() -> None:
    """What docutils says of a text does not stand in it."""
    source = f"Title\n==\n\n*open {LAMP}\n\n`x <y_`_ |gone| nowhere_\n\nA\n-----\n"
    text = read(source.encode(), ".rst").text
    assert LAMP in text
    assert "nowhere_" in text
    assert "warning" not in text.lower()
    assert "unknown" not in text.lower()


def test_long_lines_take_no_time() -> None:
    """A line of many marks is read in seconds."""
    for mark in ("*", "`", "|", "_ ", "[1]_ ", "a::\n\n"):
        with within(20):
            read((mark * 5_000 + f"\n\n{LAMP}\n").encode(), ".rst")


def test_today_is_no_part_of_a_text() -> None:
    """Where a text asks for the date of the day it says so itself, the same on every day."""
    source = f".. |now| date:: %Y-%m-%d\n\nWritten on |now|. {LAMP}\n\n.. date::\n"
    extract = read(source.encode(), ".rst")
    assert texts(extract) == [f"Written on |now|. {LAMP}"]
    assert extract.warnings == ("left out what docutils does not render: date",)


def test_formulas_stand_as_they_are_written() -> None:
    """A sentence is not quoted without its formula."""
    source = f"The area is :math:`a^2` meters.\n\n.. math:: E = m c^2\n\n{LAMP}\n"
    assert texts(read(source.encode(), ".rst")) == [
        "The area is a^2 meters.",
        "E = m c^2",
        LAMP,
    ]


def test_what_is_drawn_wrong_stands_as_it_is_written() -> None:
    """The rows of a crooked table and a heading at the wrong place are text all the same."""
    source = (
        f"A long title\n=====\n\n+-----+----+\n| oil | 12 |\n+-----+--+\n\n{LAMP}\n\n"
        "- item\n\n   Inside\n   ------\n"
    )
    extract = read(source.encode(), ".rst")
    assert [kind for kind, _ in blocks(extract)].count("heading") == 1
    assert "| oil | 12 |" in extract.text
    assert "Inside" in extract.text
    assert extract.text.count("A long title") == 1
    assert extract.warnings == ()


def test_a_faulty_directive_is_told() -> None:
    """A table that docutils cannot read is named: its cells are not in the text."""
    source = (
        f'{LAMP}\n\n.. csv-table::\n\n   "open\n\n.. list-table::\n   :header-rows: 9\n\n   * - a\n'
    )
    extract = read(source.encode(), ".rst")
    assert texts(extract) == [LAMP]
    assert extract.warnings == ("left out what docutils does not render: csv-table, list-table",)
