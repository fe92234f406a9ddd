"""Facts about staff, their training, and units (6.3–6.30, 6.48–6.50, 22; 6.6, 6.8, 20.8)."""

import numpy as np
import pandas as pd

from safeaudit.caseload.arrays import (
    NO,
    NO_DAY,
    UNKNOWN,
    YES,
    Days,
    Mask,
    Truth,
    filled,
    truth,
)
from safeaudit.caseload.records import Records
from safeaudit.facts.known import Falls, Found, Known, once
from safeaudit.facts.registry import action, date_of, thing, truth_of
from safeaudit.packs.schema import Done

ADVANCED = {
    "com", "pom", "court officer", "spo", "pdu head", "prison middle manager", "pdu staff", "pmblo",
}  # fmt: skip
ADVANCED_IN_WOMENS_PRISON = {"prison officer", "governor"}
ACCESS = {"programmes", "vlo", "mbu", "family liaison", "overnight suite"}
ELEARNING_ONLY = {"public protection", "reception", "osg", "visits", "crs"}
COURSES = ("elearning", "advanced", "mbu")
KNOWN_ROLES = ADVANCED | ADVANCED_IN_WOMENS_PRISON | ACCESS | ELEARNING_ONLY


@thing
def staff_in_post(known: Known) -> Records:
    """Each member of staff in post at the as-at date.

    Started on or before it (or blank), not left (or later).
    """
    rows = known.caseload["staff"]
    in_post = ~(rows.day("started_on") > known.as_at) & ~(rows.day("left_on") <= known.as_at)
    return rows.where(in_post)


def one_of(falls: Falls, roles: set[str]) -> Mask:
    """Whose role is one of some, whatever its case and spaces."""
    return falls.things.text("role").mapped(lambda role: " ".join(role.lower().split())).is_any(sorted(roles))


@truth_of
def role_is_known(known: Known, falls: Falls) -> Truth:
    """The role is on the policy's list; with another, nobody can tell."""
    return truth(one_of(falls, KNOWN_ROLES), np.ones(len(falls), dtype=bool))


@truth_of
def role_wants_advanced(known: Known, falls: Falls) -> Truth:
    """The role wants advanced training every three years: court officer, COM, POM, SPO, PDU head and staff, prison
    middle manager, PMBLO; in a women's prison also prison officer and governor.

    Prison officers and governors: in a women's prison, unknown where that is blank. A role not on the list: unknown.
    """
    rows = falls.things
    women = one_of(falls, ADVANCED_IN_WOMENS_PRISON)
    answer = np.where(one_of(falls, ADVANCED) | (women & rows.yes("womens_prison")), YES, NO)
    unclear = ~one_of(falls, KNOWN_ROLES) | (women & rows.blank("womens_prison"))
    return np.where(unclear, UNKNOWN, answer).astype(np.int8)


@truth_of
def role_is_other_pdu_staff(known: Known, falls: Falls) -> Truth:
    """The role is PDU staff, and none of those that the policy names as being in regular contact with families."""
    return truth(one_of(falls, {"pdu staff"}))


@truth_of
def role_has_access_to_advanced(known: Known, falls: Falls) -> Truth:
    """The role has access to advanced training, without an interval: programmes, VLO, MBU, family liaison, overnight
    suite."""
    return truth(one_of(falls, ACCESS))


def latest_completion(known: Known, falls: Falls, course: str) -> Found:
    """The latest completion of a course by each member of staff."""
    latest = _latest_completions(known)[course]
    member = falls.things.text("staff_code").codes
    return Found(latest.day[member], latest.record[member])


@once
def _latest_completions(known: Known) -> dict[str, Found]:
    """Of each course the latest completion by each member of staff, numbered as the words of staff's staff_code."""
    members = known.caseload["staff"].text("staff_code").words
    rows = known.caseload["training"]
    codes = rows.text("staff_code")
    member = np.append(pd.Index(members).get_indexer(pd.Index(codes.words)), -1)[codes.codes]
    found = {}
    for course in COURSES:
        of_course = np.flatnonzero(rows.is_any("course", [course]))
        day = rows.day("completed_on")[of_course]
        found[course] = Found.latest(len(members), member[of_course], day, rows.record[of_course])
    return found


@action
def elearning_completed(known: Known, falls: Falls, since: Days, done: Done) -> Found:
    """The latest completion of the awareness eLearning."""
    return latest_completion(known, falls, "elearning")


@action
def advanced_completed(known: Known, falls: Falls, since: Days, done: Done) -> Found:
    """The latest completion of the advanced training."""
    return latest_completion(known, falls, "advanced")


@date_of
def elearning_completed_on(known: Known, falls: Falls) -> Days:
    """The latest completion; blank for none."""
    return latest_completion(known, falls, "elearning").day


@date_of
def advanced_completed_on(known: Known, falls: Falls) -> Days:
    """The latest completion; blank for none."""
    return latest_completion(known, falls, "advanced").day


@date_of
def elearning_counts_from(known: Known, falls: Falls) -> Days:
    """The latest completion, or without one the day of starting."""
    done = elearning_completed_on(known, falls)
    return np.where(filled(done), done, falls.things.day("started_on"))


@date_of
def advanced_counts_from(known: Known, falls: Falls) -> Days:
    """The latest completion, or without one the day of starting."""
    done = advanced_completed_on(known, falls)
    return np.where(filled(done), done, falls.things.day("started_on"))


@truth_of
def elearning_ever_completed(known: Known, falls: Falls) -> Truth:
    """A completion of the eLearning is held."""
    return truth(filled(elearning_completed_on(known, falls)))


@truth_of
def advanced_ever_completed(known: Known, falls: Falls) -> Truth:
    """A completion of the advanced training is held."""
    return truth(filled(advanced_completed_on(known, falls)))


@truth_of
def no_advanced_training_on_record(known: Known, falls: Falls) -> Truth:
    """No completion of the advanced training is held."""
    return truth(~filled(advanced_completed_on(known, falls)))


@truth_of
def no_advanced_training_and_start_unknown(known: Known, falls: Falls) -> Truth:
    """No completion of the advanced training, and started_on is blank."""
    return truth(~filled(advanced_counts_from(known, falls)))


# --- units ----------------------------------------------------------------------------------------------------------


@thing
def units(known: Known) -> Records:
    """Each PDU, prison or national unit."""
    return known.caseload["units"]


@date_of
def no_day(known: Known, falls: Falls) -> Days:
    """No day at all, for what has no date."""
    return np.full(len(falls), NO_DAY)
