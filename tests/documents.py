"""Small documents of every format that is no text, made here: nothing in them is anyone's."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from html import escape

WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
TERMS = "http://purl.org/dc/terms/"
DC = "http://purl.org/dc/elements/1.1/"
CONTAINER = "META-INF/container.xml"
KEEPER = "Osman Kaya kept the lamp of Sinop for forty-one years."
LAMP = "The lamp burned 12 liters of oil a night."
TOWER = "The tower is 34 meters high."


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of these parts, in their order."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():  # what says the kind can be read as it is
            archive.writestr(name, part, zipfile.ZIP_STORED if name == "mimetype" else None)
    return stream.getvalue()


def docx_parts(body: str, about: str = "", styles: str = "", **parts: str) -> dict[str, str]:
    """The parts of a Word document; `body` is WordprocessingML, `parts` are others of `word/`."""
    kinds = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="application/vnd.openxmlformats-'
        f'officedocument.wordprocessingml.{name}+xml"/>'
        for name in parts
    )
    links = "".join(
        f'<Relationship Id="r{name}" Target="{name}.xml" Type="http://schemas.openxmlformats.org/'
        f'officeDocument/2006/relationships/{name}"/>'
        for name in ["styles", *parts]
    )
    return {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"><Default Extension="xml" ContentType="application/xml"/><Override '
        'PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        f'wordprocessingml.document.main+xml"/>{kinds}</Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        'relationships"><Relationship Id="r1" Target="word/document.xml" Type="http://schemas.'
        'openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>',
        "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/'
        f'package/2006/relationships">{links}</Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{WORDS}"><w:body>{body}</w:body></w:document>',
        "word/styles.xml": f'<w:styles xmlns:w="{WORDS}">{styles}</w:styles>',
        **{f"word/{name}.xml": part for name, part in parts.items()},
        "docProps/core.xml": f'<p:coreProperties xmlns:p="{CORE}" xmlns:dc="{DC}" '
        f'xmlns:dcterms="{TERMS}">{about}</p:coreProperties>',
    }


def run_of(text: str, how: str = "") -> str:
    """A run of text, as Word keeps it."""
    return f'<w:r><w:rPr>{how}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph_of(*runs: str, style: str = "") -> str:
    """A paragraph of runs; what is no run is text."""
    inside = "".join(run if run.startswith("<") else run_of(run) for run in runs)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{inside}</w:p>'


def docx(*paragraphs: str, **about: str) -> bytes:
    """A Word document of paragraphs."""
    return zipped(docx_parts("".join(map(paragraph_of, paragraphs)), **about))


def odt_parts(body: str, about: str = "") -> dict[str, str]:
    """The parts of an OpenDocument text; `body` is what stands in `office:text`."""
    names = " ".join(
        f'xmlns:{name}="{OFFICE}:{name}:1.0"' for name in ("office", "text", "table", "meta")
    )
    names += f' xmlns:dc="{DC}"'
    return {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {names}><office:body><office:text>{body}"
        "</office:text></office:body></office:document-content>",
        "meta.xml": f"<office:document-meta {names}><office:meta>{about}</office:meta>"
        "</office:document-meta>",
        "META-INF/manifest.xml": "<manifest/>",
    }


def odt(*paragraphs: str) -> bytes:
    """An OpenDocument text of paragraphs."""
    return zipped(odt_parts("".join(f"<text:p>{escape(text)}</text:p>" for text in paragraphs)))


def epub_parts(chapters: Mapping[str, str], about: str = "") -> dict[str, str]:
    """The parts of a book; `chapters` are the bodies of its pages by their names."""
    items = "".join(
        f'<item id="i{n}" href="{name}" media-type="application/xhtml+xml"/>'
        for n, name in enumerate(chapters)
    )
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(len(chapters)))
    return {
        "mimetype": "application/epub+zip",
        CONTAINER: '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
        "OEBPS/book.opf": f'<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="{DC}">'
        f"<metadata>{about}</metadata><manifest>{items}</manifest><spine>{spine}</spine></package>",
        **{
            f"OEBPS/{name}": "<!DOCTYPE html><html xmlns='http://www.w3.org/1999/xhtml'><head>"
            f"<title>No title</title></head><body>{body}</body></html>"
            for name, body in chapters.items()
        },
    }


def epub(*paragraphs: str) -> bytes:
    """A book of one chapter."""
    body = "".join(f"<p>{escape(text)}</p>" for text in paragraphs)
    return zipped(epub_parts({"one.xhtml": body}))


def pdf_objects(*objects: str | bytes, trailer: str = "") -> bytes:
    """A PDF of these objects, the first of which is its catalog."""
    data = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        inside = body.encode("latin-1") if isinstance(body, str) else body
        data += b"%d 0 obj\n%s\nendobj\n" % (number, inside)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size "
    end += f"{len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{len(data)}\n%%EOF\n"
    return data + end.encode()


def stream_of(content: bytes, entries: str = "") -> bytes:
    """A stream of a PDF."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (
        len(content),
        entries.encode(),
        content,
    )


def pdf(*pages: Sequence[str], how: str = "", about: str = "", box: str = "0 0 420 595") -> bytes:
    """A PDF whose pages have these lines, in Helvetica of 12 points; `how` is said of each page."""
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(len(pages)))
    objects: list[str | bytes] = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"<< {about} >>",
    ]
    for number, lines in enumerate(pages):
        shown = "".join(
            "(" + line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") + ") Tj T*\n"
            for line in lines
        )
        content = f"BT /F1 12 Tf 14 TL 40 500 Td\n{shown}ET".encode("cp1252")
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents {6 + 2 * number} 0 R "
            f"/Resources << /Font << /F1 3 0 R >> >> {how} >>",
            stream_of(content),
        ]
    return pdf_objects(*objects, trailer="/Info 4 0 R")
