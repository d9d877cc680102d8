"""`claimcheck extract`: list the numbers and what they are said of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from claimcheck.cli.listing import list_what_is_read
from claimcheck.cli.means import Jobs, NoCache
from claimcheck.cli.options import Config, Output, Paths, format_option
from claimcheck.report import CLAIM_FORMATS

if TYPE_CHECKING:
    from claimcheck.model import Report


def extract(
    paths: Paths = None,
    format: Annotated[str, format_option(CLAIM_FORMATS, "How to write the claims.", envvar=None)] = "text",
    output: Output = None,
    config: Config = None,
    jobs: Jobs = None,
    no_cache: NoCache = False,
) -> None:
    """List every numeric claim: its value, unit, subject, metric, period and sense.

    \b
    Examples:
      claimcheck extract article.md
      claimcheck extract sources/ --format csv -o claims.csv
      claimcheck extract - --format json < memo.txt
    """
    list_what_is_read(
        paths, CLAIM_FORMATS, _told, format=format, output=output, config=config, jobs=jobs, no_cache=no_cache
    )


def _told(report: Report) -> str:
    from claimcheck.report.summary import summarise
    from claimcheck.wording import count

    summary = summarise(report)
    return f"{count(summary.claims, 'claim')} in {count(summary.documents, 'document')}"
