"""Enquiries to children's services: the tracker, the contacts that go with it, and the first two enquiries of
a case.

A case whose enquiry stands in the contact log alone, or has a blank point in the tracker, is *plain*: nothing
else in it asks for an enquiry, because such an enquiry would count for every step.
"""

import numpy as np

from safeaudit.demo.codes import (
    ENQUIRY_NOT_SENT,
    ENQUIRY_SENT,
    REPORT_TYPES,
    RESPONSE_KNOWN,
    RESPONSE_NOT_KNOWN,
)
from safeaudit.demo.contacts import ContactLog
from safeaudit.demo.days import (
    AS_AT,
    NONE,
    Days,
    Flags,
    Ints,
    Text,
    Words,
    between,
    due_in,
    earliest,
    known,
    latest,
    missing,
    working_day_by,
    working_days_on,
)
from safeaudit.demo.organisation import chance
from safeaudit.demo.people import (
    ASKS_FOR_ENQUIRY,
    AWAITING,
    CHANGES,
    FINED,
    SUSPENDED,
    UNDATED,
    Children,
    People,
)
from safeaudit.demo.plan import (
    EXEMPT,
    MET,
    NO_ROW,
    NOT_ASSESSABLE,
    OVERDUE,
    Plan,
    before_event,
    by_deadline,
    choose,
    text,
)
from safeaudit.demo.replies import Replies, draw_replies, plan_replies
from safeaudit.demo.rows import Rows

OWN_WORDS = "no children at the address"


class Enquiries:
    """The enquiry tracker as it grows, with its contacts and its follow-up obligations."""

    def __init__(self, rng: np.random.Generator, people: People, log: ContactLog, plan: Plan) -> None:
        self.rng, self.people, self.log, self.plan = rng, people, log, plan
        self.rows = Rows("enquiries", "E")
        self.first_answer = missing(len(people.crn))

    def sent(
        self,
        case: Ints,
        point: Words,
        sent: Days,
        replies: Replies | None = None,
        *,
        event: Words = "1",
        child: Words = "",
        address: Words = "",
    ) -> tuple[Text, Replies]:
        """Lay tracker enquiries, one for each case given; give their references and replies."""
        rng, people = self.rng, self.people
        count, crn = len(case), people.crn[case]
        if replies is None:
            replies = draw_replies(rng, sent, people.quality[case])
        answered = replies.answered
        analysis_due = due_in(answered, 5)
        draw, good = rng.random(count), chance(0.32, people.quality[case])
        in_time = working_days_on(answered, rng.integers(0, 6, count))
        late = working_days_on(analysis_due, rng.integers(1, 25, count))
        analysed = known(np.where(draw < good, in_time, np.where(draw < good + 0.25, late, NONE)))
        reference = self.rows.add(
            crn,
            event_number=event,
            point=point,
            child_ref=child,
            address_ref=address,
            local_authority=people.council[case],
            sent=sent,
            acknowledged=replies.acknowledged,
            responded=answered,
            analysed=analysed,
            followed_up=replies.followed_up,
            escalated=replies.escalated,
            not_made_on=missing(count),
        )
        plan_replies(self.plan, crn, sent, replies, event, reference)
        verdict = by_deadline(analysis_due, analysed)
        verdict[np.isnat(answered)] = NO_ROW
        self.plan.add(
            "enq-analysed",
            verdict,
            crn,
            trigger=answered,
            due=analysis_due,
            done=analysed,
            note="answered but not analysed in time",
            event=event,
            subject=reference,
        )
        logged = rng.random(count) < 0.6
        self.log.add(case[logged], sent[logged], "SFGC", ENQUIRY_SENT)
        heard = logged & ~np.isnat(answered)
        self.log.add(case[heard], answered[heard], "SFRR", self._response(int(heard.sum())))
        self.first_answer[case] = earliest(self.first_answer[case], answered)
        return reference, replies

    def not_made(
        self, case: Ints, point: Words, day: Days, reason: Words, *, address: Words = "", event: Words = "1"
    ) -> None:
        """Lay tracker rows that say why no enquiry was made."""
        none = missing(len(case))
        self.rows.add(
            self.people.crn[case],
            event_number=event,
            point=point,
            address_ref=address,
            local_authority=self.people.council[case],
            sent=none,
            acknowledged=none,
            responded=none,
            analysed=none,
            followed_up=none,
            escalated=none,
            not_made_on=day,
            not_made_reason=reason,
        )

    def by_contact(self, case: Ints, sent: Days) -> None:
        """Lay enquiries that stand in the contact log alone, and their answers."""
        rng, count = self.rng, len(case)
        word = np.where(rng.random(count) < 0.85, ENQUIRY_SENT, "").astype(object)
        self.log.add(case, sent, "SFGC", word)
        replies = draw_replies(rng, sent, self.people.quality[case])
        heard = ~np.isnat(replies.answered)
        self.log.add(case[heard], replies.answered[heard], "SFRR", self._response(int(heard.sum())))
        again = known(working_days_on(sent, rng.integers(40, 80, count)))
        again = np.where(again <= self.people.last_day[case], again, NONE)
        twice = ~np.isnat(again) & (rng.random(count) < 0.15)
        self.log.add(case[twice], again[twice], "SFGC", ENQUIRY_SENT)
        followed = ~heard & (rng.random(count) < 0.5)
        day = working_days_on(sent, 3)
        followed &= day <= AS_AT
        self.log.add(case[followed], day[followed], "C157")
        due = due_in(due_in(sent, 2), 1)
        done = earliest(replies.answered, np.where(followed, day, NONE))
        verdict = choose([(done <= due, MET), (due >= AS_AT, "pending")], NOT_ASSESSABLE, count)
        self.plan.add(
            "followup-no-ack-2wd",
            verdict,
            self.people.crn[case],
            trigger=sent,
            due=due,
            done=done,
            note="",
            event="1",
            subject="SFGC",
        )

    def _response(self, count: int) -> Text:
        known_to_them = self.rng.random(count) < 0.45
        return np.where(known_to_them, RESPONSE_KNOWN, RESPONSE_NOT_KNOWN).astype(object)


