"""`safeaudit sample` on the small unit of `tests.cli.helpers`: four open cases, two of Team A."""

import json

import pytest

from safeaudit.cli.run import run
from tests.cli.helpers import AS_AT, CASES, UNIT, rows, write

PLANS = "crn,child_ref,plan,start\nA000002,C1,cp,2026-10-27\n"


@pytest.fixture
def unit(tmp_path) -> str:
    return write(tmp_path / "extracts", UNIT | {"plans.csv": PLANS})


def sampled(unit: str, tmp_path, *options) -> list[dict[str, str]]:
    out = tmp_path / "out"
    arguments = ["sample", unit, *AS_AT, "--seed", 1, "--out", out, "--quiet", "--force", *options]
    assert run([str(argument) for argument in arguments]) == 0
    return rows(out / "sample.csv")


def test_the_case_with_a_plan_is_in_and_says_why(unit, tmp_path):
    sample = sampled(unit, tmp_path, "--size", 2)
    assert len(sample) == 2
    with_plan = next(row for row in sample if row["crn"] == "A000002")
    assert (with_plan["plan"], with_plan["chance"]) == ("child protection", "1.0")
    assert with_plan["reason"] == "every case with a child protection plan is in"
    assert {row["marking"] for row in sample} == {"OFFICIAL-SENSITIVE"}
    held = json.loads((tmp_path / "out" / "manifest.json").read_text())["sample"]
    assert (held["size"], held["seed"], held["cases"], held["certain"], held["open_cases"]) == (2, 1, 2, 1, 4)


def test_the_same_whatever_the_order_of_rows(unit, tmp_path):
    first = sampled(unit, tmp_path, "--size", 2)
    heading, *lines = CASES.splitlines()
    turned = write(tmp_path / "turned", UNIT | {"plans.csv": PLANS, "cases.csv": "\n".join([heading, *lines[::-1]])})
    assert sampled(turned, tmp_path, "--size", 2) == first


def test_cases_already_read_are_left_out_for_a_year(unit, tmp_path, capsys):
    # As at 31 Oct 2026: on 31 Oct 2025 is twelve months ago and no longer lately; on 1 Nov 2025 is.
    listed = tmp_path / "read.csv"
    listed.write_text("CRN,read_on\nA000001,2025-11-01\nA000003,2025-10-31\n")
    crns = [row["crn"] for row in sampled(unit, tmp_path, "--size", 4, "--already-read", listed)]
    assert crns == ["A000002", "A000003", "A000004"]
    crns = [row["crn"] for row in sampled(unit, tmp_path, "--size", 4, "--already-read", listed, "--months", 13)]
    assert crns == ["A000002", "A000004"]
    held = json.loads((tmp_path / "out" / "manifest.json").read_text())["sample"]
    assert held["left_out_as_read"] == 2
    assert "Asked for 4: there are no more." in held["says"]


def test_one_team_alone(unit, tmp_path):
    assert [row["crn"] for row in sampled(unit, tmp_path, "--size", 9, "--team", "team a")] == ["A000001", "A000003"]


@pytest.mark.parametrize(
    ("options", "code", "says"),
    [
        (["--size", "0"], 2, "--size"),
        (["--size", "3", "--minimum", "3"], 2, "--minimum 3: the strata want 3 at least"),
        (["--size", "4", "--team", "nowhere"], 2, "No open case is left to draw from"),
        (["--size", "4", "--already-read", "nowhere.csv"], 3, "nowhere.csv: the file of cases read cannot be read"),
    ],
)
def test_mistakes(unit, tmp_path, capsys, options, code, says):
    out = tmp_path / "out"
    assert run(["sample", unit, *AS_AT, "--seed", "1", "--out", str(out), *options]) == code
    assert says in capsys.readouterr().err
    assert not out.exists()


def test_a_list_of_cases_read_that_cannot_be_read(unit, tmp_path, capsys):
    listed = tmp_path / "read.csv"
    listed.write_text("crn,read_on\nA000001,soon\n,2026-10-01\n")
    arguments = ["sample", unit, *AS_AT, "--seed", 1, "--out", tmp_path / "out", "--size", 2, "--already-read", listed]
    assert run([str(argument) for argument in arguments]) == 3
    said = capsys.readouterr().err
    assert "read.csv, row 2: read_on holds 'soon'; write a date, such as 2026-10-31 or 31/10/2026." in said
    assert "read.csv, row 3: crn is blank; fill it." in said
