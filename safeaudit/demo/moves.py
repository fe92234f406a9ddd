"""Curfews, addresses and releases, and the enquiries that they ask for."""

import numpy as np

from safeaudit.demo.contacts import ContactLog
from safeaudit.demo.days import (
    AS_AT,
    NONE,
    Days,
    Flags,
    Ints,
    Text,
    between,
    days_after,
    due_in,
    earliest,
    known,
    latest,
    working_day_by,
    working_days_on,
)
from safeaudit.demo.enquiries import OWN_WORDS, Enquiries
from safeaudit.demo.organisation import chance
from safeaudit.demo.people import RECALLED, RELEASED, RELEASED_AT_END, SERVING, People
from safeaudit.demo.plan import (
    BREACHED,
    LATE,
    MET,
    NO_ROW,
    NOT_ASSESSABLE,
    OVERDUE,
    PENDING,
    Plan,
    before_event,
    by_deadline,
    choose,
    text,
)
from safeaudit.demo.referrals import Referrals
from safeaudit.demo.replies import draw_replies
from safeaudit.demo.rows import Rows

DAY = np.timedelta64(1, "D")


def lay_curfews(rng: np.random.Generator, enquiries: Enquiries) -> Rows:
    """Lay the curfews proposed in the community: an answer before the proposal, too late, or none."""
    people, rows = enquiries.people, Rows("curfews", "CU")
    case = np.flatnonzero(people.addon == "curfew")
    count, crn, proposed = len(case), people.crn[case], people.addon_on[case]
    reference = rows.add(
        crn,
        event_number="1",
        proposed_on=proposed,
        setting=np.where(rng.random(count) < 0.6, "breach", "court").astype(object),
    )
    draw, good = rng.random(count), chance(0.55, people.quality[case])
    answered_before = draw < good
    answered_after = ~answered_before & (draw < good + (1 - good) * 0.35)
    sent_after = ~answered_before & ~answered_after & (draw < good + (1 - good) * 0.45)
    reasoned = ~(answered_before | answered_after | sent_after) & (draw < good + (1 - good) * 0.75)
    sent = working_day_by(proposed - rng.integers(5, 41, count).astype("m8[D]"))
    sent = np.where(sent_after, known(working_days_on(proposed + DAY, rng.integers(0, 10, count))), sent)
    answered = np.maximum(working_day_by(between(rng, sent + DAY, proposed)), sent + DAY)
    answered = np.where(answered_after, known(working_days_on(proposed + DAY, rng.integers(0, 25, count))), answered)
    answered = np.where(answered_after & (rng.random(count) < 0.4), NONE, answered)
    answered = np.where(sent_after, NONE, answered)
    made = (answered_before | answered_after | sent_after) & ~np.isnat(sent)
    replies = draw_replies(rng, sent[made], people.quality[case][made], answered[made])
    before = enquiries.first_answer[case].copy()
    enquiries.sent(case[made], "curfew", sent[made], replies)

    reason_on = working_day_by(proposed - rng.integers(0, 12, count).astype("m8[D]"))
    reason = rng.choice(["current-info", "existing-response-unchanged", OWN_WORDS], count, p=[0.5, 0.3, 0.2]).astype(
        object
    )
    enquiries.not_made(case[reasoned], "curfew", reason_on[reasoned], reason[reasoned])
    allowed = reasoned & (reason != OWN_WORDS) & (before <= reason_on)
    done = np.where(answered_before | answered_after, answered, NONE)
    note = text("curfew proposed without an enquiry", count)
    note[answered_after | answered_before] = "curfew proposed before children's services had answered"
    note[sent_after & made] = "enquiry sent only after the curfew was proposed"
    note[reasoned] = "curfew proposed on a reason that does not count: no answered enquiry, or other words"
    plan_curfew(enquiries.plan, crn, proposed, done, allowed, note, reference)
    return rows


def plan_curfew(plan: Plan, crn: Text, proposed: Days, done: Days, allowed: Flags, note: Text, reference: Text) -> None:
    """Tell the plan what the curfews come to: the proposal is the event, and a later answer cures nothing."""
    plan.add(
        "enq-emc",
        before_event(proposed, done, proposed, allowed),
        crn,
        trigger=proposed,
        due=proposed,
        done=done,
        note=note,
        event="1",
        subject=reference,
    )


