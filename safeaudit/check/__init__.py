"""What extracts hold, before any audit: what was recognised, what is doubtful, and which steps can run."""

from safeaudit.check.found import Check
from safeaudit.check.run import run_check
from safeaudit.check.suggest import suggest

__all__ = ["Check", "run_check", "suggest"]
