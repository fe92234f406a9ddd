"""`check`, `policy`, `demo`, `--version` and how soon help appears."""

import json
import subprocess
import sys

from .helpers import UNIT, safeaudit, write


def test_version(command):
    from safeaudit import __version__

    assert command("--version") == (0, f"safeaudit {__version__}\n", "")


def test_help_waits_for_nothing_heavy():
    code = "import sys, safeaudit.cli.run as r; r.run(['--help']); print([m for m in HEAVY if m in sys.modules])"
    heavy = "HEAVY = 'pandas numpy pyarrow pydantic xlsxwriter openpyxl rich.table holidays'.split(); "
    done = subprocess.run([sys.executable, "-c", heavy + code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_check_says_what_was_found_and_what_is_lacking(command, unit):
    done = command("check", unit)
    told = " ".join(done.out.split())
    assert done.code == 0
    assert "cases: 4 rows read = 4 used + 0 quarantined + 0 duplicate from cases.csv" in told
    assert "Without: noms_number; gender" in told
    assert "sentence_date 7 steps 1 Sep 2026 to 26 Oct 2026" in told
    assert "Not supplied: children, plans" in told
    assert "ref-24h" in told
    assert max(map(len, done.out.splitlines())) <= 80


def test_check_as_json(command, tmp_path):
    files = UNIT | {"enquiries.csv": UNIT["enquiries.csv"] + "E3,A999999,1,,2026-09-03\n", "notes.txt": "x"}
    done = command("check", write(tmp_path / "x", files), "--json")
    found = json.loads(done.out)
    assert done.err == ""
    columns = [column["column"] for column in found["tables"][0]["columns"]]
    assert columns[:3] == ["crn", "event_number", "sentence_date"]
    [problem] = found["problems"]
    assert (problem["kind"], problem["count"], problem["first"]) == ("orphan", 1, "enquiries.csv:4")
    assert found["not_read"][0]["file"] == "notes.txt"
    lacks = {step["step"]: step["lacks"] for step in found["steps"]}
    assert lacks["enq-start-of-sentence"] == ""
    assert "referrals" in lacks["ref-24h"]


def test_check_of_nothing_is_3(command, tmp_path):
    assert command("check", tmp_path / "nowhere").code == 3


def test_policy_list(command):
    assert command("policy", "list").out.startswith("hmpps  HMPPS Child Safeguarding Policy Framework")


def test_policy_show(command):
    out = " ".join(command("policy", "show", "enq-start-of-sentence").out.split())
    assert "Children's services are asked in every newly sentenced case" in out
    assert "6.27" in out
    assert "That day + 5 working days (benchmark earliest_opportunity)" in out


def test_policy_show_of_an_unknown_step_is_4_and_suggests(command):
    done = command("policy", "show", "enq-start")
    assert (done.code, done.out) == (4, "")
    assert "enq-start-of-sentence" in done.err


def test_demo_can_be_audited(command, tmp_path):
    assert command("demo", tmp_path / "unit", "--cases", "50", "--seed", "2").code == 0
    done = command("audit", tmp_path / "unit", "--as-at", "2026-10-31", "--json")
    assert json.loads(done.out)["headline"]["cases"] >= 50


def test_demo_into_a_folder_that_holds_something_is_5(command, unit):
    assert command("demo", unit).code == 5


def test_every_command_has_help():
    alone = ([command] for command in ("audit", "check", "compare", "demo", "history", "policy"))
    for words in ([], *alone, ["policy", "show"], ["policy", "list"]):
        done = safeaudit(*words, "--help", COLUMNS="80")
        assert done.returncode == 0
        assert done.stdout.startswith("Usage: safeaudit")
