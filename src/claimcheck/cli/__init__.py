"""The command line: thin commands that parse, call and print."""

from __future__ import annotations

__all__ = ["main"]


def main() -> None:
    """Run the program; the console script `claimcheck`."""
    import sys

    try:
        from claimcheck.cli.app import app

        app(prog_name="claimcheck")
    except KeyboardInterrupt:
        # Ctrl-C while modules are still being imported; inside a command the app sees to it.
        sys.exit(130)
