"""The section "Enquiries"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from .caseload import Row
from .clock import DAY
from .facts import Case, Enquiry
from .shapes import BENCHMARK, NOT_ASSESSABLE, POLICY, Verdict, before_event, by_deadline, earliest, latest

SIX_QUESTIONS = (
    "has_children",
    "lives_with_children",
    "caring",
    "contact",
    "seeking_contact",
    "risk_to_children",
)


def enq_court_psr(case: Case) -> Iterator[Verdict]:
    """Court report in the cohort: an enquiry before completion, else before sentence."""
    step = "enq-court-psr"
    for row in case.table("court_reports"):
        six = [row[column] for column in SIX_QUESTIONS]
        interview, event = row["interview_date"], row["event_number"]
        due = row["completed_on"] or case.sentence_of(event)
        done = case.sent_since(interview, ("psr",))
        if True in six or row["answered"] == "refused" or row["disclosure_doubted"] is True:
            reasons = case.permitted_reasons("psr", interview)
            verdict = before_event(case.as_at, due, due, done, reasons)
        elif None in six:
            verdict = NOT_ASSESSABLE
        else:
            continue
        yield case.make(step, [row], trigger=interview, due=due, done=done, verdict=verdict, basis=POLICY, event=event)


def enq_start_of_sentence(case: Case) -> Iterator[Verdict]:
    """Every newly sentenced case."""
    step = "enq-start-of-sentence"
    for row in case.table("cases"):
        sentence, event = row["sentence_date"], row["event_number"] or 1
        kind = (row["sentence_type"] or "").casefold()
        if ("fine" in kind or "discharge" in kind) and row["supervision_start"] is None:
            continue
        if sentence is None:
            if row["supervision_start"] is not None or row["in_custody"] is True:
                yield case.make(
                    step,
                    [row],
                    trigger=None,
                    due=None,
                    done=None,
                    verdict=NOT_ASSESSABLE,
                    basis=BENCHMARK,
                    event=event,
                )
            continue
        start = case.minus(sentence, "psr_window")
        done = case.sent_since(start, ("sentence-start", "psr"))
        for enquiry in case.tracker_enquiries:  # of point psr and its event, whenever sent
            given = enquiry.rows[0]["event_number"]
            of_event = given == event or (given is None and len(case.table("cases")) == 1)
            if enquiry.point == "psr" and of_event:
                done = earliest(done, enquiry.sent)
        due = case.plus(sentence, "earliest_opportunity")
        verdict = by_deadline(case.as_at, due, done, case.permitted_reasons("sentence-start", start))
        yield case.make(
            step, [row], trigger=sentence, due=due, done=done, verdict=verdict, basis=BENCHMARK, event=event
        )


def sentence_of_enquiry(case: Case, enquiry: Enquiry) -> date | None:
    """The sentence_date of its event; no event given: the first sentence_date of the CRN after sending."""
    event = enquiry.rows[0]["event_number"]
    if event is not None:
        return case.sentence_of(event)
    sentences = [row["sentence_date"] for row in case.table("cases")]
    return min((day for day in sentences if day is not None and day > enquiry.sent), default=None)


def unanswered_at_sentence(case: Case) -> Iterator[tuple[Enquiry, date]]:
    """The tracker's court enquiries sent before the sentence and not answered by it."""
    for enquiry in case.tracker_enquiries:
        sentence = sentence_of_enquiry(case, enquiry)
        if enquiry.point != "psr" or sentence is None or enquiry.sent >= sentence:
            continue
        if enquiry.answered is None or enquiry.answered > sentence:
            yield enquiry, sentence


def enq_court_followup_by_om(case: Case) -> Iterator[Verdict]:
    """A court enquiry not answered by the sentence date: answered, or followed up from then on."""
    step = "enq-court-followup-by-om"

    def judge(rows: list[Row], subject: str, sentence: date, done: date | None, event: int | None) -> Verdict:
        due = case.plus(sentence, "earliest_opportunity")
        return case.make(
            step,
            rows,
            trigger=sentence,
            due=due,
            done=done,
            verdict=by_deadline(case.as_at, due, done),
            basis=BENCHMARK,
            subject=subject,
            event=event,
        )

    for enquiry, sentence in unanswered_at_sentence(case):
        row = enquiry.rows[0]
        followed = row["followed_up"] if row["followed_up"] and row["followed_up"] >= sentence else None
        yield judge([row], row["enquiry_ref"], sentence, earliest(enquiry.answered, followed), row["event_number"])

    for row in case.table("court_reports"):
        sentence = case.sentence_of(row["event_number"])
        if sentence is None:
            continue
        between = [enquiry for enquiry in case.contact_enquiries if row["interview_date"] <= enquiry.sent < sentence]
        if not between:
            continue
        last = max(between, key=lambda enquiry: enquiry.sent)
        if last.answered is not None and last.answered <= sentence:
            continue
        done = earliest(last.answered, *case.contact_days("C157", since=sentence))
        yield judge([row], "SFGC", sentence, done, row["event_number"])


def enq_emc(case: Case) -> Iterator[Verdict]:
    """Curfew: a response, not only an enquiry, before the proposal."""
    for row in case.table("curfews"):
        proposed, address = row["proposed_on"], row["address_ref"]
        start = case.minus(proposed, "curfew_window")
        counting = case.counting(("curfew", "psr", "pre-release", "address"), None, address)
        done = earliest(
            *(
                enquiry.answered
                for enquiry in counting
                if enquiry.sent <= proposed and enquiry.answered and enquiry.answered >= start
            )
        )
        verdict = before_event(case.as_at, proposed, proposed, done, case.curfew_reasons(start, address))
        yield case.make(
            "enq-emc",
            [row],
            trigger=proposed,
            due=proposed,
            done=done,
            verdict=verdict,
            basis=POLICY,
            subject=row["curfew_ref"],
            event=row["event_number"],
        )


