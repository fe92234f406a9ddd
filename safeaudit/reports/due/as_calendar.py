"""What falls due as a calendar file (iCalendar, RFC 5545): an all-day entry on each due day."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pandas as pd
from icalendar import Calendar, Event

from safeaudit import __version__
from safeaudit.reports.due.fall_due import RUNS_OUT, DueNext
from safeaudit.reports.plain import plain


def due_calendar(due: DueNext) -> bytes:
    """The calendar file. Each entry's UID is its obligation's id: read again next month, it replaces itself.

    It holds no clock time: what the standard wants as the time of writing is the as-at day.
    """
    marking = due.report.audit.settings.marking
    calendar = Calendar()
    calendar.add("prodid", f"-//safeaudit//{__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"{marking}: child safeguarding, due next")
    for row in due.rows.to_dict("records"):
        calendar.add_component(_entry(dict(row), marking, datetime.combine(due.report.audit.as_at, time(), UTC)))
    return calendar.to_ical()


def _entry(row: dict[Any, Any], marking: str, as_at: datetime) -> Event:
    day = row["due"].date()
    who = plain(str(row["subject"] if pd.isna(row["crn"]) else row["crn"]))
    runs_out = "runs out: " if row["what"] == RUNS_OUT else ""
    entry = Event()
    entry.add("uid", f"{row['obligation_id']}@safeaudit")
    entry.add("dtstamp", as_at)
    entry.add("last-modified", as_at)
    # Later audits supersede earlier ones.
    entry.add("sequence", as_at.toordinal())
    entry.add("dtstart", day)
    entry.add("dtend", day + timedelta(1))
    entry.add("summary", f"{who}: {runs_out}{row['title']}")
    lines = [row["next"], row["reason"], f"{row['step']} ({row['paragraphs'].replace(';', ', ')})", marking]
    entry.add("description", "\n".join(plain(line) for line in lines))
    entry.add("categories", [row["theme"]])
    entry.add("class", "CONFIDENTIAL")
    # It marks a day, and takes no time out of it.
    entry.add("transp", "TRANSPARENT")
    return entry
