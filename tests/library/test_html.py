"""HTML: the article of a page without what surrounds it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from assistant.errors import ArticleError
from assistant.library.html import html_date, html_title, parse_html, render_html

PROSE = "<p>" + "The article says something here. " * 8 + "</p>"


def text_of(source: str | bytes) -> str:
    """The text of a page."""
    data = source.encode() if isinstance(source, str) else source
    return render_html(parse_html(data)[0])[0]


def blocks(source: str) -> list[tuple[str, str]]:
    """Kind and words of each block of a page."""
    text, found = render_html(parse_html(source.encode())[0])
    return [(block.kind, block.span.of(text)) for block in found]


@pytest.mark.parametrize(
    "furniture",
    [
        "<nav>NO</nav>",
        "<div class='cookie-banner'>NO</div>",
        "<div id=cookie>NO</div>",
        "<script>NO</script>",
        "<style>NO</style>",
        "<noscript>NO</noscript>",
        "<template><p>NO</p></template>",
        "<svg><text>NO</text></svg>",
        "<p hidden>NO</p>",
        "<p aria-hidden=true>NO</p>",
        "<p style='color:red; display: none'>NO</p>",
        "<p style='VISIBILITY:hidden'>NO</p>",
        "<p style='font-size:0'>NO</p>",
        "<div role=navigation>NO</div>",
        "<header>NO</header>",
        "<footer>NO</footer>",
        "<aside>NO</aside>",
        "<form>NO <button>NO</button></form>",
        "<!-- NO -->",
        "<span hidden>NO <b>NO</b></span>",
        "<table><tr><td><i style='display:none'>NO</i></td></tr></table>",
        "<div class=nav><div class=nav>NO</div></div>",
        "<p popover>NO</p>",
        "<dialog>NO</dialog>",
        "<datalist><option>NO</datalist>",
        "<noembed>NO</noembed>",
        "<progress>NO</progress>",
        "<foo hidden>NO</foo>",
        "<article hidden>NO</article>",
        "<p><rp>NO</rp></p>",
        "<font color=white>NO</font>",
    ],
)
def test_furniture_is_left_out(furniture: str) -> None:
    """Navigation, banners, scripts and whatever is hidden are no part of the article."""
    assert text_of(furniture + PROSE + furniture) == text_of(PROSE)


@pytest.mark.parametrize(
    "hidden", ["<i style='display:none'>NO</i>", "<sup hidden>NO</sup>", "<noscript>NO</noscript>"]
)
def test_what_is_hidden_gets_into_no_title_and_no_raised_figure(hidden: str) -> None:
    """Hidden parts of a heading or beside a figure are gone before the page is read."""
    page, _ = parse_html(f"<h1>Title {hidden}</h1><p>10<sup>3{hidden}</sup>{PROSE}".encode())

    assert html_title(page) == "Title"
    assert "NO" not in render_html(page)[0]


@pytest.mark.parametrize(
    "around",
    ["<body bgcolor=navy>", "<style>p {background: #123}</style>", "<link rel=stylesheet href=x>"],
)
def test_white_text_stays_where_something_may_lie_behind_it(around: str) -> None:
    """Only where a page names no background but white is white text known to be unseen."""
    source = f"{PROSE}<p><font color=white>SEEN</font></p>"

    assert "SEEN" in text_of(around + source)
    assert "SEEN" not in text_of("<body bgcolor=white><style>p {background: none}</style>" + source)


def test_most_of_a_page_is_not_hidden() -> None:
    """Scripts fade in the body or the article of some pages."""
    source = f"<body style='opacity:0'><article style='visibility:hidden'>{PROSE}</article>"

    assert text_of(source) == text_of(PROSE)


def test_brackets_around_a_reading_stay() -> None:
    """Without them a word and its reading would be one word."""
    source = "<ruby>漢字<rp>（</rp><rt>かんじ</rt><rp>）</rp></ruby>"

    assert text_of(source) == "漢字（かんじ）\n"


def test_a_date_in_a_hidden_part_is_found() -> None:
    """Pages keep what they say about themselves where nobody sees it."""
    source = "<div hidden>NO<meta itemprop=datePublished content=2020-06-08></div>"

    assert html_date(parse_html((source + PROSE).encode())[0]) == "2020-06-08"


def test_a_wrapper_of_the_whole_page_is_no_furniture() -> None:
    """A class name or a form around everything does not remove the article."""
    wrapped = f"<div class='page has-sidebar'>{PROSE}<div class=sidebar>NO</div></div>"

    assert text_of(f"<form>{wrapped}</form>") == text_of(PROSE)


@pytest.mark.parametrize("name", ["article", "main"])
def test_the_article_is_chosen(name: str) -> None:
    """What stands outside the article is left out if the article holds most of the text."""
    source = f"<p>NO</p><{name}><header>YES</header>{PROSE}</{name}>"

    assert text_of(source).startswith("YES\n\nThe")


def test_a_teaser_is_not_taken_for_the_article() -> None:
    """An `<article>` with little of the page's text is one of many."""
    assert "The article" in text_of(f"<article>Teaser</article>{PROSE}")


