"""The sections "Which records belong together" and "Which enquiry counts": one case and its named facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from . import clock
from .caseload import Row, day_of
from .clock import DAY, OutsideCalendar, Term
from .shapes import OUTSIDE, Due, Reason, Verdict

VISIT_CODES = ("ATTC", "AFTC", "ATSH", "ATSS", "AFDA")


def code(value: str | None) -> str:
    """A code or word compared whatever its case."""
    return (value or "").strip().upper()


def running(start: date | None, end: date | None, day: date) -> bool:
    """A registration is active, and a plan runs: started on or before the day, end blank or later than it."""
    return start is not None and start <= day and (end is None or end > day)


def running_within(start: date, end: date | None, first: date, last: date) -> bool:
    """Whether it was active on some day from `first` to `last`, both included."""
    return running(start, end, max(start, first)) and max(start, first) <= last


def agree(one: str | None, other: str | None) -> bool:
    """child_ref and address_ref match where both sides give one; a blank matches any."""
    return not one or not other or one == other


@dataclass
class Stretch:
    """A supervision period or a plan spell: from start to end (None: open), with its rows."""

    start: date
    end: date | None
    rows: list[Row]


def merge(rows: list[tuple[date, date | None, Row]]) -> list[Stretch]:
    """Merged where they overlap or the next begins not later than the day after the last ends."""
    stretches: list[Stretch] = []
    for start, end, row in sorted(rows, key=lambda item: item[0]):
        last = stretches[-1] if stretches else None
        if last and (last.end is None or start <= last.end + DAY):
            last.rows.append(row)
            last.end = None if last.end is None or end is None else max(last.end, end)
        else:
            stretches.append(Stretch(start, end, [row]))
    return stretches


@dataclass
class Enquiry:
    """An enquiry that was sent: a tracker row, or all SFGC contacts of one day (point blank)."""

    sent: date
    answered: date | None
    point: str | None
    child_ref: str | None
    address_ref: str | None
    rows: list[Row]
    tracker: bool


@dataclass
class Conference:
    """The rows of one CRN, kind and held_on together; each cell its first filled."""

    rows: list[Row]

    def __getitem__(self, column: str) -> object:
        cells = [row[column] for row in self.rows if row[column] is not None]
        if column == "attended" and True in cells:
            return True
        return cells[0] if cells else None


class Case:
    """One CRN (or staff member, or unit) as it stood at as-at: its rows by table, in file order."""

    def __init__(self, name: str, rows: dict[str, list[Row]], as_at: date, benchmarks: dict[str, Term | None]) -> None:
        self.name, self.rows, self.as_at, self.benchmarks = name, rows, as_at, benchmarks

    def table(self, name: str) -> list[Row]:
        """The case's rows of a table."""
        return self.rows.get(name, [])

    # --- Time and basis -------------------------------------------------------------------------------------

    def plus(self, day: date, *terms: str | Term) -> Due:
        """`day`, then each term from the day reached; a term is a benchmark's name or (n, unit)."""
        for term in terms:
            value = self.benchmarks[term] if isinstance(term, str) else term
            if value is None:
                return None
            try:
                day = clock.add(day, value)
            except OutsideCalendar:
                return OUTSIDE
        return day

    def minus(self, day: date, benchmark: str) -> date:
        """The start of a window; a benchmark of none sets no start."""
        value = self.benchmarks[benchmark]
        if value is None:
            return date.min
        try:
            return clock.add(day, value, -1)
        except OutsideCalendar:
            return date.min

    def make(
        self,
        step: str,
        rows: list[Row],
        *,
        trigger: date | None,
        due: Due,
        done: date | None,
        verdict: str,
        basis: str,
        subject: str | None = None,
        event: int | None = None,
    ) -> Verdict:
        """One obligation of this case, made by `rows`."""
        return Verdict(
            step,
            self.name,
            event,
            subject or "",
            trigger,
            None if due is OUTSIDE else due,
            done,
            verdict,
            basis,
            tuple(row.id for row in rows),
        )

    # --- Named facts ----------------------------------------------------------------------------------------

    def event_row(self, event: int | None) -> Row | None:
        """The row of `cases` of an event; a blank there is 1."""
        for row in self.table("cases"):
            if (row["event_number"] or 1) == event:
                return row
        return None

    def sentence_of(self, event: int | None) -> date | None:
        """The sentence_date of its event."""
        row = self.event_row(event)
        return row["sentence_date"] if row else None

    def any_yes(self, table: str, column: str) -> bool:
        """Whether some row of the case says Y."""
        return any(row[column] is True for row in self.table(table))

    def open_stretches(self) -> list[tuple[date, date | None]]:
        """When each row of `cases` is open: from sentence or start, the earlier (neither: always)."""
        found = []
        for row in self.table("cases"):
            starts = [day for day in (row["sentence_date"], row["supervision_start"]) if day is not None]
            found.append((min(starts, default=date.min), row["supervision_end"]))
        return found

    def is_open(self, day: date) -> bool:
        """Whether the case is open on a day."""
        return any(running(start, end, day) for start, end in self.open_stretches())

    def registrations(self, *registers: str) -> list[Row]:
        """The registrations with one of these codes."""
        return [row for row in self.table("registrations") if code(row["register"]) in registers]

    def active(self, day: date, *registers: str) -> list[Row]:
        """Those of them active on a day."""
        return [row for row in self.registrations(*registers) if running(row["start"], row["end"], day)]

    def plan_running(self, day: date) -> bool:
        """Whether a plan of either kind runs on a day."""
        return any(running(row["start"], row["end"], day) for row in self.table("plans"))

    def supervision_periods(self) -> list[Stretch]:
        """Supervision periods: the stretches supervision_start to supervision_end of its rows, merged."""
        return merge(
            [
                (row["supervision_start"], row["supervision_end"], row)
                for row in self.table("cases")
                if row["supervision_start"] is not None
            ]
        )

    def plan_spells(self, kind: str) -> list[Stretch]:
        """Plan spells of a kind, merged in the same way."""
        return merge([(row["start"], row["end"], row) for row in self.table("plans") if row["plan"] == kind])

    def conferences(self, *kinds: str) -> list[Conference]:
        """Conferences of these kinds, in file order of their first row."""
        grouped: dict[tuple, list[Row]] = {}
        for row in self.table("conferences"):
            if row["kind"] in kinds:
                grouped.setdefault((row["kind"], row["held_on"]), []).append(row)
        return [Conference(rows) for rows in grouped.values()]

    def latest_assessment(self, by: date | None = None) -> Row | None:
        """The one with the latest completed_on (by `by`); of two on one day, the later in file order."""
        found = None
        for row in self.table("assessments"):
            in_time = by is None or row["completed_on"] <= by
            if in_time and (found is None or row["completed_on"] >= found["completed_on"]):
                found = row
        return found

    def contacts(self, *types: str) -> list[Row]:
        """The contacts of these types."""
        return [row for row in self.table("contacts") if code(row["contact_type"]) in types]

    def contact_days(self, *types: str, since: date = date.min) -> list[date]:
        """Their days from `since` on."""
        return [row["contact_date"] for row in self.contacts(*types) if row["contact_date"] >= since]

    def child_linked(self, column: str, by: date) -> bool:
        """A child with Y in that column was linked by a day (linked_on blank: counts as linked)."""
        return any(
            row[column] is True and (row["linked_on"] is None or row["linked_on"] <= by)
            for row in self.table("children")
        )

    # --- Which enquiry counts -------------------------------------------------------------------------------

    def sfgc(self, wanted: str) -> list[Row]:
        """SFGC contacts that mean `sent` or `not made` (the table in extracts.md, contacts)."""
        found = []
        for row in self.contacts("SFGC"):
            outcome = (row["outcome"] or "").strip().casefold()
            if row["_no_outcome_column"]:
                meaning = "nothing"
            elif not outcome or outcome.startswith("enquiry sent"):
                meaning = "sent"
            elif outcome.startswith("request not sent - up to date information already"):
                meaning = "not made"
            else:
                meaning = "nothing"
            if meaning == wanted:
                found.append(row)
        return found

    @cached_property
    def tracker_enquiries(self) -> list[Enquiry]:
        """Tracker rows with `sent`; answered by `responded` alone."""
        return [
            Enquiry(row["sent"], row["responded"], row["point"], row["child_ref"], row["address_ref"], [row], True)
            for row in self.table("enquiries")
            if row["sent"] is not None
        ]

    @cached_property
    def contact_enquiries(self) -> list[Enquiry]:
        """SFGC days that mean sent and that no tracker row is near; answered first in, first out by SFRR."""
        by_day: dict[date, list[Row]] = {}
        for row in self.sfgc("sent"):
            by_day.setdefault(row["contact_date"], []).append(row)
        answers: dict[date, date] = {}
        for answer in sorted(self.contact_days("SFRR")):
            waiting = [day for day in sorted(by_day) if day <= answer and day not in answers]
            if waiting:
                answers[waiting[0]] = answer
        return [
            Enquiry(day, answers.get(day), None, None, None, rows, False)
            for day, rows in by_day.items()
            if not self._covered(day)
        ]

    def _covered(self, day: date) -> bool:
        """The tracker has a row of the CRN sent within tracker_match of the day on either side."""
        for enquiry in self.tracker_enquiries:
            first, last = sorted((enquiry.sent, day))
            reach = self.plus(first, "tracker_match")
            if isinstance(reach, date) and last <= reach:
                return True
        return False

    @property
    def enquiries(self) -> list[Enquiry]:
        """All of the case's enquiries."""
        return self.tracker_enquiries + self.contact_enquiries

    def counting(
        self, points: tuple[str, ...], child_ref: str | None = None, address_ref: str | None = None
    ) -> list[Enquiry]:
        """Enquiries that match the obligation and have one of the step's points or a blank one."""
        return [
            enquiry
            for enquiry in self.enquiries
            if (enquiry.point is None or enquiry.point in points)
            and agree(enquiry.child_ref, child_ref)
            and agree(enquiry.address_ref, address_ref)
        ]

    def sent_since(
        self,
        start: date,
        points: tuple[str, ...],
        child_ref: str | None = None,
        address_ref: str | None = None,
    ) -> date | None:
        """The earliest counting enquiry sent from `start` on."""
        return min(
            (enquiry.sent for enquiry in self.counting(points, child_ref, address_ref) if enquiry.sent >= start),
            default=None,
        )

    def answered_by(self, day: date) -> date | None:
        """The latest answer, on or before a day, to any enquiry of the case."""
        return max(
            (
                enquiry.answered
                for enquiry in self.enquiries
                if enquiry.answered is not None and enquiry.answered <= day
            ),
            default=None,
        )

    # --- Permitted reasons ----------------------------------------------------------------------------------

    def recorded_reasons(self) -> Iterator[tuple[date, str, str | None, str | None, str | None]]:
        """Every reason for not making an enquiry: its day, its word, its point, child_ref and address_ref."""
        for row in self.table("enquiries"):
            if row["not_made_on"] is not None:
                word = (row["not_made_reason"] or "").strip().casefold()
                yield row["not_made_on"], word, row["point"], row["child_ref"], row["address_ref"]
        for row in self.sfgc("not made"):
            yield row["contact_date"], "current-info", None, None, None

    def permitted_reasons(
        self,
        point: str,
        start: date,
        child_ref: str | None = None,
        address_ref: str | None = None,
        *,
        existing: bool = True,
    ) -> list[Reason]:
        """The permitted reasons for a step whose first named point is `point`, from the window's start on."""
        found = []
        for day, word, own, child, address in self.recorded_reasons():
            if own not in (None, point) or day < start:
                continue
            if not agree(child, child_ref) or not agree(address, address_ref):
                continue
            if word == "current-info":
                permitted = True
            elif word == "existing-response-unchanged":
                permitted = existing and self._unchanged(day)
            elif word == "la-identifiable-only":
                permitted = not self.child_linked("identified", by=day)
            elif word == "outside-cohort":
                permitted = point == "psr"
            else:
                permitted = False
            if permitted:
                found.append(Reason(day, own == point))
        return found

    def curfew_reasons(self, start: date, address_ref: str | None) -> list[Reason]:
        """`enq-emc`: two words, only with the point curfew, only after an answer by that day."""
        found = []
        for day, word, own, _, address in self.recorded_reasons():
            answered = self.answered_by(day) is not None
            permitted = word == "current-info" or (word == "existing-response-unchanged" and self._unchanged(day))
            if own == "curfew" and day >= start and agree(address, address_ref) and answered and permitted:
                found.append(Reason(day, True))
        return found

    def _unchanged(self, day: date) -> bool:
        """Answered by that day, and no change but `other` known after the latest such answer."""
        answer = self.answered_by(day)
        if answer is None:
            return False
        return not any(row["change"] != "other" and answer < row["known_on"] <= day for row in self.table("changes"))

    # --- Referrals ------------------------------------------------------------------------------------------

    def referral_sent_since(self, start: date, child_ref: str | None, but: Row | None = None) -> date | None:
        """The earliest referral of the case and child sent from `start` on, other than `but`."""
        return min(
            (
                day_of(row["sent_at"])
                for row in self.table("referrals")
                if row is not but
                and row["sent_at"] is not None
                and day_of(row["sent_at"]) >= start
                and agree(row["child_ref"], child_ref)
            ),
            default=None,
        )
