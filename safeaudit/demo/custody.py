"""Changes of responsible officer and receptions into prison."""

import numpy as np

from safeaudit.demo.codes import PRISONS
from safeaudit.demo.contacts import ContactLog
from safeaudit.demo.days import (
    DAY,
    NONE,
    Days,
    Flags,
    Floats,
    between,
    due_in,
    earliest,
    known,
    working_day_by,
    working_days_on,
)
from safeaudit.demo.organisation import Organisation, chance
from safeaudit.demo.people import Children, People
from safeaudit.demo.plan import NO_ROW, NOT_ASSESSABLE, Plan, by_deadline, text
from safeaudit.demo.rows import Rows
from safeaudit.demo.safeguarding import Registers, Spells, plan_running
from safeaudit.demo.visits import at_risk_by


def _prompt(rng: np.random.Generator, trigger: Days, due: Days, good: Floats) -> Days:
    """Draw when something was recorded: in time, late, or never."""
    draw, count = rng.random(len(trigger)), len(trigger)
    in_time = np.maximum(working_day_by(between(rng, trigger, due)), trigger)
    late = working_days_on(due + DAY, rng.integers(0, 25, count))
    return known(np.where(draw < good, in_time, np.where(draw < good + (1 - good) * 0.4, late, NONE)))


def lay_allocations(
    rng: np.random.Generator,
    people: People,
    organisation: Organisation,
    children: Children,
    spells: Spells,
    registers: Registers,
    log: ContactLog,
    plan: Plan,
) -> Rows:
    """Lay one change of officer in some cases, with handover and word to partners."""
    rows, cases = Rows("allocations"), len(people.crn)
    supervised = ~np.isnat(people.start) & ~people.in_custody
    day = working_day_by(between(rng, people.start + 20 * DAY, people.last_day))
    day = np.where(people.in_custody, working_day_by(between(rng, people.sentence + 10 * DAY, people.last_day)), day)
    day = known(day)
    concern = registers.active(("RCPR", "RCCO", "RCHD", "CSEP"), day) | plan_running(spells, day)
    concern |= at_risk_by(children, day, cases)
    draw = rng.random(cases)
    kind = np.where(supervised & (draw < 0.13), "com", np.where(supervised & (draw < 0.16), "area", "")).astype(object)
    kind[people.in_custody & concern & (draw < 0.5)] = "pom"
    kind[np.isnat(day)] = ""
    case = np.flatnonzero(kind != "")
    count, crn, kind, day, concern = len(case), people.crn[case], kind[case], day[case], concern[case]
    leaver = text([organisation.officer[number] for number in (case * 7 + 3) % len(organisation.officer)], count)
    draw = rng.random(count)
    leaver[draw < 0.05] = text([f"{organisation.provider[pdu]}000U" for pdu in people.pdu[case]], count)[draw < 0.05]
    leaver[(draw >= 0.05) & (draw < 0.08)] = people.officer[case][(draw >= 0.05) & (draw < 0.08)]
    unallocated = text([code.endswith("U") for code in leaver], count).astype(bool)
    really = ~unallocated & (leaver != people.officer[case])
    due = due_in(day, 5)
    good = chance(0.6, people.quality[case])
    handover = _prompt(rng, day, due, good)
    partners = _prompt(rng, day, due, chance(0.45, people.quality[case]))
    note_first = (kind != "area") & (rng.random(count) < 0.2)
    noted = np.where(note_first, known(working_day_by(day - rng.integers(0, 20, count).astype("m8[D]"))), NONE)
    handover = np.where(note_first & (rng.random(count) < 0.7), NONE, handover)
    log.add(case[note_first], noted[note_first], "POM4")
    rows.add(
        crn,
        event_number="1",
        changed_on=day,
        kind=kind,
        from_staff=leaver,
        to_staff=people.officer[case],
        handover_recorded_on=handover,
        partners_updated_on=partners,
    )
    outside = (kind != "pom") & concern & really
    inside = (kind == "pom") & really
    done = earliest(handover, noted)
    for step, cohort, when, missing_note in (
        ("transfer-handover", outside, done, "officer changed and no handover recorded in time"),
        ("transfer-partner-update", outside, partners, "officer changed and partners not told in time"),
        (
            "pom-to-pom-handover",
            inside,
            done,
            "prison offender manager changed and no handover recorded in time",
        ),
    ):
        plan.add(
            step,
            by_deadline(due, when),
            crn,
            trigger=day,
            due=due,
            done=when,
            note=missing_note,
            event="1",
            where=cohort,
        )
    return rows


def lay_receptions(rng: np.random.Generator, people: People, plan: Plan) -> Rows:
    """Lay the reception of each person sentenced to custody, on the day of sentence."""
    rows = Rows("receptions")
    custodial = ~np.isnat(people.expiry) & ~np.isnat(people.sentence)
    case = np.flatnonzero(custodial)
    count, crn, received = len(case), people.crn[case], people.sentence[case]
    due, good = due_in(received, 5), chance(0.75, people.quality[case])
    gender, transgender = people.gender[case], people.transgender[case]
    woman: Flags = (gender == "F") | (transgender == "Y")
    not_told = (gender == "") & (transgender == "")
    asked = np.where(woman | not_told, _prompt(rng, received, due, good), NONE)
    recorded = _prompt(rng, received, due, good)
    rows.add(
        crn,
        received_on=received,
        establishment=text([PRISONS[number % len(PRISONS)] for number in people.pdu[case]], count),
        pregnancy_asked_on=asked,
        dependants_recorded_on=recorded,
    )
    verdict = by_deadline(due, asked)
    verdict[~woman] = NO_ROW
    verdict[not_told] = NOT_ASSESSABLE
    plan.add(
        "pom-induction-pregnancy",
        verdict,
        crn,
        trigger=received,
        due=due,
        done=asked,
        note="pregnancy not asked about in time",
    )
    plan.add(
        "pom-dependents-care",
        by_deadline(due, recorded),
        crn,
        trigger=received,
        due=due,
        done=recorded,
        note="care of dependants not recorded in time",
    )
    return rows
