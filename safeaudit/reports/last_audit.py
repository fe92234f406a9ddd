"""What the last audit found, so that a report can say what has changed since."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from safeaudit.reports.headline import day_text, whole_percent


@dataclass(frozen=True)
class LastAudit:
    """`verdicts`: obligations by verdict; `themes`: met and due of each theme, of the same place and filters."""

    as_at: date
    verdicts: Mapping[str, int]
    themes: Mapping[str, tuple[int, int]]

    @property
    def day(self) -> str:
        """The as-at date as readers say it."""
        return day_text(self.as_at)

    def change_of_count(self, verdict: str, now: int) -> str:
        """A change such as `+3`, `-12` or `no change`."""
        change = now - self.verdicts.get(verdict, 0)
        return f"{change:+,}" if change else "no change"

    def change_of_theme(self, theme: str, met: int, due: int) -> str:
        """The change of a rate in points of a hundred, or why there is none to tell."""
        return points(self.themes.get(theme), (met, due))

    def change_of_all(self, met: int, due: int) -> str:
        """The change of the whole rate in points of a hundred."""
        parts = self.themes.values()
        return points((sum(met for met, _ in parts), sum(due for _, due in parts)), (met, due))


def points(before: tuple[int, int] | None, now: tuple[int, int]) -> str:
    """The change from one rate (met, due) to another as both are shown, in whole per cent, such as `+4 points`."""
    if before is None or not before[1]:
        return "none due then"
    if not now[1]:
        return "none due now"
    change = whole_percent(*now) - whole_percent(*before)
    return f"{change:+d} point{'s' if abs(change) != 1 else ''}" if change else "no change"
