"""The records that do not count for an obligation though an officer might point to them, and why."""

from dataclasses import replace

import numpy as np

from safeaudit.caseload.arrays import Ints, Words, joined_words
from safeaudit.clock.in_words import in_words
from safeaudit.facts.considered import CONSIDERED_FOR, Considered, reasons_considered
from safeaudit.facts.known import Known
from safeaudit.replay.step import Judged
from safeaudit.shapes.standing import Verdict

UNDONE = (Verdict.OVERDUE, Verdict.BREACHED, Verdict.PENDING)
TOO_LATE = "it was recorded after the due day"


def considered_for(known: Known, judged: Judged, positions: Ints) -> Considered:
    """For some obligations of a step that are not done, or were done late: each record that does not count, with why.

    Reasons for not asking, enquiries or their answers, and home visits, as far as the step looks for them. `position`
    is the place among `positions`.
    """
    step, falls, since = judged.step, judged.falls.take(positions), judged.window[positions]
    parts = [
        CONSIDERED_FOR[way.action](known, falls, since, way)
        for way in step.done
        if way.action is not None and way.action in CONSIDERED_FOR
    ]
    if step.reasons:
        parts.append(_reasons(known, judged, positions))
    found = Considered.joined(parts)
    verdict, done = judged.verdict[positions][found.position], judged.done.day[positions][found.position]
    # What is later than what counted might count too, by another of the step's ways.
    told = np.isin(verdict, UNDONE) | ((verdict == Verdict.LATE) & (found.day < done))
    return found.where(told & (found.why_not != ""))


def considered_in_words(known: Known, judged: Judged, positions: Ints, places: Words) -> Words:
    """What `considered_for` finds as text, parted by `; `, given the place of each record number."""
    found = considered_for(known, judged, positions)
    text = found.what + " on " + in_words(found.day) + " (" + places[found.record] + "): " + found.why_not
    return joined_words(len(positions), found.position, text, "; ")


def _reasons(known: Known, judged: Judged, positions: Ints) -> Considered:
    """The reasons recorded: one that counts, and yet excuses nothing, came too late."""
    assert judged.step.reasons is not None
    found = reasons_considered(known, judged.falls.take(positions), judged.window[positions], judged.step.reasons)
    return replace(found, why_not=np.where(found.why_not == "", TOO_LATE, found.why_not).astype(object))
