"""Builds the whole synthetic region in memory: every table of the contract, and the plan it was laid by."""

from dataclasses import dataclass

import numpy as np

from safeaudit.demo.assessments import LEVELS, first_level, lay_assessments, plan_assessments
from safeaudit.demo.changes import lay_changes
from safeaudit.demo.contacts import ContactLog, lay_ordinary
from safeaudit.demo.custody import lay_allocations, lay_receptions
from safeaudit.demo.days import AS_AT, Columns
from safeaudit.demo.enquiries import Enquiries, lay_court_reports, lay_starts
from safeaudit.demo.messy import mess_enquiries, mess_training, sets
from safeaudit.demo.moves import lay_addresses, lay_curfews, lay_releases, plan_notices
from safeaudit.demo.organisation import Organisation, organise
from safeaudit.demo.people import People, link_children, populate
from safeaudit.demo.plan import Plan
from safeaudit.demo.referrals import Referrals, lay_referrals
from safeaudit.demo.safeguarding import (
    lay_conferences,
    lay_marac,
    lay_oversight,
    lay_plans,
    lay_registers,
)
from safeaudit.demo.visits import lay_visits
from safeaudit.errors import CommandError

MOST_CASES = 99_999  # CRNs run from Z900001 to Z999999


@dataclass
class Unit:
    """A synthetic region: its tables (contacts apart), its contact log, its people and the plan."""

    tables: dict[str, Columns]
    contacts: Columns
    people: People
    organisation: Organisation
    plan: Plan
    messy_sets: int


def build(cases: int, seed: int) -> Unit:
    """Build a region of so many cases; the same cases and seed give the same region."""
    if not 1 <= cases <= MOST_CASES:
        raise CommandError(
            f"--cases {cases}: give 1 to {MOST_CASES:,}, because the demo's CRNs run from Z900001 to Z999999."
        )
    if seed < 0:
        raise CommandError(f"--seed {seed}: give a whole number of 0 or more.")
    streams = iter(np.random.default_rng(part) for part in np.random.SeedSequence(seed).spawn(20))
    plan, log = Plan(), ContactLog()
    organisation = organise(next(streams), cases, plan)
    people, case_rows = populate(next(streams), cases, organisation)
    children, child_rows = link_children(next(streams), people)
    enquiries = Enquiries(next(streams), people, log, plan)
    reports, reported, not_plain = lay_court_reports(next(streams), enquiries)
    lay_starts(next(streams), enquiries, children, reported, not_plain)
    referrals = Referrals(next(streams), people, children, plan)
    curfews = lay_curfews(next(streams), enquiries)
    addresses = lay_addresses(next(streams), enquiries, referrals)
    releases = lay_releases(next(streams), enquiries, curfews)
    changes = lay_changes(next(streams), enquiries, referrals, children, log)
    lay_referrals(next(streams), referrals)

    rng = next(streams)
    level = first_level(rng, people)
    assessment_rows, assessments = lay_assessments(rng, people, children, level, plan)
    rng = next(streams)
    plans, spells = lay_plans(rng, people, children)
    registers = lay_registers(rng, people, spells, plan, np.isin(level, LEVELS[1:]))
    overseen = lay_oversight(rng, people, spells, registers, log, plan)
    conferences = lay_conferences(rng, people, spells, log, plan)
    lay_marac(rng, people, log, plan)
    plan_assessments(people, children, assessments, spells, registers, changes, plan)
    lay_visits(next(streams), people, children, assessments, spells, registers, log, plan)
    allocations = lay_allocations(next(streams), people, organisation, children, spells, registers, log, plan)
    receptions = lay_receptions(next(streams), people, plan)

    now = np.full(cases, AS_AT)
    medium = np.isin(assessments.level(assessments.last_by(now, cases)), LEVELS[1:])
    named = np.zeros(cases, dtype=bool)
    named[children.case[children.identified == "Y"]] = True
    plan_notices(plan, people, releases, medium, named, registers.active(("CPC",), now))
    lay_ordinary(next(streams), people, log, overseen)

    grown = (
        case_rows,
        child_rows,
        plans,
        registers.rows,
        enquiries.rows,
        referrals.rows,
        reports,
        curfews,
        addresses,
        changes,
        releases,
        assessment_rows,
        conferences,
        allocations,
        receptions,
        organisation.staff,
        organisation.training,
        organisation.units,
    )
    tables = {rows.table: rows.columns() for rows in grown}
    messy_sets = sets(cases)
    mess_enquiries(tables["enquiries"], plan, messy_sets)
    mess_training(tables["training"], messy_sets)
    return Unit(tables, log.sorted(), people, organisation, plan, messy_sets)
