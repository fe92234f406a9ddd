"""The records that an obligation rests on: the rows that made it, the row of done_on, a reason's row, its cohort's
rows."""

import numpy as np

from safeaudit.caseload.arrays import Ints, Words, joined_words
from safeaudit.replay.step import Judged
from safeaudit.shapes.standing import EXCEPTIONS, Verdict


def evidence_of(judged: Judged, positions: Ints, places: Words) -> Words:
    """For some obligations of a step, their records as text, parted by `; `, given the place of each record number."""
    size = len(positions)
    where = np.full(len(judged), -1)
    where[positions] = np.arange(size)
    made, makers = judged.things.makers()
    parts = [(where[made], makers), (np.arange(size), judged.done.record[positions])]
    if judged.reasons is not None:
        exempt = judged.verdict[positions] == Verdict.EXEMPT
        reason = np.where(
            judged.reasons.any_point.day[positions] <= judged.due.day[positions],
            judged.reasons.any_point.record[positions],
            judged.reasons.own_point.record[positions],
        )
        reason = np.where(reason < 0, judged.reasons.any_point.record[positions], reason)
        reason = np.where(exempt, reason, -1)
        unexcused = np.isin(judged.verdict[positions], [*EXCEPTIONS, Verdict.PENDING])
        other = np.where(unexcused, judged.reasons.other_words.record[positions], -1)
        parts += [(np.arange(size), reason), (np.arange(size), other)]
    parts += [(where[i], record) for i, record in judged.beside.cohort_evidence()]
    i = np.concatenate([part[0] for part in parts])
    record = np.concatenate([part[1] for part in parts])
    i, record = _each_once(i, record)
    return joined_words(size, i, places[record], "; ")


def _each_once(i: Ints, record: Ints) -> tuple[Ints, Ints]:
    """The pairs in their order, each once, without those of other obligations or no record."""
    kept = (i >= 0) & (record >= 0)
    i, record = i[kept], record[kept]
    _, first = np.unique(np.column_stack([i, record]), axis=0, return_index=True)
    order = np.sort(first)
    return i[order], record[order]
