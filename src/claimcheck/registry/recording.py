"""Results that pipelines record: a JSON file with an object for each, its number written as it was given."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from claimcheck.quantities import find_quantities
from claimcheck.quantities.units import symbol_unit
from claimcheck.registry.results import decimal_of

_LONGEST = 200
_MOST_BYTES = 20_000_000


class RecordingError(Exception):
    """A result that cannot be recorded; `of_file`: because of what stands in the file."""

    def __init__(self, message: str, *, of_file: bool = False) -> None:
        super().__init__(message)
        self.of_file = of_file


@dataclass(frozen=True, slots=True)
class Result:
    """A result to be recorded."""

    name: str
    value: str
    unit: str | None = None
    commit: str | None = None
    time: str | None = None
    command: str | None = None


def changed(now: bytes | None, result: Result) -> str:
    """The file with the result in it, in the place of an older one of the same name; all others stay. Raises RecordingError."""
    value = decimal_of(result.value)
    if value is None:
        raise RecordingError(f"'{result.value}' is no number")
    if not result.name.strip() or len(result.name) > _LONGEST or "\n" in result.name:
        raise RecordingError("a result needs a name of one line")
    if result.unit is not None and not _is_unit(result.unit):
        raise RecordingError(f"'{result.unit}' is no unit")
    held: dict[str, Any] = {}
    if now is not None and now.strip():
        if len(now) > _MOST_BYTES:
            raise RecordingError(f"larger than {_MOST_BYTES:,} bytes", of_file=True)
        try:
            held = json.loads(now.decode("utf-8-sig"), parse_float=Decimal, parse_int=Decimal)
        except json.JSONDecodeError as error:
            raise RecordingError(
                f"not JSON (line {error.lineno:,}, column {error.colno:,})", of_file=True
            ) from None
        except (ValueError, RecursionError):
            raise RecordingError("not JSON", of_file=True) from None
        if not isinstance(held, dict):
            raise RecordingError("holds something else than recorded results", of_file=True)
    given = {
        "value": value,
        "unit": result.unit,
        "commit": result.commit,
        "time": result.time,
        "command": result.command,
    }
    held[result.name] = {key: part for key, part in given.items() if part is not None}
    lines = [f"  {json.dumps(name, ensure_ascii=False)}: {_written(held[name])}" for name in sorted(held)]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _is_unit(unit: str) -> bool:
    """Whether texts are read with this unit, or each of its parts is one of the pipeline's own names."""
    return all(_is_known(part) for part in re.split(r"\s*/\s*|\s+per\s+", unit.strip()))


def _is_known(part: str) -> bool:
    if symbol_unit(part) is not None or re.fullmatch(r"[A-Z]{3}|[a-z]+(?:_[a-z]+)*", part):
        return True
    found = find_quantities(f"5 {part}")
    return len(found) == 1 and found[0].quantity.unit != "dimensionless"


def _written(value: Any) -> str:
    """A value as JSON on one line, decimals digit by digit."""
    if isinstance(value, dict):
        return (
            "{"
            + ", ".join(f"{json.dumps(k, ensure_ascii=False)}: {_written(v)}" for k, v in value.items())
            + "}"
        )
    if isinstance(value, list):
        return "[" + ", ".join(map(_written, value)) + "]"
    if isinstance(value, Decimal):
        return f"{value:f}" if -20 < value.adjusted() < 40 else str(value)
    return json.dumps(value, ensure_ascii=False)
