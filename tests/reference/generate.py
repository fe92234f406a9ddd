"""Random caseloads, seeded, with dates heaped on the boundaries of every step of steps.md.

`generate(seed, cases, as_at)` gives a `Caseload`, `write_csv(caseload, folder)` the same as extracts. Case
number n of a seed depends on the seed, n and as_at alone, so that one case can be looked at by itself.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

from . import generate_further
from .caseload import DATE, REQUIRED, SCHEMA, TIME, UNUSABLE, YN, Caseload, day_of
from .clock import DAY, Term, easter
from .spans import (
    ACK,
    DAYS1,
    DAYS15,
    DAYS42,
    M3,
    M12,
    WD1,
    WD5,
    WD10,
    WD15,
    WD30,
    Y2,
    Y3,
    plus,
)

UNUSABLE_SHARE = 0.05  # of rows, one optional cell
AUTHORITIES = ("Leeds", "leeds", " LEEDS ", "Bradford", "Kent County Council", "kent  county council")
OFFICERS = ("N01A001", "n01a001", "N01B002", "N01UATU", "n01uatu", "N01C003")
ROLES = (
    "COM", "com", "POM", "court officer", "Court Officer", "SPO", "PDU head", "prison middle manager",
    "PDU staff", "PMBLO", "prison officer", "Prison Officer", "governor", "programmes", "VLO", "MBU",
    "family liaison", "overnight suite", "public protection", "reception", "OSG", "visits", "CRS", "chaplain",
    "Com assistant",
)  # fmt: skip


def special_days(as_at: date) -> list[date]:
    """Weekends, Easter, Christmas, month ends, leap days, clock changes and one-off holidays."""
    found = [date(2024, 2, 29), date(2022, 9, 16), date(2022, 9, 18), date(2023, 5, 5), date(2023, 5, 7)]
    for year in (as_at.year - 2, as_at.year - 1, as_at.year):
        sunday = easter(year)
        found += [sunday + n * DAY for n in (-4, -3, -2, -1, 0, 1, 2)]
        found += [date(year, 12, day) for day in (23, 24, 25, 27, 28, 31)]
        found += [date(year, month, 1) - DAY for month in (3, 5, 6, 9, 12)]
        found += [date(year, 3, 1), date(year, 1, 1), date(year, 1, 2)]
        found += [date(year, 3, 28), date(year, 3, 29), date(year, 10, 24), date(year, 10, 25)]
    weekend = as_at - (as_at.weekday() + 1) * DAY
    found += [weekend - n * DAY for n in (0, 1, 2, 7, 8, 9)]
    return [day for day in found if day <= as_at]


class Draw:
    """One case in the making: its rows, and the days that matter in it so far."""

    def __init__(self, name: str, rng: random.Random, as_at: date) -> None:
        self.name, self.rng, self.as_at = name, rng, as_at
        self.days: list[date] = []
        self.rows: dict[str, list[dict]] = {table: [] for table in SCHEMA}
        self.special = special_days(as_at)

    # --- choosing -------------------------------------------------------------------------------------------

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def some(self, most: int) -> range:
        return range(self.rng.randint(0, most))

    def one(self, *values: object) -> object:
        return self.rng.choice(values)

    def yn(self, yes: float = 0.45, blank: float = 0.2) -> bool | None:
        share = self.rng.random()
        return None if share < blank else share < blank + (1 - blank) * yes

    def jitter(self, day: date) -> date:
        return day + self.rng.choice((-1, 0, 0, 1)) * DAY

    # --- days -----------------------------------------------------------------------------------------------

    def known(self) -> date:
        """A day that matters, or a day either side of it."""
        return self.jitter(self.rng.choice(self.days)) if self.days else self.uniform()

    def uniform(self) -> date:
        return self.as_at - self.rng.randint(0, 420) * DAY

    def trigger(self, *terms: Term) -> date:
        """A trigger's day: often such that the due is about as-at, or about some other day that matters."""
        share = self.rng.random()
        if share < 0.3 and terms:
            target = self.as_at + self.rng.choice((-1, 0, 1)) * DAY
            day = plus(target, *terms, sign=-1) + self.rng.choice((-1, 0, 0, 1)) * DAY
        elif share < 0.5:
            day = self.known()
        elif share < 0.68:
            day = self.rng.choice(self.special)
        elif share < 0.76:
            day = self.as_at + self.rng.choice((-1, 0, 0, 1, 2)) * DAY
        elif share < 0.77:
            day = self.rng.choice((date(2011, 12, 29), date(2011, 12, 31), date(2012, 1, 1)))
        else:
            day = self.uniform()
        return self.matters(day, *terms)

    def matters(self, day: date, *terms: Term) -> date:
        """Remember a day, and what each term makes of it."""
        self.days.append(day)
        if terms:
            self.days.append(plus(day, *terms))
        return day

    def act(self, trigger: date | None, *terms: Term, none: float = 0.3) -> date | None:
        """The day something was done: about the due day or the trigger's, hidden, or never."""
        if self.chance(none):
            return None
        share = self.rng.random()
        if trigger is None or share < 0.2:
            return self.known()
        if share < 0.65:
            return self.jitter(plus(trigger, *terms))
        if share < 0.8:
            return self.jitter(trigger)
        if share < 0.92:
            return self.as_at + self.rng.choice((-1, 0, 1, 2)) * DAY
        return trigger + self.rng.randint(0, 60) * DAY

    def end_after(self, start: date, *terms: Term, none: float = 0.45) -> date | None:
        """An end, never before the start."""
        end = self.act(start, *terms, none=none)
        return None if end is None else self.matters(max(end, start))

    # --- rows -----------------------------------------------------------------------------------------------

    def add(self, table: str, **cells: object) -> None:
        """A row, unless one like it is there already."""
        key = {"staff": "staff_code", "training": "staff_code", "units": "unit"}.get(table, "crn")
        row = dict.fromkeys(SCHEMA[table]) | {key: self.name} | cells
        plain = {column: cell for column, cell in row.items() if not column.startswith("_")}
        if all(plain != {c: v for c, v in other.items() if c in plain} for other in self.rows[table]):
            self.rows[table].append(row)

    def ref(self, letter: str, table: str) -> str:
        return f"{letter}{self.name}-{len(self.rows[table]) + 1}"

    def child(self) -> str | None:
        refs = [row["child_ref"] for row in self.rows["children"]]
        return self.rng.choice([*refs, None, "K9"]) if self.chance(0.7) else None

    def event(self) -> int | None:
        return self.rng.choice([*(row["event_number"] for row in self.rows["cases"]), None, 1, 9])

    def address(self) -> str | None:
        refs = [row["address_ref"] for row in self.rows["addresses"]]
        return self.rng.choice([*refs, None, "other"]) if self.chance(0.5) else None


