"""further-steps.md, the section "Release, transfer and custody"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from . import clock
from .caseload import Row
from .clock import DAY, OutsideCalendar
from .facts import Case
from .further_facts import HIGH, authority_on, before, complete, deadline, in_custody, plain, registered_from
from .shapes import (
    BENCHMARK,
    BREACHED,
    EXEMPT,
    LATE,
    MET,
    NOT_ASSESSABLE,
    OUTSIDE,
    OVERDUE,
    PENDING,
    POLICY,
    Due,
    Verdict,
    earliest,
    latest,
)
from .steps_assessment import MEDIUM_OR_ABOVE
from .steps_release import poses_risk, pprc_notify_la_release, transfers_of_safeguarding_cases

RISK_CODES = ("RCHD", "RCC", "RCS", "SC", "CSEP")


def pprc_right_authority(case: Case) -> Iterator[Verdict]:
    """The authority told of a release is that of an identified child."""
    told = {
        verdict.made_by[0]
        for verdict in pprc_notify_la_release(case)
        if verdict.trigger_on is not None
        and poses_risk(case, verdict.event_number) is not None
        and verdict.done_on is not None
    }
    for row in case.table("releases"):
        if row.id not in told:
            continue
        day, given = row["la_notified_on"], plain(row["local_authority"])
        wanted = [authority_on(child, day) for child in case.table("children") if child["identified"] is True]
        yield complete(
            case,
            "pprc-right-authority",
            [row],
            row["planned_on"],
            day,
            None if not given else True if given in wanted else None if "" in wanted else False,
            basis=POLICY,
            subject=row["release_ref"],
            event=row["event_number"],
        )


def transfer_impact(case: Case) -> Iterator[Verdict]:
    """The effect on children is considered before a transfer is agreed."""
    for row in transfers_of_safeguarding_cases(case):
        agreed, changed = row["agreed_on"], row["changed_on"]
        if agreed is None or agreed > changed:
            due, happens = changed - DAY, changed
        else:
            due = happens = agreed
        yield before(
            case,
            "transfer-impact",
            [row],
            changed,
            due,
            happens,
            row["child_impact_considered_on"],
            basis=POLICY,
            event=row["event_number"],
        )


def yta_handover(case: Case) -> Iterator[Verdict]:
    """From youth justice to adult probation."""
    for row in case.table("allocations"):
        if row["kind"] == "yta":
            changed = row["changed_on"]
            yield deadline(
                case,
                "yta-handover",
                [row],
                changed,
                case.plus(changed, "handover"),
                row["handover_recorded_on"],
                event=row["event_number"],
            )


def pprc_contact_level(case: Case) -> Iterator[Verdict]:
    """A person posing a risk to children has a child contact level."""
    custody = in_custody(case)
    if custody is False:
        return
    for row in case.registrations("CPC"):
        start, end = row["start"], row["end"]
        due = case.plus(start, "custody_induction")
        done = registered_from(case, start, "CC1", "CC2", "CC3", "CC4")
        ended = end is not None and isinstance(due, date) and end <= due
        if custody is True and done is None and ended:
            continue
        yield deadline(case, "pprc-contact-level", [row], start, due, done, subject="CPC", known=custody is True)


def status_verdict(case: Case, trigger: date, due: Due, alert: date | None, no: str) -> str:
    """The first that fits: alert in time, pprc, alert late, pending, overdue."""
    says = {row["pprc"] for row in case.table("cases")}
    if due is OUTSIDE:
        return NOT_ASSESSABLE
    if alert is not None and (due is None or alert <= due):
        return MET
    if "confirmed" in says or "potential" in says:
        return MET
    if "no" in says:
        return no
    if alert is not None:
        return LATE
    return PENDING if due is None or due >= case.as_at else OVERDUE


def status(case: Case, step: str, row: Row, trigger: date, no: str, *, known: bool = True) -> Verdict:
    """`pprc-status-recorded` and `pprc-identify`: an alert or a word in pprc."""
    due = case.plus(trigger, "custody_induction")
    alert = registered_from(case, trigger, "CPC", "CPRC")
    verdict = status_verdict(case, trigger, due, alert, no) if known else NOT_ASSESSABLE
    too_late = alert is not None and isinstance(due, date) and alert > due
    return case.make(
        step,
        [row],
        trigger=trigger,
        due=due,
        done=None if verdict == MET and too_late else alert,  # blank where pprc says it
        verdict=verdict,
        basis=BENCHMARK,
    )


def pprc_status_recorded(case: Case) -> Iterator[Verdict]:
    """Every reception."""
    for row in case.table("receptions"):
        yield status(case, "pprc-status-recorded", row, row["received_on"], MET)


def risk_shown(case: Case, day: date, until: date | None) -> date | None:
    """The day, where risk is shown on it; else the first after it, and before `until`, on which it is."""
    last = case.latest_assessment(by=day)
    if case.active(day, *RISK_CODES) or (last is not None and last["rosh_children"] in MEDIUM_OR_ABOVE):
        return day
    later = [row["start"] for row in case.registrations(*RISK_CODES)]
    later += [row["completed_on"] for row in case.table("assessments") if row["rosh_children"] in MEDIUM_OR_ABOVE]
    return earliest(*(other for other in later if other > day and (until is None or other < until)))


def pprc_identify(case: Case) -> Iterator[Verdict]:
    """Every reception with risk: is this a person posing a risk to children?"""
    received = [row["received_on"] for row in case.table("receptions")]
    custody = in_custody(case)
    for row in case.table("receptions"):
        day = row["received_on"]
        trigger = risk_shown(case, day, earliest(*(other for other in received if other > day)))
        if trigger is None or (trigger > day and custody is False):
            continue
        known = trigger == day or custody is True
        yield status(case, "pprc-identify", row, trigger, EXEMPT, known=known)


def pprc_no_contact_before_assessment(case: Case) -> Iterator[Verdict]:
    """No contact with a child before the multi-agency assessment."""
    for row in case.table("child_contacts"):
        day = row["contact_on"]
        if case.active(day, "CPC"):
            yield before(
                case,
                "pprc-no-contact-before-assessment",
                [row],
                day,
                day,
                day,
                row["assessed_on"],
                basis=POLICY,
                subject=row["contact_ref"],
            )


def pprc_contact_decision(case: Case) -> Iterator[Verdict]:
    """An application for contact is decided, reasoned and told."""
    for row in case.table("child_contact_applications"):
        applied, decided, told = row["applied_on"], row["decided_on"], row["prisoner_told_on"]
        if not case.active(applied, "CPC"):
            continue
        done = latest(decided, told)
        if not (decided and row["decision"] and told and row["rationale_recorded"] is True):
            done = None
        yield deadline(
            case,
            "pprc-contact-decision",
            [row],
            applied,
            case.plus(applied, "contact_decision"),
            done,
            subject=row["application_ref"],
        )


def mbu_board_consult(case: Case) -> Iterator[Verdict]:
    """The local authority is consulted before a mother and baby unit board."""
    for row in case.table("mbu_boards"):
        day, done = row["board_on"], row["la_consulted_on"]
        yield before(case, "mbu-board-consult", [row], day, day, day, done, basis=POLICY, subject=row["board_ref"])


def fos_risk_assessment(case: Case) -> Iterator[Verdict]:
    """A risk assessment before an overnight visit."""
    for row in case.table("overnight_visits"):
        day, done, ref = row["visit_on"], row["risk_assessed_on"], row["visit_ref"]
        yield before(case, "fos-risk-assessment", [row], day, day - DAY, day, done, basis=POLICY, subject=ref)


def fos_consent(case: Case) -> Iterator[Verdict]:
    """The carer's consent before an overnight visit."""
    for row in case.table("overnight_visits"):
        day, done, ref = row["visit_on"], row["carer_consent_on"], row["visit_ref"]
        yield before(case, "fos-consent", [row], day, day, day, done, basis=POLICY, subject=ref)


