"""`policy check`: every mistake with file, key and remedy."""

import json
import shutil

import pytest

from safeaudit.packs.load import PACKS

ENQ_EMC = PACKS / "hmpps" / "enquiries" / "enq-emc.toml"
REF_24H = PACKS / "hmpps" / "referrals" / "ref-24h.toml"


@pytest.fixture
def policy(tmp_path):
    """A small policy of two steps."""
    folder = tmp_path / "local"
    for path in (ENQ_EMC, REF_24H):
        target = folder / path.parent.name / path.name
        target.parent.mkdir(parents=True)
        shutil.copy(path, target)
        shutil.copy(path.with_suffix(".histories.txt"), target.with_suffix(".histories.txt"))
    for name in ("pack.toml", "benchmarks.toml"):
        shutil.copy(PACKS / "hmpps" / name, folder / name)
    (folder / "order.toml").write_text('enquiries = ["enq-emc"]\nreferrals = ["ref-24h"]\n', "utf-8")
    return folder


def change(path, old: str, new: str):
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_a_step_file_and_a_folder_without_mistakes_are_ok(command, policy):
    assert command("policy", "check", ENQ_EMC) == (0, "OK: 1 step, no mistakes.\n", "")
    assert command("policy", "check", policy) == (0, "OK: 2 steps, no mistakes.\n", "")
    assert json.loads(command("policy", "check", policy, "--json").out) == {"steps": 2, "mistakes": []}


def test_the_policy_of_the_program_has_no_mistakes(command):
    assert command("policy", "check", PACKS / "hmpps").out.startswith("OK: ")


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ('shape = "before-event"', 'shape = "before"', "shape: is 'before'; write one of 'deadline'"),
        ('shape = "before-event"', 'shpae = "before-event"', "shpae: is not a key here; did you mean shape"),
        ('title = "Ch', 'titel = "Ch', "title: is missing; add it"),
        ('less = "curfew_window"', 'lass = "curfew_window"', "window.lass: is not a key here; did you mean less"),
        ('less = "curfew_window"', 'less = "curfew_windows"', "the benchmark most like it is curfew_window"),
        ('less = "curfew_window"', 'less = "3 moons"', '"3 moons" is neither a span'),
        ('less = "curfew_window"', 'less = [{ since = 2026-01-01, span = "3 moons" }]', '"3 moons" is neither a span'),
        ('less = "curfew_window"', "less = []", "a dated value wants at least one"),
        ('on = "curfews"', 'on = "curfew"', "falls.on: curfew is not a list that obligations can fall on"),
        ('trigger = "proposed_on"', 'trigger = "propsed_on"', "most like it: proposed_on"),
        ('subject = "curfew_ref"', 'subject = "curfew"', "falls.subject: curfew is not a column of curfews"),
        ('action = "answer_received"', 'action = "answer_recieved"', "most like it: answer_received"),
        ('action = "answer_received"', 'column = "answer"\naction = "answer_received"', "done[1]: give either"),
        ('points = ["curfew", "psr"', 'points = ["curfews", "psr"', "done.points: curfews is not a point"),
        ('rests_on = ["tracker_match"]', 'rests_on = ["tracker"]', "rests_on: tracker is not a benchmark"),
        ('event = "proposed_on"\n', "", "event: is missing: the shape before-event wants it"),
        ('event = "proposed_on"\n', 'event = "no_such_day"\n', "event: no_such_day is not a day, nor a column"),
        ('"enquiries: sent, responded"', '"enquiries: sent, answered"', "needs: answered is not a column of enquiries"),
        ('[["curfews"]', '[["curfew"]', "needs: curfew is not a table; most like it: curfews"),
        ('paragraphs = ["6.25", ', "paragraphs = [6.25, ", "paragraphs[1]: wants text in quotes"),
        ('id = "enq-emc"', 'id = "ENQ"', "id: wants lower case letters"),
        ('id = "enq-emc"', 'id = "other"', "id: is other; name the file other.toml or change the id"),
        ('date = "proposed_on"', 'when = "late"\ndate = "proposed_on"', "due.when: late is not a fact"),
        ("[window]", "[window", "is not TOML"),
        ("[says]", '[cohort]\nall = ["none_such"]\n\n[says]', "cohort.all: none_such is not a fact"),
        ("[readings.reasons]", "[readings.reason]", "readings[1].reason: is not a key here; did you mean reasons"),
        ('[readings.reasons]\npermitted = []\npoint = "curfew"\n', "", "readings[1]: reads nothing otherwise"),
        ('permitted = []\npoint = "curfew"', 'permitted = []\npoint = "x"', "readings[1].reasons.point: x is not a"),
        ("[readings.reasons]", '[[readings.due]]\ndate = "x"\n[readings.reasons]', "readings[1].due.date: x is not"),
        ("[says]", '[[readings]]\nname = "never-excused"\nsays = "x"\ninstead_of = "y"\nneeds = []\n[says]', "two are"),
    ],
)
def test_a_mistake_in_a_step_is_4_and_named_with_its_file_and_key(command, policy, old, new, wrong):
    path = policy / "enquiries" / "enq-emc.toml"
    change(path, old, new)
    for checked in (path, policy):
        done = command("policy", "check", checked)
        assert (done.code, done.out) == (4, "")
        assert "safeaudit: enquiries/enq-emc.toml: " in done.err
        assert wrong in done.err


