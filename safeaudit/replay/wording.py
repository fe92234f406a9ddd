"""The one plain sentence that says why an obligation has its verdict, built by whole columns from the trail."""

import numpy as np

from safeaudit.caseload.arrays import YES, Ints, Mask, Words
from safeaudit.clock.in_words import in_words
from safeaudit.replay.step import Judged, Why
from safeaudit.shapes.standing import EXCEPTIONS, Verdict

UNREADABLE = " The case has a cell that cannot be read where this could have been shown (see the data problems)."
OTHER_REASON = " Other reason recorded, see row."


def reasons_in_words(judged: Judged, as_at: np.datetime64, positions: Ints) -> Words:
    """The sentence for some obligations of one step."""
    lines = _Lines(judged, as_at, positions)
    words = np.full(len(positions), "", dtype=object)
    for verdict, write in {
        Verdict.MET: lines.met,
        Verdict.LATE: lines.late,
        Verdict.OVERDUE: lines.overdue,
        Verdict.BREACHED: lines.breached,
        Verdict.PENDING: lines.pending,
        Verdict.EXEMPT: lines.exempt,
        Verdict.NOT_ASSESSABLE: lines.not_assessable,
    }.items():
        mask = lines.verdict == verdict
        if mask.any():
            words[mask] = write(mask)
    return words + lines.remarks()


def _not_told(why: Why) -> str:
    settled_by = f" Would settle it: {why.settled_by}." if why.settled_by else ""
    return f"Cannot be told: {why.says or 'the records do not say'}.{settled_by}"


