"""further-steps.md, the section "Court"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from . import clock
from .caseload import Row
from .clock import DAY
from .facts import Case, code
from .further_facts import EXCUSED, before, complete, deadline, grown_up
from .shapes import BENCHMARK, POLICY, Verdict, earliest
from .steps_enquiries import unanswered_at_sentence


def enq_court_outstanding_recorded(case: Case) -> Iterator[Verdict]:
    """The court recorded that no response had come."""
    for enquiry, sentence in unanswered_at_sentence(case):
        row = enquiry.rows[0]
        yield deadline(
            case,
            "enq-court-outstanding-recorded",
            [row],
            sentence,
            case.plus(sentence, "at_the_point"),
            row["outstanding_recorded_on"],
            subject=row["enquiry_ref"],
            event=row["event_number"],
        )


def psr_children_linked(case: Case) -> Iterator[Verdict]:
    """Children spoken of at court are linked to the case."""
    for row in case.table("court_reports"):
        four = [row[column] for column in ("has_children", "lives_with_children", "caring", "contact")]
        untold = all(mark is None for mark in four)
        if row["answered"] != "y" or not (True in four or untold):
            continue
        interview = row["interview_date"]
        linked = [max(child["linked_on"] or interview, interview) for child in case.table("children")]
        yield deadline(
            case,
            "psr-children-linked",
            [row],
            interview,
            row["completed_on"] or case.sentence_of(row["event_number"]),
            min(linked, default=None),
            basis=POLICY,
            event=row["event_number"],
            known=not untold,
        )


def psr_child_details(case: Case) -> Iterator[Verdict]:
    """A child linked while the report was being written is fully recorded."""
    for row in case.table("court_reports"):
        last = row["completed_on"] or case.sentence_of(row["event_number"]) or case.as_at
        for child in case.table("children"):
            linked = child["linked_on"]
            if linked is None or not row["interview_date"] <= linked <= last or grown_up(child, linked):
                continue
            filled = [child[column] for column in ("relationship", "lives_with", "local_authority", "identified")]
            born = child["date_of_birth"] or child["due_date"]
            yield complete(
                case,
                "psr-child-details",
                [child],
                linked,
                row["completed_on"] or linked,
                None not in (born, *filled),
                basis=BENCHMARK,
                subject=child["child_ref"],
            )


def before_sentence(
    case: Case, step: str, row: Row, done: date | None, *, known: bool, excused: bool = False
) -> Verdict:
    """Due the day before the sentence_date of its event; not sentenced: completed_on; else none."""
    sentence = case.sentence_of(row["event_number"])
    return before(
        case,
        step,
        [row],
        row["interview_date"],
        sentence - DAY if sentence else row["completed_on"],
        sentence,
        done,
        basis=POLICY,
        event=row["event_number"],
        reasons=[EXCUSED] if excused else [],
        known=known,
    )


def psr_mbu_extra_time(case: Case) -> Iterator[Verdict]:
    """More time asked for where a mother and baby unit place is applied for."""
    for row in case.table("court_reports"):
        interview, applied = row["interview_date"], row["mbu_application"]
        baby = any(
            child["date_of_birth"] is not None
            and child["date_of_birth"] <= interview < clock.add(child["date_of_birth"], (18, "months"))
            for child in case.table("children")
        )
        if applied is True or (applied is None and (row["pregnant"] is True or baby)):
            yield before_sentence(
                case, "psr-mbu-extra-time", row, row["extra_time_requested_on"], known=applied is True
            )


def psr_extra_time_outstanding(case: Case) -> Iterator[Verdict]:
    """The report was completed without the answer to an enquiry."""
    for row in case.table("court_reports"):
        interview, completed = row["interview_date"], row["completed_on"]
        if completed is None:
            continue
        counting = [each for each in case.counting(("psr",)) if interview <= each.sent <= completed]
        answers = [each.answered for each in counting if each.answered is not None]
        if not counting or any(day <= completed for day in answers):
            continue
        sentence = case.sentence_of(row["event_number"])
        curfew = any(
            code(other["setting"]) == "COURT"
            and other["proposed_on"] >= interview
            and (sentence is None or other["proposed_on"] <= sentence)
            for other in case.table("curfews")
        )
        yield before_sentence(
            case,
            "psr-extra-time-outstanding",
            row,
            earliest(*answers, row["extra_time_requested_on"]),
            known=True,
            excused=row["proposal_unaffected"] is True and not curfew,
        )


def psr_dependants_care(case: Case) -> Iterator[Verdict]:
    """Care of dependent children recorded where custody is among the options."""
    for row in case.table("court_reports"):
        three = [row[column] for column in ("has_children", "lives_with_children", "caring")]
        custody = row["custody_option"]
        if True in three and custody is not False:
            known = custody is True
        elif custody is True and all(mark is None for mark in three):
            known = False
        else:
            continue
        yield before_sentence(case, "psr-dependants-care", row, row["dependants_care_recorded_on"], known=known)


STEPS = {
    "enq-court-outstanding-recorded": enq_court_outstanding_recorded,
    "psr-children-linked": psr_children_linked,
    "psr-child-details": psr_child_details,
    "psr-mbu-extra-time": psr_mbu_extra_time,
    "psr-extra-time-outstanding": psr_extra_time_outstanding,
    "psr-dependants-care": psr_dependants_care,
}
