"""The sheet of how long each local authority takes to answer."""

import pandas as pd

from safeaudit.reports.headline import day_text
from safeaudit.reports.workbook.columns import WHATEVER
from safeaudit.reports.workbook.sheet import Column, Sheet
from safeaudit.worklists.enquiries import response_times

COLUMNS = (
    Column("Local authority", "local_authority", "text", 24),
    Column("Sent", "sent", "number", 9),
    Column("Acknowledged within a working day", "in_a_day", "number", 15),
    Column("Of those it can be told of", "of_in_a_day", "number", 12),
    Column("Share within a working day", "share", "share", 13),
    Column("Answered", "answered", "number", 11),
    Column("Median days to answer", "median", "number with half", 12),
    Column("Longest days to answer", "longest", "number", 12),
    Column("Not answered", "unanswered", "number", 11),
    Column("Longest days waiting", "waiting_longest", "number", 11),
)


def response_times_sheet(enquiries: pd.DataFrame) -> Sheet:
    """For each local authority: sent, acknowledged within a day, answered, median, longest."""
    rows = response_times(enquiries)
    rows = rows.assign(share=(rows["in_a_day"] / rows["of_in_a_day"].where(rows["of_in_a_day"] > 0)).astype("Float64"))
    notes = (
        _period(enquiries),
        "Median and longest are of those answered, in calendar days; those still waiting stand beside them.",
        "Acknowledged or answered by the first working day after sending. The contact log holds no acknowledgements,"
        " so its enquiries are not among those it can be told of.",
        WHATEVER,
    )
    return Sheet("Response times", "ResponseTimes", "Response times by local authority", notes, COLUMNS, rows, keep=1)


def _period(enquiries: pd.DataFrame) -> str:
    if not len(enquiries):
        return "The extracts hold no enquiry that was sent."
    first, last = enquiries["sent"].min(), enquiries["sent"].max()
    return f"Of enquiries sent from {day_text(first.date())} to {day_text(last.date())}, tracker and contact log."
