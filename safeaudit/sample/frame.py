"""The cases that a dip sample is drawn from, and the strata that they fall into."""

import numpy as np
import pandas as pd

from safeaudit.caseload.arrays import any_of_each, pick
from safeaudit.facts.assessments import latest_by
from safeaudit.facts.cases import open_at_as_at
from safeaudit.facts.known import Known
from safeaudit.facts.registers import child_protection_at_as_at
from safeaudit.worklists.places import crns_of, places_of

NOT_ASSESSED = "not assessed"
CHILD_PROTECTION, CHILD_IN_NEED, NO_PLAN = "child protection", "child in need", "none"
# What makes a stratum: team, RoSH to children, plan.
STRATUM = ["pdu", "team", "rosh", "plan"]


def open_cases(known: Known) -> pd.DataFrame:
    """Each case open at as-at, by CRN.

    Columns (text): crn, staff_code, team, pdu; rosh: that to children of the latest assessment, else `not assessed`;
    plan: `child protection` (a plan at as-at; with none on record, the register), `child in need` or `none`.
    """
    case = np.flatnonzero(open_at_as_at(known))
    assessments = known.caseload["assessments"]
    rosh = pick(assessments.words("rosh_children"), latest_by(known, case, np.full(len(case), known.as_at)), "")
    protected = np.isin(case, child_protection_at_as_at(known).case)
    plans = known.caseload["plans"]
    in_need = plans.is_any("plan", ["cin"]) & ~(plans.day("end") <= known.as_at)
    in_need = any_of_each(plans.case, known.cases, in_need)[case]
    return pd.DataFrame(
        {
            "crn": crns_of(known, case),
            **places_of(known, case),
            "rosh": np.where(rosh == "", NOT_ASSESSED, rosh),
            "plan": np.select([protected, in_need], [CHILD_PROTECTION, CHILD_IN_NEED], NO_PLAN),
        },
        dtype="str",
    )