# --- The tables of a case -----------------------------------------------------------------------------------


def events(draw: Draw) -> None:
    """One to three events; periods that overlap, touch, or leave a day between."""
    how_many = draw.rng.choices((1, 2, 3), (60, 30, 10))[0]
    last_end = None
    for number in range(1, how_many + 1):
        sentence = draw.trigger(WD5) if draw.chance(0.8) else None
        share = draw.rng.random()
        if share < 0.25:
            start = None
        elif last_end and share < 0.6:
            start = last_end + draw.rng.choice((-5, 0, 1, 2, 3)) * DAY
        elif sentence and share < 0.7:
            start = sentence + draw.rng.choice((0, 0, 1, 5)) * DAY
        else:
            start = draw.trigger(draw.one(WD15, WD30, DAYS42, DAYS15))
        end = draw.end_after(start, draw.one(WD15, WD30, DAYS42, DAYS15, M12), none=0.6) if start else None
        last_end = end or last_end
        led = draw.trigger(WD5) + draw.rng.choice((0, 0, 0, 30)) * DAY if draw.chance(0.3) else None
        draw.add(
            "cases",
            event_number=None if how_many == 1 and draw.chance(0.08) else number,
            noms_number=None,
            gender=draw.one("M", "M", "F", "Female", "Male", None, None),
            transgender=draw.one(None, None, None, True, False),
            sentence_date=sentence,
            sentence_type=draw.one("community", "suspended", "custody", "community", None, "Fine",
                                   "Conditional Discharge", "ABSOLUTE DISCHARGE"),
            supervision_start=start,
            supervision_end=end,
            in_custody=draw.rng.choices((None, True, False), (40, 15, 45))[0],
            led=led,
            sed=led + 30 * DAY if led and draw.chance(0.5) else draw.act(led, WD5, none=0.8),
            pprc=draw.one(None, None, "confirmed", "confirmed", "potential", "no"),
            staff_code="N01A001",
            officer_role=draw.one("COM", "POM"),
            team="T1",
            pdu="North",
        )  # fmt: skip


def children(draw: Draw) -> None:
    """Up to three children."""
    for number in draw.some(3):
        draw.add(
            "children",
            child_ref=f"K{number + 1}",
            linked_on=draw.act(draw.known(), none=0.4),
            lives_with=draw.yn(),
            caring=draw.yn(),
            in_contact=draw.yn(),
            seeking_contact=draw.yn(),
            at_risk=draw.yn(),
            local_authority=draw.one(*AUTHORITIES, None),
            identified=draw.yn(0.6),
        )


def assessments(draw: Draw) -> None:
    """Some on one day, some on the day that counts from."""
    for _ in range(draw.rng.randint(1, 3)):
        day = draw.known() if draw.chance(0.5) else draw.trigger(WD5)
        same = [row["completed_on"] for row in draw.rows["assessments"]]
        if same and draw.chance(0.25):
            day = draw.rng.choice(same)
        draw.add(
            "assessments",
            assessment_ref=draw.ref("A", "assessments"),
            event_number=draw.event(),
            completed_on=draw.matters(day),
            kind=draw.one("initial", "review", "termination", None),
            rosh_children=draw.one("low", "medium", "medium", "high", "very high", None),
            identifiable_children=draw.yn(),
            risk_management_plan=draw.yn(),
            contingency_plan=draw.yn(),
            child_objective=draw.yn(),
            countersigned_on=draw.act(day, WD5),
        )


def plans(draw: Draw) -> None:
    """Spells that touch, overlap or leave a day between, for several children."""
    for kind in ("cp", "cin"):
        if draw.chance(0.4):
            continue
        ends: list[date] = []
        for _ in range(draw.rng.randint(1, 3)):
            if ends and draw.chance(0.6):
                start = draw.rng.choice(ends) + draw.rng.choice((-3, 0, 1, 2)) * DAY
            else:
                start = draw.trigger(draw.one(WD5, WD5, M3))
            end = draw.end_after(start, WD5)
            ends += [end] if end else []
            draw.matters(start, WD5)
            draw.add(
                "plans",
                child_ref=draw.child() or "K1",
                plan=kind,
                start=start,
                end=end,
                risk_from_case=draw.yn(),
            )
    for _ in draw.some(2):
        day = draw.known() if draw.chance(0.5) else draw.trigger(M3)
        draw.add("contacts", contact_date=day, contact_type="MO1", outcome=draw.one(None, "Discussed"))


def registrations(draw: Draw) -> None:
    """Registers and alerts that start, end and fall for review about the days that matter."""
    codes = (
        "RCPR",
        "RCPR",
        "RCPR",
        "RCP",
        "RCCO",
        "RCCO",
        "RCC",
        "RCS",
        "RCHD",
        "CSEP",
        "CSEP",
        "CPC",
        "CPRC",
        "CC1",
    )
    for _ in range(draw.rng.randint(1, 4)):
        start = draw.known() if draw.chance(0.7) else draw.trigger(WD5)
        draw.add(
            "registrations",
            register=draw.one(*codes),
            start=start,
            next_review=draw.one(None, draw.as_at, draw.as_at + DAY, draw.as_at - DAY, start),
            end=draw.end_after(start, WD5),
        )


