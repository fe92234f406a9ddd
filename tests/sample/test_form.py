"""The reading form: what it holds, and what comes back from it, cell by cell."""

import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from safeaudit.cli.run import run
from tests.cli.helpers import AS_AT, STEP, UNIT, rows, write

QUESTIONS = ["think-child", "om-voice-child"]


@pytest.fixture(scope="module")
def drawn(tmp_path_factory) -> Path:
    """The output folder of a sample of all four cases, two of them for a second reader."""
    tmp = tmp_path_factory.mktemp("form")
    unit = write(tmp / "extracts", UNIT)
    asked = [word for name in QUESTIONS for word in ("--question", name)]
    options = ["--step", STEP, "--size", "4", "--seed", "1", "--second", "2", "--quiet", *asked]
    assert run(["sample", unit, *AS_AT, "--out", str(tmp / "out"), *options]) == 0
    return tmp / "out"


def filled(drawn: Path, tmp_path: Path, answers, name: str = "reading-form.xlsx", change=None) -> Path:
    """The form with answers by sheet and the first words of the line; reader and day on every sheet."""
    book = openpyxl.load_workbook(drawn / name)
    for sheet in book.worksheets[1:-1]:
        sheet["C4"], sheet["C5"] = "N51A001", date(2026, 11, 3)
        for row in range(7, sheet.max_row + 1):
            for (crn, words), answer in answers.items():
                if sheet.title == crn and str(sheet.cell(row, 2).value).startswith(words):
                    sheet.cell(row, 4).value = answer
    if change:
        change(book)
    book.save(tmp_path / name)
    return tmp_path / name


def taken_in(capsys, *forms: Path) -> dict:
    capsys.readouterr()
    assert run(["sample", "--json", *[word for form in forms for word in ("--read", str(form))]]) == 0
    return json.loads(capsys.readouterr().out)


# The records: A000001 overdue, A000003 met, A000004 late (A000002 is pending, so nothing is asked of it).
STEP_LINE, THINK, VOICE = "Children's services", "Does the file show, at each", "Do the assessment"


def test_what_a_case_sheet_holds(drawn):
    book = openpyxl.load_workbook(drawn / "reading-form.xlsx")
    assert book.sheetnames == ["Read me first", "A000001", "A000002", "A000003", "A000004", "form"]
    assert book["form"].sheet_state == "veryHidden"
    sheet = book["A000001"]
    assert (sheet["A1"].value, sheet["C3"].value) == ("OFFICIAL-SENSITIVE", "A000001")
    lines = [row for row in sheet.iter_rows(min_row=8, values_only=True) if row[5] and row[5] != "Id"]
    assert len(lines) == 3
    assert lines[0][1].startswith(STEP_LINE) and lines[0][2].startswith("overdue: ")
    assert [line[5] for line in lines[1:]] == ["om-voice-child", "think-child"]
    lists = {str(v.sqref): v.formula1 for v in sheet.data_validations.dataValidation if v.type == "list"}
    assert '"done in time,done late,not done,not needed,cannot tell"' in lists.values()
    assert sheet.protection.sheet and not sheet["D8"].protection.locked and sheet["A8"].protection.locked
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.paperSize == 9


def test_the_second_readers_form_has_their_cases_alone(drawn):
    second = [row["crn"] for row in rows(drawn / "sample.csv") if row["second_reader"] == "Y"]
    assert openpyxl.load_workbook(drawn / "second-reader-form.xlsx").sheetnames[1:-1] == second


def test_agreement_of_what_comes_back(drawn, tmp_path, capsys):
    answers = {
        ("A000001", STEP_LINE): "Done in time",
        ("A000003", STEP_LINE): "done in time",
        ("A000004", STEP_LINE): "done late",
        ("A000001", THINK): "in part",
    }
    found = taken_in(capsys, filled(drawn, tmp_path, answers))
    of_all = found["by_step"][0]
    assert (of_all["pairs"], of_all["agree"], of_all["harsh"], of_all["flattering"]) == (3, 2, 1, 0)
    assert found["misleading"][0]["step"] == STEP
    assert found["questions"] == [{"id": "think-child", "answer": "in part", "cases": 1}]
    assert found["counts"] == {"asked": 11, "answered": 4, "used": 4, "cases_read": 3}
    assert found["problems"] == []


def test_files_of_what_came_back(drawn, tmp_path):
    form = filled(drawn, tmp_path, {("A000003", STEP_LINE): "done in time"})
    assert run(["sample", "--read", str(form), "--out", str(tmp_path / "read"), "--quiet"]) == 0
    assert rows(tmp_path / "read" / "cases-read.csv") == [{"crn": "A000003", "read_on": "2026-11-03"}]
    answered = [row for row in rows(tmp_path / "read" / "answers.csv") if row["answer"]]
    assert [(row["sheet"], row["cell"], row["record"], row["answer"]) for row in answered] == [
        ("A000003", "D8", "done in time", "done in time")
    ]


