"""`exceptions.xlsx`: the sheets in their order, in one file that says nothing of when it was made."""

from datetime import datetime, time
from pathlib import Path

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError

from safeaudit.audit import Audit, Filters
from safeaudit.reports.headline import day_text, headline
from safeaudit.reports.workbook.about import about_sheet
from safeaudit.reports.workbook.figures import steps_sheet, summary_sheet, teams_sheet
from safeaudit.reports.workbook.lists import (
    due_next_sheet,
    exceptions_sheet,
    not_assessable_sheet,
    problems_sheet,
)
from safeaudit.reports.workbook.sheet import Formats, wrappable, write_sheet

# A text is a text, whatever it looks like; and no copy of the rows outside the output folder.
OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    # A font whose widths every office program has; a fixed size, so that row heights fit.
    "default_format_properties": {"font_name": "Arial", "font_size": 10},
}


def write_workbook(audit: Audit, filters: Filters, obligations: pd.DataFrame, path: Path) -> None:
    """Write the workbook of an audit, given its obligations with their reasons. OSError where that fails."""
    book = Workbook(str(path), OPTIONS | {"tmpdir": str(path.parent)})
    title = f"Child safeguarding audit as at {day_text(audit.as_at)}"
    book.set_properties(
        {
            "title": f"{audit.settings.marking}: {title}",
            "author": "safeaudit",
            # The day that the audit looks from, so that the same audit gives the same file.
            "created": datetime.combine(audit.as_at, time()),
        }
    )
    formats, obligations = Formats(book), wrappable(obligations)
    sheets = [
        summary_sheet(headline(audit, filters), title),
        exceptions_sheet(audit, obligations),
        due_next_sheet(audit, obligations),
        not_assessable_sheet(obligations),
        problems_sheet(audit),
        steps_sheet(audit),
        teams_sheet(obligations),
        about_sheet(audit, filters),
    ]
    for sheet in sheets:
        write_sheet(book, formats, sheet, audit.settings.marking)
    try:
        book.close()
    except FileCreateError as error:
        raise error.args[0] from None
