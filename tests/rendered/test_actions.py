"""A workbook filled in and saved by LibreOffice, standing in for the office programs that people have."""

from datetime import datetime

import pytest

from safeaudit.actions.workbook import read_actions
from tests.actions.books import audited, exceptions, filled, heading_row
from tests.actions.test_round_trip import ANSWER, FILLED_IN, NOVEMBER, OCTOBER, WRITTEN, answer_of
from tests.cli.helpers import write

from .programs import saved_by_libreoffice


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_round_trip_keeps_every_action(tmp_path, kind):
    unit = write(tmp_path / "extracts")
    october = audited(unit, OCTOBER, tmp_path / "october")
    other = {"Owner": "N03", "Target date": "end of November", "Status": "Done"}
    book = filled(october, {"A000001": ANSWER, "A000004": other})
    (tmp_path / "saved").mkdir()
    saved = saved_by_libreoffice(book, kind, tmp_path / "saved")
    found = exceptions(audited(unit, NOVEMBER, tmp_path / "november", "--actions", saved))
    assert answer_of(found["A000001"]) == WRITTEN
    assert answer_of(found["A000004"]) == ("N03", None, "end of November", "Done", None)


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_round_trip_of_the_sample_unit_keeps_every_action(tmp_path, sample_output, kind):
    """Each exception of the sample gets an action of its own."""

    def each(page):
        top = heading_row(page)
        places = {cell.value: cell.column for cell in page[top]}
        for number in range(top + 1, page.max_row + 1):
            day = datetime.fromisoformat(f"2026-11-{number % 28 + 1:02d}")
            for heading, value in zip(
                FILLED_IN, ("N01", f"Act {number}", day, "In progress", f"C{number}"), strict=True
            ):
                page.cell(number, places[heading], value)

    book = filled(sample_output / "exceptions.xlsx", {}, each).rename(tmp_path / "all.xlsx")
    (tmp_path / "saved").mkdir()
    before = {action.obligation_id: action.written for action in read_actions([book])}
    saved = saved_by_libreoffice(book, kind, tmp_path / "saved")
    after = {action.obligation_id: action.written for action in read_actions([saved])}
    assert len(before) > 1000
    assert after == before
