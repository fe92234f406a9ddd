"""An audit of files as they were exported: what the command says of how it read them."""

import json

from .helpers import AS_AT, CASES, STEP, UNIT, rows, write

EXPORT = "Caseload of North\n\n" + CASES.replace("crn,event_number", "Case_Ref_No,Event No").replace(",", ";")


def test_how_files_were_read_stands_in_the_manifest(command, tmp_path):
    unit = write(tmp_path / "x", UNIT | {"cases.csv": EXPORT.encode("utf-16"), "notes.csv": "crn\n"})
    assert command("audit", unit, *AS_AT, "--out", tmp_path / "out").code == 0
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    assert [(remark["column"], remark["said"]) for remark in manifest["read_with_care"]] == [
        ("", "headings in row 3; the filled rows above (1) are a title"),
        ("crn", "read from the heading 'Case_Ref_No'"),
        ("event_number", "read from the heading 'Event No'"),
        ("", "separated by semicolons"),
        ("", "read as UTF-16"),
    ]


def test_the_verdicts_are_those_of_the_clean_files(command, tmp_path):
    verdicts = []
    for name, cases in (("clean", CASES.encode()), ("untidy", EXPORT.encode("utf-16"))):
        unit = write(tmp_path / name, UNIT | {"cases.csv": cases})
        command("audit", unit, *AS_AT, "--out", tmp_path / f"{name}-out", "--no-workbook")
        found = rows(tmp_path / f"{name}-out" / "obligations.csv")
        verdicts.append([(row["obligation_id"], row["verdict"]) for row in found if row["step"] == STEP])
    assert verdicts[0] == verdicts[1] != []
