"""A second implementation of steps.md: one case at a time, sharing nothing with safeaudit."""
