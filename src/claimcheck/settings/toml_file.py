"""Parsing and checking a configuration file; loaded only where there is one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from claimcheck.model import Severity
from claimcheck.settings.finding import SettingsError, is_inside, project_folder
from claimcheck.settings.model import ADDRESS as MODEL_ADDRESS
from claimcheck.settings.model import DEFAULT, CustomRule, ModelSettings, PathRules, Selector, Settings
from claimcheck.toml import load_toml

_MANY = 200
"""Entries of a list."""
_MOST = 2_000
"""Entries of a table."""
_FACTOR = r"[^\W\d]\w{0,59}(?:(?:\*\*|\^)-?[1-4])?"
_UNITS = rf"{_FACTOR}(?:\s*[*/ ]\s*{_FACTOR}){{0,7}}"
_NUMBER = r"\d{1,20}(?:\.\d{1,20})?(?:[eE][+-]?\d{1,2})?"
_DEFINITION = re.compile(rf"\s*(?:{_NUMBER}(?:(?:\s+|\s*\*\s*){_UNITS})?|{_UNITS})\s*")
"""A number and units with small powers: Pint would work out any sum, and 9**9**9 takes forever."""
_MOST_WILDCARDS = 12
_MOST_DIGITS = 30


def _plain_definition(text: str) -> str:
    if not text.strip() or _DEFINITION.fullmatch(text) is None:
        raise ValueError("write a number and units, such as “25 wafer” or “4 kilowatt * hour”")
    return text


def _few_wildcards(text: str) -> str:
    if sum(map(text.count, "*?[")) > _MOST_WILDCARDS:
        raise ValueError(f"a pattern may have {_MOST_WILDCARDS} wildcards")
    return text


def _short(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    if len(value.as_tuple().digits) > _MOST_DIGITS or abs(int(exponent)) > _MOST_DIGITS:
        raise ValueError(f"a number may have {_MOST_DIGITS} digits")
    return value


_Level = Literal["off", "info", "warning", "error"]
_Measured = Literal["money", "percent", "count", "time", "measure", "any"]
_Share = Annotated[Decimal, Field(ge=0, le=Decimal("0.5")), AfterValidator(_short)]
_ADDRESS = r"^(?:https?|file|vscode|vscode-insiders|vscodium|cursor|zed|idea|jetbrains|pycharm|subl|txmt|emacs|nvim)://"
"""Schemes that open a page or an editor."""
_Name = Annotated[str, Field(min_length=1, max_length=120, pattern=r"^[^|\n]+$")]
_Path = Annotated[str, Field(min_length=1, max_length=400, pattern=r"^[^\n\x00]+$")]
_Pattern = Annotated[
    str, Field(min_length=1, max_length=200, pattern=r"^[^\n\x00]+$"), AfterValidator(_few_wildcards)
]
_Definition = Annotated[
    str, Field(min_length=1, max_length=120, pattern=r"^[^|\n]+$"), AfterValidator(_plain_definition)
]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True, frozen=True)


class Tolerances(_Part):
    """How much room words and rounding leave."""

    zeros: _Share | None = Field(
        None, description="Share of a value that its trailing zeros may stand for at most."
    )
    about: _Share | None = Field(None, description="How far “about” reaches, as a share of the value.")
    nearly: _Share | None = Field(None, description="How far below a figure “nearly” reaches.")
    fraction: _Share | None = Field(None, description="How far a share in words (“a third”) reaches.")
    exact_count_below: Annotated[int, Field(ge=0, le=100_000)] | None = Field(
        None, alias="exact-count-below", description="Counts of things below this are exact."
    )


class Unit(_Part):
    """A unit of the project's own."""

    words: list[_Name] = Field(max_length=_MANY, description="Names as they stand in texts, in the singular.")
    symbols: list[_Name] = Field(
        default_factory=list, max_length=_MANY, description="Symbols; capitals count."
    )
    definition: _Definition | None = Field(
        None, description="What one is in other units, as Pint writes it: “25 wafer”."
    )