def court_reports(draw: Draw) -> None:
    """Reports of the case's events, some of no event."""
    for _ in range(draw.rng.randint(1, 2)):
        day = draw.known() if draw.chance(0.5) else draw.trigger(WD5)
        quiet = draw.chance(0.4)  # all N but for a blank here and there

        def answer(quiet: bool = quiet) -> bool | None:
            return draw.yn(0, 0.06) if quiet else draw.yn(0.3, 0.2)

        draw.matters(day)
        draw.add(
            "court_reports",
            event_number=draw.event() or 1,
            report_type="fast",
            interview_date=day,
            completed_on=draw.act(day, WD5, none=0.35),
            has_children=answer(),
            lives_with_children=answer(),
            caring=answer(),
            contact=answer(),
            seeking_contact=answer(),
            risk_to_children=answer(),
            answered=draw.one("y", "n", "n", None, "refused"),
            disclosure_doubted=draw.yn(0.15),
            asked_pregnant=draw.yn(),
            pregnant=draw.yn(0.3),
            asked_partner_pregnant=draw.yn(),
            partner_pregnant=draw.yn(0.3),
            due_date=draw.act(draw.as_at, M3, none=0.5),
        )


def curfews(draw: Draw) -> None:
    """Proposals; the response is what counts."""
    for _ in range(draw.rng.randint(1, 2)):
        day = draw.trigger(draw.one(DAYS1, M3))
        draw.matters(plus(day, M3, sign=-1))
        draw.add(
            "curfews",
            curfew_ref=draw.ref("C", "curfews"),
            event_number=draw.event(),
            proposed_on=day,
            setting=draw.one("court", "hdc", None),
            address_ref=draw.address(),
        )


def addresses(draw: Draw) -> None:
    """Proposed, decided, moved in to; refused and moved in all the same; learnt afterwards."""
    for _ in range(draw.rng.randint(1, 2)):
        day = draw.trigger(WD5)
        decided = draw.act(day, draw.one(WD5, DAYS1), none=0.4)
        moved = draw.act(decided or day, draw.one(WD5, DAYS1), none=0.4)
        draw.days += [other for other in (decided, moved) if other]
        draw.add(
            "addresses",
            address_ref=draw.ref("B", "addresses"),
            proposed_on=day,
            decided_on=decided,
            moved_in_on=moved,
            decision=draw.one("approved", "refused", "refused", None),
            children_present=draw.yn(),
        )


def changes(draw: Draw) -> None:
    """Every kind of change."""
    for _ in range(draw.rng.randint(1, 3)):
        kind = draw.one(*SCHEMA["changes"]["change"])
        day = draw.trigger(draw.one(WD1, WD5, WD10, DAYS1, DAYS15))
        draw.add(
            "changes",
            change_ref=draw.ref("G", "changes"),
            known_on=day,
            change=kind,
            child_ref=draw.child(),
            due_date=draw.act(draw.as_at, M3, none=0.5),
        )


def releases(draw: Draw) -> None:
    """All types; LED and SED with the release confirmed early and late."""
    for _ in range(draw.rng.randint(1, 2)):
        planned = None
        if draw.chance(0.85):
            planned = draw.trigger(DAYS1) if draw.chance(0.5) else draw.jitter(draw.as_at + 28 * DAY)
        if planned:
            draw.days += [planned - 28 * DAY, plus(planned, M12, sign=-1)]
        released = draw.act(planned, none=0.5)
        confirmed = draw.jitter(draw.rng.choice(draw.days)) if draw.days and draw.chance(0.5) else None
        if confirmed:
            draw.matters(confirmed, WD1)
        draw.add(
            "releases",
            release_ref=draw.ref("L", "releases"),
            event_number=draw.event(),
            release_type=draw.one("licence", "hdc", "rotl", "led", "led", "sed", "sed", None),
            planned_on=planned,
            released_on=released,
            confirmed_on=confirmed,
            la_notified_on=draw.known() if draw.chance(0.6) else None,
            local_authority=draw.one(*AUTHORITIES, None),
        )


def conferences(draw: Draw) -> None:
    """Conferences with siblings, about as-at."""
    for _ in range(draw.rng.randint(1, 3)):
        held = draw.as_at + draw.rng.choice((-1, 0, 1, 2)) * DAY if draw.chance(0.35) else draw.trigger()
        kind = draw.one("icpc", "rcpc", "pre-birth", "core-group", "core-group")
        for _ in range(draw.rng.choice((1, 1, 2, 3))):
            draw.add(
                "conferences",
                conference_ref=draw.ref("F", "conferences"),
                child_ref=draw.child(),
                kind=kind,
                invited_on=draw.one(None, held - 10 * DAY, held, held + DAY),
                held_on=held,
                officer_role=draw.one("com", "com", "pom", "omu", None),
                report_due_on=draw.one(None, held - 2 * DAY, held - 3 * DAY, held + DAY, draw.as_at),
                report_sent_on=draw.act(held, draw.one(DAYS1, (-1, "days"), (-2, "days"), (0, "days"))),
                attended=draw.yn(),
                chair_notified_on=draw.act(held, (0, "days")),
                manager_discussed_on=draw.act(held, (0, "days")),
                reason_recorded=draw.yn(0.7),
            )


