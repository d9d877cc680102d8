"""The report as one HTML page that needs nothing else: no network, no other file, no framework.

What the page may load is pinned by a content security policy to exactly the style sheet and the script that
stand in it. Every text of a document goes through the template engine's escaping; nothing is marked as safe
but those two files of ours.
"""

from __future__ import annotations

import os
from base64 import b64encode
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from claimcheck._version import __version__
from claimcheck.model import Report
from claimcheck.report.html.page import page
from claimcheck.report.links import Linker, no_link

_TEMPLATES = Path(__file__).with_name("templates")
_SCRIPTS = ("held", "claims_table", "draft", "decisions", "findings", "questions", "page")


def render(
    report: Report,
    *,
    generated: datetime | None = None,
    scope: str | None = None,
    draft: str | None = None,
    link: Linker = no_link,
    run: Sequence[tuple[str, str]] = (),
    review: int | None = None,
) -> str:
    """The whole page.

    `link` gives the address of a place in a document, if there is one. `generated` is when the check ran, by default now (or
    SOURCE_DATE_EPOCH). `run`: what was set, as names and values. `review`: the number of this version of a page under review,
    which keeps decisions where it came from; None for a page that stands alone.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    style = (_TEMPLATES / "style.css").read_text(encoding="utf-8")
    script = '"use strict";\n' + "".join(
        (_TEMPLATES / "script" / f"{name}.js").read_text(encoding="utf-8") for name in _SCRIPTS
    )
    html = environment.get_template("report.html.j2").render(
        page=page(report, scope=scope, draft=draft, link=link, run=run),
        review=review,
        generated=generated or _now(),
        version=__version__,
        style=style,
        script=script,
        policy=_policy(style, script, served=review is not None),
    )
    # Half of a surrogate pair cannot be written as UTF-8. Quoted texts show it already; this is for the rest.
    return html.encode("utf-8", "backslashreplace").decode("utf-8")


def _policy(style: str, script: str, *, served: bool) -> str:
    return "; ".join(
        [
            "default-src 'none'",
            *(["connect-src 'self'"] if served else []),
            f"style-src '{_digest(style)}'",
            f"script-src '{_digest(script)}'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _digest(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii")


def _now() -> datetime:
    """The present, unless a reproducible build says otherwise."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch.isdecimal() else datetime.now(UTC)
