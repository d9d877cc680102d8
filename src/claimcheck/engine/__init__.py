"""Running it all: from paths to a report."""

from claimcheck.engine.run import Progress, check, extract

__all__ = ["Progress", "check", "extract"]
