"""Plugins: rules, readers, output formats and judges of other projects, found by entry points and loaded only where the configuration names them.

A project that offers some names them in its `pyproject.toml`, each group by what is in it:

    claimcheck.rules     a `claimcheck.checks.rule.Rule`
    claimcheck.readers   a `claimcheck.documents.reader.Reader` or `FileReader`
    claimcheck.claim_readers   a `claimcheck.readers.interface.ClaimReader`
    claimcheck.formats   a `claimcheck.report.Format`
    claimcheck.judges    a function without arguments that gives a `claimcheck.judges.interface.Judge`

`plugins = ["name"]` in the configuration loads what has that name, in whichever groups.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from claimcheck.data import extended

if TYPE_CHECKING:
    from claimcheck.checks.rule import Rule
    from claimcheck.documents.reader import FileReader, Reader
    from claimcheck.judges.interface import Judge
    from claimcheck.readers.interface import ClaimReader
    from claimcheck.report import Format
    from claimcheck.settings.model import Settings

GROUPS = ("rules", "readers", "claim_readers", "formats", "judges")


class PluginError(Exception):
    """A plugin that is not there or cannot be used; the text says which and why."""


@dataclass(frozen=True, slots=True)
class Plugins:
    """What the named plugins bring."""

    rules: tuple[Rule, ...] = ()
    readers: tuple[Reader | FileReader, ...] = ()
    formats: dict[str, Format] = field(default_factory=dict)
    judges: dict[str, Callable[[], Judge]] = field(default_factory=dict)
    claim_readers: tuple[ClaimReader, ...] = ()


NONE = Plugins()


@cache
def load(names: tuple[str, ...]) -> Plugins:
    """The plugins of these names. Raises PluginError."""
    if not names:
        return NONE
    found: dict[str, list[tuple[str, Any]]] = {group: [] for group in GROUPS}
    for name in names:
        entries = [(group, entry) for group in GROUPS for entry in _entries(group) if entry.name == name]
        if not entries:
            known = ", ".join(sorted(offered())) or "none"
            raise PluginError(f"no plugin '{name}' is installed here (there are: {known})")
        for group, entry in entries:
            try:
                value = entry.load()
            except Exception as error:
                raise PluginError(
                    f"plugin '{name}' cannot be loaded ({type(error).__name__}: {error})"
                ) from error
            if not _fits(group, value):
                raise PluginError(f"plugin '{name}' has no {group[:-1]} at {entry.value}")
            found[group].append((name, value))
    rules = tuple(rule for _, rule in found["rules"])
    for rule in rules:
        if rule.name in _built_in():
            raise PluginError(f"a plugin brings a rule '{rule.name}', which claimcheck has already")
    return Plugins(
        rules,
        tuple(reader for _, reader in found["readers"]),
        dict(found["formats"]),
        dict(found["judges"]),
        tuple(reader for _, reader in found["claim_readers"]),
    )


def offered() -> frozenset[str]:
    """The names of all plugins that are installed; none is loaded for it."""
    return frozenset(entry.name for group in GROUPS for entry in _entries(group))


def _entries(group: str) -> Sequence[Any]:
    from importlib.metadata import entry_points

    return tuple(entry_points(group=f"claimcheck.{group}"))


def _fits(group: str, value: object) -> bool:
    from claimcheck.checks.rule import Rule
    from claimcheck.documents.reader import FileReader, Reader
    from claimcheck.readers.interface import ClaimReader
    from claimcheck.report import Format

    kinds: dict[str, tuple[type, ...]] = {
        "rules": (Rule,),
        "readers": (Reader, FileReader),
        "claim_readers": (ClaimReader,),
        "formats": (Format,),
    }
    return isinstance(value, kinds[group]) if group in kinds else callable(value)


def _built_in() -> frozenset[str]:
    from claimcheck.checks import built_in

    return frozenset(rule.name for rule in built_in())


def rules_of(settings: Settings) -> tuple[Rule, ...]:
    """The rules that a project adds: those of its plugins and those that its configuration writes down."""
    if not settings.plugins and not settings.custom_rules:
        return ()
    from claimcheck.checks.custom import rule_of

    return (*load(settings.plugins).rules, *(rule_of(custom) for custom in settings.custom_rules))


@contextmanager
def in_force(settings: Settings, readers: Sequence[Reader | FileReader] = ()) -> Iterator[None]:
    """Lets the lexicon, the plugins and the rules of a project count for a while; one run at a time. Raises PluginError."""
    with extended(settings.lexicon):
        if not settings.plugins and not settings.custom_rules and not readers:
            yield
            return
        from claimcheck.checks import more_rules
        from claimcheck.documents.formats import more_readers
        from claimcheck.readers import more_claim_readers

        plugins = load(settings.plugins)
        further = (*readers, *plugins.readers)
        with (
            more_rules(rules_of(settings)),
            more_readers(further),
            more_claim_readers(plugins.claim_readers),
        ):
            yield