def allocations(draw: Draw) -> None:
    """Moves between officers; unallocated, and the same officer in another case."""
    for _ in range(draw.rng.randint(1, 3)):
        day = draw.known() if draw.chance(0.4) else draw.trigger(WD5)
        draw.matters(day - 30 * DAY)
        draw.add(
            "allocations",
            event_number=draw.event(),
            changed_on=day,
            kind=draw.one("com", "com", "area", "pom", "pom", None),
            from_staff=draw.one(*OFFICERS, None),
            to_staff=draw.one(*OFFICERS),
            handover_recorded_on=draw.act(day, WD5, none=0.5),
            partners_updated_on=draw.act(day, WD5),
        )
        if draw.chance(0.4):
            when = draw.jitter(draw.one(day - 30 * DAY, plus(day, WD5), day))
            draw.add("contacts", contact_date=when, contact_type="POM4", outcome=None)


def receptions(draw: Draw) -> None:
    """Receptions into prison."""
    for _ in range(draw.rng.randint(1, 2)):
        day = draw.trigger(WD5)
        draw.add(
            "receptions",
            received_on=day,
            establishment="HMP A",
            pregnancy_asked_on=draw.act(day, WD5),
            dependants_recorded_on=draw.act(day, WD5),
        )


def visits(draw: Draw) -> None:
    """Home visits attended and failed, and the reasons recorded for none."""
    starts = [row["supervision_start"] for row in draw.rows["cases"] if row["supervision_start"]]
    for start in starts:
        draw.days += [plus(start, term) for term in (WD15, WD30, DAYS15, DAYS42)]
    for _ in draw.some(3):
        draw.add(
            "contacts",
            event_number=draw.event(),
            contact_date=draw.known(),
            contact_type=draw.one("CHVS", "COHV"),
            outcome=draw.one("ATTC", "AFTC", "ATSH", "ATSS", "AFDA", "Attended - Complied", "AFTA", "FTTA",
                             "Failed to Attend", "Not Attended", None),
        )  # fmt: skip
    if draw.chance(0.4):
        draw.add(
            "contacts",
            contact_date=draw.known(),
            contact_type="MO8",
            outcome=draw.one("Home visit not undertaken", "Home visit exempted", "Home Visit Approved", None),
        )


def referrals(draw: Draw) -> None:
    """With and without times, about 24 hours, the end of the week and a change of the clocks."""
    for _ in range(draw.rng.randint(1, 3)):
        day = draw.known() if draw.chance(0.4) else draw.trigger(draw.one(DAYS1, WD5))
        identified = moment(draw, day)
        sent = None
        if draw.chance(0.75):
            sent = moment(draw, day + draw.rng.choice((-1, 0, 0, 1, 1, 1, 2, 2, 3, 4)) * DAY)
            if isinstance(identified, datetime) and draw.chance(0.4):
                hours = draw.rng.choice((23, 24, 24, 24, 25))
                sent = identified + timedelta(hours=hours, minutes=draw.rng.choice((-1, 0, 1)))
        if sent is not None and draw.chance(0.1):
            identified = None
        sent_on = draw.matters(day_of(sent) or day)
        acknowledged = draw.act(sent_on, *ACK, none=0.4)
        outcome_on = draw.act(acknowledged or sent_on, draw.one(WD5, WD1), none=0.4)
        if outcome_on:
            draw.matters(outcome_on, WD5)
        draw.add(
            "referrals",
            referral_ref=draw.ref("R", "referrals"),
            child_ref=draw.child(),
            identified_at=identified,
            sent_at=sent,
            local_authority=draw.one(*AUTHORITIES, None),
            reason=draw.one("a", "a", "a", None),
            harm_category=draw.one("b", "b", "b", None),
            rosh_level=draw.one("low", "high", "high", None),
            response_requested=draw.one("cin", "cp", "cp", "early-help", None),
            parents_informed=draw.one("y", "n", "withheld", None),
            acknowledged=acknowledged,
            outcome_on=outcome_on,
            outcome=draw.one("NFA", "nfa", "No further action - closed", "Section 47", "assessment", None),
            concern_remains=draw.yn(0.7),
            followed_up=draw.act(sent_on, *ACK, none=0.6),
            escalated=draw.act(acknowledged or outcome_on or sent_on, *ACK, none=0.6),
        )


def moment(draw: Draw, day: date) -> date | datetime:
    """The day, alone or with a time; 00:00 is no time."""
    if draw.chance(0.4):
        return day
    hour, minute = draw.one((0, 0), (0, 1), (0, 30), (9, 0), (12, 0), (16, 45), (23, 30), (23, 59))
    return datetime.combine(day, datetime.min.time()) + timedelta(hours=hour, minutes=minute)


def enquiries(draw: Draw) -> None:
    """Sent about every day that matters; of every point, the case's own child and address or another's."""
    points = (*SCHEMA["enquiries"]["point"], None, None)
    for _ in range(draw.rng.randint(0, 4)):
        sent = not_made = None
        day = draw.known() if draw.chance(0.75) else draw.trigger(*ACK)
        if draw.chance(0.65):
            sent = draw.matters(day, *ACK)
        if sent is None or draw.chance(0.05):
            not_made = day
        acknowledged = draw.act(sent, *ACK, none=0.45) if sent else None
        responded = draw.act(acknowledged or sent, draw.one(*ACK), none=0.4) if sent else None
        if responded:
            draw.matters(responded)
        draw.add(
            "enquiries",
            enquiry_ref=draw.ref("E", "enquiries"),
            event_number=draw.event(),
            point=draw.one(*points),
            child_ref=draw.child(),
            address_ref=draw.address(),
            local_authority=draw.one(*AUTHORITIES, None),
            sent=sent,
            acknowledged=acknowledged,
            responded=responded,
            analysed=draw.act(responded, WD5, none=0.4) if responded else None,
            followed_up=draw.act(sent, *ACK, none=0.6) if sent else None,
            escalated=draw.act(acknowledged or sent, *ACK, none=0.6) if sent else None,
            not_made_on=not_made,
            not_made_reason=draw.one(
                "current-info", "current-info", "existing-response-unchanged", "existing-response-unchanged",
                "la-identifiable-only", "outside-cohort", "too busy", None,
            ) if not_made else None,
        )  # fmt: skip


