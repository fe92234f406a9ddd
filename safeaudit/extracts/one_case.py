"""The extracts of one case: the rows of its CRN, from tables that were read and checked whole."""

from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches

import numpy as np
import pandas as pd

from safeaudit.errors import CommandError
from safeaudit.extracts.tables import Extracts, Table

MOST_ALIKE = 5


def of_one_case(extracts: Extracts, crn: str) -> Extracts:
    """Keep the rows of one CRN, however it is typed; of tables that have none (staff, units) no rows.

    What was read, and which columns were held, stays as it is. CommandError where `cases` has no usable row of that
    CRN, naming those most like it.
    """
    cases = extracts.tables.get("cases")
    known = cases.rows["crn"].unique().tolist() if cases is not None else []
    wanted = crn.strip().upper()
    if wanted not in known:
        raise CommandError(_unknown(wanted, known, extracts.tables))
    return replace(extracts, tables={name: _only(table, wanted) for name, table in extracts.tables.items()})


def _only(table: Table, crn: str) -> Table:
    if "crn" not in table.rows:
        kept = np.zeros(len(table.rows), dtype=bool)
    else:
        column = table.rows["crn"].cat
        kept = np.append(column.categories == crn, False)[column.codes.to_numpy()]
    place = np.cumsum(kept) - 1
    cells = table.unusable[kept[table.unusable["position"].to_numpy()]]
    unusable = cells.assign(position=place[cells["position"].to_numpy()].astype(np.int32))
    return replace(table, rows=_without_idle_words(table.rows[kept]), unusable=unusable.reset_index(drop=True))


def _without_idle_words(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with only the words that they hold, so that nothing that follows looks at a region's."""
    words = [name for name in rows.columns if rows[name].dtype == "category"]
    return rows.assign(**{name: rows[name].cat.remove_unused_categories() for name in words}).reset_index(drop=True)


def _unknown(crn: str, known: list[str], tables: Mapping[str, Table]) -> str:
    if "cases" not in tables:
        return f"{crn}: the extracts have no table cases, so no case can be found. Give the file that holds it."
    alike = get_close_matches(crn, known, n=MOST_ALIKE, cutoff=0.7)
    hint = f"Most like it: {', '.join(alike)}." if alike else "Check the CRN and the extracts."
    return f"{crn}: no usable row of cases has this CRN. {hint}"