def test_all_mistakes_are_shown_at_once(command, policy):
    path = policy / "enquiries" / "enq-emc.toml"
    change(path, 'on = "curfews"', 'on = "curfew"')
    change(path, 'action = "answer_received"', 'action = "x"')
    change(policy / "referrals" / "ref-24h.toml", 'theme = "referrals"', 'theme = "refer"')
    done = command("policy", "check", policy, "--json")
    found = json.loads(done.out)
    assert (done.code, done.err, found["steps"]) == (4, "", 1)
    assert [(line["file"], line["key"]) for line in found["mistakes"]] == [
        ("enquiries/enq-emc.toml", "falls.on"),
        ("enquiries/enq-emc.toml", "done.action"),
        ("referrals/ref-24h.toml", "theme"),
    ]


@pytest.mark.parametrize(
    ("name", "text", "wrong"),
    [
        ("order.toml", 'enquiries = ["enq-emc"]', "referrals/ref-24h.toml: is not listed in order.toml"),
        ("order.toml", 'enquiries = "enq-emc"', "order.toml: enquiries: wants a list"),
        ("order.toml", 'enquiries = ["enq-emc", "enq-emc"]', "lists enq-emc twice"),
        ("order.toml", 'enquiries = ["enq-emc", "enq"]', "lists enq, but there is no enquiries/enq.toml"),
        ("order.toml", "enquiries = [", "is not TOML"),
        ("benchmarks.toml", '[a]\nspan = "soon"\nsays = "x"', 'benchmarks.toml: a.span: "soon" is not a span of time'),
        ("benchmarks.toml", '[a]\nspan = "1 day"', "a.says: is missing; add it"),
        ("pack.toml", 'name = "local"', "version: is missing; add it"),
        ("enquiries/enq-emc.histories.txt", "Nonsense", "histories: enq-emc.histories.txt, line 1"),
        ("coverage.csv", "requirement\na", "coverage.csv, row 2: paragraphs: "),
    ],
)
def test_a_mistake_elsewhere_in_a_policy_is_4(command, policy, name, text, wrong):
    (policy / name).write_text(text + "\n", "utf-8")
    done = command("policy", "check", policy)
    assert done.code == 4
    assert wrong in done.err


def test_steps_and_coverage_that_do_not_name_each_other_are_mistakes(command, policy):
    rows = [
        "requirement,paragraphs,title,strength,actor,duty_holder,audited_by,steps,needs,question,why",
        "ref-24h,6.34,A,mandatory,COM,own,core-step,ref-24h,,,",
        "ref-court,6.34,A,mandatory,COM,own,core-step,ref-48h,,,",
    ]
    (policy / "coverage.csv").write_text("\n".join(rows) + "\n", "utf-8")
    err = command("policy", "check", policy).err
    assert "ref-24h.toml: requirements: ref-last-working-day is not in coverage.csv" in err
    assert "ref-24h.toml: requirements: coverage.csv does not name this step for ref-court" in err
    assert "ref-24h.toml: paragraphs: 7.35 is a paragraph of none of its requirements" in err
    assert "coverage.csv: ref-court: names no step that this policy has" in err


def test_what_is_no_policy_is_4(command, tmp_path):
    assert "no such file or folder" in command("policy", "check", tmp_path / "nowhere").err
    done = command("policy", "check", tmp_path)
    assert done.code == 4 and "one holds pack.toml" in done.err
    (tmp_path / "step.toml").write_bytes(b"\xff\xfe\x00")
    done = command("policy", "check", tmp_path / "step.toml")
    assert done.code == 4 and "save it as UTF-8" in done.err
