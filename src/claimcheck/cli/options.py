"""Options that several commands share, and what is said when they are misused."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack, suppress
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer
from typer.models import OptionInfo

if TYPE_CHECKING:
    from claimcheck.report import Format
    from claimcheck.settings import Settings

STDIN = "-"
_SETTING = re.compile(r"[A-Za-z][\w.\"'-]*\s*=")
"""How a setting of the command line begins."""
DEFAULT_PATH = "sources"

Paths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATH",
        help="Files, folders, or - for standard input.  [default: sources]",
        show_default=False,
    ),
]
Output = Annotated[
    str | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help="Write to FILE instead of standard output.", show_default=False
    ),
]


Config = Annotated[
    list[str] | None,
    typer.Option(
        "--config",
        metavar="FILE|KEY=VALUE",
        help="The project's configuration, or a setting that goes before it; may be given several times.  "
        "[env var: CLAIMCHECK_CONFIG; default: claimcheck.toml or pyproject.toml, here or above]",
        show_default=False,
    ),
]
Select = Annotated[
    list[str] | None,
    typer.Option(
        "--select", metavar="RULES", help="Only these rules, with commas between them.", show_default=False
    ),
]
IgnoreRules = Annotated[
    list[str] | None,
    typer.Option(
        "--ignore", metavar="RULES", help="Not these rules, with commas between them.", show_default=False
    ),
]
Statistics = Annotated[
    bool, typer.Option("--statistics", help="Also say how often each rule found something.")
]
ShowSettings = Annotated[
    bool, typer.Option("--show-settings", help="Show the settings in effect, and check nothing.")
]
Watch = Annotated[bool, typer.Option("--watch", help="Check again whenever a file changes, until Ctrl-C.")]


Since = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="REV",
        envvar="CLAIMCHECK_SINCE",
        help="Report only what touches lines changed since a git revision.",
        show_default=False,
    ),
]
Changed = Annotated[
    bool,
    typer.Option(
        "--changed",
        help="The PATHs are what changed: check them against everything that the project reads, and report only what touches them.",
        show_default=False,
    ),
]
BaselineFile = Annotated[
    str | None,
    typer.Option(
        "--baseline",
        metavar="FILE",
        envvar="CLAIMCHECK_BASELINE",
        help="The accepted findings.  [default: claimcheck-baseline.yaml beside the configuration]",
        show_default=False,
    ),
]
Quiet = Annotated[
    bool,
    typer.Option(
        "--quiet", "-q", help="Write nothing where nothing is found, and no summary of what was written."
    ),
]
Verbose = Annotated[
    bool, typer.Option("--verbose", "-v", help="Also write findings of severity info as text.")
]
SCOPES = ("corpus", "document")
THRESHOLDS = ("error", "warning", "info", "never")


def percentage(value: str | None) -> str | None:
    """A callback that accepts a percentage from 0 to 100."""
    if value is not None:
        try:
            number = Decimal(value.strip().removesuffix("%"))
        except InvalidOperation:
            number = Decimal(-1)
        if not 0 <= number <= 100:
            raise typer.BadParameter(f"'{value}' is no percentage from 0 to 100.")
        return str(number)
    return value


def registry_paths(paths: Sequence[str] | None, settings: Settings) -> list[str]:
    """The files and folders of the registry: those that are named, else those of the configuration, else `claims`."""
    from claimcheck.registry import DEFAULT_FOLDER

    if paths or settings.claims:
        return list(paths or settings.claims)
    if (folder := project_place(DEFAULT_FOLDER)) is not None:
        return [folder]
    complain(
        f"no registry was named and there is no folder '{DEFAULT_FOLDER}' here: name its files, for example "
        "`claimcheck verify claims.yaml`, or make one with `claimcheck init`"
    )
    raise typer.Exit(2)


def documents_to_verify(paths: Sequence[str] | None, settings: Settings) -> list[str]:
    """The documents that must not contradict the registry: those that are named, else those of the configuration, else `sources`."""
    if paths or settings.sources:
        return list(paths or settings.sources)
    folder = project_place(DEFAULT_PATH)
    return [folder] if folder is not None else []


def project_place(name: str) -> str | None:
    """A file or folder of this name, which nobody named, here or in the folder of the project around; None where there is none.

    A link of a stranger's may lead anywhere: one that leads out ends the program.
    """
    from claimcheck.settings.finding import around

    here = Path.cwd()
    for folder in dict.fromkeys((here, around(here))):
        place = folder / name
        if not place.exists():
            continue
        shown = name if folder == here else os.path.relpath(place, here)
        if Path(os.path.realpath(place)).is_relative_to(os.path.realpath(folder)):
            return Path(shown).as_posix()
        complain(f"'{shown}' is a link that leads out of here: name what is to be read")
        raise typer.Exit(2)
    return None


def is_quiet(quiet: bool) -> bool:
    """Whether to be quiet, by the option or by the environment."""
    return quiet or os.environ.get("CLAIMCHECK_QUIET", "") not in ("", "0", "false")


def day(value: str | None) -> str | None:
    """A callback that accepts a day such as 2026-11-30."""
    from datetime import date

    if value is not None:
        try:
            date.fromisoformat(value)
        except ValueError:
            raise typer.BadParameter(f"'{value}' is no day such as 2026-11-30.") from None
    return value


def configured(
    config: Sequence[str] | None, *, select: Sequence[str] | None = None, ignore: Sequence[str] | None = None
) -> Settings:
    """The settings of the project, with what the command line says of rules; those that cannot be used end the program with exit code 2."""
    from claimcheck.settings.finding import SettingsError, find_settings

    file, overrides = config_parts(config)
    try:
        settings = find_settings(file=file, overrides=overrides)
    except SettingsError as error:
        complain(str(error))
        raise typer.Exit(2) from None
    if settings.plugins or settings.custom_rules:
        from claimcheck.checks import more_rules
        from claimcheck.plugins import rules_of

        # To the end of the program: what is written knows the rules that were checked.
        _for_good.enter_context(more_rules(rules_of(settings)))
    if not select and not ignore:
        return settings
    from claimcheck.checks import rules

    known = [rule.name for rule in rules()]
    return settings.narrowed(
        known, _rule_names(select, known, "--select"), _rule_names(ignore, known, "--ignore")
    )


def config_parts(config: Sequence[str] | None) -> tuple[str | None, tuple[str, ...]]:
    """The file that `--config` names, and what it sets: "KEY=VALUE"."""
    given = list(config or ())
    overrides = tuple(one for one in given if _SETTING.match(one))
    files = [one for one in given if not _SETTING.match(one)]
    return (files[-1] if files else os.environ.get("CLAIMCHECK_CONFIG") or None), overrides


def _rule_names(given: Sequence[str] | None, known: Sequence[str], option: str) -> list[str]:
    names = [name.strip() for part in given or () for name in part.split(",") if name.strip()]
    for name in names:
        if name not in known:
            raise typer.BadParameter(
                f"there is no rule '{name}'.{did_you_mean(name, known)}", param_hint=f"'{option}'"
            )
    return names


_for_good = ExitStack()


def formats_of(settings: Settings, formats: Mapping[str, Format], name: str) -> Mapping[str, Format]:
    """The formats with those of the project's plugins; a format of a plugin that the project does not name ends the program."""
    if name in formats:
        return formats
    from claimcheck.plugins import load

    known = {**formats, **load(settings.plugins).formats}
    if name not in known:
        complain(f"the format '{name}' belongs to a plugin: name it below `plugins` in the configuration")
        raise typer.Exit(2)
    return known


