"""`claimcheck record`: a pipeline writes down a result, with what it came from."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from claimcheck.cli.options import complain
from claimcheck.cli.output import show
from claimcheck.writing import change_whole

DEFAULT_FILE = "results/recorded.json"


def record(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="What the result is called.", show_default=False)
    ],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="The number.", show_default=False)],
    unit: Annotated[
        str | None,
        typer.Option(metavar="UNIT", help="As a person writes it: ms, %, GB per day.", show_default=False),
    ] = None,
    file: Annotated[str, typer.Option(metavar="FILE", help="The JSON file to write it to.")] = DEFAULT_FILE,
    command: Annotated[
        str | None, typer.Option(metavar="TEXT", help="What measured it.", show_default=False)
    ] = None,
    commit: Annotated[
        str | None,
        typer.Option(
            metavar="REV",
            help="What was measured.  [default: that of the repository here]",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Write a result into a JSON file, with unit, commit, time and command beside it.

    \b
    Examples:
      claimcheck record latency 12.5 --unit ms --command "make bench"
      value_from: {path: results/recorded.json, pointer: /latency}     in an entry of the registry
    """
    from claimcheck.registry.recording import RecordingError, Result, changed

    time = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.fromtimestamp(int(time), UTC) if time and time.isdigit() else datetime.now(UTC)
    result = Result(
        name,
        value,
        unit,
        commit or _commit(),
        moment.isoformat(timespec="seconds").replace("+00:00", "Z"),
        command,
    )
    try:
        change_whole(Path(file), lambda now: changed(now, result))
    except RecordingError as error:
        complain(f"{file}: {error}" if error.of_file else str(error))
        raise typer.Exit(2) from None
    except OSError as error:
        complain(f"cannot write {file}: {error.strerror or error}")
        raise typer.Exit(2) from None
    show(f"{file}: {name} = {value}{f' {unit}' if unit else ''}\n")


def _commit() -> str | None:
    """The commit of the repository here, marked where files differ from it."""
    from claimcheck.documents.git import filters_off, run_git

    head = run_git(Path.cwd(), "rev-parse", "HEAD")
    if head is None or head.returncode != 0:
        return None
    off = filters_off(Path.cwd())
    status = run_git(Path.cwd(), "status", "--porcelain", "--untracked-files=no", settings=off or ())
    dirty = off is None or status is None or status.returncode != 0 or status.stdout.strip()
    return head.stdout.decode("ascii", "replace").strip() + ("-dirty" if dirty else "")
