"""How long other agencies take over duties of their own (6.30, 7.36, 7.41, 8.5, 8.12), by local authority."""

import numpy as np
import pandas as pd

from safeaudit.caseload.arrays import (
    NO_DAY,
    Days,
    Ints,
    Words,
    day_number,
    earliest,
    filled,
    first_of_each,
    grouped,
    pairs,
    pick,
    pick_day,
)
from safeaudit.facts.known import Known, once
from safeaudit.facts.trackers import sent_referrals
from safeaudit.worklists.enquiries import NOT_RECORDED, one_spelling, sent_enquiries
from safeaudit.worklists.places import crns_of, places_of

# What is waited for, in the order shown; what the other agency is to do, with its paragraphs; the days counted.
KINDS = {
    "enquiry": ("acknowledge in 1 working day (6.30, 7.36)", "calendar"),
    "referral: first reply": ("acknowledge in 1 working day (6.30, 7.36)", "working"),
    "referral: outcome": ("decide in 1 working day (7.41)", "working"),
    "first core group": ("meet in 10 days after the first conference (8.5)", "calendar"),
    "child-in-need plan": ("review every 3 months (8.12)", "calendar"),
}
CORE_GROUP_DAYS = np.timedelta64(10, "D")


@once
def waits_for_others(known: Known) -> pd.DataFrame:
    """One row for each time that something was for another agency to do: what HMPPS can see of it, and no verdict.

    Columns: kind (a key of KINDS); local_authority (one spelling each, `(not recorded)` for blank); crn; took (Int64:
    days, calendar or working as KINDS says, until it was done; missing where it is not, or is dated before it was
    asked for); waits (Int64: the same days to as-at, where it is not done); done (boolean; missing where no table
    holds it); in_time (boolean; missing where the standard cannot be told); staff_code, team, pdu.
    """
    kinds = (_enquiries, _first_replies, _outcomes, _first_core_groups, _plans)
    rows = pd.concat([kind(known) for kind in kinds], ignore_index=True)
    return rows.assign(local_authority=one_spelling(rows["local_authority"].to_numpy(dtype=object)))


def response_times(rows: pd.DataFrame) -> pd.DataFrame:
    """One row for each kind, in the order of KINDS, and local authority, alphabetically (none recorded last).

    Columns: kind; standard and days (as KINDS says); local_authority; number; in_time (missing where it can be told of
    none) and of_in_time (of how many it can be told); done (missing where no table holds it); median, longest (days
    until done); not_done, waiting_median, waiting_longest (days to as-at).
    """
    times = rows.groupby(["kind", "local_authority"], sort=True).agg(
        number=("crn", "size"),
        in_time=("in_time", "sum"),
        of_in_time=("in_time", "count"),
        done=("done", "sum"),
        of_done=("done", "count"),
        median=("took", "median"),
        longest=("took", "max"),
        not_done=("waits", "count"),
        waiting_median=("waits", "median"),
        waiting_longest=("waits", "max"),
    )
    times = times.reset_index().astype({"in_time": "Int64", "done": "Int64"})
    times["in_time"] = times["in_time"].where(times["of_in_time"] > 0)
    times["done"] = times["done"].where(times.pop("of_done") > 0)
    times.insert(1, "standard", times["kind"].map({kind: standard for kind, (standard, _) in KINDS.items()}))
    times.insert(2, "days", times["kind"].map({kind: days for kind, (_, days) in KINDS.items()}))
    kind = times["kind"].map({kind: place for place, kind in enumerate(KINDS)}).to_numpy()
    unrecorded = (times["local_authority"] == NOT_RECORDED).to_numpy()
    return times.iloc[np.lexsort((unrecorded, kind))].reset_index(drop=True)


def _enquiries(known: Known) -> pd.DataFrame:
    rows = sent_enquiries(known)
    done = rows["responded"].notna()
    days = rows["waiting"].astype("Int64")
    same = ["local_authority", "crn", "staff_code", "team", "pdu"]
    return rows[same].assign(
        kind="enquiry",
        took=days.where(done & (days >= 0)),
        waits=days.where(~done),
        done=done.astype("boolean"),
        in_time=rows["in_a_day"],
    )


