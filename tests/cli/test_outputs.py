"""The files of `safeaudit audit --out`: columns, contents, who may read them, and that they stay the same."""

import hashlib
import json
import os
import random
import resource
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from .helpers import AS_AT, CASES, STEP, UNIT, rows, safeaudit, write

FILES = {"obligations.csv", "exceptions.xlsx", "report.html", "problems.csv", "steps.csv", "manifest.json"}
# As `outputs.md` has them.
OBLIGATION_COLUMNS = [
    "obligation_id",
    "policy",
    "step",
    "title",
    "paragraphs",
    "theme",
    "strength",
    "basis",
    "crn",
    "event_number",
    "subject",
    "trigger_on",
    "due",
    "done_on",
    "verdict",
    "days",
    "reason",
    "staff_code",
    "team",
    "pdu",
    "evidence",
]
PROBLEM_COLUMNS = ["table", "file", "sheet", "row", "column", "value", "kind", "reason", "effect"]


def test_all_files_are_written_and_nothing_beside_them(audited):
    assert {path.name for path in audited.iterdir()} == FILES
    assert {path.name for path in audited.parent.iterdir()} == {"extracts", "out"}


def test_no_workbook_leaves_it_out(command, unit, tmp_path):
    assert command("audit", unit, *AS_AT, "--out", tmp_path / "out", "--no-workbook").code == 0
    assert {path.name for path in (tmp_path / "out").iterdir()} == FILES - {"exceptions.xlsx"}


def test_obligations_have_the_columns_of_the_contract(audited):
    assert list(rows(audited / "obligations.csv")[0]) == OBLIGATION_COLUMNS


def test_obligations_hold_what_the_records_say(audited):
    found = [row for row in rows(audited / "obligations.csv") if row["step"] == STEP]
    told = [(r["crn"], r["trigger_on"], r["due"], r["done_on"], r["verdict"], r["days"]) for r in found]
    assert told == [
        ("A000001", "2026-10-01", "2026-10-08", "", "overdue", "23"),
        ("A000002", "2026-10-26", "2026-11-02", "", "pending", "-2"),
        ("A000003", "2026-09-01", "2026-09-08", "2026-09-03", "met", ""),
        ("A000004", "2026-09-01", "2026-09-08", "2026-09-20", "late", "12"),
    ]
    last = found[-1]
    assert last["reason"] == "An enquiry was sent on Sun 20 Sep 2026, late: due by Tue 8 Sep 2026."
    assert last["evidence"] == "cases.csv:5; enquiries.csv:3"
    assert (last["basis"], last["strength"], last["event_number"]) == ("benchmark", "mandatory", "1")
    assert (last["staff_code"], last["team"], last["pdu"]) == ("N03", "Team C", "South")


def test_every_obligation_has_an_id_of_its_own(audited):
    ids = [row["obligation_id"] for row in rows(audited / "obligations.csv")]
    assert len(set(ids)) == len(ids)
    assert all(ids)


def test_steps_name_all_steps_with_counts_or_why_not(audited):
    steps = {row["step"]: row for row in rows(audited / "steps.csv")}
    judged = steps[STEP]
    assert (judged["met"], judged["late"], judged["due"], judged["rate"]) == ("1", "1", "3", "0.3333")
    assert judged["not_assessed"] == ""
    assert steps["ref-24h"]["rate"] == ""
    assert "referrals" in steps["ref-24h"]["not_assessed"]
    assert all(len(row["fingerprint"]) == 12 for row in steps.values())


def test_problems_have_place_value_kind_and_effect(command, tmp_path):
    files = UNIT | {"enquiries.csv": UNIT["enquiries.csv"] + "E3,A999999,1,,2026-09-03\nE4,A000001,1,,3rd of May\n"}
    unit = write(tmp_path / "x", files)
    assert command("audit", unit, *AS_AT, "--out", tmp_path / "out").code == 0
    found = rows(tmp_path / "out" / "problems.csv")
    assert list(found[0]) == PROBLEM_COLUMNS
    told = [(r["file"], r["row"], r["column"], r["kind"], r["effect"]) for r in found]
    assert ("enquiries.csv", "4", "crn", "orphan", "row quarantined") in told
    assert ("enquiries.csv", "5", "sent", "bad-date", "row quarantined") in told
    assert "3rd of May" not in (tmp_path / "out" / "problems.csv").read_text()


def test_problems_without_any_is_a_header_row(audited):
    assert (audited / "problems.csv").read_bytes().decode().split() == [",".join(PROBLEM_COLUMNS)]


