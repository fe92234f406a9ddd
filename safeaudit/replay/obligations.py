"""All obligations of a replay as one frame, each with its officer."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from safeaudit.caseload.arrays import Days, Ints, Mask
from safeaudit.caseload.records import Column, Records, together
from safeaudit.caseload.text import Text
from safeaudit.categories import category
from safeaudit.facts.known import Known
from safeaudit.replay.officers import PLACES, places
from safeaudit.replay.step import Judged
from safeaudit.shapes.standing import Verdict

OF_A_STEP = ("policy", "step", "title", "paragraphs", "theme", "strength")
VERDICT_WORDS = [verdict.word for verdict in Verdict if verdict is not Verdict.NO_ROW]
BASES = np.array(["policy", "benchmark"], dtype=object)
# The columns before any obligation.
NOTHING: dict[str, Column] = {
    **dict.fromkeys(("record", "case", "judged", "position", "event_number"), np.zeros(0, dtype=np.int32)),
    **dict.fromkeys(("trigger_on", "due", "done_on"), np.zeros(0, dtype="datetime64[D]")),
    **dict.fromkeys(("subject", *PLACES), Text.blank(0)),
    "benchmark": np.zeros(0, dtype=bool),
    "verdict": np.zeros(0, dtype=np.int8),
    "recorded_late": np.zeros(0, dtype=np.int8),
}
COUNTED = [Verdict.LATE, Verdict.OVERDUE, Verdict.BREACHED, Verdict.PENDING]


def tabulate(known: Known, judged: Sequence[Judged], policy: str, first: int = 0) -> pd.DataFrame:
    """One row for each obligation, in the order of the pack, then of CRN, event, subject and trigger.

    Columns: policy, step, title, paragraphs, theme, strength, basis, verdict, crn, subject, staff_code, team, pdu
    (category, blank missing; staff and units have no crn); event_number, days (Int32); trigger_on, due, done_on
    (datetime64[s]); recorded_late (int8: of what was done in time, 1 entered after the due day, 0 by then, −1 not
    known, or not done in time); and, for ids, wording and evidence, `judged` (which of the judged steps, numbered from
    `first`) and `position` (which of its obligations).
    """
    pieces: dict[str, list[Column]] = {name: [nothing] for name, nothing in NOTHING.items()}
    for number_of_step, step in enumerate(judged):
        for name, piece in _columns(known, step, number_of_step).items():
            pieces[name].append(piece)
    # Each column's pieces go as soon as they are together: of a country they are many.
    rows = Records("obligations", {name: together(pieces.pop(name)) for name in NOTHING})
    rows = rows.where(rows.number("verdict") != Verdict.NO_ROW)
    subject = _shown(known, rows.text("subject"))
    order = _order(rows, subject)
    rows, subject = rows.take(order), subject.take(order)
    number = rows.values("judged")
    facts = [(policy, s.id, s.title, ";".join(s.paragraphs), s.theme, s.strength) for s in (j.step for j in judged)]
    frame: dict[str, Any] = {
        column: _category(Text.of([fact[at] for fact in facts]).take(number)) for at, column in enumerate(OF_A_STEP)
    }
    frame["basis"] = _category(Text(rows.values("benchmark").astype(np.int8), BASES))
    frame["crn"] = _category(Text(rows.values("case"), known.caseload.crns.to_numpy(dtype=object)))
    event = rows.values("event_number")
    frame["event_number"] = pd.arrays.IntegerArray(event, event < 0)
    frame["subject"] = _category(subject)
    for column in PLACES:
        frame[column] = _category(rows.text(column))
    for column in ("trigger_on", "due", "done_on"):
        frame[column] = rows.values(column).astype("datetime64[s]")
    frame["verdict"] = _category(Text(rows.values("verdict"), np.array(VERDICT_WORDS, dtype=object)))
    days, counted = _days(known, rows)
    frame["days"] = pd.arrays.IntegerArray(days, ~counted)
    frame["recorded_late"] = rows.values("recorded_late")
    frame |= {"judged": number + first, "position": rows.values("position")}
    return pd.DataFrame(frame, copy=False)


def _order(rows: Records, subject: Text) -> Ints:
    """The order of the pack, then of CRN, event, subject and trigger: whatever the order of the extracts' rows."""
    event, case, judged = (rows.number(column) for column in ("event_number", "case", "judged"))
    first = (judged * (case.max(initial=0) + 2) + case + 1) * (event.max(initial=0) + 2) + event + 1
    order = np.argsort(first)
    # The few that the first key leaves undecided, in the order of the rows where the others leave them so too.
    alike = first[order[1:]] == first[order[:-1]]
    at = np.flatnonzero(np.append(alike, False) | np.append(False, alike))
    among = np.sort(order[at])
    rest = (rows.values("trigger_on")[among], _rank(subject)[among], first[among])
    order[at] = among[np.lexsort(rest)]
    return order


