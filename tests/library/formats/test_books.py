"""Books: their chapters in their order."""

from __future__ import annotations

from documents import CONTAINER, KEEPER, LAMP, TOWER, epub, epub_parts, zipped

from .reading import blocks, read, refused, texts

ABOUT = "<dc:title>Lamps</dc:title><dc:creator>Selma</dc:creator><dc:date>1961-02-03</dc:date>"


def test_chapters_in_the_order_of_the_spine() -> None:
    """Chapters come as they are to be read, also where their names are written with escapes."""
    chapters = {"z%20one.xhtml": f"<h1>One</h1><p>{KEEPER}</p>", "a.xhtml": f"<p>{LAMP}</p>"}
    parts = epub_parts(chapters, ABOUT)
    parts["OEBPS/z one.xhtml"] = parts.pop("OEBPS/z%20one.xhtml")
    extract = read(zipped(parts), ".epub")
    assert blocks(extract) == [("heading", "One"), ("paragraph", KEEPER), ("paragraph", LAMP)]
    assert (extract.title, extract.date, extract.author) == ("Lamps", "1961-02-03", "Selma")


def test_all_of_a_chapter_is_text() -> None:
    """Boxes and parts whose names mean furniture on the web are parts of a book."""
    body = (
        f'<section id="share"><p>{KEEPER}</p></section><aside class="sidebar"><p>{LAMP}</p></aside>'
        f'<div class="menu"><p>{TOWER}</p></div><p hidden="">Unseen.</p>'
    )
    assert texts(read(zipped(epub_parts({"a.xhtml": body})), ".epub")) == [KEEPER, LAMP, TOWER]


def test_a_chapter_that_is_not_there_is_told() -> None:
    """The others are read."""
    parts = epub_parts({"a\nb.xhtml": "", "b.xhtml": f"<p>{LAMP}</p>"})
    del parts["OEBPS/a\nb.xhtml"]
    extract = read(zipped(parts), ".epub")
    assert texts(extract) == [LAMP]
    assert extract.warnings == ("a chapter is not in the book: 'OEBPS/a b.xhtml'",)


def test_names_lead_nowhere_else() -> None:
    """A chapter is looked for in the book alone, whatever path its name is."""
    chapters = {"../../../../etc/passwd": "", "/etc/passwd": "", "b.xhtml": f"<p>{LAMP}</p>"}
    parts = epub_parts(chapters)
    del parts["OEBPS/../../../../etc/passwd"], parts["OEBPS//etc/passwd"]
    extract = read(zipped(parts), ".epub")
    assert texts(extract) == [LAMP]
    assert len(extract.warnings) == 2


def test_an_entity_of_a_chapter_unfolds_to_nothing() -> None:
    """Neither another file nor a billion letters come out of a chapter's document type."""
    parts = epub_parts({"a.xhtml": f"<p>{LAMP} &file; &a9;</p>"})
    entities = '<!ENTITY file SYSTEM "file:///etc/passwd"><!ENTITY a0 "lol">' + "".join(
        f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9)
    )
    parts["OEBPS/a.xhtml"] = parts["OEBPS/a.xhtml"].replace(
        "<!DOCTYPE html>", f"<!DOCTYPE html [{entities}]>"
    )
    text = read(zipped(parts), ".epub").text
    assert LAMP in text
    assert "root:" not in text
    assert "lol" not in text


def test_a_locked_book_is_refused_and_locked_fonts_are_not() -> None:
    """What a shop has encrypted is named as such; many books encrypt no more than their fonts."""

    def locking(name: str) -> bytes:
        parts = epub_parts({"a.xhtml": f"<p>{LAMP}</p>"})
        parts["META-INF/encryption.xml"] = (
            '<e xmlns:x="http://www.w3.org/2001/04/xmlenc#"><x:EncryptedData><x:CipherData>'
            f'<x:CipherReference URI="{name}"/></x:CipherData></x:EncryptedData></e>'
        )
        return zipped(parts)

    assert texts(read(locking("OEBPS/font.otf"), ".epub")) == [LAMP]
    assert refused(locking("OEBPS/a.xhtml"), ".epub").startswith("is encrypted: ")


def test_what_is_no_book_is_refused() -> None:
    """An archive without a container, or whose container names nothing, is no book."""
    assert refused(zipped({"a": "b"}), ".epub").startswith("is no EPUB book (")
    assert refused(zipped({CONTAINER: "<container/>"}), ".epub").startswith("is no EPUB book (")
    assert refused(epub(KEEPER)[:-30], ".epub").startswith("is no whole EPUB book (")
    assert refused(zipped(epub_parts({})), ".epub").startswith("holds no text")


def test_signs_that_no_text_has_are_gone() -> None:
    """Control characters and halves of pairs are taken out, the rest is read."""
    body = f"<p>{LAMP}</p><p>&#1;Oil&#xD800;\x07 was dear.</p>"
    assert texts(read(zipped(epub_parts({"a.xhtml": body})), ".epub"))[0] == LAMP


def test_what_the_spine_names_and_is_not_read_is_told() -> None:
    """A chapter in another format, or one that is not among the book's parts, is named."""
    parts = epub_parts({"a.xhtml": f"<p>{LAMP}</p>", "b.xml": f"<p>{TOWER}</p>"})
    parts["OEBPS/book.opf"] = (
        parts["OEBPS/book.opf"]
        .replace('href="b.xml" media-type="application/xhtml+xml"', 'href="b.xml" media-type="x/y"')
        .replace("</spine>", '<itemref idref="lost"/></spine>')
    )
    extract = read(zipped(parts), ".epub")
    assert texts(extract) == [LAMP]
    assert extract.warnings == (
        "a chapter is no web page: 'b.xml' ('x/y')",
        "a chapter is not in the book: 'lost'",
    )
