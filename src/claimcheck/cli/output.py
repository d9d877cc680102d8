"""Getting results out: to standard output, or whole into a file."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TextIO

import typer

from claimcheck.cli.options import complain
from claimcheck.report import Format, Presentation
from claimcheck.writing import write_whole

DEFAULT_WIDTH = 100


def terminal(stream: TextIO | None) -> bool:
    """Whether a person sees the stream directly; None stands for one that was closed before the program began."""
    return stream is not None and stream.isatty()


def wants_colour(stream: TextIO | None) -> bool:
    """Whether to colour what goes to the stream: on a terminal that can, unless NO_COLOR is set."""
    return terminal(stream) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width(stream: TextIO | None) -> int:
    """Columns of the terminal, or of the page where there is none."""
    if not terminal(stream):
        return DEFAULT_WIDTH
    from shutil import get_terminal_size

    return max(get_terminal_size((DEFAULT_WIDTH, 24)).columns, 60)


def presentation(
    file: Path | None,
    *,
    verbose: bool = False,
    scope: str | None = None,
    draft: str | None = None,
    link: str | None = None,
    run: tuple[tuple[str, str], ...] = (),
) -> Presentation:
    """How results are shown, given where they go."""
    to_terminal = file is None
    return Presentation(
        colour=to_terminal and wants_colour(sys.stdout),
        width=width(sys.stdout) if to_terminal else DEFAULT_WIDTH,
        verbose=verbose,
        scope=scope,
        draft=draft,
        folder=file.parent if file is not None else None,
        file_name=file.name if file is not None else "",
        link=link,
        run=run,
    )


def deliver(text: str | bytes, form: Format, file: Path | None, told: str | None) -> None:
    """Write the results, and say so if they went into a file; `told`: what they come to, None to say nothing."""
    if file is None:
        if isinstance(text, bytes) and terminal(sys.stdout):
            complain("this format is no text: name a file with -o")
            raise typer.Exit(2)
        show(text, for_people=form.for_people)
        return
    try:
        write_whole(file, text)
    except OSError as error:
        complain(f"cannot write {file}: {error.strerror or error}")
        raise typer.Exit(2) from None
    if told is not None:
        typer.echo(f"wrote {file}: {told}", err=True)


def show(text: str | bytes, *, for_people: bool = True) -> None:
    """Write to standard output; a reader that has had enough (`| head`) is no error, a full disk ends the program with exit code 2."""
    stream: TextIO | None = sys.stdout
    if stream is None:  # it was closed before the program began
        complain("cannot write: standard output is closed")
        raise typer.Exit(2)
    encoding = (stream.encoding if for_people else None) or "utf-8"
    try:
        stream.flush()
        stream.buffer.write(text if isinstance(text, bytes) else text.encode(encoding, "backslashreplace"))
        stream.flush()
    except BrokenPipeError:
        _write_no_more(stream)
    except OSError as error:
        _write_no_more(stream)
        complain(f"cannot write to standard output: {error.strerror or error}")
        raise typer.Exit(2) from None


def _write_no_more(stream: TextIO) -> None:
    """Whatever is still buffered would fail again when the interpreter ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
