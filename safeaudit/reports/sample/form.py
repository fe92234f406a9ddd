"""The reading form: a sheet for each case that prints as a page, with what the records say and room for answers."""

import json
from collections.abc import Hashable, Mapping, Sequence
from copy import deepcopy
from datetime import datetime, time
from pathlib import Path
from typing import Any

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.worksheet import Worksheet

from safeaudit.reports.sample.drawn import DipSample
from safeaudit.reports.sample.form_formats import FormFormats
from safeaudit.reports.workbook.book import OPTIONS
from safeaudit.sample.answers import CHOICES, QUESTION, STEP

Line = Mapping[Hashable, Any]
KEPT = "form"  # the sheet, out of sight, that says what was asked
VERSION = 1
# Heading and width of each column; the places that are filled in and read again are named.
COLUMNS = (("Paragraphs", 12), ("", 42), ("What the records say", 36), ("Answer", 15), ("Comment", 30), ("Id", 18))
PARAGRAPHS, ASKS, RECORDS, ANSWER, COMMENT, ID = range(6)
# On paper there is no list to choose from, so the heading gives it.
HEADINGS = {
    STEP: f"Step. What does the file show: {', '.join(CHOICES[STEP])}?",
    QUESTION: f"Question. Answer: {', '.join(CHOICES[QUESTION])}.",
}
CASE_ROW, READER_ROW, DATE_ROW, TOP = 2, 3, 4, 6
FILLED_IN = 2  # the column of case, reader and date
LINE_HEIGHT, LETTERS_PER_WIDTH, MOST_LINES = 13.5, 1.05, 20
HOW = (
    "Each case has a sheet of its own; white cells with a blue border are yours to fill in, the rest is locked.",
    "Reader: your staff code, no name. Read on: the day of reading.",
    "Step: what the file shows, whatever the records say. Choose 'cannot tell' where the file does not show it.",
    "Question: what the file shows as a whole. 'does not apply' where there was no occasion.",
    "Comment: what the officer or the records should learn. No names of children, families or people on probation.",
    "A line without an answer counts as not read. What is not yet due in a case is not asked.",
    "Save the form and give it back with: safeaudit sample --read FORM.xlsx. Comments stay in this form.",
)


def write_form(drawn: DipSample, lines: pd.DataFrame, path: Path, *, second: bool = False) -> None:
    """Write the form of the cases drawn, or of those for the second reader. OSError where that fails.

    `lines`: see `lines.form_lines`.
    """
    cases = drawn.sample.cases
    cases = cases[cases["second_reader"]] if second else cases
    audit = drawn.report.audit
    book = Workbook(str(path), deepcopy(OPTIONS) | {"tmpdir": str(path.parent)})
    title = f"{drawn.title}: {'second reading' if second else 'reading form'}"
    created = datetime.combine(audit.as_at, time())
    book.set_properties({"title": f"{audit.settings.marking}: {title}", "author": "safeaudit", "created": created})
    formats = FormFormats(book)
    names = sheet_names(list(cases["crn"]))
    _write_front(book, formats, drawn, cases, names, title)
    asked = dict(list(lines.groupby("crn", sort=False)))
    for case in cases.to_dict("records"):
        mine = asked[case["crn"]].to_dict("records") if case["crn"] in asked else []
        _write_case(book.add_worksheet(names[case["crn"]]), formats, case, mine, audit.settings.marking)
    _keep(book, drawn, lines[lines["crn"].isin(cases["crn"])], names, second)
    try:
        book.close()
    except FileCreateError as error:
        raise error.args[0] from None


def sheet_names(crns: Sequence[str]) -> dict[str, str]:
    """A sheet's name for each CRN: the CRN, where a sheet may be called so."""
    plain = {crn: crn.isalnum() and len(crn) <= 31 for crn in crns}
    return {crn: crn if plain[crn] else f"case {number}" for number, crn in enumerate(crns, 1)}


def _write_front(
    book: Workbook, formats: FormFormats, drawn: DipSample, cases: pd.DataFrame, names: Mapping[str, str], title: str
) -> None:
    """How to fill the form in, how the sample was drawn, and the cases."""
    page = book.add_worksheet("Read me first")
    lines = [drawn.report.audit.settings.marking, title, *HOW, *drawn.said()]
    widths = (14, 14, 14, 16, 18, 62)
    for number, width in enumerate(widths):
        page.set_column(number, number, width)
    for row, line in enumerate(lines):
        style = (formats.marking, formats.title)[row] if row < 2 else formats.note
        page.merge_range(row, 0, row, len(widths) - 1, line, style)
        page.set_row(row, 18 if row < 2 else _height([(line, sum(widths))]))
    top = len(lines) + 1
    for number, heading in enumerate(("Case", "Officer", "Team", "RoSH to children", "Plan", "Why it is here")):
        page.write_string(top, number, heading, formats.header)
    for row, case in enumerate(cases.to_dict("records"), top + 1):
        page.write_url(row, 0, f"internal:'{names[case['crn']]}'!A1", formats.link, case["crn"])
        for number, name in enumerate(("staff_code", "team", "rosh", "plan", "reason"), 1):
            page.write_string(row, number, case[name], formats.text)
        page.set_row(row, _height([(case["reason"], widths[-1]), (case["team"], widths[2])]))
    page.freeze_panes(top + 1, 0)
    _set_up(page, drawn.report.audit.settings.marking, "Read me first", len(widths) - 1)
    page.set_landscape()


