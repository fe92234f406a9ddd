"""The section "Assessment"."""

from __future__ import annotations

from collections.abc import Iterator

from .facts import Case
from .shapes import BENCHMARK, MET, NOT_ASSESSABLE, OVERDUE, POLICY, Verdict, by_deadline, earliest, latest

MEDIUM_OR_ABOVE = ("medium", "high", "very high")


def latest_says(case: Case, step: str, column: str, *, wider: bool = False) -> Iterator[Verdict]:
    """On the latest assessment of a CRN open at as-at; `wider`: rosh_children does not matter."""
    if not case.is_open(case.as_at):
        return
    row = case.latest_assessment()
    if row is None:
        if wider:
            yield case.make(step, [], trigger=None, due=None, done=None, verdict=NOT_ASSESSABLE, basis=POLICY)
        return
    rosh, day = row["rosh_children"], row["completed_on"]
    if wider or rosh in MEDIUM_OR_ABOVE:
        says = row[column]
        verdict = MET if says is True else OVERDUE if says is False else NOT_ASSESSABLE
    elif rosh is None:
        verdict = NOT_ASSESSABLE
    else:
        return
    yield case.make(
        step,
        [row],
        trigger=day,
        due=day,
        done=day if verdict == MET else None,
        verdict=verdict,
        basis=POLICY,
        subject=row["assessment_ref"],
        event=row["event_number"],
    )


def oasys_rmp(case: Case) -> Iterator[Verdict]:
    """`oasys-rmp`."""
    yield from latest_says(case, "oasys-rmp", "risk_management_plan")


def oasys_contingency(case: Case) -> Iterator[Verdict]:
    """`oasys-contingency`."""
    yield from latest_says(case, "oasys-contingency", "contingency_plan")


def oasys_child_objective(case: Case) -> Iterator[Verdict]:
    """`oasys-child-objective`: also a plan running, or a register with a child in contact or living there."""
    in_touch = case.any_yes("children", "in_contact") or case.any_yes("children", "lives_with")
    registered = bool(case.active(case.as_at, "RCPR", "RCCO"))
    wider = case.plan_running(case.as_at) or (registered and in_touch)
    yield from latest_says(case, "oasys-child-objective", "child_objective", wider=wider)


def oasys_countersign(case: Case) -> Iterator[Verdict]:
    """`oasys-countersign`: an assessment with identifiable children."""
    for row in case.table("assessments"):
        if row["identifiable_children"] is not True:
            continue
        due = case.plus(row["completed_on"], "countersign")
        yield case.make(
            "oasys-countersign",
            [row],
            trigger=row["completed_on"],
            due=due,
            done=row["countersigned_on"],
            verdict=by_deadline(case.as_at, due, row["countersigned_on"]),
            basis=BENCHMARK,
            subject=row["assessment_ref"],
            event=row["event_number"],
        )


def oasys_review_after_change(case: Case) -> Iterator[Verdict]:
    """`oasys-review-after-change`: an assessment after every change but `other`."""
    for row in case.table("changes"):
        if row["change"] == "other":
            continue
        known = row["known_on"]
        due = case.plus(known, "assessment_review")
        done = earliest(
            *(other["completed_on"] for other in case.table("assessments") if other["completed_on"] >= known)
        )
        yield case.make(
            "oasys-review-after-change",
            [row],
            trigger=known,
            due=due,
            done=done,
            verdict=by_deadline(case.as_at, due, done),
            basis=BENCHMARK,
            subject=row["change_ref"],
        )


def termination_plan(case: Case) -> Iterator[Verdict]:
    """`termination-plan`: a termination assessment towards the end of supervision."""
    for period in case.supervision_periods():
        end = period.end or latest(*(row["sed"] for row in period.rows)) or latest(*(row["led"] for row in period.rows))
        if end is None or not case.any_yes("children", "identified"):
            continue
        assessment = case.latest_assessment(by=end)
        if assessment is None or assessment["rosh_children"] not in MEDIUM_OR_ABOVE:
            continue
        start = case.plus(end, (-3, "months"))
        done = earliest(
            *(
                row["completed_on"]
                for row in case.table("assessments")
                if row["kind"] == "termination" and row["completed_on"] >= start
            )
        )
        due = case.plus(end, "termination_recorded")
        yield case.make(
            "termination-plan",
            period.rows,
            trigger=end,
            due=due,
            done=done,
            verdict=by_deadline(case.as_at, due, done),
            basis=BENCHMARK,
        )


STEPS = {
    "oasys-rmp": oasys_rmp,
    "oasys-contingency": oasys_contingency,
    "oasys-child-objective": oasys_child_objective,
    "oasys-countersign": oasys_countersign,
    "oasys-review-after-change": oasys_review_after_change,
    "termination-plan": termination_plan,
}
