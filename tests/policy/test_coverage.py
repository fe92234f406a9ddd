"""Every requirement has a place, and steps, coverage and catalogue name the same things.

`requirement_ids.txt` pins the requirements and `step_ids.txt` the steps: an id is for ever, so that the same
obligation can be followed from audit to audit.
"""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from safeaudit.errors import PolicyError
from safeaudit.extracts.contract import TABLES
from safeaudit.packs.coverage import BY_STEPS, load_coverage, read_coverage
from safeaudit.packs.load import load_pack

HERE = Path(__file__).parent
CATALOGUE = Path(__file__).parents[3] / "shared" / "policy" / "hmpps.jsonl"
PACK = load_pack("hmpps")
STEPS = {step.id: step for step in PACK.steps}
COVERAGE = {line.requirement: line for line in load_coverage("hmpps")}


def pinned(name: str) -> list[str]:
    return (HERE / name).read_text("utf-8").split()


def catalogue() -> dict[str, dict]:
    if not CATALOGUE.is_file():
        pytest.skip(f"THE CATALOGUE IS NOT HERE, so a requirement without a place goes unseen: {CATALOGUE}")
    return {row["id"]: row for row in map(json.loads, CATALOGUE.read_text("utf-8").splitlines())}


def test_the_requirements_are_those_pinned():
    assert sorted(COVERAGE) == pinned("requirement_ids.txt")
    assert len(COVERAGE) == 303


def test_the_steps_are_those_pinned():
    assert sorted(STEPS) == pinned("step_ids.txt")


def test_how_many_are_audited_by_what():
    assert Counter(line.audited_by for line in COVERAGE.values()) == {
        "core-step": 84,
        "step-today": 28,
        "step-with-column": 41,
        "aggregate": 8,
        "other-agency": 7,
        "file-reading": 61,
        "questionnaire": 73,
        "definition": 1,
    }


def test_every_requirement_of_the_catalogue_has_a_place_as_the_catalogue_has_it():
    wanted = catalogue()
    assert sorted(COVERAGE) == sorted(wanted)
    for name, row in wanted.items():
        line = COVERAGE[name]
        held = (line.paragraphs, line.title, line.strength, line.actor, line.duty_holder)
        assert held == (row["paragraphs"], row["title"], row["strength"], row["actor"], row["duty_holder"])


def test_no_question_or_reason_quotes_the_policy():
    for name, row in catalogue().items():
        quote = " ".join(re.findall(r"[a-z]+", row["quote"].lower()))
        words = re.findall(r"[a-z]+", f"{COVERAGE[name].question} {COVERAGE[name].why}".lower())
        runs = (" ".join(words[start : start + 5]) for start in range(len(words) - 4))
        assert [run for run in runs if run in quote] == []


def test_each_question_is_a_question_of_its_own():
    questions = [line.question for line in COVERAGE.values() if line.question]
    assert len(questions) == len(set(questions)) == 134
    assert all(question.endswith("?") for question in questions)


def test_each_step_that_the_coverage_names_exists():
    assert {step for line in COVERAGE.values() for step in line.steps} == set(STEPS)


def test_a_requirement_audited_by_steps_is_judged_by_one_of_them():
    for line in COVERAGE.values():
        if line.audited_by in BY_STEPS:
            assert any(line.requirement in STEPS[step].requirements for step in line.steps), line.requirement


@pytest.mark.parametrize("step", PACK.steps, ids=STEPS)
def test_a_step_and_the_coverage_name_each_other(step):
    for name in step.requirements:
        assert name in COVERAGE
        assert step.id in COVERAGE[name].steps, f"coverage.csv does not name {step.id} for {name}"


@pytest.mark.parametrize("step", PACK.steps, ids=STEPS)
def test_each_paragraph_of_a_step_is_one_of_a_requirement_that_it_judges(step):
    judged = {paragraph for name in step.requirements for paragraph in COVERAGE[name].paragraphs}
    assert set(step.paragraphs) <= judged


@pytest.mark.parametrize("step", PACK.steps, ids=STEPS)
def test_a_step_is_as_strong_as_the_stronger_of_its_requirements(step):
    strengths = {COVERAGE[name].strength for name in step.requirements}
    assert step.strength == ("mandatory" if "mandatory" in strengths else "guidance")


def test_columns_wanted_are_in_the_extract_contract():
    columns = {f"{table}.{column.name}" for table, spec in TABLES.items() for column in spec.columns}
    for line in COVERAGE.values():
        if line.audited_by in BY_STEPS:
            assert set(line.needs) <= columns, line.requirement


HEADINGS = "requirement,paragraphs,title,strength,actor,duty_holder,audited_by,steps,needs,question,why\n"


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ("a,1.1,A,mandatory,COM,own,core-step,,,,", "steps: core-step wants at least one step"),
        ("a,1.1,A,mandatory,COM,own,file-reading,,,,why", "question: give one"),
        ("a,1.1,A,mandatory,COM,own,definition,,,A?,why", "question: give one"),
        ("a,1.1,A,mandatory,COM,own,definition,,,,", "why: definition wants a reason"),
        ("a,1.1,A,mandatory,COM,own,step-with-column,s,,,", "needs: step-with-column wants its columns"),
        ("a,1.1,A,mandatory,COM,own,step-with-column,s,column,,", "needs: 0:"),
        ("a,,A,mandatory,COM,own,definition,,,,why", "paragraphs: name at least one"),
        ("a,1.1,A,strong,COM,own,definition,,,,why", "strength:"),
        ("a,1.1,A,mandatory,COM,own,guessing,,,,why", "audited_by:"),
        ("a,1.1,A,mandatory,COM,own,definition", "why:"),
    ],
)
def test_a_row_that_gives_no_place_is_named(row, wrong, tmp_path):
    path = tmp_path / "coverage.csv"
    path.write_text(HEADINGS + row + "\n", "utf-8")
    with pytest.raises(PolicyError, match=r"coverage\.csv, row 2: ") as raised:
        read_coverage(path)
    assert wrong in str(raised.value)


def test_a_requirement_with_two_rows_is_named(tmp_path):
    path = tmp_path / "coverage.csv"
    path.write_text(HEADINGS + "a,1.1,A,mandatory,COM,own,definition,,,,why\n" * 2, "utf-8")
    with pytest.raises(PolicyError, match="a has two rows; keep one"):
        read_coverage(path)


def test_a_coverage_file_that_is_not_there_is_a_policy_error(tmp_path):
    with pytest.raises(PolicyError, match="cannot be read"):
        read_coverage(tmp_path / "coverage.csv")
