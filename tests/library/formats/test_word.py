"""Word documents: what they say, without what was deleted."""

from __future__ import annotations

from documents import KEEPER, LAMP, TOWER, WORDS, docx, docx_parts, paragraph_of, run_of, zipped

from .reading import blocks, read, refused, texts

STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/></w:style>'
    for id, name in (("T", "Title"), ("berschrift1", "heading 1"), ("Verzeichnis1", "toc 1"))
)


def test_headings_paragraphs_tables_and_notes() -> None:
    """All is found by its kind, whatever language its styles are called in; no list of contents."""
    note = f'<w:footnote w:id="2">{paragraph_of(TOWER)}</w:footnote>'
    cells = "".join(f"<w:tc>{paragraph_of(cell)}</w:tc>" for cell in ("oil", "12 liters"))
    body = (
        paragraph_of("The keeper", style="T")
        + paragraph_of("The lamp 3", style="Verzeichnis1")
        + paragraph_of("The lamp", style="berschrift1")
        + paragraph_of(KEEPER, '<w:r><w:footnoteReference w:id="2"/></w:r>')
        + f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    )
    data = zipped(
        docx_parts(
            body,
            about="<dc:title>Lamps</dc:title><dc:creator>Selma</dc:creator>"
            "<dcterms:modified>1961-02-03T04:05:06Z</dcterms:modified>",
            styles=STYLES,
            footnotes=f'<w:footnotes xmlns:w="{WORDS}">{note}</w:footnotes>',
        )
    )
    extract = read(data, ".docx")
    assert blocks(extract) == [
        ("heading", "The keeper"),
        ("heading", "The lamp"),
        ("paragraph", f"{KEEPER}[1]"),
        ("row", "oil | 12 liters"),
        ("item", TOWER),
    ]
    assert (extract.title, extract.date, extract.author) == ("Lamps", "1961-02-03", "Selma")


def test_a_sentence_in_many_runs_is_one() -> None:
    """Bold, colours and the traces of editing do not part words; deleted ones are gone."""
    body = paragraph_of(
        run_of("The la"),
        run_of("mp", "<w:b/>"),
        f"<w:del>{run_of(' never')}</w:del>",
        f"<w:ins>{run_of(' burned 12 liters')}</w:ins>",
        run_of(" of oil & more <a> night."),
    )
    data = zipped(docx_parts(body))
    assert texts(read(data, ".docx")) == ["The lamp burned 12 liters of oil & more <a> night."]


def test_what_is_no_document_of_word_is_refused() -> None:
    """A locked document, another archive, a broken one and an empty one are told apart."""
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".docx").startswith(
        "is encrypted or of an old Office"
    )
    assert "has no word/document.xml" in refused(zipped({"a.txt": "a"}), ".docx")
    assert refused(docx(KEEPER)[:-40], ".docx").startswith("is no whole Word document (")
    assert refused(docx(), ".docx").startswith("holds no text")
    assert refused(b"PK", ".docx").endswith("save it anew")


def test_a_faulty_part_is_named() -> None:
    """XML that ends too early is told with the name of its part."""
    parts = docx_parts(paragraph_of(KEEPER))
    parts["word/styles.xml"] = "<w:styles"
    assert refused(zipped(parts), ".docx").startswith("has faulty XML in 'word/styles.xml' (")


def test_pictures_and_other_files_are_not_opened() -> None:
    """A link to a file outside leads nowhere, and its content is not in the text."""
    parts = docx_parts(
        paragraph_of(LAMP) + "<w:p><w:r><w:drawing><a:blip xmlns:a='http://schemas.openxmlformats."
        "org/drawingml/2006/main' xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/"
        "relationships' r:link='r9'/></w:drawing></w:r></w:p>"
    )
    name = "word/_rels/document.xml.rels"
    parts[name] = parts[name].replace(
        "</Relationships>",
        '<Relationship Id="r9" Target="file:///etc/passwd" TargetMode="External" Type="http://'
        'schemas.openxmlformats.org/officeDocument/2006/relationships/image"/></Relationships>',
    )
    assert texts(read(zipped(parts), ".docx")) == [LAMP]


def test_a_document_without_a_body_is_named() -> None:
    """What the library trips over is told as damage of the document."""
    parts = docx_parts(paragraph_of(KEEPER))
    parts["word/document.xml"] = parts["word/document.xml"].replace("w:body", "w:nobody")
    assert refused(zipped(parts), ".docx").startswith("is no whole Word document (ValueError: ")


def test_a_main_part_of_another_name() -> None:
    """Office on the web numbers it."""
    renamed = {
        name.replace("document.xml", "document2.xml"): part.replace(
            "word/document.xml", "word/document2.xml"
        )
        for name, part in docx_parts(paragraph_of(LAMP)).items()
    }
    assert texts(read(zipped(renamed), ".docx")) == [LAMP]
