"""`--theme` and `--step`: what is asked for, and an account of what is left out."""

import json

from .helpers import AS_AT, STEP, UNIT, rows, write

STAFF = "staff_code,role,started_on\nN01,COM,2020-01-06\n"


def test_a_theme_keeps_its_obligations_and_steps_and_counts_the_rest(command, tmp_path):
    unit = write(tmp_path / "extracts", UNIT | {"staff.csv": STAFF, "training.csv": "staff_code,course,completed_on\n"})
    whole = json.loads(command("audit", unit, *AS_AT, "--json").out)["headline"]
    out = tmp_path / "out"
    told = json.loads(command("audit", unit, *AS_AT, "--theme", "Enquiries", "--json", "--out", out).out)
    assert {step["theme"] for step in told["steps"]} == {"enquiries"}
    assert {row["theme"] for row in rows(out / "obligations.csv")} == {"enquiries"}
    assert {row["theme"] for row in rows(out / "steps.csv")} == {"enquiries"}
    kept, left_out = told["headline"]["obligations"], told["headline"]["left_out"]["--theme Enquiries"]
    assert kept + left_out == whole["obligations"]
    assert left_out > 0
    assert json.loads((out / "manifest.json").read_text())["filters"]["theme"] == ["Enquiries"]


def test_a_theme_may_be_written_with_hyphens_or_without(command, unit):
    for name in ("home-visits", "Home Visits", "follow up", "follow-up"):
        assert command("audit", unit, *AS_AT, "--theme", name, "--quiet").code == 0


def test_a_step_alone(command, unit):
    told = json.loads(command("audit", unit, *AS_AT, "--step", STEP, "--json").out)
    assert [step["step"] for step in told["steps"]] == [STEP]
    assert told["headline"]["steps"] == 1
    assert f"--step {STEP}" in told["headline"]["left_out"]


def test_several_of_one_filter_widen_and_two_filters_narrow(command, unit):
    def steps(*options):
        return {s["step"] for s in json.loads(command("audit", unit, *AS_AT, "--json", *options).out)["steps"]}

    assert steps("--step", STEP, "--step", "ref-24h") == {STEP, "ref-24h"}
    assert steps("--step", STEP, "--step", "ref-24h", "--theme", "referrals") == {"ref-24h"}


def test_a_theme_or_step_that_is_none_is_a_mistake(command, unit):
    theme = command("audit", unit, *AS_AT, "--theme", "visits")
    assert (theme.code, "'visits' is not a theme" in theme.err, "home visits" in theme.err) == (2, True, True)
    step = command("audit", unit, *AS_AT, "--step", "visits")
    assert (step.code, "'visits' is not a step" in step.err) == (2, True)
