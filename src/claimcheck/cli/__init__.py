"""The command line: thin commands that parse, call and print."""

from __future__ import annotations

__all__ = ["main"]


def main() -> None:
    """Run the program; the console script `claimcheck`."""
    import sys

    from claimcheck.search_path import forget_the_working_folder

    # `python -m claimcheck` looks for modules in the working folder first, and PYTHONPATH may say so, too. What lies beside
    # the documents must not run for being called json.py.
    forget_the_working_folder()
    try:
        from claimcheck.cli.app import app

        app(prog_name="claimcheck")
    except KeyboardInterrupt:
        # Ctrl-C while modules are still being imported; inside a command the app sees to it.
        sys.exit(130)
