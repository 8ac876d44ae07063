"""OpenDocument texts: what they say, without what was deleted."""

from __future__ import annotations

from documents import KEEPER, LAMP, TOWER, odt, odt_parts, zipped

from .reading import blocks, read, refused, texts


def test_headings_paragraphs_lists_tables_and_notes() -> None:
    """All is found by its kind; notes stand at the end, with their numbers."""
    note = (
        "<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        f"<text:p>{TOWER}</text:p></text:note-body></text:note>"
    )
    cells = "".join(
        f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in ("oil", "12")
    )
    body = (
        '<text:h text:outline-level="2">The lamp</text:h>'
        f"<text:p>Osman<text:s/><text:span>Kaya</text:span> lit it.{note}</text:p>"
        "<text:list><text:list-item><text:p>Oil</text:p></text:list-item></text:list>"
        f"<table:table><table:table-row>{cells}</table:table-row></table:table>"
    )
    about = "<dc:title>Lamps</dc:title><dc:creator>Selma</dc:creator><dc:date>1961-02-03</dc:date>"
    extract = read(zipped(odt_parts(body, about)), ".odt")
    assert blocks(extract) == [
        ("heading", "The lamp"),
        ("paragraph", "Osman Kaya lit it.[1]"),
        ("item", "Oil"),
        ("row", "oil | 12"),
        ("paragraph", f"[1] {TOWER}"),
    ]
    assert (extract.title, extract.date, extract.author) == ("Lamps", "1961-02-03", "Selma")


def test_what_was_deleted_and_remarks_are_left_out() -> None:
    """Tracked deletions, comments and lists of contents are no text."""
    body = (
        f"<text:tracked-changes><text:p>Gone.</text:p></text:tracked-changes><text:p>{KEEPER}"
        "<office:annotation><text:p>Really?</text:p></office:annotation></text:p>"
        "<text:table-of-content><text:p>The lamp 3</text:p></text:table-of-content>"
    )
    assert texts(read(zipped(odt_parts(body)), ".odt")) == [KEEPER]


def test_a_faulty_level_is_a_heading() -> None:
    """A level that is none, or more than there are, costs nothing."""
    for level in ("x", "99", "-1", "²", ""):
        body = f'<text:h text:outline-level="{level}">The lamp</text:h><text:p>{LAMP}</text:p>'
        assert blocks(read(zipped(odt_parts(body)), ".odt"))[0] == ("heading", "The lamp")


def test_what_is_no_text_is_refused() -> None:
    """A locked text, a spreadsheet, another archive and a broken one are told apart."""
    locked = odt_parts("x") | {"META-INF/manifest.xml": "<m><encryption-data/></m>"}
    locked["content.xml"] = "\x01\x02"
    assert refused(zipped(locked), ".odt") == "is encrypted: save it without a password"
    sheet = {k: v.replace("office:text", "office:spreadsheet") for k, v in odt_parts("x").items()}
    assert refused(zipped(sheet), ".odt").startswith("is no OpenDocument text (it has no text)")
    assert "content.xml" in refused(zipped({"a.txt": "a"}), ".odt")
    assert refused(odt(KEEPER)[:-30], ".odt").startswith("is no whole OpenDocument text (")
