"""Two facts that cannot both be: listed as warnings, with the row that shows them, and no row is lost."""

from pathlib import Path

import pytest

from safeaudit.extracts.clashes import ORDERED
from safeaudit.extracts.contract import TABLES
from safeaudit.extracts.read import read_extracts
from safeaudit.extracts.tables import Extracts


def read(folder: Path, **tables: str) -> Extracts:
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    return read_extracts([folder])


def told(extracts: Extracts) -> list[tuple[str, int, str, str, str]]:
    """Each clash: file, row, column, value, reason."""
    rows = extracts.problems[extracts.problems["kind"] == "clash"]
    assert set(rows["effect"]) <= {"warning"}
    return list(rows[["file", "row", "column", "value", "reason"]].itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("end", "found"),
    [
        ("2026-03-01", []),
        ("2026-02-28", [("plans.csv", 3, "end", "2026-02-28", "end is before start.")]),
        ("", []),
        ("9999-12-31", []),
        ("soon", []),
    ],
)
def test_an_end_before_its_start(tmp_path: Path, end: str, found: list[tuple[str, int, str, str, str]]) -> None:
    rows = f"crn,child_ref,plan,start,end\nZ900001,K1,CP,2026-01-05,2026-02-01\nZ900001,K2,CP,2026-03-01,{end}\n"
    extracts = read(tmp_path, cases="crn\nZ900001\n", plans=rows)
    assert told(extracts) == found
    assert len(extracts.tables["plans"].rows) == 2


def test_a_time_of_day_is_no_clash(tmp_path: Path) -> None:
    rows = "referral_ref,crn,identified_at,sent_at\nR1,Z900001,2026-03-01 14:00,2026-03-01 09:00\n"
    assert told(read(tmp_path, cases="crn\nZ900001\n", referrals=rows)) == []


def test_every_file_of_a_table_is_looked_at_and_named(tmp_path: Path) -> None:
    head = "enquiry_ref,crn,sent,responded\n"
    early = "Z900001,2026-03-02,2026-03-01\n"
    (tmp_path / "enquiries-2.csv").write_text(f"{head}E2,{early}", "utf-8")
    extracts = read(tmp_path, cases="crn\nZ900001\n", enquiries=f"{head}E0,Z900001,2026-03-01,\nE1,{early}")
    reason = "responded is before sent."
    assert told(extracts) == [
        ("enquiries-2.csv", 2, "responded", "2026-03-01", reason),
        ("enquiries.csv", 3, "responded", "2026-03-01", reason),
    ]


@pytest.mark.parametrize(
    ("pprc", "end", "reason"),
    [
        ("", "", "pprc is blank, and an alert CPC of the case has no end."),
        ("potential", "9999-12-31", "pprc does not say confirmed, and an alert CPC of the case has no end."),
        ("confirmed", "", None),
        ("", "2026-02-01", None),
    ],
)
def test_an_alert_that_pprc_does_not_bear_out(tmp_path: Path, pprc: str, end: str, reason: str | None) -> None:
    extracts = read(
        tmp_path,
        cases=f"crn,pprc\nZ900001,{pprc}\nZ900002,\n",
        registrations=f"crn,register,start,end\nZ900001,CPC,2026-01-01,{end}\nZ900002,RCPR,2026-01-01,\n",
    )
    assert told(extracts) == ([("cases.csv", 2, "pprc", pprc, reason)] if reason else [])


def test_pprc_on_another_row_of_the_case_is_enough(tmp_path: Path) -> None:
    cases = "crn,event_number,pprc\nZ900001,1,\nZ900001,2,confirmed\n"
    assert told(read(tmp_path, cases=cases, registrations="crn,register,start\nZ900001,CPC,2026-01-01\n")) == []


@pytest.mark.parametrize(("table", "pair"), [(table, pair) for table, pairs in ORDERED.items() for pair in pairs])
def test_ordered_columns_are_dates_of_the_contract(table: str, pair: tuple[str, str]) -> None:
    assert {TABLES[table].column(name).kind for name in pair} <= {"date", "datetime"}
