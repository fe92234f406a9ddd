"""Pieces of an accessible Word document: real headings and tables with header rows, a marking on every page."""

import zipfile
from collections.abc import Sequence
from datetime import datetime, time
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from safeaudit.audit import Audit

DARK = "12436D"
INK = RGBColor(0x12, 0x43, 0x6D)
FIRST_DAY_OF_ZIP = (1980, 1, 1, 0, 0, 0)
FONT = "Arial"


def new_document(audit: Audit, title: str) -> WordDocument:
    """A blank A4 document with its language, properties, fonts, and the marking and page number on every page."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.8)
    section.top_margin = section.bottom_margin = Cm(2)
    _fonts(document)
    held = document.core_properties
    marking = audit.settings.marking
    held.title, held.author, held.language, held.comments = f"{marking}: {title}", "safeaudit", "en-GB", ""
    held.created = held.modified = datetime.combine(audit.as_at, time())
    for place in (section.header, section.footer):
        paragraph = place.paragraphs[0]
        paragraph.text = marking
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.runs[0].bold = True
    section.footer.paragraphs[0].add_run(", page ")
    _field(section.footer.paragraphs[0], "PAGE")
    return document


def _fonts(document: WordDocument) -> None:
    sizes = {"Normal": 10, "Title": 22, "Heading 1": 16, "Heading 2": 13, "Heading 3": 11}
    for name, size in sizes.items():
        style = document.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        if name != "Normal":
            style.font.color.rgb = INK
    language = document.styles["Normal"].element.get_or_add_rPr()
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), "en-GB")
    language.append(spoken)


def _field(paragraph: Paragraph, instruction: str) -> None:
    """A field that the office program fills in, such as the page's number."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def add_table(
    document: WordDocument, title: str, headings: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]
) -> Table:
    """A table (widths in centimetres) whose header row is marked as such and stands again on each page.

    `title` is what a screen reader says of it. No cell is merged, no row is broken between pages.
    """
    table = document.add_table(1 + len(rows), len(headings), "Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    table.autofit = False
    _describe(table, title)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    cells = table._cells  # asked for once: python-docx works them out anew each time
    for number, text in enumerate([*headings, *(text for row in rows for text in row)]):
        cell = cells[number]
        cell.width = Cm(widths[number % len(headings)])
        _write(cell, text, heading=number < len(headings))
    for number, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if not number:
            properties.append(OxmlElement("w:tblHeader"))
    document.add_paragraph().paragraph_format.space_after = Pt(2)
    return table


def _describe(table: Table, title: str) -> None:
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), title)
    table._tbl.tblPr.append(caption)


def _write(cell: _Cell, text: str, *, heading: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    run = paragraph.add_run(text)
    run.font.size = Pt(9)
    if heading:
        run.bold = True
        run.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), DARK)
        cell._tc.get_or_add_tcPr().append(shade)


def add_labelled(document: WordDocument, label: str, text: str) -> None:
    """A paragraph that opens with its name in bold."""
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(4)
    paragraph.add_run(f"{label}: ").bold = True
    paragraph.add_run(text)


def save(document: WordDocument, path: Path) -> None:
    """Save a document so that the same one gives the same file, whatever the hour. OSError where that fails."""
    held = BytesIO()
    document.save(held)
    with zipfile.ZipFile(held) as parts, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as written:
        for name in parts.namelist():
            part = zipfile.ZipInfo(name, FIRST_DAY_OF_ZIP)
            part.compress_type = zipfile.ZIP_DEFLATED
            written.writestr(part, parts.read(name))
