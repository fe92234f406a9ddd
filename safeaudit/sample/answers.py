"""The words that a reader of files answers with."""

DONE_IN_TIME, DONE_LATE, NOT_DONE, NOT_NEEDED = "done in time", "done late", "not done", "not needed"
CANNOT_TELL = "cannot tell"
FINDINGS = (DONE_IN_TIME, DONE_LATE, NOT_DONE, NOT_NEEDED, CANNOT_TELL)
# What a verdict on the records says, in the reader's words. What is pending is not yet to be read.
FINDING_OF_VERDICT = {
    "met": DONE_IN_TIME,
    "late": DONE_LATE,
    "overdue": NOT_DONE,
    "breached": NOT_DONE,
    "exempt": NOT_NEEDED,
    "not assessable": CANNOT_TELL,
}
ANSWERS = ("yes", "in part", "no", "does not apply", CANNOT_TELL)
STEP, QUESTION = "step", "question"
CHOICES = {STEP: FINDINGS, QUESTION: ANSWERS}
