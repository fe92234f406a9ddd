"""An office's own settings (`safeaudit.toml`): a module for each subject, and one way to read and check them all."""

from safeaudit.settings.hints import hints_of
from safeaudit.settings.read import read_settings
from safeaudit.settings.settings import Settings

__all__ = ["Settings", "hints_of", "read_settings"]
