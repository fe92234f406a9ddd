"""Facts about prison alerts, contact with children in prison, and release (6.7–6.10, 6.15, 6.38–6.39)."""

import numpy as np

from safeaudit.caseload.arrays import (
    NO_DAY,
    NO_RECORD,
    YES,
    Days,
    Ints,
    Mask,
    Truth,
    any_of_each,
    day_number,
    earliest,
    filled,
    first_of_each,
    pairs,
    pick_day,
    truth,
)
from safeaudit.caseload.records import Records
from safeaudit.facts.assessments import MEDIUM_OR_ABOVE, assessment_by_trigger, rosh_at, rosh_first_between
from safeaudit.facts.authorities import authority_on
from safeaudit.facts.custody import poses_risk_to_children
from safeaudit.facts.known import Falls, Found, Known, once
from safeaudit.facts.on_a_day import in_custody_of_case, register_active_on, registrations_active_on
from safeaudit.facts.referrals import spelt_alike
from safeaudit.facts.registry import action, date_of, evidence_for, thing, truth_of
from safeaudit.packs.schema import Done

RISK_CODES = ("RCHD", "RCC", "RCS", "SC", "CSEP")
ONE_DAY = np.timedelta64(1, "D")


# --- the alert for a person posing a risk to children ---------------------------------------------------------------


@truth_of
def risk_alert(known: Known, falls: Falls) -> Truth:
    """It is the alert CPC, of a person posing a risk to children."""
    return truth(falls.things.is_any("register", ["CPC"]))


@truth_of
def risk_alert_on_the_day(known: Known, falls: Falls) -> Truth:
    """The alert CPC was active on that day."""
    return truth(register_active_on(known, falls.case, falls.trigger, "CPC"))


@evidence_for("risk_alert_on_the_day")
def alerts_of_the_day(known: Known, falls: Falls) -> tuple[Ints, Ints]:
    """The alerts CPC active on the trigger's day."""
    return registrations_active_on(known, falls.case, falls.trigger, "CPC")


@date_of
def alert_ended_by_due(known: Known, falls: Falls) -> Days:
    """The end of the alert, on or before the due day."""
    end = falls.things.day("end")
    return np.where(end <= known.later(falls.trigger, "custody_induction"), end, NO_DAY)


@once
def _risk_status(known: Known) -> tuple[Mask, Mask]:
    """For each CRN: a row says PPRC confirmed or potential; a row says no."""
    rows = known.caseload["cases"]
    poses = any_of_each(rows.case, known.cases, rows.is_any("pprc", ["confirmed", "potential"]))
    return poses, any_of_each(rows.case, known.cases, rows.is_any("pprc", ["no"]))


def _alert(known: Known, falls: Falls) -> Found:
    """CPC or CPRC active on the trigger's day (that day), or started later (its start)."""
    rows = known.caseload["registrations"]
    rows = rows.where(rows.is_any("register", ["CPC", "CPRC"]))
    i, j = pairs(falls.case, rows.case)
    since = falls.trigger[i]
    fits = ~(rows.day("end")[j] <= since) | (rows.day("start")[j] > since)
    i, j, since = i[fits], j[fits], since[fits]
    return Found.earliest(len(falls), i, np.maximum(rows.day("start")[j], since), rows.record[j])


def _alert_in_time(known: Known, falls: Falls) -> Mask:
    alert = _alert(known, falls).day
    return filled(alert) & ~(alert > known.later(falls.trigger, "custody_induction"))


def _alert_unless(known: Known, falls: Falls, said: Mask) -> Found:
    """The alert; left out where it came too late and what the case says stands in its place."""
    alert = _alert(known, falls)
    kept = _alert_in_time(known, falls) | ~said
    return Found(np.where(kept, alert.day, NO_DAY), np.where(kept, alert.record, NO_RECORD))


@action
def alert_or_status(known: Known, falls: Falls, since: Days, done: Done) -> Found:
    """A CPC or CPRC from that day on; one that came late is left out where cases says whether the person poses a risk
    (pprc)."""
    poses, not_so = _risk_status(known)
    return _alert_unless(known, falls, (poses | not_so)[falls.case])


@truth_of
def alert_in_time_or_status(known: Known, falls: Falls) -> Truth:
    """There is a CPC or CPRC by the due day, or cases says whether the person poses a risk (pprc)."""
    poses, not_so = _risk_status(known)
    return truth(_alert_in_time(known, falls) | (poses | not_so)[falls.case])


@action
def alert_or_risk(known: Known, falls: Falls, since: Days, done: Done) -> Found:
    """A CPC or CPRC from that day on; one that came late is left out where cases says that the person poses a risk
    (pprc)."""
    return _alert_unless(known, falls, _risk_status(known)[0][falls.case])


@truth_of
def alert_in_time_or_risk(known: Known, falls: Falls) -> Truth:
    """There is a CPC or CPRC by the due day, or cases says that the person poses or may pose a risk (pprc)."""
    return truth(_alert_in_time(known, falls) | _risk_status(known)[0][falls.case])


@truth_of
def found_to_pose_no_risk(known: Known, falls: Falls) -> Truth:
    """Cases says that the person poses no risk to children (pprc = no)."""
    return truth(_risk_status(known)[1][falls.case])


