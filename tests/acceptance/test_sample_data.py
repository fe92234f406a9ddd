"""The sample unit: the audit finds exactly the exceptions that its generator planted, which never ran the engine."""

from datetime import date
from pathlib import Path

import pandas as pd

from safeaudit.audit import run_audit
from safeaudit.packs.coverage import load_coverage

SAMPLE = Path(__file__).parents[2] / "sample_data"
AS_AT = date(2026, 10, 31)
FIRST_FIVE = ["enq-start-of-sentence", "enq-emc", "followup-no-ack-2wd", "ref-24h", "training-elearning"]


def test_the_audit_finds_what_was_planted_and_nothing_else() -> None:
    planted, found = planted_exceptions(), found_exceptions()
    assert found == planted
    assert {row[0] for row in planted} >= set(FIRST_FIVE)


def planted_exceptions() -> set[tuple[str, ...]]:
    rows = pd.read_csv(SAMPLE / "planted.csv", dtype=str, keep_default_na=False)
    columns = ["step", "crn", "event_number", "subject", "trigger_on", "due", "done_on", "verdict"]
    return set(rows[columns].itertuples(index=False, name=None))


def planned_steps() -> set[str]:
    """The core steps: the plan is complete for them; the further steps fall on its cases as they come."""
    placed = [row for row in load_coverage("hmpps") if row.audited_by == "core-step"]
    return {step for row in placed for step in row.steps} | {"ref-right-authority"}


def found_exceptions() -> set[tuple[str, ...]]:
    rows = run_audit([SAMPLE], AS_AT).obligations
    rows = rows[rows["verdict"].isin(["late", "overdue", "breached"]) & rows["step"].isin(planned_steps())]
    rows = rows.astype(object)
    # Staff and units stand in the subject; the plan names them where it names a CRN.
    rows["crn"] = rows["crn"].where(rows["crn"].notna(), rows["subject"])
    for column in ("trigger_on", "due", "done_on"):
        rows[column] = pd.to_datetime(rows[column]).dt.strftime("%Y-%m-%d")
    columns = ["step", "crn", "event_number", "subject", "trigger_on", "due", "done_on", "verdict"]
    texts = rows[columns].astype(object).where(rows[columns].notna(), "").astype(str)
    return set(texts.itertuples(index=False, name=None))