class Metric(_Part):
    """A metric of the project's own, or more words for a known one."""

    synonyms: list[_Name] = Field(default_factory=list, max_length=_MANY, description="Other words for it.")
    measured_in: list[_Measured] = Field(
        ["any"], max_length=_MANY, alias="measured-in", description="What its numbers are."
    )


class Rate(_Part):
    """An exchange rate, for comparing amounts in two currencies."""

    from_: Annotated[
        str, Field(alias="from", pattern=r"^[A-Z]{3}$", description="ISO code of the one currency.")
    ]
    to: Annotated[str, Field(pattern=r"^[A-Z]{3}$", description="ISO code of the other.")]
    rate: Annotated[
        Decimal, AfterValidator(_short), Field(gt=0, description="How many of the other one of the first is.")
    ]
    date: Annotated[date, Field(description="The day of the rate.")]
    spread: _Share = Field(
        Decimal("0.05"), description="How far the rate may be off for the amounts compared, as a share."
    )


class Report(_Part):
    """The HTML report."""

    link: Annotated[str, Field(max_length=400, pattern=_ADDRESS)] | None = Field(
        None,
        description="Address that opens a file at a place, with {path}, {absolute}, {line} and {column}: “vscode://file/{absolute}:{line}:{column}”.",
    )


class Model(_Part):
    """The language model that `claimcheck judge --model` asks; nothing else ever does."""

    base_url: Annotated[str, Field(max_length=400, pattern=MODEL_ADDRESS)] = Field(
        DEFAULT.model.base_url, description="Address of an OpenAI-compatible server."
    )
    name: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f]+$")] | None = Field(
        None, description="Name of the model, where `--model` gives none."
    )
    api_key_env: Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")] | None = Field(
        None, description="Variable of the environment that holds the key, if the server wants one."
    )
    timeout: Annotated[float, Field(gt=0, le=3600)] = Field(
        DEFAULT.model.timeout, description="Seconds to wait for one answer."
    )
    max_questions: Annotated[int, Field(ge=1, le=100_000)] = Field(
        DEFAULT.model.max_questions, description="Questions asked in one run at most."
    )
    per_request: Annotated[int, Field(ge=1, le=50)] = Field(
        DEFAULT.model.per_request, description="Questions in one request."
    )


class PathPart(_Part):
    """Rules for some files only."""

    pattern: _Pattern = Field(description="Which files, as in `ignore`.")
    rules: dict[str, _Level] = Field(description="As in `[rules]`.")


class Selected(_Part):
    """Which numbers are meant: those for which all holds that is given."""

    metric: _Name | None = Field(
        None, description="Words that stand in what is measured, or the name of a metric."
    )
    subject: _Name | None = Field(None, description="Words that stand in the name of whom it is said of.")
    words: list[_Name] = Field(
        default_factory=list, max_length=_MANY, description="Words that stand in the sentence or row."
    )
    unit: _Name | None = Field(
        None,
        description="A unit as `claimcheck extract` shows it, or a sort: money, percent, count, time, measure.",
    )

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not (self.metric or self.subject or self.words):
            raise ValueError("say which numbers are meant: metric, subject or words")
        return self


