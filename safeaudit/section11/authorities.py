"""Which cases belong to a partnership: those whose children, plans or enquiries name one of its local authorities."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

import numpy as np
import pandas as pd

from safeaudit.caseload.arrays import Mask
from safeaudit.errors import CommandError
from safeaudit.facts.known import Known
from safeaudit.facts.referrals import spelt_alike

TABLES = ("children", "plans", "enquiries")


@dataclass(frozen=True)
class Partnership:
    """A partnership: its name, its local authorities, its CRNs, and how many CRNs name no authority at all."""

    name: str
    authorities: Sequence[str]
    crns: frozenset[str]
    cases_without: int

    def keep(self, obligations: pd.DataFrame) -> pd.DataFrame:
        """The obligations of the partnership's cases, and those of staff and units, who work for every partnership."""
        crn = obligations["crn"]
        return obligations[crn.isna() | crn.isin(self.crns)].reset_index(drop=True)


def partnership(known: Known, name: str, settings: Mapping[str, Sequence[str]]) -> Partnership:
    """The partnership of a name: of the authorities that settings list under it, else the authority so called.

    CommandError where no case names any of them, with the names most like it.
    """
    held = _held(known)
    listed = {key.casefold(): (key, list(names)) for key, names in settings.items()}
    shown, authorities = listed.get(name.strip().casefold(), (name.strip(), [name.strip()]))
    wanted = set(spelt_alike(np.array(authorities, dtype=object)))
    mine = held[held["alike"].isin(wanted)]
    if mine.empty:
        names = sorted(set(settings) | set(held["name"]))
        like = get_close_matches(name, names, n=3) or names[:20]
        known_names = f"Known: {', '.join(like)}." if like else "No child, plan or enquiry names one."
        raise CommandError(f"--partnership: no case names {', '.join(authorities)} as local authority. {known_names}")
    if shown.casefold() not in listed:
        shown = str(mine["name"].iloc[0])
        authorities = [shown]
    crns = known.caseload.crns.to_numpy(dtype=object)
    without = known.cases - held["case"].nunique()
    return Partnership(shown, authorities, frozenset(crns[mine["case"].unique()]), without)


def _held(known: Known) -> pd.DataFrame:
    """Each case with each authority that a table names for it: case, name, alike."""
    case, name = [], []
    for table in TABLES:
        rows = known.caseload[table]
        filled: Mask = rows.filled("local_authority") & (rows.case >= 0)
        case.append(rows.case[filled])
        name.append(rows.words("local_authority")[filled])
    names = np.concatenate(name)
    return pd.DataFrame({"case": np.concatenate(case), "name": names, "alike": spelt_alike(names)})
