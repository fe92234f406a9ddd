"""The copy that may leave the unit: what is in it, what is not, and what cannot be worked out from it."""

import csv
import json
import re
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest

from safeaudit.cli.run import run
from safeaudit.reports.share.pseudonyms import key_from, pseudonyms
from safeaudit.reports.share.tables import COLUMNS, GROUPS, shared
from tests.cli.helpers import AS_AT, write

from .attack import subtract

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def folders(tmp_path_factory) -> tuple[Path, Path]:
    """The output of an audit of the sample unit, and its shared copy."""
    beside = tmp_path_factory.mktemp("share")
    options = ["--out", str(beside / "out"), "--share", str(beside / "share"), "--share-key", str(beside / "key")]
    assert run(["audit", str(ROOT / "sample_data"), *AS_AT, "--quiet", *options]) == 0
    return beside / "out", beside / "share"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(("name", "key"), [("shared-steps.csv", "step"), ("shared-teams.csv", "place")])
def test_no_count_from_one_to_four_is_shown_or_can_be_subtracted_out(folders, name, key):
    *table, last = rows(folders[1] / name)
    assert last[key] == "All"
    shown = np.array([[-1 if row[c] == "[c]" else int(row[c]) for c in COLUMNS] for row in table])
    assert not ((shown > 0) & (shown < 5)).any()
    hidden = shown < 0
    assert hidden.any()
    totals = np.array([int(row["total"]) for row in table])
    assert totals.min() >= 5
    found = subtract(shown, hidden, totals, np.array([int(last[c]) for c in COLUMNS]))
    assert (found[hidden] == -1).all()


def test_the_rows_give_nothing_away_that_the_tables_hide(folders):
    counted = {(row["step"], row["verdict"]): 0 for row in rows(folders[1] / "shared-rows.csv")}
    for row in rows(folders[1] / "shared-rows.csv"):
        counted[row["step"], row["verdict"]] += 1
    for row in rows(folders[1] / "shared-steps.csv")[:-1]:
        for verdict in COLUMNS:
            if row[verdict] == "[c]":
                assert (row["step"], verdict) not in counted
            else:
                assert counted.get((row["step"], verdict), 0) == int(row[verdict])


def test_a_withheld_row_has_no_month_that_would_tell_its_verdict(folders):
    withheld = [row for row in rows(folders[1] / "shared-rows.csv") if row["verdict"] == "withheld"]
    assert withheld
    assert {row[month] for row in withheld for month in ("trigger_month", "due_month", "done_month")} == {""}


def test_no_day_crn_officer_reference_or_reason_is_in_any_file(folders):
    out, share = folders
    names = {row[c] for row in rows(out / "obligations.csv") for c in ("crn", "staff_code", "obligation_id")} - {""}
    book = openpyxl.load_workbook(share / "shared.xlsx")
    cells = [str(cell) for page in book for row in page.iter_rows(values_only=True) for cell in row if cell is not None]
    text = "\n".join([*cells, *(path.read_text("utf-8") for path in share.iterdir() if path.suffix != ".xlsx")])
    assert not re.search(r"\d{4}-\d{2}-\d{2}|\d{1,2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)", text)
    assert not names & set(re.findall(r"[\w-]+", text))


def test_the_copy_says_what_it_is(folders):
    held = json.loads((folders[1] / "manifest.json").read_text())
    assert held["marking"] == "OFFICIAL-SENSITIVE: shared copy, pseudonyms, small counts hidden"
    book = openpyxl.load_workbook(folders[1] / "shared.xlsx")
    assert {page["A1"].value for page in book} == {held["marking"]}
    assert book.sheetnames == ["About this copy", "Steps", "Teams", "Rows"]


def test_the_same_key_gives_the_same_pseudonym_and_another_another(tmp_path):
    key, new = key_from(tmp_path / "key")
    again, not_new = key_from(tmp_path / "key")
    other, _ = key_from(tmp_path / "other")
    assert (key, new, not_new) == (again, True, False)
    one, two = pseudonyms(key, ["A000001"]), pseudonyms(other, ["A000001"])
    assert re.fullmatch(r"p-[a-z2-7]{12}", one["A000001"])
    assert one != two
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600


def test_both_tables_count_the_same_obligations_without_what_has_too_few():
    drawn = pd.DataFrame(
        [("a", "T", "met")] * 40 + [("a", "U", "late")] * 30 + [("b", "T", "met")] * 4 + [("a", "V", "met")] * 3,
        columns=["step", "team", "verdict"],
    ).assign(pdu="North")
    found = shared(drawn)
    assert found.left_out == {"step": ["b"], "place": ["North, V"], "group": []}
    assert found.steps.counts.sum().to_dict() == found.places.counts.sum().to_dict()
    assert len(found.rows) == 70


def test_every_verdict_has_its_group():
    assert set(GROUPS.values()) == set(COLUMNS)


def test_nothing_at_all_can_be_shared_too():
    found = shared(pd.DataFrame(columns=["step", "team", "pdu", "verdict"]))
    assert found.steps.shown()["total"].tolist() == [0]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--share", "s"], "go together"),
        (["--share-key", "k"], "go together"),
        (["--share", "o/s", "--share-key", "k", "--out", "o"], "apart from --out"),
        (["--share", "s", "--share-key", "s/k"], "The key stays with the unit"),
    ],
)
def test_what_would_let_the_key_or_the_whole_audit_leave_is_refused(tmp_path, monkeypatch, capsys, options, says):
    monkeypatch.chdir(tmp_path)
    assert run(["audit", write(tmp_path / "extracts"), *AS_AT, *options]) == 2
    assert says in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["extracts"]


def test_a_file_that_holds_no_key_is_refused_and_left_alone(tmp_path, capsys):
    (tmp_path / "key").write_text("my diary")
    options = ["--share", str(tmp_path / "s"), "--share-key", str(tmp_path / "key")]
    assert run(["audit", write(tmp_path / "extracts"), *AS_AT, *options]) == 2
    assert "holds no key of safeaudit" in capsys.readouterr().err
    assert (tmp_path / "key").read_text() == "my diary"
    assert not (tmp_path / "s").exists()
