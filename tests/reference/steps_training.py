"""The sections "Training" and "Units"; here a `Case` is one staff member or one unit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from .caseload import Row
from .facts import Case
from .shapes import BENCHMARK, MET, NOT_ASSESSABLE, OVERDUE, PENDING, POLICY, Verdict

ADVANCED = {"com", "pom", "court officer", "spo", "pdu head", "prison middle manager", "pdu staff", "pmblo"}
WOMENS = {"prison officer", "governor"}
ACCESS = {"programmes", "vlo", "mbu", "family liaison", "overnight suite"}
ELEARNING_ONLY = {"public protection", "reception", "osg", "visits", "crs"}


def in_post(case: Case) -> Iterator[tuple[Row, str]]:
    """The staff member, where in post at as-at, and the role in lower case."""
    for row in case.table("staff"):
        started, left = row["started_on"], row["left_on"]
        if (started is None or started <= case.as_at) and (left is None or left > case.as_at):
            yield row, " ".join(row["role"].split()).casefold()


def latest_completion(case: Case, course: str) -> date | None:
    """The latest completion of a course."""
    return max((row["completed_on"] for row in case.table("training") if row["course"] == course), default=None)


def course_wanted(case: Case, step: str, course: str, row: Row) -> Verdict:
    """The latest completion + 3 years; none ever: counted from started_on."""
    done, started = latest_completion(case, course), row["started_on"]
    basis = POLICY
    if done is not None:
        trigger, due = done, case.plus(done, (3, "years"))
        verdict = MET if due >= case.as_at else OVERDUE
    elif course == "elearning":
        trigger, basis = started, BENCHMARK
        if started is None:
            due, verdict = None, OVERDUE  # no record
        else:
            due = case.plus(started, "induction")
            verdict = PENDING if due is None or due >= case.as_at else OVERDUE
    else:
        trigger = started
        if started is None:
            due, verdict = None, NOT_ASSESSABLE
        else:
            due = case.plus(started, (3, "years"))
            verdict = PENDING if due >= case.as_at else OVERDUE
    return case.make(step, [row], trigger=trigger, due=due, done=done, verdict=verdict, basis=basis, subject=case.name)


def unknown(case: Case, step: str, course: str, row: Row) -> Verdict:
    """A row that cannot be judged; its trigger is the one that would have applied."""
    return case.make(
        step,
        [row],
        trigger=latest_completion(case, course) or row["started_on"],
        due=None,
        done=None,
        verdict=NOT_ASSESSABLE,
        basis=POLICY,
        subject=case.name,
    )


def training_elearning(case: Case) -> Iterator[Verdict]:
    """Every role."""
    for row, role in in_post(case):
        if role in ADVANCED | WOMENS | ACCESS | ELEARNING_ONLY:
            yield course_wanted(case, "training-elearning", "elearning", row)
        else:
            yield unknown(case, "training-elearning", "elearning", row)


def training_advanced(case: Case) -> Iterator[Verdict]:
    """Roles marked A."""
    for row, role in in_post(case):
        womens = row["womens_prison"] if role in WOMENS else None
        if role in ADVANCED or womens is True:
            yield course_wanted(case, "training-advanced", "advanced", row)
        elif (role in WOMENS and womens is None) or role not in WOMENS | ACCESS | ELEARNING_ONLY:
            yield unknown(case, "training-advanced", "advanced", row)


def training_advanced_access(case: Case) -> Iterator[Verdict]:
    """Roles marked *access*: a completion ever."""
    step = "training-advanced-access"
    for row, role in in_post(case):
        if role not in ACCESS:
            continue
        done = latest_completion(case, "advanced")
        if done is None:
            yield unknown(case, step, "advanced", row)
        else:
            yield case.make(
                step, [row], trigger=done, due=None, done=done, verdict=MET, basis=POLICY, subject=case.name
            )


STAFF_STEPS = {
    "training-elearning": training_elearning,
    "training-advanced": training_advanced,
    "training-advanced-access": training_advanced_access,
}


def s11_self_assessment(case: Case) -> Iterator[Verdict]:
    """Section 11 self-assessment every 2 years."""
    for row in case.table("units"):
        done = row["section11_completed_on"]
        due = case.plus(done, (2, "years")) if done else None
        verdict = MET if due and due >= case.as_at else OVERDUE
        yield case.make(
            "s11-self-assessment",
            [row],
            trigger=done,
            due=due,
            done=done,
            verdict=verdict,
            basis=POLICY,
            subject=case.name,
        )


def designated_lead(case: Case) -> Iterator[Verdict]:
    """A designated safeguarding lead is named; not of the national unit (further-steps.md)."""
    for row in case.table("units"):
        if row["kind"] == "national":
            continue
        named = bool(row["safeguarding_lead"])
        yield case.make(
            "designated-lead",
            [row],
            trigger=None,
            due=None,
            done=row["lead_named_on"] if named else None,
            verdict=MET if named else OVERDUE,
            basis=POLICY,
            subject=case.name,
        )


UNIT_STEPS = {"s11-self-assessment": s11_self_assessment, "designated-lead": designated_lead}
