"""Writing a report down: one module per format, and the tables of formats that the command line offers.

A new format is a new module with a pure function from a report to a text, a three-line function here that
imports it, and a line in a table. The modules are imported only when their format is asked for: a run that
prints plain text never pays for a template engine.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from claimcheck.model import Report

__all__ = [
    "CHECK_FORMATS",
    "CLAIM_FORMATS",
    "COVERAGE_FORMATS",
    "DOCUMENT_FORMATS",
    "REPORT_FORMATS",
    "VERIFY_FORMATS",
    "Format",
    "Presentation",
]


@dataclass(frozen=True, slots=True)
class Presentation:
    """How and in which circumstances a report is shown; formats ignore what does not concern them."""

    colour: bool = False
    """Whether the reader is a terminal that shows colours."""
    width: int = 100
    """Columns to write for, where a format has lines."""
    verbose: bool = False
    """Whether findings of severity info are written out."""
    scope: str | None = None
    """What was compared with what: "corpus" or "document"; None where unknown."""
    draft: str | None = None
    """Path of the draft that the other documents are sources of."""
    run: tuple[tuple[str, str], ...] = ()
    """What was set for the run, as names and values; see `circumstances`."""
    folder: Path | None = None
    """The folder that the report is written to; None where it goes elsewhere."""
    file_name: str = ""
    """Name of the file that it is written to; empty where it goes elsewhere."""
    link: str | None = None
    """Template for links to places: "vscode://file/{absolute}:{line}:{column}"."""
    generated: datetime | None = None
    """When the check ran; None means now, for formats that say so."""


@dataclass(frozen=True, slots=True)
class Format:
    """An output format."""

    render: Callable[[Report, Presentation], str]
    """From a report to the whole output, which ends in a line break."""
    summary: str
    """A few words for the help."""
    for_people: bool = False
    """Whether it follows the encoding of the terminal; all others are always UTF-8."""
    binary: Callable[[Report, Presentation], bytes] | None = None
    """For a format that is no text: what writes it instead of `render`."""


def _text(report: Report, shown: Presentation) -> str:
    from claimcheck.report import text_format

    return text_format.render(report, colour=shown.colour, width=shown.width, verbose=shown.verbose)


def _json(report: Report, shown: Presentation) -> str:
    from claimcheck.report import json_format

    return json_format.render(report)


def _html(report: Report, shown: Presentation) -> str:
    from claimcheck.report import html_format
    from claimcheck.report.links import linker

    return html_format.render(
        report,
        generated=shown.generated,
        scope=shown.scope,
        draft=shown.draft,
        link=linker(shown.folder, shown.link),
        run=shown.run,
    )


def _sarif(report: Report, shown: Presentation) -> str:
    from claimcheck.report import sarif_format

    return sarif_format.render(report)


def _junit(report: Report, shown: Presentation) -> str:
    from claimcheck.report import junit_format

    return junit_format.render(report)


def _github(report: Report, shown: Presentation) -> str:
    from claimcheck.report import github_format

    return github_format.render(report)


def _gitlab(report: Report, shown: Presentation) -> str:
    from claimcheck.report import gitlab_format

    return gitlab_format.render(report)


def _rdjson(report: Report, shown: Presentation) -> str:
    from claimcheck.report import rdjson_format

    return rdjson_format.render(report)


def _markdown(report: Report, shown: Presentation) -> str:
    from claimcheck.report import markdown_format

    return markdown_format.render(report)


def _registry_text(report: Report, shown: Presentation) -> str:
    from claimcheck.report import registry_text

    return registry_text.render(report, colour=shown.colour, width=shown.width, verbose=shown.verbose)


def _claims_text(report: Report, shown: Presentation) -> str:
    from claimcheck.report import text_format

    return text_format.render_claims(report, colour=shown.colour)


def _documents_text(report: Report, shown: Presentation) -> str:
    from claimcheck.report import text_format

    return text_format.render_documents(report, colour=shown.colour)


def _claims_csv(report: Report, shown: Presentation) -> str:
    from claimcheck.report import csv_format

    return csv_format.render(report)


def _corrections(report: Report, shown: Presentation) -> str:
    from claimcheck.report import corrections

    if shown.file_name.lower().endswith(".csv"):
        return corrections.render_csv(report)
    return corrections.render_markdown(report)


def _corrections_csv(report: Report, shown: Presentation) -> str:
    from claimcheck.report import corrections

    return corrections.render_csv(report)


def _footnotes(report: Report, shown: Presentation) -> str:
    from claimcheck.report import marked_draft

    return marked_draft.render_markdown(report)


def _docx(report: Report, shown: Presentation) -> bytes:
    from claimcheck.report import marked_draft

    return marked_draft.render_docx(report)


def _coverage_text(report: Report, shown: Presentation) -> str:
    from claimcheck.report import coverage_text

    return coverage_text.render(report, colour=shown.colour)


def _coverage_json(report: Report, shown: Presentation) -> str:
    from claimcheck.report import coverage_text

    return coverage_text.render_json(report)


def _badge(report: Report, shown: Presentation) -> str:
    from claimcheck.report import badge_format

    return badge_format.render(report)


def _endpoint(report: Report, shown: Presentation) -> str:
    from claimcheck.report import badge_format

    return badge_format.render_endpoint(report)


def _ro_crate(report: Report, shown: Presentation) -> str:
    from claimcheck.report import ro_crate_format

    return ro_crate_format.render(report, shown.folder)


def _review(report: Report, shown: Presentation) -> str:
    from claimcheck.report import review_format

    return review_format.render(report)


REPORT_FORMATS: Mapping[str, Format] = {
    "text": Format(_text, "for reading in a terminal", for_people=True),
    "json": Format(_json, "everything, for programs"),
    "html": Format(_html, "one self-contained page, for reviewing"),
    "sarif": Format(_sarif, "SARIF 2.1.0, for code scanning"),
    "junit": Format(_junit, "JUnit XML, for CI servers"),
    "github": Format(_github, "annotations of GitHub Actions"),
    "gitlab": Format(_gitlab, "GitLab's code quality report"),
    "rdjson": Format(_rdjson, "for reviewdog, with suggestions"),
    "markdown": Format(_markdown, "for a comment on a pull request"),
}
"""Formats of a report."""

CHECK_FORMATS: Mapping[str, Format] = {
    **REPORT_FORMATS,
    "corrections": Format(_corrections, "what should read how, as Markdown; as CSV into a .csv file"),
    "corrections-csv": Format(_corrections_csv, "the same as CSV"),
    "footnotes": Format(_footnotes, "the draft as Markdown, a footnote at every number"),
    "docx": Format(_footnotes, "the draft as a Word document, a comment at every number", binary=_docx),
}
"""Formats of `claimcheck check`: those of every report, and what leaves a desk."""

BADGES: Mapping[str, Format] = {
    "badge": Format(_badge, "a badge for a site, as SVG"),
    "endpoint": Format(_endpoint, "the badge as JSON, as shields.io reads it from an endpoint"),
}
"""Formats that say how a registry stands in a few words."""

COVERAGE_FORMATS: Mapping[str, Format] = {
    "text": Format(_coverage_text, "for reading in a terminal", for_people=True),
    "json": Format(_coverage_json, "every number, for programs"),
    "html": Format(_html, "a page with the texts, their numbers marked"),
    **BADGES,
}
"""Formats of `claimcheck claims --coverage`."""

VERIFY_FORMATS: Mapping[str, Format] = {
    **REPORT_FORMATS,
    "text": Format(_registry_text, "for reading in a terminal", for_people=True),
    "github-review": Format(_review, "suggestions, as GitHub's call for a review takes them"),
    "ro-crate": Format(_ro_crate, "RO-Crate metadata: claims, verdicts and files with their SHA-256"),
    **BADGES,
}
"""Formats of `claimcheck verify`."""

DOCUMENT_FORMATS: Mapping[str, Format] = {
    "text": Format(_documents_text, "a table", for_people=True),
    "json": Format(_json, "everything, for programs"),
}
"""Formats of `claimcheck documents`."""

CLAIM_FORMATS: Mapping[str, Format] = {
    "text": Format(_claims_text, "one line per claim", for_people=True),
    "json": Format(_json, "everything, for programs"),
    "csv": Format(_claims_csv, "for spreadsheets"),
}
"""Formats of `claimcheck extract`."""