def test_manifest_says_what_the_audit_was_made_of(command, unit, tmp_path):
    (tmp_path / "office.toml").write_text("benchmarks.earliest_opportunity = '3 working days'\n")
    options = ["--settings", tmp_path / "office.toml", "--team", "Team A", "--since", "2026-01-01"]
    assert command("audit", unit, *AS_AT, "--out", tmp_path / "out", *options).code == 0
    held = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert held["as_at"] == "2026-10-31"
    assert held["program"]["name"] == "safeaudit"
    assert held["program"]["python"] == ".".join(map(str, sys.version_info[:3]))
    assert held["policies"][0]["name"] == "hmpps"
    assert held["calendar"].startswith("England and Wales")
    assert held["settings"]["benchmarks"]["hmpps"]["earliest_opportunity"] == "3 working days"
    asked = {"since": "2026-01-01", "pdu": [], "team": ["Team A"], "officer": [], "theme": [], "step": []}
    assert held["filters"] == asked
    cases = next(sheet for sheet in held["inputs"] if sheet["file"] == "cases.csv")
    assert cases["sha256"] == hashlib.sha256(CASES.encode()).hexdigest()
    assert (cases["size"], cases["rows_read"], cases["used"]) == (len(CASES), 4, 4)
    assert (cases["quarantined"], cases["duplicate"]) == (0, 0)


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX's")
def test_only_the_owner_may_read_the_output(command, unit, tmp_path):
    earlier = os.umask(0)
    try:
        assert command("audit", unit, *AS_AT, "--out", tmp_path / "out").code == 0
    finally:
        os.umask(earlier)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "out").iterdir()}
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o700
    assert set(modes.values()) == {0o600}


def test_same_inputs_give_the_same_bytes_under_any_hash_seed(unit, tmp_path):
    for seed in ("0", "1", "20"):
        assert safeaudit("audit", unit, *AS_AT, "--out", tmp_path / seed, PYTHONHASHSEED=seed).returncode == 0
    for name in FILES:
        assert len({(tmp_path / seed / name).read_bytes() for seed in ("0", "1", "20")}) == 1, name


def test_order_of_rows_changes_nothing_but_evidence(command, tmp_path):
    def shuffled(text: str) -> str:
        head, *lines = text.splitlines()
        random.Random(3).shuffle(lines)
        return "\n".join([head, *lines]) + "\n"

    told = []
    for name, files in {"a": UNIT, "b": {name: shuffled(text) for name, text in UNIT.items()}}.items():
        unit = write(tmp_path / name, files)
        assert command("audit", unit, *AS_AT, "--out", tmp_path / f"out-{name}", "--no-workbook").code == 0
        found = rows(tmp_path / f"out-{name}" / "obligations.csv")
        told.append([{key: value for key, value in row.items() if key != "evidence"} for row in found])
    assert told[0] == told[1]


DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0"]


@pytest.mark.parametrize("value", DANGEROUS)
def test_no_text_of_a_csv_starts_as_a_formula(command, tmp_path, value):
    quoted = '"' + value.replace('"', '""') + '"'
    unit = write(tmp_path / "x", UNIT | {"cases.csv": CASES.replace("Team A", quoted).replace("N02", quoted)})
    assert command("audit", unit, *AS_AT, "--out", tmp_path / "out").code == 0
    found = rows(tmp_path / "out" / "obligations.csv")
    assert "'" + value.strip() in {row["team"] for row in found}
    texts = [
        text
        for name in ("obligations.csv", "problems.csv", "steps.csv")
        for row in rows(tmp_path / "out" / name)
        for column, text in row.items()
        if column != "days"
    ]
    assert not [text for text in texts if text.startswith(tuple("=+-@\t\r\n"))]


def test_numbers_stay_numbers(audited):
    assert b",-2," in (audited / "obligations.csv").read_bytes()


# --- whole or absent ---------------------------------------------------------------------------------------------


def refused(done, says: str) -> None:
    assert (done.code, done.out) == (5, "")
    assert says in done.err
    assert len(done.err.splitlines()) == 1


def test_an_output_that_exists_is_kept(command, unit, audited):
    before = {path.name: path.read_bytes() for path in audited.iterdir()}
    refused(command("audit", unit, "--as-at", "2026-10-30", "--out", audited), "exists already")
    assert {path.name: path.read_bytes() for path in audited.iterdir()} == before


def test_force_writes_over_an_earlier_output(command, unit, audited):
    assert command("audit", unit, "--as-at", "2026-10-30", "--out", audited, "--force").code == 0
    assert json.loads((audited / "manifest.json").read_text())["as_at"] == "2026-10-30"
    assert {path.name for path in audited.parent.iterdir()} == {"extracts", "out"}


def test_force_never_takes_a_folder_that_is_not_ours(command, unit, audited):
    (audited / "minutes.docx").write_text("ours")
    refused(command("audit", unit, *AS_AT, "--out", audited, "--force"), "it holds minutes.docx")
    assert (audited / "minutes.docx").read_text() == "ours"


