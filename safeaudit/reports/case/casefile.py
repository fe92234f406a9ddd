"""Everything that one case's page says, gathered from an audit of that case alone."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from safeaudit.audit import Audit
from safeaudit.filters import Filters
from safeaudit.replay.needs import WITHOUT_CASES
from safeaudit.reports.obligation_table import obligation_table
from safeaudit.reports.report import Report
from safeaudit.worklists.timeline import timeline

# What can still be acted on comes first, then what cannot.
ORDER = ["overdue", "breached", "late", "pending", "not assessable", "exempt", "met"]


@dataclass(frozen=True)
class CaseFile:
    """One case.

    `events`: its rows of `cases` (event_number, staff_code, team, pdu). `obligations`: the columns of
    `obligation_table` and `next` (what to do), `counted` (how the due day was counted), `not_counted` (records that do
    not count, each with why, parted by `; `), most pressing first. `timeline`: day, time, what, evidence. `unreadable`:
    cells of its rows that cannot be read, as `column of file:row`. `not_assessed`: steps that nobody could judge, each
    with what it lacks.
    """

    audit: Audit
    filters: Filters
    crn: str
    events: pd.DataFrame
    obligations: pd.DataFrame
    timeline: pd.DataFrame
    unreadable: list[str]
    not_assessed: dict[str, str]


def casefile(audit: Audit, filters: Filters) -> CaseFile:
    """Gather the page of the one case that was audited; of some steps alone, what happened is what they rest on."""
    report = Report(audit, filters, obligation_table(audit))
    rows = audit.obligations
    told = report.with_next(report.obligations)
    told = _pressing_first(told.assign(counted=audit.trails(rows), not_counted=audit.considered(rows)))
    happened = timeline(report.known)
    happened = happened.assign(evidence=audit.places(happened.pop("record")))
    if filters.steps:
        rests_on = {place for evidence in told["evidence"] for place in evidence.split("; ")}
        happened = happened[happened["evidence"].isin(rests_on)].reset_index(drop=True)
    events = audit.extracts.tables["cases"].rows[["event_number", "staff_code", "team", "pdu"]]
    (crn,) = report.known.caseload.crns
    return CaseFile(audit, filters, crn, events, told, happened, list(_unreadable(audit)), _not_assessed(audit))


def _pressing_first(obligations: pd.DataFrame) -> pd.DataFrame:
    """By verdict, then by due day (none: last), else in the order they had."""
    rank = obligations["verdict"].astype("str").map(ORDER.index)
    order = obligations.assign(rank=rank).sort_values(["rank", "due"], kind="stable")
    return order.drop(columns="rank").reset_index(drop=True)


def _not_assessed(audit: Audit) -> dict[str, str]:
    """The steps about cases that could not be judged, and what they lack."""
    about_cases = {step.id for r in audit.replays for step in r.pack.steps if step.falls.on not in WITHOUT_CASES}
    lacks = zip(audit.steps["step"], audit.steps["not_assessed"], strict=True)
    return {step: why for step, why in lacks if why and step in about_cases}


def _unreadable(audit: Audit) -> Iterator[str]:
    """The cells of the case's rows that cannot be read."""
    for table in audit.extracts.tables.values():
        for position, column in zip(table.unusable["position"], table.unusable["column"], strict=True):
            row = table.rows.iloc[position]
            source = table.sources[row["source"]]
            sheet = f"[{source.sheet}]" if source.sheet else ""
            yield f"{column} of {source.file}{sheet}:{row['row']}"
