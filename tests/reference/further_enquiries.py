"""further-steps.md, the sections "Enquiries, addresses, following up" and "Changes of circumstances and referrals"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from .caseload import Row, day_of
from .clock import DAY, OutsideCalendar, last_working_day_of_week
from .facts import Case, agree
from .further_facts import (
    EXCUSED,
    authority_on,
    before,
    child_of,
    complete,
    deadline,
    enquiry_sent,
    grown_up,
    plain,
)
from .shapes import (
    BENCHMARK,
    BREACHED,
    EXEMPT,
    MET,
    OVERDUE,
    POLICY,
    Reason,
    Verdict,
    earliest,
)
from .steps_enquiries import sentence_of_enquiry
from .steps_following_up import tracked


def enq_refresh_on_change(case: Case) -> Iterator[Verdict]:
    """The court's answered enquiry is renewed after a change."""
    for row in case.table("changes"):
        known, child, change = row["known_on"], row["child_ref"], row["change"]
        if not (change in ("domestic-abuse", "cse") or (change == "new-relationship" and not child)):
            continue
        found: tuple[date, date] | None = None
        for enquiry in case.tracker_enquiries:
            sentence = sentence_of_enquiry(case, enquiry)
            answered = enquiry.answered
            if enquiry.point == "psr" and sentence is not None and answered is not None and answered <= known:
                found = (answered, sentence) if found is None or answered >= found[0] else found
        if found is None:
            continue
        yield deadline(
            case,
            "enq-refresh-on-change",
            [row],
            known,
            case.plus(max(known, found[1]), "earliest_opportunity"),
            enquiry_sent(case, known, child),
            subject=row["change_ref"],
            reasons=[
                Reason(day, point is not None)
                for day, word, point, other, _ in case.recorded_reasons()
                if word == "current-info" and day >= known and agree(other, child)
            ],
        )


def enq_right_authority(case: Case) -> Iterator[Verdict]:
    """Sent to the authority of the child on that day."""
    for enquiry in case.tracker_enquiries:
        row = enquiry.rows[0]
        child = child_of(case, enquiry.child_ref)
        authority = authority_on(child, enquiry.sent) if child else ""
        if not authority:
            continue
        given = plain(row["local_authority"])
        yield complete(
            case,
            "enq-right-authority",
            [row],
            enquiry.sent,
            enquiry.sent,
            given == authority if given else None,
            basis=POLICY,
            subject=row["enquiry_ref"],
            event=row["event_number"],
        )


def address_refuse_unsafe(case: Case) -> Iterator[Verdict]:
    """An address unsafe for a child is refused where the order or licence allows it."""
    step = "address-refuse-unsafe"
    for row in case.table("addresses"):
        if row["unsafe_for_child"] is not True or row["power_to_refuse"] is False:
            continue
        proposed, moved, ref = row["proposed_on"], row["moved_in_on"], row["address_ref"]
        refused = row["decision"] == "refused"
        done = row["decided_on"] if refused else None
        known = row["power_to_refuse"] is True and not (refused and done is None)
        if moved is None or moved <= proposed:
            due, basis = case.plus(proposed, "earliest_opportunity"), BENCHMARK
            made = deadline(case, step, [row], proposed, due, done, subject=ref, known=known)
        else:
            due, basis = moved - DAY, POLICY
            made = before(case, step, [row], proposed, due, moved, done, basis=POLICY, subject=ref, known=known)
        if known and row["decision"] == "approved":
            made = case.make(
                step, [row], trigger=proposed, due=due, done=None, verdict=BREACHED, basis=basis, subject=ref
            )
        yield made


def manager_support_followup(case: Case) -> Iterator[Verdict]:
    """The manager, once told that no answer had come, acted."""
    for row, ref, _, answer in tracked(case):
        escalated = row["escalated"]
        if escalated is None or (answer is not None and answer <= escalated):
            continue
        yield deadline(
            case,
            "manager-support-followup",
            [row],
            escalated,
            case.plus(escalated, "earliest_opportunity"),
            earliest(answer, *case.contact_days("MO1", since=escalated)),
            subject=ref,
            event=row["event_number"],
        )


