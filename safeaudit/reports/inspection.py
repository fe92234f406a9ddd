"""Each theme as inspectors count: of the cases where something was required, in how many was it done."""

from collections.abc import Sequence

import pandas as pd

from safeaudit.packs.inspection import Question, inspection_questions
from safeaudit.reports.headline import IN_THE_RATE

NOT_DONE = ["overdue", "breached"]


def by_question(obligations: pd.DataFrame, policies: Sequence[str]) -> pd.DataFrame:
    """One row for each theme with obligations or a question, in the order of the questions.

    Columns: theme, stage, asks; of the cases (for training the people, for the organisation the units): required
    (something was due: met, late, overdue or breached), done (all of that was, be it late), rate (done / required,
    missing where nothing was required), in_time (all of it in time), cannot_tell (nothing was due, and something is
    not assessable) and not_due (exempt or pending only).
    """
    questions: dict[str, Question] = {}
    for policy in policies:
        questions |= inspection_questions(policy)
    rows = []
    for theme, question in questions.items():
        mine = obligations[obligations["theme"] == theme]
        rows.append({"theme": theme, "stage": question.stage, "asks": question.asks, **_counts(mine)})
    columns = ["theme", "stage", "asks", "required", "done", "in_time", "cannot_tell", "not_due"]
    frame = pd.DataFrame(rows, columns=columns)
    required = frame["required"].where(frame["required"] > 0)
    return frame.assign(rate=(frame["done"] / required).astype("float64"))


def _counts(obligations: pd.DataFrame) -> dict[str, int]:
    """The cases (or people, or units) of one theme, each counted once."""
    who = obligations["crn"].astype("str").where(obligations["crn"].notna(), obligations["subject"].astype("str"))
    verdict = obligations["verdict"]

    def those_with(verdicts: Sequence[str]) -> set[str]:
        return set(who[verdict.isin(verdicts)])

    required, unclear = those_with(IN_THE_RATE), those_with(["not assessable"])
    return {
        "required": len(required),
        "done": len(required - those_with(NOT_DONE)),
        "in_time": len(required - those_with([*NOT_DONE, "late"])),
        "cannot_tell": len(unclear - required),
        "not_due": len(set(who) - required - unclear),
    }
