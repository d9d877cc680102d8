"""Keeping words of a document from being taken for commands by the CI system that shows a log.

GitHub Actions runs lines that begin with `::name::`, and `##[name]` wherever it stands; Azure and TeamCity have `##vso[` and
`##teamcity[`. Who can name a file or write a sentence must not be able to give such a command.
"""

from __future__ import annotations

import re

_AT_START = re.compile(r"^([ \t]*):(?=:)", re.MULTILINE)
_ANYWHERE = re.compile(r"#(?=#[\w.-]{0,40}\[)")


def without_commands(text: str) -> str:
    """A text for people whose lines hold no command: a blank stands within its signs."""
    if "::" not in text and "##" not in text:
        return text
    return without_marks(_AT_START.sub(r"\1: ", text))


def without_marks(text: str) -> str:
    """A text in which no command stands but at the beginning of lines: for output that is made of commands."""
    return _ANYWHERE.sub("# ", text)


def without_marks_in_json(text: str) -> str:
    """A string of JSON, in quotes, that says the same without a command in it."""
    return _ANYWHERE.sub(r"\\u0023", text) if "##" in text else text


def without_commands_in_xml(text: str) -> str:
    """XML that holds no command, and says the same."""
    return _ANYWHERE.sub("&#35;", _AT_START.sub(r"\1&#58;", text))
