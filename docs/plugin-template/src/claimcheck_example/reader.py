"""A reader for subtitles (.srt): their text, at the places where it stands in the file."""

from __future__ import annotations

import re

from claimcheck.documents import read_string
from claimcheck.documents.reader import Reader
from claimcheck.model import Document

_CUE = re.compile(r"^\d+\n\d\d:\d\d:\d\d,\d\d\d --> \d\d:\d\d:\d\d,\d\d\d.*$", re.MULTILINE)


def sniff(text: str, suffix: str) -> bool:
    """Whether it is ours: by the suffix, and by a first cue."""
    return suffix == ".srt" and _CUE.search(text[:1000]) is not None


def read(path: str, text: str) -> Document:
    """The document; numbers and times of the cues become blanks, so that places stay what they were."""
    return read_string(_CUE.sub(lambda cue: re.sub(r"[^\n]", " ", cue.group()), text), path, ".txt")


READER = Reader("srt", (".srt",), sniff, read)
