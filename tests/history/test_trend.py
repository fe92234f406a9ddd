"""`safeaudit history --trend`: which steps changed most, worked by hand.

Team A has 20 newly sentenced cases; the enquiry of each is due on Tue 8 Sep 2026. As at 30 Sep 10 are in time, the rest
not done. In the files of October 15 are in time (five had been entered late): 10/20 to 15/20, +25 points.
"""

import json
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from safeaudit.cli.run import run
from safeaudit.history.read import Series
from safeaudit.reports.history.trend import trend_of
from tests.cli.helpers import STEP, write

CASES = "crn,event_number,sentence_date,sentence_type,supervision_start,staff_code,team,pdu\n" + "".join(
    f"A0000{n:02d},1,2026-09-01,community,2026-09-01,N01,Team A,North\n" for n in range(1, 21)
)


def enquiries(in_time: int) -> str:
    lines = [f"E{n},A0000{n:02d},1,sentence-start,2026-09-03\n" for n in range(1, in_time + 1)]
    return "enquiry_ref,crn,event_number,point,sent\n" + "".join(lines)


@pytest.fixture
def history(tmp_path) -> Path:
    file = tmp_path / "history.db"
    for as_at, in_time in (("2026-09-30", 10), ("2026-10-31", 15), ("2026-11-30", 15)):
        unit = write(tmp_path / as_at, {"cases.csv": CASES, "enquiries.csv": enquiries(in_time)})
        assert run(["audit", unit, "--as-at", as_at, "--history", str(file), "--quiet", "--step", STEP]) == 0
    return file


def trend(capsys, history: Path, *options: str) -> dict:
    capsys.readouterr()
    assert run(["history", str(history), "--json", *options]) == 0
    (found,) = json.loads(capsys.readouterr().out)["trend"]
    return found


def test_a_step_that_changed(capsys, history):
    found = trend(capsys, history, "--trend", "2026-09-01", "2026-12-31")
    assert (found["first"], found["last"], found["changed_most"]) == ("2026-09-30", "2026-11-30", [STEP])
    (step,) = found["steps"]
    assert [step[name] for name in ("met_first", "due_first", "met_last", "due_last")] == [10, 20, 15, 20]
    assert step["change"] == pytest.approx(0.25) and step["other_rules"] is False


def test_both_days_are_part_of_the_period(capsys, history):
    found = trend(capsys, history, "--trend", "2026-10-31", "2026-11-30")
    assert (found["first"], found["last"], found["changed_most"]) == ("2026-10-31", "2026-11-30", [])


def test_a_period_with_one_audit(capsys, history):
    assert trend(capsys, history, "--trend", "2026-10-01", "2026-11-01")["first"] is None
    assert run(["history", str(history), "--trend", "2026-10-01", "2026-11-01"]) == 0
    assert "fewer than two audits in this period" in capsys.readouterr().out


def test_on_the_terminal(capsys, history, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    assert run(["history", str(history), "--trend", "2026-09-01", "2026-12-31"]) == 0
    out = capsys.readouterr().out
    line = next(line for line in out.splitlines() if line.startswith(STEP))
    assert line.split() == [STEP, "10/20", "50%", "15/20", "75%", "+25", "points"]
    assert max(map(len, out.splitlines())) <= 80


@pytest.mark.parametrize(
    ("period", "says"),
    [(("2026-12-31", "2026-09-01"), "is not before"), (("soon", "2026-09-01"), "'soon' is not a date")],
)
def test_mistakes(capsys, history, period, says):
    assert run(["history", str(history), "--trend", *period]) == 2
    assert says in capsys.readouterr().err


def drawn(*steps: tuple[str, int, int, int, int, str]) -> Series:
    """Two audits; for each step met and due in the first and the second, and the fingerprint in the second."""
    days = pd.to_datetime(["2026-09-30", "2026-10-31"])
    audits = pd.DataFrame({"audit": [1, 2], "as_at": days, "marking": "OFFICIAL-SENSITIVE"})
    totals, told = [], []
    for step, met_1, due_1, met_2, due_2, meaning in steps:
        for audit, met, due in ((1, met_1, due_1), (2, met_2, due_2)):
            counts = {"met": met, "late": 0, "overdue": due - met, "breached": 0}
            totals.append({"audit": audit, "policy": "p", "step": step, "pdu": "N", "team": "A", **counts})
            meant = meaning if audit == 2 else "same"
            told.append({"audit": audit, "policy": "p", "step": step, "title": step, "fingerprint": meant})
    return Series({}, audits, pd.DataFrame(totals), pd.DataFrame(told))


def test_the_five_that_changed_most_with_enough_due():
    found = trend_of(
        drawn(
            ("a", 10, 20, 11, 20, "same"),  # +5
            ("b", 10, 20, 2, 20, "same"),  # −40
            ("c", 10, 10, 3, 10, "same"),  # −70
            ("d", 9, 9, 0, 9, "same"),  # −100, but fewer than 10 due
            ("e", 0, 0, 10, 20, "same"),  # at one end alone
            ("f", 10, 20, 10, 20, "same"),  # no change
            ("g", 10, 20, 16, 20, "other"),  # +30, by another rule
            ("h", 10, 20, 12, 20, "same"),  # +10
            ("i", 20, 40, 24, 40, "same"),  # +10, with more due
            ("j", 10, 20, 13, 20, "same"),  # +15
        ),
        [],
        [],
        date(2026, 9, 1),
        date(2026, 10, 31),
    )
    assert found.changed_most["step"].tolist() == ["c", "b", "g", "j", "i"]
    assert found.changed_most["change"].round(2).tolist() == [-0.7, -0.4, 0.3, 0.15, 0.1]
    assert found.steps.loc[found.steps["other_rules"], "step"].tolist() == ["g"]
    assert (found.few, found.one_end) == (1, 1)


def test_of_one_team():
    held = drawn(("a", 10, 20, 15, 20, "same"))
    assert len(trend_of(held, [], ["team x"], date(2026, 9, 1), date(2026, 10, 31)).steps) == 0
    assert len(trend_of(held, [], [" a"], date(2026, 9, 1), date(2026, 10, 31)).steps) == 1