def lay_addresses(rng: np.random.Generator, enquiries: Enquiries, referrals: Referrals) -> Rows:
    """Lay addresses: proposed, decided, moved to; found out afterwards; and refused but moved to all the
    same.
    """
    people, rows = enquiries.people, Rows("addresses", "AD")
    case = np.flatnonzero(np.isin(people.addon, ("address", "unsafe")))
    count, crn, proposed = len(case), people.crn[case], people.addon_on[case]
    unsafe = people.addon[case] == "unsafe"
    shape = rng.choice(
        ["decided", "moved first", "afterwards", "neither", "refused"], count, p=[0.7, 0.08, 0.08, 0.06, 0.08]
    ).astype(object)
    shape[unsafe] = "unsafe"
    decided = proposed + rng.integers(2, 21, count).astype("m8[D]")
    moved = decided + rng.integers(1, 15, count).astype("m8[D]")
    moved = np.where(rng.random(count) < 0.8, moved, NONE)
    first = shape == "moved first"
    moved = np.where(first, proposed + rng.integers(1, 6, count).astype("m8[D]"), moved)
    decided = np.where(first, moved + rng.integers(1, 10, count).astype("m8[D]"), decided)
    afterwards, neither = shape == "afterwards", shape == "neither"
    moved = np.where(afterwards, proposed - rng.integers(0, 30, count).astype("m8[D]"), moved)
    moved = np.where(neither | (shape == "refused"), NONE, moved)
    moved = np.where(unsafe, known(decided + rng.integers(1, 15, count).astype("m8[D]")), moved)
    decided = known(np.where(afterwards | neither, NONE, decided))
    # Refused and moved to only counts when both are known; otherwise it is an ordinary address.
    unsafe &= ~np.isnat(moved) & ~np.isnat(decided)
    refused = (unsafe | (shape == "refused")) & ~np.isnat(decided)
    decision = np.where(np.isnat(decided), "", np.where(refused, "refused", "approved")).astype(object)
    reference = rows.add(
        crn,
        proposed_on=proposed,
        decided_on=decided,
        moved_in_on=moved,
        decision=decision,
        children_present=np.where(rng.random(count) < 0.3, "Y", "N").astype(object),
    )
    judged = ~refused | unsafe
    counted = np.where(refused, NONE, decided)
    event = earliest(counted, moved)
    deadline = (moved <= proposed) | np.isnat(event)
    due = earliest(counted, days_after(moved, -1))
    due = np.where(deadline, due_in(proposed, 5), due)

    draw, good = rng.random(count), chance(0.5, people.quality[case])
    sent = np.maximum(working_day_by(between(rng, proposed, due)), proposed)
    late = working_days_on(due + DAY, rng.integers(0, 15, count))
    sent = known(np.where(draw < good, sent, np.where(draw < good + (1 - good) * 0.25, late, NONE)))
    sent = np.where(judged, sent, NONE)
    made = ~np.isnat(sent)
    reasoned = judged & ~made & (draw > 1 - (1 - good) * 0.35)
    reason_on = known(np.maximum(working_day_by(between(rng, proposed, due)), proposed))
    reasoned &= ~np.isnat(reason_on)
    reason = rng.choice(["current-info", "existing-response-unchanged", OWN_WORDS], count, p=[0.5, 0.3, 0.2]).astype(
        object
    )
    before = enquiries.first_answer[case].copy()
    point = np.where(rng.random(count) < 0.9, "address", "pre-release").astype(object)
    place = np.where(rng.random(count) < 0.8, reference, "").astype(object)
    enquiries.sent(case[made], point[made], sent[made], event="", address=place[made])
    enquiries.not_made(
        case[reasoned],
        "address",
        reason_on[reasoned],
        reason[reasoned],
        address=reference[reasoned],
        event="",
    )
    answered = before <= reason_on
    allowed = reasoned & ((reason == "current-info") | ((reason == "existing-response-unchanged") & answered))
    verdict = np.where(deadline, by_deadline(due, sent, allowed), before_event(due, sent, event, allowed)).astype(
        object
    )
    verdict[~judged] = NO_ROW
    note = text("no enquiry about the address", count)
    note[made] = "enquiry sent after the decision or the move"
    note[reasoned] = "not made, for a reason that does not count"
    enquiries.plan.add("enq-address", verdict, crn, trigger=proposed, due=due, done=sent, note=note, subject=reference)
    _lay_unsafe(
        rng,
        referrals,
        enquiries.log,
        case[unsafe],
        proposed[unsafe],
        decided[unsafe],
        moved[unsafe],
        reference[unsafe],
    )
    return rows


