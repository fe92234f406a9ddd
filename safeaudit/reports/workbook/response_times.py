"""The sheet of how long other agencies take over duties of their own."""

import pandas as pd

from safeaudit.reports.workbook.columns import WHATEVER
from safeaudit.reports.workbook.sheet import Column, Sheet
from safeaudit.worklists.response_times import response_times

COLUMNS = (
    Column("Kind", "kind", "text", 20),
    Column("Local authority", "local_authority", "text", 22),
    Column("The agency's own duty", "standard", "text", 26),
    Column("Number", "number", "number", 9),
    Column("In time", "in_time", "number", 8),
    Column("Known whether in time", "of_in_time", "number", 12),
    Column("Share in time", "share", "share", 9),
    Column("Done", "done", "number", 8),
    Column("Days are", "days", "text", 10),
    Column("Median days until done", "median", "number with half", 11),
    Column("Longest days until done", "longest", "number", 11),
    Column("Not done, or running", "not_done", "number", 11),
    Column("Median days so far", "waiting_median", "number with half", 11),
    Column("Longest days so far", "waiting_longest", "number", 11),
)
NOTES = (
    "Each row is the duty of another agency, the local authority, in its paragraph of the framework. It shows how long"
    " that takes and is no verdict on staff: nothing here counts in any rate.",
    "enquiry: from sending to the answer; in time, acknowledged or answered by the first working day after sending. The"
    " contact log holds no acknowledgements, so of its enquiries it is not known whether they were in time.",
    "referral: from sending to the first reply (acknowledgement or outcome), and to the outcome, which is the nearest"
    " day held to that of the decision: whether the decision was in time cannot be told.",
    "first core group: from a child's first initial conference to the first core group on or after it, in calendar"
    " days, as 8.5 does not say working days. The authority is that of the child's row.",
    "child-in-need plan: how long each child's plan that runs at as-at has run; reviews are not held.",
    "Blank: nothing to count, or not held. A kind that is missing: the extracts hold nothing of it. A reply dated"
    " before the sending is not in the days.",
    WHATEVER,
)


def response_times_sheet(waits: pd.DataFrame) -> Sheet:
    """For each kind and local authority: how many, in time, done, median and longest, and what still waits."""
    rows = response_times(waits)
    rows = rows.assign(share=(rows["in_time"] / rows["of_in_time"].where(rows["of_in_time"] > 0)).astype("Float64"))
    title = "Response times of other agencies, by local authority"
    none = "The extracts hold nothing that was for another agency to do."
    return Sheet("Response times", "ResponseTimes", title, NOTES, COLUMNS, rows, keep=2, none=none)