class Custom(_Part):
    """A rule of your own."""

    extends: Literal["bound", "unit", "total", "ratio"] = Field(
        description="What it checks: that a number keeps its bounds, stands in certain units, is the total of others, or is the quotient of two."
    )
    of: Selected = Field(description="The number that is checked.")
    severity: Literal["info", "warning", "error"] = Field("warning", description="Of its findings.")
    message: Annotated[str, Field(min_length=1, max_length=400, pattern=r"^[^\x00-\x1f]+$")] | None = Field(
        None, description="What is told instead of our own words."
    )
    summary: Annotated[str, Field(min_length=1, max_length=400, pattern=r"^[^\x00-\x1f]+$")] | None = Field(
        None, description="One sentence for `claimcheck explain`."
    )
    min: Annotated[Decimal, AfterValidator(_short)] | None = Field(
        None, description="For a bound: the least that the number may be."
    )
    max: Annotated[Decimal, AfterValidator(_short)] | None = Field(
        None, description="For a bound: the most that the number may be."
    )
    unit: _Name | None = Field(
        None, description="For a bound: the unit of its ends; numbers in others are converted."
    )
    units: list[_Name] = Field(
        default_factory=list, max_length=_MANY, description="For a unit: those that are allowed."
    )
    parts: list[Selected] = Field(
        default_factory=list, max_length=20, description="For a total: what it is made of."
    )
    over: Selected | None = Field(None, description="For a ratio: what is divided.")
    under: Selected | None = Field(None, description="For a ratio: by what.")

    @model_validator(mode="after")
    def _whole(self) -> Self:
        given = {
            "bound": self.min is not None or self.max is not None,
            "unit": bool(self.units),
            "total": len(self.parts) >= 2,
            "ratio": self.over is not None and self.under is not None,
        }
        needs = {
            "bound": "min or max",
            "unit": "units",
            "total": "two parts or more",
            "ratio": "over and under",
        }
        if not given[self.extends]:
            raise ValueError(f"a rule that extends {self.extends} needs {needs[self.extends]}")
        if others := [kind for kind, there in given.items() if there and kind != self.extends]:
            raise ValueError(f"{needs[others[0]]} belongs to rules that extend {others[0]}")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError("min is above max")
        return self


class Configuration(_Part):
    """What may stand in `claimcheck.toml`, or below `[tool.claimcheck]` in `pyproject.toml`."""

    sources: list[_Path] = Field(
        default_factory=list,
        max_length=_MANY,
        description="Files and folders that are read where none is named.",
    )
    claims: list[_Path] = Field(
        default_factory=list,
        max_length=_MANY,
        description="Files and folders of the registry, for `verify`.  [default: claims]",
    )
    baseline: _Path | None = Field(
        None, description="File of accepted findings.  [default: claimcheck-baseline.yaml]"
    )
    scope: Literal["corpus", "document"] = Field(
        "corpus", description="Compare across all documents, or within each alone."
    )
    language: Literal["auto", "en", "de"] = Field(
        "auto",
        description="The language of all documents; by default each document's own is told from its words.",
    )
    fail_on: Literal["error", "warning", "info", "never"] = Field(
        "error", alias="fail-on", description="From which severity on a finding makes the exit status 1."
    )
    ignore: list[_Pattern] = Field(
        default_factory=list,
        max_length=_MANY,
        description="Files that are left out of folders: “archive/**”, “*.tmp.md”.",
    )
    rules: dict[str, _Level] = Field(
        default_factory=dict, description="Severity of a rule's certain findings, or “off”."
    )
    paths: list[PathPart] = Field(
        default_factory=list, max_length=_MANY, description="Rules for some files only."
    )
    report: Report = Field(default_factory=lambda: Report.model_validate({}), description="The HTML report.")
    model: Model = Field(
        default_factory=lambda: Model.model_validate({}),
        description="The model of `claimcheck judge --model`.",
    )
    tolerances: Tolerances = Field(
        default_factory=lambda: Tolerances.model_validate({}), description="Room for words and rounding."
    )
    units: dict[_Name, Unit] = Field(
        default_factory=dict, max_length=_MOST, description="Units of your own, by name."
    )
    metrics: dict[_Name, Metric | Annotated[list[_Name], Field(max_length=_MANY)]] = Field(
        default_factory=dict, max_length=_MOST, description="Metrics by name, with their synonyms."
    )
    aliases: dict[_Name, Annotated[list[_Name], Field(max_length=_MANY)]] = Field(
        default_factory=dict, max_length=_MOST, description="Names with the other names for the same."
    )
    plugins: list[_Name] = Field(
        default_factory=list, max_length=_MANY, description="Installed plugins that are loaded, by name."
    )
    custom_rules: dict[
        Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$", max_length=60)], Custom
    ] = Field(
        default_factory=dict,
        max_length=_MANY,
        alias="custom-rules",
        description="Rules of your own, by name.",
    )
    rates: list[Rate] = Field(
        default_factory=list,
        max_length=_MANY,
        description="Exchange rates; currencies convert by these only.",
    )


