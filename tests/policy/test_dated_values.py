"""A number of the policy that changes on a day: a case is judged by what applied on the day of its trigger.

Invented: up to and including 31 May 2026 an analysis is wanted within 2 days, from 1 June 2026 on within 10 days.
"""

import csv
from datetime import date

import numpy as np
import pytest

from safeaudit.caseload.caseload import build_caseload, number_rows
from safeaudit.clock.calendar import Calendar
from safeaudit.extracts.read import read_extracts
from safeaudit.facts.known import Known
from safeaudit.packs.load import load_pack
from safeaudit.packs.meaning import meaning_of
from safeaudit.packs.schema import Step
from safeaudit.packs.vocabulary import Vocabulary
from safeaudit.replay.obligations import tabulate
from safeaudit.replay.replay import benchmarks_of, replay

PACK = load_pack("hmpps")
BEFORE, CHANGED = {"since": "2024-01-01", "span": "2 days"}, {"since": "2026-06-01", "span": "10 days"}
LATER = {"since": "2026-08-01", "span": "3 working days"}


def changed_step(*values: dict[str, str], key: str = "then") -> Step:
    """`enq-analysed` with dated values in the place of its benchmark."""
    step = next(step for step in PACK.steps if step.id == "enq-analysed").model_dump(exclude_unset=True)
    return Step.model_validate(step | {"due": [{"date": "responded", key: [values] if key == "then" else values}]})


def due_days(step: Step, triggers: list[str], folder) -> dict[str, tuple[str, str]]:
    """For each trigger the due day and the basis."""
    write(folder / "cases.csv", ["crn"], [["Z900001"]])
    write(
        folder / "enquiries.csv",
        ["enquiry_ref", "crn", "sent", "responded", "analysed"],
        [[f"E{number}", "Z900001", "2023-01-02", day, ""] for number, day in enumerate(triggers)],
    )
    caseload = build_caseload(number_rows(read_extracts([folder]).tables), date(2026, 12, 31))
    known = Known(caseload, Calendar.england_and_wales(), benchmarks_of(PACK, {}))
    done = replay(known, PACK.model_copy(update={"steps": [step]}))
    assert not done.not_assessed
    rows = tabulate(known, done.judged, "hmpps").to_dict("records")
    return {f"{row['trigger_on']:%Y-%m-%d}": (f"{row['due']:%Y-%m-%d}", row["basis"]) for row in rows}


def write(path, headings, rows):
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([headings, *rows])


@pytest.mark.parametrize("values", [(BEFORE, CHANGED), (CHANGED, BEFORE)], ids=["in order", "out of order"])
def test_the_day_before_the_change_the_day_itself_and_the_day_after(values, tmp_path):
    found = due_days(changed_step(*values), ["2026-05-31", "2026-06-01", "2026-06-02"], tmp_path)
    assert found == {
        "2026-05-31": ("2026-06-02", "policy"),
        "2026-06-01": ("2026-06-11", "policy"),
        "2026-06-02": ("2026-06-12", "policy"),
    }


def test_before_the_first_dated_value_the_earliest_applies(tmp_path):
    assert due_days(changed_step(BEFORE, CHANGED), ["2023-12-31", "2024-01-01"], tmp_path) == {
        "2023-12-31": ("2024-01-02", "policy"),
        "2024-01-01": ("2024-01-03", "policy"),
    }


def test_one_dated_value_applies_always(tmp_path):
    assert due_days(changed_step(CHANGED), ["2026-05-31", "2026-06-01"], tmp_path) == {
        "2026-05-31": ("2026-06-10", "policy"),
        "2026-06-01": ("2026-06-11", "policy"),
    }


def test_a_second_change_and_another_unit(tmp_path):
    # 1 August 2026 is a Saturday: 3 working days later is Wednesday.
    found = due_days(changed_step(LATER, CHANGED, BEFORE), ["2026-05-31", "2026-07-31", "2026-08-01"], tmp_path)
    assert {trigger: due for trigger, (due, _) in found.items()} == {
        "2026-05-31": "2026-06-02",
        "2026-07-31": "2026-08-10",
        "2026-08-01": "2026-08-05",
    }


def test_a_dated_value_counted_back(tmp_path):
    found = due_days(changed_step(BEFORE, CHANGED, key="less"), ["2023-05-31", "2026-05-31", "2026-06-01"], tmp_path)
    assert {trigger: due for trigger, (due, _) in found.items()} == {
        "2023-05-31": "2023-05-29",
        "2026-05-31": "2026-05-29",
        "2026-06-01": "2026-05-22",
    }


def test_the_trail_has_one_leg_for_each_value_and_every_obligation_in_one(tmp_path):
    write(tmp_path / "cases.csv", ["crn"], [["Z900001"]])
    days = ["2023-05-31", "2026-05-31", "2026-06-01"]
    rows = [[f"E{number}", "Z900001", "2023-01-02", day, ""] for number, day in enumerate(days)]
    write(tmp_path / "enquiries.csv", ["enquiry_ref", "crn", "sent", "responded", "analysed"], rows)
    caseload = build_caseload(number_rows(read_extracts([tmp_path]).tables), date(2026, 12, 31))
    known = Known(caseload, Calendar.england_and_wales(), benchmarks_of(PACK, {}))
    (judged,) = replay(known, PACK.model_copy(update={"steps": [changed_step(BEFORE, CHANGED)]})).judged
    assert [str(leg.span) for leg in judged.due.counted[0].legs] == ["10 days", "2 days"]
    assert np.sum([leg.mask for leg in judged.due.counted[0].legs], axis=0).tolist() == [1, 1, 1]


def test_a_dated_value_is_said_in_words():
    lines = {line.label: line.sentences for line in meaning_of(changed_step(BEFORE, CHANGED), PACK, Vocabulary())}
    assert lines["Due"] == ["That day + 2 days (10 days for triggers from 2026-06-01 on)."]
