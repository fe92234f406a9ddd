"""Facts about registers, alerts, plan spells and oversight (6.16–6.17, 8.3, 8.12, 8.18–8.22)."""

from dataclasses import replace

import numpy as np

from safeaudit.caseload.arrays import (
    NO_DAY,
    Days,
    Ints,
    Mask,
    Truth,
    Words,
    any_of_each,
    day_number,
    earliest,
    filled,
    first_of_each,
    joined_words,
    pairs,
    pick_day,
    truth,
)
from safeaudit.caseload.records import Column, Records, stacked
from safeaudit.caseload.text import Text
from safeaudit.facts.cases import last_supervision_end, open_at_as_at, open_from, perhaps_in_custody
from safeaudit.facts.contact_enquiries import contacts_of
from safeaudit.facts.known import Falls, Found, Known, once
from safeaudit.facts.registry import action, date_of, evidence_for, thing, truth_of
from safeaudit.facts.stretches import merge
from safeaudit.packs.schema import Done

CHILD_ALERTS = ["RCCO", "RCPR", "RCHD", "RCP", "RCC", "RCS"]
SAFEGUARDING_REGISTERS = ["RCPR", "RCCO", "RCHD", "CSEP"]
# Which NDelius register mirrors a plan, and which DPS alerts do so while somebody may be in custody.
REGISTER_OF = {"CP": (["RCPR"], ["RCP"]), "CIN": (["RCCO"], ["RCC", "RCS"])}


def active_at_as_at(known: Known, *registers: str) -> Mask:
    """For each CRN: one of the registers is active at as-at."""
    rows = known.caseload["registrations"]
    rows = rows.where(rows.is_any("register", registers) & active(known, rows))
    return any_of_each(rows.case, known.cases, np.ones(len(rows), dtype=bool))


def active(known: Known, rows: Records) -> Mask:
    """Plans or registrations that stand at as-at; one that starts later is hidden (`caseload/as_at.py`)."""
    return ~(rows.day("end") <= known.as_at)


@once
def plan_running_at_as_at(known: Known) -> Mask:
    """For each CRN: a plan of any kind runs at as-at."""
    plans = known.caseload["plans"]
    return any_of_each(plans.case, known.cases, active(known, plans))


def plan_spells(known: Known, kind: str) -> Records:
    """The spells of one kind of plan (`CP` or `CIN`): siblings on a plan are one spell.

    Columns: case, record (its first row), start, end, kind, children (their references, for the reason).
    """
    plans = known.caseload["plans"]
    plans = plans.where(plans.is_any("plan", [kind.lower()]))
    merged = merge(plans.case, plans.day("start"), plans.day("end"))
    size = len(merged.case)
    columns: dict[str, Column] = {
        "case": merged.case,
        "record": plans.record[merged.first_row],
        "start": merged.start,
        "end": merged.end,
        "kind": Text(np.zeros(size, dtype=np.int64), np.array([kind], dtype=object)),
        "children": Text.of(_children_of(plans, merged.stretch_of, size)),
    }
    return Records("plan_spells", columns, members=merged.members(plans.record))


def _children_of(plans: Records, spell: Ints, size: int) -> Words:
    """The references of each spell's children, separated by commas, each once, in order."""
    child = plans.text("child_ref")
    named = np.unique(np.column_stack([spell, child.codes]), axis=0)
    return joined_words(size, named[:, 0], child.words[named[:, 1]], ", ")


@thing
def cp_spells(known: Known) -> Records:
    """Each spell of child protection plans of a case; plans that overlap or touch, such as siblings', are one."""
    return plan_spells(known, "CP")


@thing
def cin_spells(known: Known) -> Records:
    """Each spell of child-in-need plans of a case; plans that overlap or touch, such as siblings', are one."""
    return plan_spells(known, "CIN")


@date_of
def first_day_running_while_open(known: Known, falls: Falls) -> Days:
    """The first day on which a plan ran and the case was open; blank for never."""
    spells, rows = falls.things, known.caseload["cases"]
    i, j = pairs(falls.case, rows.case)
    opened = open_from(known)[j]
    both = np.where(np.isnat(opened), spells.day("start")[i], np.maximum(opened, spells.day("start")[i]))
    closed = earliest(rows.day("supervision_end")[j], spells.day("end")[i])
    fits = ~(closed <= both)
    i, both = i[fits], both[fits]
    return pick_day(both, first_of_each(i, len(falls), day_number(both)))