def parse(path: Path, data: bytes, overrides: Sequence[str] = ()) -> Settings:
    """The settings of a file; the defaults for a `pyproject.toml` without a part of ours.

    `overrides`: "KEY=VALUE" of the command line, which go before what the file says. Raises SettingsError, naming file, line and
    key.
    """
    try:
        text = data.decode("utf-8-sig")
        tree: dict[str, Any] = load_toml(text)
    except UnicodeDecodeError:
        raise SettingsError(f"{path}: not UTF-8 text") from None
    except ValueError as error:
        raise SettingsError(f"{path}: {error}") from None
    ours: tuple[str, ...] = ()
    if path.name == "pyproject.toml":
        tree = tree.get("tool", {}).get("claimcheck")
        if tree is None:
            if not overrides:
                return DEFAULT
            tree = {}
        ours = ("tool", "claimcheck")
    return _of_tree(path, text, ours, _overridden(tree, overrides))


def of_overrides(overrides: Sequence[str]) -> Settings:
    """The settings that the command line gives where there is no configuration. Raises SettingsError."""
    found = _of_tree(Path("--config"), "", (), _overridden({}, overrides))
    return replace(found, file=None)


def _overridden(tree: dict[str, Any], overrides: Sequence[str]) -> dict[str, Any]:
    """The tree with "KEY=VALUE" set in it: keys with dots, values as in TOML, or plain words."""
    for given in overrides:
        key, _, value = given.partition("=")
        keys = _pieces(key)
        try:
            read = load_toml(f"value = {value}")["value"]
        except ValueError:
            read = value.strip()
        at = tree
        for name in keys[:-1]:
            below = at.setdefault(name, {})
            if not isinstance(below, dict):
                raise SettingsError(f"--config {given}: '{name}' is no table")
            at = below
        at[keys[-1]] = read
    return tree


def _of_tree(path: Path, text: str, ours: tuple[str, ...], tree: dict[str, Any]) -> Settings:
    try:
        configuration = Configuration.model_validate(tree)
    except ValidationError as error:
        raise SettingsError(_told(path, text, ours, error)) from None
    _check_rules(path, text, ours, configuration)
    _check_paths(path, text, ours, configuration)
    settings = _settings(path, configuration)
    _check_units(path, text, ours, configuration, settings)
    return settings


def _settings(path: Path, given: Configuration) -> Settings:
    lexicon: dict[str, list[list[str]]] = {
        "tolerances": [
            [name.replace("_", "-"), str(value), "set by the project"]
            for name, value in given.tolerances
            if value is not None
        ],
        "units": [
            [_unit_name(name), " ".join(unit.symbols), ", ".join(unit.words), ""]
            for name, unit in given.units.items()
        ],
        "unit_definitions": [
            [f"{_unit_name(name)} = {unit.definition or f'[{_unit_name(name)}]'}"]
            for name, unit in given.units.items()
        ],
        "metric_concepts": [_metric_row(name, metric) for name, metric in given.metrics.items()],
        "aliases": [[alias, name] for name, others in given.aliases.items() for alias in (*others, name)],
        "language": [[given.language]] if given.language != "auto" else [],
        "exchange_rates": [[rate.from_, rate.to, str(rate.rate), str(rate.spread)] for rate in given.rates],
    }
    return Settings(
        str(path),
        tuple(_beside(path, source) for source in given.sources),
        tuple(_beside(path, source) for source in given.claims),
        _beside(path, given.baseline) if given.baseline is not None else None,
        given.scope,
        given.fail_on,
        given.report.link,
        tuple(given.ignore),
        _levels(given.rules),
        tuple(PathRules(part.pattern, _levels(part.rules)) for part in given.paths),
        {name: rows for name, rows in lexicon.items() if rows},
        ModelSettings(**given.model.model_dump()),
        tuple(given.plugins),
        tuple(_custom(name, rule) for name, rule in given.custom_rules.items()),
    )


