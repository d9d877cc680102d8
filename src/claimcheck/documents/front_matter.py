"""The block of metadata that a Markdown file may start with."""

from __future__ import annotations

import re
from collections.abc import Iterable
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
_MAX_CHARS = 50_000
_ENTRY = re.compile(r"^([A-Za-z][\w-]{0,60})[ \t]*([:=])[ \t]*(.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What front matter says."""

    end: int = 0
    """Where the text behind it starts."""
    title: Cleaned | None = None
    published: date | None = None


def read_front_matter(text: str) -> FrontMatter | None:
    """Front matter in YAML (between `---`) or TOML (between `+++`) at the start of a text; None without."""
    fence = text[:3]
    if fence not in ("---", "+++") or text[3 : text.find("\n") if "\n" in text else 3].strip():
        return None
    start = text.index("\n") + 1
    close = re.compile(r"^(?:---|\.\.\.)[ \t\r]*$" if fence == "---" else r"^\+\+\+[ \t\r]*$", re.MULTILINE)
    closing = close.search(text, start, start + _MAX_CHARS)
    first = _ENTRY.search(text, start, closing.start() if closing else start)
    if (
        closing is None
        or first is None
        or (text[start : first.start()].strip(" \t\r\n") and not _comment(text[start : first.start()]))
    ):
        return None
    entries = {
        match[1].lower(): match for match in reversed([*_ENTRY.finditer(text, start, closing.start())])
    }
    values = _values(text[start : closing.start()], fence, entries.values())
    title = next(
        (key for key in TITLE_KEYS if isinstance(values.get(key), str) and values[key].strip()), None
    )
    published = next((found for key in DATE_KEYS if (found := parse_date(values.get(key))) is not None), None)
    end = text.find("\n", closing.end())
    return FrontMatter(
        end + 1 if end >= 0 else len(text),
        _placed(text, entries[title], values[title]) if title is not None else None,
        published,
    )


def _comment(text: str) -> bool:
    return all(not line.strip() or line.lstrip().startswith("#") for line in text.splitlines())


def _values(block: str, fence: str, entries: Iterable[re.Match[str]]) -> dict[str, Any]:
    """The values of the top-level keys that matter here, keys in lower case."""
    wanted = {match[1].lower(): match[3].strip() for match in entries}
    wanted = {key: value for key, value in wanted.items() if key in TITLE_KEYS or key in DATE_KEYS}
    simple = {key: _scalar(value) for key, value in wanted.items()}
    if None not in simple.values():
        return simple
    # A value in several lines, with escapes, an anchor: left to the full parser, which is slow to import.
    try:
        if fence == "+++":
            import tomllib

            parsed: Any = tomllib.loads(block.replace("\r\n", "\n"))
        else:
            import yaml

            parsed = yaml.safe_load(block)
    except (ValueError, RecursionError):
        return simple
    except Exception as error:
        if type(error).__module__.startswith("yaml"):  # no common ancestor to name without the import
            return simple
        raise
    return {str(key).lower(): value for key, value in parsed.items()} if isinstance(parsed, dict) else simple


def _scalar(value: str) -> str | None:
    """A value that stands in one line, without its quotes; None if it is anything but that."""
    if value[:1] in "\"'":
        if len(value) >= 2 and value[-1] == value[0] and value.count(value[0]) == 2 and "\\" not in value:
            return value[1:-1]
        return None
    if not value or value[0] in ">|&*!{[%@`" or " #" in value:
        return None
    return value


def _placed(text: str, entry: re.Match[str], value: str) -> Cleaned:
    """A value with its place in the source."""
    value = " ".join(value.split())
    at = text.find(value, entry.start(3), entry.end(3))
    if at >= 0:
        return verbatim(text, at, at + len(value))
    start, end = entry.start(3), max(entry.end(3), entry.start(3) + 1)
    return Cleaned(value, OffsetMap((Run(0, start, end),), len(value)))
