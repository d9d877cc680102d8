"""A realistic report, built by hand from small texts so that every offset in it is true."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from hashlib import sha256

from claimcheck.model import (
    Candidate,
    Claim,
    ClaimKind,
    Derived,
    DocumentSummary,
    Fact,
    FactStatus,
    Feature,
    Finding,
    Interval,
    LineIndex,
    Location,
    Match,
    Modality,
    Period,
    Quantity,
    ReadFailure,
    Report,
    Role,
    Severity,
    ShownBlock,
    ShownDocument,
    Span,
    Verdict,
    VerdictName,
)

APRIL, FEBRUARY, CAPACITY, MARKET = (
    "sources/2026-04-30-ase-raises-capex.md",
    "sources/2026-02-05-ase-results.md",
    "sources/capacity-notes.txt",
    "sources/market-survey.html",
)
TITLES = {
    APRIL: ("ASE lifts 2026 spending plan to $8.5 billion", date(2026, 4, 30), "markdown"),
    FEBRUARY: ("ASE Technology: results for the fourth quarter of 2025", date(2026, 2, 5), "markdown"),
    CAPACITY: (None, None, "text"),
    MARKET: ("Advanced packaging, a market survey", date(2026, 3, 12), "html"),
}
TEXTS = {
    APRIL: (
        "# ASE lifts 2026 spending plan to $8.5 billion\n\n"
        "ASE Technology raised its capital expenditure for 2026 to $8.5 billion from the $7.0 billion\n"
        "announced in February, a 27% increase. More than $3.5 billion goes to its leading-edge packaging\n"
        "line, which will reach 25,000 wafers per month by December.\n\n"
        "The company builds six new plants this year.\n"
    ),
    FEBRUARY: (
        "# ASE Technology: results for the fourth quarter of 2025\n\n"
        "ASE Technology plans capital expenditure of $7.0 billion in 2026, 27% above the year before.\n"
        "Packaging modules dissipate 500-700 W per module, the company said.\n"
    ),
    CAPACITY: (
        "Notes from the site visit\n\n"
        "- ASE: leading-edge packaging line, 35k wafers a month by December 2026\n"
        "- ASE: six new plants in 2026\n"
        "- Amkor: $1.6 billion for the facility in Vietnam\n"
    ),
    MARKET: (
        "<p>ASE Technology will spend about $8.47bn on new equipment and buildings in 2026.</p>\n"
        "<p>The market for advanced packaging was worth $32.9 billion in 2022 and will pass\n"
        "$50 billion by 2027. ASE Technology opens six plants in 2026.</p>\n"
    ),
}
YEAR_2026 = Period("2026", date(2026, 1, 1), date(2026, 12, 31))
YEAR_2022 = Period("2022", date(2022, 1, 1), date(2022, 12, 31))
DECEMBER = Period("December 2026", date(2026, 12, 1), date(2026, 12, 31))
BY_2027 = Period("by 2027", None, date(2027, 12, 31))


def number(text: str | int | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def quantity(
    value: str | int | None,
    unit: str,
    interval: tuple[str | int | None, str | int | None],
    *,
    low: str | int | None = None,
    high: str | int | None = None,
    hedge: str | None = None,
) -> Quantity:
    ends = Interval(number(interval[0]), number(interval[1]))
    return Quantity(number(value), number(low), number(high), unit, ends, hedge)


def find(path: str, text: str, nth: int = 1, texts: dict[str, str] = TEXTS) -> tuple[Span, int, int, str]:
    """Span, line, column and sentence of the `nth` occurrence of `text`."""
    source = texts[path]
    start = -1
    for _ in range(nth):
        start = source.index(text, start + 1)
    line, column = LineIndex(source).place(start)
    paragraph_start = source.rfind("\n\n", 0, start) + 2 if "\n\n" in source[:start] else 0
    paragraph_end = source.find("\n\n", start)
    paragraph = source[paragraph_start : paragraph_end if paragraph_end >= 0 else len(source)]
    at = start - paragraph_start
    begin = max(
        paragraph.rfind(". ", 0, at) + 2, paragraph.rfind("\n- ", 0, at) + 3, paragraph.rfind(">", 0, at) + 1
    )
    begin = begin if begin > 2 else 0
    stops = [
        stop
        for stop in (paragraph.find(mark, at + len(text)) for mark in (". ", ".\n", "\n-", "</p>"))
        if stop >= 0
    ]
    sentence = paragraph[begin : min(stops) + 1 if stops else len(paragraph)]
    return Span(start, start + len(text)), line, column, " ".join(sentence.split()).strip("-# <")


def claim(
    path: str,
    text: str,
    of: Quantity,
    *,
    nth: int = 1,
    kind: ClaimKind = ClaimKind.LEVEL,
    modality: Modality = Modality.REPORTED,
    subject: str | None = None,
    metric: str | None = None,
    period: Period | None = None,
    where: str | None = None,
    texts: dict[str, str] = TEXTS,
) -> Claim:
    span, line, column, sentence = find(path, text, nth, texts)
    return Claim(
        id="c" + sha256(f"{path}:{span.start}".encode()).hexdigest()[:10],
        path=path,
        line=line,
        column=column,
        span=span,
        text=text,
        sentence=sentence,
        quantity=of,
        kind=kind,
        modality=modality,
        subject=subject,
        metric=metric,
        period=period,
        where=where,
    )


def location(of: Claim, role: Role) -> Location:
    return Location(of.path, of.line, of.column, of.span, of.text, of.sentence, role, of.where, of.id)


def claims() -> dict[str, Claim]:
    """The claims of the sample by short names."""
    ase, capex = "ASE Technology", "capital expenditure"
    eight = quantity(8_500_000_000, "USD", (8_450_000_000, 8_550_000_000))
    seven = quantity(7_000_000_000, "USD", (6_950_000_000, 7_050_000_000))
    six = quantity(6, "plant", (6, 6))
    planned = Modality.PLANNED
    return {
        "title": claim(
            APRIL, "$8.5 billion", eight, subject=ase, metric=capex, period=YEAR_2026, modality=planned
        ),
        "raised": claim(
            APRIL, "$8.5 billion", eight, nth=2, subject=ase, metric=capex, period=YEAR_2026, modality=planned
        ),
        "former": claim(
            APRIL,
            "$7.0 billion",
            seven,
            subject=ase,
            metric=capex,
            period=YEAR_2026,
            modality=Modality.SUPERSEDED,
        ),
        "increase": claim(
            APRIL,
            "27%",
            quantity(27, "percent", ("26.5", "27.5")),
            subject=ase,
            metric=capex,
            period=YEAR_2026,
            kind=ClaimKind.CHANGE,
            modality=planned,
        ),
        "leading": claim(
            APRIL,
            "More than $3.5 billion",
            quantity(3_500_000_000, "USD", (3_500_000_000, None), low=3_500_000_000, hedge="More than"),
            subject=ase,
            metric="spending on leading-edge packaging",
            period=YEAR_2026,
            modality=planned,
        ),
        "wafers": claim(
            APRIL,
            "25,000 wafers per month",
            quantity(25_000, "wafer/month", (24_500, 25_500)),
            subject=ase,
            metric="capacity of the leading-edge packaging line",
            period=DECEMBER,
            modality=planned,
        ),
        "plants": claim(
            APRIL,
            "six new plants",
            six,
            subject=ase,
            metric="new plants",
            period=YEAR_2026,
            kind=ClaimKind.COUNT,
        ),
        "february": claim(
            FEBRUARY, "$7.0 billion", seven, subject=ase, metric=capex, period=YEAR_2026, modality=planned
        ),
        "above": claim(
            FEBRUARY,
            "27% above the year before",
            quantity(27, "percent", ("26.5", "27.5")),
            subject=ase,
            metric=capex,
            period=YEAR_2026,
            kind=ClaimKind.CHANGE,
            modality=planned,
        ),
        "heat": claim(
            FEBRUARY,
            "500-700 W per module",
            quantity(None, "watt/module", (500, 700), low=500, high=700),
            subject="Packaging modules",
            metric="heat",
        ),
        "visit": claim(
            CAPACITY,
            "35k wafers a month",
            quantity(35_000, "wafer/month", (34_500, 35_500)),
            subject="ASE",
            metric="leading-edge packaging line",
            period=DECEMBER,
            modality=planned,
        ),
        "visit plants": claim(
            CAPACITY,
            "six new plants",
            six,
            subject="ASE",
            metric="new plants",
            period=YEAR_2026,
            kind=ClaimKind.COUNT,
        ),
        "vietnam": claim(
            CAPACITY,
            "$1.6 billion",
            quantity(1_600_000_000, "USD", (1_550_000_000, 1_650_000_000)),
            subject="Amkor",
            metric="facility in Vietnam",
        ),
        "survey": claim(
            MARKET,
            "about $8.47bn",
            quantity(8_470_000_000, "USD", (8_300_000_000, 8_640_000_000), hedge="about"),
            subject=ase,
            metric="spending on equipment and buildings",
            period=YEAR_2026,
            modality=Modality.PROJECTED,
        ),
        "market": claim(
            MARKET,
            "$32.9 billion",
            quantity(32_900_000_000, "USD", (32_850_000_000, 32_950_000_000)),
            metric="market for advanced packaging",
            period=YEAR_2022,
        ),
        "market 2027": claim(
            MARKET,
            "$50 billion",
            quantity(50_000_000_000, "USD", (50_000_000_000, None), low=50_000_000_000, hedge="pass"),
            metric="market for advanced packaging",
            period=BY_2027,
            modality=Modality.PROJECTED,
        ),
        "survey plants": claim(
            MARKET, "six plants", six, subject=ase, metric="plants", period=YEAR_2026, kind=ClaimKind.COUNT
        ),
    }


SAME_LINE = (
    Feature("metric", 4.6, "both speak of the capacity of the leading-edge packaging line"),
    Feature("period", 2.1, "both are for December 2026"),
    Feature("subject", 1.8, "“ASE” is short for “ASE Technology”"),
    Feature("wording", -0.7, "few other words are shared"),
)


def report() -> Report:
    """One error in arithmetic, one between documents, a warning, a note, agreement, a revision."""
    by_name = claims()
    conflict = Finding(
        rule="conflicting-figures",
        severity=Severity.ERROR,
        confidence=0.93,
        message="25,000 wafers per month by December 2026, but 35,000 wafers per month elsewhere",
        derivation=(
            "“25,000 wafers per month” allows 24,500 to 25,500; “35k wafers a month” allows 34,500 to "
            "35,500; no value lies in both."
        ),
        fingerprint="9c1f0a6be2d47713",
        locations=(location(by_name["wafers"], Role.STATED), location(by_name["visit"], Role.OTHER_SIDE)),
        features=SAME_LINE,
    )
    arithmetic = Finding(
        rule="percent-change",
        severity=Severity.ERROR,
        confidence=0.97,
        message="“27%” does not follow from $7.0 billion and $8.5 billion: that is a rise of about 21%",
        derivation=(
            "from 7.0 billion (6.95 to 7.05) to 8.5 billion (8.45 to 8.55) is a rise of 19.9% to 23.0%; "
            "the text says 26.5% to 27.5%."
        ),
        fingerprint="41d2c7aa90be5f18",
        locations=(
            location(by_name["increase"], Role.STATED),
            location(by_name["former"], Role.OPERAND),
            location(by_name["raised"], Role.OPERAND),
        ),
    )
    stale = Finding(
        rule="stale-figure",
        severity=Severity.WARNING,
        confidence=0.88,
        message="$7.0 billion was raised to $8.5 billion on 30 April 2026",
        derivation="the later document says that the figure of February was raised.",
        fingerprint="7be01c55d93a4e02",
        locations=(
            location(by_name["february"], Role.STATED),
            location(by_name["raised"], Role.OTHER_SIDE),
        ),
        features=(Feature("metric", 5.2, "both speak of capital expenditure"),),
    )
    note = Finding(
        rule="far-off-bound",
        severity=Severity.INFO,
        confidence=0.4,
        message="“$50 billion by 2027” is a lower bound far above $32.9 billion in 2022",
        derivation="a growth of at least 8.7% a year would be needed.",
        fingerprint="0d4411f7c2a89b66",
        locations=(
            location(by_name["market 2027"], Role.STATED),
            location(by_name["market"], Role.OTHER_SIDE),
        ),
    )
    ids = {name: item.id for name, item in by_name.items()}
    match = Match(ids["wafers"], ids["visit"], 0.93, SAME_LINE)
    facts = (
        Fact(
            "f1",
            (ids["title"], ids["raised"], ids["former"], ids["february"], ids["survey"]),
            FactStatus.REVISED,
        ),
        Fact("f2", (ids["wafers"], ids["visit"]), FactStatus.CONFLICTING, (match,)),
        Fact("f3", (ids["plants"], ids["visit plants"], ids["survey plants"]), FactStatus.CORROBORATED),
        Fact("f4", (ids["heat"],), FactStatus.SINGLE),
    )
    implied = Derived(
        claim=ids["above"],
        name="implied base",
        quantity=quantity(5_510_000_000, "USD", (5_450_980_392, 5_573_122_529)),
        derivation="7.0 billion is 27% above 5.51 billion (7.0 ÷ 1.27), between 5.45 and 5.57 billion",
        operands=(ids["february"], ids["above"]),
    )
    documents = tuple(
        DocumentSummary(
            path, title, published, sum(item.path == path for item in by_name.values()), None, reader
        )
        for path, (title, published, reader) in TITLES.items()
    )
    return Report(
        documents=documents,
        claims=tuple(by_name.values()),
        facts=facts,
        verdicts=(),
        findings=(conflict, arithmetic, stale, note),
        derived=(implied,),
        failures=(
            ReadFailure("sources/scan.pdf", "looks like a PDF, which cannot be read yet: save it as text"),
        ),
    )


def calm() -> Report:
    """The same documents with nothing to complain of."""
    return replace(report(), findings=(), failures=())


def empty() -> Report:
    """A report on nothing at all."""
    return Report((), (), (), (), ())


def draft() -> Report:
    """The sample as a draft's report: with verdicts."""
    by_name = claims()
    verdicts = (
        Verdict(by_name["raised"].id, VerdictName.SUPPORTED, (by_name["survey"].id,)),
        Verdict(by_name["wafers"].id, VerdictName.REFUTED, (by_name["visit"].id,)),
        Verdict(by_name["leading"].id, VerdictName.NOT_ENOUGH, ()),
    )
    return replace(report(), verdicts=verdicts, shown=(shown(APRIL, TEXTS, by_name.values()),))


