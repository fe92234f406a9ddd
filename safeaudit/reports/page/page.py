"""Gathers what the page says, and writes it through its template."""

from collections.abc import Hashable
from importlib.resources import files
from typing import Any

import pandas as pd
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from safeaudit.reports.by_theme import by_theme
from safeaudit.reports.decisions import decisions_told
from safeaudit.reports.headline import day_text, percent, rate_text
from safeaudit.reports.inspection import by_question
from safeaudit.reports.manifest import program
from safeaudit.reports.page.ageing import ageing
from safeaudit.reports.page.bars import Bar, bar_chart
from safeaudit.reports.page.places import places
from safeaudit.reports.report import Report

MOST_LINES = 6


def report_page(report: Report) -> str:
    """The whole page as HTML, in one text that refers to nothing outside itself."""
    room = Environment(
        loader=PackageLoader("safeaudit.reports.page", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    room.filters |= {"day": day_text, "count": lambda number: f"{number:,}"}
    return room.get_template("page.html").render(**_told(report))


def _told(report: Report) -> dict[str, Any]:
    audit, sums, last = report.audit, report.sums, report.last
    themes = _themes(report)
    bands = ageing(report.obligations).to_dict("records")
    most = max(1, *(band["overdue"] for band in bands))
    return {
        "style": Markup(files("safeaudit.reports.page").joinpath("page.css").read_text("utf-8")),  # noqa: S704
        "audit": audit,
        "sums": sums,
        "last": last,
        "only": report.only,
        "rate": percent(sums.verdicts["met"], sums.due) if sums.due else "none due",
        "change": last.change_of_all(sums.verdicts["met"], sums.due) if last else "",
        "program": program(),
        "policies": [replay.pack.head for replay in audit.replays],
        "themes": themes,
        "theme_chart": bar_chart("themes", f"Done in time, of those due, by theme, as at {day_text(audit.as_at)}", [
            Bar(theme["name"], theme["share"], theme["rate"], theme["before"]) for theme in themes
        ]),
        "places": (place := places(report.obligations)),
        "place_rows": [row | {"rate": rate_text(row["met"], row["due"])} for row in place.rows.to_dict("records")],
        "bands": bands,
        "ageing_chart": bar_chart("ageing", "Overdue work by days past due", [
            Bar(band["band"], band["overdue"] / most, f"{band['overdue']:,}") for band in bands
        ]),
        "questions": _questions(report),
        "cannot": _cannot(report),
        "on_benchmarks": _on_benchmarks(report.obligations),
    }  # fmt: skip


def _themes(report: Report) -> list[dict[str, Any]]:
    last, told = report.last, []
    for theme in by_theme(report.audit.steps).to_dict("records"):
        met, due = int(theme["met"]), int(theme["due"])
        before = last.themes.get(theme["theme"]) if last else None
        told.append(
            {
                "name": theme["theme"].capitalize(),
                "met": met,
                "due": due,
                "share": theme["rate"] if due else None,
                "rate": percent(met, due) if due else "none due",
                "before": before[0] / before[1] if before and before[1] else None,
                "last": percent(*before) if before and before[1] else "none due",
                "change": last.change_of_theme(theme["theme"], met, due) if last else "",
                "beside": int(theme["pending"] + theme["exempt"]),
                "unclear": int(theme["not assessable"]),
            }
        )
    return told


def _questions(report: Report) -> list[dict[Hashable, Any]]:
    """The themes as inspectors count them, those where something was required."""
    rows = by_question(report.obligations, [replay.pack.head.name for replay in report.audit.replays])
    rows = rows[rows["required"] > 0]
    return [row | {"share": percent(row["done"], row["required"])} for row in rows.to_dict("records")]


def _on_benchmarks(obligations: pd.DataFrame) -> int:
    """How many of those due rest on a local benchmark."""
    due = obligations["verdict"].isin(["met", "late", "overdue", "breached"])
    return int((due & (obligations["basis"] == "benchmark")).sum())


def _cannot(report: Report) -> list[str]:
    """What the records cannot tell, the weightiest first."""
    sums = report.sums
    lines = []
    unclear = sums.verdicts["not assessable"]
    if unclear:
        lines.append(f"{unclear:,} obligations are not assessable: the records do not say. They are in no rate.")
    steps = sum(map(len, sums.not_assessed.values()))
    if steps:
        why = sorted(sums.not_assessed, key=lambda reason: -len(sums.not_assessed[reason]))
        shown = "; ".join(f"{reason} ({len(sums.not_assessed[reason]):,})" for reason in why[:MOST_LINES])
        more = f"; and {len(why) - MOST_LINES:,} more reasons" if len(why) > MOST_LINES else ""
        lines.append(f"{steps:,} of {sums.steps:,} steps were not assessed: {shown}{more}.")
    for tables, names in list(sums.not_looked_at.items())[:MOST_LINES]:
        lines.append(f"{tables} not supplied: {len(names):,} steps may lack obligations.")
    if sums.log_from and sums.before_log:
        lines.append(
            f"{sums.before_log:,} obligations were triggered before the contact log's first day,"
            f" {day_text(sums.log_from)}: what was done for them may be missing from it."
        )
    lines += [f"Decisions: {line}." for line in decisions_told(sums.decisions, sums.unknown_decisions)]
    rows = sums.rows
    if rows["quarantined"]:
        lines.append(f"{rows['quarantined']:,} of {rows['read']:,} rows could not be used (sheet Data problems).")
    lines += [f"{count:,} obligations are left out by {name}." for name, count in sums.left_out.items()]
    return lines
