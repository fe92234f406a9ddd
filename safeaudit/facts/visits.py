"""Facts about home visits and supervision periods (6.34, 10.2)."""

import numpy as np

from safeaudit.caseload.arrays import (
    NO_DAY,
    Days,
    Ints,
    Mask,
    Truth,
    any_of_each,
    day_number,
    earliest,
    filled,
    first_of_each,
    latest,
    pairs,
    pick_day,
    truth,
)
from safeaudit.caseload.records import Column, Records
from safeaudit.extracts.codes import VISIT_MADE, VISITS
from safeaudit.facts.assessments import assessment_by_trigger, latest_by, rosh_at, rosh_first_between
from safeaudit.facts.cases import child_linked_by
from safeaudit.facts.contact_enquiries import contacts_of
from safeaudit.facts.known import Falls, Found, Known, once
from safeaudit.facts.on_a_day import earliest_of
from safeaudit.facts.registers import CHILD_ALERTS
from safeaudit.facts.registry import action, date_of, evidence_for, thing, truth_of
from safeaudit.facts.stretches import merge
from safeaudit.packs.schema import Done

HIGH = ("high", "very high")
SIX_WEEKS = np.timedelta64(42, "D")


@thing
def supervision_periods(known: Known) -> Records:
    """Each supervision period of a case; two orders at once are one period.

    Columns: case, record (its first row), start, end, sed, led (the latest of its rows).
    """
    rows = known.caseload["cases"]
    merged = merge(rows.case, rows.day("supervision_start"), rows.day("supervision_end"))
    columns: dict[str, Column] = {
        "case": merged.case,
        "record": rows.record[merged.first_row],
        "start": merged.start,
        "end": merged.end,
        "sed": _latest_of(merged.stretch_of, len(merged.case), rows.day("sed")),
        "led": _latest_of(merged.stretch_of, len(merged.case), rows.day("led")),
    }
    return Records("supervision_periods", columns, members=merged.members(rows.record))


def _latest_of(group: np.ndarray, size: int, days: Days) -> Days:
    days, group = days[group >= 0], group[group >= 0]
    return pick_day(days, first_of_each(group, size, -day_number(days)))


@once
def visit_contacts(known: Known) -> Records:
    """The contacts that record a home visit; column added: `attended`."""
    contacts = contacts_of(known, *VISITS)
    return contacts.having(attended=attended(contacts))


def attended(contacts: Records) -> Mask:
    """Contacts whose outcome says that they were attended, by its code or its words."""
    return contacts.matches("outcome", VISIT_MADE)


@once
def _visits(known: Known) -> Records:
    contacts = visit_contacts(known)
    return contacts.where(contacts.values("attended"))


@once
def _visit_exemptions(known: Known) -> Records:
    contacts = contacts_of(known, "MO8")
    return contacts.where(contacts.matches("outcome", "^home visit (?:not undertaken|exempted)"))


def _first_in_period(contacts: Records, falls: Falls, since: Days) -> Found:
    i, j = pairs(falls.case, contacts.case)
    day = contacts.day("contact_date")[j]
    fits = (day >= since[i]) & ~(day > falls.things.day("end")[i])
    i, j, day = i[fits], j[fits], day[fits]
    return Found.earliest(len(falls), i, day, contacts.record[j])


@action
def home_visit_made(known: Known, falls: Falls, since: Days, done: Done) -> Found:
    """A home visit that was attended, up to the end of supervision."""
    return _first_in_period(_visits(known), falls, since)


@action
def reason_for_no_visit_recorded(known: Known, falls: Falls, since: Days, done: Done) -> Found:
    """A home visit recorded as not undertaken or exempted (MO8), up to the end of supervision."""
    return _first_in_period(_visit_exemptions(known), falls, since)


@truth_of
def no_visit_reason_recorded(known: Known, falls: Falls) -> Truth:
    """A reason for no home visit is recorded in the period."""
    return truth(filled(_first_in_period(_visit_exemptions(known), falls, falls.trigger).day))


# --- which visit a period wants -------------------------------------------------------------------------------------


@date_of
def high_rosh_to_children_known(known: Known, falls: Falls) -> Days:
    """The start of supervision, or the assessment in it that first says so; blank where none does.

    The start, where the latest assessment by then says so; else the first that says so, not after the end.
    """
    return _high_rosh(known, falls.things)


@evidence_for("high_rosh_to_children_known")
def assessment_of_high_rosh(known: Known, falls: Falls) -> tuple[Ints, Ints]:
    """The latest assessment by the trigger; where that does not say so, the first of the trigger's day that does."""
    latest_says = rosh_at(known, falls.case, falls.trigger, HIGH)
    i, record = assessment_by_trigger(known, falls)
    rows = known.caseload["assessments"]
    rows = rows.where(rows.is_any("rosh_children", HIGH))
    a, b = pairs(falls.case, rows.case)
    of_the_day = (rows.day("completed_on")[b] == falls.trigger[a]) & ~latest_says[a]
    first = first_of_each(a[of_the_day], len(falls), b[of_the_day])
    says = np.flatnonzero(first >= 0)
    return np.append(i, says), np.append(record, rows.record[b[of_the_day][first[says]]])


