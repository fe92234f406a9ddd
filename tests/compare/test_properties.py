"""Of any two audits: the classes part the union of their ids, and work and data are never taken for each other.

Drawn as large tables from small pools, so that every pair of verdicts and every order of days comes up, also those that
no replay would give.
"""

import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from safeaudit.compare.changes import WORK, Change
from safeaudit.compare.comparison import Comparison, compare
from safeaudit.compare.folder import DAYS, WORDS, AuditFolder
from safeaudit.replay.obligations import VERDICT_WORDS

THEN, NOW = date(2026, 10, 31), date(2026, 11, 30)
ROWS = 3000
# Around the two as-at days, far from them, and none.
DATES = [None, "2026-09-01", "2026-10-30", "2026-10-31", "2026-11-01", "2026-11-30", "2026-12-15"]
STEPS = [f"step-{number}" for number in range(12)]


def drawn(seed: int, as_at: date) -> AuditFolder:
    """An audit of random obligations, some of them under one id twice."""
    draw = random.Random(f"{seed} {as_at}")
    pools = {
        "policy": ["p"],
        "step": STEPS,
        "theme": ["enquiries", "referrals"],
        "crn": [None, *(f"A{number:06d}" for number in range(40))],
        "event_number": [None, "1"],
        "subject": [None, "CP", *(f"R{number}" for number in range(20))],
        "verdict": VERDICT_WORDS,
        "staff_code": ["N01"],
        "team": [None, "Team A", "Team B"],
        "pdu": ["North"],
    }
    rows = pd.DataFrame({"obligation_id": pd.array([f"id-{draw.randrange(2 * ROWS)}" for _ in range(ROWS)], "str")})
    for name in WORDS:
        words = pools[name]
        codes = [draw.randrange(len(words)) - (words[0] is None) for _ in range(ROWS)]
        rows[name] = pd.Categorical.from_codes(codes, pd.Index([word for word in words if word], dtype="str"))
    for name in DAYS:
        # Nothing is done after the day that the audit looks from.
        dates = [day for day in DATES if name != "done_on" or not day or day <= as_at.isoformat()]
        rows[name] = pd.to_datetime(pd.Series(draw.choices(dates, k=ROWS))).astype("datetime64[s]")
    steps = pd.DataFrame(
        {
            "policy": "p",
            "step": STEPS,
            "title": STEPS,
            "theme": "enquiries",
            "met": 0,
            "due": 0,
            "not_assessed": draw.choices(["", "", "no table"], k=len(STEPS)),
            "fingerprint": draw.choices("fffg", k=len(STEPS)),
            "ends": draw.choices(["", "it was closed"], k=len(STEPS)),
        }
    ).set_index(["policy", "step"])
    held = draw.sample(STEPS, k=len(STEPS) - 1)
    filters = draw.choice([{}, {"since": "2026-10-30"}, {"team": ["team a"], "pdu": []}])
    manifest = {
        "program": {"version": "1"},
        "policies": [{"name": "p", "version": "1"}],
        "calendar": draw.choice("xy"),
        "filters": filters,
    }
    rows, steps = rows[rows["step"].isin(held)].reset_index(drop=True), steps[steps.index.isin(held, level=1)]
    return AuditFolder(Path("an-audit"), as_at, manifest, rows, steps)


@pytest.fixture(params=range(6))
def comparison(request) -> Comparison:
    return compare(drawn(request.param, THEN), drawn(request.param, NOW))


def test_each_id_of_either_audit_is_in_one_class(comparison):
    counts = [audit.obligations["obligation_id"].value_counts() for audit in (comparison.before, comparison.after)]
    # An id that an audit has twice counts twice.
    union = pd.concat(counts, axis=1).max(axis=1)
    changes = comparison.changes
    assert changes["obligation_id"].value_counts().to_dict() == union.to_dict()
    assert set(changes["change"]) <= set(Change)
    assert changes["why"].notna().all()
    assert not (changes["why"] == "").any()


def test_every_class_comes_up(comparison):
    assert set(comparison.changes["change"]) >= set(Change) - {Change.LEFT_OUT}


def test_what_is_called_work_is_dated_after_the_earlier_audit(comparison):
    work = comparison.changes[comparison.changes["change"].isin(WORK)]
    assert (work["done_on_after"] > pd.Timestamp(THEN)).all()
    assert work["verdict_after"].isin(["met", "late"]).all()


def test_work_is_never_called_a_change_of_data(comparison):
    changes = comparison.changes
    data = changes[changes["change"].isin([Change.GONE, Change.DATA])]
    since = data["done_on_after"] > pd.Timestamp(THEN)
    undone = ~data["verdict_before"].isin(["met", "late"]) & data["verdict_before"].notna()
    assert not (since & undone & data["verdict_after"].isin(["met", "late"])).any()


def test_what_is_new_was_not_there_and_what_is_gone_is_not(comparison):
    changes = comparison.changes
    assert changes["verdict_before"][changes["change"] == Change.NEW].isna().all()
    assert changes["verdict_after"][changes["change"] == Change.GONE].isna().all()
    assert changes["verdict_after"][changes["change"].isin([Change.STILL_OPEN, Change.AS_BEFORE])].notna().all()


@pytest.mark.parametrize("seed", range(3))
def test_an_audit_compared_with_itself_has_changed_nothing(seed):
    audit = drawn(seed, THEN)
    assert set(compare(audit, audit).changes["change"]) <= {Change.STILL_OPEN, Change.NOT_TOLD, Change.AS_BEFORE}


def test_the_order_of_rows_changes_no_class():
    before, after = drawn(1, THEN), drawn(1, NOW)
    once = [audit.obligations.drop_duplicates("obligation_id", ignore_index=True) for audit in (before, after)]
    shuffled = [rows.sample(frac=1, random_state=2).reset_index(drop=True) for rows in once]
    one, other = (
        compare(replace(before, obligations=rows[0]), replace(after, obligations=rows[1]))
        .changes.set_index("obligation_id")["change"]
        .astype("str")
        for rows in (once, shuffled)
    )
    assert one.to_dict() == other.to_dict()