def _lay_unsafe(
    rng: np.random.Generator,
    referrals: Referrals,
    log: ContactLog,
    case: Ints,
    proposed: Days,
    decided: Days,
    moved: Days,
    reference: Text,
) -> None:
    """Lay the referral for a move to a refused address: in the tracker, as a contact alone, late, or none."""
    people, count = referrals.people, len(case)
    due = latest(decided, moved) + DAY
    draw = rng.random(count)
    sent = np.where(draw < 0.7, between(rng, moved, due), NONE)
    sent = known(np.where((draw >= 0.7) & (draw < 0.85), due + rng.integers(1, 10, count).astype("m8[D]"), sent))
    made = ~np.isnat(sent)
    alone = made & (rng.random(count) < 0.3)
    log.add(case[alone], sent[alone], "C507")
    tracked = made & ~alone
    identified = np.where(sent <= due, sent, moved)
    referrals.add(case[tracked], identified[tracked], sent[tracked], "", timed=False)
    referrals.plan.add(
        "ref-unsafe-address",
        by_deadline(due, sent),
        people.crn[case],
        trigger=moved,
        due=due,
        done=sent,
        note="moved to a refused address and no referral in time",
        subject=reference,
    )


def lay_releases(rng: np.random.Generator, enquiries: Enquiries, curfews: Rows) -> Rows:
    """Lay releases, past and planned, with one enquiry each that may also serve a home detention curfew."""
    people, plan = enquiries.people, enquiries.plan
    rows = Rows("releases", "RL")
    kind = people.kind
    soon = (kind == SERVING) & (rng.random(len(kind)) < 0.4)
    case = np.flatnonzero(np.isin(kind, (RELEASED, RECALLED, RELEASED_AT_END)) | soon)
    count, crn = len(case), people.crn[case]
    ending, serving = kind[case] == RELEASED_AT_END, kind[case] == SERVING
    released = np.where(ending, people.end[case], people.start[case])
    ahead = AS_AT + rng.integers(1, 200, count).astype("m8[D]")
    missed = AS_AT - rng.integers(0, 20, count).astype("m8[D]")
    ahead = np.where(rng.random(count) < 0.06, np.maximum(missed, people.sentence[case] + DAY), ahead)
    planned = np.where(serving, ahead, released)
    moved_plan = ~serving & (rng.random(count) < 0.2)
    planned = np.where(moved_plan, released + rng.integers(-5, 15, count).astype("m8[D]"), planned)
    released = np.where(serving, NONE, released)
    word = text(
        rng.choice(["licence", "hdc", "led", "sed", "rotl", ""], count, p=[0.5, 0.14, 0.1, 0.16, 0.06, 0.04]).tolist(),
        count,
    )
    word[~serving & np.isin(word, ("led", "sed", "rotl"))] = "licence"
    word[ending] = "sed"
    word[(kind[case] == RECALLED) & (word == "hdc")] = "licence"
    no_date = serving & (rng.random(count) < 0.04)
    planned = np.where(no_date, NONE, planned)
    at_expiry = np.isin(word, ("led", "sed"))
    confirmed = known(
        np.where(at_expiry & (rng.random(count) < 0.5), planned - rng.integers(10, 90, count).astype("m8[D]"), NONE)
    )
    notified = _notices(rng, people, case, planned, released, confirmed, at_expiry)
    reference = rows.add(
        crn,
        event_number="1",
        release_type=word,
        planned_on=planned,
        released_on=released,
        confirmed_on=confirmed,
        la_notified_on=notified,
        local_authority=people.council[case],
    )

    date = np.where(np.isnat(released), planned, released)
    due = days_after(date, -1)
    draw, good = rng.random(count), chance(0.52, people.quality[case])
    lead = working_day_by(np.maximum(date - rng.integers(25, 90, count).astype("m8[D]"), people.sentence[case] + DAY))
    hdc = (word == "hdc") & ~serving
    proposed = working_day_by(date - rng.integers(18, 60, count).astype("m8[D]"))
    lead = np.where(hdc, working_day_by(proposed - rng.integers(10, 30, count).astype("m8[D]")), lead)
    after = working_days_on(days_after(date, 1), rng.integers(0, 15, count))
    sent = known(np.where(draw < good, lead, np.where((draw < good + (1 - good) * 0.2) & ~serving & ~hdc, after, NONE)))
    between_them = hdc & np.isnat(sent) & (draw < good + (1 - good) * 0.3)
    sent = np.where(between_them, working_days_on(proposed + DAY, 2), sent)
    wanted = word != "rotl"
    sent = np.where(wanted & ~no_date, sent, NONE)
    made = ~np.isnat(sent)
    reasoned = wanted & ~made & ~no_date & (draw > 1 - (1 - good) * 0.3)
    reason_on = working_day_by(np.where(serving, np.minimum(due, AS_AT - 5 * DAY), due))
    reasoned &= reason_on > people.sentence[case]
    reason = rng.choice(["current-info", OWN_WORDS], count, p=[0.8, 0.2]).astype(object)
    enquiries.not_made(case[reasoned], "pre-release", reason_on[reasoned], reason[reasoned])
    allowed = reasoned & (reason == "current-info") & (reason_on <= due)
    verdict = before_event(due, sent, released, allowed)
    verdict[~wanted] = NO_ROW
    verdict[wanted & no_date] = NOT_ASSESSABLE
    note = text("released without an enquiry", count)
    note[made] = "enquiry sent only after release"
    note[np.isnat(released)] = "planned release has passed without an enquiry"
    note[reasoned & ~allowed] = "not made, for a reason that the policy does not allow"
    plan.add(
        "enq-pre-release",
        verdict,
        crn,
        trigger=date,
        due=due,
        done=sent,
        note=note,
        event="1",
        subject=reference,
    )

    # An answer in time for the curfew of a release on home detention, or after it was proposed, or never.
    answered = between(rng, sent + DAY, proposed)
    slow = hdc & made & ~between_them & (rng.random(count) < 0.3)
    answered = np.where(slow, working_days_on(proposed + DAY, rng.integers(0, 20, count)), answered)
    answered = known(np.where((slow & (rng.random(count) < 0.4)) | between_them, NONE, answered))
    plainly = made & ~hdc
    enquiries.sent(case[plainly], "pre-release", sent[plainly])
    home = made & hdc
    enquiries.sent(
        case[home],
        "pre-release",
        sent[home],
        draw_replies(rng, sent[home], people.quality[case][home], answered[home]),
    )
    curfew = curfews.add(crn[hdc], event_number="1", proposed_on=proposed[hdc], setting="hdc")
    note = text("curfew proposed without an enquiry", count)
    note[made] = "curfew proposed before children's services had answered"
    note[between_them] = "enquiry sent only after the curfew was proposed"
    done = np.where(made & (sent <= proposed), answered, NONE)
    plan_curfew(plan, crn[hdc], proposed[hdc], done[hdc], np.zeros(int(hdc.sum()), dtype=bool), note[hdc], curfew)
    return rows


