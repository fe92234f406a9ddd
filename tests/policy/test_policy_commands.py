"""`policy list`, `show`, `coverage` and what they do with bad input."""

import csv
import io
import json
import re

import pytest

from safeaudit.packs.coverage import load_coverage, read_coverage
from safeaudit.packs.load import load_pack
from safeaudit.reports.policy import find_step
from safeaudit.reports.vocabulary import first_sentence, vocabulary

PACK = load_pack("hmpps")


def told(done) -> str:
    return " ".join(done.out.split())


def fits(text: str) -> bool:
    return max(map(len, text.splitlines())) <= 80 and "\x1b" not in text


# --- list -------------------------------------------------------------------------------------------------------------


def test_list(command):
    done = command("policy", "list")
    assert f"version {PACK.head.version}, {len(PACK.steps)} steps" in told(done)
    assert done.code == 0 and fits(done.out)


def test_list_names_every_step_under_its_theme(command):
    out = command("policy", "list").out
    for step in PACK.steps:
        assert re.search(rf"(?m)^{step.id}\s", out), step.id
    assert out.index("Home visits") < out.index("hv-cse-15d") < out.index("Conferences")


def test_list_as_json(command):
    (found,) = json.loads(command("policy", "list", "--json").out)["policies"]
    assert (found["name"], found["steps"]) == ("hmpps", len(PACK.steps))
    assert [step["id"] for step in found["listed"]] == [step.id for step in PACK.steps]
    assert found["listed"][0].keys() == {"id", "title", "theme", "strength", "paragraphs"}


# --- show -------------------------------------------------------------------------------------------------------------


def test_show_says_everything_a_reader_needs(command):
    out = told(command("policy", "show", "enq-emc"))
    for words in (
        "Children's services have answered before an electronically monitored curfew is proposed",
        "Paragraphs 6.25, 6.27",
        "enq-emc-court (6.25, 7.14):",
        "Strength mandatory",
        "Falls on Each proposal of an electronically monitored curfew.",
        "Counted from The day on which the curfew was proposed (proposed_on).",
        "From 3 months (benchmark curfew_window) before that day on.",
        "(Points: curfew, psr, pre-release, address, or none recorded.)",
        "Before an event: it must stand when the event comes",
        "existing-response-unchanged: an enquiry was answered before",
        "Only where an enquiry of the case was answered on or before that day.",
        "enquiries (sent, responded) or contacts (outcome)",
        "What to do next Tell the manager",
        "Worked examples, showing 3 of ",
        "→ met, subject C1",
        "Because an answer on the day of the proposal is in hand",
    ):
        assert words in out


def test_show_says_when_it_cannot_be_told(command):
    assert "Not assessable: the time the risk was identified is missing" in told(command("policy", "show", "ref-24h"))


@pytest.mark.parametrize("step", PACK.steps, ids=lambda step: step.id)
def test_every_step_can_be_shown_in_80_columns(command, step):
    done = command("policy", "show", step.id, "--examples", "1")
    assert done.code == 0 and fits(done.out)


def test_show_by_policy_and_step(command):
    assert command("policy", "show", "hmpps/enq-emc") == command("policy", "show", "enq-emc")


def test_show_all_or_no_examples(command):
    assert "showing" not in command("policy", "show", "enq-emc", "--examples", "99").out
    assert "showing 0 of" in command("policy", "show", "enq-emc", "--examples", "0").out


def test_show_as_json(command):
    found = json.loads(command("policy", "show", "ref-24h", "--json", "--examples", "2").out)
    assert (found["policy"], found["step"], found["strength"]) == ("hmpps", "ref-24h", "mandatory")
    assert found["meaning"]["Done"][0] == "sent_at is filled."
    assert len(found["examples"]) == 2 < found["examples_drawn"]


@pytest.mark.parametrize("name", ["enq-em", "hmpps/enq-em", "ENQ-EMC"])
def test_show_of_an_unknown_step_is_4_and_suggests(command, name):
    done = command("policy", "show", name)
    assert (done.code, done.out) == (4, "")
    assert "Most like it: enq-emc" in done.err


