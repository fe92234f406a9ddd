"""Facts about registers that mirror risk, and about a manager's and the police's eye on a case (6.16–6.17, 17.18)."""

from dataclasses import replace

import numpy as np

from safeaudit.caseload.arrays import (
    NO,
    NO_DAY,
    Days,
    Ints,
    Mask,
    Truth,
    any_of_each,
    day_number,
    filled,
    first_of_each,
    latest,
    pairs,
    pick_day,
    truth,
)
from safeaudit.caseload.records import Column, Records
from safeaudit.facts.assessments import MEDIUM_OR_ABOVE, latest_by
from safeaudit.facts.case_days import case_start, open_on
from safeaudit.facts.cases import open_at_as_at, open_from
from safeaudit.facts.contact_enquiries import contacts_of
from safeaudit.facts.known import Falls, Found, Known
from safeaudit.facts.looked_up import registered
from safeaudit.facts.on_a_day import earliest_of, in_custody_of_case
from safeaudit.facts.registers import SAFEGUARDING_REGISTERS, active, active_at_as_at
from safeaudit.facts.registry import action, date_of, evidence_for, thing, truth_of
from safeaudit.packs.schema import Done

POLICE_REGISTERS = ("ARSO", "AVIS", "IIOM", "SOPS")


def _since(table: str, size: int, case: Ints, day: Days, record: Ints) -> Records:
    """One for each CRN among some records, `since` their earliest day; every one of the records makes it.

    A record without a day counts as making it, but gives no day.
    """
    best = first_of_each(case, size, ~filled(day), day_number(day))
    crns = np.flatnonzero(best >= 0)
    best = best[crns]
    columns: dict[str, Column] = {"case": crns, "record": record[best], "since": day[best]}
    order = np.argsort(record, kind="stable")
    return Records(table, columns, members=(np.searchsorted(crns, case[order]), record[order]))


# --- registers that mirror what an assessment or a plan says --------------------------------------------------------


@thing
def first_medium_or_above_assessments(known: Known) -> Records:
    """The first assessment of each case that says medium or higher risk to children, while the case was open."""
    rows = known.caseload["assessments"]
    completed = rows.day("completed_on")
    counts = rows.is_any("rosh_children", MEDIUM_OR_ABOVE) & open_on(known, rows.case, completed)
    rows = rows.where(counts)
    first = first_of_each(rows.case, known.cases, day_number(rows.day("completed_on")))
    return rows.take(first[first >= 0])


@action
def risk_to_children_registered(known: Known, falls: Falls, since: Days, done: Done) -> Found:
    """The register RCHD (or the alerts RCC and RCS, in custody or where that is not said) stood on that day, or began
    later."""
    outside = in_custody_of_case(known)[falls.case] == NO
    either = registered(known, falls, since, done.model_copy(update={"types": ["RCHD", "RCC", "RCS"]}))
    alone = registered(known, falls, since, done.model_copy(update={"types": ["RCHD"]}))
    return Found(np.where(outside, alone.day, either.day), np.where(outside, alone.record, either.record))


def _says_low_since(known: Known, case: Ints) -> Days:
    """The completed_on of each CRN's latest assessment where that says low; else blank."""
    rows = known.caseload["assessments"]
    low = np.where(rows.is_any("rosh_children", ["low"]), rows.day("completed_on"), NO_DAY)
    return pick_day(low, latest_by(known, case, np.full(len(case), known.as_at)))


@date_of
def register_unsupported_from(known: Known, falls: Falls) -> Days:
    """The first day on which the records say otherwise; blank where they bear it out.

    RCHD active when the latest assessment said low: the completion of that. RCPR or RCP active at as-at, of a CRN with
    plans but no CP plan that ended after the registration's start or runs: that start.
    """
    rows = falls.things
    start, end = rows.day("start"), rows.day("end")
    low = _says_low_since(known, falls.case)
    at_risk = rows.is_any("register", ["RCHD"]) & (start <= low) & ~(end <= low)
    plans = known.caseload["plans"]
    has_plans = any_of_each(plans.case, known.cases, np.ones(len(plans), dtype=bool))[falls.case]
    protection = plans.where(plans.is_any("plan", ["cp"]))
    i, j = pairs(falls.case, protection.case)
    supported = any_of_each(i, len(falls), ~(protection.day("end")[j] <= start[i]))
    on_plan = rows.is_any("register", ["RCPR", "RCP"]) & active(known, rows) & has_plans & ~supported
    return np.where(at_risk, low, np.where(on_plan, start, NO_DAY))


