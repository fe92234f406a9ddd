"""The section "Following up"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from .caseload import Row, day_of
from .facts import Case
from .shapes import BENCHMARK, MET, NOT_ASSESSABLE, OUTSIDE, PENDING, Verdict, by_deadline, earliest

TWO_WORKING_DAYS = (2, "working days")


def tracked(case: Case) -> Iterator[tuple[Row, str, date, date | None]]:
    """Each tracker enquiry and referral sent: row, reference, sending day, substantive answer."""
    for row in case.table("enquiries"):
        if row["sent"] is not None:
            yield row, row["enquiry_ref"], row["sent"], row["responded"]
    for row in case.table("referrals"):
        if row["sent_at"] is not None:
            yield row, row["referral_ref"], day_of(row["sent_at"]), row["outcome_on"]


def followup_no_ack(case: Case) -> Iterator[Verdict]:
    """`followup-no-ack-2wd`: a reply, or the officer followed up."""
    step = "followup-no-ack-2wd"
    for row, ref, sent, answer in tracked(case):
        due = case.plus(sent, TWO_WORKING_DAYS, "follow_up")
        done = earliest(row["acknowledged"], answer, row["followed_up"])
        yield case.make(
            step,
            [row],
            trigger=sent,
            due=due,
            done=done,
            verdict=by_deadline(case.as_at, due, done),
            basis=BENCHMARK,
            subject=ref,
            event=row["event_number"],
        )
    for enquiry in case.contact_enquiries:
        due = case.plus(enquiry.sent, TWO_WORKING_DAYS, "follow_up")
        after = [day for day in case.contact_days("C157") if day > enquiry.sent]
        done = earliest(enquiry.answered, *after)
        if due is OUTSIDE:
            verdict = NOT_ASSESSABLE
        elif done is not None and (due is None or done <= due):
            verdict = MET
        elif due is None or due >= case.as_at:
            verdict = PENDING
        else:
            verdict = NOT_ASSESSABLE  # acknowledgements are not held in contacts
        yield case.make(
            step,
            enquiry.rows,
            trigger=enquiry.sent,
            due=due,
            done=done,
            verdict=verdict,
            basis=BENCHMARK,
            subject="SFGC",
            event=enquiry.rows[0]["event_number"],
        )


def escalate_no_ack(case: Case) -> Iterator[Verdict]:
    """`escalate-no-ack`: a reply, or the line manager was told."""
    for row, ref, sent, answer in tracked(case):
        due = case.plus(sent, TWO_WORKING_DAYS, "follow_up")
        done = earliest(row["acknowledged"], answer, row["escalated"])
        yield case.make(
            "escalate-no-ack",
            [row],
            trigger=sent,
            due=due,
            done=done,
            verdict=by_deadline(case.as_at, due, done),
            basis=BENCHMARK,
            subject=ref,
            event=row["event_number"],
        )


def escalate_ack_only(case: Case) -> Iterator[Verdict]:
    """`escalate-ack-only-2-further-wd`: acknowledged, and no substantive answer on or before that day."""
    for row, ref, _, answer in tracked(case):
        acknowledged, escalated = row["acknowledged"], row["escalated"]
        if acknowledged is None or (answer is not None and answer <= acknowledged):
            continue
        due = case.plus(acknowledged, TWO_WORKING_DAYS, "immediately")
        done = earliest(answer, escalated if escalated and escalated >= acknowledged else None)
        yield case.make(
            "escalate-ack-only-2-further-wd",
            [row],
            trigger=acknowledged,
            due=due,
            done=done,
            verdict=by_deadline(case.as_at, due, done),
            basis=BENCHMARK,
            subject=ref,
            event=row["event_number"],
        )


STEPS = {
    "followup-no-ack-2wd": followup_no_ack,
    "escalate-no-ack": escalate_no_ack,
    "escalate-ack-only-2-further-wd": escalate_ack_only,
}
