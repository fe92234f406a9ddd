"""The evidence rows suffice: a verdict follows from them, the rows of the case and nothing else.

Every obligation of a random caseload becomes a case of its own that holds the case's rows and the rows named as its
evidence; the audit of these cases must give every obligation again, with its verdict.
"""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from safeaudit.audit import Audit, run_audit
from safeaudit.extracts.contract import TABLES
from tests.reference.caseload import Caseload
from tests.reference.generate import generate, write_csv

AS_AT = date(2026, 10, 31)
CASES = 60
# References that are unique in their table; those of children and staff may stand in many cases.
REFERENCES = {
    column.name
    for table in TABLES.values()
    for column in table.columns
    if column.kind == "ref" and column.name not in ("child_ref", "staff_code", "from_staff", "to_staff")
}


def audited(caseload: Caseload, folder: Path) -> Audit:
    write_csv(caseload, folder)
    return run_audit([folder], AS_AT)


def rows_by_file(caseload: Caseload) -> dict[str, list[dict]]:
    """The rows of each file that `write_csv` writes."""
    files = {f"{table}.csv": rows for table, rows in caseload.items()}
    contacts = files.pop("contacts.csv")
    files["contacts-a-without-outcome.csv"] = [row for row in contacts if row.get("_no_outcome_column")]
    files["contacts-b.csv"] = [row for row in contacts if not row.get("_no_outcome_column")]
    return files


def case_number(position: int) -> str:
    return f"Z{position:06d}"


def each_a_case(caseload: Caseload, obligations: pd.DataFrame, evidence: list[str]) -> Caseload:
    """A case for each obligation: the rows of its case, and its evidence rows in the order of their files."""
    files = rows_by_file(caseload)
    alone: dict[str, list[dict]] = {table: [] for table, _ in caseload.items()}
    for position, (crn, told) in enumerate(zip(obligations["crn"], evidence, strict=True)):
        mine = {"crn": case_number(position)}
        alone["cases"] += [row | mine for row in files["cases.csv"] if row["crn"] == crn]
        places = sorted((file, int(row)) for file, row in (place.rsplit(":", 1) for place in told.split("; ")))
        for file, number in places:
            row = files[file][number - 2]
            renamed = {name: f"{position}~{row[name]}" for name in REFERENCES if row.get(name)}
            table = file.split(".")[0].split("-")[0]
            if table != "cases":
                alone[table].append(row | renamed | mine)
    return Caseload(alone, caseload.columns)


def keys(obligations: pd.DataFrame) -> list[tuple[str, ...]]:
    """What an obligation is known by, whatever its references were renamed to."""
    subject = obligations["subject"].astype(object).where(obligations["subject"].notna(), "")
    parts = [
        obligations["step"],
        obligations["event_number"],
        subject.astype(str).str.replace(r"^\d+~", "", regex=True),
        obligations["trigger_on"],
    ]
    return list(zip(*(part.astype(str) for part in parts), strict=True))


@pytest.mark.parametrize("seed", [1, 2, 7])
def test_a_verdict_follows_from_its_evidence(tmp_path: Path, seed: int) -> None:
    caseload = generate(seed, CASES, AS_AT)
    audit = audited(caseload, tmp_path / "whole")
    whole = audit.obligations[audit.obligations["crn"].notna()].reset_index(drop=True)
    assert len(whole) > 15 * CASES
    alone = audited(each_a_case(caseload, whole, audit.evidence(whole)), tmp_path / "alone").obligations
    found = dict(zip(zip(alone["crn"], keys(alone), strict=True), alone["verdict"], strict=True))
    differ = [
        (crn, key, verdict, found.get((case_number(position), key)))
        for position, (crn, key, verdict) in enumerate(zip(whole["crn"], keys(whole), whole["verdict"], strict=True))
        if found.get((case_number(position), key)) != verdict
    ]
    assert differ == []
