"""A few rows as they come in real extracts: they are data problems, and none of them changes a planted
exception.

One set for every 300 cases, always the same kinds. The tables are changed in place.
"""

import numpy as np

from safeaudit.demo.codes import CONTACTS, ENQUIRY_SENT, ENQUIRY_UNCLEAR
from safeaudit.demo.days import AS_AT, DAY, Columns, Text
from safeaudit.demo.people import UNUSUAL_EVERY
from safeaudit.demo.plan import Plan, as_text, text

ORPHAN_CRN = "Z900000"  # no case has it: cases begin at Z900001
ORPHAN_STAFF = "N99Z999"
UNREADABLE_DATE = "31/02/2026"
FOLLOW_UP = ("followup-no-ack-2wd", "escalate-no-ack", "escalate-ack-only-2-further-wd")


def sets(cases: int) -> int:
    """Give how many sets of messy rows so many cases get."""
    return max(1, cases // UNUSUAL_EVERY)


def mess_enquiries(columns: Columns, plan: Plan, count: int) -> None:
    """Spoil an acknowledgement in `count` rows, and append orphans, exact duplicates and repeated references.

    The spoilt rows are unanswered and were overdue: with an unreadable acknowledgement nobody can tell.
    """
    for name in columns:
        columns[name] = as_text(columns[name])
    unanswered = columns["sent"] != ""
    for name in ("acknowledged", "responded", "followed_up", "escalated"):
        unanswered &= columns[name] == ""
    overdue = {row[3] for row in plan.rows() if row[0] == "followup-no-ack-2wd" and row[7] == "overdue"}
    listed = np.array([reference in overdue for reference in columns["enquiry_ref"]], dtype=bool)
    spoilt = np.flatnonzero(unanswered & listed & (columns["point"] == "sentence-start"))[:count]
    columns["acknowledged"][spoilt] = UNREADABLE_DATE
    plan.drop(FOLLOW_UP, set(columns["enquiry_ref"][spoilt]))

    sent = np.flatnonzero((columns["sent"] != "") & (columns["acknowledged"] != UNREADABLE_DATE))[:count]
    orphans = {name: column[sent].copy() for name, column in columns.items()}
    orphans["crn"][:] = ORPHAN_CRN
    orphans["enquiry_ref"][:] = [f"E9{number:05d}" for number in range(len(sent))]
    twins = {name: column[sent].copy() for name, column in columns.items()}
    repeated = {name: column[sent].copy() for name, column in columns.items()}
    repeated["sent"][:] = "2026-01-05"
    repeated["point"][:] = "new-contact"
    for name in columns:
        columns[name] = np.concatenate([columns[name], orphans[name], twins[name], repeated[name]])


def mess_training(training: Columns, count: int) -> None:
    """Append completions of a staff code that `staff` does not hold."""
    for name, value in (("staff_code", ORPHAN_STAFF), ("course", "elearning")):
        training[name] = np.concatenate([training[name], text(value, count)])
    days = np.datetime64("2025-06-02", "D") + np.arange(count).astype("m8[D]")
    training["completed_on"] = np.concatenate([training["completed_on"], days])


def messy_contacts(crn: Text, count: int) -> list[list[str]]:
    """Give contact rows to append: an unreadable date, an orphan, an exact duplicate and an unclear enquiry
    of each set.
    """
    rows: list[list[str]] = []
    for number in range(count):
        case = str(crn[(number * UNUSUAL_EVERY) % len(crn)])

        def row(crn: str, day: str, code: str, outcome: str) -> list[str]:
            return [crn, "1", day, "10:15", code, CONTACTS[code], outcome, "", "", "N"]

        rows.append(row(case, UNREADABLE_DATE, "COAP", "ATTC"))
        day = str(AS_AT - (5 + number) * DAY)
        rows.append(row(ORPHAN_CRN, day, "SFGC", ENQUIRY_SENT))
        rows.extend([row(case, day, "COPT", "ATTC")] * 2)
        rows.append(row(case, day, "SFGC", ENQUIRY_UNCLEAR))
    return rows
