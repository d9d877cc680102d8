"""The settings of a run: frozen, with a default for everything."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from claimcheck.model import Severity
from claimcheck.settings.globs import fits


@dataclass(frozen=True, slots=True)
class PathRules:
    """What is set otherwise for some files."""

    pattern: str
    """As in `ignore`."""
    rules: Mapping[str, Severity | None]
    """None switches a rule off."""


ADDRESS = r"^https?://[^\s/?#@]+(?:/[^\s?#@]*)?$"
"""Of a server: no name or password, nothing behind the path."""


def is_address(text: str) -> bool:
    """Whether a text is the address of a server."""
    return len(text) <= 400 and re.match(ADDRESS, text) is not None


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """The language model that `judge --model` asks."""

    base_url: str = "http://localhost:11434/v1"
    """Of an OpenAI-compatible server; by default one on this machine."""
    name: str | None = None
    api_key_env: str | None = None
    """Variable of the environment that the key stands in; None where none is needed."""
    timeout: float = 120.0
    """Seconds to wait for one answer."""
    max_questions: int = 200
    """Asked in one run at most."""
    per_request: int = 4
    """Questions in one request."""


@dataclass(frozen=True, slots=True)
class Selector:
    """Which numbers a rule of the project's own speaks of: those for which all holds that is given."""

    metric: str | None = None
    """Words that must all stand in what is measured, or the name of a known metric."""
    subject: str | None = None
    """Words that must all stand in the name of whom it is said of."""
    words: tuple[str, ...] = ()
    """Words that must all stand in the sentence or row."""
    unit: str | None = None
    """A unit as in the JSON output, or a sort of unit: money, percent, count, time, measure."""


@dataclass(frozen=True, slots=True)
class CustomRule:
    """A rule of the project's own, as data on one of four engines."""

    name: str
    extends: str
    """bound, unit, total or ratio."""
    of: Selector
    """The number that is checked: for a total the whole, for a ratio the quotient."""
    severity: Severity = Severity.WARNING
    message: str | None = None
    summary: str | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    """For a bound: what the number may be, ends included."""
    unit: str | None = None
    """For a bound: the unit of its ends."""
    units: tuple[str, ...] = ()
    """For a unit: those that are allowed."""
    parts: tuple[Selector, ...] = ()
    """For a total: its parts. For a ratio: what is divided, and by what."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a project decides for itself."""

    file: str | None = None
    """Where it stands; None where there is no configuration."""
    sources: tuple[str, ...] = ()
    """What is read where no path is named."""
    claims: tuple[str, ...] = ()
    """Files and folders of the registry."""
    baseline: str | None = None
    """The baseline, where it is not `claimcheck-baseline.yaml` beside the configuration."""
    scope: str = "corpus"
    fail_on: str = "error"
    report_link: str | None = None
    """Template for links from the HTML report to a place in a file."""
    ignore: tuple[str, ...] = ()
    """Patterns of files that are left out of folders, as in `.gitignore`."""
    rules: Mapping[str, Severity | None] = field(default_factory=dict)
    """The highest severity of a rule's findings; None switches it off. A rule not named keeps its own."""
    paths: tuple[PathRules, ...] = ()
    lexicon: Mapping[str, Sequence[Sequence[str]]] = field(default_factory=dict)
    """Rows that are added to lexicons: units, metrics, aliases, tolerances, exchange rates."""
    model: ModelSettings = ModelSettings()
    plugins: tuple[str, ...] = ()
    """Names of the plugins that are loaded."""
    custom_rules: tuple[CustomRule, ...] = ()
    """Rules that the project writes down as data."""

    def ignores(self, path: str) -> bool:
        """Whether a file found below a folder is left out."""
        return bool(self.ignore) and any(fits(self._seen(path), pattern) for pattern in self.ignore)

    def _seen(self, path: str) -> str:
        """A path as seen from the folder of the configuration; as it is, where it lies elsewhere."""
        folder = os.path.dirname(os.path.abspath(self.file)) if self.file is not None else os.getcwd()  # noqa: PTH100, PTH109, PTH120
        whole = os.path.abspath(path)  # noqa: PTH100
        inside = whole.startswith(folder.rstrip(os.sep) + os.sep)
        return whole[len(folder.rstrip(os.sep)) + 1 :].replace(os.sep, "/") if inside else path

    def narrowed(self, known: Sequence[str], select: Sequence[str], ignore: Sequence[str]) -> Settings:
        """These settings with only the selected rules of those known, and none of the ignored ones; no selection selects all."""
        off = {name for name in known if (select and name not in select) or name in ignore}
        kept = {name: level for name, level in self.rules.items() if level is not None or name not in select}
        paths = tuple(
            PathRules(part.pattern, {name: level for name, level in part.rules.items() if name not in off})
            for part in self.paths
        )
        return replace(self, rules={**kept, **dict.fromkeys(off)}, paths=paths)

    def severity(
        self, rule: str, path: str, found: Severity, certain: Severity = Severity.ERROR
    ) -> Severity | None:
        """The severity of a finding in a file under these settings; None where it is not reported.

        A rule that is set to a severity gives certain findings that one; less certain ones stay below it as they were. `certain`: the
        severity that the rule itself gives what is certain.
        """
        chosen = self.rules
        seen = self._seen(path) if self.paths else path
        for entry in self.paths:
            if fits(seen, entry.pattern):
                chosen = {**chosen, **entry.rules}
        if rule not in chosen:
            return found
        wanted = chosen[rule]
        if wanted is None:
            return None
        lost = max(certain.rank - found.rank, 0)
        return next((s for s in Severity if s.rank == max(wanted.rank - lost, Severity.INFO.rank)), wanted)


DEFAULT = Settings()
