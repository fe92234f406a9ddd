"""Dates, yes/no, numbers, words and references, read exactly as the contract says."""

from datetime import UTC, datetime

import pyarrow as pa
import pytest

from safeaudit.extracts.cells import read_cells
from safeaudit.extracts.contract import TABLES, ColumnSpec
from safeaudit.extracts.dates import UNREADABLE, parse_day, parse_moment


def seconds(*parts: int) -> int:
    return int(datetime(*parts, tzinfo=UTC).timestamp())


@pytest.mark.parametrize(
    "text",
    ["2026-10-31", "31/10/2026", "31-Oct-2026", "31-oct-2026", "31 October 2026", "31 OCTOBER 2026", "46326"],
)
def test_each_form_of_a_date_is_the_same_day(text):
    assert parse_day(text) == parse_moment(text) == seconds(2026, 10, 31)


@pytest.mark.parametrize(
    "text",
    [
        "2026-10-31 14:05",
        "2026-10-31T14:05",
        "31/10/2026 14:05",
        "31-Oct-2026 14:05",
        "31 October 2026 14:05:00",
    ],
)
def test_a_time_is_kept_by_date_times_and_dropped_by_dates(text):
    assert parse_moment(text) == seconds(2026, 10, 31, 14, 5)
    assert parse_day(text) == seconds(2026, 10, 31)


def test_seconds_are_read():
    assert parse_moment("2026-10-31T14:05:30") == seconds(2026, 10, 31, 14, 5, 30)


@pytest.mark.parametrize(("text", "day"), [("1/4/2026", 1), ("01/04/2026", 1), ("12/4/2026", 12), ("3/04/2026", 3)])
def test_the_day_stands_before_the_month(text, day):
    assert parse_day(text) == seconds(2026, 4, day)


@pytest.mark.parametrize(
    ("serial", "moment"),
    [
        ("10000", (1927, 5, 18)),
        ("80000", (2119, 1, 11)),
        ("45000", (2023, 3, 15)),
        ("45000.0", (2023, 3, 15)),
        ("45000.5", (2023, 3, 15, 12, 0)),
        ("45000.604166666664", (2023, 3, 15, 14, 30)),
        ("45000.99999999", (2023, 3, 15, 23, 59, 59)),  # a moment before midnight stays in its day
    ],
)
def test_excel_serial_numbers(serial, moment):
    assert parse_moment(serial) == seconds(*moment)


@pytest.mark.parametrize(
    "text", ["9999-12-31", "9999-12-31 00:00", "31/12/9999", "31-Dec-9999", "31 December 9999", "2958465"]
)
def test_the_last_day_of_9999_means_none(text):
    assert parse_day(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "31/02/2026",
        "29/02/2026",
        "10/31/2026",
        "2026-13-01",
        "2026-1-4",
        "1/4/26",
        "01-04-2026",
        "2026/04/01",
        "31.10.2026",
        "20261031",
        "31-October-2026",
        "31 Oct 2026",
        "31 Okt 2026",
        "October 31 2026",
        "2026-10-31 24:00",
        "2026-10-31 14:60",
        "2026-10-31 9:05",
        "2026-10-31  14:05",
        "31/10/2026T14:05",
        "2026-10-31T14:05Z",
        "2026-10-31 14:05:30.5",
        "9999",
        "80000.5",
        "80001",
        "-45000",
        "0000-01-01",
        "tomorrow",
        "٣١/١٠/٢٠٢٦",
    ],
)
def test_anything_else_is_no_date(text):
    assert parse_day(text) is UNREADABLE


def values(spec, texts):
    meaning = read_cells(spec, pa.array(texts, pa.string()))
    return [None if code < 0 else meaning.texts[int(code)].as_py() for code in meaning.code_of_raw], meaning


def test_yes_and_no_in_every_spelling():
    spec = ColumnSpec("at_risk", "yes-no")
    texts = ["Y", "yes", "TRUE", "1", "n", "No", "false", "0", "", "  ", "maybe"]
    _, meaning = values(spec, texts)
    assert meaning.lookup[meaning.code_of_raw].tolist() == [1, 1, 1, 1, 0, 0, 0, 0, -1, -1, -1]
    assert meaning.bad[meaning.code_of_raw].tolist() == [False] * 10 + [True]


def test_numbers():
    spec = ColumnSpec("event_number", "number")
    texts = ["1", "1.0", "01", " 12 ", "", "1.5", "-1", "one", "1e3", "99999999999"]
    _, meaning = values(spec, texts)
    assert meaning.lookup[meaning.code_of_raw].tolist() == [1, 1, 1, 12, -1, -1, -1, -1, -1, -1]
    assert meaning.bad[meaning.code_of_raw].tolist() == [False] * 5 + [True] * 5