def enquiry_contacts(draw: Draw) -> None:
    """SFGC queues, answers and follow-ups, some within 3 days of a tracker row."""
    tracker = [row["sent"] for row in draw.rows["enquiries"] if row["sent"]]
    for _ in range(draw.rng.randint(1, 4)):
        if tracker and draw.chance(0.4):
            day = draw.rng.choice(tracker) + draw.rng.choice((-4, -3, 0, 3, 4)) * DAY
        else:
            day = draw.known() if draw.chance(0.7) else draw.trigger(*ACK)
        draw.matters(day, *ACK)
        draw.add(
            "contacts",
            event_number=draw.event(),
            contact_date=day,
            contact_type="SFGC",
            outcome=draw.one(None, None, "Enquiry sent", "Enquiry sent - awaiting reply",
                             "Request Not Sent - up to date information already held", "Other"),
        )  # fmt: skip
    for kind, most in (("SFRR", 3), ("C157", 2), ("C507", 1)):
        for _ in draw.some(most):
            draw.add("contacts", contact_date=draw.known(), contact_type=kind, outcome=draw.one(None, "Done"))


def sensitive_contacts(draw: Draw) -> None:
    """MARAC and conference contacts, several on one day."""
    day = draw.trigger()
    for _ in range(draw.rng.randint(1, 4)):
        draw.add(
            "contacts",
            event_number=draw.event(),
            contact_date=draw.one(day, day, draw.known()),
            contact_type=draw.one("C005", "C150", "C151", "ERFM", "CCCP", "C078", "C159"),
            sensitive=draw.yn(0.8, 0.15),
        )


# --- Aimed at one obligation: without these, few random rows would meet -------------------------------------


def windows(draw: Draw) -> list[tuple[str, date, date, dict]]:
    """Point, first and last day that count, and the cells that match, for what wants an enquiry."""
    found: list[tuple[str, date, date, dict]] = []
    sentences = {row["event_number"]: row["sentence_date"] for row in draw.rows["cases"] if row["sentence_date"]}
    for event, sentence in sentences.items():
        start, due = plus(sentence, M3, sign=-1), plus(sentence, WD5)
        found.append((draw.one("sentence-start", "sentence-start", "psr"), start, due, {"event_number": event}))
    for row in draw.rows["court_reports"]:
        due = row["completed_on"] or sentences.get(row["event_number"]) or draw.as_at
        found.append(("psr", row["interview_date"], due, {"event_number": row["event_number"]}))
    for row in draw.rows["curfews"]:
        start, due = plus(row["proposed_on"], M3, sign=-1), row["proposed_on"]
        found.append(("curfew", start, due, {"address_ref": row["address_ref"]}))
    for row in draw.rows["changes"]:
        point = {"new-contact": "new-contact", "new-relationship": "new-contact"}.get(row["change"], "pre-birth")
        due = plus(row["known_on"], WD1 if point == "new-contact" else WD5)
        found.append((point, row["known_on"], due, {"child_ref": row["child_ref"]}))
    for row in draw.rows["releases"]:
        day = row["released_on"] or row["planned_on"]
        if day:
            found.append(("pre-release", plus(day, M12, sign=-1), day - DAY, {}))
    for row in draw.rows["addresses"]:
        ends = [day for day in (row["decided_on"], row["moved_in_on"] and row["moved_in_on"] - DAY) if day]
        due = min(ends, default=plus(row["proposed_on"], WD5))
        found.append(("address", row["proposed_on"], due, {"address_ref": row["address_ref"]}))
    return found


def aimed_enquiries(draw: Draw) -> None:
    """An enquiry or a reason at the first or last day that counts, or a day either side."""
    for point, start, due, cells in windows(draw):
        if draw.chance(0.4):
            continue
        span = max((due - start).days, 0)
        day = draw.one(draw.jitter(start), draw.jitter(due), draw.jitter(due), start + draw.rng.randint(0, span) * DAY)
        point = draw.one(point, point, None)
        if draw.chance(0.35):
            aimed_reason(draw, point, day, cells)
            continue
        sent, responded = day, draw.act(day, *ACK, none=0.4)
        if point == "curfew" or draw.chance(0.2):
            sent, responded = day - draw.rng.choice((0, 1, 5)) * DAY, day
        draw.add(
            "enquiries",
            enquiry_ref=draw.ref("E", "enquiries"),
            point=point,
            **cells,
            sent=draw.matters(sent, *ACK),
            acknowledged=draw.act(sent, *ACK, none=0.5),
            responded=responded,
            analysed=draw.act(responded, WD5) if responded else None,
        )


def aimed_reason(draw: Draw, point: str | None, day: date, cells: dict) -> None:
    """A reason, often with the earlier answer that it leans on and now and then a change since."""
    if draw.chance(0.6):
        answered = draw.jitter(day) - draw.rng.choice((0, 0, 20)) * DAY
        draw.add(
            "enquiries",
            enquiry_ref=draw.ref("E", "enquiries"),
            point=draw.one("psr", None, "address"),
            sent=answered - draw.rng.choice((2, 100, 500)) * DAY,
            responded=answered,
        )
        if draw.chance(0.3):
            draw.add(
                "changes",
                change_ref=draw.ref("G", "changes"),
                known_on=draw.jitter(draw.one(answered, day)),
                change=draw.one("other", "cse", "domestic-abuse"),
            )
    draw.add(
        "enquiries",
        enquiry_ref=draw.ref("E", "enquiries"),
        point=point,
        **cells,
        not_made_on=day,
        not_made_reason=draw.one("current-info", "existing-response-unchanged", "existing-response-unchanged",
                                 "la-identifiable-only", "outside-cohort", "OTHER WORDS"),
    )  # fmt: skip


