"""The published schemas hold of what the program writes, and would notice a change."""

import contextlib
import io
import json
from pathlib import Path
from typing import get_args

import pytest
from jsonschema import Draft202012Validator, ValidationError

from safeaudit.cli.run import run
from safeaudit.packs.schema import Theme
from safeaudit.replay.obligations import VERDICT_WORDS
from safeaudit.reports.obligation_table import COLUMNS
from safeaudit.schemas import NAMES, schema_id, schema_text

from .helpers import AS_AT, rows

ROOT = Path(__file__).parents[2]


def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads(schema_text(name)))


@pytest.fixture(scope="module")
def sample(tmp_path_factory) -> tuple[Path, dict]:
    """The files of an audit of the sample unit, and its report."""
    out = tmp_path_factory.mktemp("schemas") / "out"
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        assert run(["audit", str(ROOT / "sample_data"), *AS_AT, "--out", str(out), "--no-workbook", "--json"]) == 0
    return out, json.loads(printed.getvalue())


@pytest.mark.parametrize("name", NAMES)
def test_each_schema_is_one_and_has_its_name_and_number(name):
    schema = json.loads(schema_text(name))
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == schema_id(name) == f"urn:safeaudit:{name}:1"


def test_the_report_fits_its_schema_and_names_it(sample):
    report = sample[1]
    validator("report").validate(report)
    assert report["schema"] == schema_id("report")


@pytest.mark.parametrize("name", ["obligations", "steps"])
def test_every_row_fits_its_schema(sample, name):
    found = rows(sample[0] / f"{name}.csv")
    check = validator(name)
    assert found
    assert [error.message for row in found for error in check.iter_errors(row)] == []


def test_each_obligation_joins_to_one_step(sample):
    steps = [(row["policy"], row["step"]) for row in rows(sample[0] / "steps.csv")]
    assert len(set(steps)) == len(steps)
    assert {(row["policy"], row["step"]) for row in rows(sample[0] / "obligations.csv")} <= set(steps)


def test_the_manifest_names_the_schemas(sample):
    held = json.loads((sample[0] / "manifest.json").read_text())
    assert held["schemas"] == {"obligations.csv": "urn:safeaudit:obligations:1", "steps.csv": "urn:safeaudit:steps:1"}


def test_the_schemas_know_the_words_and_columns_of_the_contract():
    obligations = json.loads(schema_text("obligations"))["properties"]
    assert list(obligations) == COLUMNS
    assert obligations["verdict"]["enum"] == VERDICT_WORDS
    assert obligations["theme"]["enum"] == list(get_args(Theme))


@pytest.mark.parametrize(
    "change",
    [{"due": "31/10/2026"}, {"verdict": "missed"}, {"theme": "other"}, {"obligation_id": "12"}, {"new": "column"}],
)
def test_a_row_that_is_otherwise_does_not_fit(sample, change):
    row = rows(sample[0] / "obligations.csv")[0]
    with pytest.raises(ValidationError):
        validator("obligations").validate(row | change)


def test_the_command_prints_a_schema_and_refuses_another_name(command):
    assert json.loads(command("schema", "report").out)["$id"] == "urn:safeaudit:report:1"
    unknown = command("schema", "cases")
    assert (unknown.code, "Known: report, obligations, steps" in unknown.err) == (2, True)
