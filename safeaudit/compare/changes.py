"""What can have become of an obligation between two audits: each has exactly one of these."""

from enum import StrEnum


class Change(StrEnum):
    """The classes, in the order of reports; `MEANINGS` says what each holds and what it never holds."""

    NEW = "new"
    STILL_OPEN = "still open"
    IN_TIME = "put right in time"
    PUT_RIGHT_LATE = "put right late"
    MISSED = "missed"
    LAPSED = "lapsed"
    NO_LONGER_APPLICABLE = "no longer applicable"
    GONE = "gone with the data"
    DATA = "changed with the data"
    RULE = "changed by a rule"
    NOT_TOLD = "not told"
    LEFT_OUT = "left out"
    AS_BEFORE = "as before"


MEANINGS = {
    Change.NEW: "only in the later audit: triggered since, or recorded since",
    Change.STILL_OPEN: "pending or overdue in both, and not done since",
    Change.IN_TIME: "done since, in time: not done in the earlier audit, or due again; done on a day after it",
    Change.PUT_RIGHT_LATE: "the same, but after its due day",
    Change.MISSED: "was open; its time has run out since, and it can no longer be put right",
    Change.LAPSED: "was done; what was done has run out, and it is wanted again",
    Change.NO_LONGER_APPLICABLE: "a reason that the policy permits is on record since, or what it rested on has ended",
    Change.GONE: "only in the earlier audit: its row, its case or the table it came from is no longer there",
    Change.DATA: "the records were changed, or completed for days that the earlier audit covered; no work since",
    Change.RULE: "the step's meaning, its benchmark or the calendar was changed between the audits",
    Change.NOT_TOLD: "the records hold no day or no answer to tell it by: neither work nor a change of data",
    Change.LEFT_OUT: "outside the filters or the policies of the other audit, so it cannot be compared",
    Change.AS_BEFORE: "met, late, exempt or breached, and the same in both",
}
# What was done between the two audits.
WORK = (Change.IN_TIME, Change.PUT_RIGHT_LATE)
