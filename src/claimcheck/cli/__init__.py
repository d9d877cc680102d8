"""The command line: thin commands that parse, call and print."""

from __future__ import annotations

from typing import NoReturn

__all__ = ["main"]


def main() -> None:
    """Run the program; the console script `claimcheck`."""
    import sys

    from claimcheck.search_path import forget_the_working_folder

    # `python -m claimcheck` looks for modules in the working folder first, and PYTHONPATH may say so, too. What lies beside
    # the documents must not run for being called json.py.
    forget_the_working_folder()
    from claimcheck.budget import BudgetExceeded, enforce

    try:
        enforce()
        from claimcheck.cli.app import app

        app(prog_name="claimcheck")
    except KeyboardInterrupt:
        # Ctrl-C while modules are still being imported; inside a command the app sees to it.
        sys.exit(130)
    except BudgetExceeded as error:
        _end(error.message)
    except MemoryError:
        _end("the run needs more memory than it may have (CLAIMCHECK_RUN_MEGABYTES sets how much)")
    except Exception as error:  # an exit code of 1 would say that something was found
        from claimcheck.wording import own_fault, visible

        _end(f"{visible(own_fault(error))}{_place(error)}")


def _end(message: str) -> NoReturn:
    import sys

    sys.stderr.write(f"claimcheck: {message}\n")
    sys.exit(2)


def _place(error: Exception) -> str:
    """Where in claimcheck an error was raised."""
    import traceback

    last = traceback.extract_tb(error.__traceback__)[-1:]
    return "".join(
        f" at {frame.filename.rpartition('claimcheck')[2].lstrip('/')}:{frame.lineno}" for frame in last
    )
