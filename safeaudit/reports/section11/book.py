"""`section11.xlsx`: the return that people fill in, and that next year's is carried on from."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from safeaudit.reports.headline import day_text
from safeaudit.reports.section11.about import title_of, what_it_is_of
from safeaudit.reports.workbook.about import COLUMNS as ABOUT_COLUMNS
from safeaudit.reports.workbook.about import about_rows
from safeaudit.reports.workbook.book import write_book
from safeaudit.reports.workbook.sheet import Column, Kind, Sheet
from safeaudit.section11.assess import Return
from safeaudit.section11.fields import (
    ID,
    MODERATED,
    OF_A_CRITERION,
    OF_A_QUESTION,
    ON_THE_SCALE,
    SELF_RATING,
    VERSION,
    Field,
)

KINDS: dict[str, Kind] = {"text": "text to fill in", "date": "date to fill in", "choice": "choice to fill in"}
WIDTHS = {"text": 30, "date": 14, "choice": 16}
TRACE = (Column(ID, "id", "text", 30), Column(VERSION, "version", "text", 12))
KEEP_IDS = "Id and Version carry the answers into the next return (--answers): leave them as they are."
SCALE_COLUMNS = (Column("Rating", "rating", "text", 24), Column("On the scale", "written", "text", 24))


def write_return_book(made: Return, path: Path) -> None:
    """Write the workbook of a return. OSError where that fails."""
    marking = made.audit.settings.marking
    scale = _scale_sheet(made)
    sheets = [
        _standards_sheet(made, _cells_of(scale, marking)),
        _measures_sheet(made),
        _questions_sheet(made),
        *([_carried_sheet(made)] if made.earlier else []),
        scale,
        _about_sheet(made),
    ]
    write_book(sheets, path, marking, title_of(made), made.audit.as_at)


def _standards_sheet(made: Return, scale: str) -> Sheet:
    """Each criterion with what the records show of it, and the cells to fill in."""
    written = made.scale[1]
    rows = made.criteria.assign(
        as_at=_as_at(made, made.criteria["due"].notna()),
        self_rating_written=_on_the_scale(made.criteria[SELF_RATING.name], written),
        moderated_rating_written=_on_the_scale(made.criteria[MODERATED.name], written),
    )
    columns = (
        Column("Area", "area", "text", 18),
        Column("Standard", "standard", "text", 22),
        Column("Criterion", "asks", "text", 36),
        Column("Evidenced by", "evidence_kinds", "text", 14),
        Column("Done in time", "met", "number", 9),
        Column("Of those due", "due", "number", 9),
        Column("Share", "rate", "share", 9),
        Column("Not assessable", "not assessable", "number", 12),
        Column("Period from", "first", "date", 14),
        Column("As at", "as_at", "date", 14),
        Column("Strengths as the numbers show them", "strengths", "text", 42),
        Column("Gaps as the numbers show them", "gaps", "text", 42),
        Column("What cannot be told", "untold", "text", 42),
        *_with_scale(OF_A_CRITERION, scale),
        Column("Rests on", "rests_on", "text", 120),
        *TRACE,
    )
    notes = (
        "The headings with a border are to be filled in. The program proposes no rating.",
        "No figures: nothing in the extracts measures the criterion. The sheet Measures has each step's own figures.",
        KEEP_IDS,
    )
    return Sheet("Standards", "Standards", title_of(made), notes, columns, rows, keep=3, printed=13)


def _measures_sheet(made: Return) -> Sheet:
    """Each step with the criterion that it measures."""
    titles = {line["id"].split("/")[1]: line for line in made.criteria.to_dict("records")}
    mine = [titles.get(criterion, {"standard": "", "asks": ""}) for criterion in made.measures["criterion"]]
    rows = made.measures.assign(
        as_at=_as_at(made, made.measures["not_assessed"] == ""),
        standard=[line["standard"] for line in mine],
        asks=[line["asks"] for line in mine],
        paragraphs=made.measures["paragraphs"].str.replace(";", "; "),
    )
    order = {line["asks"]: number for number, line in enumerate(titles.values())}
    rows = rows.iloc[rows["asks"].map(lambda asks: order.get(asks, len(order))).argsort(kind="stable")]
    columns = (
        Column("Standard", "standard", "text", 24),
        Column("Criterion", "asks", "text", 36),
        Column("What the policy asks", "title", "text", 44),
        Column("Done in time", "met", "number", 9),
        Column("Of those due", "due", "number", 9),
        Column("Share", "rate", "share", 9),
        Column("Late", "late", "number", 8),
        Column("Overdue", "overdue", "number", 10),
        Column("Breached", "breached", "number", 10),
        Column("Not yet due", "pending", "number", 9),
        Column("Exempt", "exempt", "number", 9),
        Column("Not assessable", "not assessable", "number", 12),
        Column("Period from", "first", "date", 14),
        Column("As at", "as_at", "date", 14),
        Column("Not taken because", "not_assessed", "text", 34),
        Column("Due day set", "benchmark", "text", 16),
        Column("Paragraphs", "paragraphs", "text", 30),
        Column("Step", "step", "text", 30),
        Column("Policy", "policy", "text", 10),
    )
    notes = (
        "Done in time of those due: met / (met + late + overdue + breached); a blank share: nothing was due.",
        "Due day set: blank where the policy sets it. A local benchmark is a number where the policy gives none.",
    )
    return Sheet("Measures", "Measures", "Measures: each step behind the criteria", notes, columns, rows, keep=3)


def _questions_sheet(made: Return) -> Sheet:
    """Each question, with the cells to fill in."""
    columns = (
        Column("Standard", "standard", "text", 24),
        Column("Question", "question", "text", 56),
        Column("Document", "document", "text", 32),
        Column("Paragraphs", "paragraphs", "text", 18),
        Column("Strength", "strength", "text", 12),
        Column("Whose duty", "whose", "text", 18),
        *_to_fill_in(OF_A_QUESTION),
        *TRACE,
    )
    notes = ("The headings with a border are to be filled in. The questions are in our own words.", KEEP_IDS)
    return Sheet("Questionnaire", "Questionnaire", "Questionnaire", notes, columns, made.questions, keep=2)


def _carried_sheet(made: Return) -> Sheet:
    """What to look at of the earlier return."""
    rows = pd.DataFrame([vars(remark) for remark in made.remarks], columns=["id", "cell", "says", "held"])
    columns = (
        Column("Line", "id", "text", 44),
        Column("Cell of the earlier return", "cell", "text", 24),
        Column("What to look at", "says", "text", 50),
        Column("What stood there", "held", "text", 70),
    )
    file = made.earlier.file if made.earlier else ""
    notes = (f"Carried from {file}. All else was carried as it stood.",)
    return Sheet(
        "Carried forward", "CarriedForward", "Carried forward", notes, columns, rows, none="Nothing to look at."
    )


def _scale_sheet(made: Return) -> Sheet:
    name, written = made.scale
    rows = pd.DataFrame({"rating": list(written), "written": list(written.values())})
    notes = ("A rating is kept in one word; this is how the partnership's scale writes it.",)
    return Sheet("Scale", "Scale", f"Scale: {name}", notes, SCALE_COLUMNS, rows)


def _cells_of(scale: Sheet, marking: str) -> str:
    """Where the scale's two columns stand, as a formula names them."""
    first = len(scale.lines_above(marking)) + 2
    return f"'{scale.name}'!$A${first}:$B${first + len(scale.rows) - 1}"


