"""What goes wrong with results."""

from __future__ import annotations


class ResultError(Exception):
    """A value that cannot be had; the text says why, in a few words."""
