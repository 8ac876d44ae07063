"""PDF: the words as they are printed, page by page, or why there are none."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import pypdfium2
import pytest
from documents import KEEPER, LAMP, TOWER, pdf, pdf_objects, stream_of
from pace import within

from assistant.library.formats.lines import Line
from assistant.library.formats.paragraphs import compose
from assistant.library.loaders import extract_here, make_article

from .conftest import Print
from .reading import blocks, read, refused, texts

STORM = "Although the winters of 1929 and 1953 brought extraordinary storms, nobody was hurt."
FLOW = " ".join([KEEPER, LAMP, STORM])


def test_printed_text_is_found_exactly(printed: Print) -> None:
    """Headings, paragraphs and lists come in their order, with every sentence as it was set."""
    page = printed(
        f"<title>Lamps of the sea</title><style>body {{ font: 12pt/1.6 serif }}</style>"
        f"<h1>The lamp</h1><p>{FLOW}</p><h2>The tower</h2><p>{TOWER} {KEEPER}</p>"
        "<p>“Is it lit?” she asked 😀.</p>"
    )
    extract = read(page, ".pdf")
    assert blocks(extract) == [
        ("heading", "The lamp"),
        ("paragraph", FLOW),
        ("heading", "The tower"),
        ("paragraph", f"{TOWER} {KEEPER}"),
        ("paragraph", "“Is it lit?” she asked 😀."),
    ]
    assert (extract.title, extract.pages) == ("Lamps of the sea", (0,))


@pytest.mark.parametrize("style", ["hyphens: auto; text-align: justify", "line-height: 2"])
def test_columns_pages_and_divided_words(printed: Print, style: str) -> None:
    """Paragraphs over columns and pages are whole, words divided at a line's end are, too."""
    paragraphs = [f"Part {number}, which begins here. {FLOW} {STORM}" for number in range(1, 30)]
    inside = "".join(f"<p>{text}</p>" for text in paragraphs)
    page = printed(
        "<style>@page { size: A5; margin: 20mm } "
        f"div {{ font: 11pt serif; columns: 2; {style} }}</style><div>{inside}</div>",
        head="<span>Lamps of the sea</span>",
        foot='<span class="pageNumber"></span>',
    )
    extract = read(page, ".pdf")
    flowing = " ".join(extract.text.split())
    assert flowing == " ".join(paragraphs)
    assert len(extract.pages) > 2


def test_every_page_begins_where_it_does(printed: Print) -> None:
    """The page of a sentence is the one that it is printed on."""
    parts = [f"Chapter {number} of the keeper's book ends here." for number in range(1, 6)]
    data = printed(
        "".join(f'<p style="break-after: page">{part}</p><p>{LAMP}</p>' for part in parts)
    )
    article = make_article("a.pdf", data, extract_here(Path("a.pdf"), data))
    assert [article.page(article.text.index(part)) for part in parts] == [1, 2, 3, 4, 5]
    assert article.page(len(article.text)) == len(article.pages)
    assert article.extractor.startswith("pypdfium2 ")


def test_a_sentence_over_a_page_begins_on_the_first() -> None:
    """What is divided by the turn of a page is one, and the second page begins within it."""
    extract = read(pdf(["The lamp of Sinop was lit by the keep-"], ["er, who was old."]), ".pdf")
    assert texts(extract) == ["The lamp of Sinop was lit by the keeper, who was old."]
    assert extract.text[extract.pages[1] :].startswith("er, who was old.")


def test_a_compound_keeps_its_hyphen() -> None:
    """A hyphen at a line's end stays where the document has the word with it elsewhere."""
    lines = ["The well-known lamp burned, and so the well-", "known keeper of it did not sleep."]
    extract = read(pdf(lines), ".pdf")
    assert texts(extract) == [
        "The well-known lamp burned, and so the well-known keeper of it did not sleep."
    ]


def test_what_belongs_to_a_paragraph_is_no_running_head() -> None:
    """The same words may end every page: only what stands by itself is left out."""

    def line(text: str, base: float) -> Line:
        return Line(text, left=40, right=300, base=base, size=12, depth=1 - base / 595)

    ends = "Nobody was hurt, and the lamp was lit again."
    pages = [
        [
            line(f"In 19{number} the keeper wrote of a storm of three days.", 64),
            line("It came from the north.", 49),
            line(ends, 34),
            line("Lamps of the sea", 8),
        ]
        for number in range(11, 17)
    ]
    text, _, _ = compose(pages)
    assert text.count(ends) == 6
    assert text.count("It came from the north.") == 6
    assert "Lamps of the sea" not in text