def shown(path: str, texts: dict[str, str], numbers: Iterable[Claim]) -> ShownDocument:
    """A text with its claims, a block for each paragraph."""
    blocks, start = [], 0
    for index, paragraph in enumerate(texts[path].split("\n\n")):
        end = start + len(paragraph)
        spans = sorted(
            (item.span.start - start, item.span.end - start, item.id)
            for item in numbers
            if item.path == path and start <= item.span.start < end
        )
        blocks.append(ShownBlock(index, "heading" if index == 0 else "paragraph", paragraph, tuple(spans)))
        start = end + 2
    return ShownDocument(path, tuple(blocks))


WHY = (
    Feature("measure", 0.3, "same measure"),
    Feature("words beside", 0.36, "two telling words"),
    Feature("words beside", 0.6, "two telling words"),
    Feature("sure", 1.12, "over 0 bits"),
    Feature("size", 0.27, "telling"),
    Feature("where", -1.63, "other documents"),
)
"""Evidence of two questions, with one feature in both, one that adds up the others, a slight one, and one against."""


def candidates() -> Report:
    """The calm sample with two pairs that are worth a look."""
    ids = {name: item.id for name, item in claims().items()}
    pairs = (
        Candidate("k1", ids["wafers"], ids["visit"], 0.31, "Is it one quantity?", WHY),
        Candidate("k2", ids["leading"], ids["vietnam"], 0.048, "Is it one quantity?"),
    )
    return replace(calm(), candidates=pairs)


