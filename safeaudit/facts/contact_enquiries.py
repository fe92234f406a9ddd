"""Enquiries held in the contact log: SFGC contacts, and the SFRR contacts that answer them first in, first out."""

import numpy as np

from safeaudit.caseload.arrays import (
    NO_RECORD,
    Days,
    Ints,
    any_of_each,
    day_number,
    pairs,
    pick,
    pick_day,
)
from safeaudit.caseload.records import Records
from safeaudit.extracts.outcomes import SENT
from safeaudit.facts.known import Found, Known, once
from safeaudit.facts.trackers import tracker_sent


def contacts_of(known: Known, *types: str) -> Records:
    """The contacts of some types, in file order."""
    contacts = known.caseload["contacts"]
    return contacts.where(contacts.is_any("contact_type", types))


@once
def sfgc_sent_days(known: Known) -> Records:
    """Each day of a case with an SFGC contact that means *sent*, by case and day, with the day of its answer.

    Columns added: `answered` and `answer_record`. SFRR contacts answer first in, first out: by date, each answers the
    earliest unanswered day on or before its own, or none.
    """
    sfgc = contacts_of(known, "SFGC")
    means_sent = sfgc.values("outcome_held") & (sfgc.blank("outcome") | sfgc.matches("outcome", SENT))
    sfgc = sfgc.where(means_sent)
    ordered = sfgc.take(np.lexsort((sfgc.day("contact_date"), sfgc.case)))  # on one day in file order
    day = ordered.day("contact_date")
    new = np.ones(len(ordered), dtype=bool)
    new[1:] = (ordered.case[1:] != ordered.case[:-1]) | (day[1:] != day[:-1])
    days = ordered.where(new)
    responses = contacts_of(known, "SFRR")
    responses = responses.take(np.lexsort((responses.day("contact_date"), responses.case)))
    answered_by = first_in_first_out(days.case, days.day("contact_date"), responses.case, responses.day("contact_date"))
    return days.having(
        answered=pick_day(responses.day("contact_date"), answered_by),
        answer_record=pick(responses.record, answered_by, NO_RECORD),
    )


def first_in_first_out(case: Ints, sent: Days, reply_case: Ints, replied: Days) -> Ints:
    """For each sent day the position of the reply that answers it, −1 for none; both sides sorted by case and day.

    With S(k) the number of days sent by the k-th reply, the replies 1..k of a case have answered
    k + min(0, min over m ≤ k of S(m) − m) days, so the queue needs no loop.
    """
    answer = np.full(len(case), -1)
    first_sent = np.searchsorted(case, reply_case, side="left")
    key = case * 2**20 + day_number(sent)
    sent_by = np.searchsorted(key, reply_case * 2**20 + day_number(replied), side="right") - first_sent
    number = np.arange(len(reply_case)) - np.searchsorted(reply_case, reply_case, side="left") + 1
    # Falling offsets keep the running minimum of one case from reaching into the next.
    offset = reply_case * 2**32
    shortfall = np.minimum.accumulate(np.minimum(sent_by - number, 0) - offset) + offset
    done = number + shortfall
    answers = done > np.where(number == 1, 0, np.roll(done, 1))
    answer[(first_sent + done - 1)[answers]] = np.flatnonzero(answers)
    return answer


@once
def contact_enquiries(known: Known) -> Records:
    """The SFGC *sent* days that no tracker row matches (sent within tracker_match on either side)."""
    days = sfgc_sent_days(known)
    tracker = tracker_sent(known)
    i, j = pairs(days.case, tracker.case)
    here, there = days.day("contact_date")[i], tracker.day("sent")[j]
    near = np.maximum(here, there) <= known.later(np.minimum(here, there), "tracker_match")
    return days.where(~any_of_each(i, len(days), near))


def first_contact_since(known: Known, case: Ints, since: Days, *types: str) -> Found:
    """The earliest contact of some types on or after a day, for each CRN given."""
    contacts = contacts_of(known, *types)
    i, j = pairs(case, contacts.case)
    day = contacts.day("contact_date")[j]
    fits = day >= since[i]
    return Found.earliest(len(case), i[fits], day[fits], contacts.record[j][fits])
