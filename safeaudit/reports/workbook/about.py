"""The sheet that says how the audit was made, so that it can be made again and rightly read."""

from collections.abc import Iterable, Iterator

import pandas as pd

from safeaudit.audit import Audit
from safeaudit.extracts.tables import InputSheet
from safeaudit.filters import Filters
from safeaudit.reports.contacts_alone import costs
from safeaudit.reports.headline import day_text, left_out
from safeaudit.reports.manifest import program
from safeaudit.reports.report import Report
from safeaudit.reports.workbook.sheet import Column, Sheet

Line = tuple[str, str, str]
COLUMNS = (
    Column("Section", "section", "text", 24),
    Column("Item", "item", "text", 40),
    Column("Value", "value", "text", 100),
)
VERDICTS = {
    "met": "done in time (early counts as in time)",
    "late": "done, but after the due day",
    "overdue": "not done, past its due day, and can still be put right",
    "breached": "not done, and the time for it has gone",
    "pending": "not done, and still in time",
    "exempt": "not needed, for a reason that the policy permits and the records show",
    "not assessable": "the records do not answer it: neither met nor missed",
}
HOW_TO_READ = {
    "Days": "calendar days; late: due to done; overdue and breached: due to the as-at date",
    "Working days": "Monday to Friday less bank holidays (England and Wales); the trigger's day is day 0",
    "Rate": "met / (met + late + overdue + breached); the other verdicts are in neither number",
    "Benchmark": "a local number for where the policy gives none; it is not the policy's",
    "Blank": "not recorded; never taken for no",
    "Filters and frozen header": "these are lists to work from; no sheet, row or column is hidden",
}


def about_sheet(report: Report) -> Sheet:
    """How the audit was made: versions, inputs, benchmarks, what was not assessed, what the words mean."""
    rows = about_rows(report.audit, report.filters)
    notes = ("No name, address or free text is in this workbook: CRNs, references and staff codes only.",)
    return Sheet("About this audit", "AboutThisAudit", "About this audit", notes, COLUMNS, rows)


def about_rows(audit: Audit, filters: Filters, before: Iterable[Line] = ()) -> pd.DataFrame:
    """How an audit was made, a row to each item: section, item, value; after what a report says of itself."""
    lines = [
        *before,
        *_made_of(audit, filters),
        *_words(),
        *_read_otherwise(audit),
        *_benchmarks(audit),
        *_inputs(audit),
        *_not_read(audit),
        *_read_with_care(audit),
        *_not_assessed(audit),
    ]
    return pd.DataFrame(lines, columns=["section", "item", "value"])


def _made_of(audit: Audit, filters: Filters) -> Iterator[Line]:
    made = program()
    yield "Audit", "As at", day_text(audit.as_at)
    yield "Audit", "Program", f"safeaudit {made['version']}, Python {made['python']}, pandas {made['pandas']}"
    for replayed in audit.replays:
        head = replayed.pack.head
        yield "Audit", f"Policy {head.name}", f"{head.title}, version {head.version} ({head.source})"
    if audit.settings.file:
        yield "Audit", "Settings", audit.settings.file.name
    calendar = audit.calendar
    yield (
        "Audit",
        "Calendar",
        f"{calendar.version}; bank holidays after {day_text(calendar.published_to)} are projected",
    )
    for name, days in audit.settings.calendar.model_dump(mode="json").items():
        if days:
            yield "Audit", f"Calendar, local changes: {name}", ", ".join(days)
    for name, count in left_out(audit, filters).items():
        yield "Audit", f"Left out by {name}", f"{count:,} obligations"


def _words() -> Iterator[Line]:
    for verdict, meaning in VERDICTS.items():
        yield "Verdicts", verdict, meaning
    for item, meaning in HOW_TO_READ.items():
        yield "How to read it", item, meaning


def _read_otherwise(audit: Audit) -> Iterator[Line]:
    for departures in audit.departures.values():
        for departure in departures:
            yield "Read otherwise", departure.step, f"{departure.says}; instead of: {departure.instead_of}"


def _benchmarks(audit: Audit) -> Iterator[Line]:
    for replayed in audit.replays:
        pack = replayed.pack
        for name, span in audit.benchmarks[pack.head.name].items():
            known = pack.benchmarks.get(name)
            changed = " (changed locally)" if name in audit.settings.benchmarks else ""
            for_what = f": {known.says}" if known else ""
            yield "Benchmarks in force", name, f"{span or 'none'}{changed}{for_what}"


def _inputs(audit: Audit) -> Iterator[Line]:
    for sheet in audit.extracts.inputs:
        yield "Extracts read", place(sheet.file, sheet.sheet), _input(sheet)


def _input(sheet: InputSheet) -> str:
    return (
        f"table {sheet.table}: {sheet.rows_read:,} rows read = {sheet.used:,} used"
        f" + {sheet.quarantined:,} quarantined + {sheet.duplicate:,} duplicate"
        f"; {sheet.size:,} bytes; SHA-256 {sheet.sha256}"
    )


def _not_read(audit: Audit) -> Iterator[Line]:
    for passed in audit.extracts.not_read:
        column = f"column {passed.column}: " if passed.column else ""
        yield "Passed over", place(passed.file, passed.sheet), column + passed.why


def _read_with_care(audit: Audit) -> Iterator[Line]:
    for remark in audit.extracts.remarks:
        column = f"column {remark.column}: " if remark.column else ""
        yield "Read with care", place(remark.file, remark.sheet), column + remark.said


def _not_assessed(audit: Audit) -> Iterator[Line]:
    for step in audit.steps.to_dict("records"):
        if step["not_assessed"]:
            yield "Steps not assessed", step["title"], f"{step['not_assessed']} ({step['step']})"
            continue
        if step["contacts_alone"]:
            told = "; ".join([f"{step['contacts_alone']} not supplied", *costs([step["contacts_alone"]])])
            yield "Judged from contacts alone", step["title"], f"{told} ({step['step']})"
        if step["not_looked_at"]:
            yield "Tables not looked at", step["title"], f"{step['not_looked_at']} ({step['step']})"


def place(file: str, sheet: str) -> str:
    """A file, or a worksheet of one, as evidence names it."""
    return f"{file}[{sheet}]" if sheet else file
