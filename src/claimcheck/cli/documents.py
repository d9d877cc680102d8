"""`claimcheck documents`: what was read, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from claimcheck.cli.listing import list_what_is_read
from claimcheck.cli.means import Jobs, NoCache
from claimcheck.cli.options import Config, Output, Paths, format_option
from claimcheck.report import DOCUMENT_FORMATS

if TYPE_CHECKING:
    from claimcheck.model import Report


def documents(
    paths: Paths = None,
    format: Annotated[str, format_option(DOCUMENT_FORMATS, "How to write the list.")] = "text",
    output: Output = None,
    config: Config = None,
    jobs: Jobs = None,
    no_cache: NoCache = False,
) -> None:
    """List what is read: format, title, date, language, words, tables, claims, and what is wrong with it.

    \b
    Examples:
      claimcheck documents
      claimcheck documents report.pdf figures.xlsx
    """
    list_what_is_read(
        paths,
        DOCUMENT_FORMATS,
        _told,
        format=format,
        output=output,
        config=config,
        jobs=jobs,
        no_cache=no_cache,
    )


def _told(report: Report) -> str:
    from claimcheck.report.summary import summarise
    from claimcheck.wording import count

    return count(summarise(report).documents, "document")