def _custom(name: str, rule: Custom) -> CustomRule:
    named = (rule.of, *rule.parts, *([rule.over, rule.under] if rule.over and rule.under else ()))
    of, *parts = (Selector(one.metric, one.subject, tuple(one.words), one.unit) for one in named)
    return CustomRule(
        name,
        rule.extends,
        of,
        Severity(rule.severity),
        rule.message,
        rule.summary,
        rule.min,
        rule.max,
        rule.unit,
        tuple(rule.units),
        tuple(parts),
    )


def _beside(path: Path, name: str) -> str:
    """A path of the configuration as seen from the current folder."""
    return name if path.parent in (Path.cwd(), Path()) else str(path.parent / name)


def _unit_name(name: str) -> str:
    return re.sub(r"\W+", "_", name.strip().lower())


def _metric_row(name: str, metric: Metric | list[str]) -> list[str]:
    synonyms = metric.synonyms if isinstance(metric, Metric) else metric
    measured = metric.measured_in if isinstance(metric, Metric) else ["any"]
    return [name.lower(), ", ".join(word.lower() for word in synonyms), " ".join(measured)]


def _levels(rules: dict[str, _Level]) -> dict[str, Severity | None]:
    return {name: None if level == "off" else Severity(level) for name, level in rules.items()}


def _check_rules(path: Path, text: str, ours: tuple[str, ...], given: Configuration) -> None:
    from claimcheck.checks import built_in
    from claimcheck.plugins import PluginError, load

    ours_already = {rule.name for rule in built_in()}
    try:
        added = [rule.name for rule in load(tuple(given.plugins)).rules]
    except PluginError as error:
        line = _line_of(text, (*ours, "plugins"))
        raise SettingsError(f"{path}{f':{line}' if line else ''}: {error}") from None
    for name in given.custom_rules:
        if name in ours_already or name in added:
            line = _line_of(text, (*ours, "custom-rules", name))
            raise SettingsError(f"{path}{f':{line}' if line else ''}: there is a rule '{name}' already")
    known = [*(rule.name for rule in built_in()), *added, *given.custom_rules]
    places: list[tuple[tuple[str, ...], str]] = [(("rules", name), name) for name in given.rules]
    places += [(("paths", "rules", name), name) for part in given.paths for name in part.rules]
    for place, name in places:
        if name not in known:
            line = _line_of(text, (*ours, *place))
            raise SettingsError(
                f"{path}{f':{line}' if line else ''}: there is no rule '{name}'.{_near(name, known)}"
            )


def _check_paths(path: Path, text: str, ours: tuple[str, ...], given: Configuration) -> None:
    """A configuration may be a stranger's: what it names is read, and decisions are written there."""
    named = [("sources", name) for name in given.sources] + [("claims", name) for name in given.claims]
    if given.baseline is not None:
        named.append(("baseline", given.baseline))
    root = project_folder(path)
    for key, name in named:
        if name == "-" or not is_inside(root, path.parent / name):
            line = _line_of(text, (*ours, key))
            raise SettingsError(
                f"{path}{f':{line}' if line else ''}: {key}: '{name}' lies outside of the project"
            )


def _check_units(
    path: Path, text: str, ours: tuple[str, ...], given: Configuration, settings: Settings
) -> None:
    """A definition that nobody can work with is refused here, and not when the first text uses the unit."""
    defined = {name: unit for name, unit in given.units.items() if unit.definition is not None}
    if not defined:
        return
    from claimcheck.data import extended
    from claimcheck.quantities.units import fault_of

    with extended(settings.lexicon):
        faults = {name: fault for name in defined if (fault := fault_of(_unit_name(name))) is not None}
    for name, fault in faults.items():
        line = _line_of(text, (*ours, "units", name))
        raise SettingsError(
            f"{path}{f':{line}' if line else ''}: units.{name}: “{defined[name].definition}” cannot be worked out: {fault}"
        )


def _told(path: Path, text: str, ours: tuple[str, ...], error: ValidationError) -> str:
    """The first fault in one line: file, line, key, and what is wrong with it."""
    fault = error.errors()[0]
    keys = tuple(
        str(part)
        for part in fault["loc"]
        if isinstance(part, str) and not part.startswith(("list[", "Metric", "constrained"))
    )
    line = _line_of(text, (*ours, *keys))
    where = f"{path}{f':{line}' if line else ''}"
    if fault["type"] == "extra_forbidden":
        known = _keys_at(keys[:-1])
        return f"{where}: there is no key '{'.'.join(keys)}'.{_near(keys[-1], known)}"
    message = _in_our_words(fault)
    return f"{where}: {'.'.join(keys)}: {message[:1].lower()}{message[1:]}"


