"""Plans, registers, alerts, oversight and conferences."""

from dataclasses import dataclass

import numpy as np

from safeaudit.demo.codes import OVERSIGHT, REGISTERS
from safeaudit.demo.contacts import ContactLog
from safeaudit.demo.days import (
    AS_AT,
    DAY,
    NONE,
    Days,
    Flags,
    Ints,
    Text,
    between,
    due_in,
    earliest,
    known,
    latest,
    missing,
    months_after,
    working_day_by,
    working_days_on,
)
from safeaudit.demo.organisation import chance
from safeaudit.demo.people import AWAITING, FINED, SERVING, UNDATED, Children, People
from safeaudit.demo.plan import (
    BREACHED,
    EXEMPT,
    LATE,
    MET,
    NO_ROW,
    NOT_ASSESSABLE,
    OVERDUE,
    PENDING,
    Plan,
    by_deadline,
    choose,
    text,
)
from safeaudit.demo.rows import Rows

CHILD_REGISTERS = ("RCPR", "RCCO", "RCHD", "RCP", "RCC", "RCS")


@dataclass
class Spells:
    """For each case: its plan spell (CP or CIN or none), and whether its register shows it."""

    kind: Text
    start: Days
    end: Days


class Registers:
    """Registrations and alerts as they grow, kept by the number of the case."""

    def __init__(self, people: People) -> None:
        self.people, self.rows = people, Rows("registrations")
        self._case: list[Ints] = []
        self._code: list[Text] = []
        self._start: list[Days] = []
        self._end: list[Days] = []

    def add(self, case: Ints, code: str, start: Days, end: Days, review: Days | None = None, level: str = "") -> None:
        """Add a registration for each case."""
        self.rows.add(
            self.people.crn[case],
            register=code,
            description=REGISTERS[code],
            level=level,
            start=start,
            next_review=missing(len(case)) if review is None else review,
            end=end,
        )
        self._case.append(case)
        self._code.append(text(code, len(case)))
        self._start.append(start)
        self._end.append(end)

    def whole(self) -> tuple[Ints, Text, Days, Days]:
        """Give case, code, start and end of every registration so far."""
        return (
            np.concatenate(self._case),
            np.concatenate(self._code),
            np.concatenate(self._start),
            np.concatenate(self._end),
        )

    def active(self, codes: tuple[str, ...], on: Days) -> Flags:
        """Say of each case whether one of these registers was active on its day."""
        case, code, start, end = self.whole()
        hit = np.isin(code, codes) & (start <= on[case]) & ~(end <= on[case])
        out = np.zeros(len(self.people.crn), dtype=bool)
        out[case[hit]] = True
        return out


def lay_plans(rng: np.random.Generator, people: People, children: Children) -> tuple[Rows, Spells]:
    """Lay one spell of child protection or child-in-need plans in some cases with children."""
    cases = len(people.crn)
    able = (people.children > 0) & ~np.isin(people.kind, (AWAITING, FINED, UNDATED))
    draw = rng.random(cases)
    kind = np.where(able & (draw < 0.1), "CP", np.where(able & (draw < 0.32), "CIN", "")).astype(object)
    before = people.opened - rng.integers(1, 300, cases).astype("m8[D]")
    during = between(rng, people.opened, people.last_day - 30 * DAY)
    start = np.where(rng.random(cases) < 0.35, before, during)
    end = start + rng.integers(60, 420, cases).astype("m8[D]")
    end = np.where(rng.random(cases) < 0.55, known(end), NONE)
    end = np.where(end <= people.opened, NONE, end)
    start, end = np.where(kind != "", start, NONE), np.where(kind != "", end, NONE)
    rows = Rows("plans")
    on_plan = (kind[children.case] != "") & ((children.reference == "C1") | (rng.random(len(children.case)) < 0.5))
    case = children.case[on_plan]
    rows.add(
        people.crn[case],
        child_ref=children.reference[on_plan],
        plan=kind[case],
        start=start[case],
        end=end[case],
        risk_from_case=np.where(rng.random(len(case)) < 0.6, "Y", "N").astype(object),
        local_authority=people.council[case],
    )
    return rows, Spells(kind, start, end)


