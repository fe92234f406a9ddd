"""`safeaudit audit`: what it prints and how it ends."""

import json
import subprocess
import sys

import pytest

from .helpers import AS_AT, CASES, STEP, UNIT, safeaudit, write

TITLE = "Children's services are asked in every newly sentenced case"


def test_headline_says_what_was_audited_and_read(command, unit):
    out = command("audit", unit, *AS_AT).out
    assert out.startswith("OFFICIAL-SENSITIVE\nAudit as at Sat 31 Oct 2026 ")
    assert "4 cases and 0 staff in post" in out
    assert "6 read = 6 used + 0 quarantined + 0 duplicate, in 2 files and" in out


def test_rate_shows_numerator_and_denominator(command, unit):
    lines = command("audit", unit, *AS_AT).out.splitlines()
    place = next(number for number, line in enumerate(lines) if line.startswith(TITLE))
    # met 1, late 1, overdue 1, breached 0, pending 1, exempt 0, not assessable 0
    assert lines[place + 1].split() == ["1", "1", "1", "0", "1", "0", "0", "1/3", "33%"]
    assert lines[place].endswith("[benchmark]")


def test_steps_not_assessed_are_named_with_what_they_lack(command, unit):
    out = " ".join(command("audit", unit, *AS_AT).out.split())
    assert "ref-24h" in out
    assert "needs table referrals" in out


def test_most_urgent_says_how_many_of_how_many(command, unit):
    out = command("audit", unit, *AS_AT).out
    urgent = out[out.index("Most urgent exceptions") :]
    assert "Showing" in urgent
    row = next(line for line in urgent.splitlines() if line.startswith("A000001"))
    assert row.split()[-6:] == ["overdue", "8", "Oct", "2026", "23", "N01"]


def test_most_urgent_is_cut_at_fifteen_and_says_so(command, tmp_path):
    head = CASES.splitlines()[0]
    cases = [f"A{n:06d},1,2026-10-01,community,2026-10-01,N01,Team A,North" for n in range(1, 21)]
    unit = write(tmp_path / "x", UNIT | {"cases.csv": "\n".join([head, *cases])})
    report = json.loads(command("audit", unit, *AS_AT, "--json").out)
    assert report["most_urgent"]["shown"] == len(report["most_urgent"]["obligations"]) == 15
    # Two of the twenty have an enquiry within three months before sentence.
    assert report["most_urgent"]["of"] == 18
    assert "Showing 15 of 18." in command("audit", unit, *AS_AT).out


@pytest.mark.parametrize("width", [80, 120])
def test_report_keeps_to_the_width_and_has_no_colour_when_piped(command, unit, monkeypatch, width):
    monkeypatch.setenv("COLUMNS", str(width))
    out = command("audit", unit, *AS_AT).out
    assert max(map(len, out.splitlines())) <= width
    assert "\x1b" not in out


def test_no_colour_where_no_color_is_set(unit):
    coloured = safeaudit("audit", unit, *AS_AT, FORCE_COLOR="1", COLUMNS="80", NO_COLOR="").stdout
    plain = safeaudit("audit", unit, *AS_AT, FORCE_COLOR="1", COLUMNS="80", NO_COLOR="1").stdout
    assert "\x1b[1;31moverdue" in coloured
    assert "\x1b[1;31m" not in plain
    assert "overdue" in plain


def test_words_of_an_extract_cannot_steer_the_terminal(command, tmp_path):
    unit = write(tmp_path / "x", UNIT | {"cases.csv": CASES.replace("Team A", "\x1b]0;owned\x07[red]T")})
    out = command("audit", unit, *AS_AT).out
    assert "\x1b" not in out
    assert "[red]T" in out


