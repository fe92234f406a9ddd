"""The section "Home visits": for each supervision period; event_number blank."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from .facts import VISIT_CODES, Case, Stretch, code, running_within
from .shapes import (
    BENCHMARK,
    BREACHED,
    NOT_ASSESSABLE,
    OUTSIDE,
    POLICY,
    Due,
    Verdict,
    by_deadline,
    earliest,
)

SIX_WEEKS = timedelta(days=42)
CONCERN_REGISTERS = ("RCCO", "RCPR", "RCHD", "RCP", "RCC", "RCS")


def home_visits(case: Case) -> Iterator[date]:
    """The days of home visits made: attended, by code or by text."""
    for row in case.contacts("CHVS", "COHV"):
        outcome = code(row["outcome"])
        if not row["_no_outcome_column"] and (outcome in VISIT_CODES or outcome.startswith("ATTENDED")):
            yield row["contact_date"]


def reasons_for_none(case: Case) -> Iterator[date]:
    """The days of an MO8 *Home visit not undertaken* or *exempted*."""
    for row in case.contacts("MO8"):
        outcome = (row["outcome"] or "").strip().casefold()
        if not row["_no_outcome_column"] and outcome.startswith(("home visit not undertaken", "home visit exempted")):
            yield row["contact_date"]


def judge(
    case: Case, step: str, period: Stretch, trigger: date, due: Due, basis: str, days: Iterator[date]
) -> Verdict | None:
    """The verdict that all four share; None where there is no row."""
    done = earliest(
        *(day for day in days if day >= trigger and (period.end is None or day <= period.end)),
    )
    verdict = by_deadline(case.as_at, due, done)
    if done is None and due is not OUTSIDE:
        if period.end is None and case.any_yes("cases", "in_custody"):
            verdict = NOT_ASSESSABLE  # in custody; the day of return is not held
        elif period.end is not None and due is not None:
            if due >= period.end:
                return None
            verdict = BREACHED
    return case.make(step, period.rows, trigger=trigger, due=due, done=done, verdict=verdict, basis=basis)


def high_rosh_trigger(case: Case, period: Stretch) -> date | None:
    """The start, where the latest assessment by then says high; else the first in it that does."""

    def high(row: dict) -> bool:
        return row["rosh_children"] in ("high", "very high")

    before = case.latest_assessment(by=period.start)
    if before is not None and high(before):
        return period.start
    return earliest(
        *(
            row["completed_on"]
            for row in case.table("assessments")
            if high(row)
            and row["completed_on"] > period.start
            and (period.end is None or row["completed_on"] <= period.end)
        )
    )


def cse_trigger(case: Case, period: Stretch) -> date | None:
    """The later of the period's start and the earliest CSEP registration or `cse` change that touches it."""
    days = [
        row["start"]
        for row in case.registrations("CSEP")
        if (row["end"] is None or row["end"] > period.start) and (period.end is None or row["start"] <= period.end)
    ]
    days += [
        row["known_on"]
        for row in case.table("changes")
        if row["change"] == "cse" and (period.end is None or row["known_on"] <= period.end)
    ]
    return max(min(days), period.start) if days else None


def other_concern(case: Case, period: Stretch) -> bool:
    """A concern known between the start and 42 days after it, and neither step above triggered by then."""
    by = period.start + SIX_WEEKS
    for trigger in (high_rosh_trigger(case, period), cse_trigger(case, period)):
        if trigger is not None and trigger <= by:
            return False
    for row in case.registrations(*CONCERN_REGISTERS) + case.table("plans"):
        if running_within(row["start"], row["end"], period.start, by):
            return True
    if case.child_linked("at_risk", by=by):
        return True
    assessment = case.latest_assessment(by=by)
    return assessment is not None and assessment["rosh_children"] == "medium"


def hv_high_rosh(case: Case) -> Iterator[Verdict]:
    """`hv-high-rosh-15wd`."""
    for period in case.supervision_periods():
        trigger = high_rosh_trigger(case, period)
        if trigger is not None:
            due = case.plus(trigger, (15, "working days"))
            made = judge(case, "hv-high-rosh-15wd", period, trigger, due, POLICY, home_visits(case))
            if made:
                yield made


def hv_cse(case: Case) -> Iterator[Verdict]:
    """`hv-cse-15d`."""
    for period in case.supervision_periods():
        trigger = cse_trigger(case, period)
        if trigger is not None:
            due = case.plus(trigger, (15, "days"))
            made = judge(case, "hv-cse-15d", period, trigger, due, POLICY, home_visits(case))
            if made:
                yield made


def hv_other(case: Case) -> Iterator[Verdict]:
    """`hv-other-6-weeks`."""
    for period in case.supervision_periods():
        if other_concern(case, period):
            due = period.start + SIX_WEEKS
            made = judge(case, "hv-other-6-weeks", period, period.start, due, POLICY, home_visits(case))
            if made:
                yield made


def hv_consider_record(case: Case) -> Iterator[Verdict]:
    """`hv-consider-record`: a visit, or the record of why there was none."""
    for period in case.supervision_periods():
        due = case.plus(period.start, "home_visit_considered")
        days = iter([*home_visits(case), *reasons_for_none(case)])
        made = judge(case, "hv-consider-record", period, period.start, due, BENCHMARK, days)
        if made:
            yield made


STEPS = {
    "hv-high-rosh-15wd": hv_high_rosh,
    "hv-cse-15d": hv_cse,
    "hv-other-6-weeks": hv_other,
    "hv-consider-record": hv_consider_record,
}
