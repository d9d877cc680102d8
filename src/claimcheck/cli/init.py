"""`claimcheck init`: what a project needs to begin with."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from claimcheck.cli.options import choice, complain, completion
from claimcheck.cli.output import show

_CI = ("github", "gitlab", "none")


def init(
    folder: Annotated[
        str,
        typer.Argument(
            metavar="FOLDER", help="The root of the project.  [default: here]", show_default=False
        ),
    ] = ".",
    ci: Annotated[
        str | None,
        typer.Option(
            metavar="|".join(_CI),
            callback=choice(_CI),
            autocompletion=completion(_CI),
            help="For which CI to write a job.  [default: gitlab where there is a .gitlab-ci.yml, else github]",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Set up a project: a configuration, folders, an example of a claim, and a CI job. Nothing is overwritten.

    \b
    Examples:
      claimcheck init
      claimcheck init website/ --ci gitlab
    """
    from claimcheck.scaffold import scaffold

    root = Path(folder)
    try:
        root.mkdir(parents=True, exist_ok=True)
        lines = [
            f"{'wrote' if written else 'kept '} {path.as_posix()}{f' ({note})' if note else ''}"
            for path, written, note in scaffold(root, ci)
        ]
    except OSError as error:
        complain(f"cannot set up {folder}: {error.strerror or error}")
        raise typer.Exit(2) from None
    lines.append('Next: `claimcheck check`, `claimcheck verify`, `claimcheck add "SENTENCE" --source FILE`.')
    show("\n".join(lines) + "\n")