QUESTIONS = (
    "has_children",
    "lives_with_children",
    "caring",
    "contact",
    "seeking_contact",
    "risk_to_children",
)
IN_COHORT, OUTSIDE, NOT_SHOWN = "in", "out", "not shown"


def lay_court_reports(rng: np.random.Generator, enquiries: Enquiries) -> tuple[Rows, Flags, Flags]:
    """Lay pre-sentence reports and the enquiries of their point.

    Gives the reports, which cases had an enquiry sent at that point, and which cases are not plain.
    """
    people, plan = enquiries.people, enquiries.plan
    cases = len(people.crn)
    share = np.select([people.kind <= SUSPENDED, people.kind == AWAITING], [0.4, 1.0], 0.3)
    share[np.isin(people.kind, (UNDATED, FINED))] = 0
    case = np.flatnonzero(rng.random(cases) < share)
    count, crn, quality = len(case), people.crn[case], people.quality[case]
    sentence = people.sentence[case]
    interview = working_day_by(sentence - np.floor(rng.random(count) * 25 + 2).astype("m8[D]"))
    recent = working_day_by(AS_AT - np.floor(rng.random(count) * 20 + 1).astype("m8[D]"))
    awaiting = np.isnat(sentence)
    interview = np.where(awaiting, recent, interview)
    completed = working_day_by(between(rng, interview, np.where(awaiting, AS_AT, sentence)))
    completed = np.maximum(completed, interview)
    completed = np.where(rng.random(count) < np.where(awaiting, 0.5, 0.05), NONE, completed)

    cohort = text(rng.choice([IN_COHORT, OUTSIDE, NOT_SHOWN], count, p=[0.58, 0.36, 0.06]).tolist(), count)
    answers = {question: text("N", count) for question in QUESTIONS}
    for question in QUESTIONS:
        answers[question][(cohort == IN_COHORT) & (rng.random(count) < 0.35)] = "Y"
        answers[question][(cohort == NOT_SHOWN) & (rng.random(count) < 0.3)] = ""
    answers["risk_to_children"][cohort == NOT_SHOWN] = ""
    any_yes = np.logical_or.reduce([answer == "Y" for answer in answers.values()])
    answers["contact"][(cohort == IN_COHORT) & ~any_yes] = "Y"
    answered = text(rng.choice(["Y", "N", ""], count, p=[0.86, 0.06, 0.08]).tolist(), count)
    answered[(cohort == IN_COHORT) & (rng.random(count) < 0.05)] = "refused"

    asked = np.where(rng.random(count) < 0.8, "Y", np.where(rng.random(count) < 0.5, "N", "")).astype(object)
    asked[~people.female[case]] = ""
    partner = np.where(rng.random(count) < 0.6, "Y", np.where(rng.random(count) < 0.5, "N", "")).astype(object)
    free = ~np.isin(people.addon[case], ASKS_FOR_ENQUIRY) & np.isnat(people.second_sentence[case]) & ~awaiting
    pregnant = np.where(people.female[case] & free & (asked == "Y") & (rng.random(count) < 0.05), "Y", "").astype(
        object
    )
    partner_pregnant = np.where(
        free & (pregnant == "") & (partner == "Y") & (rng.random(count) < 0.03), "Y", "N"
    ).astype(object)
    expecting = (pregnant == "Y") | (partner_pregnant == "Y")
    birth = interview + np.floor(rng.random(count) * 200 + 30).astype("m8[D]")
    birth = np.where(expecting & (rng.random(count) < 0.8), birth, NONE)
    rows = Rows("court_reports")
    rows.add(
        crn,
        event_number="1",
        report_type=text(np.array(list(REPORT_TYPES), dtype=object)[rng.integers(0, 3, count)].tolist(), count),
        interview_date=interview,
        completed_on=completed,
        answered=answered,
        disclosure_doubted=np.where((cohort == IN_COHORT) & (rng.random(count) < 0.04), "Y", "N").astype(object),
        asked_pregnant=asked,
        pregnant=pregnant,
        asked_partner_pregnant=partner,
        partner_pregnant=partner_pregnant,
        due_date=birth,
        **answers,
    )
    _plan_questions(plan, people, case, interview, answered, asked, partner)

    within = cohort == IN_COHORT
    event = np.where(np.isnat(completed), sentence, completed)
    draw = rng.random(count)
    good = chance(0.44, quality)
    made = within & (draw < good)
    after_report = within & ~made & (draw < good + 0.06) & (completed < working_day_by(sentence - 1))
    sent = np.where(made, between(rng, interview, np.where(np.isnat(event), AS_AT, event)), NONE)
    sent = np.where(after_report, between(rng, completed + 1, sentence - 1), sent)
    sent = np.where(np.isnat(sent), NONE, np.maximum(working_day_by(sent), interview))
    sent = np.where(after_report & ~(sent > completed), NONE, sent)
    excused = within & np.isnat(sent) & (rng.random(count) < 0.3)
    reason_on = known(
        np.maximum(working_day_by(between(rng, interview, np.where(np.isnat(event), AS_AT, event))), interview)
    )
    reason_kind = rng.choice(["current-info", "outside-cohort", OWN_WORDS], count, p=[0.5, 0.3, 0.2]).astype(object)
    enquiries.not_made(case[excused], "psr", reason_on[excused], reason_kind[excused])
    allowed = excused & (reason_kind != OWN_WORDS)
    verdict = before_event(event, sent, event, allowed)
    verdict[cohort == OUTSIDE] = NO_ROW
    doubted = rows.column("disclosure_doubted") == "Y"
    verdict[(cohort == NOT_SHOWN) & (answered != "refused") & ~doubted] = NOT_ASSESSABLE
    note = text("no enquiry at the pre-sentence report", count)
    note[after_report] = "enquiry sent only after the report was completed"
    note[excused & ~allowed] = "not made, for a reason that the policy does not allow"
    plan.add("enq-court-psr", verdict, crn, trigger=interview, due=event, done=sent, note=note, event="1")

    made = ~np.isnat(sent)
    _lay_report_enquiries(rng, enquiries, case[made], sent[made])
    reported, not_plain = np.zeros(cases, dtype=bool), np.zeros(cases, dtype=bool)
    reported[case[made]] = True
    not_plain[case[within | expecting]] = True
    _lay_unborn(rng, enquiries, case, expecting, interview, birth)
    return rows, reported, not_plain


