"""Ratings, and how partnerships' scales write them: out of the return only, never into it."""

import tomllib
from collections.abc import Mapping
from functools import cache

from safeaudit.section11.standards import HERE

RATINGS = ("met", "mostly met", "partly met", "not met", "not applicable")
USUAL_SCALE = "red-amber-green"


@cache
def usual_scales() -> Mapping[str, Mapping[str, str]]:
    """The scales that need no settings: for each, how it writes each rating."""
    return tomllib.loads((HERE / "scales.toml").read_text("utf-8"))