def _columns(known: Known, judged: Judged, number: int) -> dict[str, Column]:
    size = len(judged)
    return {
        "record": judged.things.record.astype(np.int32),
        "case": judged.falls.case.astype(np.int32),
        "judged": np.full(size, number, dtype=np.int32),
        "position": np.arange(size, dtype=np.int32),
        "event_number": judged.falls.event.astype(np.int32),
        "subject": judged.subject,
        "trigger_on": judged.falls.trigger,
        "due": judged.due.day,
        "done_on": judged.done.day,
        "verdict": judged.verdict,
        "benchmark": _on_benchmark(judged),
        "recorded_late": judged.recorded_late,
        **places(known, judged.falls),
    }


def _shown(known: Known, subject: Text) -> Text:
    """References as outputs may show them; a unit is known by its name."""
    parts = pc.utf8_split_whitespace(pc.utf8_trim_whitespace(pa.array(subject.words, pa.string())))
    units = set(known.caseload["units"].words("unit"))
    if units.issuperset(subject.words[pc.list_value_length(parts).to_numpy() > 1]):
        return subject
    return subject.mapped(lambda word: word if word in units else shown_reference(word))


def shown_reference(reference: str) -> str:
    """A reference as outputs may show it: words that might name somebody only by their length."""
    return f"(text, {len(reference)} characters)" if len(reference.split()) > 1 else reference


def _on_benchmark(judged: Judged) -> Mask:
    """The pack's own word, where it gives one; else whether a benchmark is in the due."""
    if judged.step.basis:
        return np.full(len(judged), judged.step.basis == "benchmark")
    return judged.due.benchmark


def _days(known: Known, rows: Records) -> tuple[Ints, Mask]:
    """Calendar days: late, done − due; overdue or breached, as-at − due but at least 0; pending, as-at − due."""
    verdict, due = rows.values("verdict"), rows.values("due")
    late = _difference(rows.values("done_on"), due)
    since = _difference(np.full(len(due), known.as_at), due)
    days = np.where(verdict == Verdict.LATE, late, np.where(verdict == Verdict.PENDING, since, np.maximum(since, 0)))
    return days.astype(np.int32), np.isin(verdict, COUNTED) & ~np.isnat(due)


def _difference(later: Days, earlier: Days) -> Ints:
    gap = (later - earlier).astype("timedelta64[D]")
    return np.where(np.isnat(gap), 0, gap.astype(np.int64))


def _category(text: Text) -> pd.Categorical:
    return category(text.codes, pd.Index(text.words, dtype="str"))


def _rank(text: Text) -> Ints:
    """The place of each row's word in alphabetical order, blank first."""
    rank = np.empty(len(text.words) + 1, dtype=np.int64)
    rank[pc.array_sort_indices(pa.array(text.words, pa.string())).to_numpy()] = np.arange(len(text.words))
    rank[-1] = -1
    return rank[text.codes]
