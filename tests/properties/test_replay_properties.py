"""What must hold of every caseload, tried on random boundary-heavy ones (`tests/reference/generate.py`)."""

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from safeaudit.audit import Audit, run_audit
from safeaudit.caseload.as_at import CELLS_OF, DONE_DATES, ROW_DATES
from tests.reference.caseload import Caseload
from tests.reference.generate import generate, write_csv

AS_AT = date(2026, 10, 31)
CASES = 40
SHOWN = ["obligation_id", "step", "crn", "event_number", "subject", "trigger_on", "due", "done_on", "verdict", "basis"]
a_seed = st.integers(0, 10_000)
few = settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def audited(caseload: Caseload, folder: Path, as_at: date = AS_AT) -> Audit:
    folder.mkdir(parents=True)
    write_csv(caseload, folder)
    return run_audit([folder], as_at)


def shown(audit: Audit) -> pd.DataFrame:
    """All that outputs say of each obligation, but the evidence and the words."""
    obligations = audit.obligations.assign(obligation_id=audit.ids(audit.obligations))
    return obligations[[*SHOWN, "days", "staff_code", "team", "pdu"]].astype(object).reset_index(drop=True)


def each_row(caseload: Caseload, change: Callable[[str, dict], dict | None]) -> Caseload:
    """The same caseload with every row changed, or left out where the change gives None."""
    tables = {name: [new for row in rows if (new := change(name, dict(row)))] for name, rows in caseload.items()}
    return Caseload(tables, caseload.columns)


@few
@given(a_seed)
@example(61)
def test_what_was_done_after_as_at_changes_nothing(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    """The audit of what was on record by then equals the audit of the whole record as at that day."""
    whole = generate(seed, CASES, AS_AT)
    as_at = AS_AT - timedelta(days=seed % 400)

    def later(value: object) -> bool:
        day = value.date() if isinstance(value, datetime) else value
        return isinstance(day, date) and day > as_at

    def not_yet_written(table: str, row: dict) -> dict | None:
        if later(row.get(ROW_DATES.get(table, ""))):
            return None
        return row | {column: None for column in DONE_DATES.get(table, ()) if later(row.get(column))}

    def without_orphaned_cells(table: str, row: dict) -> dict | None:
        """What a date that is now blank was the date of (`steps.md`, "What the as-at date hides")."""
        hidden = not_yet_written(table, row)
        if hidden is None:
            return None
        for (of, dated), cells in CELLS_OF.items():
            if of == table and later(row.get(dated)):
                hidden |= {cell: None for cell in cells if cell in row}
        return hidden

    folder = tmp_path_factory.mktemp("after")
    known_then = each_row(whole, without_orphaned_cells)
    pd.testing.assert_frame_equal(
        shown(audited(whole, folder / "whole", as_at)), shown(audited(known_then, folder / "then", as_at))
    )


@few
@given(a_seed)
def test_the_order_of_cases_changes_nothing_but_evidence(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    """Cases written in another order; within a case the order stays, since ties go by it."""
    caseload = generate(seed, CASES, AS_AT)
    rank = {row["crn"]: n for n, row in enumerate(caseload["cases"])}
    order = list(rank)
    random.Random(seed).shuffle(order)
    place = {crn: n for n, crn in enumerate(order)}
    shuffled = Caseload(
        {
            name: sorted(rows, key=lambda row: place[row["crn"]]) if rows and "crn" in rows[0] else rows
            for name, rows in caseload.items()
        },
        caseload.columns,
    )
    folder = tmp_path_factory.mktemp("order")
    pd.testing.assert_frame_equal(
        shown(audited(caseload, folder / "as it is")), shown(audited(shuffled, folder / "shuffled"))
    )


@few
@given(a_seed, st.integers(2, 4))
def test_splitting_tables_over_files_changes_nothing_but_evidence(
    tmp_path_factory: pytest.TempPathFactory, seed: int, parts: int
) -> None:
    caseload = generate(seed, CASES, AS_AT)
    folder = tmp_path_factory.mktemp("split")
    whole = audited(caseload, folder / "whole")
    split = folder / "split"
    split.mkdir()
    for path in (folder / "whole").glob("*.csv"):
        heading, *lines = path.read_text("utf-8").splitlines(keepends=True)
        size = len(lines) // parts + 1
        for part in range(parts):
            name = f"{path.stem}-{part}.csv"
            (split / name).write_text(heading + "".join(lines[part * size : (part + 1) * size]), "utf-8")
    pd.testing.assert_frame_equal(shown(whole), shown(run_audit([split], AS_AT)))


@few
@given(a_seed)
def test_rows_add_up_and_each_obligation_is_made_once(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    caseload = generate(seed, CASES, AS_AT)
    audit = audited(caseload, tmp_path_factory.mktemp("once") / "extracts")
    for sheet in audit.extracts.inputs:
        assert sheet.rows_read == sheet.used + sheet.quarantined + sheet.duplicate
    assert sum(sheet.rows_read for sheet in audit.extracts.inputs) == sum(map(len, caseload.values()))
    rows = shown(audit)
    assert not rows["obligation_id"].duplicated().any()
    assert not rows[["step", "crn", "event_number", "subject", "trigger_on"]].duplicated().any()
    proposed = [row["curfew_ref"] for row in caseload["curfews"] if row["proposed_on"] <= AS_AT]
    assert sorted(rows.loc[rows["step"] == "enq-emc", "subject"]) == sorted(proposed)


@few
@given(a_seed, st.integers(1, 300))
def test_ids_stay_when_a_later_audit_knows_more(tmp_path_factory: pytest.TempPathFactory, seed: int, days: int) -> None:
    caseload = generate(seed, CASES, AS_AT)
    folder = tmp_path_factory.mktemp("ids")
    before = shown(audited(caseload, folder / "before", AS_AT - timedelta(days=days)))
    after = shown(audited(caseload, folder / "after"))
    key = ["step", "crn", "event_number", "subject", "trigger_on"]
    both = before.merge(after, on=key, suffixes=("_before", "_after"))
    assert (both["obligation_id_before"] == both["obligation_id_after"]).all()


MOVING = {"training-elearning", "training-advanced", "s11-self-assessment", "enq-pre-release", "reg-review"}


@few
@given(a_seed)
def test_ids_stay_though_the_trigger_moves(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    """Retraining, a new self-assessment and a slipped release: done again the day before as-at, planned a week
    later."""
    caseload = generate(seed, CASES, AS_AT)
    day = AS_AT - timedelta(days=1)

    def moved(table: str, row: dict) -> dict:
        if table == "training":
            return row | {"completed_on": day}
        if table == "units" and isinstance(row["section11_completed_on"], date):
            return row | {"section11_completed_on": day}
        if table == "releases" and isinstance(row["planned_on"], date) and row["planned_on"] < date(2034, 1, 1):
            return row | {"planned_on": row["planned_on"] + timedelta(days=7)}
        return row

    folder = tmp_path_factory.mktemp("moved")
    before = shown(audited(caseload, folder / "before"))
    again = each_row(caseload, moved)
    again["training"] = list({(r["staff_code"], r["course"]): r for r in again["training"]}.values())
    after = shown(audited(again, folder / "after"))
    for step in MOVING:
        ids = [set(rows.loc[rows["step"] == step, "obligation_id"]) for rows in (before, after)]
        assert ids[0] == ids[1], step