def draft_with_sources() -> Report:
    """The draft's report where two of the findings are about it, and an error and a note about its sources alone."""
    found = draft()
    conflict, arithmetic, stale, note = found.findings
    told = (
        replace(stale, about="sources", severity=Severity.ERROR),
        replace(conflict, about="draft"),
        replace(note, about="sources"),
        replace(arithmetic, about="draft"),
    )
    near = tuple(claims()[name].id for name in ("survey", "vietnam"))
    *others, unknown = found.verdicts
    return replace(found, findings=told, verdicts=(*others, replace(unknown, nearest=near)))


HOSTILE = (
    "</script><script>alert(1)</script> {{ 7*7 }} {% raw %} <img src=x onerror=alert(1)> "
    "javascript:alert(1) \u202e27%\u202c \x1b[31mred\x1b[0m & \" ' `"
)


def hostile() -> Report:
    """A report whose every text tries to be something else."""
    texts = {HOSTILE: f"{HOSTILE} costs $5 now.\n\nAnd $9 then.\n"}
    first = claim(
        HOSTILE,
        "$5",
        quantity(5, HOSTILE, (5, 5), hedge=HOSTILE),
        subject=HOSTILE,
        metric=HOSTILE,
        period=Period(HOSTILE, None, None),
        where=HOSTILE,
        texts=texts,
    )
    second = claim(HOSTILE, "$9", quantity(9, HOSTILE, (9, None)), texts=texts)
    finding = Finding(
        rule="conflicting-figures",
        severity=Severity.ERROR,
        confidence=1.0,
        message=HOSTILE,
        derivation=HOSTILE,
        fingerprint="ffff",
        locations=(location(first, Role.STATED), location(second, Role.OTHER_SIDE)),
        features=(Feature(HOSTILE, 1.0, HOSTILE),),
    )
    return Report(
        documents=(DocumentSummary(HOSTILE, HOSTILE, None, 2, None, "text"),),
        claims=(first, second),
        facts=(Fact("f", (first.id, second.id), FactStatus.CORROBORATED),),
        verdicts=(Verdict(first.id, VerdictName.REFUTED, (second.id,)),),
        findings=(finding,),
        derived=(Derived(first.id, HOSTILE, first.quantity, HOSTILE, (second.id,)),),
        failures=(ReadFailure(HOSTILE + "2", HOSTILE),),
        shown=(shown(HOSTILE, texts, (first, second)),),
        candidates=(
            Candidate(HOSTILE, first.id, second.id, 0.5, HOSTILE, (Feature(HOSTILE, 1.0, HOSTILE),)),
        ),
    )