def child_moves_authority(case: Case) -> Iterator[Verdict]:
    """The authority to which a child has moved is told."""
    for child in case.table("children"):
        moved, wanted = child["la_changed_on"], plain(child["local_authority"])
        if moved is None or moved > case.as_at or not case.is_open(moved) or grown_up(child, moved):
            continue
        if wanted and wanted == plain(child["previous_local_authority"]):
            continue
        told = [
            sent
            for row, _, sent, _ in tracked(case)
            if sent >= moved
            and agree(row["child_ref"], child["child_ref"])
            and wanted
            and plain(row["local_authority"]) == wanted
        ]
        yield deadline(
            case,
            "child-moves-authority",
            [child],
            moved,
            case.plus(moved, "earliest_opportunity"),
            earliest(*told, *case.contact_days("C157", "C203", since=moved)),
            subject=child["child_ref"],
            known=bool(wanted),
        )


# --- Changes of circumstances and referrals -------------------------------------------------------------------


def changes_of_concern(case: Case) -> Iterator[Row]:
    """`changes` rows but `other`."""
    return (row for row in case.table("changes") if row["change"] != "other")


def change_response(case: Case) -> Iterator[Verdict]:
    """Something was done about a change."""
    for row in changes_of_concern(case):
        known, child = row["known_on"], row["child_ref"]
        done = earliest(
            *(other["completed_on"] for other in case.table("assessments") if other["completed_on"] >= known),
            enquiry_sent(case, known, child),
            case.referral_sent_since(known, child),
            *case.contact_days("C507", "CCMR", "DAD1", "MO1", since=known),
        )
        due = case.plus(known, "earliest_opportunity")
        yield deadline(case, "change-response", [row], known, due, done, subject=row["change_ref"])


def change_shared(case: Case) -> Iterator[Verdict]:
    """A change was shared with someone."""
    for row in changes_of_concern(case):
        known, child = row["known_on"], row["child_ref"]
        done = earliest(
            enquiry_sent(case, known, child),
            case.referral_sent_since(known, child),
            *case.contact_days("C157", "C203", "C204", "C507", "CIEB", "CI3B", since=known),
        )
        due = case.plus(known, "earliest_opportunity")
        yield deadline(case, "change-shared", [row], known, due, done, subject=row["change_ref"])


def newcontact_child_recorded(case: Case) -> Iterator[Verdict]:
    """The child of a new contact is recorded and identified."""
    for row in case.table("changes"):
        if row["change"] != "new-contact":
            continue
        known = row["known_on"]
        if row["child_ref"]:
            candidates = [child for child in case.table("children") if child["child_ref"] == row["child_ref"]]
        else:
            candidates = [
                child
                for child in case.table("children")
                if child["linked_on"] is not None and child["linked_on"] >= known
            ]
        days = [max(child["linked_on"] or known, known) for child in candidates if child["identified"] is True]
        untold = not days and any(child["identified"] is None for child in candidates)
        yield deadline(
            case,
            "newcontact-child-recorded",
            [row],
            known,
            case.plus(known, "earliest_opportunity"),
            min(days, default=None),
            subject=row["change_ref"],
            known=not untold,
        )


def newcontact_referral(case: Case) -> Iterator[Verdict]:
    """A new contact with likely significant harm is referred."""
    for row in case.table("changes"):
        if row["change"] != "new-contact" or row["significant_harm"] is not True:
            continue
        known = row["known_on"]
        done = earliest(case.referral_sent_since(known, row["child_ref"]), *case.contact_days("C507", since=known))
        yield deadline(
            case,
            "newcontact-referral",
            [row],
            known,
            known + DAY,
            done,
            basis=POLICY,
            subject=row["change_ref"],
        )


