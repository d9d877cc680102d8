"""The shapes of `hostile_corpus.py`: texts that a stranger could hand in to bring a check to its knees, at any size.

Each shape is a function from a size to files, by their names; its files grow in proportion to the size.
"""

from __future__ import annotations

import json
from collections.abc import Callable

Files = dict[str, str]
Shape = Callable[[int], Files]


def _repeated(unit: str, *, before: str = "", after: str = "", name: str = "a.md") -> Shape:
    """A text that says one thing over and over."""
    return lambda size: {name: before + unit * size + after}


def _numbered(form: str, *, before: str = "", after: str = "", name: str = "a.md") -> Shape:
    """A text of lines that differ in their number {n}, a word {w} and a figure {v}."""

    def made(size: int) -> Files:
        lines = (form.format(n=n, w=_word(n), v=f"{1000 + n * 7:,}") for n in range(size))
        return {name: before + "".join(lines) + after}

    return made


def _files(form: str, *, suffix: str = ".md") -> Shape:
    """Many files of one form."""

    def made(size: int) -> Files:
        return {f"{n:05}{suffix}": form.format(n=n, w=_word(n), v=f"{1000 + n * 7:,}") for n in range(size)}

    return made


def _word(number: int) -> str:
    """A word of its own for each number, as names are."""
    letters = ""
    number += 702
    while number:
        number, rest = divmod(number, 26)
        letters = chr(97 + rest) + letters
    return letters.title()


def _csv(rows: Callable[[int], int], columns: Callable[[int], int]) -> Shape:
    def made(size: int) -> Files:
        wide = columns(size)
        head = ",".join(["Region", *(f"Sales {2000 + c}" for c in range(wide))])
        body = (
            ",".join([_word(r), *(str((r * 31 + c * 17) % 9973) for c in range(wide))])
            for r in range(rows(size))
        )
        return {"a.csv": "\n".join([head, *body]) + "\n"}

    return made


def _total(size: int) -> Files:
    rows = "".join(f"| {_word(n)} | {n * 3 + 5} |\n" for n in range(size))
    return {
        "a.md": f"| Town | Flats |\n|---|---|\n{rows}| Total | {sum(n * 3 + 5 for n in range(size)) + 1} |\n"
    }


def _tables(size: int) -> Files:
    one = "| Town | 2024 | 2025 |\n|---|---|---|\n| {w} | {a} | {b} |\n| Total | {a} | {b} |\n\n"
    return {"a.md": "".join(one.format(w=_word(n), a=n + 10, b=n + 20) for n in range(size))}


def _tall_tables(size: int) -> Files:
    rows = "".join(f"{_word(r)},{1000 + r * 31 % 9973}\n" for r in range(2000))
    return {f"{n:02}.csv": f"Region,Sales {2000 + n}\n{rows}" for n in range(size)}


def _two_texts(size: int) -> Files:
    left = "".join(f"{_word(n)} sold {1000 + n:,} boats in 2025.\n\n" for n in range(size))
    right = "".join(f"In 2025, {_word(n)} sold {1000 + n + n % 2:,} boats.\n\n" for n in range(size))
    return {"a.md": left, "b.md": right}


def _draft_like(size: int) -> Files:
    return {
        f"{name}.md": "".join(f"Revenue of Norvale was ${n + 5} million in 2025.\n\n" for n in range(size))
        for name in "ab"
    }


def _records(size: int) -> Files:
    records = (
        json.dumps({"title": _word(n), "body": f"{_word(n)} has {1000 + n:,} flats."}) for n in range(size)
    )
    return {"a.jsonl": "\n".join(records) + "\n"}


def _paragraphs(size: int) -> Files:
    return {
        "a.json": json.dumps(
            {"title": "T", "body": [f"{_word(n)} has {1000 + n:,} flats." for n in range(size)]}
        )
    }


def _items(size: int) -> Files:
    return {
        "a.md": f"There are {size + 1:,} towns:\n\n"
        + "".join(f"- {_word(n)} with {n + 3} flats\n" for n in range(size))
    }


def _respectively(size: int) -> Files:
    figures, years = (", ".join(str(start + n) for n in range(size)) for start in (5, 1900))
    return {"a.md": f"Sales were {figures} tonnes in {years}, respectively.\n"}


