"""CSV files: row numbers, ragged rows, encodings, and the fast and the careful way giving the same."""

import pandas as pd
import pytest

from safeaudit.errors import ExtractError
from safeaudit.extracts import csv_file
from tests.extracts.helpers import column, counts, problems, read


def rows(extracts, table="cases"):
    return extracts.tables[table].rows["row"].tolist()


def test_a_quoted_line_end_does_not_start_a_row(tmp_path):
    text = 'crn,team\nX000001,"North\nEast"\nX000002,B\n"X000003","a\r\nb\n\nc"\nX000004,D\n'
    extracts = read(tmp_path, {"cases.csv": text})
    assert rows(extracts) == [2, 3, 4, 5]
    assert column(extracts, "cases", "team")[0] == "North\nEast"


def test_blank_lines_count_as_rows_of_the_spreadsheet_but_not_as_rows_read(tmp_path):
    extracts = read(tmp_path, {"cases.csv": "crn,team\n\nX000001,A\n,\n  , \nX000002,B\n\n\n"})
    assert rows(extracts) == [3, 6]
    assert counts(extracts) == {"cases.csv": (2, 2, 0, 0)}


def test_blank_lines_before_the_heading_count(tmp_path):
    extracts = read(tmp_path, {"cases.csv": "\n,,\ncrn,team\nX000001,A\n"})
    assert rows(extracts) == [4]


def test_a_quoted_line_end_in_the_heading_does_not_start_a_row(tmp_path):
    extracts = read(tmp_path, {"cases.csv": 'crn,"Sentence\nDate"\nX000001,1/1/2026\n'})
    assert rows(extracts) == [2]
    assert extracts.tables["cases"].held("sentence_date")


def test_commas_alone_are_a_blank_row_unless_an_unknown_column_is_filled(tmp_path):
    extracts = read(tmp_path, {"cases.csv": "crn,team,note\n,,\nX000001,A,\n,,x\n"})
    assert counts(extracts) == {"cases.csv": (2, 1, 1, 0)}
    assert problems(extracts, "row", "kind") == [(4, "missing-required")]


def test_short_rows_are_filled_with_blanks(tmp_path):
    extracts = read(tmp_path, {"cases.csv": "crn,team,pdu\nX000001\nX000002,B,C\n"})
    assert column(extracts, "cases", "pdu") == [None, "C"]
    assert problems(extracts) == []


def test_filled_cells_beyond_the_headings_are_a_warning(tmp_path):
    extracts = read(tmp_path, {"cases.csv": "crn,team\nX000001,A,,\nX000002,B,,secret words\n"})
    assert problems(extracts, "row", "column", "value", "kind", "effect") == [(3, "", "", "clash", "warning")]
    assert counts(extracts) == {"cases.csv": (2, 2, 0, 0)}


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end(tmp_path, ends):
    extracts = read(tmp_path, {"cases.csv": ends.join(["crn,team", "X000001,A", "X000002,B"])})
    assert rows(extracts) == [2, 3]
    assert column(extracts, "cases", "team") == ["A", "B"]


@pytest.mark.parametrize(
    "encoded",
    [
        "crn,team\nX000001,Café\n".encode(),
        "crn,team\nX000001,Café\n".encode("utf-8-sig"),
        "crn,team\nX000001,Café\n".encode("cp1252"),
    ],
)
def test_utf8_with_or_without_a_mark_and_windows_1252(tmp_path, encoded):
    extracts = read(tmp_path, {"cases.csv": encoded})
    assert column(extracts, "cases", "team") == ["Café"]
    assert column(extracts, "cases", "crn") == ["X000001"]


def test_text_that_is_neither_is_refused(tmp_path):
    with pytest.raises(ExtractError, match=r"cases\.csv"):
        read(tmp_path, {"cases.csv": b"crn,team\nX000001,\x81\xff\n"})


def test_an_empty_file_named_as_a_table_is_refused(tmp_path):
    for text in ("", "\n\n", ",,\n", "\ufeff"):
        with pytest.raises(ExtractError, match="empty"):
            read(tmp_path, {"cases.csv": text})


@pytest.mark.parametrize(
    "text", ['crn,team\nX000001,"A\nX000002,B\n', 'crn,"team\nX000001,A\n', 'crn,team\nX000001,"A']
)
def test_a_quotation_mark_that_never_closes_is_refused(tmp_path, text):
    with pytest.raises(ExtractError, match="quotation mark opens and never closes"):
        read(tmp_path, {"cases.csv": text})


