"""Two facts of the records that cannot both be: warned of, never put right, and no row is lost by them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pandas.api.types import union_categoricals

from safeaudit.extracts.contract import TABLES
from safeaudit.extracts.problems import WARNING, Problems
from safeaudit.extracts.tables import Extracts, Source, Table

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


def with_clashes(extracts: Extracts, found: Iterable[Clash]) -> Extracts:
    """The same extracts with further clashes among their problems, after those found in reading."""
    number = {(sheet.file, sheet.sheet): number for number, sheet in enumerate(extracts.inputs)}
    sources = {name: [number[s.file, s.sheet] for s in table.sources] for name, table in extracts.tables.items()}
    problems = Problems()
    list_clashes(found, extracts.tables, sources, problems)
    frame = problems.frame([Source(file, sheet, frozenset()) for file, sheet in number])
    return replace(extracts, problems=_joined(extracts.problems, frame)) if len(frame) else extracts


def _joined(problems: pd.DataFrame, more: pd.DataFrame) -> pd.DataFrame:
    """Both one after the other, texts as categories still."""
    columns = {
        name: pd.concat([problems[name], more[name]], ignore_index=True)
        if name == "row"
        else union_categoricals([problems[name], more[name]])
        for name in problems.columns
    }
    return pd.DataFrame(columns)


def list_clashes(
    found: Iterable[Clash], tables: Mapping[str, Table], sources: Mapping[str, Sequence[int]], problems: Problems
) -> None:
    """Warn of every clash; `sources`: for each table the numbers that its sources have among all those read."""
    for clash in found:
        if len(clash.positions):
            rows = tables[clash.table].rows
            source = np.array(sources[clash.table], dtype=np.int32)[rows["source"].to_numpy()[clash.positions]]
            problems.add(
                (source, rows["row"].to_numpy()[clash.positions]),
                table=clash.table,
                column=clash.column,
                kind="clash",
                reason=clash.reason,
                effect=WARNING,
                values=_shown(rows[clash.column].iloc[clash.positions]),
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
                found = _days(table, second) < _days(table, first)
                yield Clash(name, np.flatnonzero(found), second, f"{second} is before {first}.")
    if "cases" in tables and "registrations" in tables and tables["cases"].held("pprc"):
        yield from _alerts_against_pprc(tables["cases"], tables["registrations"])


def _alerts_against_pprc(cases: Table, registrations: Table) -> Iterator[Clash]:
    """Cases with an alert that has no end, and no row of the case that says so."""
    alerts, pprc = registrations.rows, cases.rows["pprc"]
    active = (alerts["register"] == ALERT).to_numpy(dtype=bool) & alerts["end"].isna().to_numpy()
    alerted = _held_by(cases, alerts["crn"][active])
    if not alerted.any():
        return
    alerted &= ~_held_by(cases, cases.rows["crn"][(pprc == "confirmed").to_numpy(dtype=bool)])
    for found, says in ((pprc.isna(), "is blank"), (pprc.notna(), "does not say confirmed")):
        positions = np.flatnonzero(alerted & found.to_numpy())
        yield Clash("cases", positions, "pprc", f"pprc {says}, and an alert {ALERT} of the case has no end.")


def _held_by(cases: Table, crns: pd.Series) -> npt.NDArray[np.bool_]:
    """Tell which rows of `cases` are of one of these CRNs."""
    crn = cases.rows["crn"].cat
    named = pa.array(crns.cat.categories[np.unique(crns.cat.codes.to_numpy())], pa.string())
    one_of = pc.is_in(pa.array(crn.categories, pa.string()), value_set=named)
    return np.asarray(one_of)[crn.codes.to_numpy()]


def _days(table: Table, column: str) -> npt.NDArray[np.datetime64]:
    """The days of a column, as moments at midnight."""
    moments = table.rows[column].to_numpy()
    if TABLES[table.name].column(column).kind == "datetime":
        return moments.astype("datetime64[D]")
    return moments