def enq_new_contact(case: Case) -> Iterator[Verdict]:
    """New contact with a child, or a new relationship with a child named."""
    for row in case.table("changes"):
        if not (row["change"] == "new-contact" or (row["change"] == "new-relationship" and row["child_ref"])):
            continue
        known, child = row["known_on"], row["child_ref"]
        done = case.sent_since(known, ("new-contact",), child)
        due = case.plus(known, "at_the_point")
        reasons = case.permitted_reasons("new-contact", known, child, existing=False)
        yield case.make(
            "enq-new-contact",
            [row],
            trigger=known,
            due=due,
            done=done,
            verdict=by_deadline(case.as_at, due, done, reasons),
            basis=BENCHMARK,
            subject=row["change_ref"],
        )


def enq_pre_release(case: Case) -> Iterator[Verdict]:
    """Any release but ROTL."""
    for row in case.table("releases"):
        if row["release_type"] == "rotl":
            continue
        day = row["released_on"] or row["planned_on"]
        if day is None:
            due = done = None
            verdict = NOT_ASSESSABLE
        else:
            start = case.minus(day, "pre_release_window")
            due = day - DAY
            done = case.sent_since(start, ("pre-release", "address", "curfew"))
            reasons = case.permitted_reasons("pre-release", start)
            verdict = before_event(case.as_at, due, row["released_on"], done, reasons)
        yield case.make(
            "enq-pre-release",
            [row],
            trigger=day,
            due=due,
            done=done,
            verdict=verdict,
            basis=POLICY,
            subject=row["release_ref"],
            event=row["event_number"],
        )


def enq_address(case: Case) -> Iterator[Verdict]:
    """Every address proposed or moved into; before the decision and the move, unless learnt afterwards."""
    for row in case.table("addresses"):
        proposed, decided, moved = row["proposed_on"], row["decided_on"], row["moved_in_on"]
        address = row["address_ref"]
        if row["decision"] == "refused":
            if moved is None:
                continue
            decided = None
        if decided is not None and decided < proposed:
            decided = None
        done = case.sent_since(proposed, ("address", "pre-release", "curfew"), None, address)
        reasons = case.permitted_reasons("address", proposed, None, address)
        learnt_afterwards = moved is not None and moved <= proposed
        if learnt_afterwards or (moved is None and decided is None):
            due, basis = case.plus(proposed, "earliest_opportunity"), BENCHMARK
            verdict = by_deadline(case.as_at, due, done, reasons)
        else:
            due, basis = earliest(decided, moved - DAY if moved else None), POLICY
            verdict = before_event(case.as_at, due, earliest(decided, moved), done, reasons)
        yield case.make(
            "enq-address",
            [row],
            trigger=proposed,
            due=due,
            done=done,
            verdict=verdict,
            basis=basis,
            subject=address,
        )


def pregnancies(case: Case) -> Iterator[tuple[Row, date, date | None]]:
    """Each pregnancy: its row, the known date, and (court report) the sentence date of its event."""
    for row in case.table("court_reports"):
        sentence = case.sentence_of(row["event_number"])
        if sentence is not None and (row["pregnant"] is True or row["partner_pregnant"] is True):
            yield row, row["interview_date"], sentence
    for row in case.table("changes"):
        if row["change"] in ("pregnancy", "partner-pregnancy"):
            yield row, row["known_on"], None


def enq_prebirth_om(case: Case) -> Iterator[Verdict]:
    """An enquiry for every pregnancy known."""
    for row, known, sentence in pregnancies(case):
        child = row["child_ref"]
        done = case.sent_since(known, ("pre-birth",), child)
        due = case.plus(latest(known, sentence), "earliest_opportunity")
        reasons = case.permitted_reasons("pre-birth", known, child, existing=False)
        yield case.make(
            "enq-prebirth-om",
            [row],
            trigger=known,
            due=due,
            done=done,
            verdict=by_deadline(case.as_at, due, done, reasons),
            basis=BENCHMARK,
            subject=row["change_ref"],
            event=row["event_number"],
        )


def enq_analysed(case: Case) -> Iterator[Verdict]:
    """Every answered tracker enquiry is analysed."""
    for enquiry in case.tracker_enquiries:
        row = enquiry.rows[0]
        if enquiry.answered is None:
            continue
        due, done = case.plus(enquiry.answered, "analysis"), row["analysed"]
        yield case.make(
            "enq-analysed",
            [row],
            trigger=enquiry.answered,
            due=due,
            done=done,
            verdict=by_deadline(case.as_at, due, done),
            basis=BENCHMARK,
            subject=row["enquiry_ref"],
            event=row["event_number"],
        )


STEPS = {
    "enq-court-psr": enq_court_psr,
    "enq-start-of-sentence": enq_start_of_sentence,
    "enq-court-followup-by-om": enq_court_followup_by_om,
    "enq-emc": enq_emc,
    "enq-new-contact": enq_new_contact,
    "enq-pre-release": enq_pre_release,
    "enq-address": enq_address,
    "enq-prebirth-om": enq_prebirth_om,
    "enq-analysed": enq_analysed,
}