def lay_registers(rng: np.random.Generator, people: People, spells: Spells, plan: Plan, medium: Flags) -> Registers:
    """Lay the registrations of plans first, then those of other concerns, and the alerts of people in
    custody.
    """
    registers = Registers(people)
    _mirror_plans(rng, registers, spells, plan, "CP", "RCPR", "reg-cp")
    _mirror_plans(rng, registers, spells, plan, "CIN", "RCCO", "reg-cin")
    cases = len(people.crn)
    able = (spells.kind == "") & ~np.isin(people.kind, (AWAITING, FINED, UNDATED))
    late_start = between(rng, people.opened, people.last_day)
    _other(rng, registers, able & (people.children > 0) & (rng.random(cases) < 0.012), "RCPR", late_start)
    _other(rng, registers, able & (rng.random(cases) < 0.08), "RCCO", late_start)
    _other(
        rng,
        registers,
        able & medium & (rng.random(cases) < 0.14),
        "RCHD",
        people.opened + 10 * DAY,
        level="Medium",
    )
    _other(
        rng,
        registers,
        able & (rng.random(cases) < 0.01),
        "CSEP",
        between(rng, people.opened - 400 * DAY, people.last_day),
    )
    _other(rng, registers, able & (rng.random(cases) < 0.25), "ADVP", people.opened)
    _other(rng, registers, able & (rng.random(cases) < 0.12), "MAPP", people.opened, level="MAPPA Level 1")
    custody = people.in_custody & able
    for code, share in (("RCS", 0.12), ("RCC", 0.06), ("CPC", 0.08), ("CPRC", 0.04), ("CC1", 0.15)):
        _other(
            rng,
            registers,
            custody & (rng.random(cases) < share),
            code,
            people.sentence + 3 * DAY,
            reviewed=False,
        )
    _plan_reviews(registers, plan)
    return registers


def _other(
    rng: np.random.Generator,
    registers: Registers,
    where: Flags,
    code: str,
    start: Days,
    level: str = "",
    reviewed: bool = True,
) -> None:
    where = where & (start <= AS_AT)
    case = np.flatnonzero(where)
    start = start[case]
    end = start + rng.integers(60, 500, len(case)).astype("m8[D]")
    end = np.where(rng.random(len(case)) < 0.3, known(end), NONE)
    registers.add(case, code, start, end, _reviews(rng, registers.people, case, start) if reviewed else None, level)


def _reviews(rng: np.random.Generator, people: People, case: Ints, start: Days) -> Days:
    """Draw the next review: within three months of the as-at date, gone by, or blank."""
    count, draw = len(case), rng.random(len(case))
    good = chance(0.7, people.quality[case])
    ahead = AS_AT + rng.integers(0, 92, count).astype("m8[D]")
    ahead = np.maximum(np.minimum(ahead, months_after(start, 3)), AS_AT)
    gone = np.maximum(AS_AT - rng.integers(1, 250, count).astype("m8[D]"), start + 30 * DAY)
    return np.where(draw < good, ahead, np.where(draw < 0.97, gone, NONE))


def _plan_reviews(registers: Registers, plan: Plan) -> None:
    rows = registers.rows
    start, end, review, code = (rows.column(name) for name in ("start", "end", "next_review", "register"))
    active = np.isin(code, ("RCPR", "RCCO", "RCHD", "CSEP")) & (start <= AS_AT) & ~(end <= AS_AT)
    plan.add(
        "reg-review",
        choose(
            [(~active, NO_ROW), (np.isnat(review), NOT_ASSESSABLE), (review >= AS_AT, MET)],
            OVERDUE,
            len(code),
        ),
        rows.column("crn"),
        trigger=start,
        due=review,
        done=missing(len(code)),
        note="the register's review date has gone by",
        subject=code,
    )


