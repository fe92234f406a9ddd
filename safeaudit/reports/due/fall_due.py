"""What falls due in the days after as-at: what is still to be done, and what was done and runs out."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np
import pandas as pd

from safeaudit.reports.report import Report

DAYS_AHEAD = 28
TO_DO, RUNS_OUT = "to do", "runs out"


@dataclass(frozen=True)
class DueNext:
    """What falls due from the as-at day to `until`, both included.

    `rows`: the columns of `obligation_table`, by due day, then step, officer and CRN; with `what` (to do; or runs out:
    done, and to be done again by then), `next` (what to do), `decision` (in words, blank for none), `days_left` and
    `working_days_left` (Int32: of the days after as-at up to due; working days missing outside the calendar). `later`,
    `no_day`: how many pending fall due after `until`, or have no due day; `overdue`: how many are overdue already.
    """

    report: Report
    days: int
    until: date
    rows: pd.DataFrame
    later: int
    no_day: int
    overdue: int

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many are to do, and how many run out."""
        return {what: int((self.rows["what"] == what).sum()) for what in (TO_DO, RUNS_OUT)}


def fall_due(report: Report, days: int = DAYS_AHEAD) -> DueNext:
    """Find what falls due in so many days after as-at."""
    obligations, as_at = report.obligations, pd.Timestamp(report.audit.as_at)
    until = as_at + pd.Timedelta(days=days)
    pending = obligations["verdict"] == "pending"
    runs_out = (obligations["verdict"] == "met") & _renewed(report)
    near = (obligations["due"] >= as_at) & (obligations["due"] <= until)
    rows = obligations[(pending | runs_out) & near]
    rows = rows.assign(
        decision=report.audit.decision_words(report.audit.obligations.loc[rows.index]),
        what=np.where(rows["verdict"] == "pending", TO_DO, RUNS_OUT),
        days_left=((rows["due"] - as_at).dt.days).astype("Int32"),
        working_days_left=_working_days(report, rows["due"]),
    )
    rows = report.with_next(in_order(rows, ["due", "theme", "step", "staff_code", "crn", "subject"]))
    return DueNext(
        report=report,
        days=days,
        until=report.audit.as_at + timedelta(days),
        rows=rows,
        later=int((pending & (obligations["due"] > until)).sum()),
        no_day=int((pending & obligations["due"].isna()).sum()),
        overdue=int((obligations["verdict"] == "overdue").sum()),
    )


def in_order(rows: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Some rows by some columns, texts in alphabetical order, blank first."""
    keys = [rows[name] if name == "due" else rows[name].astype("str").fillna("") for name in columns]
    return rows.iloc[np.lexsort([key.to_numpy() for key in reversed(keys)])].reset_index(drop=True)


def _renewed(report: Report) -> pd.Series:
    """Obligations of steps whose deed holds only until its due day: training, reviews, oversight."""
    policy, step = report.obligations["policy"], report.obligations["step"]
    renewed = pd.Series(False, index=step.index)
    for replayed in report.audit.replays:
        steps = [step.id for step in replayed.pack.steps if step.shape == "renewed"]
        renewed |= (policy == replayed.pack.head.name) & step.isin(steps)
    return renewed


def _working_days(report: Report, due: pd.Series) -> "pd.arrays.IntegerArray":
    numbers, unknown = report.audit.calendar.working_days_until(report.audit.as_at, due.to_numpy())
    return pd.arrays.IntegerArray(numbers.astype(np.int32), unknown)


def by_place(rows: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """One row for each officer or team (`columns`): `within_5` (working days), `all`, and the `first` due day."""
    keyed = rows.assign(**{name: rows[name].astype("str").fillna("") for name in columns})
    soon = keyed["working_days_left"].fillna(0) <= 5
    groups = keyed.assign(soon=soon).groupby(columns, sort=True)
    found = groups.agg(within_5=("soon", "sum"), all=("soon", "size"), first=("due", "min"))
    return found.reset_index()