def choice(names: Iterable[str]) -> Callable[[str | None], str | None]:
    """A callback that accepts one of some names."""
    allowed = list(names)

    def check(value: str | None) -> str | None:
        if value is None or value in allowed:
            return value
        raise typer.BadParameter(
            f"'{value}' is not one of {', '.join(allowed)}.{did_you_mean(value, allowed)}"
        )

    return check


def format_choice(names: Iterable[str]) -> Callable[[str | None], str | None]:
    """A callback that accepts one of some names, or a format of an installed plugin (`formats_of` asks whether the project wants it)."""
    allowed = list(names)
    named = choice(allowed)

    def check(value: str | None) -> str | None:
        if value is not None and value not in allowed:
            from claimcheck.plugins import offered

            if value in offered():
                return value
        return named(value)

    return check


def completion(names: Iterable[str]) -> Callable[[str], list[str]]:
    """A shell completion that offers some names."""
    offered = list(names)

    def complete(incomplete: str) -> list[str]:
        return [name for name in offered if name.startswith(incomplete)]

    return complete


def did_you_mean(name: str, known: Sequence[str]) -> str:
    """ " Did you mean 'json'?", or nothing where no name is close."""
    from difflib import get_close_matches

    close = get_close_matches(name, known, n=1)
    return f" Did you mean '{close[0]}'?" if close else ""


