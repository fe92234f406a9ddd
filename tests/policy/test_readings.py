"""Where two readings of the policy are fair: the setting that turns a step, and who is told of it.

Each reading's verdicts and due days are in the drawn histories of its step. Here: Tuesday 2 June 2026 plus 15 days is
the 17th, plus 15 working days the 23rd.
"""

import json
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from safeaudit.audit import run_audit
from safeaudit.packs.load import load_pack, reading_names
from safeaudit.packs.readings import read_as
from safeaudit.settings import Settings
from tests.cli.helpers import rows

FILES = {
    "cases.csv": "crn,supervision_start,sentence_date\nZ900001,2026-06-02,2026-06-02\n",
    "registrations.csv": "crn,register,start\nZ900001,CSEP,2026-03-02\n",
    "contacts.csv": "crn,contact_date,contact_type,outcome\nZ900001,2026-06-19,CHVS,ATTC\n",
}
TURNED = '[readings]\nhv-cse-15d = "working-days"\n'
OTHER_DAY = (
    "Read otherwise (15 working days, as 6.34 gives where the risk to children is high): due by Tue 23 Jun 2026."
)


@pytest.fixture
def audit(command, tmp_path):
    """Audits the case with some settings; gives the folder of outputs and what was printed."""
    extracts = tmp_path / "extracts"
    extracts.mkdir()
    for name, text in FILES.items():
        (extracts / name).write_text(text, "utf-8")

    def audit(name: str, settings: str, *more: str):
        file = tmp_path / f"{name}.toml"
        file.write_text(settings, "utf-8")
        done = command("audit", extracts, "--as-at", "2026-06-30", "--settings", file, "--out", tmp_path / name, *more)
        assert done.code == 0, done.err
        return tmp_path / name, done.out

    return audit


def of_step(out, step: str) -> dict[str, str]:
    (row,) = [row for row in rows(out / "obligations.csv") if row["step"] == step]
    return row


def test_the_verdict_follows_the_contract_and_the_reason_shows_the_other_day(audit):
    row = of_step(audit("own", "")[0], "hv-cse-15d")
    assert (row["verdict"], row["due"], row["days"]) == ("late", "2026-06-17", "2")
    assert "late: due by Wed 17 Jun 2026." in row["reason"]
    assert OTHER_DAY in row["reason"]


def test_a_setting_turns_the_reading(audit):
    own, turned = (of_step(audit(name, text)[0], "hv-cse-15d") for name, text in (("own", ""), ("turned", TURNED)))
    assert (turned["verdict"], turned["due"], turned["basis"]) == ("met", "2026-06-23", "policy")
    assert "Read otherwise (15 calendar days, since 6.34 says" in turned["reason"]
    assert turned["reason"].endswith("due by Wed 17 Jun 2026.")
    assert turned["obligation_id"] == own["obligation_id"]


def test_the_fingerprint_of_the_step_alone_changes(audit):
    own, turned = (
        {row["step"]: row["fingerprint"] for row in rows(audit(name, text)[0] / "steps.csv")}
        for name, text in (("own", ""), ("turned", TURNED))
    )
    assert {step for step in own if own[step] != turned[step]} == {"hv-cse-15d"}


def test_every_report_says_so(audit):
    out, printed = audit("turned", TURNED)
    assert "Read otherwise hv-cse-15d: 15 working days" in " ".join(printed.split())
    held = json.loads((out / "manifest.json").read_text("utf-8"))
    assert held["settings"]["readings"] == {"hmpps": {"hv-cse-15d": "working-days"}}
    about = load_workbook(out / "exceptions.xlsx")["About this audit"].iter_rows(values_only=True)
    assert [row[1] for row in about if row[0] == "Read otherwise"] == ["hv-cse-15d"]
    _, printed = audit("json", TURNED, "--json")
    (departure,) = json.loads(printed)["headline"]["read_otherwise"]
    assert (departure["step"], departure["reading"]) == ("hv-cse-15d", "working-days")


def test_nothing_is_said_where_nothing_is_turned(audit):
    out, printed = audit("own", "")
    assert "Read otherwise" not in printed
    assert json.loads((out / "manifest.json").read_text("utf-8"))["settings"]["readings"] == {"hmpps": {}}


def test_the_steps_that_can_be_read_otherwise():
    assert reading_names() == {
        "enq-emc": ["never-excused"],
        "escalate-ack-only-2-further-wd": ["from-sending"],
        "ref-24h": ["always-24-hours"],
        "hv-cse-15d": ["working-days"],
        "oversight-cp-plan": ["risk-from-the-case"],
        "training-advanced": ["regular-contact"],
    }


def test_a_reading_turned_twice_is_the_step_itself():
    for step in load_pack("hmpps").steps:
        for reading in step.readings:
            other = read_as(step, reading)
            (own,) = [reading for reading in other.readings if reading.name == "own"]
            again = read_as(other, own)
            assert again.model_dump(exclude={"readings"}) == step.model_dump(exclude={"readings"})
            assert other.model_dump(exclude={"readings"}) != step.model_dump(exclude={"readings"})


SAMPLE = Path(__file__).parents[2] / "sample_data"


@pytest.fixture(scope="module")
def both_readings():
    """The sample audited by the steps' own readings, and with every step turned to its other one."""
    turned = Settings(readings={step: names[0] for step, names in reading_names().items()})
    return [run_audit([SAMPLE], date(2026, 10, 31), settings=settings) for settings in (Settings(), turned)]


@pytest.mark.parametrize("step", ["escalate-ack-only-2-further-wd", "hv-cse-15d"])
def test_each_reading_shows_the_day_that_the_other_goes_by(both_readings, step):
    own, other = (next(j for j in audit.replays[0].judged if j.step.id == step) for audit in both_readings)
    (of_own,), (of_other,) = own.beside.read_otherwise.values(), other.beside.read_otherwise.values()
    assert len(own) == len(other) > 5
    assert (of_own.day == other.due.day).all() and (of_other.day == own.due.day).all()
    assert (own.due.day != other.due.day).any()


def test_no_step_but_those_turned_judges_otherwise(both_readings):
    own, turned = (audit.obligations for audit in both_readings)
    columns = ["step", "crn", "subject", "trigger_on", "verdict", "due", "done_on", "days", "basis"]
    left, right = (rows[~rows["step"].isin(reading_names())][columns].reset_index(drop=True) for rows in (own, turned))
    assert left.equals(right) and len(left) > 1000


def test_show_says_the_other_reading_and_how_to_turn_to_it(command):
    out = " ".join(command("policy", "show", "hv-cse-15d").out.split())
    assert "Another reading 15 working days, as 6.34 gives" in out
    assert "Due: That day + 15 working days." in out
    assert 'hv-cse-15d = "working-days" under [readings]' in out
