"""The sheet of enquiries without an answer, ready to send on to each local authority."""

import pandas as pd

from safeaudit.reports.workbook.columns import PLACE, WHATEVER
from safeaudit.reports.workbook.sheet import Column, Sheet
from safeaudit.worklists.enquiries import outstanding

COLUMNS = (
    Column("Local authority", "local_authority", "text", 24),
    Column("Enquiry", "enquiry_ref", "text", 14),
    Column("CRN", "crn", "text", 12),
    Column("Asked at", "asked_at", "text", 20),
    Column("Sent", "sent", "date", 14),
    Column("Acknowledged", "acknowledged", "date", 15),
    Column("Days waiting", "waiting", "number", 10),
    Column("Case is", "case_is", "text", 12),
    Column("Followed up", "followed_up", "date", 14),
    Column("Escalated", "escalated", "date", 14),
    *PLACE,
    Column("Known from", "source", "text", 12),
)
POINTS = {
    "psr": "pre-sentence report",
    "sentence-start": "start of sentence",
    "curfew": "curfew",
    "new-contact": "new contact",
    "pre-release": "before release",
    "address": "address",
    "pre-birth": "before birth",
}


def outstanding_sheet(enquiries: pd.DataFrame) -> Sheet:
    """Every enquiry sent and not answered by as-at, by local authority, the longest waiting first."""
    rows = outstanding(enquiries)
    case_is = rows["open"].map({True: "open", False: "closed"})
    rows = rows.assign(case_is=case_is, asked_at=rows["point"].map(POINTS).fillna(""))
    notes = (
        "Filter by local authority to send a list on; print shows what an authority needs and no more.",
        "An enquiry known from the contact log alone has no reference and names no authority. Days: calendar days.",
        WHATEVER,
    )
    title = f"Enquiries outstanding: {len(rows):,} without an answer"
    name, table = "Enquiries outstanding", "EnquiriesOutstanding"
    return Sheet(name, table, title, notes, COLUMNS, rows, keep=3, printed=7)
