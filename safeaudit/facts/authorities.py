"""Facts about local authorities: the one a child lives in, and what was sent to it (6.38, 7.6, 7.30)."""

import numpy as np

from safeaudit.caseload.arrays import Days, Truth, Words, filled, latest, pairs, truth
from safeaudit.caseload.records import Column, Records, stacked
from safeaudit.facts.case_days import of_age_by, open_on
from safeaudit.facts.enquiries import same_reference
from safeaudit.facts.known import Falls, Found, Known
from safeaudit.facts.referrals import child_named, spelt_alike
from safeaudit.facts.registry import action, date_of, thing, truth_of
from safeaudit.facts.trackers import sent_referrals, tracker_sent
from safeaudit.packs.schema import Done


@thing
def tracker_enquiries_sent(known: Known) -> Records:
    """Each enquiry of the tracker that was sent."""
    return tracker_sent(known)


def authority_on(children: Records, day: Days) -> Words:
    """For each child, by its row, its authority on a day, spelt alike; blank where it is not known."""
    before = children.filled("previous_local_authority") & (children.day("la_changed_on") > day)
    names = np.where(before, children.words("previous_local_authority"), children.words("local_authority"))
    return spelt_alike(names)


def _childs_authority(known: Known, falls: Falls) -> Words:
    """The authority, on the trigger's day, of the child that the row names."""
    i, children = child_named(known, falls)
    names = np.full(len(falls), "", dtype=object)
    names[i] = authority_on(children, falls.trigger[i])
    return names


@truth_of
def childs_authority_known_on_sending(known: Known, falls: Falls) -> Truth:
    """The enquiry names a child whose local authority on the day of sending is known."""
    return truth(_childs_authority(known, falls) != "")


@truth_of
def sent_to_childs_authority_of_the_day(known: Known, falls: Falls) -> Truth:
    """The enquiry went to the authority where the child lived on the day of sending; where it names none, nobody can
    tell."""
    named = spelt_alike(falls.things.words("local_authority"))
    return truth(named == _childs_authority(known, falls), named == "")


# --- a child who moves into another authority -----------------------------------------------------------------------


@thing
def children(known: Known) -> Records:
    """Each child linked to a case."""
    return known.caseload["children"]


@truth_of
def child_of_age(known: Known, falls: Falls) -> Truth:
    """The child was 18 or older on that day."""
    return truth(of_age_by(known, falls.things.day("date_of_birth"), falls.trigger))


@truth_of
def moved_while_open(known: Known, falls: Falls) -> Truth:
    """The child moved to another local authority on or before the as-at date, on a day when the case was open."""
    return truth((falls.trigger <= known.as_at) & open_on(known, falls.case, falls.trigger))


@truth_of
def authority_has_changed(known: Known, falls: Falls) -> Truth:
    """The child's local authority is another than the one before; left blank, nobody can tell."""
    now = spelt_alike(falls.things.words("local_authority"))
    return truth((now != "") & (now != spelt_alike(falls.things.words("previous_local_authority"))), now == "")


@action
def sent_to_the_new_authority(known: Known, falls: Falls, since: Days, done: Done) -> Found:
    """An enquiry or referral of the trackers, about the child or naming none, was sent to the child's authority."""
    sent = stacked("requests", [_named(tracker_sent(known), "sent"), _named(sent_referrals(known), "sent_at")])
    i, j = pairs(falls.case, sent.case)
    named = spelt_alike(sent.words("local_authority"))[j]
    fits = (named != "") & (named == spelt_alike(falls.things.words("local_authority"))[i])
    fits &= (sent.day("sent")[j] >= since[i]) & same_reference(falls, "child_ref", i, sent.number("child")[j])
    i, j = i[fits], j[fits]
    return Found.earliest(len(falls), i, sent.day("sent")[j], sent.record[j])


def _named(rows: Records, sent: str) -> dict[str, Column]:
    return {
        "case": rows.case,
        "record": rows.record,
        "sent": rows.day(sent),
        "local_authority": rows.text("local_authority"),
        "child": rows.codes("child_ref"),
    }


# --- looked-after children ------------------------------------------------------------------------------------------


@truth_of
def looked_after_child(known: Known, falls: Falls) -> Truth:
    """The child is looked after (looked_after = Y; left blank, nothing is asked)."""
    return truth(falls.things.yes("looked_after"))


@truth_of
def case_open_now(known: Known, falls: Falls) -> Truth:
    """The case is open at the as-at date."""
    return truth(open_on(known, falls.case, np.full(len(falls), known.as_at)))


@date_of
def looked_after_or_linked(known: Known, falls: Falls) -> Days:
    """The later of looked_after_from and linked_on; with one blank, the other."""
    return latest(falls.things.day("looked_after_from"), falls.things.day("linked_on"))


@truth_of
def neither_looked_after_from_nor_linked(known: Known, falls: Falls) -> Truth:
    """Neither day is given."""
    return truth(~filled(looked_after_or_linked(known, falls)))
