"""Facts about staff, their training, and units (6.3–6.30, 6.48–6.50, 22; 6.6, 6.8, 20.8)."""

import numpy as np
import pandas as pd

from safeaudit.caseload.arrays import (
    NO,
    NO_DAY,
    UNKNOWN,
    YES,
    Days,
    Ints,
    Truth,
    Words,
    filled,
    pairs,
    truth,
)
from safeaudit.caseload.records import Records
from safeaudit.facts.known import Falls, Found, Known
from safeaudit.facts.registry import action, date_of, thing, truth_of
from safeaudit.packs.schema import Done

ADVANCED = {
    "com", "pom", "court officer", "spo", "pdu head", "prison middle manager", "pdu staff", "pmblo",
}  # fmt: skip
ADVANCED_IN_WOMENS_PRISON = {"prison officer", "governor"}
ACCESS = {"programmes", "vlo", "mbu", "family liaison", "overnight suite"}
ELEARNING_ONLY = {"public protection", "reception", "osg", "visits", "crs"}
KNOWN_ROLES = ADVANCED | ADVANCED_IN_WOMENS_PRISON | ACCESS | ELEARNING_ONLY


@thing
def staff_in_post(known: Known) -> Records:
    """Each member of staff in post at the as-at date.

    Started on or before it (or blank), not left (or later).
    """
    rows = known.caseload["staff"]
    in_post = ~(rows.day("started_on") > known.as_at) & ~(rows.day("left_on") <= known.as_at)
    return rows.where(in_post)


def _roles(rows: Records) -> Words:
    """Roles in lower case, spaces ironed out."""
    return rows.text("role").mapped(lambda role: " ".join(role.lower().split())).strings()


def _one_of(falls: Falls, roles: set[str]) -> np.ndarray:
    return np.isin(_roles(falls.things), sorted(roles))


@truth_of
def role_is_known(known: Known, falls: Falls) -> Truth:
    """The role is on the policy's list; with another, nobody can tell."""
    return truth(_one_of(falls, KNOWN_ROLES), np.ones(len(falls), dtype=bool))


@truth_of
def role_wants_advanced(known: Known, falls: Falls) -> Truth:
    """The role wants advanced training every three years: court officer, COM, POM, SPO, PDU head and staff, prison
    middle manager, PMBLO; in a women's prison also prison officer and governor.

    Prison officers and governors: in a women's prison, unknown where that is blank. A role not on the list: unknown.
    """
    rows = falls.things
    women = _one_of(falls, ADVANCED_IN_WOMENS_PRISON)
    answer = np.where(_one_of(falls, ADVANCED) | (women & rows.yes("womens_prison")), YES, NO)
    unclear = ~_one_of(falls, KNOWN_ROLES) | (women & rows.blank("womens_prison"))
    return np.where(unclear, UNKNOWN, answer).astype(np.int8)


@truth_of
def role_is_other_pdu_staff(known: Known, falls: Falls) -> Truth:
    """The role is PDU staff, and none of those that the policy names as being in regular contact with families."""
    return truth(_one_of(falls, {"pdu staff"}))


@truth_of
def role_has_access_to_advanced(known: Known, falls: Falls) -> Truth:
    """The role has access to advanced training, without an interval: programmes, VLO, MBU, family liaison, overnight
    suite."""
    return truth(_one_of(falls, ACCESS))


def _latest_completion(known: Known, falls: Falls, course: str) -> Found:
    rows = known.caseload["training"]
    rows = rows.where(rows.is_any("course", [course]))
    i, j = pairs(_staff_numbers(falls.things, rows), _staff_numbers(rows, rows))
    day = rows.day("completed_on")[j]
    return Found.latest(len(falls), i, day, rows.record[j])


def _staff_numbers(rows: Records, numbered_like: Records) -> Ints:
    """Staff codes as integers of one numbering; −1 for codes that the other side lacks."""
    return pd.Index(numbered_like.text("staff_code").words).get_indexer(pd.Index(rows.words("staff_code")))


@action
def elearning_completed(known: Known, falls: Falls, since: Days, done: Done) -> Found:
    """The latest completion of the awareness eLearning."""
    return _latest_completion(known, falls, "elearning")


@action
def advanced_completed(known: Known, falls: Falls, since: Days, done: Done) -> Found:
    """The latest completion of the advanced training."""
    return _latest_completion(known, falls, "advanced")


@date_of
def elearning_completed_on(known: Known, falls: Falls) -> Days:
    """The latest completion; blank for none."""
    return _latest_completion(known, falls, "elearning").day


@date_of
def advanced_completed_on(known: Known, falls: Falls) -> Days:
    """The latest completion; blank for none."""
    return _latest_completion(known, falls, "advanced").day


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