def _mirror_plans(
    rng: np.random.Generator,
    registers: Registers,
    spells: Spells,
    plan: Plan,
    kind: str,
    code: str,
    step: str,
) -> None:
    """Lay the register of each plan spell: in time, late, missing, ended too soon, or left open after the
    plan.
    """
    people = registers.people
    case = np.flatnonzero(spells.kind == kind)
    count, crn = len(case), people.crn[case]
    start, end, closed = spells.start[case], spells.end[case], people.end[case]
    trigger = latest(start, people.opened[case])
    counts = (trigger <= AS_AT) & ~(end <= trigger) & ~(closed <= trigger)
    due = due_in(trigger, 5)
    draw, good = rng.random(count), chance(0.8, people.quality[case])
    begun = np.where(
        rng.random(count) < 0.2,
        np.minimum(start, trigger),
        working_days_on(trigger, rng.integers(0, 6, count)),
    )
    begun = np.where(draw < good, begun, working_days_on(due + DAY, rng.integers(0, 40, count)))
    begun = known(np.where(draw < 0.93, begun, NONE))
    begun = np.where((begun < end) | np.isnat(end), begun, NONE)
    begun = np.where(counts, begun, NONE)
    recorded = ~np.isnat(begun)

    # The register's end: with the plan, late, or left open; and for a running plan, now and then too soon.
    running = np.isnat(end)
    draw = rng.random(count)
    finished = np.where(draw < 0.6, working_days_on(end, rng.integers(0, 6, count)), NONE)
    finished = np.where((draw >= 0.6) & (draw < 0.75), working_days_on(end, rng.integers(7, 40, count)), finished)
    after = latest(begun, trigger) + DAY
    too_soon = running & (draw < 0.05) & (after < AS_AT)
    finished = np.where(too_soon, between(rng, after, np.full(count, AS_AT)), finished)
    finished = known(np.where(recorded, finished, NONE))

    in_custody = people.in_custody[case]
    alert = recorded & (kind == "CP") & in_custody & (rng.random(count) < 0.5)
    shown = recorded & ~alert
    review = _reviews(rng, people, case, begun)
    registers.add(case[shown], code, begun[shown], finished[shown], review[shown])
    if kind == "CP":
        registers.add(case[alert], "RCP", begun[alert], finished[alert])

    done = latest(begun, np.where(recorded, trigger, NONE))
    still = running & np.isnat(closed)
    that_end = earliest(end, closed)
    active = recorded & ~(finished <= AS_AT)
    verdict = by_deadline(due, done)
    verdict[recorded & still & ~active] = OVERDUE
    gone = ~recorded & ~still
    verdict[gone] = np.where(due[gone] < that_end[gone], BREACHED, NO_ROW)
    verdict[~counts] = NO_ROW
    note = text(f"{kind} plan without its register in time", count)
    note[recorded & still & ~active] = f"{kind} plan is running but its register has ended"
    plan.add(step, verdict, crn, trigger=trigger, due=due, done=done, note=note, subject=kind)
    if kind == "CP":
        closed_due = due_in(end, 5)
        verdict = by_deadline(closed_due, finished)
        verdict[running | ~recorded | (finished < end)] = NO_ROW
        plan.add(
            "reg-cp-closed",
            verdict,
            crn,
            trigger=end,
            due=closed_due,
            done=finished,
            note="the plan has ended and its register was not closed in time",
            subject="CP",
        )


def lay_oversight(
    rng: np.random.Generator,
    people: People,
    spells: Spells,
    registers: Registers,
    log: ContactLog,
    plan: Plan,
) -> Flags:
    """Lay management oversight of child protection cases; gives the cases whose oversight is planned here."""
    cases = len(people.crn)
    case, code, start, end = registers.whole()
    hit = (code == "RCPR") & (start <= AS_AT) & ~(end <= AS_AT)
    registered = np.full(cases, np.datetime64("2200-01-01", "D"))
    np.minimum.at(registered, case[hit], start[hit])
    planned = spells.kind == "CP"
    trigger = np.where(planned, spells.start, registered)
    still_open = np.isnat(people.end)
    wanted = still_open & np.where(planned, (spells.start <= AS_AT) & np.isnat(spells.end), registered <= AS_AT)
    ours = planned | (registered <= AS_AT)
    draw, good = rng.random(cases), chance(0.28, people.quality)
    low = latest(trigger, people.opened)
    recent = np.maximum(np.full(cases, AS_AT - rng.integers(0, 88, cases).astype("m8[D]")), low)
    old = np.maximum(between(rng, low, np.full(cases, AS_AT - 100 * DAY)), low)
    day = np.where(draw < good, recent, np.where(draw < good + 0.3, old, NONE))
    day = known(np.where(ours & still_open, day, NONE))
    held = ~np.isnat(day)
    log.add(np.flatnonzero(held), day[held], "MO1", OVERSIGHT)
    due = months_after(np.where(held, day, trigger), 3)
    verdict = choose([(held & (due >= AS_AT), MET), (due >= AS_AT, PENDING)], OVERDUE, cases)
    verdict[~wanted] = NO_ROW
    plan.add(
        "oversight-cp-plan",
        verdict,
        people.crn,
        trigger=trigger,
        due=due,
        done=day,
        note="child protection case without management oversight in the last three months",
        subject="CP",
    )
    return np.asarray(ours, dtype=bool)


