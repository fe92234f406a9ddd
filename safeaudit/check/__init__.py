"""What extracts hold, before any audit: what was recognised, what is doubtful, and which steps can run."""

from safeaudit.check.found import Check
from safeaudit.check.run import run_check

__all__ = ["Check", "run_check"]
