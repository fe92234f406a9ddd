"""What people fill in, in which words; the same in the workbook, the document and an earlier return."""

from dataclasses import dataclass
from typing import Literal

from safeaudit.section11.scales import RATINGS

ANSWERS = ("yes", "partly", "no", "not applicable")
STATUSES = ("not started", "in progress", "complete", "closed without doing")


@dataclass(frozen=True)
class Field:
    """One cell to be filled in: its name, its heading, its kind, and the words to choose from."""

    name: str
    heading: str
    kind: Literal["text", "date", "choice"]
    choices: tuple[str, ...] = ()


ACTION = (
    Field("action", "Action", "text"),
    Field("owner", "Owner (post)", "text"),
    Field("due_on", "Due by", "date"),
    Field("status", "Status", "choice", STATUSES),
)
SELF_RATING = Field("self_rating", "Self-rating", "choice", RATINGS)
MODERATED = Field("moderated_rating", "Moderated rating", "choice", RATINGS)
OF_A_CRITERION = (
    SELF_RATING,
    Field("evidence", "Evidence, and where it is", "text"),
    MODERATED,
    *ACTION,
)
OF_A_QUESTION = (
    Field("answer", "Answer", "choice", ANSWERS),
    Field("evidence", "Evidence, and where it is", "text"),
    *ACTION,
)
FIELDS = {field.name: field for field in (*OF_A_CRITERION, *OF_A_QUESTION)}
ID, VERSION = "Id", "Version"
ON_THE_SCALE = "as the scale writes it"
# What the program writes anew in every return; any other heading of an earlier one is somebody's own.
SHOWN = frozenset(
    {
        *("Area", "Standard", "Criterion", "Evidenced by", "Done in time", "Of those due", "Share", "Not assessable"),
        *("Period from", "As at", "Strengths as the numbers show them", "Gaps as the numbers show them"),
        *("What cannot be told", "Rests on", "Question", "Document", "Paragraphs", "Strength", "Whose duty"),
        *(f"{field.heading} {ON_THE_SCALE}" for field in (SELF_RATING, MODERATED)),
        ID,
        VERSION,
    }
)