def complain(message: str) -> None:
    """Say something to the person at the terminal."""
    from claimcheck.report.commands import without_commands
    from claimcheck.wording import visible

    with suppress(OSError, ValueError, AttributeError):  # where nobody can be told, the exit code has to do
        typer.echo(without_commands(f"claimcheck: {visible(message)}"), err=True)


def inputs(
    paths: Sequence[str] | None, *, draft: str | None = None, sources: Sequence[str] = ()
) -> list[str]:
    """The paths to read: those that were named, else those of the configuration, else `sources`, if there is such a thing."""
    if paths or sources:
        return list(paths or sources)
    if (folder := project_place(DEFAULT_PATH)) is not None:
        return [folder]
    example = "claimcheck check article.md notes/"
    if draft is not None:
        example = f"claimcheck check notes/ --draft {draft}"
    complain(
        f"no PATH was given and there is no folder '{DEFAULT_PATH}' here: name the files or folders to read, "
        f"for example: {example}"
    )
    raise typer.Exit(2)


def everything(settings: Settings) -> list[str]:
    """All that the project reads: what its configuration names, else `sources`, if there is such a thing; else nothing."""
    if settings.sources:
        return list(settings.sources)
    folder = project_place(DEFAULT_PATH)
    return [folder] if folder is not None else []


def standard_input(paths: Iterable[str | None]) -> bytes | None:
    """What stands on standard input, if one of the paths is `-`."""
    if STDIN not in paths:
        return None
    if sys.stdin.isatty():
        complain("reading from the terminal; end with Ctrl-D")
    return sys.stdin.buffer.read()


def output_file(value: str | None) -> Path | None:
    """The file to write, None for standard output; a folder is refused before any work is done."""
    if value is None or value == STDIN:
        return None
    file = Path(value)
    if not value or file.is_dir() or value.endswith("/"):
        raise typer.BadParameter(f"'{value}' is a folder: name a file in it.", param_hint="'--output' / '-o'")
    return file


Draft = Annotated[
    str | None,
    typer.Option(
        metavar="FILE",
        help="A text about to be published; the other documents are its sources.",
        show_default=False,
    ),
]
Scope = Annotated[
    str | None,
    typer.Option(
        metavar="|".join(SCOPES),
        envvar="CLAIMCHECK_SCOPE",
        callback=choice(SCOPES),
        autocompletion=completion(SCOPES),
        help="Compare within and across all documents, or look at each alone.  [default: corpus]",
        show_default=False,
    ),
]
FailOn = Annotated[
    str | None,
    typer.Option(
        metavar="|".join(THRESHOLDS),
        envvar="CLAIMCHECK_FAIL_ON",
        callback=choice(THRESHOLDS),
        autocompletion=completion(THRESHOLDS),
        help="From which severity on a finding makes the exit status 1.  [default: error]",
        show_default=False,
    ),
]


def format_option(
    names: Iterable[str],
    help: str,
    *,
    envvar: str | None = "CLAIMCHECK_FORMAT",
    of_plugins: bool = False,
) -> OptionInfo:
    """The option --format of a command that writes some formats; `of_plugins`: and those of plugins, by `formats_of`."""
    known = tuple(names)
    return cast(
        OptionInfo,
        typer.Option(
            metavar="|".join(known),
            envvar=envvar,
            callback=format_choice(known) if of_plugins else choice(known),
            autocompletion=completion(known),
            help=help,
        ),
    )
