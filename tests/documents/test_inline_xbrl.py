"""Numbers that a page tags for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import claimcheck
from claimcheck.claims import extract_claims
from claimcheck.documents import inline_xbrl, read_document
from claimcheck.documents.html_tree import Element, Text
from claimcheck.documents.transfer import from_json, to_json
from claimcheck.model import Claim, Document

HEAD = """<!doctype html>
<html><body>
<div style="display:none"><ix:header><ix:resources>
<xbrli:context id="y25"><xbrli:period><xbrli:startDate>2025-01-01</xbrli:startDate><xbrli:endDate>2025-12-31</xbrli:endDate></xbrli:period></xbrli:context>
<xbrli:context id="y24"><xbrli:period><xbrli:startDate>2024-01-01</xbrli:startDate><xbrli:endDate>2024-12-31</xbrli:endDate></xbrli:period></xbrli:context>
<xbrli:context id="end"><xbrli:period><xbrli:instant>2025-12-31</xbrli:instant></xbrli:period></xbrli:context>
<xbrli:context id="asia"><xbrli:entity><xbrli:segment><xbrldi:explicitMember dimension="x:Region">x:Asia</xbrldi:explicitMember></xbrli:segment></xbrli:entity>
<xbrli:period><xbrli:startDate>2025-01-01</xbrli:startDate><xbrli:endDate>2025-12-31</xbrli:endDate></xbrli:period></xbrli:context>
<xbrli:unit id="usd"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit>
<xbrli:unit id="each"><xbrli:divide><xbrli:unitNumerator><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unitNumerator>
<xbrli:unitDenominator><xbrli:measure>xbrli:shares</xbrli:measure></xbrli:unitDenominator></xbrli:divide></xbrli:unit>
</ix:resources></ix:header></div>
"""


def tag(text: str, context: str = "y25", **given: str) -> str:
    about = {"name": "x:Sales", "unitRef": "usd", "decimals": "-3", "scale": "3"} | given
    listed = " ".join(f'{name}="{value}"' for name, value in about.items())
    return f'<ix:nonFraction contextRef="{context}" {listed}>{text}</ix:nonFraction>'


def page(body: str) -> str:
    return f"{HEAD}{body}</body></html>\n"


def read(tmp_path: Path, body: str) -> Document:
    path = tmp_path / "a.html"
    path.write_text(page(body))
    return read_document(path, "a.html")


def claims(tmp_path: Path, body: str) -> dict[str, Claim]:
    return {claim.text: claim for claim in extract_claims(read(tmp_path, body))}


def alarms(tmp_path: Path, body: str) -> list[str]:
    path = tmp_path / "a.html"
    path.write_text(page(body))
    return [f.message for f in claimcheck.check([path]).findings if f.rule == "tagged-fact"]


@pytest.mark.parametrize(
    ("markup", "value", "step", "unit"),
    [
        (tag("61,412"), "61412000", "1000", "USD"),
        (tag("(<b>61,412</b>)", sign="-"), "-61412000", "1000", "USD"),
        (tag("61.412,5", format="ixt:num-comma-decimal", scale="0", decimals="1"), "61412.5", "0.1", "USD"),
        (tag("2.18", unitRef="each", scale="0", decimals="INF"), "2.18", "0", "USD/shares"),
        (tag("61.4", scale="6", decimals="-5"), "61400000", "100000", "USD"),
    ],
)
def test_value_step_and_unit(tmp_path: Path, markup: str, value: str, step: str, unit: str) -> None:
    (number,) = read(tmp_path, f"<p>Sales were {markup}.</p>").tagged
    assert (number.value, number.step, number.unit) == (Decimal(value), Decimal(step), unit)
    assert (number.start, number.end) == (date(2025, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    "markup",
    [
        tag("61,412", "nowhere"),
        tag("61,412", unitRef="none"),
        tag("five"),
        tag("6" * 100),
        tag("61,412", scale="99999999999"),
        tag("6<b>1</b>2"),
    ],
)
def test_what_cannot_be_told_is_left_out(tmp_path: Path, markup: str) -> None:
    assert read(tmp_path, f"<p>Sales were {markup}.</p>").tagged == ()


def test_what_is_tagged_survives_the_way_between_processes(tmp_path: Path) -> None:
    document = read(tmp_path, f"<p>Sales were {tag('61,412')} and {tag('9', 'end', name='x:Debt')}.</p>")
    assert len(document.tagged) == 2
    assert from_json(to_json(document)) == document


TABLE = "<p>All amounts as described in note 1.</p><table><tr><td></td><td>2025</td></tr><tr><td>Sales</td><td>{}</td></tr><tr><td>Debt, beginning</td><td>{}</td></tr></table>"


def test_a_tag_tells_the_scale_of_a_table_and_the_dates_of_a_level(tmp_path: Path) -> None:
    found = claims(tmp_path, TABLE.format(tag("61,412"), tag("8,300", "y24", name="x:Debt")))
    assert found["61,412"].quantity.value == Decimal(61_412_000)
    period = found["8,300"].period
    assert period is not None
    assert period.end == date(2024, 12, 31)
    plain = claims(tmp_path, TABLE.format("61,412", "8,300"))
    assert plain["61,412"].quantity.value == Decimal(61_412)


def test_numbers_of_one_fact_must_be_one(tmp_path: Path) -> None:
    said = "<p>Sales of the year came to ${} million.</p>"
    table = TABLE.format(tag("61,412"), tag("8,300", "end", name="x:Debt"))
    assert alarms(tmp_path, said.format(tag("61.4", scale="6", decimals="-5")) + table) == []
    assert len(alarms(tmp_path, said.format(tag("64.1", scale="6", decimals="-5")) + table)) == 1


def test_the_number_that_stands_alone_is_the_wrong_one(tmp_path: Path) -> None:
    rows = "".join(
        f"<p>Sales of the year were ${tag(text)} thousand.</p>" for text in ("61,412", "61,412", "67,412")
    )
    assert alarms(tmp_path, rows) == [
        "Sales: $67,412 thousand here, $61,412 thousand 2 times elsewhere, line 13"
    ]


def test_other_dates_and_other_dimensions_are_other_facts(tmp_path: Path) -> None:
    rows = "".join(
        f"<p>Sales were ${tag(text, of)} thousand.</p>"
        for text, of in (("61,412", "y25"), ("58,020", "y24"), ("9,114", "asia"))
    )
    assert alarms(tmp_path, rows) == []


def test_words_that_leave_room_agree(tmp_path: Path) -> None:
    body = f"<p>Sales were about ${tag('61', scale='6', decimals='-6')} million.</p><p>Sales of ${tag('61,412')} thousand.</p>"
    assert alarms(tmp_path, body) == []


def test_a_magnitude_is_held_against_its_tag(tmp_path: Path) -> None:
    said = "<p>The company had sales of ${} {} in the year.</p>"
    assert alarms(tmp_path, said.format(tag("61.4", scale="6"), "million")) == []
    assert len(alarms(tmp_path, said.format(tag("61.4", scale="6"), "billion"))) == 1


def test_a_context_within_a_context_is_none_of_its_own(tmp_path: Path) -> None:
    within = '<xbrli:context id="one"><xbrli:context id="two"></xbrli:context></xbrli:context>'
    assert read(tmp_path, f"{within}<p>Sales were {tag('61', 'one')}.</p>").tagged
    assert read(tmp_path, f"{within}<p>Sales were {tag('61', 'two')}.</p>").tagged == ()


CONTEXTS, MEMBERS = '<xbrli:context id="c">' * 50, '<xbrldi:explicitMember dimension="d">' * 50


@pytest.mark.parametrize(
    "opened", [CONTEXTS, CONTEXTS + MEMBERS, CONTEXTS + "<xbrli:startDate>" * 50, "<ix:nonFraction>" * 100]
)
def test_elements_within_one_another_are_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened: str
) -> None:
    """A page of 32 KB with fifty members within fifty contexts took 19 seconds."""
    steps = Counter[str]()
    below = inline_xbrl._below

    def counted(element: Element) -> Iterator[Element | Text]:
        for part in below(element):
            steps["below"] += 1
            yield part

    monkeypatch.setattr(inline_xbrl, "_below", counted)
    read(tmp_path, f"{opened}{'<b>x</b>' * 1000}{tag('61')}")
    assert steps["below"] < 10_000