def _plan_questions(
    plan: Plan, people: People, case: Ints, interview: Days, answered: Text, asked: Text, partner: Text
) -> None:
    count, crn = len(case), people.crn[case]
    gender, transgender = people.gender[case], people.transgender[case]
    woman = (gender == "F") | (transgender == "Y")
    not_told = (gender == "") & (transgender == "")
    nobody, everybody = np.zeros(count, dtype=bool), np.ones(count, dtype=bool)
    for step, good, cohort, unknown, note in (
        (
            "psr-ask-children",
            np.isin(answered, ("Y", "refused")),
            everybody,
            nobody,
            "questions on children not shown as asked",
        ),
        ("psr-ask-pregnancy", asked == "Y", woman, not_told, "pregnancy not shown as asked"),
        (
            "psr-ask-partner-pregnant",
            partner == "Y",
            everybody,
            nobody,
            "a partner's pregnancy not shown as asked",
        ),
    ):
        plan.add(
            step,
            choose([(unknown, NOT_ASSESSABLE), (~cohort, NO_ROW), (good, MET)], OVERDUE, count),
            crn,
            trigger=interview,
            due=interview,
            done=missing(count),
            note=note,
            event="1",
        )


def _lay_report_enquiries(rng: np.random.Generator, enquiries: Enquiries, case: Ints, sent: Days) -> None:
    """Lay the tracker rows of point psr; where still unanswered at sentence, the officer's follow-up."""
    people, count = enquiries.people, len(case)
    sentence = people.sentence[case]
    replies = draw_replies(rng, sent, people.quality[case])
    due = due_in(sentence, 5)
    carried = (sent < sentence) & ~(replies.answered <= sentence)
    prompt = earliest(replies.acknowledged, replies.answered) <= due_in(due_in(sent, 2), 1)
    draw, good = rng.random(count), chance(0.5, people.quality[case])
    chased = np.where(draw < good, between(rng, sentence, due), NONE)
    chased = np.where((draw >= good) & (draw < good + 0.15), working_days_on(due, rng.integers(1, 10, count)), chased)
    chased = np.where(chased > replies.answered, NONE, known(chased))
    replies.followed_up = np.where(carried & prompt, chased, replies.followed_up)
    reference, _ = enquiries.sent(case, "psr", sent, replies)
    later = np.where(replies.followed_up >= sentence, replies.followed_up, NONE)
    done = earliest(replies.answered, later)
    verdict = by_deadline(due, done)
    verdict[~carried] = NO_ROW
    enquiries.plan.add(
        "enq-court-followup-by-om",
        verdict,
        people.crn[case],
        trigger=sentence,
        due=due,
        done=done,
        note="the court's enquiry was unanswered at sentence and not followed up in time",
        event="1",
        subject=reference,
    )


