"""`claimcheck cache`: what is kept of files that were read."""

from __future__ import annotations

import typer

from claimcheck.cli.lean import LeanCommand, LeanGroup
from claimcheck.cli.options import complain

cache = typer.Typer(
    cls=LeanGroup,
    rich_markup_mode=None,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="What is kept of files that were read: only their text and claims, in a folder of yours, of bounded size.",
)


def clean() -> None:
    """Take the cache away; the next run reads every file anew.

    \b
    Examples:
      claimcheck cache clean
    """
    from claimcheck.cache import UnusableCache, cache_folder
    from claimcheck.cache.store import remove

    try:
        folder = cache_folder()
        freed = remove(folder)
    except UnusableCache as error:
        complain(str(error))
        raise typer.Exit(2) from None
    except OSError as error:
        complain(f"the cache cannot be taken away: {error.strerror or error}")
        raise typer.Exit(2) from None
    typer.echo(f"{folder}: {_megabytes(freed)} freed")


def info() -> None:
    """Say where the cache is, and how much it holds.

    \b
    Examples:
      claimcheck cache info
    """
    from claimcheck.cache import UnusableCache, cache_folder
    from claimcheck.cache.store import MOST_BYTES, measured
    from claimcheck.wording import count

    try:
        folder = cache_folder()
    except UnusableCache as error:
        complain(str(error))
        raise typer.Exit(2) from None
    number, size = measured(folder)
    typer.echo(f"{folder}: {count(number, 'file')}, {_megabytes(size)} of {_megabytes(MOST_BYTES)}")


def _megabytes(size: int) -> str:
    return f"{size / 1024**2:.1f} MB"


cache.command(cls=LeanCommand, short_help="Take it away.")(clean)
cache.command(cls=LeanCommand, short_help="Where it is, and how much it holds.")(info)
