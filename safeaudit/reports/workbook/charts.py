"""Draws a bar chart to the right of a sheet's table, with the same in words for who cannot see it."""

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from safeaudit.reports.workbook.sheet import Chart, Sheet

BAR, INK = "#12436D", "#0B0C0C"
WIDTH, HEIGHT_OF_A_BAR, HEIGHT_OF_THE_REST = 460, 26, 90


def draw_chart(book: Workbook, page: Worksheet, sheet: Sheet, chart: Chart, top: int) -> None:
    """Put a chart beside the table whose header is at row `top` (from 0); the cells that it shows stay the source."""
    sources = [column.source for column in sheet.columns]
    first, last = top + 1 + chart.first, top + 1 + chart.last
    names, values = sources.index(chart.names), sources.index(chart.values)
    drawn = book.add_chart({"type": "bar"})
    font = {"name": "Arial", "size": 10, "color": INK}
    drawn.add_series(
        {
            "name": chart.title,
            "categories": [sheet.name, first, names, last, names],
            "values": [sheet.name, first, values, last, values],
            "fill": {"color": BAR},
            "gap": 40,
            "data_labels": {"value": True, "num_format": "0%", "font": font},
        }
    )
    drawn.set_title({"name": chart.title, "name_font": font | {"size": 12}})
    drawn.set_legend({"none": True})
    # Every bar has its number, so an axis would say nothing more.
    drawn.set_x_axis({"min": 0, "max": 1, "visible": False, "major_gridlines": {"visible": False}})
    drawn.set_y_axis({"reverse": True, "num_font": font, "major_tick_mark": "none"})
    bars = chart.last - chart.first + 1
    drawn.set_size({"width": WIDTH, "height": HEIGHT_OF_A_BAR * bars + HEIGHT_OF_THE_REST})
    beside = len(sheet.columns) + 1
    page.insert_chart(top, beside, drawn, {"description": chart.words, "object_position": 3})