def counted_back(case: Case, day: date, benchmark: str) -> Due:
    """`day` less a benchmark, as a due."""
    value = case.benchmarks[benchmark]
    try:
        return None if value is None else clock.add(day, value, -1)
    except OutsideCalendar:
        return OUTSIDE


def fos_plan_highrisk(case: Case) -> Iterator[Verdict]:
    """A plan, and the local authority told, before an overnight visit of a high-risk person."""
    for row in case.table("overnight_visits"):
        day = row["visit_on"]
        last = case.latest_assessment(by=day)
        if last is None or last["rosh_children"] not in HIGH:
            continue
        due = counted_back(case, day, "overnight_notice")
        both = row["plan_recorded_on"] and row["la_notified_on"]
        done = latest(row["plan_recorded_on"], row["la_notified_on"]) if both else None
        if due is OUTSIDE:
            verdict = NOT_ASSESSABLE
        elif done is not None and (due is None or done <= due):
            verdict = MET
        elif done is not None and done < day:
            verdict = LATE
        elif day <= case.as_at and due is not None:
            verdict = BREACHED
        elif due is not None and due < case.as_at:
            verdict = OVERDUE
        else:
            verdict = PENDING
        yield case.make(
            "fos-plan-highrisk",
            [row],
            trigger=day,
            due=due,
            done=done,
            verdict=verdict,
            basis=BENCHMARK,
            subject=row["visit_ref"],
        )


STEPS = {
    "pprc-right-authority": pprc_right_authority,
    "transfer-impact": transfer_impact,
    "yta-handover": yta_handover,
    "pprc-contact-level": pprc_contact_level,
    "pprc-status-recorded": pprc_status_recorded,
    "pprc-identify": pprc_identify,
    "pprc-no-contact-before-assessment": pprc_no_contact_before_assessment,
    "pprc-contact-decision": pprc_contact_decision,
    "mbu-board-consult": mbu_board_consult,
    "fos-risk-assessment": fos_risk_assessment,
    "fos-consent": fos_consent,
    "fos-plan-highrisk": fos_plan_highrisk,
}
