"""The cell formats of a reading form."""

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from safeaudit.reports.workbook.formats import HEADER_COLOURS

BORDER = {"border": 1, "border_color": "#12436D"}
WRAPPED = {"valign": "top", "text_wrap": True}


class FormFormats:
    """The cell formats of one form: what is filled in has a border and is not locked."""

    def __init__(self, book: Workbook) -> None:
        self.marking: Format = book.add_format({"bold": True, "font_size": 12})
        self.title: Format = book.add_format({"bold": True, "font_size": 14, "align": "left"})
        self.label: Format = book.add_format({"bold": True, "valign": "top"})
        self.note: Format = book.add_format(WRAPPED)
        self.header: Format = book.add_format(WRAPPED | HEADER_COLOURS | {"bold": True, "align": "left", "indent": 1})
        self.text: Format = book.add_format(
            WRAPPED | {"align": "left", "indent": 1, "bottom": 1, "bottom_color": "#BFBFBF"}
        )
        self.link: Format = book.add_format({"valign": "top", "font_color": "#12436D", "underline": 1})
        self.id: Format = book.add_format({"valign": "top", "font_size": 8, "font_color": "#595959"})
        self.fill_in: Format = book.add_format(WRAPPED | BORDER | {"locked": False, "align": "left", "indent": 1})
        date = WRAPPED | BORDER | {"locked": False, "num_format": "dd mmm yyyy", "align": "left", "indent": 1}
        self.date_to_fill_in: Format = book.add_format(date)
