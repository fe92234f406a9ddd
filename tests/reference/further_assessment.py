"""further-steps.md, the sections "Assessment" and "Registers and oversight"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from .facts import Case, code
from .further_facts import (
    EXCUSED,
    HIGH,
    case_start,
    complete,
    dates_of,
    deadline,
    grown_up,
    in_custody,
    in_order,
    registered_from,
    renewed,
    rows_of_start,
    rows_open,
)
from .shapes import POLICY, Verdict, earliest, latest
from .steps_assessment import MEDIUM_OR_ABOVE

MARAC = ("C005", "C150", "C151", "ERFM")


def oasys_rosh_children(case: Case) -> Iterator[Verdict]:
    """Each case has an assessment of the risk to children."""
    trigger = case_start(case, case.as_at)
    if trigger is None:
        return
    start = case.minus(trigger, "psr_window")
    last = case.latest_assessment()
    blank = last is not None and last["completed_on"] >= start and last["rosh_children"] is None
    days = [
        row["completed_on"]
        for row in case.table("assessments")
        if row["rosh_children"] is not None and row["completed_on"] >= start
    ]
    yield deadline(
        case,
        "oasys-rosh-children",
        rows_of_start(case, case.as_at),
        trigger,
        case.plus(trigger, "initial_assessment"),
        min(days, default=None),
        known=not blank,
    )


def oasys_wellbeing(case: Case) -> Iterator[Verdict]:
    """The wellbeing section answered where a concern was screened in."""
    row = case.latest_assessment()
    if row is None or not case.is_open(case.as_at) or row["child_wellbeing_concern"] is not True:
        return
    yield complete(
        case,
        "oasys-wellbeing",
        [row],
        row["completed_on"],
        row["completed_on"],
        row["wellbeing_section"],
        basis=POLICY,
        subject=row["assessment_ref"],
        event=row["event_number"],
    )


def oasys_rise_discussed(case: Case) -> Iterator[Verdict]:
    """A rise from low, where the assessment before was not a full one, is talked over."""
    rows = in_order(case)
    for previous, row in pairwise(rows):
        risen = previous["rosh_children"] == "low" and row["rosh_children"] in MEDIUM_OR_ABOVE
        if not risen or previous["layer"] == "3":
            continue
        day = row["completed_on"]
        yield deadline(
            case,
            "oasys-rise-discussed",
            [row],
            day,
            case.plus(day, "earliest_opportunity"),
            earliest(*case.contact_days("MO1", since=day)),
            subject=row["assessment_ref"],
            event=row["event_number"],
            known=previous["layer"] is not None,
        )


def oasys_marac_main_body(case: Case) -> Iterator[Verdict]:
    """A MARAC is not mentioned in the main body."""
    days = case.contact_days(*MARAC) + [row["start"] for row in case.registrations("IMAR")]
    for row in case.table("assessments"):
        day, says = row["completed_on"], row["marac_in_main_body"]
        if any(other <= day for other in days):
            yield complete(
                case,
                "oasys-marac-main-body",
                [row],
                day,
                day,
                None if says is None else not says,
                basis=POLICY,
                subject=row["assessment_ref"],
                event=row["event_number"],
            )


def mappa_considered(case: Case) -> Iterator[Verdict]:
    """MAPPA is considered when the risk to children is first high."""
    for row in in_order(case):
        day = row["completed_on"]
        if row["rosh_children"] not in HIGH or not case.is_open(day) or case.active(day, "MAPP"):
            continue
        start = case_start(case, day)
        contacts = case.contact_days("CCMR", "MAPLS", "C200")
        done = earliest(
            *(other for other in contacts if start is None or other >= start),
            *(other["start"] for other in case.registrations("MAPP") if other["start"] > day),
        )
        yield deadline(
            case,
            "mappa-considered",
            [row],
            day,
            case.plus(day, "assessment_review"),
            done,
            subject=row["assessment_ref"],
            event=row["event_number"],
        )
        return


def om_lac_liaison(case: Case) -> Iterator[Verdict]:
    """Contact with children's services about a looked-after child."""
    if not case.is_open(case.as_at):
        return
    for child in case.table("children"):
        trigger = latest(child["looked_after_from"], child["linked_on"])
        if child["looked_after"] is not True or grown_up(child, trigger):
            continue
        days = case.contact_days("C157", "C203", since=trigger) if trigger else []
        yield deadline(
            case,
            "om-lac-liaison",
            [child],
            trigger,
            case.plus(trigger, "earliest_opportunity") if trigger else None,
            earliest(*days),
            subject=child["child_ref"],
            known=trigger is not None,
        )


# --- Registers and oversight ----------------------------------------------------------------------------------


def reg_rchd(case: Case) -> Iterator[Verdict]:
    """Risk to children registered once an assessment says so."""
    registers = ("RCHD",) if in_custody(case) is False else ("RCHD", "RCC", "RCS")
    for row in in_order(case):
        day = row["completed_on"]
        if row["rosh_children"] in MEDIUM_OR_ABOVE and case.is_open(day):
            yield deadline(
                case,
                "reg-rchd",
                [row],
                day,
                case.plus(day, "register_update"),
                registered_from(case, day, *registers),
                subject=row["assessment_ref"],
                event=row["event_number"],
            )
            return


