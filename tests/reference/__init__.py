"""A second implementation of steps.md: one case at a time, standard library only, sharing nothing with safeaudit."""