def _notices(
    rng: np.random.Generator,
    people: People,
    case: Ints,
    planned: Days,
    released: Days,
    confirmed: Days,
    at_expiry: Flags,
) -> Days:
    count = len(case)
    due = notice_due(planned, confirmed)
    draw = rng.random(count)
    in_time = due - rng.integers(0, 20, count).astype("m8[D]")
    late = due + rng.integers(1, 40, count).astype("m8[D]")
    day = np.where(draw < 0.55, in_time, np.where(draw < 0.8, late, NONE))
    return known(np.where(at_expiry, np.where(day > people.sentence[case], day, NONE), NONE))


def notice_due(planned: Days, confirmed: Days) -> Days:
    """Give the day by which the authority is told of a release at expiry."""
    due = days_after(planned, -28)
    return np.where(confirmed > due, due_in(confirmed, 1), due)


def plan_notices(plan: Plan, people: People, releases: Rows, medium: Flags, named: Flags, alerted: Flags) -> None:
    """Tell the plan about notice of release at expiry of people posing a risk to children.

    For each case: `medium` (latest RoSH to children medium or above), `named` (an identified child),
    `alerted` (a PPRC alert active at the as-at date).
    """
    crn = releases.column("crn")
    index = {value: number for number, value in enumerate(people.crn.tolist())}
    case = np.array([index[value] for value in crn], dtype=np.int64)
    planned, released = releases.column("planned_on"), releases.column("released_on")
    confirmed, notified = releases.column("confirmed_on"), releases.column("la_notified_on")
    pprc = people.pprc[case]
    due = notice_due(planned, confirmed)
    at_expiry = np.isin(releases.column("release_type"), ("led", "sed"))
    unknown = at_expiry & (pprc == "") & ~alerted[case]
    cohort = at_expiry & ((pprc == "confirmed") | alerted[case]) & medium[case] & named[case]
    verdict = choose(
        [
            (unknown, NOT_ASSESSABLE),
            (~cohort, NO_ROW),
            (np.isnat(planned), NOT_ASSESSABLE),
            (notified <= due, MET),
            (~np.isnat(notified) & ((notified <= released) | np.isnat(released)), LATE),
            (released <= AS_AT, BREACHED),
            (due < AS_AT, OVERDUE),
        ],
        PENDING,
        len(crn),
    )
    plan.add(
        "pprc-notify-la-release",
        verdict,
        crn,
        trigger=planned,
        due=due,
        done=notified,
        note="children's services not told in time of a release at expiry",
        event="1",
        subject=releases.column("release_ref"),
    )
