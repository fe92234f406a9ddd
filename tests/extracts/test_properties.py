"""What holds for any extract whatever."""

import csv
import io
import tempfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeaudit.errors import ExtractError
from safeaudit.extracts import csv_file, csv_part
from safeaudit.extracts.read import read_extracts
from tests.extracts.helpers import write

CELLS = st.sampled_from(
    [
        "",
        " ",
        "X000001",
        "x000001",
        "X000002",
        "K1",
        "K2",
        "2026-01-01",
        "1/1/2026",
        "9999-12-31",
        "soon",
        "a\nb",
        'q"q',
        "1",
        "yes",
        "\u00e9",
    ]
)
HEADING = ["crn", "curfew_ref", "proposed_on", "event_number", "setting", "extra"]
ROWS = st.lists(st.lists(CELLS, min_size=0, max_size=7), max_size=25)
QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def as_csv(rows):
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def read_texts(**texts):
    with tempfile.TemporaryDirectory() as folder:
        files = {f"{name}.csv": text for name, text in texts.items()} | {"cases.csv": "crn\nX000001\n"}
        return read_extracts([write(Path(folder), files)])


@QUICK
@given(ROWS)
def test_every_row_is_used_quarantined_or_duplicate(rows):
    extracts = read_texts(curfews=as_csv([HEADING, *rows]))
    (sheet,) = [sheet for sheet in extracts.inputs if sheet.table == "curfews"]
    assert sheet.rows_read == sheet.used + sheet.quarantined + sheet.duplicate
    assert sheet.rows_read == sum(any(cell.strip() for cell in row) for row in rows)
    assert len(extracts.tables["curfews"].rows) == sheet.used
    listed = extracts.problems[extracts.problems["table"] == "curfews"]
    assert listed.loc[listed["effect"] == "row quarantined", "row"].nunique() == sheet.quarantined
    assert (listed["effect"] == "duplicate ignored").sum() == sheet.duplicate
    unusable = extracts.tables["curfews"].unusable
    assert len(unusable) == (listed["effect"] == "cell unusable").sum()


@QUICK
@given(ROWS)
def test_the_fast_and_the_careful_way_agree(rows):
    text = as_csv([HEADING, *rows])
    fast = read_texts(curfews=text)

    def never(*_):
        raise csv_part._NotPlain

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csv_part, "_plain_part", never)
        careful = read_texts(curfews=text)
    pd.testing.assert_frame_equal(fast.tables["curfews"].rows, careful.tables["curfews"].rows)
    pd.testing.assert_frame_equal(fast.problems, careful.problems)
    assert fast.inputs == careful.inputs


@QUICK
@given(st.text(alphabet='ab,"\n\r \u00e9\0', max_size=60), st.integers(1, 20))
def test_any_text_is_read_alike_both_ways_and_in_parts_of_any_size(text, size):
    def outcome(part_bytes, plain):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(csv_file, "_PART_BYTES", part_bytes)
            if not plain:
                patch.setattr(csv_part, "_plain_part", lambda *_: (_ for _ in ()).throw(csv_part._NotPlain()))
            try:
                return read_texts(units="unit,kind,safeguarding_lead\n" + text)
            except ExtractError as error:
                return error.messages

    careful, parts = outcome(1 << 20, False), outcome(size, True)
    if isinstance(careful, tuple) or isinstance(parts, tuple):
        assert careful == parts
        return
    pd.testing.assert_frame_equal(careful.tables["units"].rows, parts.tables["units"].rows)
    pd.testing.assert_frame_equal(careful.problems, parts.problems)


@QUICK
@given(ROWS, st.integers(0, 25))
def test_splitting_a_table_over_files_changes_nothing_but_sources(rows, at):
    whole = read_texts(curfews=as_csv([HEADING, *rows]))
    split = read_texts(**{"curfews-1": as_csv([HEADING, *rows[:at]]), "curfews-2": as_csv([HEADING, *rows[at:]])})
    where = ["source", "row"]
    pd.testing.assert_frame_equal(
        whole.tables["curfews"].rows.drop(columns=where), split.tables["curfews"].rows.drop(columns=where)
    )
    pd.testing.assert_frame_equal(whole.tables["curfews"].unusable, split.tables["curfews"].unusable)
    kinds = ["column", "value", "kind", "effect"]
    assert (
        whole.problems[kinds].astype(str).to_numpy().tolist() == split.problems[kinds].astype(str).to_numpy().tolist()
    )
    assert whole.tables["curfews"].date_ranges == split.tables["curfews"].date_ranges