def test_some_words_are_never_divided() -> None:
    """After "self" and its like a hyphen stays, wherever else the word is not."""
    extract = read(pdf(["The keeper was self-", "reliant and twenty-", "five."]), ".pdf")
    assert texts(extract) == ["The keeper was self-reliant and twenty-five."]


def test_running_heads_and_numbers_are_left_out() -> None:
    """What stands on many pages at the edge is no text; the same words amid a page are."""
    pages = [
        stream_of(
            f"BT /F1 9 Tf 40 570 Td (Lamps of the sea) Tj ET BT /F1 12 Tf 40 300 Td "
            f"(The year was 19{number}. Lamps of the sea burned.) Tj ET "
            f"BT /F1 9 Tf 200 20 Td (- {number} -) Tj ET".encode()
        )
        for number in range(11, 17)
    ]
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects: list[str | bytes] = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, content in enumerate(pages):
        objects += [
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 595] "
            f"/Contents {5 + 2 * number} 0 R /Resources << /Font << /F1 3 0 R >> >> >>",
            content,
        ]
    assert texts(read(pdf_objects(*objects), ".pdf")) == [
        f"The year was 19{number}. Lamps of the sea burned." for number in range(11, 17)
    ]


def turned_page(content: str, turned: int) -> bytes:
    """A PDF of one page with this content, which is shown turned by so many degrees."""
    return pdf_objects(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 595] /Rotate {turned} /Contents 5 0 R "
        "/Resources << /Font << /F1 3 0 R >> >> >>",
        stream_of(content.encode()),
    )


@pytest.mark.parametrize(
    ("matrix", "turned"),
    [
        ("1 0 0 1 40 500", 0),
        ("0 1 -1 0 200 40", 90),
        ("-1 0 0 -1 380 200", 180),
        ("0 -1 1 0 100 500", 270),
    ],
)
def test_turned_pages_are_read_as_they_are_seen(matrix: str, turned: int) -> None:
    """A page that is kept on its side, and shown upright, has its lines in their order."""
    content = f"BT /F1 12 Tf {matrix} Tm 14 TL (The lamp was lit) Tj T* (by Osman Kaya.) Tj ET"
    data = turned_page(content, turned)
    assert texts(read(data, ".pdf")) == ["The lamp was lit by Osman Kaya."]


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize(
    "runs", ["1 0 0 1 40 500", "0 1 -1 0 60 40", "0 -1 1 0 300 550", "-1 0 0 -1 380 300"]
)
def test_sideways_lines(turned: int, runs: str) -> None:
    """Lines that run up, down or upside down come in their order, whichever way the page is."""
    lines = ["The lamp burned 12 liters of oil a night and", "nobody knew why.", "The tower fell."]
    shown = "".join(f"({line}) Tj T*\n" for line in lines)
    content = f"BT /F1 12 Tf 14 TL {runs} Tm\n{shown}ET"
    data = turned_page(content, turned)
    assert " ".join(texts(read(data, ".pdf"))) == " ".join(lines)


def test_a_page_may_begin_anywhere() -> None:
    """Edges that are not at zero cut nothing off."""
    assert texts(read(pdf([KEEPER], box="-100 300 320 895"), ".pdf")) == [KEEPER]


@pytest.mark.parametrize(
    ("about", "title", "date", "author"),
    [
        ("/Title (The lamp) /CreationDate (D:19610203040506Z)", "The lamp", "1961-02-03", None),
        ("/Author (Selma)", None, None, "Selma"),
        ("/Title (Microsoft Word - lamp.doc) /CreationDate (D:19619999)", None, None, None),
        ("/Title (Untitled) /Author ( )", None, None, None),
        ("/Title (\\000\\001) /CreationDate (yesterday)", None, None, None),
        ("/Title (The .tex files of Sinop)", "The .tex files of Sinop", None, None),
    ],
)
def test_what_it_says_of_itself(
    about: str, title: str | None, date: str | None, author: str | None
) -> None:
    """Title, author and date are the document's own, unless a program made them up."""
    extract = read(pdf([KEEPER], about=about), ".pdf")
    assert (extract.title, extract.date, extract.author) == (title, date, author)