def court_enquiries(draw: Draw) -> None:
    """Enquiries by the court before a sentence, answered or followed up about it."""
    for row in draw.rows["cases"]:
        sentence = row["sentence_date"]
        if sentence is None or draw.chance(0.3):
            continue
        sent = sentence - draw.rng.choice((0, 1, 1, 2, 5, 20)) * DAY
        answered = draw.one(None, draw.jitter(sentence), draw.jitter(plus(sentence, WD5)))
        followed = draw.one(None, draw.jitter(sentence), draw.jitter(plus(sentence, WD5)))
        if draw.chance(0.5):
            draw.add(
                "enquiries",
                enquiry_ref=draw.ref("E", "enquiries"),
                event_number=draw.one(row["event_number"], row["event_number"], None),
                point="psr",
                sent=sent,
                responded=answered,
                followed_up=followed,
            )
            continue
        for day in {sent, sent - draw.rng.choice((0, 6)) * DAY}:
            draw.add("contacts", contact_date=day, contact_type="SFGC", outcome=draw.one(None, "Enquiry sent"))
        for kind, day in (("SFRR", answered), ("C157", followed)):
            if day:
                draw.add("contacts", contact_date=day, contact_type=kind)
        if draw.chance(0.8):
            draw.add(
                "court_reports",
                event_number=row["event_number"] or 1,
                interview_date=draw.jitter(sent),
                completed_on=draw.act(sent, DAYS1),
                has_children=draw.yn(0.6),
                answered=draw.one("y", "n", None),
            )


def aimed_registrations(draw: Draw) -> None:
    """Registrations that begin and end about the ends and dues of the case's plans."""
    for row in draw.rows["plans"]:
        if draw.chance(0.4):
            continue
        own = ("RCPR", "RCPR", "RCP") if row["plan"] == "cp" else ("RCCO", "RCCO", "RCC", "RCS")
        start = draw.jitter(draw.one(row["start"], plus(row["start"], WD5), row["end"] or row["start"]))
        end = row["end"] and draw.one(None, draw.jitter(row["end"]), draw.jitter(plus(row["end"], WD5)))
        draw.add(
            "registrations",
            register=draw.one(*own),
            start=start,
            next_review=draw.one(None, draw.jitter(draw.as_at)),
            end=max(start, end) if end else draw.one(None, None, draw.as_at),
        )


def closed_plans(draw: Draw) -> None:
    """A CP plan that ended, registrations that end about then, and perhaps another plan."""
    start = draw.trigger(WD5)
    end = max(start, draw.trigger(WD5))
    draw.add("plans", child_ref="K1", plan="cp", start=start, end=end)
    if draw.chance(0.4):
        again = end + draw.rng.choice((0, 1, 2, 2, 7, 8)) * DAY
        draw.add("plans", child_ref="K2", plan="cp", start=again, end=draw.end_after(again, WD5))
    for _ in range(draw.rng.randint(1, 2)):
        since = draw.one(draw.jitter(start), draw.jitter(end) - DAY, plus(start, WD5))
        until = draw.one(None, draw.jitter(end), draw.jitter(plus(end, WD5)), draw.as_at + DAY)
        until = max(since, until) if until else None
        draw.add("registrations", register=draw.one("RCPR", "RCPR", "RCP"), start=since, end=until)


def pprc_releases(draw: Draw) -> None:
    """Releases at LED or SED of people who pose a risk to children, told about 28 days before."""
    draw.add("children", child_ref="K7", identified=draw.one(True, True, True, None), at_risk=draw.yn())
    draw.add(
        "assessments",
        assessment_ref=draw.ref("A", "assessments"),
        completed_on=draw.as_at - draw.rng.choice((0, 1, 100)) * DAY,
        rosh_children=draw.one("medium", "high", "very high", "low"),
    )
    for row in draw.rows["cases"]:
        row["pprc"] = draw.one("confirmed", "confirmed", "confirmed", None, "no")
    for _ in range(draw.rng.randint(1, 2)):
        planned = draw.jitter(draw.one(draw.as_at + 28 * DAY, draw.as_at, plus(draw.as_at, WD5), draw.known()))
        due = planned - 28 * DAY
        confirmed = draw.one(None, None, draw.jitter(due), planned - 7 * DAY, draw.as_at - DAY)
        last = plus(confirmed, WD1) if confirmed and confirmed > due else due
        draw.add(
            "releases",
            release_ref=draw.ref("L", "releases"),
            event_number=draw.event(),
            release_type=draw.one("led", "sed"),
            planned_on=draw.one(planned, planned, planned, planned, planned, None),
            released_on=draw.one(None, draw.jitter(planned), draw.as_at),
            confirmed_on=confirmed,
            la_notified_on=draw.one(None, draw.jitter(last), draw.jitter(last), draw.jitter(planned), draw.as_at + DAY),
        )


def terminations(draw: Draw) -> None:
    """Termination assessments 3 months before and 5 working days after the end of supervision."""
    draw.add("children", child_ref="K8", identified=draw.one(True, True, None))
    for row in draw.rows["cases"]:
        end = row["supervision_end"] or row["sed"] or row["led"]
        if row["supervision_start"] is None or end is None:
            continue
        draw.add(
            "assessments",
            assessment_ref=draw.ref("A", "assessments"),
            completed_on=draw.jitter(end) - draw.rng.choice((0, 1, 200)) * DAY,
            kind="review",
            rosh_children=draw.one("medium", "high", "low"),
        )
        day = draw.one(None, draw.jitter(end), draw.jitter(plus(end, M3, sign=-1)), draw.jitter(plus(end, WD5)))
        if day:
            draw.add(
                "assessments",
                assessment_ref=draw.ref("A", "assessments"),
                completed_on=day,
                kind=draw.one("termination", "termination", "review"),
                rosh_children=draw.one("medium", "high", "low", None),
            )


