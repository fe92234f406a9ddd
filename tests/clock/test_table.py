"""The frozen table of bank holidays, against three sources."""

from datetime import date

import holidays
import pytest
from govuk_bank_holidays.bank_holidays import BankHolidays

from .scalar import HOLIDAYS, ROWS

# domain.md 6.1, copied by hand: day/month of each year.
PUBLISHED_DAYS = {
    2012: "02/01 06/04 09/04 07/05 04/06 05/06 27/08 25/12 26/12",
    2013: "01/01 29/03 01/04 06/05 27/05 26/08 25/12 26/12",
    2014: "01/01 18/04 21/04 05/05 26/05 25/08 25/12 26/12",
    2015: "01/01 03/04 06/04 04/05 25/05 31/08 25/12 28/12",
    2016: "01/01 25/03 28/03 02/05 30/05 29/08 26/12 27/12",
    2017: "02/01 14/04 17/04 01/05 29/05 28/08 25/12 26/12",
    2018: "01/01 30/03 02/04 07/05 28/05 27/08 25/12 26/12",
    2019: "01/01 19/04 22/04 06/05 27/05 26/08 25/12 26/12",
    2020: "01/01 10/04 13/04 08/05 25/05 31/08 25/12 28/12",
    2021: "01/01 02/04 05/04 03/05 31/05 30/08 27/12 28/12",
    2022: "03/01 15/04 18/04 02/05 02/06 03/06 29/08 19/09 26/12 27/12",
    2023: "02/01 07/04 10/04 01/05 08/05 29/05 28/08 25/12 26/12",
    2024: "01/01 29/03 01/04 06/05 27/05 26/08 25/12 26/12",
    2025: "01/01 18/04 21/04 05/05 26/05 25/08 25/12 26/12",
    2026: "01/01 03/04 06/04 04/05 25/05 31/08 25/12 28/12",
    2027: "01/01 26/03 29/03 03/05 31/05 30/08 27/12 28/12",
    2028: "03/01 14/04 17/04 01/05 29/05 28/08 25/12 26/12",
}


@pytest.mark.parametrize("year", PUBLISHED_DAYS)
def test_days_of_each_published_year(year):
    days = [part.split("/") for part in PUBLISHED_DAYS[year].split()]
    assert {day for day in HOLIDAYS if day.year == year} == {date(year, int(m), int(d)) for d, m in days}


@pytest.mark.parametrize("nation", ["ENG", "WLS"])
@pytest.mark.parametrize("year", range(2012, 2036))
def test_holidays_library_agrees(year, nation):
    theirs = holidays.country_holidays("GB", subdiv=nation, years=year)
    assert {day for day in HOLIDAYS if day.year == year} == {day for day in theirs if day.weekday() < 5}


def test_govuk_agrees_in_days_and_names_as_far_as_published():
    theirs = BankHolidays(use_cached_holidays=True).get_holidays(division=BankHolidays.ENGLAND_AND_WALES)
    ours = {date.fromisoformat(row["date"]): row["name"] for row in ROWS if row["status"] == "published"}
    substitute = " (substitute day)"
    named = {
        each["date"]: each["title"].replace("’", "'") + substitute * (each["notes"] == "Substitute day")
        for each in theirs
        if each["date"].weekday() < 5
    }
    assert {day: named[day] for day in ours} == ours
    assert {day for day in named if 2012 <= day.year <= 2028} == set(ours)


def test_table_is_sorted_weekdays_published_to_2028_then_projected():
    days = [date.fromisoformat(row["date"]) for row in ROWS]
    assert days == sorted(set(days))
    assert all(day.weekday() < 5 for day in days)
    assert [row["status"] for row in ROWS] == ["published" if day.year <= 2028 else "projected" for day in days]
    assert {day.year for day in days} == set(range(2012, 2036))
    assert len(days) == 24 * 8 + 4  # one extra holiday in 2012 and 2023, two in 2022
