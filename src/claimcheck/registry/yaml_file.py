"""YAML with places: every value of a registry file knows its line, and no file can swell when it is read.

The events of PyYAML are read as nodes, never as Python objects: nothing is constructed, so nothing is executed. A number
stays the text that it is, so that no digit passes through a float.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from claimcheck.model import Span
from claimcheck.registry.model import Mark

MOST_BYTES = 4_000_000
_MOST_NODES = 400_000
_DEEPEST = 20
_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULL = "tag:yaml.org,2002:null"


class YamlError(Exception):
    """A YAML text that cannot be used; `line` and `column` count from 1."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.message, self.line, self.column = message, line, column


@dataclass(frozen=True, slots=True)
class Value:
    """A value with its place: a scalar as its text, or a list or mapping of values."""

    data: str | list[Value] | dict[str, Value] | None
    """None for null and for an empty value."""
    mark: Mark
    key: Mark | None = None
    """Where the key stands, for a value of a mapping."""


def documents(text: str) -> Iterator[Value]:
    """The documents of a YAML text. Raises YamlError for broken YAML, doubled keys, and what is too large or too deep."""
    loader = _Loader(text)
    budget = [_MOST_NODES]
    try:
        while loader.check_node():
            node = loader.get_node()
            if node is not None:
                yield _value(node, text, budget, 0)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = " ".join((error.problem or "not YAML").split())
        raise YamlError(what, mark.line + 1 if mark else None, mark.column + 1 if mark else None) from None
    except yaml.YAMLError as error:
        raise YamlError(" ".join(str(error).split())[:200]) from None
    finally:
        loader.dispose()


def _value(node: Node, text: str, budget: list[int], depth: int) -> Value:
    mark = _mark(node, text)
    budget[0] -= 1
    if budget[0] < 0:
        raise YamlError(f"more than {_MOST_NODES:,} values, aliases counted", mark.line, mark.column)
    if depth > _DEEPEST:
        raise YamlError(f"nested deeper than {_DEEPEST} levels", mark.line, mark.column)
    if isinstance(node, ScalarNode):
        return Value(None if node.tag == _NULL else str(node.value), mark)
    if isinstance(node, SequenceNode):
        return Value([_value(item, text, budget, depth + 1) for item in node.value], mark)
    assert isinstance(node, MappingNode)
    found: dict[str, Value] = {}
    for key, item in node.value:
        at = _mark(key, text)
        if not isinstance(key, ScalarNode):
            raise YamlError("a key must be a plain word", at.line, at.column)
        if key.value in found:
            raise YamlError(f"the key '{key.value}' stands twice", at.line, at.column)
        value = _value(item, text, budget, depth + 1)
        found[key.value] = Value(value.data, value.mark, at)
    return Value(found, mark)


def _mark(node: Node, text: str) -> Mark:
    start, end = node.start_mark, node.end_mark
    written = text[start.index : end.index]
    kept = written.rstrip()
    return Mark(start.line + 1, start.column + 1, Span(start.index, start.index + len(kept)), kept)


def scalar(text: str) -> str:
    """A text as a YAML scalar on one line, quoted where it must be."""
    folded = " ".join(text.split())
    dumped: str = yaml.safe_dump(folded, width=10**6, allow_unicode=True)
    return dumped.removesuffix("\n").removesuffix("\n...")
