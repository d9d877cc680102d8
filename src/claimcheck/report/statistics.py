"""How often each rule found something, for people who tune a project."""

from __future__ import annotations

from collections import Counter

from claimcheck.model import Report, Severity
from claimcheck.wording import count, listing


def statistics(report: Report) -> str:
    """A line for each rule that found something, the most frequent first: "12  value-conflict  3 errors and 9 warnings"."""
    found = Counter(finding.rule for finding in report.findings)
    by = Counter((finding.rule, finding.severity) for finding in report.findings)
    words = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
    width = max((len(name) for name in found), default=0)
    lines = [
        f"{number:>6,}  {name:<{width}}  "
        + listing([count(by[name, level], words[level]) for level in Severity if by[name, level]])
        for name, number in sorted(found.items(), key=lambda item: (-item[1], item[0]))
    ]
    return "".join(f"{line}\n" for line in lines) or "no rule found anything\n"