def aimed_visits(draw: Draw) -> None:
    """Visits and MO8 about the start, due and end of a period; the records that ask for them."""
    for row in draw.rows["cases"]:
        start, end = row["supervision_start"], row["supervision_end"]
        if start is None:
            continue
        trigger = start
        share = draw.rng.random()
        if share < 0.3:
            since = draw.jitter(start) - draw.rng.choice((0, 0, 30)) * DAY
            until = draw.one(None, None, draw.jitter(start), draw.as_at)
            draw.add("registrations", register="CSEP", start=since, end=max(since, until) if until else None)
        elif share < 0.5:
            trigger = draw.jitter(draw.one(start, start + 42 * DAY, start + 10 * DAY))
            kind = draw.one("cse", "cse", "other")
            draw.add("changes", change_ref=draw.ref("G", "changes"), known_on=trigger, change=kind)
        elif share < 0.8:
            trigger = draw.jitter(draw.one(start, start, start + 42 * DAY, start + 10 * DAY))
            draw.add(
                "assessments",
                assessment_ref=draw.ref("A", "assessments"),
                completed_on=trigger,
                rosh_children=draw.one("high", "very high", "medium", "low"),
            )
        elif share < 0.9:
            day = draw.jitter(start + 42 * DAY)
            draw.add("registrations", register=draw.one("RCHD", "RCP", "RCS"), start=day)
        for _ in range(draw.rng.randint(1, 2)):
            due = plus(draw.one(start, trigger), draw.one(WD15, DAYS15, DAYS42, WD30))
            day = draw.jitter(draw.one(due, due, trigger, end or due))
            if draw.chance(0.2):
                outcome = draw.one("Home visit not undertaken", "Home visit exempted")
                draw.add("contacts", contact_date=day, contact_type="MO8", outcome=outcome)
            else:
                outcome = draw.one("ATTC", "ATTC", "Attended - Complied", "FTTA", None)
                draw.add("contacts", contact_date=day, contact_type=draw.one("CHVS", "COHV"), outcome=outcome)


def aimed_referrals(draw: Draw) -> None:
    """A referral or a C507 about the day after domestic abuse became known or an unsafe move; a challenge."""
    for row in draw.rows["changes"]:
        if draw.chance(0.4):
            row["change"] = "domestic-abuse"
    wanted = [(row["known_on"], DAYS1, row["child_ref"]) for row in draw.rows["changes"]]
    for row in draw.rows["addresses"]:
        ends = [day for day in (row["decided_on"], row["moved_in_on"]) if day]
        if ends:
            wanted.append((draw.one(max(ends), row["proposed_on"]), DAYS1, None))
    for row in draw.rows["referrals"]:
        if row["outcome_on"]:
            row["outcome"], row["concern_remains"] = draw.one("NFA", "No Further Action", "nfa"), True
            wanted.append((row["outcome_on"], WD5, row["child_ref"]))
    for day, term, child in wanted:
        when = draw.jitter(draw.one(day, plus(day, term), plus(day, term)))
        if draw.chance(0.3):
            draw.add("contacts", contact_date=when, contact_type="C507")
        elif draw.chance(0.6):
            draw.add(
                "referrals",
                referral_ref=draw.ref("R", "referrals"),
                child_ref=draw.one(child, child, draw.child()),
                identified_at=draw.one(when, when - DAY),
                sent_at=when,
                local_authority="Leeds",
                acknowledged=draw.act(when, *ACK),
            )


THEMES: tuple[tuple[Callable[[Draw], None], ...], ...] = (
    (court_reports, enquiries, enquiry_contacts),
    (court_reports, aimed_enquiries),
    (court_enquiries,),
    (court_enquiries, aimed_enquiries),
    (curfews, aimed_enquiries),
    (curfews, addresses, enquiries, aimed_enquiries),
    (curfews, addresses, enquiries, enquiry_contacts),
    (addresses, aimed_enquiries),
    (addresses, enquiries, referrals),
    (changes, aimed_enquiries),
    (changes, enquiries, assessments),
    (changes, referrals, enquiry_contacts),
    (releases, aimed_enquiries),
    (releases, enquiries, assessments, registrations),
    (pprc_releases,),
    (pprc_releases, registrations, aimed_enquiries),
    (referrals,),
    (referrals, aimed_referrals),
    (changes, aimed_referrals),
    (addresses, aimed_referrals),
    (visits, assessments, registrations),
    (changes, plans, visits),
    (assessments, visits),
    (aimed_visits,),
    (aimed_visits,),
    (plans, aimed_visits),
    (terminations, visits),
    (conferences,),
    (plans, registrations),
    (plans, aimed_registrations),
    (closed_plans,),
    (closed_plans, assessments),
    (plans, aimed_registrations, assessments),
    (registrations, plans, allocations),
    (allocations, receptions, registrations),
    (court_reports, changes, aimed_enquiries),
    (enquiries, enquiry_contacts),
    (sensitive_contacts, receptions),
)


def staff_and_training(draw: Draw) -> None:
    """Every role; completions 3 years and inductions 3 months before as-at, and a day either side."""
    draw.add(
        "staff",
        role=draw.one(*ROLES),
        team="T1",
        pdu="North",
        womens_prison=draw.yn(),
        started_on=draw.act(draw.trigger(draw.one(M3, Y3)), none=0.2),
        left_on=draw.one(None, None, None, draw.as_at, draw.as_at + DAY, draw.as_at - DAY),
    )
    for _ in draw.some(3):
        day = date(2024, 2, 29) if draw.chance(0.1) else draw.trigger(Y3)
        draw.add("training", course=draw.one("elearning", "advanced"), completed_on=day)