def _first_replies(known: Known) -> pd.DataFrame:
    """Referrals to the acknowledgement, or to the outcome where that came first or alone."""
    rows = sent_referrals(known)
    reply, sent = earliest(rows.day("acknowledged"), rows.day("outcome_on")), rows.day("sent_at")
    wanted = known.calendar.add_working_days(sent, 1)
    return _waits(known, "referral: first reply", rows.case, rows.words("local_authority"), sent, reply, wanted)


def _outcomes(known: Known) -> pd.DataFrame:
    """Referrals to the day of their outcome, the nearest held to that of the authority's decision."""
    rows = sent_referrals(known)
    sent, outcome = rows.day("sent_at"), rows.day("outcome_on")
    return _waits(known, "referral: outcome", rows.case, rows.words("local_authority"), sent, outcome)


def _first_core_groups(known: Known) -> pd.DataFrame:
    """Each child's first initial conference to the first core group held on or after it.

    A core group that names no child is one of each child of its case; a conference that names none counts as one more.
    """
    rows = known.caseload["conferences"]
    rows = rows.where(rows.day("held_on") <= known.as_at)
    initial, groups = rows.where(rows.is_any("kind", ["icpc"])), rows.where(rows.is_any("kind", ["core-group"]))
    child, first = grouped(initial.case, initial.codes("child_ref"))
    initial = initial.take(first_of_each(child, len(first), day_number(initial.day("held_on"))))
    i, j = pairs(initial.case, groups.case)
    mine, theirs = initial.codes("child_ref")[i], groups.codes("child_ref")[j]
    held, met = initial.day("held_on"), groups.day("held_on")[j]
    fits = ((mine == theirs) | (mine < 0) | (theirs < 0)) & (met >= held[i])
    met = met[fits]
    group = pick_day(met, first_of_each(i[fits], len(initial), day_number(met)))
    authority = _childs_authority(known, initial.case, initial.codes("child_ref"))
    return _waits(known, "first core group", initial.case, authority, held, group, held + CORE_GROUP_DAYS)


def _plans(known: Known) -> pd.DataFrame:
    """The child-in-need plans that run at as-at, from their start: no table holds their reviews."""
    rows = known.caseload["plans"]
    runs = rows.is_any("plan", ["cin"]) & (rows.day("start") <= known.as_at) & ~(rows.day("end") <= known.as_at)
    rows = rows.where(runs)
    reviewed = np.full(len(rows), NO_DAY)
    plans = _waits(
        known, "child-in-need plan", rows.case, rows.words("local_authority"), rows.day("start"), reviewed, reviewed
    )
    return plans.assign(done=pd.array(np.full(len(rows), None), dtype="boolean"))


def _childs_authority(known: Known, case: Ints, child: Ints) -> Words:
    children = known.caseload["children"]
    i, j = pairs(case, children.case)
    same = (child[i] == children.codes("child_ref")[j]) & (child[i] >= 0)
    i, j = i[same], j[same]
    return pick(children.words("local_authority")[j], first_of_each(i, len(case), j), "")


def _waits(
    known: Known, kind: str, case: Ints, authority: Words, began: Days, ended: Days, wanted: Days | None = None
) -> pd.DataFrame:
    """Rows of one kind; `wanted` is the last day that keeps the agency's standard, where the tables can tell that."""
    done, turned = filled(ended), ended < began
    until = np.where(done, ended, known.as_at)
    days, unknown = (until - began).astype("timedelta64[D]").astype(np.int64), np.zeros(len(began), dtype=bool)
    if KINDS[kind][1] == "working":
        days, unknown = known.calendar.working_days_between(began, until)
    last = np.full(len(began), NO_DAY) if wanted is None else wanted
    told = filled(last) & ~turned & ((last < known.as_at) | (ended <= last))
    columns: dict[str, object] = {
        "kind": np.full(len(began), kind, dtype=object),
        "local_authority": authority,
        "crn": crns_of(known, case),
        "took": pd.arrays.IntegerArray(days, ~done | turned | unknown),
        "waits": pd.arrays.IntegerArray(days.copy(), done | unknown),
        "done": pd.array(done, dtype="boolean"),
        "in_time": pd.arrays.BooleanArray(ended <= last, ~told),
        **places_of(known, case),
    }
    return pd.DataFrame(columns)
