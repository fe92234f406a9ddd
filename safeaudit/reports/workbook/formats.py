"""The colours and cell formats of the workbook: the Analysis Function's palette, a word beside every colour."""

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from safeaudit.reports.workbook.sheet import NUMBERS, Kind

# The Analysis Function's colours, each with the text colour that reads well on it (WCAG 2.2, AA).
VERDICT_COLOURS = {
    "overdue": ("#801650", "#FFFFFF"),
    "breached": ("#3D3D3D", "#FFFFFF"),
    "late": ("#F46A25", "#000000"),
    "pending": ("#12436D", "#FFFFFF"),
    "not assessable": ("#BFBFBF", "#000000"),
}
HEADER_COLOURS = {"bg_color": "#12436D", "font_color": "#FFFFFF"}
FILL_IN_COLOURS = {"bg_color": "#FFFFFF", "font_color": "#12436D"}
# Clear of what stands in the columns on either side.
TEXT_PLACE = {"align": "left", "indent": 1}
NUMBER_PLACE = {"align": "right", "indent": 1}


class Formats:
    """The cell formats of one workbook."""

    def __init__(self, book: Workbook) -> None:
        cell = {"valign": "top"}
        self.marking: Format = book.add_format({"bold": True, "font_size": 12})
        self.title: Format = book.add_format({"bold": True, "font_size": 14})
        self.note: Format = book.add_format({})
        header = {"bold": True, "text_wrap": True, "valign": "top"}
        self._header: Format = book.add_format(header | HEADER_COLOURS | TEXT_PLACE)
        self._header_of_numbers: Format = book.add_format(header | HEADER_COLOURS | NUMBER_PLACE)
        self._header_to_fill_in: Format = book.add_format(header | FILL_IN_COLOURS | TEXT_PLACE | {"border": 1})
        text = cell | TEXT_PLACE | {"text_wrap": True}
        self.text: Format = book.add_format(text)
        date = TEXT_PLACE | {"num_format": "dd mmm yyyy"}
        self.date: Format = book.add_format(cell | date)
        self.number: Format = book.add_format(cell | NUMBER_PLACE | {"num_format": "#,##0"})
        self.plain_number: Format = book.add_format(cell | NUMBER_PLACE | {"num_format": "0"})
        self.half: Format = book.add_format(cell | NUMBER_PLACE | {"num_format": "#,##0.0"})
        self.share: Format = book.add_format(cell | NUMBER_PLACE | {"num_format": "0%"})
        self.verdicts: dict[str, Format] = {
            word: book.add_format(text | {"bg_color": fill, "font_color": ink, "bold": True})
            for word, (fill, ink) in VERDICT_COLOURS.items()
        }

    def of(self, kind: Kind) -> Format:
        """The format of a cell of one kind."""
        return {
            "date": self.date,
            "number": self.number,
            "plain number": self.plain_number,
            "number with half": self.half,
            "share": self.share,
            "count or hidden": self.number,
            "share or hidden": self.share,
            "date to fill in": self.date,
        }.get(kind, self.text)

    def header(self, kind: Kind) -> Format:
        """The format of a column's heading."""
        if kind.endswith("to fill in"):
            return self._header_to_fill_in
        return self._header_of_numbers if kind in NUMBERS else self._header

    def above(self, row: int) -> Format:
        """The format of a line above the table: marking, title, then notes."""
        return (self.marking, self.title)[row] if row < 2 else self.note