def test_force_never_takes_a_folder_without_our_manifest(command, unit, tmp_path):
    write(tmp_path / "out", {"manifest.json": '{"program": {"name": "other"}}', "steps.csv": "a"})
    refused(command("audit", unit, *AS_AT, "--out", tmp_path / "out", "--force"), "no manifest.json of safeaudit")


def test_an_empty_folder_may_be_named(command, unit, tmp_path):
    (tmp_path / "out").mkdir()
    assert command("audit", unit, *AS_AT, "--out", tmp_path / "out").code == 0


def test_a_file_in_the_way(command, unit, tmp_path):
    (tmp_path / "out").write_text("a file")
    refused(command("audit", unit, *AS_AT, "--out", tmp_path / "out", "--force"), "is a file")
    assert (tmp_path / "out").read_text() == "a file"


def test_a_parent_that_is_missing(command, unit, tmp_path):
    refused(command("audit", unit, *AS_AT, "--out", tmp_path / "no" / "out"), "there is no folder")
    assert not (tmp_path / "no").exists()


def test_a_parent_that_is_a_file(command, unit, tmp_path):
    (tmp_path / "file").write_text("")
    refused(command("audit", unit, *AS_AT, "--out", tmp_path / "file" / "out"), "there is no folder")


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder that nobody may write to")
def test_a_parent_that_cannot_be_written_to(command, unit):
    refused(command("audit", unit, *AS_AT, "--out", "/proc/safeaudit-out"), "cannot be written")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_parent_without_permission(command, unit, tmp_path):
    (tmp_path / "shut").mkdir(mode=0o500)
    refused(command("audit", unit, *AS_AT, "--out", tmp_path / "shut" / "out"), "Permission denied")


@pytest.mark.parametrize("out", ["", "results", "..", "cases.csv"])
def test_an_output_among_the_extracts_is_refused(command, unit, out):
    done = command("audit", unit, *AS_AT, "--out", Path(unit) / out)
    assert done.code == 5
    assert sorted(path.name for path in Path(unit).iterdir()) == ["cases.csv", "enquiries.csv"]


def test_no_room_leaves_nothing(unit, tmp_path):
    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))

    done = subprocess.run(
        [sys.executable, "-m", "safeaudit", "audit", unit, *AS_AT, "--out", str(tmp_path / "out")],
        capture_output=True,
        text=True,
        preexec_fn=little_room,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (5, "")
    assert "cannot be written (File too large)" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["extracts"]


@pytest.mark.parametrize("where", ["manifest", "write_workbook", "obligation_table"])
def test_a_failure_half_way_leaves_nothing(command, unit, tmp_path, monkeypatch, where):
    def fail(*_args, **_kwargs):
        raise RuntimeError

    monkeypatch.setattr(f"safeaudit.reports.outputs.{where}", fail)
    assert command("audit", unit, *AS_AT, "--out", tmp_path / "out").code == 70
    assert [path.name for path in tmp_path.iterdir()] == ["extracts"]


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_an_audit_that_is_told_to_stop_leaves_nothing(unit, tmp_path):
    stopped = (
        "import os, signal, safeaudit.reports.outputs as o; from safeaudit.cli import main; "
        "o.manifest = lambda *_: os.kill(os.getpid(), signal.SIGTERM) or 'x'; main()"
    )
    arguments = ["audit", unit, *AS_AT, "--out", str(tmp_path / "out")]
    done = subprocess.run([sys.executable, "-c", stopped, *arguments], timeout=60, check=False)
    assert done.returncode == 128 + 15
    assert [path.name for path in tmp_path.iterdir()] == ["extracts"]


def test_a_failure_with_force_leaves_the_earlier_output(command, unit, audited, monkeypatch):
    before = {path.name: path.read_bytes() for path in audited.iterdir()}
    rename = Path.rename

    def fail_into_place(self, target):
        if Path(target).name == "out" and self.name != "output":
            raise OSError(13, "Permission denied")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail_into_place)
    refused(command("audit", unit, *AS_AT, "--out", audited, "--force"), "Permission denied")
    assert {path.name: path.read_bytes() for path in audited.iterdir()} == before
    assert {path.name for path in audited.parent.iterdir()} == {"extracts", "out"}


@pytest.mark.skipif(os.name != "posix", reason="symbolic links")
def test_a_link_to_an_earlier_output_stays_a_link(command, unit, audited):
    link = audited.parent / "latest"
    link.symlink_to(audited)
    assert command("audit", unit, "--as-at", "2026-10-30", "--out", link, "--force").code == 0
    assert link.is_symlink()
    assert json.loads((audited / "manifest.json").read_text())["as_at"] == "2026-10-30"
