"""Facts about release, transfer and custody (6.34, 6.38–6.39)."""

import numpy as np

from safeaudit.caseload.arrays import (
    Days,
    Ints,
    Mask,
    Truth,
    Words,
    any_of_each,
    filled,
    pairs,
    truth,
)
from safeaudit.caseload.records import Records
from safeaudit.facts.cases import case_row, child_linked_by
from safeaudit.facts.contact_enquiries import contacts_of
from safeaudit.facts.known import Falls, Found, Known, once
from safeaudit.facts.registers import SAFEGUARDING_REGISTERS, active_at_as_at
from safeaudit.facts.registry import action, evidence_for, thing, truth_of
from safeaudit.packs.schema import Done

FOUR_WEEKS = np.timedelta64(28, "D")


@thing
def releases(known: Known) -> Records:
    """Each release from custody, planned or made."""
    return known.caseload["releases"]


@thing
def allocations(known: Known) -> Records:
    """Each change of responsible officer."""
    return known.caseload["allocations"]


@thing
def receptions(known: Known) -> Records:
    """Each reception into prison."""
    return known.caseload["receptions"]


# --- release of a person posing a risk to children ------------------------------------------------------------------


@truth_of
def released_at_end_of_licence_or_sentence(known: Known, falls: Falls) -> Truth:
    """Release at licence or sentence expiry."""
    return truth(falls.things.is_any("release_type", ["led", "sed"]))


@truth_of
def planned_release_blank(known: Known, falls: Falls) -> Truth:
    """No planned_on is given."""
    return truth(~filled(falls.things.day("planned_on")))


@once
def _confirmed_on_a_row(known: Known) -> Mask:
    rows = known.caseload["cases"]
    return any_of_each(rows.case, known.cases, rows.is_any("pprc", ["confirmed"]))


@once
def _pprc_on_a_row(known: Known) -> Mask:
    rows = known.caseload["cases"]
    return any_of_each(rows.case, known.cases, rows.filled("pprc"))


@truth_of
def poses_risk_to_children(known: Known, falls: Falls) -> Truth:
    """The person poses a risk to children: pprc is confirmed for the event (blank there: on any row of the case), or a
    CPC alert is active at the as-at date.

    Unknown where no row of the CRN says anything of PPRC and there is no such alert.
    """
    case = falls.case
    own = known.caseload["cases"].text("pprc").take(case_row(known, case, falls.event))
    confirmed = np.where(own.codes >= 0, own.is_any(["confirmed"]), _confirmed_on_a_row(known)[case])
    alert = active_at_as_at(known, "CPC")[case]
    return truth(confirmed | alert, ~_pprc_on_a_row(known)[case])


@evidence_for("poses_risk_to_children", "shown_to_pose_a_risk")
def what_says_risk_to_children(known: Known, falls: Falls) -> tuple[Ints, Ints]:
    """The rows of `cases` that say anything of PPRC, and the CPC alerts."""
    rows, alerts = known.caseload["cases"], known.caseload["registrations"]
    rows, alerts = rows.where(rows.filled("pprc")), alerts.where(alerts.is_any("register", ["CPC"]))
    i, j = pairs(falls.case, rows.case)
    a, b = pairs(falls.case, alerts.case)
    return np.append(i, a), np.append(rows.record[j], alerts.record[b])


@truth_of
def confirmed_less_than_28_days_before(known: Known, falls: Falls) -> Truth:
    """Release was confirmed later than 28 days before the planned day."""
    rows = falls.things
    return truth(rows.day("confirmed_on") > rows.day("planned_on") - FOUR_WEEKS)


# --- transfer -------------------------------------------------------------------------------------------------------


@truth_of
def between_areas_or_community_officers(known: Known, falls: Falls) -> Truth:
    """The community offender manager or the area changes (kind com or area)."""
    return truth(falls.things.is_any("kind", ["com", "area"]))


@truth_of
def between_prison_officers(known: Known, falls: Falls) -> Truth:
    """The prison offender manager changes (kind pom)."""
    return truth(falls.things.is_any("kind", ["pom"]))


@truth_of
def from_another_officer(known: Known, falls: Falls) -> Truth:
    """There was an officer before, other than the one after (a code ending in U means unallocated)."""
    before, after = _upper(falls.things, "from_staff"), _upper(falls.things, "to_staff")
    unallocated = falls.things.matches("from_staff", "u$")
    return truth((before != "") & ~unallocated & (before != after))


def _upper(rows: Records, column: str) -> Words:
    return rows.text(column).mapped(str.upper).strings()


@truth_of
def safeguarding_case(known: Known, falls: Falls) -> Truth:
    """On that day a child safeguarding register was active, a plan ran, or a child at risk was linked (not dated:
    linked)."""
    day, case = falls.trigger, falls.case
    concern = child_linked_by(known, case, day, "at_risk")
    for table in ("registrations", "plans"):
        rows = known.caseload[table]
        if table == "registrations":
            rows = rows.where(rows.is_any("register", SAFEGUARDING_REGISTERS))
        i, j = pairs(case, rows.case)
        active = (rows.day("start")[j] <= day[i]) & ~(rows.day("end")[j] <= day[i])
        concern |= any_of_each(i, len(case), active)
    return truth(concern)


@evidence_for("safeguarding_case")
def concerns_on_the_day(known: Known, falls: Falls) -> tuple[Ints, Ints]:
    """The registrations active and plans running on the trigger's day, and the children at risk linked by then."""
    found = []
    for table in ("registrations", "plans", "children"):
        rows = known.caseload[table]
        if table == "registrations":
            rows = rows.where(rows.is_any("register", SAFEGUARDING_REGISTERS))
        if table == "children":
            rows = rows.where(rows.yes("at_risk"))
        i, j = pairs(falls.case, rows.case)
        day = falls.trigger[i]
        if table == "children":
            counts = ~(rows.day("linked_on")[j] > day)
        else:
            counts = (rows.day("start")[j] <= day) & ~(rows.day("end")[j] <= day)
        found.append((i[counts], rows.record[j][counts]))
    return np.concatenate([i for i, _ in found]), np.concatenate([record for _, record in found])


@action
def handover_contact(known: Known, falls: Falls, since: Days, done: Done) -> Found:
    """A contact POM4 (handover recorded)."""
    contacts = contacts_of(known, "POM4")
    i, j = pairs(falls.case, contacts.case)
    day = contacts.day("contact_date")[j]
    fits = day >= since[i]
    i, j, day = i[fits], j[fits], day[fits]
    return Found.earliest(len(falls), i, day, contacts.record[j])
