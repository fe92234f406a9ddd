"""What falls due as a CSV file and as one JSON object."""

import io
import json

import pandas as pd

from safeaudit.reports.due.fall_due import DueNext, by_place
from safeaudit.reports.json_report import records
from safeaudit.reports.manifest import policies, program, settings
from safeaudit.reports.tables_csv import write_rows

COLUMNS = [
    "due",
    "days_left",
    "working_days_left",
    "what",
    "crn",
    "event_number",
    "subject",
    "step",
    "title",
    "next",
    "reason",
    "theme",
    "paragraphs",
    "strength",
    "basis",
    "staff_code",
    "team",
    "pdu",
    "trigger_on",
    "obligation_id",
    "evidence",
]


def due_csv(due: DueNext) -> str:
    """The list as CSV text, the marking in a column of its own."""
    file = io.StringIO(newline="")
    write_rows(file, due.rows[COLUMNS].assign(marking=due.report.audit.settings.marking))
    return file.getvalue()


def due_json(due: DueNext) -> str:
    """The list as JSON text, one object."""
    audit = due.report.audit
    report = {
        "as_at": audit.as_at.isoformat(),
        "until": due.until.isoformat(),
        "days": due.days,
        "marking": audit.settings.marking,
        "program": program(),
        "policies": policies(audit),
        "calendar": audit.calendar.version,
        "settings": settings(audit),
        "counts": due.counts | {"later": due.later, "no due day": due.no_day, "overdue": due.overdue},
        "due": records(due.rows[COLUMNS]),
        "by_team": _places(due.rows, ["pdu", "team"]),
        "by_officer": _places(due.rows, ["staff_code", "team", "pdu"]),
    }
    return json.dumps(report, indent=2, ensure_ascii=False) + "\n"


def _places(rows: pd.DataFrame, columns: list[str]) -> list[dict[str, object]]:
    return records(by_place(rows, columns))
