"""The settings in effect, written as a configuration would say them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from claimcheck.model import Severity
from claimcheck.settings.model import Settings


def settings_text(settings: Settings) -> str:
    """All settings as TOML, what is as it always is among them; rows that a project adds to lexicons are counted only."""
    return "\n".join(_lines(settings)) + "\n"


def _lines(settings: Settings) -> Iterator[str]:
    yield f"# {settings.file or 'no configuration; everything as by default or by the command line'}"
    yield f"sources = {_list(settings.sources)}"
    yield f"claims = {_list(settings.claims)}"
    if settings.baseline is not None:
        yield f"baseline = {json.dumps(settings.baseline)}"
    yield f"scope = {json.dumps(settings.scope)}"
    yield f"fail-on = {json.dumps(settings.fail_on)}"
    yield f"ignore = {_list(settings.ignore)}"
    if settings.rules:
        yield ""
        yield "[rules]"
        yield from _levels(settings.rules)
    for part in settings.paths:
        yield ""
        yield "[[paths]]"
        yield f"pattern = {json.dumps(part.pattern)}"
        yield f"rules = {{ {', '.join(_levels(part.rules))} }}"
    if settings.report_link is not None:
        yield ""
        yield "[report]"
        yield f"link = {json.dumps(settings.report_link)}"
    if settings.lexicon:
        yield ""
        for name, rows in sorted(settings.lexicon.items()):
            yield f"# {name}: {len(rows)} {'row' if len(rows) == 1 else 'rows'} of the project's own"


def _list(values: tuple[str, ...]) -> str:
    return json.dumps(list(values), ensure_ascii=False)


def _levels(rules: Mapping[str, Severity | None]) -> Iterator[str]:
    for name, severity in sorted(rules.items()):
        yield f'{name} = "{severity.value if severity is not None else "off"}"'