def test_mistakes_are_named_by_cell_and_nothing_is_lost(drawn, tmp_path, capsys):
    def change(book):
        book["A000001"]["B8"] = "Another question?"
        book["A000004"]["C3"] = "A000099"
        book["A000003"]["C4"] = "Jo Bloggs"
        book["A000003"]["C5"] = "soon"

    answers = {(crn, STEP_LINE): "done in time" for crn in ("A000001", "A000004")}
    answers |= {("A000003", STEP_LINE): "perhaps", ("A000003", THINK): "yes"}
    form = filled(drawn, tmp_path, answers, change=change)
    found = taken_in(capsys, form)
    said = {(row["sheet"], row["cell"]): row["says"] for row in found["problems"]}
    assert said["A000001", "B8"] == "the question was changed; the answer is kept and not counted"
    assert said["A000003", "D8"].startswith("holds 'perhaps', which is not on the list; choose one of done in time,")
    assert said["A000003", "C4"] == "wants a staff code, such as N51A001, and no name"
    assert said["A000003", "C5"].startswith("holds no date")
    says = [row["says"] for row in found["problems"] if (row["sheet"], row["cell"]) == ("A000004", "C3")]
    assert says == [
        "the case is not in the sample: its answers are kept and not counted",
        "the sheet of this case is missing, or its case is changed",
    ]
    assert "Bloggs" not in json.dumps(found)
    assert found["by_step"][0]["pairs"] == 0
    assert run(["sample", "--read", str(form), "--out", str(tmp_path / "read"), "--quiet"]) == 0
    kept = {(row["sheet"], row["answer"]) for row in rows(tmp_path / "read" / "answers.csv") if row["answer"]}
    assert kept == {(crn, "done in time") for crn in ("A000001", "A000004")} | {
        ("A000003", "perhaps"),
        ("A000003", "yes"),
    }


def test_two_readers_and_forms_of_two_samples(drawn, tmp_path, capsys):
    second = openpyxl.load_workbook(drawn / "second-reader-form.xlsx").sheetnames[1]
    first_form = filled(drawn, tmp_path, {(second, THINK): "yes", (second, VOICE): "no"})
    second_form = filled(drawn, tmp_path, {(second, THINK): "yes", (second, VOICE): "yes"}, "second-reader-form.xlsx")
    readers = taken_in(capsys, first_form, second_form)["readers"]
    assert [(row["kind"], row["pairs"], row["agree"]) for row in readers] == [("step", 0, 0), ("question", 2, 1)]

    def other_seed(book):
        held = json.loads(book["form"]["A1"].value)
        book["form"]["A1"] = json.dumps(held | {"seed": 2})

    other = filled(drawn, tmp_path, {}, "second-reader-form.xlsx", other_seed)
    assert run(["sample", "--read", str(first_form), "--read", str(other)]) == 2
    assert "is of another sample than reading-form.xlsx" in capsys.readouterr().err


def test_files_that_are_no_form(tmp_path, capsys):
    openpyxl.Workbook().save(tmp_path / "other.xlsx")
    (tmp_path / "text.xlsx").write_text("crn")
    for name, says in (
        ("other.xlsx", "is no reading form"),
        ("text.xlsx", "is no workbook"),
        ("none.xlsx", "No such file"),
    ):
        assert run(["sample", "--read", str(tmp_path / name)]) == 3
        assert says in capsys.readouterr().err


def test_a_question_that_is_none(tmp_path, capsys):
    unit = write(tmp_path / "extracts", UNIT)
    options = ["--size", "2", "--seed", "1", "--out", str(tmp_path / "out"), "--question", "think-childs"]
    assert run(["sample", unit, *AS_AT, *options]) == 2
    assert "think-child" in capsys.readouterr().err


def test_options_that_a_drawing_wants(tmp_path, capsys):
    assert run(["sample", str(tmp_path), "--seed", "1"]) == 2
    assert "Missing option --as-at, --size, --out." in capsys.readouterr().err


def test_the_same_sample_gives_the_same_files(drawn, tmp_path):
    unit = write(tmp_path / "extracts", UNIT)
    asked = [word for name in QUESTIONS for word in ("--question", name)]
    options = ["--step", STEP, "--size", "4", "--seed", "1", "--second", "2", "--quiet", *asked]
    assert run(["sample", unit, *AS_AT, "--out", str(tmp_path / "out"), *options]) == 0
    for name in ("sample.csv", "reading-form.xlsx", "second-reader-form.xlsx", "manifest.json"):
        assert (tmp_path / "out" / name).read_bytes() == (drawn / name).read_bytes(), name


def test_the_cases_read_are_left_out_next_time(drawn, tmp_path):
    form = filled(drawn, tmp_path, {("A000003", STEP_LINE): "done in time"})
    assert run(["sample", "--read", str(form), "--out", str(tmp_path / "read"), "--quiet"]) == 0
    unit, listed = write(tmp_path / "extracts", UNIT), str(tmp_path / "read" / "cases-read.csv")
    options = ["--as-at", "2026-11-30", "--size", "4", "--seed", "1", "--already-read", listed, "--quiet"]
    assert run(["sample", unit, *options, "--out", str(tmp_path / "next")]) == 0
    assert [row["crn"] for row in rows(tmp_path / "next" / "sample.csv")] == ["A000001", "A000002", "A000004"]
