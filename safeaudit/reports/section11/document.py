"""`section11.docx`: the return as people read and discuss it, standard by standard."""

from itertools import groupby
from pathlib import Path
from typing import Any

import pandas as pd
from docx.document import Document as WordDocument

from safeaudit.reports.headline import day_text
from safeaudit.reports.section11.about import title_of, what_it_is_of
from safeaudit.reports.section11.word import add_labelled, add_table, new_document, save
from safeaudit.section11.assess import Return
from safeaudit.section11.fields import ACTION, MODERATED, SELF_RATING

Line = dict[Any, Any]
NO_MEASURE = "no measure"


def write_return_document(made: Return, path: Path) -> None:
    """Write the document of a return. OSError where that fails."""
    title = title_of(made)
    document = new_document(made.audit, title)
    document.add_heading(title, level=0)
    document.add_heading("About this return", level=1)
    for name, says in what_it_is_of(made):
        add_labelled(document, name, says[:1].upper() + says[1:])
    _at_a_glance(document, made)
    lines = made.criteria.to_dict("records")
    for area, of_area in groupby(lines, key=lambda line: line["area"]):
        document.add_heading(str(area), level=1)
        for _, of_standard in groupby(of_area, key=lambda line: line["code"]):
            _standard(document, made, list(of_standard))
    _carried(document, made)
    save(document, path)


def _at_a_glance(document: WordDocument, made: Return) -> None:
    document.add_heading("At a glance", level=1)
    answered = made.questions["answer"].notna()
    rows = []
    for line in made.criteria.to_dict("records"):
        asked = made.questions["code"] == line["code"]
        rows.append(
            [
                f"{line['standard']}: {_lower(line['asks'])}",
                _share(line),
                _rating(made, line, SELF_RATING.name),
                _rating(made, line, MODERATED.name),
                f"{int((answered & asked).sum())} of {int(asked.sum())}",
            ]
        )
    headings = ("Standard and criterion", "Done in time", "Self-rating", "Moderated", "Questions answered")
    add_table(document, "Each criterion at a glance", headings, rows, (8.0, 3.2, 2.2, 2.0, 2.0))


def _standard(document: WordDocument, made: Return, lines: list[Line]) -> None:
    document.add_heading(lines[0]["standard"], level=2)
    for line in lines:
        _criterion(document, made, line)
    rows = [
        [
            line["asks"],
            _rating(made, line, SELF_RATING.name),
            _rating(made, line, MODERATED.name),
            *(_text(line[field.name]) for field in ACTION),
        ]
        for line in lines
    ]
    headings = ("Criterion", "Self-rating", "Moderated", *(field.heading for field in ACTION))
    name = f"Ratings and actions: {lines[0]['standard']}"
    add_table(document, name, headings, rows, (4.6, 2.0, 2.0, 3.6, 1.8, 1.7, 1.7))
    _questions(document, made, lines[0])


def _criterion(document: WordDocument, made: Return, line: Line) -> None:
    document.add_heading(line["asks"], level=3)
    add_labelled(document, "Rests on", line["rests_on"])
    add_labelled(document, "Evidenced by", line["evidence_kinds"])
    criterion = line["id"].split("/")[1]
    mine = made.measures[(made.measures["criterion"] == criterion) & (made.measures["not_assessed"] == "")]
    if len(mine):
        add_labelled(document, "What the records show", f"as at {day_text(made.audit.as_at)}")
        rows = [_measure(step) for step in mine.to_dict("records")]
        if len(rows) > 1:
            rows.append(["All of these", *_numbers(line), _day(line["first"])])
        headings = ("Measure", "Done in time", "Of those due", "Share", "Not assessable", "Period from")
        add_table(document, f"Measures: {line['asks']}", headings, rows, (7.4, 1.8, 1.8, 1.6, 2.4, 2.4))
    for name, told in (("Strengths", line["strengths"]), ("Gaps", line["gaps"])):
        if told:
            add_labelled(document, f"{name} as the numbers show them", told)
    add_labelled(document, "What cannot be told", line["untold"])
    if _text(line["evidence"]):
        add_labelled(document, "Evidence", line["evidence"])


def _measure(step: Line) -> list[str]:
    local = f" ({step['benchmark']})" if step["benchmark"] else ""
    return [f"{step['title']}{local}", *_numbers(step), _day(step["first"])]


def _numbers(line: Line) -> list[str]:
    share = "none due" if not line["due"] else f"{line['rate']:.0%}"
    return [f"{line['met']:,}", f"{line['due']:,}", share, f"{line['not assessable']:,}"]


def _questions(document: WordDocument, made: Return, line: Line) -> None:
    mine = made.questions[made.questions["code"] == line["code"]]
    if not len(mine):
        return
    document.add_heading(f"Questions: {line['standard']}", level=3)
    rows = []
    for question in mine.to_dict("records"):
        whose = "" if question["whose"] == "ours" else f" ({question['whose']})"
        told = [_text(question[name]) for name in ("answer", "evidence", "action")]
        source = f"{question['document']}: {question['paragraphs']}{whose}"
        rows.append([question["question"], source, ". ".join(filter(None, told))])
    headings = ("Question", "Document and paragraphs", "Answer, evidence, action")
    add_table(document, f"Questions: {line['standard']}", headings, rows, (7.6, 4.8, 5.0))


def _carried(document: WordDocument, made: Return) -> None:
    """What to look at after carrying: named by cell in full in the workbook, here what concerns the reader."""
    if not made.earlier:
        return
    document.add_heading("Carried forward", level=1)
    rows = [[remark.id, remark.cell, remark.says] for remark in made.remarks]
    if rows:
        headings = ("Line", "Cell of the earlier return", "What to look at")
        add_table(document, "Carried forward", headings, rows, (6.4, 4.0, 7.0))
    else:
        document.add_paragraph("Everything was carried as it stood.")


def _rating(made: Return, line: Line, name: str) -> str:
    rating = _text(line[name])
    written = made.scale[1].get(rating, rating)
    return written if written == rating else f"{written} ({rating})"


def _share(line: Line) -> str:
    if pd.isna(line["due"]):
        return NO_MEASURE
    return f"{line['met']:,} of {line['due']:,}" + (f", {line['rate']:.0%}" if line["due"] else "")


def _day(day: Any) -> str:  # noqa: ANN401
    return "" if pd.isna(day) else f"{day:%d %b %Y}"


def _text(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, str):
        return value
    return "" if value is None or pd.isna(value) else _day(value)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