class _Lines:
    """Writes the sentences of one step, verdict by verdict."""

    def __init__(self, judged: Judged, as_at: np.datetime64, positions: Ints) -> None:
        self.judged, self.says, self.at, self.as_at = judged, judged.step.says, positions, as_at
        self.verdict = judged.verdict[positions]
        self.due_day = judged.due.day[positions]
        self.done_day = judged.done.day[positions]
        self.event_day = judged.event[positions]

    def met(self, mask: Mask) -> Words:
        due, done = self.due_day[mask], self.done_day[mask]
        when = np.where(np.isnat(done), "", " on " + in_words(done))
        if self.judged.step.shape == "record-complete":
            return self.says.done + when + "."
        if self.judged.step.shape == "renewed":
            return self.says.done + when + np.where(np.isnat(due), "", "; holds until " + in_words(due)) + "."
        return self.says.done + when + np.where(np.isnat(due), "", "; due by " + in_words(due)) + "."

    def late(self, mask: Mask) -> Words:
        due, done = self.due_day[mask], self.done_day[mask]
        return self.says.done + " on " + in_words(done) + ", late: due by " + in_words(due) + "."

    def overdue(self, mask: Mask) -> Words:
        due, done, step = self.due_day[mask], self.done_day[mask], self.judged.step
        if step.shape == "record-complete":
            return self._incomplete(mask)
        what = np.full(mask.sum(), self.says.not_done, dtype=object)
        done_last = ~np.isnat(done)
        if step.shape == "renewed":
            what[done_last] = self.says.done + " on " + in_words(done[done_last])
        what = self._lapsed(mask, what)
        verb = "; ran out on " if step.shape == "renewed" else "; was due by "
        after = np.where(np.isnat(due), "", np.where(done_last, verb, "; was due by ") + in_words(due))
        return what + after + "."

    def _incomplete(self, mask: Mask) -> Words:
        blanks = np.full(mask.sum(), "", dtype=object)
        failing = self.judged.failing
        if len(failing) > 1:
            for name, fails in failing.items():
                here = fails[self.at][mask]
                blanks[here] = blanks[here] + np.where(blanks[here] == "", " ", ", ") + name.replace("_", " ")
        return self.says.not_done + blanks + "."

    def breached(self, mask: Mask) -> Words:
        due, done, event = self.due_day[mask], self.done_day[mask], self.event_day[mask]
        what = np.full(mask.sum(), self.says.not_done, dtype=object)
        since = ~np.isnat(done)
        what[since] = self.says.done + " on " + in_words(done[since]) + ", too late to count"
        closed = self.judged.closed[self.at][mask]
        ending = np.where(np.isnat(event), "", ": " + (self.says.event or "it happened") + " on " + in_words(event))
        ending = np.where(np.isnat(closed), ending, ": " + self.says.closed + " on " + in_words(closed))
        return what + "; was due by " + in_words(due) + ending + "."

    def pending(self, mask: Mask) -> Words:
        due, trigger = self.due_day[mask], self.judged.falls.trigger[self.at][mask]
        passed = (self.as_at - trigger).astype("timedelta64[D]").astype(np.int64)
        no_due = "; no due day is set (" + passed.astype(str).astype(object) + " days have passed)"
        no_due = np.where(np.isnat(trigger), "; no due day is set", no_due)
        if self.judged.step.shape == "attended-or-excused":
            return "Still to come, on " + in_words(due) + "."
        what = self._lapsed(mask, np.full(mask.sum(), self.says.not_done + " yet", dtype=object))
        return what + np.where(np.isnat(due), no_due, "; due by " + in_words(due)) + "."

    def _lapsed(self, mask: Mask, otherwise: Words) -> Words:
        """What stood once and has ended; other words where it never stood."""
        lapsed = self.judged.lapsed[self.at][mask]
        words = otherwise.copy()
        words[lapsed] = self.says.lapsed + ", though it stood from " + in_words(self.done_day[mask][lapsed])
        return words

    def exempt(self, mask: Mask) -> Words:
        reasons = self.judged.reasons
        if reasons is None:
            return np.full(mask.sum(), "Not needed: " + (self.says.excused or "excused") + ".", dtype=object)
        recorded = reasons.any_point.day[self.at][mask]
        by_due = (recorded <= self.due_day[mask]) | np.isnat(self.due_day[mask])
        recorded = np.where(by_due, recorded, reasons.own_point.day[self.at][mask])
        return "Not needed: a permitted reason was recorded on " + in_words(recorded) + "."

    def not_assessable(self, mask: Mask) -> Words:
        said = np.array([_not_told(why) for why in self.judged.whys], dtype=object)
        return said[self.judged.unclear[self.at][mask]]

    def _lacking(self, mask: Mask) -> Words:
        """Of several cells that are wanted together, those that are not there yet."""
        names = np.full(len(self.at), "", dtype=object)
        for name, lacks in self.judged.beside.lacking.items():
            here = lacks[self.at] & mask
            names[here] = names[here] + np.where(names[here] == "", " Lacking: ", ", ") + name
        return names + np.where(names == "", "", ".")

    def _recorded(self) -> Words:
        """When what was done was entered, where that tells late recording from late work."""
        words = np.full(len(self.at), "", dtype=object)
        if self.judged.beside.recorded is None:
            return words
        recorded, done = self.judged.beside.recorded[self.at], self.done_day
        in_time = self.judged.recorded_late[self.at] == YES
        words[in_time] = " Done in time, recorded late: on " + in_words(recorded[in_time]) + "."
        late = (self.verdict == Verdict.LATE) & (recorded > done)
        words[late] = " Recorded on " + in_words(recorded[late]) + "."
        return words

    def remarks(self) -> Words:
        """What is added to the sentence: the due day of another fair reading, the step's notes, and words that excuse
        nothing (which are never repeated)."""
        more = np.full(len(self.at), "", dtype=object)
        for says in self.judged.beside.read_otherwise:
            other = self.judged.other_day(says)[self.at]
            differs = ~np.isnat(other)
            more[differs] += f" Read otherwise ({says}): due by " + in_words(other[differs]) + "."
        for says, holds in self.judged.beside.notes.items():
            more[holds[self.at]] += " " + says
        exception = np.isin(self.verdict, EXCEPTIONS)
        more += self._lacking(np.isnat(self.done_day) & (exception | (self.verdict == Verdict.PENDING)))
        more[self.judged.beside.unreadable[self.at] & exception] += UNREADABLE
        more += self._recorded()
        if self.judged.things.has("children"):
            children = self.judged.things.words("children")[self.at]
            more = more + np.where(children == "", "", " Children: " + children + ".")
        if self.judged.reasons is not None:
            unexcused = np.isin(self.verdict, [*EXCEPTIONS, Verdict.PENDING])
            more[~np.isnat(self.judged.reasons.other_words.day[self.at]) & unexcused] += OTHER_REASON
        return more
