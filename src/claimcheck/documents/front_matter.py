"""The block of metadata that a Markdown file may start with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from claimcheck.documents.cleaned import Cleaned, verbatim
from claimcheck.documents.dates import parse_date
from claimcheck.model.spans import OffsetMap, Run

TITLE_KEYS = ("title", "headline", "name")
"""Keys that name the title, the most telling first; also those of JSON articles."""
DATE_KEYS = (
    "published",
    "published_at",
    "publishedat",
    "date_published",
    "datepublished",
    "publication_date",
    "publicationdate",
    "published_date",
    "publish_date",
    "publishdate",
    "pubdate",
    "date",
    "issued",
    "created_at",
    "createdat",
    "created",
    "updated",
    "updated_at",
    "lastmod",
)
"""Keys that name the date of publication in lower case, the most telling first."""
_MAX_CHARS = 65_536
_ENTRY = re.compile(r"^([A-Za-z][\w-]{0,60})[ \t]*[:=][ \t]*(.*)$", re.MULTILINE)
_NO_PLAIN_VALUE = tuple(">|&*!{[%@`")
_TOML = re.compile(r"\+\+\+[ \t\r]*\n(.*?)^\+\+\+[ \t\r]*$\n?", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What front matter says."""

    end: int = 0
    """Where the text behind it starts."""
    title: Cleaned | None = None
    published: date | None = None


def read_front_matter(text: str) -> FrontMatter | None:
    """Front matter in YAML (between `---`) or TOML (between `+++`) at the start of a text; None without."""
    if text.startswith("---"):
        found = _yaml(text[:_MAX_CHARS])
    elif text.startswith("+++"):
        found = _toml(text[:_MAX_CHARS])
    else:
        return None
    if found is None:
        return None
    values, end = found
    values = {key.lower(): value for key, value in values.items() if isinstance(key, str)}
    values |= {
        key: _number_as_text(values[key]) for key in TITLE_KEYS if type(values.get(key)) in (int, float)
    }
    places = {match[1].lower(): match for match in reversed([*_ENTRY.finditer(text, 0, end)])}
    title = next(
        (key for key in TITLE_KEYS if isinstance(values.get(key), str) and _says_something(values[key])), None
    )
    published = next((day for key in DATE_KEYS if (day := parse_date(values.get(key))) is not None), None)
    return FrontMatter(
        end, _placed(text, end, places.get(title), values[title]) if title is not None else None, published
    )


def _says_something(title: str) -> bool:
    return title.strip().lower() not in ("", "~", "null")


def _number_as_text(value: float) -> str:
    try:
        return str(value)
    except ValueError:  # Python writes no number of thousands of digits
        return ""


def _yaml(head: str) -> tuple[dict[Any, Any], int] | None:
    """The values of YAML front matter, and where it ends."""
    import yaml
    from markdown_it import MarkdownIt
    from mdit_py_plugins.front_matter import front_matter_plugin

    tokens = MarkdownIt("zero").use(front_matter_plugin).parse(head)
    first = tokens[0] if tokens else None
    if first is None or first.type != "front_matter" or first.map is None:
        return None
    values: Any = None
    try:
        # An alias may stand for very much.
        if "*" not in first.content or not any(
            isinstance(token, yaml.AliasToken) for token in yaml.scan(first.content)
        ):
            # As text: what constructs numbers, days and the like of it raises whatever it likes on those that are none.
            values = yaml.load(first.content, Loader=yaml.BaseLoader)  # noqa: S506
    except (yaml.YAMLError, ValueError, RecursionError):
        pass
    if not isinstance(values, dict):
        # "title: Ferries: a review" is no YAML, but plain enough. Text between two rules is no front matter.
        lines = [line for line in first.content.splitlines() if line.strip() and line.lstrip()[0] != "#"]
        if not lines or _ENTRY.match(lines[0]) is None:
            return None
        entries = [(match[1], match[2].strip()) for match in _ENTRY.finditer(first.content)]
        values = {key: value.strip("\"'") for key, value in entries if value[:1] not in _NO_PLAIN_VALUE}
    end = 0
    for _ in range(first.map[1]):
        end = head.find("\n", end) + 1 or len(head)
    return values, end


def _toml(head: str) -> tuple[dict[str, Any], int] | None:
    """The values of TOML front matter, and where it ends."""
    from claimcheck.toml import load_toml

    match = _TOML.match(head)
    if match is None:
        return None
    try:
        return load_toml(match[1].replace("\r\n", "\n")), match.end()
    except ValueError:
        return None


def _placed(text: str, end: int, entry: re.Match[str] | None, value: str) -> Cleaned:
    """A value with its place in the source; that of its whole entry if it is not written out there."""
    value = " ".join(value.split())
    start, stop = entry.span(2) if entry is not None else (0, end)
    at = text.find(value, start, stop)
    if at >= 0:
        return verbatim(text, at, at + len(value))
    return Cleaned(value, OffsetMap((Run(0, start, max(stop, start + 1)),), len(value)))
