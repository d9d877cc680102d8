"""`claimcheck add`: a sentence becomes a claim of the registry."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claimcheck.cli.options import Config, complain, configured, day
from claimcheck.cli.output import show
from claimcheck.writing import change_whole

if TYPE_CHECKING:
    from claimcheck.registry.adding import Added


def add(
    sentence: Annotated[
        str, typer.Argument(metavar="SENTENCE", help="The claim, with its number.", show_default=False)
    ],
    source: Annotated[
        str, typer.Option("--source", metavar="FILE", help="The text that says so.", show_default=False)
    ],
    quote: Annotated[
        str | None,
        typer.Option(
            metavar="WORDS", help="Its words.  [default: the sentence found there]", show_default=False
        ),
    ] = None,
    id: Annotated[
        str | None,
        typer.Option("--id", metavar="ID", help="[default: made from the claim]", show_default=False),
    ] = None,
    value: Annotated[
        str | None,
        typer.Option(
            metavar="NUMBER",
            help="Which number is meant, where the sentence has several.",
            show_default=False,
        ),
    ] = None,
    owner: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who answers for it.", show_default=False)
    ] = None,
    review_by: Annotated[
        str | None,
        typer.Option(
            "--review-by", metavar="DAY", callback=day, help="When to look at it again.", show_default=False
        ),
    ] = None,
    file: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="Registry file to append to.  [default: claims/ID.yaml, new]",
            show_default=False,
        ),
    ] = None,
    config: Config = None,
) -> None:
    """Add a claim to the registry: find its quote, show what was understood, append the entry.

    \b
    Examples:
      claimcheck add "Norvale had revenue of $2.64 billion in 2025." --source sources/results.md
      claimcheck add "The reader is 9.5 times as fast." --source docs/speed.md --id reader-speed
    """
    settings = configured(config)
    from claimcheck.registry.adding import AddError, Wanted, add_claim

    wanted = Wanted(
        sentence,
        source,
        quote,
        id,
        value,
        owner,
        date.fromisoformat(review_by) if review_by is not None else None,
        file,
    )
    try:
        added = add_claim(wanted, settings)
        change_whole(Path(added.file), lambda now: _unchanged(now, added))
    except AddError as error:
        complain(str(error))
        raise typer.Exit(1 if error.refuted else 2) from None
    except OSError as error:
        complain(f"cannot write: {error.strerror or error}")
        raise typer.Exit(2) from None
    show("\n".join(added.told) + "\n")


def _unchanged(now: bytes | None, added: Added) -> str:
    from claimcheck.registry.adding import AddError

    if now != added.before:
        raise AddError(f"{added.file}: it was changed meanwhile; add the claim again")
    return added.text
