"""The Typer application: which commands there are, and what all of them have in common."""

from __future__ import annotations

from typing import Annotated

import typer

from claimcheck.cli.add import add
from claimcheck.cli.baseline import baseline
from claimcheck.cli.cache import cache
from claimcheck.cli.check import check
from claimcheck.cli.claims import claims
from claimcheck.cli.documents import documents
from claimcheck.cli.explain import explain
from claimcheck.cli.extract import extract
from claimcheck.cli.init import init
from claimcheck.cli.judge import judge
from claimcheck.cli.lean import LeanCommand, LeanGroup
from claimcheck.cli.lsp import lsp
from claimcheck.cli.record import record
from claimcheck.cli.review import review
from claimcheck.cli.verify import verify

# Plain help instead of Rich's panels: it is there at once, and it can be piped and searched.
app = typer.Typer(
    cls=LeanGroup,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit status: 0 nothing found, 1 something found, 2 wrong usage or an unreadable input.",
)

app.command(cls=LeanCommand, short_help="Check that numbers agree and add up.")(check)
app.command(cls=LeanCommand, short_help="List the numeric claims of documents.")(extract)
app.command(cls=LeanCommand, short_help="List what is read, and how.")(documents)
app.command(cls=LeanCommand, short_help="Verify the claims of the registry.")(verify)
app.command(cls=LeanCommand, short_help="Add a claim to the registry.")(add)
app.command(cls=LeanCommand, short_help="List the claims of the registry.")(claims)
app.command(cls=LeanCommand, short_help="Write down a result for the registry.")(record)
app.command(cls=LeanCommand, short_help="Accept the present findings.")(baseline)
app.command(cls=LeanCommand, short_help="Answer what the words leave open.")(judge)
app.command(cls=LeanCommand, short_help="Decide on findings in the browser.")(review)
app.command(cls=LeanCommand, short_help="Serve an editor.")(lsp)
app.command(cls=LeanCommand, short_help="Set up a project.")(init)
app.add_typer(cache, name="cache", short_help="What is kept of files that were read.")
app.command(cls=LeanCommand, short_help="Explain what a rule checks.")(explain)


def _show_version(value: bool) -> None:
    if value:
        from claimcheck._version import __version__

        typer.echo(f"claimcheck {__version__}")
        raise typer.Exit


@app.callback()
def claimcheck(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit."),
    ] = False,
) -> None:
    """Find the numbers in your documents that contradict each other or do not add up."""