@evidence_for("register_unsupported_from")
def what_does_not_bear_it_out(known: Known, falls: Falls) -> tuple[Ints, Ints]:
    """The latest assessment, for a registration of risk to children; the plans of the case, for child protection."""
    rows, plans = known.caseload["assessments"], known.caseload["plans"]
    at_risk = falls.things.is_any("register", ["RCHD"])
    low, unplanned = np.flatnonzero(at_risk), np.flatnonzero(~at_risk)
    assessed = latest_by(known, falls.case[low], np.full(len(low), known.as_at))
    i, j = pairs(falls.case[unplanned], plans.case)
    return np.append(low, unplanned[i]), np.append(rows.record[assessed], plans.record[j])


@truth_of
def exploitation_became_known(known: Known, falls: Falls) -> Truth:
    """The change is child sexual exploitation."""
    return truth(falls.things.is_any("change", ["cse"]))


# --- cases that a manager looks at again and again ------------------------------------------------------------------


def _open_rows(known: Known) -> Mask:
    """Rows of `cases` open at as-at; a later sentence or start is hidden, and a row without either is always open."""
    rows = known.caseload["cases"]
    return ~(rows.day("supervision_end") <= known.as_at)


@thing
def complex_cases(known: Known) -> Records:
    """Each case open at the as-at date and marked as a complex safeguarding case.

    Marked on a row open then; since the earliest start of those rows.
    """
    rows = known.caseload["cases"]
    counts = _open_rows(known) & rows.yes("complex_safeguarding")
    return _since("cases", known.cases, rows.case[counts], open_from(known)[counts], rows.record[counts])


def _children_at_risk(known: Known) -> tuple[Records, Days]:
    """The children at risk, and since when each is linked; not said: since the case start."""
    children = known.caseload["children"]
    children = children.where(children.yes("at_risk"))
    linked = children.day("linked_on")
    started = case_start(known, children.case, np.full(len(children), known.as_at))
    return children, np.where(filled(linked), linked, started)


@thing
def safeguarding_cases(known: Known) -> Records:
    """Each case with a child safeguarding register, a plan or a child at risk, and open, at the as-at date.

    Since the earliest start of what makes it one.

    A safeguarding register active, a plan running, or a child at risk linked.
    """
    case, day, record = [], [], []
    for table in ("registrations", "plans"):
        rows = known.caseload[table]
        if table == "registrations":
            rows = rows.where(rows.is_any("register", SAFEGUARDING_REGISTERS))
        rows = rows.where(active(known, rows))
        case.append(rows.case)
        day.append(rows.day("start"))
        record.append(rows.record)
    children, linked = _children_at_risk(known)
    cases, days, records = (np.concatenate([*parts, last]) for parts, last in (
        (case, children.case), (day, linked), (record, children.record)
    ))  # fmt: skip
    counts = open_at_as_at(known)[cases]
    return _since("cases", known.cases, cases[counts], days[counts], records[counts])


@truth_of
def start_unknown_and_never_overseen(known: Known, falls: Falls) -> Truth:
    """The day from which it is wanted is not known, and no management oversight (MO1) is held at all."""
    contacts = contacts_of(known, "MO1")
    overseen = any_of_each(contacts.case, known.cases, np.ones(len(contacts), dtype=bool))
    return truth(~filled(falls.trigger) & ~overseen[falls.case])


@thing
def contacts_asking_for_action(known: Known) -> Records:
    """Each management oversight (MO1) that asked for a follow-up action."""
    contacts = contacts_of(known, "MO1")
    return contacts.where(contacts.matches("outcome", "^follow-up action required$"))


