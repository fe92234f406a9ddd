"""Frames as CSV files."""

import numpy as np
import pandas as pd
import pytest

from safeaudit.reports.tables_csv import harmless, write_csv


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n", "\0="])
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(first):
    assert harmless(first + "1") == "'" + first.replace("\0", "") + "1"


@pytest.mark.parametrize("text", ["", "A000001", "1-2", "a=b", "'=1", "N 01"])
def test_other_texts_stay_as_they_are(text):
    assert harmless(text) == text


def test_every_kind_of_column(tmp_path):
    frame = pd.DataFrame(
        {
            "text": pd.array(["a,b", 'say "x"', None], dtype="str"),
            "category": pd.Categorical(["=1", None, "two\r\nlines"]),
            "day": np.array(["2026-10-31", "NaT", "1812-01-02"], dtype="datetime64[s]"),
            "whole": pd.array([-3, None, 0], dtype="Int32"),
            "share": [0.5, np.nan, 1.0],
        }
    )
    write_csv(tmp_path / "x.csv", frame)
    assert (tmp_path / "x.csv").read_bytes().decode() == (
        "text,category,day,whole,share\r\n"
        '"a,b",\'=1,2026-10-31,-3,0.5\r\n'
        '"say ""x""",,,,\r\n'
        ',"two\r\nlines",1812-01-02,0,1.0\r\n'
    )


def test_an_existing_file_is_never_written_over(tmp_path):
    (tmp_path / "x.csv").write_text("mine")
    with pytest.raises(FileExistsError):
        write_csv(tmp_path / "x.csv", pd.DataFrame({"a": [1]}))