def test_blocks_have_their_kinds() -> None:
    """Headings, paragraphs, items, rows and code are told apart, in reading order."""
    source = (
        "<h2>Head</h2><p>One <b>bold</b> &amp; <i>it</i>.<br>Two.</p>"
        "<ul><li>a<ul><li>b</li></ul>c</li></ul>"
        "<table><tr><th>d<th>e</tr><tr><td><p>f</p><td>g<br>h</tr></table>"
        "<pre>x = 1\n  <b>y</b>\n\nz</pre><blockquote><p>q</p></blockquote>tail"
    )

    assert blocks(source) == [
        ("heading", "Head"),
        ("paragraph", "One bold & it.\nTwo."),
        ("item", "a"),
        ("item", "b"),
        ("item", "c"),
        ("row", "d | e"),
        ("row", "f | g h"),
        ("code", "x = 1"),
        ("code", "  y"),
        ("code", "z"),
        ("paragraph", "q"),
        ("paragraph", "tail"),
    ]


def test_a_table_that_lays_out_the_page_is_no_table() -> None:
    """Headings, lists and tables in a cell are blocks of their own, and said once."""
    source = "<table><tr><td><h1>A</h1><p>b</p></td><td><table><tr><td>c</table></td></tr></table>"

    assert blocks(source) == [("heading", "A"), ("paragraph", "b"), ("row", "c")]


def test_white_space_is_folded() -> None:
    """Line breaks and indents of the markup mean nothing."""
    assert text_of("<p>\n  a\r\n  <b>b</b>\t<i>c</i> \n</p>\n<p> d&nbsp;e</p>") == "a b c\n\nd e\n"


def test_entities_become_characters() -> None:
    """Entities are read once, not twice."""
    assert text_of("<p>a &lt;b&gt; &amp;amp; &#8364; &eacute;</p>") == "a <b> &amp; € é\n"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("<meta charset=windows-1252><p>“café”</p>".encode("cp1252"), "“café”\n"),
        ("<meta charset=iso-8859-1><p>“café”</p>".encode("cp1252"), "“café”\n"),
        ("<meta charset=iso-8859-1><p>“café”</p>".encode(), "“café”\n"),
        ("<p>“café”</p>".encode("cp1252"), "“café”\n"),
        ("<p>a\u200bb</p>".encode(), "a\u200bb\n"),
        ("<p>“café”</p>".encode("utf-16"), "“café”\n"),
        ('<?xml version="1.0" encoding="iso-8859-2"?><p>żół</p>'.encode("iso-8859-2"), "żół\n"),
        ('<?xml version="1.0" encoding="utf-8"?><p>żół</p>'.encode(), "żół\n"),
    ],
)
@pytest.mark.filterwarnings("ignore::bs4.XMLParsedAsHTMLWarning")
def test_the_encoding_is_found(data: bytes, text: str) -> None:
    """A page is read in the encoding it was saved in, declared or not."""
    assert text_of(data) == text


