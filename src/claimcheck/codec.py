"""Values of frozen types as what JSON is made of, and back, by the types of their fields.

Of these types: dataclasses, enumerations, Decimal, date, strings, numbers, truth values, tuples, frozen sets and mappings of strings, unions
of one type and None. A type of which there are only so many values (the wordings of a language) can be written as a number.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Generic, TypeVar, cast

T = TypeVar("T")
_Function = Callable[[Any], Any]
UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError)
"""What reading raises for data that is broken."""
_PLAIN = (str, int, float, bool, object)


class Codec(Generic[T]):
    """How values of one type are written and read."""

    def __init__(
        self,
        kind: object,
        listed: Mapping[type, Callable[[], Sequence[object]]] | None = None,
        repeated: Collection[type] = (),
    ) -> None:
        """`kind`: the type. `listed`: types whose values are written by their place among all that there are.

        `repeated`: types of which many values are equal, so that each is written once, and is one object again; such a codec is for one thread.
        """
        self._kind = kind
        self._listed = dict(listed or {})
        self._repeated = {one: _Repeated() for one in repeated}
        self._made: dict[object, tuple[_Function | None, _Function | None]] = {}
        self._pair: tuple[_Function | None, _Function | None] | None = None

    def to_data(self, value: T) -> Any:
        """What JSON is made of."""
        write = self._functions()[0]
        for table in self._repeated.values():
            table.clear()
        data = value if write is None else write(value)
        return [data, *(table.rows for table in self._repeated.values())] if self._repeated else data

    def from_data(self, data: Any) -> T:
        """The value again. Raises ValueError, KeyError, IndexError, TypeError or ArithmeticError for what is none."""
        read = self._functions()[1]
        if self._repeated:
            data, *rows = data
            for table, given in zip(self._repeated.values(), rows, strict=True):
                table.clear(given)
        return cast(T, data if read is None else read(data))

    def written(self, value: T) -> bytes:
        """A value as the bytes of JSON."""
        import json

        return json.dumps(self.to_data(value), separators=(",", ":")).encode()

    def read(self, data: bytes) -> T:
        """The value that was written. Raises one of `UNREADABLE` for what is none."""
        import json

        return self.from_data(json.loads(data))

    def _functions(self) -> tuple[_Function | None, _Function | None]:
        if self._pair is None:
            self._pair = self._of(self._kind)
        return self._pair

    def _of(self, kind: Any) -> tuple[_Function | None, _Function | None]:
        """How a type is written and read; None for what stays as it is."""
        if kind not in self._made:
            self._made[kind] = self._make(kind)
        return self._made[kind]

    def _make(self, kind: Any) -> tuple[_Function | None, _Function | None]:
        if kind in _PLAIN:
            return None, None
        if kind in self._listed:
            return _by_place(self._listed[kind])
        if kind is Decimal:
            return str, Decimal
        if kind is date:
            return date.isoformat, date.fromisoformat
        origin, inner = typing.get_origin(kind), typing.get_args(kind)
        if origin in (typing.Union, types.UnionType):
            return self._optional(inner)
        if origin is tuple:
            return self._tuple(inner)
        if origin is frozenset:
            return sorted, frozenset
        if origin is not None and issubclass(origin, Mapping):
            return self._mapping(inner[1])
        if isinstance(kind, type) and issubclass(kind, Enum):
            known = {member.value: member for member in kind}
            return (lambda member: member.value), known.__getitem__
        if isinstance(kind, type) and is_dataclass(kind):
            return self._record(kind)
        raise TypeError(f"values of {kind} cannot be written")

    def _optional(self, inner: tuple[Any, ...]) -> tuple[_Function | None, _Function | None]:
        (kind,) = (one for one in inner if one is not type(None))
        write, read = self._of(kind)
        if write is None or read is None:
            return None, None
        return (
            (lambda value: None if value is None else write(value)),
            (lambda data: None if data is None else read(data)),
        )

    def _tuple(self, inner: tuple[Any, ...]) -> tuple[_Function, _Function]:
        if len(inner) == 2 and inner[1] is Ellipsis:
            write, read = self._of(inner[0])
            if write is None or read is None:
                return list, tuple
            return (lambda value: [*map(write, value)]), (lambda data: tuple(map(read, data)))
        pairs = [self._of(kind) for kind in inner]
        writers, readers = [pair[0] or _same for pair in pairs], [pair[1] or _same for pair in pairs]
        return (
            lambda value: [write(one) for write, one in zip(writers, value, strict=True)],
            lambda data: tuple(read(one) for read, one in zip(readers, data, strict=True)),
        )

    def _mapping(self, kind: Any) -> tuple[_Function, _Function]:
        write, read = self._of(kind)
        if write is None or read is None:
            return dict, dict
        return (
            (lambda value: {key: write(one) for key, one in value.items()}),
            (lambda data: {key: read(one) for key, one in data.items()}),
        )

    def _record(self, kind: type) -> tuple[_Function, _Function]:
        write, read = self._each_field(kind)
        if kind not in self._repeated:
            return write, read
        table = self._repeated[kind]
        return (lambda value: table.number(value, write)), (lambda number: table.value(number, read))

    def _each_field(self, kind: type) -> tuple[_Function, _Function]:
        hints = typing.get_type_hints(kind)
        names = [field.name for field in fields(kind) if field.init]
        pairs = [self._of(hints[name]) for name in names]
        getters = [(name, pair[0] or _same) for name, pair in zip(names, pairs, strict=True)]
        readers = [pair[1] or _same for pair in pairs]
        return (
            lambda value: [write(getattr(value, name)) for name, write in getters],
            lambda data: kind(*[read(one) for read, one in zip(readers, data, strict=True)]),
        )


class _Repeated:
    """Values that are written once each."""

    def __init__(self) -> None:
        self.rows: list[Any] = []
        self._numbers: dict[Any, int] = {}
        self._read: dict[int, Any] = {}

    def clear(self, rows: Sequence[Any] = ()) -> None:
        self.rows, self._numbers, self._read = list(rows), {}, {}

    def number(self, value: Any, write: _Function) -> int:
        known = self._numbers.get(value)
        if known is None:
            known = self._numbers[value] = len(self.rows)
            self.rows.append(None)  # its own parts come behind it
            self.rows[known] = write(value)
        return known

    def value(self, number: int, read: _Function) -> Any:
        if number not in self._read:
            self._read[number] = read(self.rows[number])
        return self._read[number]


def _same(value: Any) -> Any:
    return value


def _by_place(every: Callable[[], Sequence[object]]) -> tuple[_Function, _Function]:
    def write(value: object) -> int:
        for place, one in enumerate(every()):
            if one is value:
                return place
        raise ValueError(f"{value!r} is not listed")

    def read(place: int) -> object:
        return every()[place]

    return write, read
