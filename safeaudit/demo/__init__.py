"""Writes a synthetic probation unit as extracts, with the exceptions that were planted in it."""

from safeaudit.demo.build import MOST_CASES, build
from safeaudit.demo.write import write_demo

__all__ = ["MOST_CASES", "build", "write_demo"]