def test_a_damaged_page_is_told() -> None:
    """One wrong byte is mended with a warning and leaves the other characters alone."""
    page, warnings = parse_html("<meta charset=utf-8><p>“a” ".encode() + b"\xff</p>")

    assert render_html(page)[0] == "“a” \ufffd\n"
    assert len(warnings) == 1


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("<title>Site</title><h1>The <i>one</i></h1>", "The one"),
        ("<title>Site</title><h1>A</h1><h1>B</h1>", "Site"),
        ("<meta property='og:title' content=' Shared '><title>Site</title>", "Shared"),
        ("<title> Site </title><h1></h1>", "Site"),
        ("<title></title><p>x</p>", None),
        ("", None),
    ],
)
def test_the_title(source: str, title: str | None) -> None:
    """The only first-level heading is the title, else what the page shares, else `<title>`."""
    assert html_title(parse_html(source.encode())[0]) == title


@pytest.mark.parametrize(
    ("source", "date"),
    [
        ("<meta property='article:published_time' content='2020-06-08T10:00'>", "2020-06-08T10:00"),
        ("<time datetime='2020-06-08'>June</time>", "2020-06-08"),
        ("<p>2020</p>", None),
    ],
)
def test_the_date(source: str, date: str | None) -> None:
    """A page's date is what it says about itself."""
    assert html_date(parse_html(source.encode())[0]) == date


@pytest.mark.parametrize("name", ["div", "span", "blockquote", "ul><li", "table><tr><td", "nav"])
def test_deep_nesting_is_no_problem(name: str) -> None:
    """Thousands of nested elements neither exhaust the stack nor take quadratic time."""
    assert text_of(f"<{name}>" * 2000 + "<p>deep</p>") in ("deep\n", "")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>a <b>b <p>c", "a b\n\nc\n"),
        ("</div>a</p>", "a\n"),
        ("<p a=1 a=2 =x class>b", "b\n"),
        ("a < b", "a < b\n"),
        ("<td>a<td>b", "a\n\nb\n"),
        ("<p>never <!-- closed", "never\n"),
        ("<", "<\n"),
        ("", ""),
    ],
)
def test_malformed_markup_is_read(source: str, text: str) -> None:
    """Pages are rarely valid; what they say is read all the same."""
    assert text_of(source) == text


@given(st.data())
def test_blocks_are_in_order_and_apart(articles: SearchStrategy[str], data: st.DataObject) -> None:
    """Blocks cover the text but for the white space between them."""
    try:
        text, found = render_html(parse_html(data.draw(articles).encode())[0])
    except ArticleError:  # control characters
        return
    position = 0
    for block in found:
        assert not text[position : block.span.start].strip()
        assert block.span.of(text).strip()
        position = block.span.end

    assert not text[position:].strip()


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ('in 1845<sup><a href="#n1">2</a></sup> killed 10<sup>3</sup> animals',
         "in 1845[2] killed 10^3 animals"),
        ("midnight.<sup>[2]</sup> Then", "midnight.[2] Then"),
        ("the 19<sup>th</sup> century, H<sub>2</sub>O", "the 19th century, H_2O"),
        ("<del>$500</del><ins>$700</ins>, <s>$20</s> $10", "$700, $10"),
        ('seen <b style="opacity:0">unseen</b><i style="left:-9999px">far</i>', "seen"),
    ],
)  # fmt: skip
def test_a_figure_is_never_changed_by_what_is_raised_or_struck(markup: str, text: str) -> None:
    """Marks of notes, powers and struck figures do not run into the figures beside them."""
    assert text_of(f"<p>{markup}</p>").strip() == text
