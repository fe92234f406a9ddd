"""Which columns were looked at: a verdict does not rest on what was never asked for."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

# A table and a column of it.
Columns = set[tuple[str, str]]


class LookedAt:
    """The columns of a caseload that were asked for, in one stretch of work within another."""

    def __init__(self) -> None:
        self._columns: Columns = set()

    def note(self, table: str, column: str) -> None:
        """Note that a column was asked for."""
        self._columns.add((table, column))

    def note_all(self, columns: Iterable[tuple[str, str]]) -> None:
        """Note what some work looked at that is not done again."""
        self._columns.update(columns)

    @contextmanager
    def by(self) -> Iterator[Columns]:
        """Give what is looked at within: a set that fills up."""
        outer, self._columns = self._columns, set()
        try:
            yield self._columns
        finally:
            outer |= self._columns
            self._columns = outer
