"""The HTML page: complete, self-contained, and deaf to what documents try to tell the browser."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from claimcheck.model import Report, Role, Severity
from claimcheck.report import html_format
from claimcheck.report.html import candidates, overview
from claimcheck.report.html.page import page as page_of

from . import samples

WHEN = datetime(2026, 5, 1, 14, 5, tzinfo=UTC)
VOID = {"meta", "link", "input", "br", "img", "line", "rect", "path"}


class Page(HTMLParser):
    """What a browser would make of the page."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text: list[str] = []
        self.raw: dict[str, list[str]] = {"style": [], "script": []}
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in self.raw:
            self.raw[self.open[-1]].append(data)
        else:
            self.text.append(data)

    @property
    def words(self) -> str:
        return " ".join(" ".join(self.text).split())

    def ids(self) -> list[str]:
        return [attrs["id"] or "" for _, attrs in self.tags if "id" in attrs]


def render(report: Report) -> str:
    return html_format.render(report, generated=WHEN, scope="corpus")


@pytest.fixture(params=["report", "calm", "empty", "draft", "draft_with_sources", "candidates", "hostile"])
def html(request: pytest.FixtureRequest) -> str:
    return render(getattr(samples, request.param)())


def test_it_is_well_formed_and_its_anchors_lead_somewhere(html: str) -> None:
    page = Page(html)
    assert page.open == []
    ids = page.ids()
    assert len(ids) == len(set(ids))
    targets = {attrs["href"] for tag, attrs in page.tags if tag == "a"}
    assert {target for target in targets if target} <= {f"#{name}" for name in ids}
    labelled = {name for _, attrs in page.tags for name in (attrs.get("aria-labelledby") or "").split()}
    assert labelled <= set(ids)


def test_it_needs_nothing_from_anywhere(html: str) -> None:
    for tag, attrs in Page(html).tags:
        assert tag not in {"img", "iframe", "object", "embed", "base"}, tag
        assert not [name for name in attrs if name.startswith("on") or name in ("style", "src", "srcset")], (
            attrs
        )
        if "href" in attrs:
            assert re.match(r"#|data:,$", attrs["href"] or ""), attrs