def encrypted() -> bytes:
    """A PDF whose trailer names a lock for which there is no key."""
    lock = "<< /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <" + "41" * 32 + "> /U <"
    return pdf_objects(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [] /Count 0 >>",
        lock + "42" * 32 + "> >>",
        trailer="/Encrypt 3 0 R /ID [<41414141> <41414141>]",
    )


def test_an_encrypted_one_is_refused() -> None:
    """What needs a password is named as such."""
    assert refused(encrypted(), ".pdf") == "is encrypted: save it without a password"


def test_one_that_is_cut_off_is_refused(printed: Print) -> None:
    """Half a file is refused with what to do."""
    data = printed(f"<p>{KEEPER}</p>")
    for share in (0.05, 0.3, 0.6, 0.9):
        assert refused(data[: int(share * len(data))], ".pdf").endswith(": save it anew")


def test_a_scanned_one_is_named() -> None:
    """Pages that are only pictures are refused with what recognises their text."""
    picture = stream_of(
        zlib.compress(bytes(64)),
        "/Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray "
        "/BitsPerComponent 8 /Filter /FlateDecode",
    )
    data = pdf_objects(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [4 0 R 4 0 R] /Count 2 >>",
        picture,
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 595] /Contents 5 0 R "
        "/Resources << /XObject << /I 3 0 R >> >> >>",
        stream_of(b"q 400 0 0 500 10 10 cm /I Do Q"),
    )
    assert refused(data, ".pdf").startswith("is scanned: its 2 pages are pictures without text")


def test_a_page_without_text_keeps_its_place() -> None:
    """The rest is read, and an empty page begins where the next one does."""
    extract = read(pdf([LAMP], [], [KEEPER]), ".pdf")
    assert texts(extract) == [LAMP, KEEPER]
    assert extract.pages == (0, len(LAMP) + 2, len(LAMP) + 2)


def test_thousands_of_pages_are_refused_at_once() -> None:
    """The pages are counted before one is read."""
    document = pypdfium2.PdfDocument.new()
    for _ in range(4000):
        document.new_page(100, 100).close()
    stream = io.BytesIO()
    document.save(stream)
    document.close()
    with within(2):
        reason = refused(stream.getvalue(), ".pdf")
    assert reason == "has 4000 pages, at most 3000 are read: split it"


def test_unknown_letters_are_told() -> None:
    """A font that does not say which letters it shows is no text that can be quoted."""
    font = (
        "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts "
        "[<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) "
        "/Ordering (Identity) /Supplement 0 >> >>] >>"
    )
    data = pdf_objects(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        font,
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 595] /Contents 5 0 R "
        "/Resources << /Font << /F1 3 0 R >> >> >>",
        stream_of(b"BT /F1 12 Tf 40 500 Td <" + b"D800D8010001FFFE0002" * 9 + b"> Tj ET"),
    )
    reason = refused(data, ".pdf")
    assert "recognise the text first" in reason or "holds no text" in reason


def test_letters_that_no_file_can_hold_are_gone() -> None:
    """Halves of pairs, control characters and non-characters that a font names are no text."""
    table = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def "
        "1 begincodespacerange <00> <FF> endcodespacerange 5 beginbfchar <41> <D800> <42> <0001> "
        "<43> <FFFE> <44> <202E> <45> <0065> endbfchar endcmap end end"
    )
    data = pdf_objects(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 595] /Contents 5 0 R "
        "/Resources << /Font << /F1 3 0 R >> >> >>",
        stream_of(b"BT /F1 12 Tf 40 500 Td (The lamp AxBxCxDxE " + b"and more" * 60 + b") Tj ET"),
        stream_of(table.encode()),
    )
    assert "The lamp" in read(data, ".pdf").text


def test_a_damaged_title_costs_nothing_else() -> None:
    """A title of halves of characters is none; the text, the author and the date are read."""
    about = "/Title <FEFFD8000041> /Author (Selma) /CreationDate (D:19610203)"
    extract = read(pdf([LAMP], about=about), ".pdf")
    assert texts(extract) == [LAMP]
    assert (extract.title, extract.author, extract.date) == (None, "Selma", "1961-02-03")
