"""Faults in tables that were printed: Markdown texts with one table each are set as PDF, checked, and what is found is counted.

    pip install -e '.[dev]'
    python benchmarks/printed_tables.py FOLDER [--style plain|ruled|lined] [-v]

FOLDER holds `faulty/*.md`, `clean/*.md` and `oracle.json`: a list of objects with the `document`, the `kind` of its fault, and either the
`lines` of the faulty relation (from 1) or the `span` of the faulty number. A fault counts as found when an error or a warning points to a row
with the same figures, or to the same number in the same words. Styles: no rules, a rule around every cell, or rules
under the header and over the last row, as annual reports have them.
"""

from __future__ import annotations

import argparse
import io
import json
import re
from collections import Counter
from collections.abc import Iterable
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import claimcheck

_WIDTH = 460.0
_LEAST_LABEL = 150.0


def printed(text: str, style: str) -> bytes:
    """A PDF of paragraphs and a table, the first column wrapped, figures to the right."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

    body = getSampleStyleSheet()["BodyText"]
    story: list[Any] = []
    rows: list[list[str]] = []
    for line in [*text.split("\n"), ""]:
        if line.startswith("|"):
            if not re.fullmatch(r"\|( --- \|)+", line):
                rows.append([part.strip() for part in line.strip("|").split("|")])
            continue
        if rows:
            story += [Spacer(1, 8), _table(rows, style), Spacer(1, 8)]
            rows = []
        if line.strip():
            story.append(Paragraph(escape(line, quote=False), body))
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4, invariant=1).build(story)
    return out.getvalue()


def _table(rows: list[list[str]], style: str) -> Any:
    from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
    from reportlab.pdfbase.pdfmetrics import stringWidth
    from reportlab.platypus import Paragraph, Table, TableStyle

    columns = max(map(len, rows))
    size = 8.0
    widths: list[float] = []
    while size > 4.5:
        widths = [
            max((_least(row[c], size, stringWidth) for row in rows if c < len(row)), default=0.0) + 8
            for c in range(1, columns)
        ]
        if sum(widths) < _WIDTH - _LEAST_LABEL:
            break
        size -= 0.5
    cell = ParagraphStyle(
        "cell",
        parent=getSampleStyleSheet()["BodyText"],
        fontSize=size,
        leading=1.2 * size,
        spaceBefore=0,
        spaceAfter=0,
    )
    right = ParagraphStyle("right", parent=cell, alignment=2)
    commands: list[Any] = [
        ("ALIGN", (1, 0), (-1, -1), "RIGHT"),
        ("FONTSIZE", (0, 0), (-1, -1), size),
        ("LEADING", (0, 0), (-1, -1), 1.2 * size),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
    ]
    if style == "ruled":
        commands.append(("GRID", (0, 0), (-1, -1), 0.5, "black"))
    if style == "lined":
        commands += [
            ("LINEBELOW", (1, 0), (-1, 0), 0.5, "black"),
            ("LINEABOVE", (1, -1), (-1, -1), 0.5, "black"),
        ]
    made: list[list[Any]] = [
        [
            Paragraph(escape(row[0], quote=False), cell),
            *(Paragraph(escape(part, quote=False), right) for part in row[1:]),
        ]
        for row in rows
    ]
    label = min(max(stringWidth(row[0], "Helvetica", size) for row in rows) + 8, _WIDTH - sum(widths))
    return Table(
        made, colWidths=[max(label, _LEAST_LABEL * 0.6), *widths], style=TableStyle(commands), repeatRows=0
    )


def _least(text: str, size: float, width: Any) -> float:
    """The width of a cell: a figure stands in one line, words in as many as they need."""
    parts = text.split() if re.search(r"[A-Za-z]{3}", text) else [text]
    return max((float(width(part, "Helvetica", size)) for part in parts), default=0.0)


def _figures(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\d[\d,.]*\d|\d", text))


def _is_found(entry: dict[str, Any], text: str, findings: Iterable[dict[str, Any]], source: str) -> bool:
    """Whether a finding stands on the fault: in the row with its figures, or on its number."""
    lines = text.split("\n")
    wanted = {_figures(lines[number - 1]) for number in entry.get("lines", ())}
    number = None
    if "span" in entry:
        start, end = entry["span"]
        number = text[start:end]
        before = "".join(re.findall(r"\w", text[max(0, start - 40) : start]))[-12:]
    for finding in findings:
        if finding["severity"] not in ("error", "warning"):
            continue
        for place in finding["locations"]:
            if number is not None:
                told = "".join(re.findall(r"\w", source[max(0, place["start"] - 60) : place["start"]]))
                if number in place["text"] and told.endswith(before[-8:]):
                    return True
            else:
                first = source.rfind("\n", 0, place["start"]) + 1
                last = source.find("\n", place["start"])
                if _figures(source[first:last]) in wanted:
                    return True
    return False


def main() -> None:
    """Print what was found of each kind."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("folder", type=Path)
    options.add_argument("--style", choices=("plain", "ruled", "lined"), default="plain")
    options.add_argument("--clean", action="store_true", help="count alarms on the texts without a fault")
    options.add_argument("-v", "--verbose", action="store_true", help="name what was missed")
    arguments = options.parse_args()
    if arguments.clean:
        _clean(arguments)
        return
    found: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for entry in json.loads((arguments.folder / "oracle.json").read_text(encoding="utf-8")):
        text = (arguments.folder / "faulty" / entry["document"]).read_text(encoding="utf-8")
        report, source = _checked(text, arguments.style)
        hit = _is_found(entry, text, report["findings"], source)
        every[entry["kind"]] += 1
        found[entry["kind"]] += hit
        if arguments.verbose and not hit:
            print("missed", entry["document"])
    for kind in sorted(every):
        print(f"{kind:10s}{found[kind]:4d} of {every[kind]}")
    print(f"all       {found.total():4d} of {every.total()}")


def _clean(arguments: argparse.Namespace) -> None:
    alarms = documents = 0
    for path in sorted((arguments.folder / "clean").glob("*.md")):
        report, _ = _checked(path.read_text(encoding="utf-8"), arguments.style)
        told = [finding for finding in report["findings"] if finding["severity"] in ("error", "warning")]
        alarms += len(told)
        documents += 1
        if arguments.verbose:
            for finding in told:
                print(path.name, finding["rule"], finding["message"])
    print(f"{alarms} alarms in {documents} texts without a fault")


def _checked(text: str, style: str) -> tuple[Any, str]:
    from claimcheck.documents import read_document

    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.pdf"
        path.write_bytes(printed(text, style))
        report = json.loads(claimcheck.check([path], scope="document").to_json())
        return report, read_document(path, path.name).text


if __name__ == "__main__":
    main()