def _about_sheet(made: Return) -> Sheet:
    before = [("Return", name, says) for name, says in what_it_is_of(made)]
    rows = about_rows(made.audit, made.filters, before)
    notes = (f"As at {day_text(made.audit.as_at)}. No case, person or address is in this workbook.",)
    return Sheet("About this return", "AboutThisReturn", "About this return", notes, ABOUT_COLUMNS, rows)


def _with_scale(fields: Iterable[Field], scale: str) -> Iterable[Column]:
    """Columns to fill in, each rating with how the scale writes it beside it."""
    for column in _to_fill_in(fields):
        yield column
        if column.source in (SELF_RATING.name, MODERATED.name):
            heading, source = f"{column.heading} {ON_THE_SCALE}", f"{column.source}_written"
            yield Column(heading, source, "looked up", 16, looks_up=(column.source, scale))


def _to_fill_in(fields: Iterable[Field]) -> list[Column]:
    return [Column(f.heading, f.name, KINDS[f.kind], WIDTHS[f.kind], f.choices) for f in fields]


def _as_at(made: Return, measured: pd.Series) -> pd.Series:
    """The as-at day for what was measured, blank for the rest."""
    return pd.Series(pd.Timestamp(made.audit.as_at), index=measured.index).where(measured)


def _on_the_scale(ratings: pd.Series, written: Mapping[str, str]) -> list[str]:
    """How a scale writes each rating: blank stays blank, and what is none of the list is said to be so."""
    return [written.get(rating, "not on the list") if isinstance(rating, str) else "" for rating in ratings]
