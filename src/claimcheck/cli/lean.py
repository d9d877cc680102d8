"""Typer without the wait.

Recent Typer converts every parameter through Pydantic, whose import takes longer than checking a handful of
files. Our parameters are strings and flags, which arrive as what they are: these classes hand them on. They
rely on nothing that must exist: with a Typer that has no such hook they change nothing.
"""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it."""


class _AsItIs:
    """Stands in for a parameter's converter where there is nothing to convert."""

    def __init__(self, *, several: bool) -> None:
        self._several = several

    def coerce(self, value: Any, *, param: Any, ctx: Any) -> Any:
        if self._several:
            return list(value) if value is not None else []
        return value


_STRING = _AsItIs(several=False)
_STRINGS = _AsItIs(several=True)


def _spare_conversion(params: list[Any]) -> list[Any]:
    for param in params:
        annotation = getattr(getattr(param, "type_descriptor", None), "annotation", None)
        if not hasattr(param, "_runtime_param"):
            continue
        if annotation is str or annotation is bool:
            param._runtime_param = _STRING
        elif annotation == list[str]:
            param._runtime_param = _STRINGS
    return params


class LeanCommand(TyperCommand):
    """A command whose strings and flags are taken as they come."""

    def get_params(self, ctx: Any) -> list[Any]:
        """All parameters, --help among them."""
        return _spare_conversion(super().get_params(ctx))


class LeanGroup(TyperGroup):
    """The group of all commands; Ctrl-C ends the program without a word."""

    def get_params(self, ctx: Any) -> list[Any]:
        """All parameters, --help and those for shell completion among them."""
        return _spare_conversion(super().get_params(ctx))

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise typer.Exit(INTERRUPTED) from None
