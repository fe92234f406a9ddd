"""What a reading form asks of each case: each step that the records judge, and what only a file can answer."""

from collections.abc import Sequence
from difflib import get_close_matches

import numpy as np
import pandas as pd

from safeaudit.clock.in_words import in_words
from safeaudit.errors import CommandError
from safeaudit.packs.coverage import Coverage, load_coverage
from safeaudit.packs.load import PACKS
from safeaudit.reports.sample.drawn import DipSample
from safeaudit.sample.answers import FINDING_OF_VERDICT, QUESTION, STEP

COLUMNS = ["crn", "kind", "id", "step", "asks", "paragraphs", "records", "record"]


def file_questions(policies: Sequence[str], wanted: Sequence[str] = ()) -> list[Coverage]:
    """The questions to the reader of a file, of the policies' coverage; `wanted`: only these, by requirement.

    CommandError for one that is none.
    """
    covered = [name for name in policies if (PACKS / name / "coverage.csv").is_file()]
    asked = [line for name in covered for line in load_coverage(name) if line.audited_by == "file-reading"]
    known = {line.requirement for line in asked}
    for name in wanted:
        if name not in known:
            alike = ", ".join(get_close_matches(name, known, n=3, cutoff=0.4)) or "safeaudit policy coverage lists them"
            raise CommandError(f"--question: {name!r} is no question to the reader of a file. Most like it: {alike}.")
    return [line for line in asked if not wanted or line.requirement in wanted]


def form_lines(drawn: DipSample, questions: Sequence[Coverage]) -> pd.DataFrame:
    """One row for each line of the forms, by CRN, steps before questions.

    Columns (text): crn; kind (`step`, `question`); id: of the obligation or requirement; step; asks: what stands on the
    form; paragraphs; records: what the records say; record: that in the reader's words.
    """
    crns = drawn.sample.cases["crn"]
    lines = pd.concat([_steps(drawn, set(crns)), _questions(crns, questions)], ignore_index=True)
    return lines.sort_values("crn", kind="stable", ignore_index=True)


def _steps(drawn: DipSample, crns: set[str]) -> pd.DataFrame:
    rows = drawn.report.obligations
    rows = rows[rows["crn"].isin(crns) & rows["verdict"].isin(list(FINDING_OF_VERDICT))]
    texts = {name: rows[name].astype("str").fillna("") for name in ("title", "subject", "verdict", "reason")}
    trigger = rows["trigger_on"].to_numpy().astype("datetime64[D]")
    since = np.where(np.isnat(trigger), "", " from " + in_words(trigger))
    about = np.where(texts["subject"] == "", "", " (" + texts["subject"].to_numpy(dtype=object) + ")")
    frame = {
        "crn": rows["crn"],
        "kind": STEP,
        "id": rows["obligation_id"],
        "step": rows["step"],
        "asks": texts["title"].to_numpy(dtype=object) + about + since,
        "paragraphs": rows["paragraphs"],
        "records": texts["verdict"].to_numpy(dtype=object) + ": " + texts["reason"].to_numpy(dtype=object),
        "record": rows["verdict"].map(FINDING_OF_VERDICT),
    }
    return pd.DataFrame({name: np.asarray(frame[name], dtype=object) if name != "kind" else STEP for name in COLUMNS})


def _questions(crns: pd.Series, questions: Sequence[Coverage]) -> pd.DataFrame:
    asked = [[QUESTION, q.requirement, "", q.question, ";".join(q.paragraphs), "", ""] for q in questions]
    rows = [[crn, *line] for crn in crns for line in asked]
    return pd.DataFrame(rows, columns=COLUMNS, dtype=object)