def _html_rows(size: int) -> Files:
    rows = "".join(f"<tr><td>{_word(n)}<td>{n + 7}<td>{n + 9}" for n in range(size))
    return {
        "a.html": f"<html><body><h1>Flats</h1><table><tr><th>Town<th>2024<th>2025{rows}</table></body></html>"
    }


def _nested(
    opened: str, closed: str, inside: str, *, before: str = "", after: str = "", name: str = "a.html"
) -> Shape:
    return lambda size: {name: before + opened * size + inside + closed * size + after}


PAGE, END = "<html><body><p>", "</p></body></html>"

SHAPES: dict[str, tuple[Shape, int]] = {
    # claims of one kind
    "one metric, many values": (_numbered("Revenue of Norvale was ${v} million in 2025.\n\n"), 500),
    "one metric, one paragraph": (_numbered("Revenue of Norvale was ${v} million in 2025. "), 500),
    "one claim, again and again": (_repeated("The town has 5,120 flats.\n\n"), 4000),
    "one claim, one paragraph": (_repeated("The town has 5,120 flats. "), 4000),
    "one claim in many files": (_files("The town has 5,120 flats.\n"), 250),
    "one metric in many files": (_files("Revenue of Norvale was ${v} million in 2025.\n"), 250),
    "many names, one metric": (_numbered("{w} has {v} flats.\n\n"), 1000),
    "many names in many files": (_files("{w} has {v} flats and 12 ponds.\n"), 250),
    "two texts with counterparts": (_two_texts, 500),
    "two texts of one metric": (_draft_like, 250),
    "percent changes": (_numbered("Revenue of {w} rose 5% to $6 million from $4 million.\n\n"), 400),
    "changes in one sentence": (_numbered("revenue rose 5% to $6 million from $4 million, "), 400),
    "totals in one sentence": (_numbered("{n} cars, "), 2000),
    "of which, of which": (_repeated("of which 5 were red, ", before="There were 900 cars, "), 1000),
    "from, to, to": (_repeated("to 6 million, ", before="Sales rose from 5 million "), 1500),
    "between and between": (_repeated("between 5 and ", after="6 tonnes."), 2000),
    "percentages": (_repeated("5% of them, ", before="Of these, "), 2000),
    "half of a third": (_repeated("half of a third of "), 2000),
    "respectively": (_respectively, 500),
    "ranks": (_numbered("{w} is the largest town, the second largest is {v}.\n\n"), 500),
    "list with a count": (_items, 1000),
    "not only but also": (_repeated("not only 5 but also 6 ships, "), 1500),
    # numbers
    "digits": (_repeated("1", before="It has ", after=" flats."), 100_000),
    "grouped digits": (_repeated(",000", before="It has 1", after=" flats."), 25_000),
    "dotted digits": (_repeated("1.", before="It has ", after="1 flats."), 25_000),
    "twenty-twenty": (_repeated("twenty-", after="two flats"), 15_000),
    "million million": (_repeated("million ", before="It has 5 "), 10_000),
    "one hundred and": (_repeated("one hundred and ", after="two flats"), 5000),
    "dollar signs": (_repeated("$", after="5"), 50_000),
    "minus signs": (_repeated("-", before="It fell ", after="5%"), 50_000),
    "currency codes": (_repeated("USD ", after="5 million"), 10_000),
    "powers": (_repeated("²", before="It is 5 m", after=" large."), 50_000),
    "unit upon unit": (_repeated("/kg", before="It is 5 m", after=" large."), 20_000),
    "by and by": (_repeated("5 m × ", after="5 m"), 3000),
    "numbers alone": (_repeated("5 "), 15_000),
    "number and space": (_repeated(" ", before="It has 5", after="kg."), 50_000),
    "section numbers": (_numbered("{n}.2.3 Heading {w}\n\n"), 2000),
    # words and days
    "words": (_repeated("word ", after="5 flats."), 20_000),
    "one word": (_repeated("a", after=" 5 flats."), 200_000),
    "hyphens": (_repeated("a-", after="b 5 flats."), 20_000),
    "one long name": (_repeated("Alan ", after="has 5 flats."), 5000),
    "abbreviations": (_repeated("e.g. Mr. "), 5000),
    "quotation marks": (_repeated("“", after="It has 5 flats."), 20_000),
    "months": (_repeated("January "), 5000),
    "days": (_repeated("2024-01-01 "), 4000),
    "years": (_repeated("2024 to 2025 "), 3000),
    "quarters": (_repeated("Q1 Q2 "), 4000),
    "marks upon letters": (_repeated("\u0301", before="It has 5", after=" flats."), 20_000),
    "empty lines": (_repeated("\n", before="It has 5 flats.", after="It has 6."), 100_000),
    # markup
    "headings": (_numbered("# {w}\n\nIt has {n} flats.\n\n"), 800),
    "brackets": (_repeated("[", after="5 flats"), 5000),
    "links": (_repeated("[a](b) "), 5000),
    "images": (_repeated("![", after="5 flats"), 5000),
    "stars": (_repeated("*a **b ", after="5 flats"), 3000),
    "ticks": (_numbered("` {n} "), 3000),
    "quotes within quotes": (_nested("> ", "", "5 flats\n", name="a.md"), 500),
    "lists within lists": (lambda size: {"a.md": "".join(" " * (2 * n) + "- 5 flats\n" for n in range(size // 10))}, 1000),
    "footnotes": (_numbered("It has {n} flats.[^{n}]\n\n[^{n}]: Note {n}.\n\n"), 500),
    "reference links": (_numbered("[{w}]: http://x.example/{n}\n", after="\nIt has 5 [flats]."), 5000),
    "ignore comments": (_numbered("<!-- claimcheck: ignore total -->\n{w} has {v} flats.\n\n"), 500),
    "ignored regions": (_numbered("<!-- claimcheck: ignore-start -->\n\n{w} has {v} flats.\n\n"), 500),
    "front matter": (_numbered("key{n}: value\n", before="---\ntitle: T\n", after="---\nIt has 5 flats.\n"), 2000),
    "page of tags": (_nested("<div>", "</div>", "It has 5 flats.", before="<html><body>", after="</body></html>"), 5000),
    "page of open tags": (_repeated("<b><i>", before=PAGE, after=f"5 flats{END}", name="a.html"), 3000),
    "page of attributes": (_repeated(" a=1", before="<html><body><p", after=f">5 flats{END}", name="a.html"), 10_000),
    "page of entities": (_repeated("&amp;", before=PAGE, after=f"5 flats{END}", name="a.html"), 10_000),
    "page of comments": (_repeated("<!-- a", before=PAGE, after=f"5 flats{END}", name="a.html"), 10_000),
    "page of rows": (_html_rows, 500),
    "page of tables in tables": (_nested("<table><tr><td>", "</table>", "5 flats", before=PAGE, after=END), 500),
    # tables and data
    "tall table": (_csv(lambda size: size, lambda _: 4), 1000),
    "wide table": (_csv(lambda _: 4, lambda size: size), 500),
    "forty columns": (_csv(lambda size: size, lambda _: 40), 60),
    "table with a total": (_total, 1500),
    "many small tables": (_tables, 250),
    "quotes in a table": (_repeated('"', before="a,b\n", after="\n", name="a.csv"), 50_000),
    "paragraphs of an article": (_paragraphs, 1000),
    "records": (_records, 250),
    "asciidoc": (_numbered("== {w}\n\n|===\n|Town |Flats\n|{w} |{v}\n|===\n\n", before="= T\n\n", name="a.adoc"), 250),
    "restructured text": (_numbered("{w} has {v} flats. |a|\n\n", before="T\n=\n\n", name="a.rst"), 500),
    "latex": (_numbered("\\textbf{{{w}}} has {v} flats.\n\n", before="\\documentclass{article}\\begin{document}\n", after="\\end{document}", name="a.tex"), 500),
}  # fmt: skip
"""Each shape with the size that it is measured at first."""

LARGE: dict[str, tuple[Shape, int]] = {
    "10,000 claims of one metric": (_numbered("Revenue of Norvale was ${v} million in 2025.\n\n"), 10_000),
    "200,000 same claims": (_repeated("The town has 5,120 flats.\n\n"), 200_000),
    "a table of 40 by 2,000": (_csv(lambda size: size, lambda _: 40), 2000),
    "40 tables of 2,000 rows": (_tall_tables, 40),
    "an ignore comment a line": (
        _numbered("<!-- claimcheck: ignore total -->\n{w} has {v} flats.\n\n"),
        10_000,
    ),
    "142,000 times twenty-": (_repeated("twenty-", after="two flats"), 142_000),
}
"""What once took minutes and gigabytes, at the size that did."""