@date_of
def risk_shown_in_prison(known: Known, falls: Falls) -> Days:
    """The reception, where risk to children is shown on it, else the first day before the next reception on which it
    is."""
    rows, case, received = falls.things, falls.case, falls.things.day("received_on")
    at_once = register_active_on(known, case, received, *RISK_CODES)
    at_once = at_once | rosh_at(known, case, received, MEDIUM_OR_ABOVE)
    i, j = pairs(case, rows.case)
    later = received[j] > received[i]
    i, j = i[later], j[later]
    following = pick_day(received[j], first_of_each(i, len(falls), day_number(received[j])))
    until = following - ONE_DAY
    registrations = known.caseload["registrations"]
    registrations = registrations.where(registrations.is_any("register", RISK_CODES))
    i, j = pairs(case, registrations.case)
    start = registrations.day("start")[j]
    fits = (start > received[i]) & ~(start > until[i])
    i, start = i[fits], start[fits]
    registered = pick_day(start, first_of_each(i, len(falls), day_number(start)))
    assessed = rosh_first_between(known, case, received, until, MEDIUM_OR_ABOVE)
    return np.where(at_once, received, earliest(registered, assessed))


@truth_of
def shown_at_reception_or_in_custody(known: Known, falls: Falls) -> Truth:
    """Risk was shown on the day of reception, or later while the person is in custody; with custody left blank, nobody
    can tell."""
    at_once = falls.trigger == falls.things.day("received_on")
    return np.where(at_once, YES, in_custody_of_case(known)[falls.case]).astype(np.int8)


@evidence_for("risk_shown_in_prison")
def what_shows_the_risk(known: Known, falls: Falls) -> tuple[Ints, Ints]:
    """The registrations active on the trigger's day or begun on it, and the latest assessment by it if it says so."""
    rows = known.caseload["registrations"]
    rows = rows.where(rows.is_any("register", RISK_CODES))
    i, j = pairs(falls.case, rows.case)
    start, day = rows.day("start")[j], falls.trigger[i]
    fits = (start <= day) & ((start == day) | ~(rows.day("end")[j] <= day))
    i, record = i[fits], rows.record[j[fits]]
    a, assessed = assessment_by_trigger(known, falls)
    says = rosh_at(known, falls.case, falls.trigger, MEDIUM_OR_ABOVE)[a]
    return np.append(i, a[says]), np.append(record, assessed[says])


# --- contact with children, boards, overnight visits ----------------------------------------------------------------


@thing
def child_contacts(known: Known) -> Records:
    """Each contact of a prisoner with a child."""
    return known.caseload["child_contacts"]


@thing
def child_contact_applications(known: Known) -> Records:
    """Each application for contact with a child."""
    return known.caseload["child_contact_applications"]


@thing
def mbu_boards(known: Known) -> Records:
    """Each board that decides on a place in a mother and baby unit."""
    return known.caseload["mbu_boards"]


@thing
def overnight_visits(known: Known) -> Records:
    """Each overnight visit of a child."""
    return known.caseload["overnight_visits"]


@date_of
def day_before_the_visit(known: Known, falls: Falls) -> Days:
    """The day before the overnight visit."""
    return falls.things.day("visit_on") - ONE_DAY


@truth_of
def rosh_high_by_the_day(known: Known, falls: Falls) -> Truth:
    """The latest assessment on or before that day says high or very high risk to children."""
    return truth(rosh_at(known, falls.case, falls.trigger, ["high", "very high"]))


@evidence_for("rosh_high_by_the_day")
def assessment_by_the_day(known: Known, falls: Falls) -> tuple[Ints, Ints]:
    """The assessments of high or very high RoSH to children on or before that day."""
    rows = known.caseload["assessments"]
    rows = rows.where(rows.is_any("rosh_children", ["high", "very high"]))
    i, j = pairs(falls.case, rows.case)
    fits = rows.day("completed_on")[j] <= falls.trigger[i]
    return i[fits], rows.record[j][fits]


# --- release and transfer -------------------------------------------------------------------------------------------


@truth_of
def shown_to_pose_a_risk(known: Known, falls: Falls) -> Truth:
    """The person is recorded as posing a risk to children: pprc is confirmed for the event (blank there: on any row of
    the case), or a CPC alert is active at the as-at date."""
    return truth(poses_risk_to_children(known, falls) == YES)


def _authorities_to_tell(known: Known, falls: Falls) -> tuple[Ints, np.ndarray]:
    """Pairs of a release and the authority of an identified child on the day of notice; blank where not known."""
    children = known.caseload["children"]
    i, j = pairs(falls.case, children.case)
    identified = children.yes("identified")[j]
    i, j = i[identified], j[identified]
    return i, authority_on(children.take(j), falls.things.day("la_notified_on")[i])


@truth_of
def notified_a_childs_authority(known: Known, falls: Falls) -> Truth:
    """The authority told is that of an identified child; where it, or a child's, is blank, nobody can tell."""
    told = spelt_alike(falls.things.words("local_authority"))
    i, wanted = _authorities_to_tell(known, falls)
    same = any_of_each(i, len(falls), (wanted == told[i]) & (wanted != ""))
    blank = any_of_each(i, len(falls), wanted == "")
    return truth(same, (told == "") | blank)


def _others_to_tell(known: Known, falls: Falls) -> Ints:
    told = spelt_alike(falls.things.words("local_authority"))
    i, wanted = _authorities_to_tell(known, falls)
    other = (wanted != "") & (wanted != told[i])
    names = np.unique(wanted[other].astype(str), return_inverse=True)[1]
    each = np.unique(np.column_stack([i[other], names]).astype(np.int64), axis=0)
    return np.bincount(each[:, 0], minlength=len(falls))


@truth_of
def one_other_authority(known: Known, falls: Falls) -> Truth:
    """One more authority of an identified child is wanted."""
    return truth(_others_to_tell(known, falls) == 1)


@truth_of
def two_other_authorities(known: Known, falls: Falls) -> Truth:
    """Two more authorities of identified children are wanted."""
    return truth(_others_to_tell(known, falls) == 2)


@truth_of
def several_other_authorities(known: Known, falls: Falls) -> Truth:
    """Three or more other authorities of identified children are wanted."""
    return truth(_others_to_tell(known, falls) > 2)
