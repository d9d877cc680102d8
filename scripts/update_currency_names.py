"""Writes src/claimcheck/data/currency_names.txt from Babel's CLDR data: every currency's English names and symbols.

Run it after an update of Babel: `.venv/bin/python scripts/update_currency_names.py`. The hand-kept currencies.txt goes
first where both know a form; this file adds the currencies that nobody thought of.
"""

from __future__ import annotations

from pathlib import Path

from babel import Locale
from babel.numbers import get_currency_name, get_currency_symbol

TARGET = Path(__file__).parent.parent / "src" / "claimcheck" / "data" / "currency_names.txt"
HEADER = """# English names and symbols of currencies, from the CLDR by scripts/update_currency_names.py. Not edited by hand.
#   ISO CODE | SYMBOL (empty where it is the code) | NAME, PLURAL
"""
_NO_MONEY = {
    "XXX",
    "XTS",
    "XAU",
    "XAG",
    "XPT",
    "XPD",
    "XDR",
    "XSU",
    "XUA",
    "XBA",
    "XBB",
    "XBC",
    "XBD",
    "XFO",
    "XFU",
    "XRE",
}


def main() -> None:
    """Write the file."""
    locale = Locale("en")
    lines = []
    for code in sorted(locale.currencies):
        one = get_currency_name(code, count=1, locale=locale).lower()
        other = get_currency_name(code, count=2, locale=locale).lower()
        symbol = get_currency_symbol(code, locale=locale)
        if code in _NO_MONEY or "(" in one or any(char.isdigit() for char in one):
            continue
        lines.append(f"{code} | {'' if symbol == code else symbol} | {one}, {other}")
    TARGET.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
