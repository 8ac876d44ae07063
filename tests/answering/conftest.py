"""A library of ten short articles, indexed once with the real model."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant, Settings
from assistant.models.embeddings import Encoder

ARTICLES = {
    "aclu.md": """---
title: The ACLU test of Rekognition
date: 2018-07-26
---
The ACLU tested Rekognition with photos of all members of Congress. The program wrongly matched \
28 members of Congress with mugshots of other people. The test cost the ACLU 12.33 dollars.
""",
    "bridge.md": """# The swing bridge at Karasu

> The swing bridge at Karasu opens twice a day for fishing boats.

A crew of four turns the iron wheel. The swing bridge at Karasu opens twice a day for fishing \
boats. The bridge was painted green in 1961.
""",
    "clearview.md": """---
title: Clearview AI
date: 2022-03-10
---
Clearview gathered more than three billion photos from the open web. Italy fined Clearview 20 \
million euros in March 2022. Clearview sells its search to police departments only.
""",
    "diversity.md": """# The Diversity in Faces collection

IBM's Diversity in Faces describes one million photos from Flickr. The photographers were never \
asked for permission. IBM published the collection in January 2019.
""",
    "files.txt": """The founder of the museum

The FBI had 1,400 files on Selma Aksoy, the founder of the museum. The National Archives opened \
the files to visitors in 2004.
""",
    "forest.md": """# The forest law

Articles 5 and 6 of the constitution of Artvin protect the old beech forests. A fine of 900 lira \
awaits anyone who fells a beech.
""",
    "lighthouse.md": """# The lighthouse at İğneada 🗼

The lighthouse at İğneada was built in 1866 by French engineers. Its keeper, Osman Kaya 🧔🏽, \
lit the lamp every evening for forty-one years. The lamp burned twelve li\u0302ters of oil a night.
""".replace("\n", "\r\n"),
    "salt.md": """# The salt works of Tuzla

## When was the salt works of Tuzla founded?

The salt works of Tuzla was founded in 1889 by two brothers. Sea water dries there in forty \
shallow basins from May to September.
""",
    "station.txt": """The weather station on the cape

Elif Demir kept the weather station at Sinop for thirty years. She recorded the great storm of \
1957 by hand every ten minutes.

Elif Demir retired in 1971. A computer has recorded the weather at Sinop since then.
""",
    "tea.html": """<html><head><title>Tea in Rize</title></head><body><article><h1>Tea in Rize</h1>
<p>The first tea bushes in Rize were planted in 1924 with seeds from Batumi. The leaves are picked
three times a year.</p></article></body></html>
""",
}


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the articles."""
    folder = tmp_path_factory.mktemp("articles")
    write(folder, ARTICLES)
    return folder


@pytest.fixture(scope="session")
def assistant(
    folder: Path, encoder: Encoder, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Assistant]:
    """An assistant that has these articles, shared by the tests: none of them changes it."""
    settings = Settings(store=tmp_path_factory.mktemp("store"))
    with Assistant.open(folder, settings=settings, encoder=encoder) as assistant:
        yield assistant


def write(folder: Path, articles: dict[str, str]) -> None:
    """Write articles byte for byte."""
    folder.mkdir(exist_ok=True)
    for name, text in articles.items():
        (folder / name).write_bytes(text.encode())
