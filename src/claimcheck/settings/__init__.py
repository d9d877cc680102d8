"""Settings: what a project decides for itself, from `claimcheck.toml` or `[tool.claimcheck]` in `pyproject.toml`."""

from claimcheck.settings.finding import find_settings
from claimcheck.settings.model import DEFAULT, ModelSettings, PathRules, Settings

__all__ = ["DEFAULT", "ModelSettings", "PathRules", "Settings", "find_settings"]