def ref_last_day_escalate(case: Case) -> Iterator[Verdict]:
    """Identified on the last working day of the week: talked over with a manager."""
    for row in case.table("referrals"):
        day = day_of(row["identified_at"])
        if day is None or row["response_requested"] == "early-help":
            continue
        try:
            known = True
            if not last_working_day_of_week(day):
                continue
        except OutsideCalendar:
            known = False  # as in `ref-24h`
        escalated = row["escalated"] if row["escalated"] and row["escalated"] >= day else None
        not_referred = row["sent_at"] is None and bool(row["outcome"])
        yield deadline(
            case,
            "ref-last-day-escalate",
            [row],
            day,
            case.plus(day, "urgent_discussion"),
            earliest(escalated, *case.contact_days("MO1", "CSPO", since=day)),
            subject=row["referral_ref"],
            reasons=[EXCUSED] if not_referred else [],
            known=known,
        )


def ref_inform_parents(case: Case) -> Iterator[Verdict]:
    """The parents were told, or it was withheld."""
    for row in case.table("referrals"):
        sent = day_of(row["sent_at"])
        if sent is None:
            continue
        verdict = {"y": MET, "withheld": EXEMPT}.get(row["parents_informed"], OVERDUE)
        yield case.make(
            "ref-inform-parents",
            [row],
            trigger=sent,
            due=sent,
            done=sent if verdict == MET else None,
            verdict=verdict,
            basis=POLICY,
            subject=row["referral_ref"],
        )


def ref_recorded_on_case(case: Case) -> Iterator[Verdict]:
    """A C507 contact for each referral sent."""
    for row in case.table("referrals"):
        sent = day_of(row["sent_at"])
        if sent is None:
            continue
        due, done = case.plus(sent, "outcome_recorded"), earliest(*case.contact_days("C507", since=sent))
        yield deadline(case, "ref-recorded-on-case", [row], sent, due, done, subject=row["referral_ref"])


def rec_enquiry_on_case(case: Case) -> Iterator[Verdict]:
    """An SFGC contact for each tracker enquiry."""
    for enquiry in case.tracker_enquiries:
        row, sent = enquiry.rows[0], enquiry.sent
        start = case.minus(sent, "tracker_match")
        days = [other["contact_date"] for other in case.sfgc("sent") if other["contact_date"] >= start]
        yield deadline(
            case,
            "rec-enquiry-on-case",
            [row],
            sent,
            case.plus(sent, "outcome_recorded"),
            min(days, default=None),
            subject=row["enquiry_ref"],
            event=row["event_number"],
        )


def rec_response_on_case(case: Case) -> Iterator[Verdict]:
    """An SFRR contact for each answer in the tracker."""
    for enquiry in case.tracker_enquiries:
        row, answered = enquiry.rows[0], enquiry.answered
        if answered is None:
            continue
        yield deadline(
            case,
            "rec-response-on-case",
            [row],
            answered,
            case.plus(answered, "outcome_recorded"),
            earliest(*case.contact_days("SFRR", since=answered)),
            subject=row["enquiry_ref"],
            event=row["event_number"],
        )


STEPS = {
    "enq-refresh-on-change": enq_refresh_on_change,
    "enq-right-authority": enq_right_authority,
    "address-refuse-unsafe": address_refuse_unsafe,
    "manager-support-followup": manager_support_followup,
    "child-moves-authority": child_moves_authority,
    "change-response": change_response,
    "change-shared": change_shared,
    "newcontact-child-recorded": newcontact_child_recorded,
    "newcontact-referral": newcontact_referral,
    "ref-last-day-escalate": ref_last_day_escalate,
    "ref-inform-parents": ref_inform_parents,
    "ref-recorded-on-case": ref_recorded_on_case,
    "rec-enquiry-on-case": rec_enquiry_on_case,
    "rec-response-on-case": rec_response_on_case,
}
