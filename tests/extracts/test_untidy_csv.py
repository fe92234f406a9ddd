"""CSV files as other programs write them: encodings, delimiters, titles above the headings, and what is refused."""

import pytest

from safeaudit.errors import ExtractError
from safeaudit.extracts import csv_text
from tests.extracts.helpers import column, counts, read

TEXT = 'CRN,Team,Sentence Date\r\nX000001,"Café; West",1/2/2026\r\nX000002,"A\nB",\r\n'


QUOTED = '"CRN","Team","Sentence Date"\r\n"X000001","Café; West","1/2/2026"\r\n"X000002","A\nB",""\r\n'


def teams(extracts):
    return column(extracts, "cases", "team")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_encoding_and_delimiter_gives_the_same(tmp_path, encoding, delimiter):
    for text in (TEXT, QUOTED):
        extracts = read(tmp_path, {"cases.csv": text.replace(",", delimiter).encode(encoding)})
        assert teams(extracts) == ["Café; West", "A\nB"]
    assert extracts.tables["cases"].rows["row"].tolist() == [2, 3]
    assert counts(extracts) == {"cases.csv": (2, 2, 0, 0)}


def test_a_tab_separated_file_may_say_so_in_its_name(tmp_path):
    assert teams(read(tmp_path, {"cases.tsv": TEXT.replace(",", "\t")})) == ["Café; West", "A\nB"]


def test_how_a_file_was_read_is_told_where_it_is_not_plain(tmp_path):
    extracts = read(tmp_path, {"cases.csv": TEXT.replace(",", ";").encode("utf-16")})
    assert [remark.said for remark in extracts.remarks] == ["separated by semicolons", "read as UTF-16"]
    assert read(tmp_path / "plain", {"cases.csv": TEXT.replace("CRN", "crn")}).remarks == []


def test_a_title_above_the_headings_is_no_row_and_is_told(tmp_path):
    title = "Caseload report for Derby,,\n,,\nCRN,All,\nRun on,31/10/2026,\n\n"
    extracts = read(tmp_path, {"cases.csv": title + TEXT})
    assert extracts.tables["cases"].rows["row"].tolist() == [7, 8]
    assert counts(extracts) == {"cases.csv": (2, 2, 0, 0)}
    assert [remark.said for remark in extracts.remarks] == [
        "headings in row 6; the filled rows above (3) are a title",
    ]


def test_the_line_that_tells_excel_the_delimiter_is_a_title(tmp_path):
    assert len(teams(read(tmp_path, {"cases.csv": "sep=;\n" + TEXT.replace(",", ";")}))) == 2


def test_a_first_row_that_can_be_the_headings_is(tmp_path):
    extracts = read(tmp_path, {"cases.csv": "crn,team\nCRN,Team\nX000001,East\n"})
    assert counts(extracts)["cases.csv"][0] == 2


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"PK\x03\x04 and so on", "this is a workbook under a CSV file's name"),
        (b"\xff\xfe\x00\x00c\x00\x00\x00", "no text that can be read"),
        (b"\x00\x01\x02\x03\x04", "no text that can be read"),
        (b"\xff\xfec\x00r\x00n\x00\n\x00\x00\xd8\n\x00", "bytes that are not UTF-16"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path, content, says):
    with pytest.raises(ExtractError, match=rf"^cases\.csv.*{says}"):
        read(tmp_path, {"cases.csv": content})


@pytest.mark.parametrize("begin", ["", "crn,team\n", "crn,team\nX000001,", 'crn,team\nX000001,"\n'])
def test_a_line_that_never_ends_is_refused_before_memory_is_gone(tmp_path, monkeypatch, begin):
    monkeypatch.setattr(csv_text, "_LONGEST", 10_000)
    monkeypatch.setattr("safeaudit.extracts.csv_file._LONGEST_LINE", 10_000)
    monkeypatch.setattr("safeaudit.extracts.csv_file._PART_BYTES", 4_096)
    with pytest.raises(ExtractError, match=r"about line \d+: a line of more than 10,000 characters"):
        read(tmp_path, {"cases.csv": begin + "x" * 50_000})


def test_a_cell_that_goes_on_over_many_lines_is_refused(tmp_path, monkeypatch):
    limit = csv_text.csv.field_size_limit(10_000)
    try:
        with pytest.raises(ExtractError, match="a cell of more than"):
            read(tmp_path, {"cases.csv": 'crn,team\nX000001,"' + "x\n" * 10_000})
    finally:
        csv_text.csv.field_size_limit(limit)
