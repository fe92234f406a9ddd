"""The columns that several sheets share, under one heading everywhere."""

import pandas as pd

from safeaudit.reports.workbook.sheet import Column

BLANK_CRN = "A blank CRN: the duty falls on a staff member or a unit, named under Reference."
WHO = (Column("CRN", "crn", "text", 12), Column("Event", "event_number", "plain number", 9))
STEP = Column("What the policy asks", "title", "text", 38)
REASON = Column("What the records say", "reason", "text", 48)
NEXT = Column("What to do next", "next", "text", 34)
DUE = Column("Due", "due", "date", 14)
TRIGGERED = Column("Triggered", "trigger_on", "date", 14)
OFFICER = Column("Officer", "staff_code", "text", 12)
TEAM = Column("Team", "team", "text", 14)
PDU = Column("PDU", "pdu", "text", 18)
PLACE = (OFFICER, TEAM, PDU)
PARAGRAPHS = Column("Paragraphs", "paragraphs", "text", 24)
STRENGTH = Column("Strength", "strength", "text", 13)
BASIS = Column("Due day set by", "basis", "text", 13)
THEME = Column("Theme", "theme", "text", 22)
TRACE = (
    Column("Reference", "subject", "text", 16),
    Column("Rows it rests on", "evidence", "text", 40),
    Column("Step", "step", "text", 28),
    Column("Obligation id", "obligation_id", "text", 20),
)
WHATEVER = "Days, themes and steps asked for do not narrow this list; PDUs, teams and officers do."


def wrappable(rows: pd.DataFrame) -> pd.DataFrame:
    """Give rows with their paragraphs parted by `; `, so that a cell can break between them."""
    different = rows["paragraphs"].astype("category")
    parted = {text: text.replace(";", "; ") for text in different.cat.categories}
    return rows.assign(paragraphs=different.cat.rename_categories(parted))
