"""Home visits, attended or not, and recorded reasons for none."""

import numpy as np

from safeaudit.demo.assessments import LEVELS, NEVER, Assessments
from safeaudit.demo.codes import VISIT_APPROVED, VISIT_EXEMPTED, VISIT_NOT_UNDERTAKEN
from safeaudit.demo.contacts import ContactLog
from safeaudit.demo.days import (
    AS_AT,
    DAY,
    NONE,
    Days,
    Flags,
    Ints,
    between,
    days_after,
    due_in,
    earliest,
    known,
    latest,
    working_day_by,
    working_days_on,
)
from safeaudit.demo.organisation import chance
from safeaudit.demo.people import Children, People
from safeaudit.demo.plan import BREACHED, NO_ROW, NOT_ASSESSABLE, Plan, by_deadline
from safeaudit.demo.safeguarding import Registers, Spells, first_start, some_day_in


def lay_visits(
    rng: np.random.Generator,
    people: People,
    children: Children,
    assessments: Assessments,
    spells: Spells,
    registers: Registers,
    log: ContactLog,
    plan: Plan,
) -> None:
    """Lay the home visits of each supervision period and tell the plan what they come to."""
    cases, start = len(people.crn), people.start
    last = np.where(np.isnat(people.end), NEVER, people.end)
    supervised = ~np.isnat(start)

    at_start = np.isin(assessments.level(assessments.last_by(start, cases)), LEVELS[2:])
    risen = assessments.first_since(start + DAY, cases, np.isin(assessments.rosh, LEVELS[2:]))
    high = np.where(at_start, start, np.where(risen <= last, risen, NONE))
    abuse = np.where((people.addon == "cse") & (people.addon_on <= last), people.addon_on, NONE)
    exploited = latest(earliest(first_start(registers, "CSEP", start, last), abuse), start)
    exploited = np.where(np.isnat(first_start(registers, "CSEP", start, last)) & np.isnat(abuse), NONE, exploited)
    six_weeks = days_after(start, 42)
    sooner = (high <= six_weeks) | (exploited <= six_weeks)
    medium = assessments.level(assessments.last_by(six_weeks, cases)) == "medium"
    concern = some_day_in(registers, spells, start, six_weeks) | at_risk_by(children, six_weeks, cases) | medium
    other = np.where(concern & ~sooner, start, NONE)

    dues: dict[str, tuple[Days, Days]] = {
        "hv-high-rosh-15wd": (high, due_in(high, 15)),
        "hv-cse-15d": (exploited, days_after(exploited, 15)),
        "hv-other-6-weeks": (other, days_after(other, 42)),
        "hv-consider-record": (start, due_in(start, 30)),
    }
    main = np.where(~np.isnat(high), high, np.where(~np.isnat(exploited), exploited, start))
    due = np.where(
        ~np.isnat(high),
        dues["hv-high-rosh-15wd"][1],
        np.where(~np.isnat(exploited), dues["hv-cse-15d"][1], six_weeks),
    )
    visit_case, visit_day = _visit(rng, people, main, due, last)
    outcome = rng.choice(["ATTC", "AFTC", "ATSS"], len(visit_case), p=[0.92, 0.05, 0.03]).astype(object)
    first = visit_day == start[visit_case]
    log.add(visit_case[first], visit_day[first], "COHV", outcome[first])
    log.add(visit_case[~first], visit_day[~first], "CHVS", outcome[~first])
    missed = np.flatnonzero(supervised & (rng.random(cases) < 0.15))
    day = known(working_days_on(main[missed], rng.integers(3, 40, len(missed))))
    kept = day <= last[missed]
    log.add(missed[kept], day[kept], "CHVS", rng.choice(["UAAB", "AFTA", "AAME"], int(kept.sum())).astype(object))

    visited = np.zeros(cases, dtype=bool)
    visited[visit_case] = True
    reasoned = np.flatnonzero(supervised & (rng.random(cases) < np.where(visited, 0.05, 0.35)))
    word = rng.choice([VISIT_NOT_UNDERTAKEN, VISIT_EXEMPTED, VISIT_APPROVED], len(reasoned), p=[0.5, 0.3, 0.2]).astype(
        object
    )
    reason_day = known(working_days_on(start[reasoned], rng.integers(2, 40, len(reasoned))))
    kept = reason_day <= last[reasoned]
    log.add(reasoned[kept], reason_day[kept], "MO8", word[kept])
    kept &= word != VISIT_APPROVED

    for step, (trigger, due) in dues.items():
        done = _first(visit_case, visit_day, trigger, last, cases)
        if step == "hv-consider-record":
            done = earliest(done, _first(reasoned[kept], reason_day[kept], trigger, last, cases))
        verdict = by_deadline(due, done)
        nothing, ended = np.isnat(done), people.end <= AS_AT
        verdict[nothing & ~ended & people.in_custody] = NOT_ASSESSABLE
        verdict[nothing & ended & (due >= people.end)] = NO_ROW
        verdict[nothing & ended & (due < people.end)] = BREACHED
        verdict[np.isnat(trigger)] = NO_ROW
        plan.add(
            step,
            verdict,
            people.crn,
            trigger=trigger,
            due=due,
            done=done,
            note="no home visit in time"
            if step != "hv-consider-record"
            else "no home visit, nor a reason for none, in time",
        )


def _visit(rng: np.random.Generator, people: People, main: Days, due: Days, last: Days) -> tuple[Ints, Days]:
    """Lay visits: one in time, late or none; later ones; and some before the risk was known."""
    cases = len(main)
    draw, good = rng.random(cases), chance(0.34, people.quality)
    low = np.maximum(working_day_by(between(rng, main, due)), main)
    late = working_days_on(due + DAY, rng.integers(0, 30, cases))
    day = np.where(draw < good, low, np.where(draw < good + 0.2, late, NONE))
    again = np.where(rng.random(cases) < 0.4, working_days_on(day, rng.integers(30, 90, cases)), NONE)
    early = np.where((rng.random(cases) < 0.1) & (main > people.start), people.start, NONE)
    everyone = np.tile(np.arange(cases), 3)
    days = known(np.concatenate([day, again, early]))
    kept = (days <= last[everyone]) & (days >= people.start[everyone])
    return everyone[kept], days[kept]


def _first(case: Ints, day: Days, trigger: Days, last: Days, cases: int) -> Days:
    out = np.full(cases, NEVER)
    hit = (day >= trigger[case]) & (day <= last[case])
    np.minimum.at(out, case[hit], day[hit])
    return np.where(out < NEVER, out, NONE)


def at_risk_by(children: Children, day: Days, cases: int) -> Flags:
    """Say of each case whether a child at risk from it was linked by its day (no date of linking counts)."""
    hit = (children.at_risk == "Y") & ~(children.linked > day[children.case]) & ~np.isnat(day[children.case])
    out = np.zeros(cases, dtype=bool)
    out[children.case[hit]] = True
    return out
