"""One audit as the history keeps it: rows of plain values, table by table."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from safeaudit.audit import Audit
from safeaudit.filters import Filters, folded
from safeaudit.replay.obligations import VERDICT_WORDS
from safeaudit.reports.manifest import manifest, program
from safeaudit.reports.obligation_table import EXCEPTIONS
from safeaudit.reports.tables_csv import iso_days

Rows = list[tuple[Any, ...]]
VERDICTS = [word.replace(" ", "_") for word in VERDICT_WORDS]
OF_STEPS = ["policy", "step", "title", "theme", "strength", "fingerprint", "not_assessed"]
OF_TOTALS = ["policy", "step", "pdu", "team"]
OF_EXCEPTIONS = [
    "obligation_id",
    "policy",
    "step",
    "crn",
    "event_number",
    "subject",
    "trigger_on",
    "due",
    "done_on",
    "verdict",
    "days",
    "basis",
    "staff_code",
    "team",
    "pdu",
]
WITHOUT_VALUE = {"event_number", "trigger_on", "due", "done_on", "days"}


@dataclass(frozen=True)
class Entry:
    """`audit`: the columns of `audits` but the number; `tables`: for each other table its columns and rows."""

    audit: Mapping[str, Any]
    tables: Mapping[str, tuple[list[str], Rows]]

    @property
    def as_at(self) -> date:
        """The day that the audit looks from."""
        return date.fromisoformat(self.audit["as_at"])


def filters_text(filters: Filters) -> str:
    """The filters by which audits of one series are known, as JSON: what was asked for, but not since when."""
    asked = {
        "pdu": filters.pdus,
        "team": filters.teams,
        "officer": filters.officers,
        "theme": filters.themes,
        "step": filters.steps,
    }
    named = {name: sorted({folded(value) for value in values}) for name, values in asked.items() if values}
    return json.dumps(named, ensure_ascii=False)


def entry_of(audit: Audit, filters: Filters) -> Entry:
    """What the history keeps of an audit."""
    exceptions = audit.obligations[audit.obligations["verdict"].isin(EXCEPTIONS)]
    exceptions = exceptions.assign(obligation_id=audit.ids(exceptions))
    return Entry(
        {
            "as_at": audit.as_at.isoformat(),
            "filters": filters_text(filters),
            "since": filters.since.isoformat() if filters.since else None,
            "program": program()["version"],
            "calendar": audit.calendar.version,
            "marking": audit.settings.marking,
            "obligations": len(audit.obligations),
            "exceptions": len(exceptions),
            "manifest": manifest(audit, filters),
        },
        {
            "steps": (OF_STEPS, _rows(audit.steps[OF_STEPS])),
            "totals": ([*OF_TOTALS, *VERDICTS], _rows(_totals(audit.obligations))),
            "exceptions": (OF_EXCEPTIONS, _rows(exceptions[OF_EXCEPTIONS])),
        },
    )


def _totals(obligations: pd.DataFrame) -> pd.DataFrame:
    """How many obligations of each step, PDU and team have each verdict; a blank place is ''."""
    keys = [*OF_TOTALS, "verdict"]
    counts = obligations.groupby(keys, observed=True, dropna=False).size().unstack(fill_value=0)
    return counts.reindex(columns=VERDICT_WORDS, fill_value=0).reset_index()


def _rows(frame: pd.DataFrame) -> Rows:
    return list(zip(*(_values(frame[name]) for name in frame.columns), strict=True))


def _values(column: pd.Series) -> list[Any]:
    """The plain values of a column: ISO days, whole numbers, texts; a blank text is ''."""
    if column.dtype.kind == "M":
        return iso_days(column)
    blank = None if column.name in WITHOUT_VALUE else ""
    return column.astype(object).where(column.notna(), blank).tolist()
