"""Facts about concerns for a child that must be passed on (6.8, 6.42, 12.4, 14.6, 14.13, 17.4, 17.15, 18.6)."""

from safeaudit.caseload.arrays import Ints, Truth, any_of_each, pairs, truth
from safeaudit.caseload.records import Records
from safeaudit.facts.known import Falls, Known
from safeaudit.facts.registry import evidence_for, thing, truth_of


@thing
def concerns(known: Known) -> Records:
    """Each concern for a child."""
    return known.caseload["concerns"]


@truth_of
def concern_of_partners(known: Known, falls: Falls) -> Truth:
    """A concern of programmes staff or the victim liaison officer, or a breach that a victim reported."""
    return truth(falls.things.is_any("kind", ["programme", "victim", "breach-report"]))


@truth_of
def about_an_identified_child(known: Known, falls: Falls) -> Truth:
    """The child named is identified; where none is named, any child of the case is.

    Unknown where that is blank.
    """
    i, j, children = _children_meant(known, falls)
    identified = any_of_each(i, len(falls), children.yes("identified")[j])
    blank = any_of_each(i, len(falls), children.blank("identified")[j])
    return truth(identified, blank)


@evidence_for("about_an_identified_child")
def children_meant(known: Known, falls: Falls) -> tuple[Ints, Ints]:
    """The child named, or every child of the case, that is identified or of which that is not recorded."""
    i, j, children = _children_meant(known, falls)
    told = (children.yes("identified") | children.blank("identified"))[j]
    return i[told], children.record[j[told]]


def _children_meant(known: Known, falls: Falls) -> tuple[Ints, Ints, Records]:
    """Pairs of a concern and the child that it names; none named: each child of the case."""
    children = known.caseload["children"]
    i, j = pairs(falls.case, children.case)
    named = falls.things.filled("child_ref")
    same = ~named[i] | (falls.things.codes("child_ref")[i] == children.codes("child_ref")[j])
    return i[same], j[same], children


@truth_of
def prison_risk(known: Known, falls: Falls) -> Truth:
    """A risk seen in prison."""
    return truth(falls.things.is_any("kind", ["prison-risk"]))


@truth_of
def programme_concern(known: Known, falls: Falls) -> Truth:
    """A concern of programmes staff."""
    return truth(falls.things.is_any("kind", ["programme"]))


@truth_of
def victim_concern(known: Known, falls: Falls) -> Truth:
    """A concern of the victim liaison officer."""
    return truth(falls.things.is_any("kind", ["victim"]))


@truth_of
def breach_concern(known: Known, falls: Falls) -> Truth:
    """A victim's report that a condition was broken."""
    return truth(falls.things.is_any("kind", ["breach-report"]))


@truth_of
def out_of_hours_concern(known: Known, falls: Falls) -> Truth:
    """A concern outside office hours."""
    return truth(falls.things.is_any("kind", ["out-of-hours"]))


@truth_of
def child_at_office(known: Known, falls: Falls) -> Truth:
    """A child seen at the office who gives concern."""
    return truth(falls.things.is_any("kind", ["child-at-office"]))


@truth_of
def fgm_concern(known: Known, falls: Falls) -> Truth:
    """Female genital mutilation, done or feared."""
    return truth(falls.things.is_any("kind", ["fgm"]))


@truth_of
def nrm_concern(known: Known, falls: Falls) -> Truth:
    """A child who may be a victim of trafficking or slavery."""
    return truth(falls.things.is_any("kind", ["nrm"]))


@truth_of
def travel_concern(known: Known, falls: Falls) -> Truth:
    """Travel to a listed country of somebody who may harm children."""
    return truth(falls.things.is_any("kind", ["travel"]))
