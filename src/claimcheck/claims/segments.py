"""The claims of a paragraph, a heading or an item of a list."""

from __future__ import annotations

import re

from claimcheck.claims.assembly import claim_of
from claimcheck.claims.inheritance import is_resumed, said_above, setting_of
from claimcheck.claims.progress import Progress
from claimcheck.claims.shared_units import unit_ahead, with_shared_units
from claimcheck.claims.subjects import next_focus
from claimcheck.claims.views import sentence_views
from claimcheck.model import Claim, Segment, SegmentKind

_POINTING = re.compile(
    r"(?:And |But |So )?(?:[Tt]h(?:is|at|ese|ose)|[Tt]he (?:earlier|previous|new|latest|former|old|original) (?:figure|number|target|plan|total|estimate|sum))\b"
)


def segment_claims(reader: Progress, segment: Segment) -> list[Claim]:
    """The claims of a segment, in the order of its text; the reader's focus moves on with its sentences."""
    titled = segment.kind in (SegmentKind.HEADING, SegmentKind.TITLE)
    claims: list[Claim] = []
    reader.previous = None
    reader.setting = None
    ahead = unit_ahead(segment.text) or said_above(reader, segment)
    for view in sentence_views(segment.text, reader, titled=titled):
        made: list[Claim] = []
        reader.setting = setting_of(view, reader.document.published) or reader.setting
        anaphoric = bool(_POINTING.match(segment.text, view.span.start)) or is_resumed(view)
        for mention in with_shared_units(
            view, reader.previous if anaphoric else None, reader.previous, ahead
        ):
            claim = claim_of(reader, segment, view, mention, made, anaphoric)
            made.append(claim)
        claims.extend(made)
        if made:
            reader.previous = made[-1]
        if not titled:
            reader.focus = next_focus(view, reader.focus)
    return claims