def _lay_unborn(
    rng: np.random.Generator, enquiries: Enquiries, case: Ints, expecting: Flags, interview: Days, birth: Days
) -> None:
    """Lay the pre-birth enquiry of the officer for the pregnancies that a report told of."""
    people = enquiries.people
    case, known_on, birth = case[expecting], interview[expecting], birth[expecting]
    due = due_in(latest(known_on, people.sentence[case]), 5)
    lay_prompt(rng, enquiries, "enq-prebirth-om", case, known_on, due, point="pre-birth", event="1")
    plan_birth(enquiries.plan, people.crn[case], known_on, birth, event="1")


def plan_birth(plan: Plan, crn: Text, known_on: Days, birth: Days, *, event: Words = "", subject: Words = "") -> None:
    """Tell the plan whether the expected date of birth was recorded."""
    verdict = choose([(~np.isnat(birth), MET)], OVERDUE, len(crn))
    plan.add(
        "enq-prebirth-due-date",
        verdict,
        crn,
        trigger=known_on,
        due=known_on,
        done=missing(len(crn)),
        note="no expected date of birth on the record of the pregnancy",
        event=event,
        subject=subject,
    )


def lay_prompt(
    rng: np.random.Generator,
    enquiries: Enquiries,
    step: str,
    case: Ints,
    known_on: Days,
    due: Days,
    *,
    point: str,
    event: Words = "",
    subject: Words = "",
    child: Words = "",
) -> None:
    """Lay an enquiry that is wanted promptly once something is known: in time, late, excused or not made."""
    people, count = enquiries.people, len(case)
    draw, good = rng.random(count), chance(0.55, people.quality[case])
    in_time = working_day_by(between(rng, known_on, due))
    in_time = np.maximum(in_time, known_on)
    late = working_days_on(due + 1, rng.integers(0, 20, count))
    sent = known(np.where(draw < good, in_time, np.where(draw < good + 0.15, late, NONE)))
    made = ~np.isnat(sent)
    excused = ~made & (draw >= good + 0.15) & (rng.random(count) < 0.35) & (due <= AS_AT)
    subjects, children = text(subject, count), text(child, count)
    enquiries.sent(case[made], point, sent[made], event=event, child=children[made])
    enquiries.not_made(
        case[excused], point, np.maximum(working_day_by(due), known_on)[excused], "current-info", event=event
    )
    enquiries.plan.add(
        step,
        by_deadline(due, sent, excused),
        people.crn[case],
        trigger=known_on,
        due=due,
        done=sent,
        note="no enquiry in time",
        event=event,
        subject=subjects,
    )


