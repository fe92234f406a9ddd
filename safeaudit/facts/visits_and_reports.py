"""Facts about children at home visits, the forms and minutes of conferences, and training (6.4, 6.17, 6.34, 6.46)."""

import numpy as np

from safeaudit.caseload.arrays import Days, Ints, Mask, Truth, any_of_each, filled, pairs, truth
from safeaudit.caseload.records import Records
from safeaudit.facts.conferences import _grouped as conferences_of_siblings
from safeaudit.facts.known import Falls, Found, Known
from safeaudit.facts.people import latest_completion, one_of
from safeaudit.facts.registry import action, date_of, evidence_for, thing, truth_of
from safeaudit.facts.visits import _visits as visits_made
from safeaudit.packs.schema import Done

# --- a child seen at a home visit -----------------------------------------------------------------------------------


def _visits_of_period(known: Known, falls: Falls) -> tuple[Ints, Ints, Records]:
    """Pairs of a supervision period and a home visit made in it."""
    visits = visits_made(known)
    i, j = pairs(falls.case, visits.case)
    day, end = visits.day("contact_date")[j], falls.things.day("end")[i]
    fits = (day >= falls.things.day("start")[i]) & ~(day > end)
    return i[fits], j[fits], visits


def _visits_that_say(known: Known, falls: Falls, column: str) -> Found:
    i, j, visits = _visits_of_period(known, falls)
    yes = visits.yes(column)[j]
    i, j = i[yes], j[yes]
    return Found.earliest(len(falls), i, visits.day("contact_date")[j], visits.record[j])


@truth_of
def visited_in_the_period(known: Known, falls: Falls) -> Truth:
    """At least one home visit was made in the supervision period."""
    i, _, _ = _visits_of_period(known, falls)
    return truth(any_of_each(i, len(falls), np.ones(len(i), dtype=bool)))


@truth_of
def child_lives_there(known: Known, falls: Falls) -> Truth:
    """A child who lives with the person was linked by the period's end, or the as-at date (not dated: linked)."""
    i, _, _ = _children_living_there(known, falls)
    return truth(any_of_each(i, len(falls), np.ones(len(i), dtype=bool)))


@evidence_for("child_lives_there")
def children_living_there(known: Known, falls: Falls) -> tuple[Ints, Ints]:
    """Those children."""
    i, j, children = _children_living_there(known, falls)
    return i, children.record[j]


@evidence_for("visited_in_the_period")
def visits_of_the_period(known: Known, falls: Falls) -> tuple[Ints, Ints]:
    """The visits made in the period."""
    i, j, visits = _visits_of_period(known, falls)
    return i, visits.record[j]


def _children_living_there(known: Known, falls: Falls) -> tuple[Ints, Ints, Records]:
    children = known.caseload["children"]
    children = children.where(children.yes("lives_with"))
    end = falls.things.day("end")
    i, j = pairs(falls.case, children.case)
    by_then = ~(children.day("linked_on")[j] > end[i])
    return i[by_then], j[by_then], children


@truth_of
def no_visit_says_whether_a_child_was_seen(known: Known, falls: Falls) -> Truth:
    """Every visit of the period leaves child_seen and child_effort blank."""
    i, j, visits = _visits_of_period(known, falls)
    said = visits.filled("child_seen")[j] | visits.filled("child_effort")[j]
    return truth(~any_of_each(i, len(falls), said))


@action
def child_seen_at_a_visit(known: Known, falls: Falls, since: Days, done: Done) -> Found:
    """A child was seen at a home visit of the period."""
    return _visits_that_say(known, falls, "child_seen")


@truth_of
def visit_timed_for_the_child(known: Known, falls: Falls) -> Truth:
    """The time of a visit was chosen to see the child, by the due day; or later, where no child was seen at any
    visit."""
    effort = _visits_that_say(known, falls, "child_effort").day
    seen = _visits_that_say(known, falls, "child_seen").day
    due = known.later(falls.things.day("start"), "home_visit_considered")
    return truth(filled(effort) & (~(effort > due) | ~filled(seen)))


# --- conferences ----------------------------------------------------------------------------------------------------


@thing
def conferences_of_any_kind(known: Known) -> Records:
    """Each conference and core group, siblings taken together."""
    return conferences_of_siblings(known)


@truth_of
def initial_or_review_conference(known: Known, falls: Falls) -> Truth:
    """It is an initial or review conference."""
    return truth(falls.things.is_any("kind", ["icpc", "rcpc"]))


@truth_of
def conference_held(known: Known, falls: Falls) -> Truth:
    """The conference was held on or before the as-at date."""
    return truth(falls.things.day("held_on") <= known.as_at)


@truth_of
def report_on_the_right_form(known: Known, falls: Falls) -> Truth:
    """The form is the local authority's own, or 932 from a COM, or 2962 from a POM or the OMU; where a blank decides,
    nobody can tell."""
    rows = falls.things
    right: Mask = rows.is_any("report_template", ["la"])
    right = right | (rows.is_any("report_template", ["932"]) & rows.is_any("officer_role", ["com"]))
    right = right | (rows.is_any("report_template", ["2962"]) & rows.is_any("officer_role", ["pom", "omu"]))
    own = rows.is_any("report_template", ["932", "2962"])
    return truth(right, rows.blank("report_template") | (own & rows.blank("officer_role")))


# --- training, units ------------------------------------------------------------------------------------------------


@truth_of
def works_in_a_mother_and_baby_unit(known: Known, falls: Falls) -> Truth:
    """The role is MBU."""
    return truth(one_of(falls, {"mbu"}))


@action
def mbu_training_completed(known: Known, falls: Falls, since: Days, done: Done) -> Found:
    """The latest completion of the training for mother and baby units."""
    return latest_completion(known, falls, "mbu")


@date_of
def mbu_training_or_start(known: Known, falls: Falls) -> Days:
    """The latest completion, or without one the day of starting."""
    completed = latest_completion(known, falls, "mbu").day
    return np.where(filled(completed), completed, falls.things.day("started_on"))


@truth_of
def no_mbu_training_on_record(known: Known, falls: Falls) -> Truth:
    """No completion of that training is held."""
    return truth(~filled(latest_completion(known, falls, "mbu").day))


@truth_of
def plan_without_word_of_elearning(known: Known, falls: Falls) -> Truth:
    """An induction plan was made, and whether it holds the eLearning is blank."""
    return truth(falls.things.filled("induction_plan_on") & falls.things.blank("induction_elearning"))


@truth_of
def national_unit(known: Known, falls: Falls) -> Truth:
    """A national unit."""
    return truth(falls.things.is_any("kind", ["national"]))
