"""Suggestions for a pull request: the body of GitHub's call that creates a review, a comment with the new line at each number.

gh api repos/OWNER/REPO/pulls/NUMBER/reviews --input review.json
"""

from __future__ import annotations

import re

from claimcheck.model import Finding, Replacement, Report
from claimcheck.report.json_format import Json, encode
from claimcheck.report.markdown_format import escape
from claimcheck.wording import count

_FENCES = re.compile(r"`{3,}")


def render(report: Report) -> str:
    """The review as JSON: a comment for each finding that has a replacement; GitHub takes it on lines that the pull request shows."""
    told = [(finding, finding.replacement) for finding in report.findings if finding.replacement is not None]
    review: dict[str, Json] = {
        "event": "COMMENT",
        "body": f"claimcheck suggests {count(len(told), 'change')}.",
        "comments": [_comment(finding, replacement) for finding, replacement in told],
    }
    return encode(review) + "\n"


def _comment(finding: Finding, replacement: Replacement) -> dict[str, Json]:
    return {
        "path": replacement.path,
        "line": replacement.line,
        "side": "RIGHT",
        "body": f"{escape(finding.message)}\n\n{suggestion_block(replacement, 'suggestion')}",
    }


def suggestion_block(replacement: Replacement, info: str) -> str:
    """A block of Markdown that GitHub and GitLab offer to commit in the place of the line that it stands at."""
    longest = max((len(fence) for fence in _FENCES.findall(replacement.line_after)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{info}\n{replacement.line_after}\n{fence}"
