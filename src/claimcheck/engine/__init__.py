"""Running it all: from paths to a report."""

from claimcheck.engine.reading import Progress
from claimcheck.engine.run import check, extract

__all__ = ["Progress", "check", "extract"]
