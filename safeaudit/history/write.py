"""Keeps an audit in the history, in the place of an earlier one of the same day and filters."""

from pathlib import Path

from safeaudit.history.entry import Entry
from safeaudit.history.file import writing


def keep(path: Path, entry: Entry) -> int | None:
    """Write an audit; gives how many obligations the one had whose place it took, None where there was none.

    OutputError where the file cannot be written; it is then as it was.
    """
    with writing(path) as history:
        same = entry.audit["as_at"], entry.audit["filters"]
        earlier = history.execute("SELECT obligations FROM audits WHERE as_at = ? AND filters = ?", same).fetchone()
        history.execute("DELETE FROM audits WHERE as_at = ? AND filters = ?", same)
        columns, marks = _listed(list(entry.audit))
        written = history.execute(f"INSERT INTO audits ({columns}) VALUES ({marks})", list(entry.audit.values()))  # noqa: S608
        for table, (names, rows) in entry.tables.items():
            columns, marks = _listed(["audit", *names])
            statement = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608
            history.executemany(statement, ((written.lastrowid, *row) for row in rows))
        return earlier[0] if earlier else None


def _listed(names: list[str]) -> tuple[str, str]:
    return ", ".join(names), ", ".join("?" for _ in names)
