"""`claimcheck baseline`: accept the present findings."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from claimcheck.cli.handing_over import accepted_findings, baseline_place, git_user, recorded
from claimcheck.cli.means import Jobs, NoCache, means
from claimcheck.cli.options import (
    BaselineFile,
    Config,
    Paths,
    complain,
    configured,
    day,
    documents_to_verify,
    inputs,
    project_place,
)
from claimcheck.cli.output import show
from claimcheck.cli.progress import progress


def baseline(
    paths: Paths = None,
    reason: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT",
            help="Why they are accepted; needed where there is something new.",
            show_default=False,
        ),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="Who accepts them.  [default: git's user.name]", show_default=False
        ),
    ] = None,
    expires: Annotated[
        str | None,
        typer.Option(metavar="DAY", callback=day, help="Until when they are accepted.", show_default=False),
    ] = None,
    decisions: Annotated[
        str | None,
        typer.Option(
            "--import",
            metavar="FILE",
            help="Take over what was dismissed in the HTML report, from its exported decisions.",
            show_default=False,
        ),
    ] = None,
    prune: Annotated[
        bool,
        typer.Option(
            "--prune", help="Take out the entries that no finding has any more, and those that have expired."
        ),
    ] = False,
    file: BaselineFile = None,
    config: Config = None,
    jobs: Jobs = None,
    no_cache: NoCache = False,
) -> None:
    """Accept the present findings: errors and warnings of `check`, and of `verify` where there is a registry.

    \b
    Examples:
      claimcheck baseline --reason "as printed in the annual report"
      claimcheck baseline docs/ --reason "until the relaunch" --expires 2027-01-31
      claimcheck baseline --import decisions.json
      claimcheck baseline --prune
    """
    settings = configured(config)
    known = accepted_findings(file, settings)
    place = baseline_place(file, settings)
    until = date.fromisoformat(expires) if expires is not None else None
    if decisions is not None:
        _import(Path(decisions), place, reason=reason, by=by or git_user(), expires=until)
    named = inputs(paths, sources=settings.sources)
    from claimcheck import engine
    from claimcheck.engine.verify import verify
    from claimcheck.model import Severity
    from claimcheck.registry import DEFAULT_FOLDER
    from claimcheck.suppressions.baseline import Baseline, change_baseline, entry_lines
    from claimcheck.wording import count

    with progress() as advance, means(jobs, no_cache, settings, named) as allowed:
        reports = [
            engine.check(
                named,
                progress=advance,
                settings=settings,
                baseline=known,
                record=recorded(settings),
                means=allowed,
            )
        ]
        folder = project_place(DEFAULT_FOLDER)
        registry = list(settings.claims) or ([folder] if folder is not None else [])
        if registry:
            reports.append(
                verify(
                    registry,
                    documents_to_verify(paths, settings),
                    progress=advance,
                    settings=settings,
                    baseline=known,
                    means=allowed,
                )
            )
    failed = {f"{failure.path}: {failure.message}" for report in reports for failure in report.failures}
    for failure in sorted(failed):
        complain(failure)
    findings = [finding for report in reports for finding in report.findings]
    lines = {f.locations[0].line for f in findings if f.rule == "unused-baseline"}
    gone = {entry.fingerprint for entry in (known.entries if known else ()) if entry.mark.line in lines}
    new = {
        finding.fingerprint: finding
        for finding in findings
        if finding.severity is not Severity.INFO and not finding.rule.startswith("unused-")
    }
    fresh = [
        finding
        for mark, finding in new.items()
        if known is None or mark not in {e.fingerprint for e in known.entries}
    ]
    if fresh and reason is None and prune:
        complain(
            f"{count(len(fresh), 'new finding')} left as {'it is' if len(fresh) == 1 else 'they are'}: --reason accepts"
        )
        fresh = []
    if fresh and reason is None:
        complain(f"{count(len(fresh), 'finding')} to accept: say why with --reason")
        raise typer.Exit(2)
    who = by or git_user()
    removed = frozenset(gone) if prune else frozenset()

    def change(_: Baseline) -> tuple[frozenset[str], dict[str, str]]:
        """What the baseline has gained since it was read stays, and is not added again."""
        return removed, {
            finding.fingerprint: entry_lines(
                finding, reason=reason or "", by=who, added=date.today(), expires=until
            )
            for finding in fresh
        }

    with _told(place):
        added, taken = change_baseline(place, change)
    told = f", {count(taken, 'entry', 'entries')} taken out" if removed else ""
    show(f"{place.as_posix()}: {count(added, 'finding')} accepted{told}\n")
    raise typer.Exit(2 if failed else 0)


@contextmanager
def _told(place: Path) -> Iterator[None]:
    """Ends the program with one line where a baseline cannot be read or written."""
    from claimcheck.suppressions.baseline import BaselineError

    try:
        yield
    except BaselineError as error:
        complain(str(error))
        raise typer.Exit(2) from None
    except OSError as error:
        complain(f"cannot write {place}: {error.strerror or error}")
        raise typer.Exit(2) from None


def _import(file: Path, place: Path, *, reason: str | None, by: str | None, expires: date | None) -> None:
    """Takes dismissed findings over, and ends the program."""
    from claimcheck.suppressions.baseline import Baseline, change_baseline, decided_lines
    from claimcheck.suppressions.decisions import dismissed, read_decisions
    from claimcheck.wording import count

    def change(_: Baseline) -> tuple[frozenset[str], dict[str, str]]:
        return frozenset(), entries

    with _told(place):
        entries = {
            made["fingerprint"]: decided_lines(
                made, reason=reason, by=by, added=date.today(), expires=expires
            )
            for made in dismissed(read_decisions(file))
        }
        added, _ = change_baseline(place, change)
    show(f"{place.as_posix()}: {count(added, 'finding')} accepted\n")
    raise typer.Exit(0)
