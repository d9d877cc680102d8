"""Makes the manual page from the help of the program itself: `python scripts/make_man.py build/claimcheck.1`."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

import claimcheck
from claimcheck.cli.app import app

_DAY = "2026"
_ESCAPED = str.maketrans(
    {"\\": "\\e", "-": "\\-", "\u2019": "'", "\u201c": "\\(lq", "\u201d": "\\(rq", "\u2026": "..."}
)


def page() -> str:
    """The manual page, in the macros of man(7)."""
    command: Any = typer.main.get_command(app)
    lines = [
        f'.TH CLAIMCHECK 1 "{_DAY}" "claimcheck {claimcheck.__version__}" "User Commands"',
        ".SH NAME",
        "claimcheck \\- find the numbers in documents that contradict each other or do not add up",
        ".SH SYNOPSIS",
        ".B claimcheck",
        ".I COMMAND",
        "[\\fIOPTION\\fR...] [\\fIPATH\\fR...]",
        ".SH DESCRIPTION",
        _roff(
            "claimcheck reads documents, takes out every number with what it is said of, and compares these claims within a document and "
            "across all of them. It works offline and by fixed rules: the same input gives the same findings."
        ),
        ".SH COMMANDS",
    ]
    for name, sub in sorted(command.commands.items()):
        lines += [f".SS claimcheck {_roff(name)}", *_told(sub.help or sub.short_help or "")]
        for inner in getattr(sub, "commands", {}).values():
            lines += [".TP", f".B {_roff(inner.name or '')}", _roff(inner.get_short_help_str(200))]
        lines += list(_options(sub))
    lines += [
        ".SH EXIT STATUS",
        ".TP",
        ".B 0",
        "nothing found at or above \\-\\-fail\\-on",
        ".TP",
        ".B 1",
        "something found",
        ".TP",
        ".B 2",
    ]
    lines += [
        "wrong usage, or a file or a claim could not be read; all others are checked and reported first",
        ".SH FILES",
        ".TP",
    ]
    lines += [
        ".I claimcheck.toml",
        "the configuration of a project",
        ".TP",
        ".I claimcheck\\-baseline.yaml",
        "accepted findings",
        ".TP",
    ]
    lines += [".I claims/*.yaml", "the registry of claims"]
    return "\n".join(lines) + "\n"


def _told(text: str) -> Iterator[str]:
    """Paragraphs of a help text; blocks that keep their lines stay so."""
    for block in inspect.cleandoc(text.replace("\f", "")).split("\n\n"):
        kept = block.startswith("\b")
        words = block.removeprefix("\b").strip("\n")
        yield ".PP"
        if kept:
            yield from (".nf", *(_roff(line) for line in words.splitlines()), ".fi")
        else:
            yield _roff(" ".join(words.split()))


def _options(command: Any) -> Iterator[str]:
    context = typer.Context(command)
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record is None:
            continue
        names, told = record
        yield from (".TP", f".B {_roff(names)}", _roff(" ".join(told.split())) or "\\&")


def _roff(text: str) -> str:
    """Words as roff takes them: nothing in them is a request."""
    escaped = "".join(c if c.isascii() else f"\\[u{ord(c):04X}]" for c in text.translate(_ESCAPED))
    return re.sub(r"^([.'])", r"\\&\1", escaped, flags=re.MULTILINE)


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(page(), encoding="utf-8", newline="\n")