def test_only_our_own_style_and_script_may_run(html: str) -> None:
    page = Page(html)
    policy = next(attrs["content"] or "" for tag, attrs in page.tags if "http-equiv" in attrs)
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert [tag for tag, _ in page.tags].count("script") == 1
    for tag in ("style", "script"):
        digest = b64encode(sha256("".join(page.raw[tag]).encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_hostile_text_stays_text() -> None:
    html = render(samples.hostile())
    assert "<script>alert" not in html
    assert "<img" not in html
    assert "\u202e" not in html
    assert "\x1b" not in html
    page = Page(html)
    assert "{{ 7*7 }} {% raw %} <img src=x onerror=alert(1)> javascript:alert(1)" in page.words
    assert "[U+202E]27%" in page.words


def test_half_a_surrogate_pair_does_not_break_the_page() -> None:
    report = samples.report()
    broken = replace(report.documents[0], title="half \ud800 a pair")
    render(replace(report, documents=(broken, *report.documents[1:]))).encode("utf-8")


def test_a_finding_shows_both_sides_the_reading_and_the_working() -> None:
    words = Page(render(samples.report())).words
    for expected in (
        "2 errors and 1 warning in 4 documents",
        "4 documents were checked, within and against each other, on 1 May 2026, 14:05 UTC",
        "which will reach 25,000 wafers per month by December.",
        "ASE lifts 2026 spending plan to $8.5 billion , 30 April 2026",
        "sources/capacity-notes.txt:3:37",
        "between 24,500 and 25,500 wafers per month",
        "8,500,000,000 USD ($8.5 billion)",
        "between $8.45 and $8.55 billion",
        "no value lies in both.",
        "“ASE” is short for “ASE Technology”",
        "9c1f0a6be2d47713",
        "confidence 93%",
        "1 note of severity info",
        "Implied base: 5,510,000,000 USD ($5.51 billion)",
        "looks like a PDF, which cannot be read yet",
        "superseded",
    ):
        assert expected in words, expected


def test_nothing_to_complain_of_is_said_calmly() -> None:
    words = Page(render(samples.calm())).words
    assert "Nothing contradicts in 4 documents" in words
    assert "No two numbers contradict each other" in words
    assert "could not be read" not in words


def test_nothing_read() -> None:
    words = Page(render(samples.empty())).words
    assert "No document was read" in words
    assert "No documents were found." in words


def test_a_draft_opens_its_report() -> None:
    html = html_format.render(samples.draft_with_sources(), generated=WHEN, draft=samples.APRIL)
    words = Page(html).words
    assert f"The draft {samples.APRIL} was checked against" in words
    assert "1 of 3 numbers found in the sources, 1 contradicted, 1 not found." in words
    assert html.index('id="draft"') < html.index('id="findings"') < html.index('id="missing"')
    draft = section(html, "draft", kind="draft")
    assert draft.count('class="claim claim-good" id=') == 1
    assert draft.count('class="claim claim-error" id=') == 1
    assert draft.count('class="claim claim-missing" id=') == 1
    assert "In the sources ASE: leading-edge packaging line, 35k wafers a month by December 2026" in words


def test_a_draft_whose_text_is_not_shown_still_says_what_is_missing() -> None:
    html = render(replace(samples.draft_with_sources(), shown=()))
    words = Page(html).words
    assert 'id="draft"' not in html
    assert "1 of 3 numbers found in the sources" in words
    assert "More than $3.5 billion" in Page(section(html, "missing")).words


def test_what_no_source_has_is_a_row_and_no_card() -> None:
    report = samples.draft_with_sources()
    claim = next(item for item in report.claims if item.text == "More than $3.5 billion")
    told = replace(
        report.findings[0],
        rule="unsupported",
        severity=Severity.INFO,
        about="draft",
        fingerprint="feed",
        locations=(samples.location(claim, Role.STATED),),
    )
    missing = replace(report, findings=(*report.findings, told))
    assert "feed" not in render(missing)
    # A desk that wants a source for every number has it among the findings.
    assert "feed" in render(
        replace(missing, findings=(*report.findings, replace(told, severity=Severity.ERROR)))
    )


def test_the_stated_number_and_the_other_side_share_a_number_line() -> None:
    page = page_of(samples.report())
    conflict, arithmetic, stale = page.findings
    assert conflict.chart is not None
    assert [bar.stated for bar in conflict.chart.bars] == [True, False]
    assert stale.chart is not None
    # Per cent and dollars have no line in common.
    assert arithmetic.chart is None


def test_equal_fingerprints_still_get_anchors_of_their_own() -> None:
    report = samples.report()
    page = page_of(replace(report, findings=report.findings[:1] * 3))
    anchors = [finding.anchor for finding in page.findings]
    assert anchors[0] == "finding-9c1f0a6be2d4"
    assert len(set(anchors)) == 3


def test_a_flood_of_claims_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overview, "MAX_CLAIMS", 3)
    report = samples.report()
    page = page_of(report)
    assert len(page.claims) == 3
    assert "25,000 wafers per month" in {claim.text for claim in page.claims}
    assert f"3 of {len(report.claims)} are shown" in Page(render(report)).words


def test_the_date_can_be_pinned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1777644300")
    assert samples.report().to_html() == samples.report().to_html()
    assert 'datetime="2026-05-01T14:05:00+00:00"' in samples.report().to_html()


def test_numbers_of_one_sentence_share_its_quotation() -> None:
    arithmetic = page_of(samples.report()).findings[1]
    (evidence,) = arithmetic.evidence
    assert evidence.parts is not None
    assert [part.text for part in evidence.parts if part.marked] == ["$8.5 billion", "$7.0 billion", "27%"]
    assert [side.role for side in evidence.sides] == ["stated", "operand", "operand"]


def section(html: str, name: str, kind: str = "") -> str:
    """The markup of a section, by the id of its heading, and its class if it has one."""
    mark = f'class="{kind}" ' if kind else ""
    return html.partition(f'<section {mark}aria-labelledby="{name}">')[2].partition("</section>")[0]


def test_what_is_worth_a_look_stands_folded_behind_the_findings() -> None:
    html = render(samples.candidates())
    look = section(html, "look")
    assert '<details class="look">\n<summary>2 pairs</summary>' in look
    assert "<mark>25,000 wafers per month</mark>" in look
    assert "<mark>35k wafers a month</mark>" in look
    assert '<code class="place">sources/capacity-notes.txt:3:37</code>' in look
    words = Page(look).words
    assert "31% probable. For it: two telling words beside both, same measure." in words
    assert "Against it: texts of other stories." in words
    assert "5% probable." in words
    assert html.index('id="findings"') < html.index('id="look"') < html.index('id="numbers"')
    assert "more; the JSON" not in look


def test_what_is_worth_a_look_alarms_nobody() -> None:
    html = render(samples.candidates())
    words = Page(html).words
    assert "Nothing contradicts in 4 documents" in words
    assert "No two numbers contradict each other" in words
    assert page_of(samples.candidates()).summary == page_of(samples.calm()).summary
    assert not re.search("error|warning|finding-", section(html, "look"))


def test_places_of_what_is_worth_a_look_are_links() -> None:
    html = html_format.render(samples.candidates(), generated=WHEN, link=lambda at: f"file:{at.line}")
    assert '<a class="place" href="file:3"><code>sources/capacity-notes.txt:3:37</code></a>' in section(
        html, "look"
    )


def test_no_pair_no_section() -> None:
    html = render(samples.report())
    assert 'id="look"' not in html
    assert 'href="#look"' not in html
    gone = replace(samples.candidates(), claims=())
    assert 'id="look"' not in render(gone)


def test_many_pairs_are_cut_and_the_rest_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    report = samples.candidates()
    many = replace(report, candidates=report.candidates * 600)
    look = section(render(many), "look")
    assert look.count('<li class="pair">') == candidates.MAX_CANDIDATES == 40
    assert "<summary>1,200 pairs</summary>" in look
    assert "… and 1,160 more; the JSON output has all of them." in look


def test_hostile_reasons_stay_text() -> None:
    look = section(render(samples.hostile()), "look")
    assert "&lt;/script&gt;&lt;script&gt;alert(1)" in look
    assert "<script" not in look


def test_findings_about_the_sources_stand_behind_those_of_the_draft() -> None:
    report = samples.draft_with_sources()
    page = page_of(report, draft=samples.APRIL)
    assert [view.rule for view in page.findings] == ["conflicting-figures", "percent-change", "stale-figure"]
    assert (page.summary.errors, page.summary.warnings, page.summary.among_sources) == (2, 0, 1)
    assert page.headline == "2 errors in the draft"
    html = html_format.render(report, generated=WHEN, draft=samples.APRIL)
    heading = html.index('id="among-sources"')
    assert html.index('data-rule="percent-change"') < heading < html.index('data-rule="stale-figure"')
    assert html.count('data-about="sources"') == 2
    assert "1 finding is about the sources among themselves" in Page(html).words
    assert html.count(">Among the sources</h3>") == 2  # among the findings, and among the notes


def test_a_draft_without_findings_is_calm_whatever_its_sources_say() -> None:
    report = samples.draft_with_sources()
    alone = replace(report, findings=tuple(item for item in report.findings if item.about == "sources"))
    words = Page(html_format.render(alone, generated=WHEN, draft=samples.APRIL)).words
    assert "Nothing contradicts in the draft" in words
    assert "Nothing in the draft contradicts itself or its sources." in words


def test_without_a_draft_nothing_is_set_apart() -> None:
    assert "among-sources" not in section(render(samples.report()), "findings")


def test_a_number_without_evidence_shows_what_comes_nearest() -> None:
    html = html_format.render(samples.draft_with_sources(), generated=WHEN, draft=samples.APRIL)
    words = Page(section(html, "missing")).words
    assert "More than $3.5 billion goes to its leading-edge packaging line" in words
    assert "ASE Technology will spend about $8.47bn on new equipment" in words
    assert "sources/market-survey.html:1:30" in words
    row = html.partition('data-standing="not in the sources"')[2].partition("</tr>")[0]
    assert "nearest: about $8.47bn in sources/market-survey.html:1" in Page(f"<table><tr><td>{row}").words
