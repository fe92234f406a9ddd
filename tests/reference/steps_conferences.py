"""The section "Conferences": all basis policy; subject is the conference_ref of its first row."""

from __future__ import annotations

from collections.abc import Iterator

from .clock import DAY
from .facts import Case
from .shapes import BREACHED, EXEMPT, LATE, MET, NOT_ASSESSABLE, OVERDUE, PENDING, POLICY, Verdict

CHILD_PROTECTION = ("icpc", "rcpc", "pre-birth")


def cpc_attend(case: Case) -> Iterator[Verdict]:
    """Attended, or excused with a reason recorded and discussed with the manager."""
    for conference in case.conferences(*CHILD_PROTECTION):
        held, attended = conference["held_on"], conference["attended"]
        invited, discussed = conference["invited_on"], conference["manager_discussed_on"]
        done = None
        if invited is not None and invited > held:
            verdict = NOT_ASSESSABLE
        elif attended is True:
            verdict, done = MET, held
        elif attended is False:
            excused = conference["reason_recorded"] is True and discussed is not None and discussed <= held
            verdict = EXEMPT if excused else BREACHED
        else:
            verdict = PENDING if held >= case.as_at else NOT_ASSESSABLE
        yield case.make(
            "cpc-attend",
            conference.rows,
            trigger=held,
            due=held,
            done=done,
            verdict=verdict,
            basis=POLICY,
            subject=conference.rows[0]["conference_ref"],
        )


def cpc_notify_chair(case: Case) -> Iterator[Verdict]:
    """Not attended: the chair was told by the day."""
    for conference in case.conferences(*CHILD_PROTECTION):
        if conference["attended"] is not False:
            continue
        held, notified = conference["held_on"], conference["chair_notified_on"]
        verdict = MET if notified is not None and notified <= held else BREACHED
        yield case.make(
            "cpc-notify-chair",
            conference.rows,
            trigger=held,
            due=held,
            done=notified,
            verdict=verdict,
            basis=POLICY,
            subject=conference.rows[0]["conference_ref"],
        )


def core_group_attend(case: Case) -> Iterator[Verdict]:
    """The COM attends the core group, or tells the chair."""
    for conference in case.conferences("core-group"):
        held, attended, role = conference["held_on"], conference["attended"], conference["officer_role"]
        notified = conference["chair_notified_on"]
        done = None
        if role is None:
            verdict = NOT_ASSESSABLE
        elif role != "com":
            continue
        elif attended is True:
            verdict, done = MET, held
        elif attended is False:
            verdict = EXEMPT if notified is not None and notified <= held else BREACHED
        else:
            verdict = PENDING if held >= case.as_at else NOT_ASSESSABLE
        yield case.make(
            "core-group-attend",
            conference.rows,
            trigger=held,
            due=held,
            done=done,
            verdict=verdict,
            basis=POLICY,
            subject=conference.rows[0]["conference_ref"],
        )


def cpc_report(case: Case) -> Iterator[Verdict]:
    """A report for every conference, attended or not."""
    for conference in case.conferences(*CHILD_PROTECTION):
        held, sent = conference["held_on"], conference["report_sent_on"]
        due = conference["report_due_on"] or held - DAY
        if sent is not None and sent <= due:
            verdict = MET
        elif sent is not None and sent <= held:
            verdict = LATE
        elif held <= case.as_at:
            verdict = BREACHED
        elif due < case.as_at:
            verdict = OVERDUE
        else:
            verdict = PENDING
        yield case.make(
            "cpc-report",
            conference.rows,
            trigger=held,
            due=due,
            done=sent,
            verdict=verdict,
            basis=POLICY,
            subject=conference.rows[0]["conference_ref"],
        )


STEPS = {
    "cpc-attend": cpc_attend,
    "cpc-notify-chair": cpc_notify_chair,
    "core-group-attend": core_group_attend,
    "cpc-report": cpc_report,
}
