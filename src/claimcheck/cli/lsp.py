"""`claimcheck lsp`: a language server on standard input and output."""

from __future__ import annotations

import typer

from claimcheck.cli.options import complain


def lsp() -> None:
    """Serve an editor: findings while you write, evidence where you point, and what can be done about it.

    It speaks the Language Server Protocol on standard input and output; an editor starts it. What it reads and reports is what
    `claimcheck check` would: the open document as a draft against the sources of the project, or one of the sources among the others.
    """
    try:
        from claimcheck.lsp.server import make_server
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] not in ("pygls", "lsprotocol"):
            raise
        from claimcheck.distribution import install_hint

        complain(f"`claimcheck lsp` needs more packages: {install_hint('lsp')}")
        raise typer.Exit(2) from None
    from claimcheck.budget import lift_run_time

    lift_run_time()
    make_server().start_io()
