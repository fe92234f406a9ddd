"""One action: what was written beside an obligation, and the headings under which it stands in a workbook."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

ID = "Obligation id"
# What is filled in, and what is said of the obligation beside it, by heading and by the name it goes on under.
FILLED_IN = {
    "Owner": "owner",
    "Action": "action",
    "Target date": "target_date",
    "Status": "status",
    "Comment": "comment",
}
BESIDE = {
    "CRN": "crn",
    "What the policy asks": "title",
    "Due": "due",
    "Officer": "staff_code",
    "Team": "team",
    "PDU": "pdu",
    "Step": "step",
    "Closed as at": "closed_as_at",
}
DAYS = ("target_date", "due", "closed_as_at")
KNOWN = {ID: "obligation_id", **FILLED_IN, **BESIDE}


@dataclass(frozen=True)
class Action:
    """What was written beside one obligation.

    `cells`: by name, those of `FILLED_IN` and `BESIDE`: texts, or a day where one could be told. `found`: file, sheet
    and row. `of_closed`: it stood on a sheet of closed actions.
    """

    obligation_id: str
    cells: Mapping[str, str | date]
    found: str
    of_closed: bool

    def __getitem__(self, name: str) -> str | date:
        return self.cells.get(name, "")

    @property
    def written(self) -> tuple[str | date, ...]:
        """Only what was filled in."""
        return tuple(self[name] for name in FILLED_IN.values())
