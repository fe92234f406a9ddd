"""`exceptions.xlsx`: the sheets in their order, in one file that says nothing of when it was made."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError

from safeaudit.reports.headline import day_text
from safeaudit.reports.report import Report
from safeaudit.reports.workbook.about import about_sheet
from safeaudit.reports.workbook.closed_actions import closed_actions_sheet
from safeaudit.reports.workbook.columns import wrappable
from safeaudit.reports.workbook.decisions import decisions_sheet
from safeaudit.reports.workbook.due_next import due_next_sheet
from safeaudit.reports.workbook.exceptions import exceptions_sheet
from safeaudit.reports.workbook.formats import Formats
from safeaudit.reports.workbook.inspection import inspection_sheet
from safeaudit.reports.workbook.not_assessable import not_assessable_sheet
from safeaudit.reports.workbook.outstanding import outstanding_sheet
from safeaudit.reports.workbook.problems import problems_sheet
from safeaudit.reports.workbook.protection_plans import protection_plans_sheet
from safeaudit.reports.workbook.response_times import response_times_sheet
from safeaudit.reports.workbook.sheet import Sheet
from safeaudit.reports.workbook.steps import steps_sheet
from safeaudit.reports.workbook.summary import summary_sheet
from safeaudit.reports.workbook.supervision import supervision_sheet
from safeaudit.reports.workbook.teams import teams_sheet
from safeaudit.reports.workbook.training import training_sheet
from safeaudit.reports.workbook.write import write_sheet
from safeaudit.worklists.enquiries import sent_enquiries
from safeaudit.worklists.response_times import waits_for_others

# A text is a text, whatever it looks like; and no copy of the rows outside the output folder.
OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    # A font whose widths every office program has; a fixed size, so that row heights fit.
    "default_format_properties": {"font_name": "Arial", "font_size": 10},
}


def write_workbook(report: Report, path: Path) -> None:
    """Write the workbook of an audit. OSError where that fails."""
    report = replace(report, obligations=wrappable(report.obligations))
    enquiries = report.asked_for(sent_enquiries(report.known))
    sheets = [
        summary_sheet(report, title_of(report)),
        exceptions_sheet(report),
        *([closed_actions_sheet(report.carried)] if report.carried else []),
        due_next_sheet(report),
        protection_plans_sheet(report),
        outstanding_sheet(enquiries),
        response_times_sheet(report.asked_for(waits_for_others(report.known))),
        training_sheet(report),
        teams_sheet(report),
        not_assessable_sheet(report),
        *([decisions_sheet(report)] if report.audit.decisions else []),
        problems_sheet(report),
        steps_sheet(report),
        inspection_sheet(report),
        about_sheet(report),
    ]
    _write(report, sheets, path)


def write_officer_book(report: Report, path: Path) -> None:
    """Write the workbook of one officer, for supervision. OSError where that fails."""
    report = replace(report, obligations=wrappable(report.obligations))
    sheets = [supervision_sheet(report), exceptions_sheet(report), due_next_sheet(report), about_sheet(report)]
    _write(report, sheets, path)


def _write(report: Report, sheets: Sequence[Sheet], path: Path) -> None:
    # The day that the audit looks from, so that the same audit gives the same file.
    write_book(sheets, path, report.audit.settings.marking, title_of(report), report.audit.as_at, report.only)


def title_of(report: Report) -> str:
    """What the document is called."""
    of_what = report.filters.in_words()
    return f"Child safeguarding audit as at {day_text(report.audit.as_at)}" + (f": {of_what}" if of_what else "")


def write_book(sheets: Sequence[Sheet], path: Path, marking: str, title: str, made_on: date, only: str = "") -> None:
    """Write sheets into one workbook that says it was made on a given day. OSError where that fails."""
    # A copy, for XlsxWriter writes into what it is given, and the next workbook would come out otherwise.
    book = Workbook(str(path), deepcopy(OPTIONS) | {"tmpdir": str(path.parent)})
    created = datetime.combine(made_on, time())
    book.set_properties({"title": f"{marking}: {title}", "author": "safeaudit", "created": created})
    formats = Formats(book)
    for sheet in sheets:
        write_sheet(book, formats, sheet, marking, only)
    try:
        book.close()
    except FileCreateError as error:
        raise error.args[0] from None