def lay_starts(
    rng: np.random.Generator, enquiries: Enquiries, children: Children, reported: Flags, not_plain: Flags
) -> None:
    """Lay the enquiry at the start of the sentence for every sentenced event of every case."""
    people, plan = enquiries.people, enquiries.plan
    cases = len(people.crn)
    undated = people.kind == UNDATED
    none = missing(cases)
    plan.add(
        "enq-start-of-sentence",
        text(NOT_ASSESSABLE, cases),
        people.crn,
        trigger=none,
        due=none,
        done=none,
        note="",
        event="1",
        where=undated,
    )
    done = np.flatnonzero(reported & people.sentenced)
    sent_at_report = missing(cases)
    rows = enquiries.rows
    index = {crn: number for number, crn in enumerate(people.crn.tolist())}
    for crn, point, sent in zip(rows.column("crn"), rows.column("point"), rows.column("sent"), strict=True):
        if point == "psr" and not np.isnat(sent):
            sent_at_report[index[crn]] = sent
    plan.add(
        "enq-start-of-sentence",
        text(MET, len(done)),
        people.crn[done],
        trigger=people.sentence[done],
        due=due_in(people.sentence[done], 5),
        done=sent_at_report[done],
        note="",
        event="1",
    )
    first = np.flatnonzero(people.sentenced & ~reported)
    two = ~np.isnat(people.second_sentence)
    _lay_start(rng, enquiries, children, first, people.sentence[first], "1", not_plain, sure=two[first])
    second = np.flatnonzero(two)
    no = np.zeros(len(second), dtype=bool)
    _lay_start(rng, enquiries, children, second, people.second_sentence[second], "2", not_plain, sure=no)


