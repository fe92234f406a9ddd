"""The section "Referrals"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from .caseload import day_of
from .clock import DAY, OutsideCalendar, has_time, last_working_day_of_week, to_local, to_utc
from .facts import Case
from .shapes import (
    BENCHMARK,
    EXEMPT,
    LATE,
    MET,
    NOT_ASSESSABLE,
    OVERDUE,
    PENDING,
    POLICY,
    Verdict,
    by_deadline,
    earliest,
    latest,
)

DAY_AND_NIGHT = timedelta(hours=24)


def ref_24h(case: Case) -> Iterator[Verdict]:
    """Within 24 hours; identified on the last working day of the week: by the end of the next day."""
    for row in case.table("referrals"):
        identified, sent = row["identified_at"], row["sent_at"]
        if (identified is None and sent is None) or row["response_requested"] == "early-help":
            continue
        known_on, sent_on = day_of(identified), day_of(sent)
        due = known_on + DAY if known_on else None

        def unsent(due: object) -> str:
            return PENDING if due >= case.as_at else OVERDUE

        try:
            end_of_week = known_on is not None and last_working_day_of_week(known_on)
        except OutsideCalendar:
            end_of_week = None
        if sent is None and row["outcome"]:
            verdict = EXEMPT  # (0) a decision not to refer; the due is the one that would have applied
            if known_on and has_time(identified) and not end_of_week:
                due = to_local(to_utc(minute(identified)) + DAY_AND_NIGHT).date()
        elif known_on is None or (sent_on is not None and sent_on < known_on) or end_of_week is None:
            verdict = NOT_ASSESSABLE  # (1)
        elif end_of_week:  # (2)
            verdict = unsent(due) if sent is None else MET if sent_on <= due else LATE
        elif has_time(identified) and (sent is None or has_time(sent)):  # (3)
            limit = to_utc(minute(identified)) + DAY_AND_NIGHT
            due = to_local(limit).date()
            verdict = unsent(due) if sent is None else MET if to_utc(minute(sent)) <= limit else LATE
        elif sent is None:  # (4)
            verdict = unsent(due)
        else:
            verdict = MET if sent_on == known_on else NOT_ASSESSABLE if sent_on == due else LATE
        yield case.make(
            "ref-24h",
            [row],
            trigger=known_on or sent_on,
            due=due,
            done=sent_on,
            verdict=verdict,
            basis=POLICY,
            subject=row["referral_ref"],
        )


def minute(value: datetime) -> datetime:
    """To the minute."""
    return value.replace(second=0, microsecond=0)


def ref_domestic_abuse(case: Case) -> Iterator[Verdict]:
    """Domestic abuse made known where there is a child."""
    for row in case.table("changes"):
        if row["change"] != "domestic-abuse" or not (row["child_ref"] or case.any_yes("children", "identified")):
            continue
        known = row["known_on"]
        done = earliest(case.referral_sent_since(known, row["child_ref"]), *case.contact_days("C507", since=known))
        due = known + DAY
        yield case.make(
            "ref-domestic-abuse",
            [row],
            trigger=known,
            due=due,
            done=done,
            verdict=by_deadline(case.as_at, due, done),
            basis=POLICY,
            subject=row["change_ref"],
        )


def ref_unsafe_address(case: Case) -> Iterator[Verdict]:
    """Moved in at a refused address."""
    for row in case.table("addresses"):
        moved = row["moved_in_on"]
        if row["decision"] != "refused" or moved is None or moved > case.as_at:
            continue
        proposed = row["proposed_on"]
        done = earliest(case.referral_sent_since(proposed, None), *case.contact_days("C507", since=proposed))
        due = latest(row["decided_on"], moved) + DAY
        yield case.make(
            "ref-unsafe-address",
            [row],
            trigger=moved,
            due=due,
            done=done,
            verdict=by_deadline(case.as_at, due, done),
            basis=POLICY,
            subject=row["address_ref"],
        )


def ref_content(case: Case) -> Iterator[Verdict]:
    """All five facts stand on the referral."""
    facts = ("reason", "harm_category", "rosh_level", "response_requested", "parents_informed")
    for row in case.table("referrals"):
        sent = day_of(row["sent_at"])
        if sent is None:
            continue
        complete = all(row[fact] is not None for fact in facts)
        yield case.make(
            "ref-content",
            [row],
            trigger=sent,
            due=sent,
            done=sent if complete else None,
            verdict=MET if complete else OVERDUE,
            basis=POLICY,
            subject=row["referral_ref"],
        )


def ref_right_authority(case: Case) -> Iterator[Verdict]:
    """Sent to the authority of the child."""

    def plain(name: str | None) -> str:
        return "".join((name or "").split()).casefold()

    for row in case.table("referrals"):
        sent = day_of(row["sent_at"])
        if sent is None or not row["child_ref"]:
            continue
        of_child = [
            plain(child["local_authority"])
            for child in case.table("children")
            if child["child_ref"] == row["child_ref"]
        ]
        if not of_child or not of_child[0]:
            continue
        given = plain(row["local_authority"])
        verdict = NOT_ASSESSABLE if not given else MET if given == of_child[0] else OVERDUE
        yield case.make(
            "ref-right-authority",
            [row],
            trigger=sent,
            due=sent,
            done=sent if verdict == MET else None,
            verdict=verdict,
            basis=POLICY,
            subject=row["referral_ref"],
        )


def ref_outcome_recorded(case: Case) -> Iterator[Verdict]:
    """An acknowledged referral has its outcome recorded."""
    for row in case.table("referrals"):
        acknowledged = row["acknowledged"]
        if acknowledged is None:
            continue
        due = case.plus(acknowledged, "outcome_recorded")
        done = row["outcome_on"] if row["outcome"] else None
        if row["outcome"] and row["outcome_on"] is None:
            verdict = NOT_ASSESSABLE
        else:
            verdict = by_deadline(case.as_at, due, done)
        yield case.make(
            "ref-outcome-recorded",
            [row],
            trigger=acknowledged,
            due=due,
            done=done,
            verdict=verdict,
            basis=BENCHMARK,
            subject=row["referral_ref"],
        )


def ref_challenge(case: Case) -> Iterator[Verdict]:
    """No further action though the concern remains."""
    for row in case.table("referrals"):
        outcome, outcome_on = (row["outcome"] or "").strip().casefold(), row["outcome_on"]
        if row["concern_remains"] is not True:
            continue
        if outcome != "nfa" and not outcome.startswith("no further action"):
            continue
        if outcome_on is None:
            due = done = None
            verdict = NOT_ASSESSABLE
        else:
            due = case.plus(outcome_on, "earliest_opportunity")
            escalated = row["escalated"] if row["escalated"] and row["escalated"] >= outcome_on else None
            done = earliest(escalated, case.referral_sent_since(outcome_on, row["child_ref"], but=row))
            verdict = by_deadline(case.as_at, due, done)
        yield case.make(
            "ref-challenge",
            [row],
            trigger=outcome_on,
            due=due,
            done=done,
            verdict=verdict,
            basis=BENCHMARK,
            subject=row["referral_ref"],
        )


STEPS = {
    "ref-24h": ref_24h,
    "ref-domestic-abuse": ref_domestic_abuse,
    "ref-unsafe-address": ref_unsafe_address,
    "ref-content": ref_content,
    "ref-right-authority": ref_right_authority,
    "ref-outcome-recorded": ref_outcome_recorded,
    "ref-challenge": ref_challenge,
}