def _high_rosh(known: Known, periods: Records) -> Days:
    start, end = periods.day("start"), periods.day("end")
    at_start = rosh_at(known, periods.case, start, HIGH)
    later = rosh_first_between(known, periods.case, start, end, HIGH)
    return np.where(at_start, start, later)


@date_of
def exploitation_known(known: Known, falls: Falls) -> Days:
    """The later of the start of supervision and the first sign, a CSEP registration or a change of that kind; blank for
    none."""
    return _exploitation(known, falls.things)


def _exploitation(known: Known, periods: Records) -> Days:
    start, end = periods.day("start"), periods.day("end")
    registrations = known.caseload["registrations"]
    registrations = registrations.where(registrations.is_any("register", ["CSEP"]))
    i, j = pairs(periods.case, registrations.case)
    began, ended = registrations.day("start")[j], registrations.day("end")[j]
    fits = ~(ended <= start[i]) & ~(began > end[i])
    registered = earliest_of(i[fits], len(periods), began[fits])
    changes = known.caseload["changes"]
    changes = changes.where(changes.is_any("change", ["cse"]))
    i, j = pairs(periods.case, changes.case)
    learnt = changes.day("known_on")[j]
    fits = ~(learnt > end[i])
    sign = earliest(registered, earliest_of(i[fits], len(periods), learnt[fits]))
    return np.where(filled(sign), latest(sign, start), NO_DAY)


@evidence_for("exploitation_known")
def signs_of_exploitation(known: Known, falls: Falls) -> tuple[Ints, Ints]:
    """The CSEP registrations and the changes that tell of child sexual exploitation."""
    return _records_of(known, falls, ("registrations", "register", ["CSEP"]), ("changes", "change", ["cse"]))


@evidence_for("other_safeguarding_concern")
def signs_of_concern(known: Known, falls: Falls) -> tuple[Ints, Ints]:
    """The registers, plans, children at risk and latest assessment that show the concern."""
    i, record = _records_of(known, falls, ("registrations", "register", CHILD_ALERTS), ("plans", "plan", ["cp", "cin"]))
    children = known.caseload["children"]
    children = children.where(children.yes("at_risk"))
    a, b = pairs(falls.case, children.case)
    assessed = latest_by(known, falls.case, falls.trigger + SIX_WEEKS)
    c = np.flatnonzero(assessed >= 0)
    found = known.caseload["assessments"].record[assessed[c]]
    return np.concatenate([i, a, c]), np.concatenate([record, children.record[b], found])


def _records_of(known: Known, falls: Falls, *wanted: tuple[str, str, list[str]]) -> tuple[Ints, Ints]:
    """The rows of some tables with some words in a column, paired with the obligations of their case."""
    found = []
    for table, column, words in wanted:
        rows = known.caseload[table]
        rows = rows.where(rows.is_any(column, words))
        i, j = pairs(falls.case, rows.case)
        found.append((i, rows.record[j]))
    return np.concatenate([i for i, _ in found]), np.concatenate([record for _, record in found])


@evidence_for("no_visit_reason_recorded")
def reason_for_no_visit(known: Known, falls: Falls) -> tuple[Ints, Ints]:
    """The contact that records why no home visit was made."""
    found = _first_in_period(_visit_exemptions(known), falls, falls.trigger)
    return np.arange(len(falls)), found.record


@truth_of
def other_safeguarding_concern(known: Known, falls: Falls) -> Truth:
    """There was a concern for children within 42 days of the start, and neither of the two stricter visits was called
    for in those days."""
    periods = falls.things
    start, case = periods.day("start"), periods.case
    by_then = start + SIX_WEEKS
    stricter = (_high_rosh(known, periods) <= by_then) | (_exploitation(known, periods) <= by_then)
    concern = _active_between(known, "registrations", case, start, by_then)
    concern |= _active_between(known, "plans", case, start, by_then)
    concern |= child_linked_by(known, case, by_then, "at_risk")
    concern |= rosh_at(known, case, by_then, ["medium"])
    return truth(concern & ~stricter)


def _active_between(known: Known, table: str, case: np.ndarray, first: Days, last: Days) -> Mask:
    rows = known.caseload[table]
    if table == "registrations":
        rows = rows.where(rows.is_any("register", CHILD_ALERTS))
    i, j = pairs(case, rows.case)
    began, ended = rows.day("start")[j], rows.day("end")[j]
    # Active on a day: started on or before it and the end blank or later, so one that ends on the first day is over.
    overlap = (began <= last[i]) & ~(ended <= np.maximum(first[i], began))
    return any_of_each(i, len(case), overlap)
