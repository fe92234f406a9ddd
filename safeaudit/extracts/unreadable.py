"""Why a cell cannot be read, in the words of whoever has to mend it."""

import re
from typing import Final

from safeaudit.extracts.dates import Unreadable, parse_moment

NOT_CALCULATED: Final = "#NOT-CALCULATED"  # stands in for a formula's value where none was saved
_USUAL: Final = {
    "bad-date": "This is not a date in a form that is read, such as 31/10/2026 or 2026-10-31.",
    "bad-yes-no": "This is neither yes nor no.",
    "bad-number": "This is not a whole number.",
    "bad-code": "This word is not one of the column's closed list.",
}
_SHORT_YEAR: Final = re.compile(r"\d\d?[-/. ](?:\d\d?|[A-Za-z]{3,9})[-/. ]'?\d\d(?: .*)?", re.ASCII)
_SHORT_HOUR: Final = re.compile(r".*[ T]\d:\d\d(?::\d\d)?", re.ASCII)
_MORE_TIME: Final = re.compile(r".*\d:\d\d(?::\d\d)?(?:\.\d+|Z|[+-]\d\d:?\d\d| ?[AaPp][Mm]).*", re.ASCII)
_OTHER_MARKS: Final = re.compile(r"\d\d?[-.]\d\d?[-.]\d{4}(?: .*)?|\d{4}[/.]\d\d?[/.]\d\d?(?: .*)?", re.ASCII)
_SLASHES: Final = re.compile(r"(\d\d?)/(\d\d?)/(\d{4}.*)", re.ASCII)
_ISO: Final = re.compile(r"\d{4}-\d\d-\d\d(?:[ T].*)?", re.ASCII)


def why_unreadable(kind: str, text: str) -> str:
    """Give the reason for a problem of that kind at that (stripped) text."""
    if text == NOT_CALCULATED:
        return "The formula here was never calculated. Open the workbook in Excel and save it."
    if text.startswith("#"):
        return "The spreadsheet shows an error here."
    if kind != "bad-date":
        return _USUAL[kind]
    return _why_no_date(text)


def _why_no_date(text: str) -> str:
    if _SHORT_YEAR.fullmatch(text):
        return "The year has two digits. Write all four."
    if _MORE_TIME.fullmatch(text):
        return "The time has more than hours, minutes and seconds. Export it as 14:05 or 14:05:30."
    if _SHORT_HOUR.fullmatch(text):
        return "The hour has one digit. Write 09:05, not 9:05."
    if _OTHER_MARKS.fullmatch(text):
        return "The parts of the date are marked off otherwise than in 31/10/2026 or 2026-10-31."
    if slashes := _SLASHES.fullmatch(text):
        day, month, rest = slashes.groups()
        if not isinstance(parse_moment(f"{month}/{day}/{rest}"), Unreadable):
            return "There is no such day. The day comes before the month: 31/10/2026."
        return "There is no such day."
    if _ISO.fullmatch(text):
        return "There is no such day."
    if re.fullmatch(r"\d{5,7}(?:\.\d+)?", text, re.ASCII):
        return "As a spreadsheet's serial number this is no day between 1927 and 2119."
    return _USUAL["bad-date"]
