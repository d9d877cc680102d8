"""`claimcheck explain`: what the rules check, why, and how a text passes."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from claimcheck.cli.options import Config, complain, configured, did_you_mean
from claimcheck.cli.output import show, wants_colour, width

if TYPE_CHECKING:
    from claimcheck.checks import Rule

_VERBATIM = ("    ", "\t", "- ", "* ", "|", "```", ">", "#")
"""How lines begin that must not be filled into a paragraph."""


def _rule_names(incomplete: str) -> list[tuple[str, str]]:
    from claimcheck import checks

    return [(rule.name, rule.summary) for rule in checks.rules() if rule.name.startswith(incomplete)]


def explain(
    rule: Annotated[
        str | None,
        typer.Argument(
            metavar="RULE",
            help="Name of a rule; without it, all rules are listed.",
            autocompletion=_rule_names,
            show_default=False,
        ),
    ] = None,
    config: Config = None,
) -> None:
    """Explain what a rule checks, with an example that fails and one that passes.

    \b
    Examples:
      claimcheck explain
      claimcheck explain percent-change
    """
    from claimcheck import checks

    configured(config)
    rules = {known.name: known for known in checks.rules()}
    colour = wants_colour(sys.stdout)
    if rule is None:
        lines = overview(rules.values(), colour=colour)
    elif rule in rules:
        lines = explanation(rules[rule], colour=colour, columns=min(width(sys.stdout), 88))
    else:
        hint = did_you_mean(rule, list(rules)) or " `claimcheck explain` lists all rules."
        complain(f"there is no rule '{rule}'.{hint}")
        raise typer.Exit(2)
    show("\n".join(lines) + "\n")


def overview(rules: Iterable[Rule], *, colour: bool = False) -> Iterator[str]:
    """One line per rule: its name, its severity, what it checks."""
    known = list(rules)
    names = max((len(rule.name) for rule in known), default=0)
    severities = max((len(rule.severity.value) for rule in known), default=0)
    for rule in known:
        name = _bold(rule.name.ljust(names), colour)
        yield f"{name}  {rule.severity.value.ljust(severities)}  {rule.summary}"
    yield ""
    yield "claimcheck explain RULE shows one of them with examples."


def explanation(rule: Rule, *, colour: bool = False, columns: int = 88) -> Iterator[str]:
    """All about one rule."""
    yield f"{_bold(rule.name, colour)} ({rule.severity.value})"
    yield ""
    yield from filled(rule.summary, columns)
    told = (("What it checks", rule.explanation), ("Why it matters", rule.why), ("What to do", rule.advice))
    for heading, text in told:
        if not text:
            continue
        yield ""
        yield _bold(heading, colour)
        yield from filled(text, columns)
    examples = (
        ("This fails", rule.failing),
        ("This passes", rule.passing),
        ("Both beside this source", rule.beside),
    )
    for heading, text in examples:
        if not text:
            continue
        yield ""
        yield _bold(heading, colour)
        yield from (f"    {line}".rstrip() for line in text.strip("\n").splitlines())
    yield ""
    yield _bold("How to set it", colour)
    yield from filled(options(rule), columns)


def options(rule: Rule) -> str:
    """What a project can set about a rule in its configuration."""
    return (
        f'`{rule.name} = "off"`, `"info"`, `"warning"` or `"error"` below `[rules]` in claimcheck.toml, or below `[[paths]]` '
        "for some files. How far rounding and words such as “about” reach is set below `[tolerances]`."
    )


def filled(text: str, columns: int) -> Iterator[str]:
    """Markdown paragraphs filled to the width; lists, tables and code are left as they are."""
    from textwrap import wrap

    for index, block in enumerate(text.strip().split("\n\n")):
        if index:
            yield ""
        lines = block.strip("\n").splitlines()
        if any(line.startswith(_VERBATIM) for line in lines):
            yield from lines
        else:
            yield from wrap(" ".join(lines), columns, break_long_words=False, break_on_hyphens=False)


def _bold(text: str, colour: bool) -> str:
    return f"\x1b[1m{text}\x1b[0m" if colour else text