def _mirroring(known: Known, falls: Falls, kind: str) -> tuple[Ints, Ints, Records]:
    """Pairs of a spell and a registration that mirrors its kind of plan."""
    registers, alerts = REGISTER_OF[kind]
    rows = known.caseload["registrations"]
    rows = rows.where(rows.is_any("register", registers + alerts))
    i, j = pairs(falls.case, rows.case)
    counts = rows.is_any("register", registers)[j] | perhaps_in_custody(known)[falls.case[i]]
    return i[counts], j[counts], rows


def _registered(known: Known, falls: Falls, since: Days, kind: str) -> Found:
    i, j, rows = _mirroring(known, falls, kind)
    start, end, over = rows.day("start")[j], rows.day("end")[j], falls.things.day("end")[i]
    fits = ~(end <= falls.trigger[i]) & ~(start >= over)
    i, j = i[fits], j[fits]
    day = np.maximum(start[fits], falls.trigger[i])
    return Found.earliest(len(falls), i, day, rows.record[j])


@action
def on_child_protection_register(known: Known, falls: Falls, since: Days, done: Done) -> Found:
    """The register RCPR (or the alert RCP, where somebody may be in custody) stood on that day, or began before the
    plans' end."""
    return _registered(known, falls, since, "CP")


@action
def on_child_concerns_register(known: Known, falls: Falls, since: Days, done: Done) -> Found:
    """The register RCCO (or the alerts RCC and RCS, where somebody may be in custody) stood on that day, or began
    before the plans' end."""
    return _registered(known, falls, since, "CIN")


def _lapsed(known: Known, falls: Falls, kind: str) -> Truth:
    i, j, rows = _mirroring(known, falls, kind)
    stands = any_of_each(i, len(falls), active(known, rows)[j])
    still_wanted = ~filled(falls.things.day("end")) & open_at_as_at(known)[falls.case]
    return truth(still_wanted & ~stands)


@evidence_for("child_protection_register_ended")
def child_protection_registered_now(known: Known, falls: Falls) -> tuple[Ints, Ints]:
    """The registrations of child protection active at as-at."""
    return _registered_now(known, falls, "CP")


@evidence_for("child_concerns_register_ended")
def child_concerns_registered_now(known: Known, falls: Falls) -> tuple[Ints, Ints]:
    """The registrations of child concerns active at as-at."""
    return _registered_now(known, falls, "CIN")


def _registered_now(known: Known, falls: Falls, kind: str) -> tuple[Ints, Ints]:
    i, j, rows = _mirroring(known, falls, kind)
    stands = active(known, rows)[j]
    return i[stands], rows.record[j[stands]]


@truth_of
def child_protection_register_ended(known: Known, falls: Falls) -> Truth:
    """The plans still run and the case is open at the as-at date, but no such registration is active then."""
    return _lapsed(known, falls, "CP")


@truth_of
def child_concerns_register_ended(known: Known, falls: Falls) -> Truth:
    """The plans still run and the case is open at the as-at date, but no such registration is active then."""
    return _lapsed(known, falls, "CIN")


@date_of
def spell_or_case_ended(known: Known, falls: Falls) -> Days:
    """The earlier of the plans' end and, where the case is no longer open, the end of supervision."""
    case_end = last_supervision_end(known)[falls.case]
    case_end[open_at_as_at(known)[falls.case]] = NO_DAY
    return earliest(falls.things.day("end"), case_end)


# --- a plan that has ended ------------------------------------------------------------------------------------------


def _left_standing(known: Known, falls: Falls) -> tuple[Ints, Ints, Records]:
    """Pairs of an ended spell and an RCPR or RCP that started before its end and was not over by then."""
    rows = known.caseload["registrations"]
    rows = rows.where(rows.is_any("register", ["RCPR", "RCP"]))
    i, j = pairs(falls.case, rows.case)
    over = falls.things.day("end")[i]
    fits = (rows.day("start")[j] < over) & ~(rows.day("end")[j] < over)
    return i[fits], j[fits], rows


@truth_of
def register_stood_when_plan_ended(known: Known, falls: Falls) -> Truth:
    """The plans have ended, and a child protection registration was not over by then."""
    i, _, _ = _left_standing(known, falls)
    return truth(any_of_each(i, len(falls), np.ones(len(i), dtype=bool)))