def _write_case(
    page: Worksheet, formats: FormFormats, case: Mapping[Hashable, Any], lines: Sequence[Line], marking: str
) -> None:
    for number, (_, width) in enumerate(COLUMNS):
        page.set_column(number, number, width, formats.id if number == ID else None)
    page.write_string(0, 0, marking, formats.marking)
    place = ", ".join(filter(None, (case["staff_code"], case["team"], case["pdu"])))
    about = f"{place}. RoSH to children: {case['rosh']}. Plan: {case['plan']}."
    page.merge_range(1, 0, 1, COMMENT, f"{about} Why it is here: {case['reason']}.", formats.note)
    page.set_row(1, _height([(f"{about} Why it is here: {case['reason']}.", sum(width for _, width in COLUMNS[:ID]))]))
    page.write_string(CASE_ROW, 0, "Case", formats.label)
    page.write_string(CASE_ROW, FILLED_IN, case["crn"], formats.title)
    page.write_string(READER_ROW, 0, "Reader (staff code)", formats.label)
    page.write_blank(READER_ROW, FILLED_IN, None, formats.fill_in)
    page.write_string(DATE_ROW, 0, "Read on (date)", formats.label)
    page.write_blank(DATE_ROW, FILLED_IN, None, formats.date_to_fill_in)
    page.data_validation(DATE_ROW, FILLED_IN, DATE_ROW, FILLED_IN, _a_date())
    row = TOP
    for kind in (STEP, QUESTION):
        mine = [line for line in lines if line["kind"] == kind]
        if mine:
            row = _write_lines(page, formats, row, kind, mine) + 1
    page.freeze_panes(CASE_ROW + 1, 0)
    _set_up(page, marking, case["crn"], COMMENT)


def _write_lines(page: Worksheet, formats: FormFormats, row: int, kind: str, lines: Sequence[Line]) -> int:
    """Write the lines of one kind under their heading; gives the row after them."""
    for number, (heading, _) in enumerate(COLUMNS):
        page.write_string(row, number, heading, formats.header if number != ID else formats.id)
    asks_width = COLUMNS[ASKS][1]
    if kind == STEP:
        page.write_string(row, ASKS, HEADINGS[kind], formats.header)
    else:
        asks_width += COLUMNS[RECORDS][1]
        page.merge_range(row, ASKS, row, RECORDS, HEADINGS[kind], formats.header)
    page.set_row(row, _height([(HEADINGS[kind], asks_width)]))
    for line in lines:
        row += 1
        paragraphs = str(line["paragraphs"]).replace(";", "; ")
        page.write_string(row, PARAGRAPHS, paragraphs, formats.text)
        if kind == STEP:
            page.write_string(row, ASKS, line["asks"], formats.text)
            page.write_string(row, RECORDS, line["records"], formats.text)
        else:
            page.merge_range(row, ASKS, row, RECORDS, line["asks"], formats.text)
        page.write_blank(row, ANSWER, None, formats.fill_in)
        page.write_blank(row, COMMENT, None, formats.fill_in)
        page.write_string(row, ID, line["id"], formats.id)
        texts = [(paragraphs, COLUMNS[PARAGRAPHS][1]), (line["asks"], asks_width)]
        page.set_row(row, _height([*texts, (line["records"], COLUMNS[RECORDS][1])]))
        page.data_validation(row, ANSWER, row, ANSWER, _one_of(CHOICES[kind]))
    return row + 1


def _keep(book: Workbook, drawn: DipSample, lines: pd.DataFrame, names: Mapping[str, str], second: bool) -> None:
    """Keep out of sight what was asked, so that what comes back can be held against it."""
    audit = drawn.report.audit
    page = book.add_worksheet(KEPT)
    about = {
        "form": "safeaudit reading form",
        "version": VERSION,
        "as_at": audit.as_at.isoformat(),
        "marking": audit.settings.marking,
        "policies": [replay.pack.head.name for replay in audit.replays],
        "seed": drawn.sample.design.seed,
        "second": second,
    }
    page.write_string(0, 0, json.dumps(about, ensure_ascii=False))
    chance = dict(zip(drawn.sample.cases["crn"], drawn.sample.cases["chance"], strict=True))
    for row, crn in enumerate(names, 1):
        page.write_string(row, 0, json.dumps({"crn": crn, "sheet": names[crn], "chance": chance[crn]}))
    columns = ["crn", "kind", "id", "step", "asks", "record"]
    for row, line in enumerate(lines[columns].to_dict("records"), len(names) + 1):
        page.write_string(row, 0, json.dumps(line, ensure_ascii=False))
    page.very_hidden()


def _a_date() -> dict[str, object]:
    return {
        "validate": "date",
        "criteria": ">=",
        "value": "=DATE(2000,1,1)",
        "error_title": "Read on",
        "error_message": "Write a date, such as 31/10/2026.",
    }


def _one_of(words: Sequence[str]) -> dict[str, object]:
    return {
        "validate": "list",
        "source": list(words),
        "error_title": "Answer",
        "error_message": f"Choose one of: {', '.join(words)}.",
    }


def _height(texts: Sequence[tuple[str, int]]) -> float:
    """The height of a row for its texts, each with the width it has."""
    lines = max(-(-len(text) // int(LETTERS_PER_WIDTH * width)) for text, width in texts)
    return LINE_HEIGHT * min(max(lines, 1), MOST_LINES) + 3


def _set_up(page: Worksheet, marking: str, name: str, last_column: int) -> None:
    """What is printed on A4, all columns on one page; and what is locked, without a password."""
    page.hide_gridlines(2)
    page.set_paper(9)
    page.set_margins(0.4, 0.4, 0.5, 0.6)
    page.fit_to_pages(1, 0)
    page.set_footer(f"&L{marking}&C{name}&RPage &P of &N".replace("\n", " "))
    page.print_area(0, 0, 1_000, last_column)
    page.protect("", {"format_columns": True, "format_rows": True, "format_cells": True})
