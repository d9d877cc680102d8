"""A badge for a site: as a picture, and as the JSON of an endpoint that services for badges read (shields.io's form).

Of a registry it says how many claims are supported, of coverage how many numbers have an owner.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from xml.sax.saxutils import escape

from claimcheck.model import Report, Severity, VerdictName
from claimcheck.model.coverage import share
from claimcheck.report.json_format import Json, encode
from claimcheck.report.summary import failures

_GOOD, _FAIR, _BAD, _NONE = "brightgreen", "yellow", "red", "lightgrey"
_COLOURS = {_GOOD: "#2da44e", _FAIR: "#9a6700", _BAD: "#cf222e", _NONE: "#6e7781"}
_FAIR_FROM = 80
"""Percent of the numbers with an owner from which a text is no longer red."""
_GOOD_FROM = 95
_NARROW, _WIDE = "fijlrtI1.,:;'|! ()[]", "mwMWABCDEFGHKNOPQRSUVXYZ%"
_SMALL, _USUAL, _LARGE = 4.2, 6.5, 8.8
"""Widths of letters in a sans serif of 11 pixels: a badge need not measure a font to have room for its words."""
_SIDE, _HEIGHT = 6, 20


@dataclass(frozen=True, slots=True)
class Badge:
    """What a badge says."""

    label: str
    message: str
    colour: str
    """By its name at shields.io."""


def badge_of(report: Report) -> Badge:
    """The badge of a verification, or of coverage."""
    if report.coverage:
        reached = share(report.coverage)
        colour = _GOOD if reached >= _GOOD_FROM else _FAIR if reached >= _FAIR_FROM else _BAD
        return Badge("numbers owned", f"{_plain(reached)}%", colour)
    verdicts = [record.verdict for record in report.registry]
    if not verdicts:
        return Badge("claims", "none", _NONE)
    supported = verdicts.count(VerdictName.SUPPORTED)
    broken = any(finding.severity is Severity.ERROR for finding in report.findings) or failures(report)
    refuted = any(verdict in (VerdictName.REFUTED, VerdictName.CONFLICTING) for verdict in verdicts)
    colour = _BAD if broken or refuted else _GOOD if supported == len(verdicts) else _FAIR
    return Badge("claims", f"{supported} of {len(verdicts)} supported", colour)


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def render_endpoint(report: Report) -> str:
    """The badge as the JSON that https://shields.io/badges/endpoint-badge reads."""
    badge = badge_of(report)
    told: dict[str, Json] = {
        "schemaVersion": 1,
        "label": badge.label,
        "message": badge.message,
        "color": badge.colour,
        "isError": badge.colour == _BAD,
    }
    return encode(told) + "\n"


def render(report: Report) -> str:
    """The badge as SVG: it needs neither a font nor the network."""
    badge = badge_of(report)
    left, right = _width(badge.label), _width(badge.message)
    whole = left + right
    title = escape(f"{badge.label}: {badge.message}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{whole}" height="{_HEIGHT}" role="img" aria-label="{title}">\n'
        f"  <title>{title}</title>\n"
        f'  <clipPath id="r"><rect width="{whole}" height="{_HEIGHT}" rx="3"/></clipPath>\n'
        f'  <g clip-path="url(#r)">\n'
        f'    <rect width="{left}" height="{_HEIGHT}" fill="#424a53"/>\n'
        f'    <rect x="{left}" width="{right}" height="{_HEIGHT}" fill="{_COLOURS[badge.colour]}"/>\n'
        f"  </g>\n"
        f'  <g fill="#fff" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="11" text-anchor="middle">\n'
        f'    <text x="{left / 2:g}" y="14">{escape(badge.label)}</text>\n'
        f'    <text x="{left + right / 2:g}" y="14">{escape(badge.message)}</text>\n'
        f"  </g>\n"
        f"</svg>\n"
    )


def _width(words: str) -> int:
    letters = sum(_SMALL if sign in _NARROW else _LARGE if sign in _WIDE else _USUAL for sign in words)
    return round(letters) + 2 * _SIDE