@action
def follow_up_action_completed(known: Known, falls: Falls, since: Days, done: Done) -> Found:
    """A management oversight (MO1) says that the follow-up action was completed."""
    contacts = contacts_of(known, "MO1")
    contacts = contacts.where(contacts.matches("outcome", "^follow-up action completed$"))
    i, j = pairs(falls.case, contacts.case)
    day = contacts.day("contact_date")[j]
    fits = day >= since[i]
    return Found.earliest(len(falls), i[fits], day[fits], contacts.record[j][fits])


# --- sexual exploitation: the police, a programme -------------------------------------------------------------------


@thing
def exploitation_registered(known: Known) -> Records:
    """Each case open at the as-at date with the register CSEP active then.

    By the earliest of those registrations.
    """
    rows = known.caseload["registrations"]
    rows = rows.where(rows.is_any("register", ["CSEP"]) & active(known, rows) & open_at_as_at(known)[rows.case])
    first = first_of_each(rows.case, known.cases, day_number(rows.day("start")))
    crns = np.flatnonzero(first >= 0)
    return replace(rows.take(first[crns]), members=(np.searchsorted(crns, rows.case), rows.record))


@truth_of
def police_manage_too(known: Known, falls: Falls) -> Truth:
    """A register of sexual or violent offenders, or of integrated offender management, is active at the as-at date."""
    return truth(active_at_as_at(known, *POLICE_REGISTERS)[falls.case])


@evidence_for("police_manage_too")
def police_registrations(known: Known, falls: Falls) -> tuple[Ints, Ints]:
    """Those registrations."""
    rows = known.caseload["registrations"]
    rows = rows.where(rows.is_any("register", POLICE_REGISTERS) & active(known, rows))
    i, j = pairs(falls.case, rows.case)
    return i, rows.record[j]


@thing
def exploitation_cases(known: Known) -> Records:
    """Each case with a concern of child sexual exploitation: the register CSEP, ended or not, or a change of that kind.

    Since the earliest sign.

    Its rows of `cases` make the obligation too: they hold the sentence, and whether a referral was made.
    """
    registrations, changes = known.caseload["registrations"], known.caseload["changes"]
    registrations = registrations.where(registrations.is_any("register", ["CSEP"]))
    changes = changes.where(changes.is_any("change", ["cse"]))
    found = _since(
        "cases",
        known.cases,
        np.append(registrations.case, changes.case),
        np.append(registrations.day("start"), changes.day("known_on")),
        np.append(registrations.record, changes.record),
    )
    position, record = found.makers()
    rows = known.caseload["cases"]
    i, j = pairs(found.case, rows.case)
    members = np.append(position, i), np.append(record, rows.record[j])
    return Records(found.table, found.columns, members=members)


@date_of
def exploitation_known_and_sentenced(known: Known, falls: Falls) -> Days:
    """The later of the first sign and the first sentence, or without one the start of supervision; blank for
    neither."""
    rows = known.caseload["cases"]
    sentenced = earliest_of(rows.case, known.cases, rows.day("sentence_date"))
    supervised = earliest_of(rows.case, known.cases, rows.day("supervision_start"))
    began = np.where(filled(sentenced), sentenced, supervised)[falls.case]
    return np.where(filled(began), latest(falls.things.day("since"), began), NO_DAY)


@action
def programme_referral(known: Known, falls: Falls, since: Days, done: Done) -> Found:
    """The person was referred to a programme, whenever that was."""
    rows = known.caseload["cases"]
    rows = rows.where(filled(rows.day("programme_referred_on")))
    i, j = pairs(falls.case, rows.case)
    return Found.earliest(len(falls), i, rows.day("programme_referred_on")[j], rows.record[j])


@truth_of
def unsuitable_for_a_programme(known: Known, falls: Falls) -> Truth:
    """The person was found unsuitable for a programme (programme_unsuitable = Y on a row of the case)."""
    rows = known.caseload["cases"]
    return truth(any_of_each(rows.case, known.cases, rows.yes("programme_unsuitable"))[falls.case])
