"""All obligations of a replay as one frame, each with its id and its officer."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from safeaudit.caseload.arrays import Days, Mask, Words
from safeaudit.facts.known import Known
from safeaudit.replay.identity import obligation_ids
from safeaudit.replay.officers import PLACES, places
from safeaudit.replay.step import Judged
from safeaudit.shapes.standing import Verdict

OF_A_STEP = ("policy", "step", "title", "paragraphs", "theme", "strength")
VERDICT_WORDS = [verdict.word for verdict in Verdict if verdict is not Verdict.NO_ROW]


def tabulate(known: Known, judged: Sequence[Judged], policy: str, first: int = 0) -> pd.DataFrame:
    """One row for each obligation, in the order of the pack, then of CRN, event, subject and trigger.

    Columns: obligation_id; policy, step, title, paragraphs, theme, strength, basis (category); crn (str), event_number
    (Int32), subject (str); trigger_on, due, done_on (datetime64[s]); verdict (category); days (Int32); staff_code, team, pdu
    (category); and, for the wording, `judged` (which of the judged steps, numbered from `first`) and `position` (which of its obligations).
    """
    frames = [_of_step(known, step, number) for number, step in enumerate(judged)]
    frame = pd.concat(frames, ignore_index=True)
    number = frame.pop("number").to_numpy()
    facts = [(policy, s.id, s.title, ";".join(s.paragraphs), s.theme, s.strength) for s in (j.step for j in judged)]
    for position, column in enumerate(OF_A_STEP):
        frame[column] = _repeated([values[position] for values in facts], number)
    ids = [obligation_ids(known, step, policy, _crns(known, step)) for step in judged]
    kept = [step.verdict != Verdict.NO_ROW for step in judged]
    frame["obligation_id"] = np.concatenate([part[keep] for part, keep in zip(ids, kept, strict=True)] or [[]])
    frame["judged"] = number + first
    return sort(frame)


def sort(frame: pd.DataFrame) -> pd.DataFrame:
    """Obligations in an order that does not depend on the order of the extracts' rows."""
    keys = ["judged", "crn", "event_number", "subject", "trigger_on"]
    return frame.sort_values(keys, kind="stable", na_position="first", ignore_index=True)


def _of_step(known: Known, judged: Judged, number: int) -> pd.DataFrame:
    kept = np.flatnonzero(judged.verdict != Verdict.NO_ROW)
    falls, verdict, due = judged.falls, judged.verdict, judged.due.day
    frame = pd.DataFrame(
        {
            "number": np.full(len(falls), number),
            "position": np.arange(len(falls)),
            "crn": pd.array(_crns(known, judged), dtype="str"),
            "event_number": pd.array(np.where(falls.event < 0, None, falls.event), dtype="Int32"),
            "subject": pd.array(judged.subject, dtype="str"),
            "trigger_on": falls.trigger,
            "due": due,
            "done_on": judged.done.day,
            "verdict": pd.Categorical.from_codes(np.where(verdict == Verdict.NO_ROW, -1, verdict), VERDICT_WORDS),
            "basis": pd.Categorical.from_codes(_on_benchmark(judged).astype(np.int8), ["policy", "benchmark"]),
            "days": _days(known, judged),
        }
    )
    place = places(known, falls)
    for column in PLACES:
        frame[column] = pd.array(place[column].astype(object), dtype="str")
    return frame.iloc[kept]


def _on_benchmark(judged: Judged) -> Mask:
    """The pack's own word, where it gives one; else whether a benchmark is in the due."""
    if judged.step.basis:
        return np.full(len(judged), judged.step.basis == "benchmark")
    return judged.due.benchmark


def _crns(known: Known, judged: Judged) -> Words:
    return np.append(known.caseload.crns.to_numpy(dtype=object), "")[judged.falls.case]


def _days(known: Known, judged: Judged) -> pd.arrays.IntegerArray:
    """Calendar days: late, done − due; overdue or breached, as-at − due but at least 0; pending, as-at − due."""
    verdict, due, done = judged.verdict, judged.due.day, judged.done.day
    late = _difference(done, due)
    since = _difference(np.full(len(due), known.as_at), due)
    days = np.where(verdict == Verdict.LATE, late, np.where(verdict == Verdict.PENDING, since, np.maximum(since, 0)))
    counted = np.isin(verdict, [Verdict.LATE, Verdict.OVERDUE, Verdict.BREACHED, Verdict.PENDING]) & ~np.isnat(due)
    return pd.arrays.IntegerArray(days.astype(np.int32), ~counted)


def _difference(later: Days, earlier: Days) -> np.ndarray:
    gap = (later - earlier).astype("timedelta64[D]")
    return np.where(np.isnat(gap), 0, gap.astype(np.int64))


def _repeated(values: list[str], number: np.ndarray) -> pd.Categorical:
    categories = list(dict.fromkeys(values))
    codes = np.array([categories.index(value) for value in values], dtype=np.int64)
    return pd.Categorical.from_codes(codes[number], categories)