def reg_unsupported(case: Case) -> Iterator[Verdict]:
    """A registration that nothing supports is ended."""
    last = case.latest_assessment()
    found = []
    if last is not None and last["rosh_children"] == "low":
        day = last["completed_on"]
        found += [(row, day) for row in case.active(day, "RCHD")]
    if case.table("plans"):
        for row in case.active(case.as_at, "RCPR", "RCP"):
            supported = any(
                plan["plan"] == "cp" and (plan["end"] is None or plan["end"] > row["start"])
                for plan in case.table("plans")
            )
            found += [] if supported else [(row, row["start"])]
    for row, trigger in found:
        yield deadline(
            case,
            "reg-unsupported",
            [row],
            trigger,
            case.plus(trigger, "register_update"),
            row["end"],
            subject=code(row["register"]),
        )


def reg_cse(case: Case) -> Iterator[Verdict]:
    """A CSE perpetrator is registered."""
    for row in case.table("changes"):
        if row["change"] == "cse":
            known = row["known_on"]
            due, done = case.plus(known, "register_update"), registered_from(case, known, "CSEP")
            yield deadline(case, "reg-cse", [row], known, due, done, subject=row["change_ref"])


def oversight_complex(case: Case) -> Iterator[Verdict]:
    """Management oversight of a complex safeguarding case."""
    rows = [row for row in rows_open(case, case.as_at) if row["complex_safeguarding"] is True]
    if rows:
        trigger = earliest(*(day for row in rows for day in dates_of(row)))
        yield renewed(case, "oversight-complex", rows, trigger, case.contact_days("MO1"))


def oversight_safeguarding(case: Case) -> Iterator[Verdict]:
    """Management oversight of every safeguarding case."""
    if not case.is_open(case.as_at):
        return
    rows = case.active(case.as_at, "RCPR", "RCCO", "RCHD", "CSEP")
    rows += [
        row
        for row in case.table("plans")
        if row["start"] <= case.as_at and (row["end"] is None or row["end"] > case.as_at)
    ]
    children = [row for row in case.table("children") if row["at_risk"] is True]
    if not rows and not children:
        return
    starts = [row["start"] for row in rows]
    starts += [child["linked_on"] or case_start(case, case.as_at) for child in children]
    yield renewed(case, "oversight-safeguarding", [*rows, *children], earliest(*starts), case.contact_days("MO1"))


def oversight_actions_closed(case: Case) -> Iterator[Verdict]:
    """What a manager asked for was done."""

    def says(row: dict, words: str) -> bool:
        return (row["outcome"] or "").strip().casefold() == words

    for row in case.contacts("MO1"):
        if not says(row, "follow-up action required"):
            continue
        day = row["contact_date"]
        done = [
            other["contact_date"]
            for other in case.contacts("MO1")
            if says(other, "follow-up action completed") and other["contact_date"] >= day
        ]
        yield deadline(
            case,
            "oversight-actions-closed",
            [row],
            day,
            case.plus(day, "oversight_interval"),
            min(done, default=None),
            subject="MO1",
            event=row["event_number"],
        )


def cse_police_liaison(case: Case) -> Iterator[Verdict]:
    """Liaison with the police about a CSE perpetrator under other registers."""
    rows = case.active(case.as_at, "CSEP")
    others = case.active(case.as_at, "ARSO", "AVIS", "IIOM", "SOPS")
    if case.is_open(case.as_at) and rows and others:
        trigger = min(row["start"] for row in rows)
        days = case.contact_days("C204", "VINC", "CAIL")
        yield renewed(case, "cse-police-liaison", rows, trigger, days, subject="CSEP")


def cse_programme_referred(case: Case) -> Iterator[Verdict]:
    """A CSE perpetrator is referred to a programme."""
    shown = [row["start"] for row in case.registrations("CSEP")]
    shown += [row["known_on"] for row in case.table("changes") if row["change"] == "cse"]
    rows = case.table("cases")
    sentence = earliest(*(row["sentence_date"] for row in rows))
    begun = sentence or earliest(*(row["supervision_start"] for row in rows))
    if not shown or begun is None:
        return
    trigger = max(min(shown), begun)
    unsuitable = case.any_yes("cases", "programme_unsuitable")
    yield deadline(
        case,
        "cse-programme-referred",
        rows,
        trigger,
        case.plus(trigger, "assessment_review"),
        earliest(*(row["programme_referred_on"] for row in rows)),
        reasons=[EXCUSED] if unsuitable else [],
    )


STEPS = {
    "oasys-rosh-children": oasys_rosh_children,
    "oasys-wellbeing": oasys_wellbeing,
    "oasys-rise-discussed": oasys_rise_discussed,
    "oasys-marac-main-body": oasys_marac_main_body,
    "mappa-considered": mappa_considered,
    "om-lac-liaison": om_lac_liaison,
    "reg-rchd": reg_rchd,
    "reg-unsupported": reg_unsupported,
    "reg-cse": reg_cse,
    "oversight-complex": oversight_complex,
    "oversight-safeguarding": oversight_safeguarding,
    "oversight-actions-closed": oversight_actions_closed,
    "cse-police-liaison": cse_police_liaison,
    "cse-programme-referred": cse_programme_referred,
}
