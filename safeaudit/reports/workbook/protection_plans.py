"""The sheet of every case with a child protection plan, for the eyes of managers and of the head (6.5, 8.19)."""

import pandas as pd

from safeaudit.reports.obligation_table import EXCEPTIONS
from safeaudit.reports.report import Report
from safeaudit.reports.workbook.columns import PLACE, WHATEVER
from safeaudit.reports.workbook.sheet import Column, Sheet

TABLES = ("plans", "registrations", "contacts", "conferences", "assessments")
COLUMNS = (
    Column("CRN", "crn", "text", 12),
    Column("Register right?", "register", "text", 18),
    Column("On it since", "register_since", "date", 14),
    Column("Register review due", "next_review", "date", 14),
    Column("Latest oversight", "oversight", "date", 14),
    Column("Oversight due", "oversight_due", "date", 14),
    Column("Oversight is", "oversight_state", "verdict", 14),
    Column("Next conference", "conference", "text", 14),
    Column("Conference on", "conference_on", "date", 14),
    Column("Report due", "report_due", "date", 14),
    Column("Report sent", "report_sent", "date", 14),
    Column("Latest OASys", "assessed", "date", 14),
    Column("RoSH to children", "rosh", "text", 13),
    Column("Not done", "not_done", "number", 10),
    Column("Done late", "late", "number", 10),
    *PLACE,
    Column("Plan since", "since", "date", 14),
    Column("Known from", "source", "text", 16),
    Column("Children", "children", "text", 14),
    Column("Local authority", "local_authority", "text", 20),
)


def protection_plans_sheet(report: Report) -> Sheet:
    """Every case open at as-at with a child protection plan then; those with most that is not done first."""
    rows = report.plans.assign(**_exceptions(report.plans["crn"], report.obligations))
    rows = rows.sort_values(["not_done", "late", "crn"], ascending=[False, False, True], ignore_index=True)
    supplied = report.known.caseload.rows.supplied
    lacking = [table for table in TABLES if not supplied(table)]
    notes = (
        "Every open case with a child protection plan: what a head must be aware of (6.5) and managers oversee (8.19).",
        "Register right?: the child protection register of NDelius, or in custody the alert of DPS, is active.",
        "Not done: exceptions of the case that are overdue or breached. A blank date: none is recorded.",
        WHATEVER,
        *([f"Not supplied, so blank here: {', '.join(lacking)}."] if lacking else []),
    )
    title = f"Child protection plans: {len(rows):,} open cases"
    name, table = "Child protection plans", "ChildProtectionPlans"
    return Sheet(name, table, title, notes, COLUMNS, rows, keep=1, printed=17, none=_none(lacking))


def _exceptions(crns: pd.Series, obligations: pd.DataFrame) -> dict[str, pd.Series]:
    """How many of each case's obligations are not done (overdue or breached), and how many were done late."""
    mine = obligations[obligations["crn"].isin(crns) & obligations["verdict"].isin(EXCEPTIONS)]
    late = mine["verdict"] == "late"
    counts = {"not_done": mine[~late]["crn"].value_counts(), "late": mine[late]["crn"].value_counts()}
    return {name: crns.map(count.to_dict()).fillna(0).astype("int64") for name, count in counts.items()}


def _none(lacking: list[str]) -> str:
    if {"plans", "registrations"} <= set(lacking):
        return "Cannot be told: neither plans nor registrations were supplied."
    return "None: no open case has a child protection plan on record."
