"""Permitted reasons for not making an enquiry (6.25, 6.31, 7.15, 7.21; `steps.md`, "Permitted reasons")."""

from dataclasses import dataclass

import numpy as np

from safeaudit.caseload.arrays import (
    BLANK,
    Days,
    Ints,
    Mask,
    Words,
    any_of_each,
    filled,
    pairs,
)
from safeaudit.caseload.records import Column, Records, stacked
from safeaudit.caseload.text import Text
from safeaudit.extracts.outcomes import NOT_MADE
from safeaudit.facts.cases import child_linked_by
from safeaudit.facts.contact_enquiries import contacts_of
from safeaudit.facts.enquiries import answered_by, last_answered, same_reference
from safeaudit.facts.known import Falls, Found, Known, once
from safeaudit.packs.schema import Reasons

# The reasons that the policy knows; any other words are an office's own and are never repeated.
REASON_WORDS = ("current-info", "existing-response-unchanged", "la-identifiable-only", "outside-cohort")


@dataclass(frozen=True)
class ReasonsFound:
    """For each obligation: the earliest reason that counts, the earliest of them whose point is the step's own, and

    whether words that excuse nothing stand where a reason should (their words are never repeated).
    """

    any_point: Found
    own_point: Found
    other_words: Found


@once
def recorded_reasons(known: Known) -> Records:
    """Every reason recorded, tracker and contacts (an SFGC that means *not made* is `current-info`, point blank).

    Columns: case, record, day, reason (category), point (category), child, address (codes).
    """
    rows = known.caseload["enquiries"]
    rows = rows.where(filled(rows.day("not_made_on")))
    contact = contacts_of(known, "SFGC")
    contact = contact.where(contact.matches("outcome", NOT_MADE))
    tracker: dict[str, Column] = {
        "case": rows.case,
        "record": rows.record,
        "day": rows.day("not_made_on"),
        "reason": rows.text("not_made_reason").mapped(str.lower),
        "point": rows.text("point"),
        "child": rows.codes("child_ref"),
        "address": rows.codes("address_ref"),
    }
    nothing = np.full(len(contact), BLANK)
    contacts: dict[str, Column] = {
        "case": contact.case,
        "record": contact.record,
        "day": contact.day("contact_date"),
        "reason": Text.of(np.full(len(contact), "current-info", dtype=object)),
        "point": Text.blank(len(contact)),
        "child": nothing,
        "address": nothing,
    }
    return stacked("enquiries", [tracker, contacts])


def reasons_for(known: Known, falls: Falls, since: Days, rule: Reasons) -> ReasonsFound:
    """Find the reasons that a step permits, from the window's start on."""
    recorded = recorded_reasons(known)
    own = of_own_point(recorded, rule)
    recorded = recorded.where(own | (recorded.blank("point") if rule.blank_point_counts else False))
    i, j = pairs(falls.case, recorded.case)
    fits = same_reference(falls, "child_ref", i, recorded.number("child")[j])
    fits &= same_reference(falls, "address_ref", i, recorded.number("address")[j])
    fits &= recorded.day("day")[j] >= since[i]
    i, j = i[fits], j[fits]
    counts = (why_not(known, recorded, rule) == "")[j]
    own = of_own_point(recorded, rule)[j]
    other = ~recorded.is_any("reason", rule.permitted)[j]
    day, record = recorded.day("day")[j], recorded.record[j]
    found = [Found.earliest(len(falls), i[mask], day[mask], record[mask]) for mask in (counts, counts & own, other)]
    return ReasonsFound(*found)


def answers_behind(known: Known, falls: Falls, rule: Reasons, found: ReasonsFound) -> list[tuple[Ints, Ints]]:
    """Pairs of an obligation and a record of the answered enquiry without which its reason would not count."""
    recorded = recorded_reasons(known)
    existing = recorded.record[recorded.is_any("reason", ["existing-response-unchanged"])]
    behind = []
    for reason in (found.any_point, found.own_point):
        i = np.flatnonzero(rule.only_if_answered_before | np.isin(reason.record, existing))
        sent, answered = last_answered(known, falls.case[i], reason.day[i])
        i, answered = i[answered >= 0], answered[answered >= 0]
        behind += [(i, sent.record[answered]), (i, sent.number("answer_record")[answered])]
    return behind


def of_own_point(recorded: Records, rule: Reasons) -> Mask:
    """Which recorded reasons give the step's own point; `any` takes whatever point is given."""
    return recorded.filled("point") if rule.point == "any" else recorded.is_any("point", [rule.point])


def why_not(known: Known, recorded: Records, rule: Reasons) -> Words:
    """Why each recorded reason is not permitted, or did not hold on its day; blank where it counts."""
    day, case = recorded.day("day"), recorded.case
    la_only = recorded.is_any("reason", ["la-identifiable-only"])
    existing = recorded.is_any("reason", ["existing-response-unchanged"])
    answered = answered_by(known, case, day)
    before = existing | np.full(len(recorded), rule.only_if_answered_before)
    lines = [
        (~recorded.is_any("reason", rule.permitted), "it is no reason that this step permits"),
        (la_only & child_linked_by(known, case, day, "identified"), "an identified child had been linked by then"),
        (before & ~filled(answered), "no enquiry of the case had been answered by then"),
        (existing & _changed_between(known, case, answered, day), "circumstances had changed since the last answer"),
    ]
    return np.select([holds for holds, _ in lines], [words for _, words in lines], "").astype(object)


def _changed_between(known: Known, case: Ints, after: Days, until: Days) -> Mask:
    changes = known.caseload["changes"]
    changes = changes.where(~changes.is_any("change", ["other"]))
    i, j = pairs(case, changes.case)
    day = changes.day("known_on")[j]
    return any_of_each(i, len(case), (day > after[i]) & (day <= until[i]))
