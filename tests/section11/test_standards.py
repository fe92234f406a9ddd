"""Every step has its criterion, every question its standard, and no requirement of the catalogues is left out."""

import json
from collections import Counter
from pathlib import Path

import pytest

from safeaudit.packs.coverage import load_coverage
from safeaudit.packs.load import load_pack
from safeaudit.section11.questions import load_questions
from safeaudit.section11.scales import RATINGS, usual_scales
from safeaudit.section11.standards import RECORDS, criterion_of, load_documents, load_standards

CATALOGUES = Path(__file__).parents[3] / "shared" / "policy"
CRITERIA = {criterion.id: criterion for standard in load_standards() for criterion in standard.criterion}


def test_the_standards_are_those_merged_from_the_documents_in_nine_areas():
    assert len({standard.code for standard in load_standards()}) == len(load_standards()) == 22
    assert len({standard.area for standard in load_standards()}) == 9


def test_every_step_measures_a_criterion_that_says_records():
    for step in load_pack("hmpps").steps:
        assert RECORDS in CRITERIA[criterion_of(step.id, step.theme)].evidence, step.id


def test_criteria_name_only_steps_that_there_are_and_each_but_once():
    named = [step for criterion in CRITERIA.values() for step in criterion.steps]
    assert set(named) <= {step.id for step in load_pack("hmpps").steps}
    assert max(Counter(named).values()) == 1
    themes = [theme for criterion in CRITERIA.values() for theme in criterion.themes]
    assert len(themes) == len(set(themes)) == 13


def test_a_criterion_that_no_step_measures_does_not_say_records():
    measured = {criterion_of(step.id, step.theme) for step in load_pack("hmpps").steps}
    assert {id for id, criterion in CRITERIA.items() if RECORDS in criterion.evidence} == measured


def test_every_question_has_a_standard_and_a_document():
    codes = {standard.code for standard in load_standards()}
    for question in load_questions():
        assert question.standard in codes
        assert question.document in load_documents()
    assert len({question.id for question in load_questions()}) == len(load_questions()) == 219


def test_the_questions_of_the_framework_are_those_of_its_coverage():
    coverage = {line.requirement: line for line in load_coverage("hmpps")}
    for question in load_questions():
        if question.document == "hmpps":
            line = coverage[question.requirement]
            assert question.paragraphs == "; ".join(line.paragraphs)
            assert not line.question or line.question == question.question


@pytest.mark.parametrize("document", list(load_documents()))
def test_no_requirement_for_a_questionnaire_is_left_out_and_no_quotation_is_in(document):
    file = CATALOGUES / f"{document}.jsonl"
    if not file.is_file():
        pytest.skip(f"THE CATALOGUE IS NOT HERE, so a requirement left out goes unseen: {file}")
    wanted = {row["id"]: row for row in map(json.loads, file.read_text("utf-8").splitlines())}
    wanted = {id: row for id, row in wanted.items() if row["audited_by"] == "questionnaire"}
    mine = {question.requirement: question for question in load_questions() if question.document == document}
    assert mine.keys() == wanted.keys()
    for id, question in mine.items():
        assert wanted[id]["quote"].casefold() not in question.question.casefold(), id


def test_every_usual_scale_writes_every_rating():
    assert list(usual_scales()) == ["red-amber-green", "0-3", "1-4", "per-cent", "words"]
    for scale in usual_scales().values():
        assert tuple(scale) == RATINGS
        assert len(set(scale.values())) == len(RATINGS)