def test_json_is_one_object_and_nothing_else(command, unit):
    done = command("audit", unit, *AS_AT, "--json")
    report = json.loads(done.out)
    assert done.err == ""
    assert report["as_at"] == "2026-10-31"
    assert report["marking"] == "OFFICIAL-SENSITIVE"
    assert report["headline"]["cases"] == 4
    assert report["headline"]["rows"] == {"read": 6, "used": 6, "quarantined": 0, "duplicate": 0}
    step = next(step for step in report["steps"] if step["step"] == STEP)
    assert (step["met"], step["due"], step["basis"]) == (1, 3, "benchmark")
    assert report["most_urgent"]["obligations"][0]["due"]
    assert {"pdu", "team", "overdue", "breached", "late"} <= report["exceptions_by_team"][0].keys()


def test_quiet_prints_nothing(command, unit):
    assert command("audit", unit, *AS_AT, "--quiet") == (0, "", "")


@pytest.mark.parametrize(
    ("verdicts", "code"),
    [("overdue", 1), ("OVERDUE, breached", 1), ("late", 1), ("not-assessable,exempt", 0), ("not assessable", 0)],
)
def test_fail_on_ends_with_1_where_a_verdict_was_found(command, tmp_path, verdicts, code):
    # Only the step of newly sentenced cases falls on these rows.
    cases = CASES.replace("event_number,sentence_date,sentence_type", "event_number,sentence_date,sentence_typ")
    unit = write(tmp_path / "x", UNIT | {"cases.csv": cases})
    assert command("audit", unit, *AS_AT, "--quiet", "--fail-on", verdicts).code == code


def test_since_counts_what_it_leaves_out(command, unit):
    everything = json.loads(command("audit", unit, *AS_AT, "--json").out)
    recent = json.loads(command("audit", unit, *AS_AT, "--json", "--since", "2026-10-01").out)
    step = next(step for step in recent["steps"] if step["step"] == STEP)
    assert (step["met"], step["late"], step["overdue"], step["pending"]) == (0, 0, 1, 1)
    left_out = recent["headline"]["left_out"]["--since 2026-10-01"]
    assert left_out == everything["headline"]["obligations"] - recent["headline"]["obligations"] > 0
    assert (
        f"{left_out} obligations, by --since 2026-10-01" in command("audit", unit, *AS_AT, "--since", "2026-10-01").out
    )


def test_filters_take_places_and_officers_whatever_their_case(command, unit):
    by_team = json.loads(command("audit", unit, *AS_AT, "--json", "--team", "team a", "--team", "TEAM C").out)
    step = next(step for step in by_team["steps"] if step["step"] == STEP)
    assert (step["met"], step["late"], step["overdue"], step["pending"]) == (1, 1, 1, 0)


def test_filters_that_leave_nothing_are_warned_of(command, unit):
    done = command("audit", unit, *AS_AT, "--pdu", "Nowhere")
    assert done.code == 0
    assert done.err.startswith("safeaudit: warning: no obligations to report on; the filters leave out all")


def test_triggers_before_the_contact_log_are_counted(command, tmp_path):
    contacts = "crn,contact_date,contact_type,outcome\nA000001,2026-10-01,SFGC,\n"
    unit = write(tmp_path / "x", UNIT | {"contacts.csv": contacts})
    sums = json.loads(command("audit", unit, *AS_AT, "--json").out)["headline"]
    assert sums["log_from"] == "2026-10-01"
    assert sums["before_log"] > 0
    assert "contact log's first day" in " ".join(command("audit", unit, *AS_AT).out.split())


def test_a_reader_that_goes_away_is_no_mistake(unit):
    command = f"{sys.executable} -m safeaudit audit '{unit}' --as-at 2026-10-31 | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_a_closed_standard_output_is_no_mistake(unit, closed):
    command = f"{sys.executable} -m safeaudit audit '{unit}' --as-at 2026-10-31 {closed}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_full_disk_behind_standard_output_is_5(unit):
    command = f"{sys.executable} -m safeaudit audit '{unit}' --as-at 2026-10-31 > /dev/full"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 5
    assert done.stderr == "safeaudit: standard output: cannot be written (No space left on device).\n"
