"""Every case with a child protection plan: what a head must be aware of and a manager oversees (6.5, 8.19)."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from safeaudit.caseload.arrays import NO_DAY, Ints, Mask, Words, day_number, first_of_each, pairs, pick, pick_day
from safeaudit.caseload.records import Records
from safeaudit.facts.assessments import latest_by
from safeaudit.facts.cases import perhaps_in_custody
from safeaudit.facts.conferences import core_groups, protection_conferences, report_due
from safeaudit.facts.known import Falls, Known
from safeaudit.facts.registers import REGISTER_OF, child_protection_at_as_at
from safeaudit.replay.step import Judged
from safeaudit.shapes.standing import Verdict
from safeaudit.worklists.places import crns_of, places_of

PLAN = "a plan"
VERDICTS = np.array([verdict.word for verdict in Verdict], dtype=object)


def protection_plans(known: Known, judged: Sequence[Judged]) -> pd.DataFrame:
    """One row for each case open at as-at with a child protection plan then (or, with no plan on record, on the
    child protection register), by CRN.

    Columns: crn, staff_code, team, pdu, since, children, local_authority, source, register, register_since,
    next_review, oversight, oversight_due, oversight_state (texts), conference, conference_on, report_due,
    report_sent, assessed, rosh; dates are datetime64[s], blank where there is none.
    """
    spells = child_protection_at_as_at(known)
    spells = spells.take(np.argsort(spells.case, kind="stable"))
    case = spells.case
    columns: dict[str, object] = {"crn": crns_of(known, case), **places_of(known, case)}
    plan = _plan(known, spells)
    columns |= plan | _register(known, case, plan["source"] == PLAN) | _oversight(case, judged)
    columns |= _conference(known, case) | _assessment(known, case)
    frame = pd.DataFrame(columns)
    days = [name for name in frame if frame[name].dtype.kind == "M"]
    return frame.astype(dict.fromkeys(days, "datetime64[s]"))


def _plan(known: Known, spells: Records) -> dict[str, Any]:
    plans = known.caseload["plans"]
    plans = plans.where(plans.is_any("plan", ["cp"]) & ~(plans.day("end") <= known.as_at))
    i, j = pairs(spells.case, plans.case)
    first = first_of_each(i, len(spells), j)
    authorities = plans.words("local_authority")
    on_plan = first >= 0
    return {
        "since": spells.day("start"),
        "children": spells.words("children"),
        "local_authority": pick(authorities, pick(j, first, -1), ""),
        "source": np.where(on_plan, PLAN, "the register alone").astype(object),
    }


def _register(known: Known, case: Ints, on_plan: Mask) -> dict[str, object]:
    """Whether the child protection register (in custody, perhaps, the alert) is active at as-at, and since when."""
    registers, alerts = REGISTER_OF["CP"]
    rows = known.caseload["registrations"]
    rows = rows.where(rows.is_any("register", [*registers, *alerts]))
    i, j = pairs(case, rows.case)
    counts = rows.is_any("register", registers)[j] | perhaps_in_custody(known)[case[i]]
    i, j = i[counts], j[counts]
    ended = rows.day("end")[j] <= known.as_at
    active = first_of_each(i[~ended], len(case), day_number(rows.day("start")[j[~ended]]))
    row = pick(j[~ended], active, -1)
    ever = np.bincount(i, minlength=len(case)) > 0
    active_says = np.where(on_plan, "right: active", "active; no plan on record")
    says = np.where(row >= 0, active_says, np.where(ever, "wrong: ended", "wrong: never made"))
    if not known.caseload.rows.supplied("registrations"):
        says = np.full(len(case), "not supplied")
    return {
        "register": says.astype(object),
        "register_since": pick_day(rows.day("start"), row),
        "next_review": pick_day(rows.day("next_review"), row),
    }


def _oversight(case: Ints, judged: Sequence[Judged]) -> dict[str, object]:
    """The latest oversight, when the next is due, and how that was judged, by the step that asks for it."""
    latest, due = np.full(len(case), NO_DAY), np.full(len(case), NO_DAY)
    state: Words = np.full(len(case), "", dtype=object)
    for of_step in judged:
        if of_step.step.falls.on == "child_protection_at_as_at":
            i, j = pairs(case, of_step.falls.case)
            latest[i], due[i] = of_step.done.day[j], of_step.due.day[j]
            state[i] = VERDICTS[of_step.verdict[j]]
    return {"oversight": latest, "oversight_due": due, "oversight_state": state}


def _conference(known: Known, case: Ints) -> dict[str, object]:
    """The next conference or core group on or after as-at, and the report to it."""
    protection, groups = protection_conferences(known), core_groups(known)
    kind, on, report = (
        np.append(protection.words("kind"), groups.words("kind")),
        np.append(protection.day("held_on"), groups.day("held_on")),
        np.append(report_due(known, Falls(protection, protection.day("held_on"))), np.full(len(groups), NO_DAY)),
    )
    sent = np.append(protection.day("report_sent_on"), np.full(len(groups), NO_DAY))
    i, j = pairs(case, np.append(protection.case, groups.case))
    to_come = on[j] >= known.as_at
    i, j = i[to_come], j[to_come]
    row = pick(j, first_of_each(i, len(case), day_number(on[j]), j), -1)
    return {
        "conference": pick(kind, row, ""),
        "conference_on": pick_day(on, row),
        "report_due": pick_day(report, row),
        "report_sent": pick_day(sent, row),
    }


def _assessment(known: Known, case: Ints) -> dict[str, object]:
    rows = known.caseload["assessments"]
    row = latest_by(known, case, np.full(len(case), known.as_at))
    return {
        "assessed": pick_day(rows.day("completed_on"), row),
        "rosh": pick(rows.words("rosh_children"), row, ""),
    }
