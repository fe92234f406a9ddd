"""Two facts of the records that cannot both be: warned of, never put right, and no row is lost by them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from safeaudit.extracts.problems import WARNING, Problems
from safeaudit.extracts.tables import Table

# Of each table, pairs of columns of which the second cannot be earlier than the first (by day).
ORDERED: Final = {
    "cases": (("supervision_start", "supervision_end"),),
    "plans": (("start", "end"),),
    "registrations": (("start", "end"), ("start", "next_review")),
    "enquiries": (
        ("sent", "acknowledged"),
        ("sent", "responded"),
        ("sent", "followed_up"),
        ("sent", "escalated"),
        ("responded", "analysed"),
    ),
    "referrals": (
        ("identified_at", "sent_at"),
        ("sent_at", "acknowledged"),
        ("sent_at", "outcome_on"),
        ("sent_at", "followed_up"),
        ("sent_at", "escalated"),
    ),
    "court_reports": (("interview_date", "completed_on"),),
    "addresses": (("proposed_on", "decided_on"),),
    "assessments": (("completed_on", "countersigned_on"),),
    "conferences": (("invited_on", "held_on"),),
    "staff": (("started_on", "left_on"),),
    "concerns": (("known_on", "acknowledged_on"),),
    "child_contact_applications": (("applied_on", "decided_on"), ("decided_on", "prisoner_told_on")),
}
ALERT: Final = "CPC"


class Clash(NamedTuple):
    """Rows of one table with the same clash: their positions, the column that shows it, and why."""

    table: str
    positions: npt.NDArray[np.int64]
    column: str
    reason: str


def list_clashes(tables: Mapping[str, Table], sources: Mapping[str, Sequence[int]], problems: Problems) -> None:
    """Warn of every clash; `sources`: for each table the numbers that its sources have among all those read."""
    for clash in clashes(tables):
        if len(clash.positions):
            rows = tables[clash.table].rows.iloc[clash.positions]
            source = np.array(sources[clash.table], dtype=np.int32)[rows["source"].to_numpy()]
            problems.add(
                (source, rows["row"].to_numpy()),
                table=clash.table,
                column=clash.column,
                kind="clash",
                reason=clash.reason,
                effect=WARNING,
                values=_shown(rows[clash.column]),
            )


def _shown(cells: pd.Series) -> tuple[list[str], npt.NDArray[np.int64]]:
    """The distinct values of the cells that clash, and for each cell which of them it has."""
    if cells.dtype.kind == "M":
        days, which = np.unique(cells.to_numpy().astype("datetime64[D]"), return_inverse=True)
        return [str(day) for day in days], which
    which, words = pd.factorize(cells.astype(object), use_na_sentinel=False)
    return [word if isinstance(word, str) else "" for word in words], which


def clashes(tables: Mapping[str, Table]) -> Iterator[Clash]:
    """Find the clashes within rows, and those between cases and alerts."""
    for name, table in tables.items():
        for first, second in ORDERED.get(name, ()):
            if table.held(first) and table.held(second):
                early = table.rows[second].to_numpy().astype("datetime64[D]")
                found = early < table.rows[first].to_numpy().astype("datetime64[D]")
                yield Clash(name, np.flatnonzero(found), second, f"{second} is before {first}.")
    if "cases" in tables and "registrations" in tables and tables["cases"].held("pprc"):
        yield from _alerts_against_pprc(tables["cases"], tables["registrations"])


def _alerts_against_pprc(cases: Table, registrations: Table) -> Iterator[Clash]:
    """Cases with an alert that has no end, and no row of the case that says so."""
    alerts = registrations.rows
    active = (alerts["register"] == ALERT).to_numpy(dtype=bool) & alerts["end"].isna().to_numpy()
    if not active.any():
        return
    alerted = cases.rows["crn"].isin(alerts["crn"].to_numpy()[active]).to_numpy()
    said = cases.rows["crn"].to_numpy()[(cases.rows["pprc"] == "confirmed").to_numpy(dtype=bool)]
    alerted = alerted & ~cases.rows["crn"].isin(said).to_numpy()
    pprc = cases.rows["pprc"]
    for found, says in ((pprc.isna(), "is blank"), (pprc.notna(), "does not say confirmed")):
        positions = np.flatnonzero(alerted & found.to_numpy())
        yield Clash("cases", positions, "pprc", f"pprc {says}, and an alert {ALERT} of the case has no end.")
