"""The report as one JSON object: the same figures as the terminal's."""

import json
from dataclasses import asdict
from typing import Any

import pandas as pd

from safeaudit.audit import Audit
from safeaudit.filters import Filters
from safeaudit.reports.breakdown import basis_of_steps, exceptions_by
from safeaudit.reports.decisions import decisions_made
from safeaudit.reports.headline import Headline, headline
from safeaudit.reports.inspection import by_question
from safeaudit.reports.manifest import policies, program, settings
from safeaudit.reports.obligation_table import URGENCY, urgent_first
from safeaudit.reports.tables_csv import iso_days
from safeaudit.reports.terminal import MOST_URGENT
from safeaudit.schemas import schema_id

URGENT_COLUMNS = [
    "obligation_id",
    "policy",
    "step",
    "title",
    "paragraphs",
    "theme",
    "strength",
    "basis",
    "crn",
    "event_number",
    "subject",
    "trigger_on",
    "due",
    "done_on",
    "verdict",
    "days",
    "staff_code",
    "team",
    "pdu",
    "decision",
]


def json_report(audit: Audit, filters: Filters) -> str:
    """The report of an audit as JSON text, one object."""
    sums = headline(audit, filters)
    urgent = urgent_first(audit.obligations)
    shown = urgent.head(MOST_URGENT)
    report = {
        "schema": schema_id("report"),
        "as_at": audit.as_at.isoformat(),
        "marking": audit.settings.marking,
        "program": program(),
        "policies": policies(audit),
        "calendar": audit.calendar.version,
        "settings": settings(audit),
        "headline": _headline(sums),
        "steps": records(audit.steps.assign(basis=basis_of_steps(audit.obligations, audit.steps))),
        "inspection": records(by_question(audit.obligations, [r.pack.head.name for r in audit.replays])),
        "exceptions_by_team": records(exceptions_by(audit.obligations, ["pdu", "team"])),
        "most_urgent": {
            "order": URGENCY,
            "shown": len(shown),
            "of": len(urgent),
            "obligations": records(
                shown.assign(obligation_id=audit.ids(shown), decision=audit.decision_words(shown))[URGENT_COLUMNS]
            ),
        },
        "decisions": records(decisions_made(audit)),
    }
    return json.dumps(report, indent=2, ensure_ascii=False) + "\n"


def _headline(sums: Headline) -> dict[str, Any]:
    return asdict(sums) | {
        "obligations": sums.obligations,
        "due": sums.due,
        "log_from": sums.log_from.isoformat() if sums.log_from else None,
    }


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame as objects: ISO dates, null for blank."""
    columns = [_plain(frame[name]) for name in frame.columns]
    return [dict(zip(frame.columns, row, strict=True)) for row in zip(*columns, strict=True)]


def _plain(column: pd.Series) -> list[Any]:
    if column.dtype.kind == "M":
        return iso_days(column)
    return column.astype(object).where(column.notna(), None).tolist()
