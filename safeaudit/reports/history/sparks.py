"""A row of rates as one short line."""

from collections.abc import Iterable

BLOCKS = "▁▂▃▄▅▆▇█"
# For a terminal that cannot show blocks: tenths of a hundred.
DIGITS = "0123456789"
NOTHING_DUE = "·"


def sparkline(rates: Iterable[tuple[int, int] | None], marks: str = BLOCKS) -> str:
    """One mark for each rate (met, due) on the same scale for all lines, none to all in time; a dot for none due."""
    return "".join(_mark(rate, marks) for rate in rates)


def _mark(rate: tuple[int, int] | None, marks: str) -> str:
    if not rate or not rate[1]:
        return NOTHING_DUE
    return marks[min(len(marks) * rate[0] // rate[1], len(marks) - 1)]
