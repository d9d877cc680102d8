"""The verification of a registry as RO-Crate metadata (1.2): each claim with its verdict and the files that it rests on.

Files are described by size and SHA-256, so that whoever gets the crate can tell whether they are what was verified. Claims are
`Claim` and verdicts `ClaimReview` of schema.org, the vocabulary of RO-Crate.
"""

from __future__ import annotations

import mimetypes
import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import quote

from claimcheck._version import __version__
from claimcheck.model import RegistryRecord, Report, VerdictName
from claimcheck.registry.chains import sha256_of
from claimcheck.report.json_format import Json, encode
from claimcheck.report.registry_text import closing_line

CONTEXT = "https://w3id.org/ro/crate/1.2/context"
PROFILE = "https://w3id.org/ro/crate/1.2"
_TOOL = "#claimcheck"
_RATINGS = {
    VerdictName.REFUTED: 1,
    VerdictName.CONFLICTING: 2,
    VerdictName.NOT_ENOUGH: 3,
    VerdictName.SUPPORTED: 5,
}
"""Verdicts on the scale of ClaimReview, from 1 (false) to 5 (true)."""
_TYPES = {
    ".md": "text/markdown",
    ".yaml": "application/yaml",
    ".yml": "application/yaml",
    ".toml": "application/toml",
    ".parquet": "application/vnd.apache.parquet",
    ".jsonl": "application/jsonl",
}

Item = dict[str, Json]


def _escaped(text: str) -> str:
    """A text as part of an address; file names need not be UTF-8."""
    return quote(text, errors="surrogateescape")


def render(report: Report, folder: Path | None = None) -> str:
    """The text of `ro-crate-metadata.json`. `folder`: where it is written, the root of the crate; by default the current one."""
    root = (folder or Path.cwd()).resolve()
    files: dict[str, Item] = {}
    claims: list[Item] = []
    for record in report.registry:
        claims.extend(_claim(record, files, root))
    licence = _licence(root, files)
    whole: Item = {
        "@id": "./",
        "@type": "Dataset",
        "name": f"Claims of {root.name}",
        "description": f"The numeric claims of {root.name}, held against their sources and results: {closing_line(report)}.",
        "datePublished": _day().isoformat(),
        "license": licence,
        "hasPart": [{"@id": file} for file in files if not file.startswith("file:")],
        "mentions": [{"@id": str(item["@id"])} for item in claims if item["@type"] == "Claim"],
    }
    given = {record.verdict for record in report.registry}
    graph: list[Json] = [
        {
            "@id": "ro-crate-metadata.json",
            "@type": "CreativeWork",
            "conformsTo": {"@id": PROFILE},
            "about": {"@id": "./"},
        },
        whole,
        *files.values(),
        *claims,
        *(_rating(verdict) for verdict in VerdictName if verdict in given),
        {
            "@id": _TOOL,
            "@type": "SoftwareApplication",
            "name": "claimcheck",
            "softwareVersion": __version__,
        },
    ]
    return encode({"@context": CONTEXT, "@graph": graph}) + "\n"


def _claim(record: RegistryRecord, files: dict[str, Item], root: Path) -> Iterator[Item]:
    name = f"#claim-{_escaped(record.id)}"
    rests = _references([item.path for item in record.evidence], files, root)
    used = _references([use.path for use in record.uses], files, root)
    (kept,) = _references([record.path], files, root)
    claim: Item = {
        "@id": name,
        "@type": "Claim",
        "name": record.id,
        "text": record.claim,
        "isPartOf": kept,
        "isBasedOn": rests,
        "appearance": used,
    }
    if record.owner is not None:
        claim["maintainer"] = record.owner
    if record.as_of is not None:
        claim["dateCreated"] = record.as_of.isoformat()
    if record.review_by is not None:
        claim["expires"] = record.review_by.isoformat()
    yield {key: value for key, value in claim.items() if value != []}
    yield {
        "@id": f"#verdict-{_escaped(record.id)}",
        "@type": "ClaimReview",
        "name": f"{record.id}: {record.verdict.value}",
        "claimReviewed": record.claim,
        "itemReviewed": {"@id": name},
        "author": {"@id": _TOOL},
        "reviewRating": {"@id": f"#rating-{record.verdict.name.lower()}"},
        "reviewBody": "; ".join(_evidence(record)) or "nothing was found that speaks of it",
    }


def _rating(verdict: VerdictName) -> Item:
    return {
        "@id": f"#rating-{verdict.name.lower()}",
        "@type": "Rating",
        "ratingValue": _RATINGS[verdict],
        "worstRating": 1,
        "bestRating": 5,
        "alternateName": verdict.value,
    }


def _evidence(record: RegistryRecord) -> Iterator[str]:
    for item in record.evidence:
        place = f"{item.path}:{item.line}" if item.line is not None else item.path
        yield f"{place} {'agrees' if item.agrees else 'says otherwise'}: {' '.join(item.text.split())}"


def _references(paths: list[str], files: dict[str, Item], root: Path) -> list[Json]:
    found: list[Json] = []
    for path in dict.fromkeys(path.partition("#")[0] for path in paths):
        name = _file(path, files, root)
        found.append({"@id": name})
    return found


def _file(path: str, files: dict[str, Item], root: Path) -> str:
    """The id of a file in the crate; it is described where it is met first."""
    place = Path(os.path.realpath(path))
    inside = place.is_relative_to(root)
    name = _escaped(place.relative_to(root).as_posix()) if inside else place.as_uri()
    if name in files:
        return name
    item: Item = {"@id": name, "@type": "File", "name": place.name}
    kind = _TYPES.get(place.suffix.lower()) or mimetypes.guess_type(place.name)[0]
    if kind is not None:
        item["encodingFormat"] = kind
    if place.is_file():
        item["contentSize"] = str(place.stat().st_size)
        item["sha256"] = sha256_of(place)
    files[name] = item
    return name


def _licence(root: Path, files: dict[str, Item]) -> Json:
    for name in ("LICENSE", "LICENSE.md", "LICENSE.txt", "LICENCE", "COPYING"):
        if (root / name).is_file():
            return {"@id": _file(os.fspath(root / name), files, root)}
    return "as the project says"


def _day() -> date:
    """The day of the crate; SOURCE_DATE_EPOCH sets it, for builds that come out the same each time."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit() and len(epoch) < 12:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    return date.today()
