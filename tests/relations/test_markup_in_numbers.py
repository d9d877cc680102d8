"""Conclusions are drawn in web pages as in plain text, whatever markup and entities stand within the numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

import claimcheck

CASES = [
    ("share", "Of the <b>1,200</b> workers, 300 (or <i>{}</i>%) were hired last year.", "25", "35"),
    ("total", "The lamp costs &pound;42 plus &pound;<b>6</b> for the bulb, making &pound;{}.", "48", "58"),
    ("total", "They bought two $<b>{}</b> cheques and a $100 one, $1,100 in all.", "500", None),
    ("percent-change", "Fees rose 26<!-- -->% to $401&nbsp;million from $<b>{}</b> million.", "318", "368"),
    ("hundred-percent", "Some 41<!-- -->% came by bus, 27<i>%</i> by car and the remaining {}% on foot.", "32", "42"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "text", "right", "wrong"), CASES)
def test_numbers_with_markup(rule: str, text: str, right: str, wrong: str | None, tmp_path: Path) -> None:
    def rules(number: str) -> list[str]:
        path = tmp_path / "a.html"
        path.write_text(f"<html><body><p>{text.format(number)}</p></body></html>", encoding="utf-8")
        return [finding.rule for finding in claimcheck.check([path]).findings]

    assert rules(right) == []
    if wrong is not None:
        assert rules(wrong) == [rule]
