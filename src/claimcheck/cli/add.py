"""`claimcheck add`: a sentence becomes a claim of the registry."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claimcheck.cli.options import Config, complain, configured, day, percentage
from claimcheck.cli.output import show
from claimcheck.writing import change_whole

if TYPE_CHECKING:
    from claimcheck.registry.adding import Added


def add(
    sentence: Annotated[
        str | None, typer.Argument(metavar="SENTENCE", help="The claim, with its number.", show_default=False)
    ] = None,
    source: Annotated[
        list[str] | None,
        typer.Option(
            "--source",
            metavar="FILE",
            help="The text that says so; with --from, where numbers may be found, several times.",
            show_default=False,
        ),
    ] = None,
    texts: Annotated[
        list[str] | None,
        typer.Option(
            "--from",
            metavar="FILE",
            help="Propose an entry for every number of a text that nobody answers for; may be given several times.",
            show_default=False,
        ),
    ] = None,
    above: Annotated[
        str | None,
        typer.Option(
            "--above",
            metavar="PERCENT",
            callback=percentage,
            help="With --from: take up all that are as sure as this, and do not ask.",
            show_default=False,
        ),
    ] = None,
    results: Annotated[
        list[str] | None,
        typer.Option(
            "--results",
            metavar="PATH",
            help="With --from: files and folders of results.  [default: those of the project]",
            show_default=False,
        ),
    ] = None,
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
            help="Registry file to append to.  [default: claims/ID.yaml; with --from, claims/TEXT.yaml]",
            show_default=False,
        ),
    ] = None,
    config: Config = None,
) -> None:
    """Add a claim to the registry: find its quote, show what was understood, append the entry. Or let entries be proposed.

    \b
    Examples:
      claimcheck add "Norvale had revenue of $2.64 billion in 2025." --source sources/results.md
      claimcheck add "The reader is 9.5 times as fast." --source docs/speed.md --id reader-speed
      claimcheck add --from README.md                      take entries up one by one, by keys
      claimcheck add --from README.md --above 95           all that are so sure
    """
    settings = configured(config)
    day_of_review = date.fromisoformat(review_by) if review_by is not None else None
    if texts:
        if sentence is not None or quote is not None or id is not None or value is not None:
            raise typer.BadParameter("--from goes without SENTENCE, --quote, --id and --value.")
        from claimcheck.cli.proposing import Taking, propose_entries

        least = Decimal(above) if above is not None else None
        propose_entries(texts, source, results, least, Taking(file, owner, day_of_review), settings)
    if above is not None or results is not None:
        raise typer.BadParameter("--above and --results go with --from.")
    if sentence is None or source is None or len(source) != 1:
        raise typer.BadParameter(
            "a claim needs a SENTENCE and one --source; or let entries be proposed with --from FILE."
        )
    from claimcheck.registry.adding import AddError, Wanted, add_claim

    wanted = Wanted(
        sentence,
        source[0],
        quote,
        id,
        value,
        owner,
        day_of_review,
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
