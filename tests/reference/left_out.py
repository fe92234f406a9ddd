"""Caseloads from which tables or columns are left out, and offices that set benchmarks otherwise."""

from __future__ import annotations

import random

from .caseload import REQUIRED, UNUSABLE, Caseload
from .clock import BENCHMARKS

# The tables on which many steps rest stay whole more often, so that something is left to judge.
OFTEN_WHOLE = ("enquiries", "referrals", "contacts", "cases")
# Rows of the trackers without any of these are quarantined, or hidden with the dates that made them.
NEED_A_DATE = {"enquiries": ("sent", "not_made_on"), "referrals": ("identified_at", "sent_at")}


def an_office(seed: int) -> dict[str, str]:
    """The benchmarks that an office changes: all to none, about half of them to none, or all to other spans."""
    draw = random.Random(f"office {seed}")
    if seed % 3 == 0:
        return dict.fromkeys(BENCHMARKS, "none")
    if seed % 3 == 1:
        return {name: "none" for name in BENCHMARKS if draw.random() < 0.5}
    return {name: f"{draw.randint(2, 8)} {draw.choice(('days', 'working days', 'weeks'))}" for name in BENCHMARKS}


def readable(caseload: Caseload) -> Caseload:
    """The same caseload with blanks for its unreadable cells."""
    tables = {
        name: [{column: None if cell is UNUSABLE else cell for column, cell in row.items()} for row in rows]
        for name, rows in caseload.items()
    }
    return Caseload(tables, caseload.columns)


def with_columns_left_out(caseload: Caseload, seed: int) -> Caseload:
    """The caseload without some tables, and without some columns of the others; its cells are all readable."""
    draw, whole = random.Random(f"left out {seed}"), readable(caseload)
    tables = {name: rows for name, rows in whole.items() if name == "cases" or draw.random() < 0.85}
    columns = {}
    for name in tables:
        optional = sorted(whole.columns[name] - set(REQUIRED[name]))
        share = 0.0 if name in OFTEN_WHOLE and draw.random() < 0.5 else draw.choice((0.05, 0.1, 0.3, 0.6))
        gone = {column for column in optional if draw.random() < share}
        # Without event_number the rows of a CRN would be repeats, which the reader takes out.
        columns[name] = whole.columns[name] - gone | ({"event_number"} if name == "cases" else set())
        tables[name] = [
            {key: cell for key, cell in row.items() if key in columns[name] or key[0] == "_"} for row in tables[name]
        ]
    if "contacts" in tables and "outcome" not in columns["contacts"]:
        tables["contacts"] = [row | {"_no_outcome_column": True} for row in tables["contacts"]]
    return Caseload({name: unlike_each_other(name, rows) for name, rows in tables.items()}, columns)


def unlike_each_other(table: str, rows: list[dict]) -> list[dict]:
    """Rows that now say what an earlier one says go, and trackers' rows without any date: the reader takes them out."""
    kept: dict[tuple, dict] = {}
    for row in rows:
        if any(row.get(column) is not None for column in NEED_A_DATE.get(table, row)):
            kept.setdefault(tuple(sorted((key, str(cell)) for key, cell in row.items() if key[0] != "_")), row)
    return list(kept.values())