def lay_conferences(rng: np.random.Generator, people: People, spells: Spells, log: ContactLog, plan: Plan) -> Rows:
    """Lay the conferences and core groups of child protection plans, and their contacts."""
    rows = Rows("conferences", "CF")
    for kind, offset, share in (
        ("icpc", -3, 0.9),
        ("core-group", 9, 0.85),
        ("rcpc", 95, 0.7),
        ("core-group", 45, 0.6),
    ):
        base = np.flatnonzero(spells.kind == "CP")
        base = base[rng.random(len(base)) < share]
        held_on = working_day_by(spells.start[base] + offset * DAY)
        kept = (held_on <= AS_AT + 28 * DAY) & (held_on > people.opened[base]) & ~(held_on > spells.end[base] + 0 * DAY)
        kept &= ~(held_on > people.end[base])
        word = np.where(rng.random(len(base)) < 0.06, "pre-birth", kind) if kind == "icpc" else kind
        word = text(word, len(base))
        _lay_conference(rng, people, rows, log, plan, base[kept], held_on[kept], word[kept], core=kind == "core-group")
    return rows


def _lay_conference(
    rng: np.random.Generator,
    people: People,
    rows: Rows,
    log: ContactLog,
    plan: Plan,
    case: Ints,
    held_on: Days,
    kind: Text,
    core: bool,
) -> None:
    count, crn, quality = len(case), people.crn[case], people.quality[case]
    invited = known(working_day_by(held_on - rng.integers(6, 22, count).astype("m8[D]")))
    wrong = ~np.isnat(invited) & (rng.random(count) < 0.02) & (held_on < AS_AT - 5 * DAY)
    invited = np.where(wrong, held_on + 2 * DAY, invited)
    role = np.where(people.officer_role[case] == "POM", "POM", "COM").astype(object)
    role[(role == "COM") & (rng.random(count) < 0.03)] = ""
    held = held_on <= AS_AT
    draw = rng.random(count)
    attended = np.where(draw < chance(0.72, quality), "Y", np.where(draw < 0.95, "N", "")).astype(object)
    attended[~held] = ""
    absent = attended == "N"

    def when(share: float, low: int, high: int) -> Days:
        day = held_on + rng.integers(low, high, count).astype("m8[D]")
        return known(np.where(absent & (rng.random(count) < share), day, NONE))

    told, discussed = when(0.5, -6, 3), when(0.55, -5, 2)
    reasoned = np.where(absent & (rng.random(count) < 0.65), "Y", np.where(absent, "N", "")).astype(object)
    report_due = np.where(rng.random(count) < 0.7, held_on - rng.integers(2, 6, count).astype("m8[D]"), NONE)
    due = np.where(np.isnat(report_due), held_on - DAY, report_due)
    draw = rng.random(count)
    sent = np.where(draw < chance(0.6, quality), due - rng.integers(0, 4, count).astype("m8[D]"), NONE)
    sent = np.where((draw > 0.8) & np.isnat(sent), due + rng.integers(1, 8, count).astype("m8[D]"), sent)
    sent = known(sent)
    if core:
        report_due, sent = missing(count), missing(count)
    cells = {
        "kind": kind,
        "invited_on": invited,
        "held_on": held_on,
        "officer_role": role,
        "report_due_on": report_due,
        "report_sent_on": sent,
        "chair_notified_on": told,
        "manager_discussed_on": discussed,
    }
    reference = rows.add(crn, child_ref="C1", attended=attended, reason_recorded=reasoned, **cells)
    sibling = (people.children[case] > 1) & (rng.random(count) < 0.3)
    rows.add(crn[sibling], child_ref="C2", **{name: cell[sibling] for name, cell in cells.items()})
    if core:
        logged = held & (attended == "Y")
        log.add(case[logged], held_on[logged], "C159", event=0)
        verdict = choose(
            [
                (role == "POM", NO_ROW),
                (role == "", NOT_ASSESSABLE),
                (attended == "Y", MET),
                (absent & (told <= held_on), EXEMPT),
                (absent, BREACHED),
                (held_on >= AS_AT, PENDING),
            ],
            NOT_ASSESSABLE,
            count,
        )
        done = np.where(attended == "Y", held_on, NONE)
        plan.add(
            "core-group-attend",
            verdict,
            crn,
            trigger=held_on,
            due=held_on,
            done=done,
            note="core group missed and the chair not told before it",
            subject=reference,
        )
        return
    logged = held & (attended == "Y") & (rng.random(count) < 0.8)
    _log_sensitive(rng, people, log, plan, case[logged], held_on[logged], "CCCP")
    verdict = choose(
        [
            (wrong, NOT_ASSESSABLE),
            (attended == "Y", MET),
            (absent & (reasoned == "Y") & (discussed <= held_on), EXEMPT),
            (absent, BREACHED),
            (held_on >= AS_AT, PENDING),
        ],
        NOT_ASSESSABLE,
        count,
    )
    plan.add(
        "cpc-attend",
        verdict,
        crn,
        trigger=held_on,
        due=held_on,
        done=np.where(attended == "Y", held_on, NONE),
        note="conference missed without a reason recorded and talked through with a manager before it",
        subject=reference,
    )
    plan.add(
        "cpc-notify-chair",
        choose([(~absent, NO_ROW), (told <= held_on, MET)], BREACHED, count),
        crn,
        trigger=held_on,
        due=held_on,
        done=told,
        note="conference missed and the chair not told before it",
        subject=reference,
    )
    verdict = choose(
        [(sent <= due, MET), (sent <= held_on, LATE), (held, BREACHED), (due < AS_AT, OVERDUE)],
        PENDING,
        count,
    )
    plan.add(
        "cpc-report",
        verdict,
        crn,
        trigger=held_on,
        due=due,
        done=sent,
        note="no report to the conference in time",
        subject=reference,
    )


