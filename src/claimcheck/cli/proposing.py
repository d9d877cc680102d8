"""What `claimcheck add --from` does: entries are proposed, and taken up one by one by keys, or all above a confidence."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from claimcheck.cli.options import complain, documents_to_verify, project_place
from claimcheck.cli.output import show, terminal
from claimcheck.cli.progress import progress
from claimcheck.wording import count
from claimcheck.writing import change_whole

if TYPE_CHECKING:
    from claimcheck.registry.proposals import Proposal
    from claimcheck.settings import Settings

_KEYS = "y take it, n leave it, a take it and all that are as sure, q stop"


@dataclass(frozen=True, slots=True)
class Taking:
    """How entries are taken up."""

    file: str | None
    """The registry file to append to; by default one for each document, by its name."""
    owner: str | None
    review_by: date | None


def propose_entries(
    texts: Sequence[str],
    sources: Sequence[str] | None,
    results: Sequence[str] | None,
    above: Decimal | None,
    taking: Taking,
    settings: Settings,
) -> None:
    """Proposes an entry for every number of some texts that lacks one, and ends the program.

    `above`: takes all whose confidence in percent is as high; None asks on a terminal, and only lists them elsewhere.
    """
    from claimcheck.engine.proposals import propose
    from claimcheck.registry import DEFAULT_FOLDER

    folder = project_place(DEFAULT_FOLDER)
    named = list(settings.claims) or ([folder] if folder is not None else [])
    claims = [place for place in named if _is_begun(Path(place))]
    given = documents_to_verify(sources, settings)
    with progress() as advance:
        told, failures = propose(texts, claims, given, results, progress=advance, settings=settings)
    for failure in failures:
        complain(f"{failure.path}: {failure.message}")
    for number in told.left:
        complain(f"{number.path}:{number.line}: “{number.readable}” takes a person to write down")
    if above is None and terminal(sys.stdin):
        taken = _ask(told.proposed, taking)
    else:
        chosen = [one for one in told.proposed if above is not None and _percent(one) >= above]
        for one in told.proposed:
            if one in chosen or above is None:
                show(_shown(one, taking) + "\n")
        _write(chosen, taking)
        taken = len(chosen)
    open_still = len(told.proposed) - taken
    complain(
        f"{count(len(told.proposed), 'entry', 'entries')} proposed, {taken} taken up"
        + (
            "; take them up by keys on a terminal, or with --above PERCENT"
            if open_still and above is None
            else ""
        )
    )
    raise typer.Exit(2 if failures else 0)


def _is_begun(place: Path) -> bool:
    """Whether a registry has any file yet."""
    from claimcheck.registry.files import SUFFIXES

    return not place.is_dir() or any(entry.suffix in SUFFIXES for entry in place.rglob("*"))


def _percent(proposal: Proposal) -> Decimal:
    return Decimal(str(proposal.confidence)) * 100


def _ask(proposed: Sequence[Proposal], taking: Taking) -> int:
    """Asks for every proposal; how many were taken up. Each is written at once: who stops keeps what was taken."""
    import click

    taken = 0
    least: Decimal | None = None
    for number, one in enumerate(proposed, 1):
        if least is not None:
            if _percent(one) >= least:
                _write([one], taking)
                taken += 1
            continue
        show(f"{_shown(one, taking)}\n")
        typer.echo(f"[{number}/{len(proposed)}] {_KEYS} ", err=True, nl=False)
        key = ""
        while key not in ("y", "n", "a", "q"):
            try:
                key = click.getchar().lower()
            except (EOFError, KeyboardInterrupt):
                key = "q"
        typer.echo(key, err=True)
        if key == "q":
            break
        if key in ("y", "a"):
            _write([one], taking)
            taken += 1
        if key == "a":
            least = _percent(one)
    return taken


def _shown(proposal: Proposal, taking: Taking) -> str:
    """A proposal for people: where the number stands, what it may rest on and how surely, and the entry itself."""
    from claimcheck.registry.proposals import lines_of
    from claimcheck.wording import visible

    number = proposal.number
    told = [f"{visible(number.path)}:{number.line}: {visible(number.readable)}"]
    if proposal.measured is not None:
        figure = proposal.measured.figure
        told.append(
            f"  rests on {figure.value} in {proposal.measured.path} ({proposal.measured.confidence:.0%} sure)"
        )
    if proposal.quoted is not None:
        told.append(
            f"  said in {proposal.quoted.path}:{proposal.quoted.line} ({proposal.quoted.confidence:.0%} sure)"
        )
    if proposal.measured is None and proposal.quoted is None:
        told.append("  nothing was found that it rests on")
    if proposal.also:
        told.append(f"  said again in {', '.join(f'{one.path}:{one.line}' for one in proposal.also)}")
    told.append(f"  for {_file(proposal, taking)}")
    told += [f"    {visible(line)}" for line in lines_of(proposal, taking.owner, taking.review_by)]
    return "\n".join(told)


def _file(proposal: Proposal, taking: Taking) -> str:
    from claimcheck.registry import DEFAULT_FOLDER

    if taking.file is not None:
        return taking.file
    name = re.sub(r"[^a-z0-9]+", "-", Path(proposal.number.path).stem.lower()).strip("-") or "claims"
    return f"{DEFAULT_FOLDER}/{name}.yaml"


def _write(chosen: Sequence[Proposal], taking: Taking) -> None:
    """Appends entries to their registry files."""
    from claimcheck.registry.adding import AddError
    from claimcheck.registry.proposals import lines_of

    by_file: dict[str, list[list[str]]] = {}
    for one in chosen:
        by_file.setdefault(_file(one, taking), []).append(lines_of(one, taking.owner, taking.review_by))
    for name, entries in by_file.items():
        file = Path(name)
        try:
            change_whole(file, partial(_appended, file, entries))
        except AddError as error:
            complain(str(error))
            raise typer.Exit(2) from None
        except OSError as error:
            complain(f"cannot write {name}: {error.strerror or error}")
            raise typer.Exit(2) from None


def _appended(file: Path, entries: Sequence[Sequence[str]], now: bytes | None) -> str:
    from claimcheck.registry.adding import appended

    return appended(file, now, entries, listed=True)