def test_show_of_a_step_like_none_is_4_and_says_where_they_are(command):
    done = command("policy", "show", "zzzzzzzz")
    assert done.code == 4 and "see safeaudit policy list" in done.err


def test_show_of_an_unknown_policy_is_4(command):
    for words in (["nps/enq-emc"], ["enq-emc", "--policy", "nps"]):
        done = command("policy", "show", *words)
        assert done.code == 4 and "no policy called nps. Known: hmpps" in done.err


def test_show_of_a_negative_number_of_examples_is_2(command):
    assert command("policy", "show", "enq-emc", "--examples", "-1").code == 2


def test_a_step_of_two_policies_wants_its_policy_named():
    from safeaudit.errors import PolicyError

    other = PACK.model_copy(update={"head": PACK.head.model_copy(update={"name": "other"})})
    with pytest.raises(PolicyError, match="Write one of: hmpps/enq-emc, other/enq-emc"):
        find_step([PACK, other], "enq-emc")


def test_every_named_fact_has_a_sentence():
    assert [name for name, words in vocabulary().facts.items() if not words.strip()] == []


def test_no_sentence_for_readers_speaks_of_the_inside():
    inside = re.compile(r"\bwindow\b|\btrigger|\bcohort|\bas-at(?! date)|\bCRN\b|\bone of the points")
    assert {name: words for name, words in vocabulary().facts.items() if inside.search(words)} == {}


def test_every_name_that_a_step_asks_about_is_a_fact_or_an_exported_column():
    words = vocabulary()
    for step in PACK.steps:
        names = [*step.cohort.all, *step.cohort.any, *step.cohort.none, *step.checks]
        names += [due.when for due in step.due if due.when and due.when != "done"]
        assert [name for name in names if name not in words.facts and name not in words.columns] == []


def test_the_first_sentence_of_a_docstring():
    assert (
        first_sentence("One thing (6.23),\n    and more of it. Another.\n\n    More.")
        == "One thing (6.23), and more of it."
    )


# --- coverage ---------------------------------------------------------------------------------------------------------


def test_coverage(command):
    done = command("policy", "coverage")
    out = told(done)
    assert done.code == 0 and fits(done.out)
    assert "303 requirements" in out
    assert "84 core-step" in out and "73 questionnaire" in out
    assert all(f"{line.requirement} {', '.join(line.paragraphs)}" in out for line in load_coverage("hmpps"))
    assert "Question: " in out and "Needs: addresses.unsafe_for_child, addresses.power_to_refuse" in out


def test_coverage_as_json(command):
    found = json.loads(command("policy", "coverage", "--json").out)
    assert found["requirements"] == len(found["coverage"]) == sum(found["counts"].values()) == 303
    assert found["coverage"][0]["steps"] == ["enq-court-psr"]


def test_coverage_as_csv(command, tmp_path):
    path = tmp_path / "coverage.csv"
    assert command("policy", "coverage", "--csv", path) == (0, "", "")
    assert len(list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))) == 303
    assert read_coverage(path) == load_coverage("hmpps")
    assert [left.name for left in tmp_path.iterdir()] == ["coverage.csv"]


def test_coverage_as_csv_over_a_file_is_5_unless_forced(command, tmp_path):
    path = tmp_path / "coverage.csv"
    path.write_text("mine", "utf-8")
    done = command("policy", "coverage", "--csv", path)
    assert done.code == 5 and "exists already" in done.err and path.read_text("utf-8") == "mine"
    assert command("policy", "coverage", "--csv", path, "--force").code == 0
    assert path.read_text("utf-8").startswith("requirement,")


def test_coverage_as_csv_where_there_is_no_folder_is_5(command, tmp_path):
    done = command("policy", "coverage", "--csv", tmp_path / "nowhere" / "coverage.csv")
    assert done.code == 5 and "cannot be written" in done.err


def test_coverage_of_an_unknown_policy_is_4(command):
    assert command("policy", "coverage", "--policy", "nps").code == 4


def test_every_policy_command_has_help(command):
    for words in (["list"], ["show"], ["coverage"], ["check"]):
        done = command("policy", *words, "--help")
        assert done.code == 0 and done.out.startswith(f"Usage: safeaudit policy {words[0]}")