def _log_sensitive(
    rng: np.random.Generator, people: People, log: ContactLog, plan: Plan, case: Ints, day: Days, code: str
) -> None:
    """Lay contacts that ought to be marked sensitive, one of a type on a day."""
    count, draw = len(case), rng.random(len(case))
    mark = np.where(draw < chance(0.75, people.quality[case]), "Y", np.where(draw < 0.95, "N", "")).astype(object)
    log.add(case, day, code, event=0, sensitive=mark)
    plan.add(
        "rec-marac-cpc-sensitive",
        choose([(mark == "N", OVERDUE), (mark == "", NOT_ASSESSABLE)], MET, count),
        people.crn[case],
        trigger=day,
        due=day,
        done=np.where(mark == "Y", day, NONE),
        note="contact not marked sensitive",
        subject=code,
    )


def lay_marac(rng: np.random.Generator, people: People, log: ContactLog, plan: Plan) -> None:
    """Lay MARAC and child protection meeting contacts, one of each type in a case at most."""
    able = ~np.isin(people.kind, (AWAITING, FINED, UNDATED, SERVING))
    for code, share in (("C005", 0.03), ("C150", 0.03), ("C151", 0.008), ("ERFM", 0.02), ("C078", 0.01)):
        case = np.flatnonzero(able & (rng.random(len(able)) < share))
        day = working_day_by(between(rng, people.opened[case], people.last_day[case]))
        _log_sensitive(rng, people, log, plan, case, np.maximum(day, people.opened[case]), code)


def plan_running(spells: Spells, on: Days) -> Flags:
    """Say of each case whether a plan was running on its day."""
    return np.asarray((spells.start <= on) & ~(spells.end <= on))


def some_day_in(registers: Registers, spells: Spells, low: Days, high: Days) -> Flags:
    """Say of each case whether a child register or alert was active, or a plan running, on some day from low
    to high.
    """
    case, code, start, end = registers.whole()
    hit = np.isin(code, CHILD_REGISTERS) & (start <= high[case]) & ~(end <= low[case]) & ~(end <= start)
    out = np.asarray((spells.start <= high) & ~(spells.end <= low))
    out[case[hit]] = True
    return out


def first_start(registers: Registers, code_wanted: str, low: Days, last: Days) -> Days:
    """Give the earliest start of a register that had not ended by `low` and began not after `last`."""
    case, code, start, end = registers.whole()
    hit = (code == code_wanted) & ~(end <= low[case]) & ~(start > last[case])
    out = np.full(len(registers.people.crn), np.datetime64("2200-01-01", "D"))
    np.minimum.at(out, case[hit], start[hit])
    return np.where(out < np.datetime64("2200-01-01", "D"), out, NONE)
