"""Every character of a segment maps to where it stands in the source."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.documents import UnreadableDocument, read_string
from claimcheck.documents.formats import READERS
from claimcheck.documents.reader import Reader
from claimcheck.model.documents import Document
from claimcheck.model.spans import OffsetMap

_MARKDOWN = (
    '# ~## ~- ~  - ~1. ~* ~– ~> ~**~*~_~`~```\n~[~](x_y)~](u "t")~![~]~[^1]~[a]: b:c\n~\\~&amp;~&lt;'
    "~&nbsp;~|~|-|-|\n~| a | b |\n~<b>~</b>~<br>~<!-- ~-->~<a\nb>~\n~\n\n~\r\n~\\\n~  \n~Word~Title Case Line"
    "~ran 12% up~$8.5 billion~, ~. ~:~é~字~\u00ad~\xa0~---\n~===\n"
    "~1) ~  * ~– ~+ ~***~2. ~\t- ~[^a]: ~> | a | b |\n> |-|-|\n> | 1 | 2 |\n~<div>\n~</div>\n~&#x1F600;~\x1c~+++\n"
    "~https://a.b/c.~<table><tr><td>~</table>~\t~    ~title: x\n"
)
_HTML = (
    "<p>~</p>~<h1>~</h1>~<h2>~<ul>~</ul>~<li>~<ol>~<table>~<tr>~<td>~<th colspan=2>~<td rowspan=3>~</table>"
    "~<b>~</b>~<br>~<a href=x>~</a>~<code>~</code>~<!-- ~-->~<script>~</script>~&amp;~&nbsp;~&#37;~&~<~>"
    "~Word~12% ~ ~\n~é~<sup>~</sup>~2~<main>~</main>~<div hidden>~</div>~<title>~</title>~<caption>~&shy;"
    "~\r\n~<dl>~<!~<?x~<![CDATA[~]]>~&#~<svg/>~<title>~<a b='~\"~<meta property=og:title content='a &amp; b'>"
    "~<hr>~Cut in the midst of a sentence that goes on and~<p style='page-break-before:always'>~<dt>~<dd>"
)
MARKDOWN = st.sampled_from([*_MARKDOWN.split("~"), "~~"])
HTML = st.sampled_from(_HTML.split("~"))


def check(source: str, text: str, offsets: OffsetMap) -> None:
    assert offsets.length == len(text)
    assert text == text.strip()
    if not text:  # an empty cell
        assert not offsets.runs
        return
    ends = [run.start for run in offsets.runs[1:]] + [offsets.length]
    assert offsets.runs[0].start == 0
    for run, end in zip(offsets.runs, ends, strict=True):
        assert run.start < end
        assert 0 <= run.source_start < run.source_end <= len(source)
        if end - run.start == run.source_end - run.source_start:
            for at, char in enumerate(text[run.start : end], run.source_start):
                # White space may be folded to a space or stand for a break; all else is the same character.
                assert source[at] == char or char in " \n⁰¹²³⁴⁵⁶⁷⁸⁹"
    places = [run.source_start for run in offsets.runs]
    assert places == sorted(places)


def check_document(document: Document) -> None:
    indexes = [*(block.index for block in document.segments), *(table.index for table in document.tables)]
    assert sorted(indexes) == list(range(len(indexes)))
    for segment in document.segments:
        assert segment.text
        check(document.text, segment.text, segment.offsets)
        assert segment.lead is None or segment.lead < segment.index
    for table in document.tables:
        assert len({len(row) for row in table.rows}) == 1
        for row in table.rows:
            for cell in row:
                check(document.text, cell.text, cell.offsets)


@given(st.lists(MARKDOWN, max_size=60).map("".join), st.sampled_from([".md", ".txt"]))
def test_markdown(text: str, suffix: str) -> None:
    check_document(read_string(text, "a" + suffix))


@given(st.lists(HTML, max_size=60).map("".join))
def test_html(text: str) -> None:
    check_document(read_string("<html>" + text, "a.html"))


@given(st.lists(HTML, max_size=30).map("".join), st.lists(MARKDOWN, max_size=30).map("".join))
def test_json_article(html: str, markdown: str) -> None:
    text = json.dumps({"title": markdown, "summary": html, "body": html.strip() or markdown.strip() or "x"})
    check_document(read_string(text, "a.json"))


@settings(max_examples=200)
@given(st.text(max_size=200))
@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_any_text(reader: Reader, text: str) -> None:
    try:
        check_document(reader.read("x", text))
    except UnreadableDocument:
        assert reader.name == "json-article"


@given(st.lists(st.sampled_from(["one ", "two\n", "\nthree", "4.5%. ", "Six\n\n"]), max_size=40).map("".join))
def test_plain_prose_loses_no_word(text: str) -> None:
    document = read_string(text, "a.txt")
    assert " ".join(segment.text for segment in document.segments).split() == text.split()
    for segment in document.segments:
        span = segment.offsets.source_span(0, len(segment.text))
        # White space at the end of a line is left out.
        assert document.text[span.start : span.end].replace(" \n", "\n") == segment.text