def unit(draw: Draw) -> None:
    """A PDU or prison."""
    draw.add(
        "units",
        kind=draw.one("pdu", "prison", "pdu", "prison", "national"),
        section11_completed_on=draw.trigger(Y2) if draw.chance(0.8) else None,
        safeguarding_lead=draw.one("L1", None),
        lead_named_on=draw.act(draw.as_at, none=0.4),
    )


# --- Unusable cells -----------------------------------------------------------------------------------------


def spoil(draw: Draw) -> None:
    """Now and then one optional cell of a row that cannot be read; never one that the row needs."""
    for table, rows in draw.rows.items():
        for row in rows:
            if not draw.chance(UNUSABLE_SHARE):
                continue
            columns = [
                column
                for column, kind in SCHEMA[table].items()
                if column not in REQUIRED[table]
                and (isinstance(kind, tuple) or kind in (DATE, TIME, YN))
                and may_spoil(row, table, column, draw.as_at)
            ]
            filled = [column for column in columns if row[column] is not None]
            if columns:
                row[draw.rng.choice(filled if filled and draw.chance(0.7) else columns)] = UNUSABLE


def may_spoil(row: dict, table: str, column: str, as_at: date) -> bool:
    """An enquiry keeps `sent` or `not_made_on`, a referral `identified_at` or `sent_at`, by as-at."""
    pairs = {"enquiries": ("sent", "not_made_on"), "referrals": ("identified_at", "sent_at")}
    if column not in pairs.get(table, ()):
        return True
    other = day_of(row[next(name for name in pairs[table] if name != column)])
    return other is not None and other <= as_at


# --- The whole ----------------------------------------------------------------------------------------------


def generate(seed: int, cases: int, as_at: date) -> Caseload:
    """A caseload of so many cases, a fifth as many staff and a tenth as many units."""
    tables: dict[str, list[dict]] = {table: [] for table in SCHEMA}

    def finish(draw: Draw) -> None:
        spoil(draw)
        unlike_each_other(draw.rows)
        for table, rows in draw.rows.items():
            draw.rng.shuffle(rows)
            tables[table] += rows

    for number in range(1, cases + 1):
        finish(one_case(seed, number, as_at))
    for number in range(1, cases // 5 + 2):
        draw = Draw(f"S{number:05d}", random.Random(f"{seed}/staff/{number}"), as_at)
        staff_and_training(draw)
        generate_further.fill_staff(draw)
        finish(draw)
    for number in range(1, cases // 10 + 2):
        draw = Draw(f"U{number:04d}", random.Random(f"{seed}/unit/{number}"), as_at)
        unit(draw)
        finish(draw)
    # contacts of the file that has no outcome column come first, as their file does
    tables["contacts"].sort(key=lambda row: not row.get("_no_outcome_column"))
    return Caseload(tables)


def one_case(seed: int, number: int, as_at: date) -> Draw:
    """Case Z900001 and so on: one theme or two, so that its days meet."""
    draw = Draw(f"Z{900000 + number:06d}", random.Random(f"{seed}/{number}"), as_at)
    events(draw)
    children(draw)
    wanted = [maker for theme in draw.rng.sample(THEMES, draw.rng.choice((1, 1, 2))) for maker in theme]
    for maker in sorted(set(wanted), key=MAKERS.index):
        maker(draw)
    for theme in draw.rng.sample(generate_further.THEMES, draw.rng.choice((0, 1, 1, 2))):
        for maker in theme:
            maker(draw)
    generate_further.fill(draw)
    for row in draw.rows["contacts"]:
        if row["sensitive"] is None and row["child_seen"] is None and draw.chance(0.05):
            row["outcome"], row["_no_outcome_column"] = None, True
    return draw


# Triggers first, then what is done about them.
MAKERS = (
    court_reports,
    addresses,
    curfews,
    changes,
    releases,
    pprc_releases,
    plans,
    closed_plans,
    registrations,
    aimed_registrations,
    allocations,
    assessments,
    terminations,
    conferences,
    receptions,
    visits,
    aimed_visits,
    referrals,
    aimed_referrals,
    court_enquiries,
    enquiries,
    aimed_enquiries,
    enquiry_contacts,
    sensitive_contacts,
)


def unlike_each_other(tables: dict[str, list[dict]]) -> None:
    """Drop a row that agrees with an earlier one in every column."""
    for table, rows in tables.items():
        kept: list[dict] = []
        seen = set()
        for row in rows:
            key = tuple(row[column] for column in SCHEMA[table])
            if key not in seen:
                seen.add(key)
                kept.append(row)
        tables[table] = kept


def write_csv(caseload: Caseload, folder: Path) -> None:
    """One CSV file for each table; contacts without an outcome column in a file of their own."""
    folder.mkdir(parents=True, exist_ok=True)
    for table, rows in caseload.items():
        columns = [column for column in SCHEMA[table] if column in caseload.columns[table]]
        if table == "contacts":
            bare = [row for row in rows if row.get("_no_outcome_column")]
            full = [row for row in rows if not row.get("_no_outcome_column")]
            if bare:
                without = [column for column in columns if column != "outcome"]
                write_table(folder / "contacts-a-without-outcome.csv", without, bare)
            write_table(folder / "contacts-b.csv", columns, full)
        else:
            write_table(folder / f"{table}.csv", columns, rows)


def write_table(path: Path, columns: list[str], rows: list[dict]) -> None:
    """One CSV file."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        for number, row in enumerate(rows):
            cells = [written(row.get(column)) for column in columns]
            if "layer" in columns and number % 2 and row.get("layer") in ("1", "2", "3"):
                cells[columns.index("layer")] = f"LAYER{row['layer']}"  # as OASys writes it
            writer.writerow(cells)


def written(cell: object) -> str:
    """A cell as people write it: ISO dates, Y and N; 24:00 never, 00:00 as it stands."""
    if cell is None:
        return ""
    if cell is UNUSABLE:
        return "unclear"
    if isinstance(cell, bool):
        return "Y" if cell else "N"
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M")
    return str(cell)
