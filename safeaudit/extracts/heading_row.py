"""The top of a file or worksheet → its heading row, also below a title and blank lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from safeaudit.extracts.contract import TableSpec
from safeaudit.extracts.headings import Aliases, Headings, match_headings

TOP_ROWS: Final = 60  # where the headings are looked for; no report has a longer title


@dataclass(frozen=True)
class Top:
    """A heading row: its cells and what they mean, the row that a spreadsheet shows, and what stands above it.

    `titles`: how many filled rows stand above it.
    """

    cells: list[str]
    headings: Headings
    row: int
    titles: int = 0

    @property
    def merit(self) -> tuple[bool, int]:
        """How well this does for a heading row: the greater, the better."""
        return self.headings.usable, len(self.headings.places)


def find_top(rows: Sequence[list[str]], table: TableSpec, aliases: Aliases | None = None) -> Top | None:
    """Find the heading row among the first rows of a file or worksheet; None where all are blank.

    It is the first that is filled, unless that cannot be it or hardly can and one below it is known better.
    """
    filled = [number for number, row in enumerate(rows) if "".join(row).strip()]
    best: Top | None = None
    for above, number in enumerate(filled):
        top = Top(rows[number], match_headings(rows[number], table, aliases), number + 1, above)
        if best is None or top.merit > best.merit:
            best = top
        if above == 0 and not top.headings.doubtful:
            break
    return best