_MESSAGES = {
    "string_type": "must be text in quotation marks",
    "list_type": "must be a list: [ … ]",
    "dict_type": "must be a table",
    "model_type": "must be a table",
    "model_attributes_type": "must be a table",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "decimal_type": "must be a number",
    "decimal_parsing": "must be a number",
    "finite_number": "must be a number that ends",
    "bool_type": "must be true or false",
    "date_type": "must be a day such as 2026-11-30",
    "date_parsing": "must be a day such as 2026-11-30",
    "date_from_datetime_parsing": "must be a day such as 2026-11-30",
    "missing": "is missing",
    "string_too_short": "must not be empty",
}
"""What is wrong, for those kinds of faults that need no more words."""


def _in_our_words(fault: Mapping[str, Any]) -> str:
    """What is wrong with a value, for a person who has never heard of the library that found out."""
    kind, context = str(fault["type"]), fault.get("ctx", {})
    if kind in _MESSAGES:
        return _MESSAGES[kind]
    if kind == "literal_error":
        return f"must be one of {str(context.get('expected', '')).replace(chr(39), '').replace(' or ', ', ')}"
    if kind in ("string_too_long", "too_long"):
        return f"is too long: at most {context.get('max_length')}"
    if kind == "string_pattern_mismatch":
        return "has a form that cannot be used here"
    bounds = {
        "greater_than": ("gt", "more than"), "greater_than_equal": ("ge", "at least"),
        "less_than": ("lt", "less than"), "less_than_equal": ("le", "at most"),
    }  # fmt: skip
    if kind in bounds:
        name, words = bounds[kind]
        return f"must be {words} {context.get(name)}"
    return str(fault["msg"]).removeprefix("Value error, ")


def _keys_at(place: Sequence[str]) -> list[str]:
    parts: dict[str, type[_Part]] = {
        "": Configuration, "tolerances": Tolerances, "units": Unit, "metrics": Metric, "rates": Rate, "paths": PathPart, "report": Report,
    }  # fmt: skip
    model = parts.get(place[0] if place else "", Configuration)
    return [info.alias or name for name, info in model.model_fields.items()]


def _near(name: str, known: Sequence[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, known, n=1)
    return f" Did you mean '{close[0]}'?" if close else ""


_TABLE = re.compile(r"^\s*\[\[?([^\]]+)\]\]?")
_KEY = re.compile(r"^\s*((?:[\w-]+|\"[^\"]*\"|'[^']*')(?:\s*\.\s*(?:[\w-]+|\"[^\"]*\"|'[^']*'))*)\s*=")
_PIECE = re.compile(r"[\w-]+|\"[^\"]*\"|'[^']*'")


def _line_of(text: str, keys: Sequence[str]) -> int | None:
    """The line where a key is set, or the nearest table above it; None where neither can be told.

    The parser of the standard library keeps no places.
    """
    table: tuple[str, ...] = ()
    best: tuple[int, int] | None = None
    wanted = tuple(key for key in keys if not key.isdigit())
    for number, line in enumerate(text.splitlines(), 1):
        header = _TABLE.match(line)
        if header is not None:
            table = _pieces(header.group(1))
            path = table
        elif (key := _KEY.match(line)) is not None:
            path = (*table, *_pieces(key.group(1)))
        else:
            continue
        shared = len(path) if path == wanted[: len(path)] else 0
        if shared and (best is None or shared > best[0]):
            best = (shared, number)
    return best[1] if best else None


def _pieces(dotted: str) -> tuple[str, ...]:
    return tuple(piece.strip("\"'") for piece in _PIECE.findall(dotted))


def schema() -> dict[str, Any]:
    """The JSON Schema of the configuration, for editors."""
    return Configuration.model_json_schema(by_alias=True)