def _lay_start(
    rng: np.random.Generator,
    enquiries: Enquiries,
    children: Children,
    case: Ints,
    sentence: Days,
    event: str,
    not_plain: Flags,
    sure: Flags,
) -> None:
    people, count = enquiries.people, len(case)
    crn, due = people.crn[case], due_in(sentence, 5)
    draw, good = rng.random(count), chance(0.55, people.quality[case])
    in_time = (draw < good) | sure
    sent = np.where(in_time, working_days_on(sentence, rng.integers(0, 6, count)), NONE)
    late = ~in_time & (draw < good + 0.09)
    sent = known(np.where(late, working_days_on(due + 1, rng.integers(0, 25, count)), sent))
    sent = np.where(sure & np.isnat(sent), sentence, sent)
    made = ~np.isnat(sent)

    # A reason instead: within the time, or after it under the step's own point, or one that does not count.
    gave = ~made & ~late & ~sure & (rng.random(count) < 0.4)
    kind = rng.choice(["current-info", "la-identifiable-only", OWN_WORDS], count, p=[0.6, 0.2, 0.2]).astype(object)
    timely = rng.random(count) < 0.75
    reason_on = np.where(
        timely,
        working_days_on(sentence, rng.integers(0, 6, count)),
        working_days_on(due + 1, rng.integers(0, 30, count)),
    )
    gave &= reason_on <= AS_AT
    identified = _identified_by(children, case, reason_on, len(people.crn))
    allowed = gave & ((kind == "current-info") | ((kind == "la-identifiable-only") & ~identified))

    plain = ~not_plain[case] & (people.kind[case] <= SUSPENDED) & np.isnat(people.second_sentence[case])
    plain &= ~np.isin(people.addon[case], (*ASKS_FOR_ENQUIRY, *CHANGES))
    by_contact = made & plain & (rng.random(count) < 0.45)
    no_point = made & plain & ~by_contact & (rng.random(count) < 0.1)
    enquiries.by_contact(case[by_contact], sent[by_contact])
    tracked = made & ~by_contact
    point = np.where(no_point, "", "sentence-start").astype(object)
    enquiries.sent(case[tracked], point[tracked], sent[tracked], event=event)
    request = gave & plain & timely & (kind == "current-info") & (rng.random(count) < 0.5)
    enquiries.log.add(case[request], reason_on[request], "SFGC", ENQUIRY_NOT_SENT)
    tracker = gave & ~request
    enquiries.not_made(case[tracker], "sentence-start", reason_on[tracker], kind[tracker], event=event)

    verdict = by_deadline(due, sent, allowed & (reason_on <= due), allowed)
    note = text("no enquiry at the start of the sentence", count)
    note[made] = "enquiry sent after the time for it"
    note[gave & (kind == OWN_WORDS)] = "not made, for a reason that the policy does not allow"
    note[gave & (kind == "la-identifiable-only") & ~allowed] = (
        "said to be unidentifiable, but an identified child was linked"
    )
    enquiries.plan.add(
        "enq-start-of-sentence",
        verdict,
        crn,
        trigger=sentence,
        due=due,
        done=sent,
        note=note,
        event=event,
    )
    assert not ((verdict == EXEMPT) & made & (sent <= due)).any()


def _identified_by(children: Children, case: Ints, day: Days, cases: int) -> Flags:
    """Say of each case whether an identified child of it was linked by a day (no date of linking counts)."""
    since = np.full(cases, np.datetime64("9999-01-01", "D"))
    named = children.identified == "Y"
    linked = np.where(np.isnat(children.linked), np.datetime64("1900-01-01", "D"), children.linked)
    np.minimum.at(since, children.case[named], linked[named])
    return np.asarray(since[case] <= day)
