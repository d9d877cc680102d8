"""An output format: one line a finding, its fields separated by tabs."""

from __future__ import annotations

from claimcheck.model import Report
from claimcheck.report import Format, Presentation


def render(report: Report, shown: Presentation) -> str:
    """The report as a whole text that ends in a line break; `shown` says how a person would have it."""
    lines = ["severity\trule\tpath\tline\tmessage"]
    for finding in report.findings:
        first = finding.locations[0]
        fields = (finding.severity.value, finding.rule, first.path, str(first.line), finding.message)
        lines.append("\t".join(" ".join(field.split()) for field in fields))
    return "\n".join(lines) + "\n"


FORMAT = Format(render, "one line a finding, separated by tabs")