def test_quotation_marks_inside_cells(tmp_path):
    text = 'crn,team\nX000001,5" pipe\nX000002,"say ""so"""\n"X000003",\'quoted\'\n'
    assert column(read(tmp_path, {"cases.csv": text}), "cases", "team") == ['5" pipe', 'say "so"', "'quoted'"]


def test_words_that_libraries_take_for_blanks_are_words(tmp_path):
    text = "crn,team\nX000001,NA\nX000002,null\nX000003,NaN\nX000004,None\n"
    assert column(read(tmp_path, {"cases.csv": text}), "cases", "team") == ["NA", "null", "NaN", "None"]


def test_a_cell_of_a_million_characters(tmp_path):
    text = f'crn,team\nX000001,"{"x" * 1_000_000}\n"\n'
    assert len(column(read(tmp_path, {"cases.csv": text}), "cases", "team")[0]) == 1_000_000


@pytest.mark.parametrize("odd", ["", '"x\ny"', "a,b,c", "\n", "\r", '"'])
def test_large_files_in_parts_give_what_one_part_gives(tmp_path, monkeypatch, odd):
    lines = [f"X{n % 40:06d},{1 + n % 28}/{1 + n % 12}/2026,T{n % 7},{'words' * (n % 3)}" for n in range(3_000)]
    lines[1_999] = f"X000001,1/1/2026,T1,{odd}" if odd != '"' else 'X000001,1/1/2026,T1,"x"'
    text = "crn,contact_date,contact_type,description\n" + "\n".join(lines) + "\n"
    whole = read(tmp_path, {"contacts.csv": text})
    monkeypatch.setattr(csv_file, "_PART_BYTES", 1_000)
    parts = read(tmp_path, {"contacts.csv": text})
    pd.testing.assert_frame_equal(whole.tables["contacts"].rows, parts.tables["contacts"].rows)
    pd.testing.assert_frame_equal(whole.problems, parts.problems)
    assert whole.inputs == parts.inputs
    assert whole.inputs[0].rows_read >= 3_000


def test_a_part_that_ends_inside_quotation_marks_is_read_carefully(tmp_path, monkeypatch):
    # Whatever the size of the parts, a boundary inside the quoted cell must not cut it.
    text = 'crn,team\nX000001,"a\nb,c\nd"\nX000002,"x\n"\n"X000003",z\n'
    for size in range(1, len(text)):
        monkeypatch.setattr(csv_file, "_PART_BYTES", size)
        extracts = read(tmp_path, {"cases.csv": text})
        assert rows(extracts) == [2, 3, 4], size
        assert column(extracts, "cases", "team") == ["a\nb,c\nd", "x", "z"], size


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
@pytest.mark.parametrize("odd", ["", '"x\ny"', "a,b,c"])
def test_a_character_that_only_a_later_part_holds_settles_the_encoding(tmp_path, monkeypatch, encoding, odd):
    lines = [f"X{n:06d},East" for n in range(100)]
    lines[50], lines[80] = f"X000050,{odd}", "X000080,Café"
    monkeypatch.setattr(csv_file, "_PART_BYTES", 200)
    extracts = read(tmp_path, {"cases.csv": ("crn,team\n" + "\n".join(lines) + "\n").encode(encoding)})
    assert column(extracts, "cases", "team")[80] == "Café"
    assert rows(extracts) == list(range(2, 102))


def test_a_file_of_both_encodings_is_read_as_windows_1252_throughout(tmp_path, monkeypatch):
    lines = [f"X{n:06d},East".encode() for n in range(100)]
    lines[40], lines[80] = "X000040,Café".encode(), "X000080,Café".encode("cp1252")
    monkeypatch.setattr(csv_file, "_PART_BYTES", 200)
    teams = column(read(tmp_path, {"cases.csv": b"crn,team\n" + b"\n".join(lines)}), "cases", "team")
    assert (teams[40], teams[80]) == ("CafÃ©", "Café")


def test_a_later_part_of_neither_encoding_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(csv_file, "_PART_BYTES", 200)
    text = b"crn,team\n" + b"X000001,A\n" * 100 + b"X000002,\x81\xff\n"
    with pytest.raises(ExtractError, match="neither UTF-8 nor Windows-1252"):
        read(tmp_path, {"cases.csv": text})
