"""Carries the answers of an earlier return onto the lines of this one, and lists what became of each line."""

from collections.abc import Sequence

import pandas as pd

from safeaudit.section11.earlier import Earlier, Remark, in_words
from safeaudit.section11.fields import OF_A_CRITERION, OF_A_QUESTION, Field

CHANGED = "requirement changed since; look at the answer again"
GONE = "no longer asked in this return; its answers stand here alone"
NEW = "new in this return"
EDITED = "its words were changed by hand; this return has them as they were"


def carried(lines: pd.DataFrame, fields: Sequence[Field], earlier: Earlier | None) -> pd.DataFrame:
    """Some lines (id, version) with a column for each field: what the earlier return answered, blank for nothing."""
    given = earlier.given if earlier else {}
    answers = [given[line].answers if line in given else {} for line in lines["id"]]
    columns: dict[str, pd.Series] = {}
    for field in fields:
        values = pd.Series([answer.get(field.name) for answer in answers], index=lines.index, dtype=object)
        columns[field.name] = pd.to_datetime(values).astype("datetime64[s]") if field.kind == "date" else values
    return lines.assign(**columns)


def remarks(criteria: pd.DataFrame, questions: pd.DataFrame, earlier: Earlier) -> list[Remark]:
    """What to look at after carrying: odd cells first, then each line that changed, was edited, is gone or is new."""
    words = pd.concat([criteria["asks"], questions["question"]])
    lines = pd.concat([criteria, questions])
    asks = dict(zip(lines["id"], words, strict=True))
    versions = dict(zip(lines["id"], lines["version"], strict=True))
    found = list(earlier.remarks)
    for line, given in earlier.given.items():
        told = in_words(given.answers)
        if line not in versions:
            if given.answers:
                found.append(Remark(line, given.cell, GONE, told))
        elif given.version != versions[line]:
            found.append(Remark(line, given.cell, CHANGED, told))
        elif given.asks != asks[line]:
            found.append(Remark(line, given.cell, EDITED, given.asks))
    return found + [Remark(line, "", NEW) for line in versions if line not in earlier.given]


def all_carried(
    criteria: pd.DataFrame, questions: pd.DataFrame, earlier: Earlier | None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The criteria and the questions, both with the answers of an earlier return, or with blanks."""
    return carried(criteria, OF_A_CRITERION, earlier), carried(questions, OF_A_QUESTION, earlier)