@evidence_for("register_stood_when_plan_ended")
def registrations_left_standing(known: Known, falls: Falls) -> tuple[Ints, Ints]:
    """Those registrations."""
    i, j, rows = _left_standing(known, falls)
    return i, rows.record[j]


@action
def all_those_registrations_ended(known: Known, falls: Falls, since: Days, done: Done) -> Found:
    """All of those registrations have ended; the latest end counts."""
    i, j, rows = _left_standing(known, falls)
    end = rows.day("end")[j]
    over = ~any_of_each(i, len(falls), ~filled(end))[i]
    return Found.latest(len(falls), i[over], end[over], rows.record[j[over]])


@action
def another_plan_began(known: Known, falls: Falls, since: Days, done: Done) -> Found:
    """Another child protection plan of the case began after these had ended."""
    spells = cp_spells(known)
    i, j = pairs(falls.case, spells.case)
    start = spells.day("start")[j]
    after = start > falls.things.day("end")[i]
    i, j, start = i[after], j[after], start[after]
    return Found.earliest(len(falls), i, start, spells.record[j])


# --- review and oversight -------------------------------------------------------------------------------------------


@thing
def registrations(known: Known) -> Records:
    """Each registration or alert."""
    return known.caseload["registrations"]


@truth_of
def safeguarding_register_active(known: Known, falls: Falls) -> Truth:
    """The register is RCPR, RCCO, RCHD or CSEP, and active at the as-at date."""
    rows = falls.things
    return truth(rows.is_any("register", SAFEGUARDING_REGISTERS) & active(known, rows))


@truth_of
def next_review_blank(known: Known, falls: Falls) -> Truth:
    """No next_review is given."""
    return truth(~filled(falls.things.day("next_review")))


@thing
def child_protection_at_as_at(known: Known) -> Records:
    """Each case open at the as-at date with a child protection plan then; without any such plan on record, with the
    register RCPR then.

    Columns as plan_spells; of the registrations the earliest start counts.
    """
    spells = cp_spells(known)
    running = spells.where(active(known, spells) & open_at_as_at(known)[spells.case])
    has_plan = any_of_each(spells.case, known.cases, np.ones(len(spells), dtype=bool))
    rows = known.caseload["registrations"]
    rows = rows.where(rows.is_any("register", ["RCPR"]) & active(known, rows))
    rows = rows.where(open_at_as_at(known)[rows.case] & ~has_plan[rows.case])
    rows = rows.take(np.argsort(rows.day("start"), kind="stable"))
    all_of_them = rows
    rows = rows.take(np.unique(rows.case, return_index=True)[1])
    registered: dict[str, Column] = {
        "case": rows.case,
        "record": rows.record,
        "start": rows.day("start"),
        "end": np.full(len(rows), NO_DAY),
        "kind": Text(np.zeros(len(rows), dtype=np.int64), np.array(["CP"], dtype=object)),
        "children": Text.blank(len(rows)),
    }
    position, record = running.makers()
    i, j = pairs(rows.case, all_of_them.case)
    members = np.append(position, i + len(running)), np.append(record, all_of_them.record[j])
    return replace(stacked("plan_spells", [running.having().columns, registered]), members=members)


@truth_of
def plan_for_risk_from_the_case(known: Known, falls: Falls) -> Truth:
    """A child protection plan that runs at the as-at date was made for a risk that the person supervised poses (6.5,
    6.16).

    Unknown where none says so and one leaves it blank, or where the plan is known from the register alone.
    """
    plans = known.caseload["plans"]
    plans = plans.where(plans.is_any("plan", ["cp"]) & active(known, plans))
    i, j = pairs(falls.case, plans.case)
    said = any_of_each(i, len(falls), plans.yes("risk_from_case")[j])
    unsaid = any_of_each(i, len(falls), plans.blank("risk_from_case")[j])
    planned = any_of_each(i, len(falls), np.ones(len(i), dtype=bool))
    return truth(said, unsaid | ~planned)


@action
def latest_oversight(known: Known, falls: Falls, since: Days, done: Done) -> Found:
    """The latest management oversight (MO1)."""
    contacts = contacts_of(known, "MO1")
    i, j = pairs(falls.case, contacts.case)
    day = contacts.day("contact_date")[j]
    fits = day >= since[i]
    i, j, day = i[fits], j[fits], day[fits]
    return Found.latest(len(falls), i, day, contacts.record[j])
