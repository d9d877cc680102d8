"""Settings: what a project decides for itself, from `claimcheck.toml` or `[tool.claimcheck]` in `pyproject.toml`."""

from claimcheck.settings.finding import find_settings
from claimcheck.settings.model import DEFAULT, PathRules, Settings

__all__ = ["DEFAULT", "PathRules", "Settings", "find_settings"]