@pytest.mark.parametrize(
    ("table", "column", "texts", "kept"),
    [
        (
            "assessments",
            "rosh_children",
            ["VERY HIGH", "very-high", "Very_High", "High"],
            ["very high"] * 3 + ["high"],
        ),
        ("referrals", "parents_informed", ["Yes", "N", "WITHHELD"], ["y", "n", "withheld"]),
        ("court_reports", "answered", ["true", "0", "Refused"], ["y", "n", "refused"]),
        ("plans", "plan", ["CP", "cin"], ["cp", "cin"]),
        ("conferences", "officer_role", ["COM", "Pom", "omu"], ["com", "pom", "omu"]),
        ("releases", "release_type", ["LED", "hdc"], ["led", "hdc"]),
        ("cases", "pprc", ["Confirmed", "potential", "NO"], ["confirmed", "potential", "no"]),
    ],
)
def test_closed_lists_keep_lower_case_words(table, column, texts, kept):
    found, meaning = values(TABLES[table].column(column), texts)
    assert found == kept
    assert meaning.bad is None


@pytest.mark.parametrize(
    ("table", "column", "text"),
    [
        ("assessments", "rosh_children", "very  high"),
        ("referrals", "rosh_level", "v high"),
        ("conferences", "officer_role", "PO"),
        ("enquiries", "point", "sentence start"),
        ("training", "course", "Child Safeguarding Level 3"),
    ],
)
def test_a_word_outside_the_closed_list_is_unreadable(table, column, text):
    _, meaning = values(TABLES[table].column(column), [text])
    assert meaning.bad.tolist() == [True, False]


def test_an_officers_role_in_cases_and_a_curfews_setting_are_free():
    assert TABLES["cases"].column("officer_role").kind == "text"
    assert TABLES["curfews"].column("setting").kind == "text"


def test_crns_are_put_in_upper_case_only_when_they_match_then():
    found, meaning = values(ColumnSpec("crn", "crn"), ["x123456", " X123456 ", "ab12", "X12345", ""])
    assert found == ["X123456", "X123456", "ab12", "X12345", None]
    assert meaning.unusual[meaning.code_of_raw].tolist() == [False, False, True, True, False]


def test_prison_numbers_likewise():
    found, meaning = values(ColumnSpec("noms_number", "noms"), ["a1234bc", "A123BC"])
    assert found == ["A1234BC", "A123BC"]
    assert meaning.unusual[meaning.code_of_raw].tolist() == [False, True]


def test_many_dates_with_times_are_read_like_few():
    texts = [f"2026-01-{1 + n % 28:02d} {n // 3600 % 24:02d}:{n // 60 % 60:02d}:{n % 60:02d}" for n in range(5_000)]
    texts += ["45000 10:00", "31/02/2026 10:00", "2026-01-01T10:00"]
    meaning = read_cells(ColumnSpec("sent", "date"), pa.array(texts, pa.string()))
    read = meaning.lookup[meaning.code_of_raw]
    assert [str(day) for day in read[:3]] == [
        "2026-01-01T00:00:00",
        "2026-01-02T00:00:00",
        "2026-01-03T00:00:00",
    ]
    assert [str(day) for day in read[-3:]] == ["NaT", "NaT", "2026-01-01T00:00:00"]
    assert meaning.texts.to_pylist()[-2:] == ["45000 10:00", "31/02/2026 10:00"]


@pytest.mark.parametrize("odd", [[], ["2026-02-30"], ["2026-13-01", "2100-02-29"]])
def test_days_read_all_at_once_are_those_read_one_by_one(odd):
    texts = [f"{year}-{month:02d}-28" for year in (1899, 1900, 1999, 2024, 2099, 2100) for month in range(1, 13)]
    texts += ["2024-02-29", "9999-12-31", "28/1/2024", "2024-01-28 10:00", "2024-1-2", "soon", "", " 2024-01-28 "]
    texts += odd
    meaning = read_cells(ColumnSpec("sent", "date"), pa.array(texts, pa.string()))
    found = meaning.lookup[meaning.code_of_raw].astype("int64").tolist()
    blank = meaning.lookup[-1].astype("int64").item()
    one_by_one = [parse_day(text.strip()) if text else None for text in texts]
    assert found == [moment if isinstance(moment, int) else blank for moment in one_by_one]
    assert meaning.bad[meaning.code_of_raw].tolist() == [moment is UNREADABLE for moment in one_by_one]
    assert meaning.code_of_raw[texts.index("28/1/2024")] == meaning.code_of_raw[texts.index("2024-01-28")]
