"""The real command on the small unit of `tests.cli.helpers` with authorities, worked by hand.

Of the start-of-sentence enquiries three are due: A000001 (overdue), A000003 (met), A000004 (late); A000002 is pending.
"""

import json
import stat

import openpyxl
import pytest
from docx import Document

from safeaudit.section11.fields import OF_A_CRITERION, OF_A_QUESTION, SHOWN

from .conftest import cell, fill_in, head_and_rows

ENQUIRIES = "information-sharing/enquiries-made"
LEAD = "senior-commitment/senior-lead"
QUESTION = "hmpps/monitoring-systems"


def enquiries(out: str) -> tuple[int, int]:
    """Done in time and due, of the criterion on enquiries."""
    (line,) = [line for line in json.loads(out)["criteria"] if line["id"] == ENQUIRIES]
    return line["met"], line["due"]


def test_the_document_and_the_workbook_are_written_for_their_owner_alone(made, tmp_path):
    ended = made("out")
    assert (ended.code, ended.err) == (0, "")
    files = {path.name: path for path in (tmp_path / "out").iterdir()}
    assert set(files) == {"section11.docx", "section11.xlsx", "manifest.json"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in files.values()} == {0o600}


def test_the_same_audit_gives_the_same_files(made, tmp_path):
    assert made("one").code == made("two").code == 0
    for name in ("section11.docx", "section11.xlsx"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_a_partnership_has_the_cases_of_its_authorities_and_no_other(made):
    assert enquiries(made("all", "--json").out) == (1, 3)
    assert enquiries(made("leeds", "--json", "--partnership", "LEEDS").out) == (0, 1)
    assert enquiries(made("hull", "--json", "--partnership", "Hull").out) == (1, 1)


def test_a_map_in_the_settings_joins_authorities(made, tmp_path):
    settings = tmp_path / "safeaudit.toml"
    settings.write_text('[section11.partnerships]\nNorth = ["Leeds", "Hull"]\n[section11.scale_of]\nNorth = "0-3"\n')
    told = json.loads(made("north", "--json", "--partnership", "north", "--settings", settings).out)
    assert (told["partnership"], told["scale"]) == ("North", "0-3")
    assert enquiries(json.dumps(told)) == (1, 2)


def test_a_partnership_that_no_case_names_is_refused_with_those_there_are(made, tmp_path):
    ended = made("out", "--partnership", "Leds")
    assert ended.code == 2
    assert "no case names Leds as local authority. Known: Leeds" in ended.err
    assert not (tmp_path / "out").exists()


def test_no_case_and_no_officer_is_named_in_what_is_written(made, tmp_path):
    assert made("out").code == 0
    document = Document(tmp_path / "out" / "section11.docx")
    texts = [paragraph.text for paragraph in document.paragraphs]
    texts += [cell.text for table in document.tables for cell in table._cells]
    book = openpyxl.load_workbook(tmp_path / "out" / "section11.xlsx")
    texts += [str(one.value) for page in book for row in page.iter_rows() for one in row]
    assert not [text for text in texts for word in ("A00000", "N01", "N02", "N03") if word in text]


def test_the_document_has_real_headings_header_rows_and_the_marking_on_every_page(made, tmp_path):
    assert made("out").code == 0
    document = Document(tmp_path / "out" / "section11.docx")
    levels = [p.style.name for p in document.paragraphs if p.style.name.startswith(("Heading", "Title"))]
    assert levels[0] == "Title"
    assert levels.count("Heading 2") == 22
    for table in document.tables:
        header = table.rows[0]._tr.xml
        assert "w:tblHeader" in header
        assert "w:tblCaption" in table._tbl.tblPr.xml
        assert "gridSpan" not in table._tbl.xml
    section = document.sections[0]
    assert section.header.paragraphs[0].text == "OFFICIAL-SENSITIVE"
    assert section.footer.paragraphs[0].text.startswith("OFFICIAL-SENSITIVE")
    assert document.core_properties.language == "en-GB"


def test_no_rating_is_proposed(made, tmp_path):
    assert made("out").code == 0
    path = tmp_path / "out" / "section11.xlsx"
    page = openpyxl.load_workbook(path)["Standards"]
    (table,) = page.tables.values()
    head, *rest = page[table.ref]
    at = [one.value for one in head].index("Self-rating")
    assert {row[at].value for row in rest} == {None}


def test_answers_and_actions_are_carried_by_id_and_the_rating_is_written_on_the_scale(made, tmp_path):
    assert made("first").code == 0
    filled = fill_in(
        tmp_path / "first" / "section11.xlsx",
        {
            ("Standards", LEAD, "Self-rating"): "Partly met ",
            ("Standards", LEAD, "Action"): "Name a deputy",
            ("Standards", LEAD, "Due by"): "30/09/2026",
            ("Questionnaire", QUESTION, "Answer"): "yes",
        },
    )
    ended = made("second", "--answers", filled)
    assert (ended.code, ended.err) == (0, "")
    assert "Actions past their day and not complete: 1." in ended.out
    path = tmp_path / "second" / "section11.xlsx"
    assert cell(path, "Standards", LEAD, "Self-rating") == "partly met"
    assert cell(path, "Standards", LEAD, "Self-rating as the scale writes it") == "Amber"
    assert cell(path, "Standards", LEAD, "Action") == "Name a deputy"
    assert str(cell(path, "Standards", LEAD, "Due by"))[:10] == "2026-09-30"
    assert cell(path, "Questionnaire", QUESTION, "Answer") == "yes"
    page = openpyxl.load_workbook(path)["Carried forward"]
    assert page["A4"].value == "Nothing to look at." or not page.tables


def test_what_is_odd_is_named_by_cell_and_nothing_is_lost(made, tmp_path):
    assert made("first").code == 0
    filled = fill_in(
        tmp_path / "first" / "section11.xlsx",
        {
            ("Standards", LEAD, "Self-rating"): "rather good",
            ("Standards", LEAD, "Due by"): "after Easter",
            ("Questionnaire", QUESTION, "Question"): "How do you keep a tracker?",
            ("Questionnaire", QUESTION, "Answer"): "partly",
        },
    )
    ended = made("second", "--answers", filled, "--json")
    remarks = json.loads(ended.out)["remarks"]
    cells = {remark["cell"].split("!")[0] + " " + remark["id"]: remark["says"] for remark in remarks}
    assert len(remarks) == 3
    assert "rather good" not in ended.err + ended.out
    path = tmp_path / "second" / "section11.xlsx"
    assert cell(path, "Standards", LEAD, "Self-rating") == "rather good"
    assert cell(path, "Standards", LEAD, "Self-rating as the scale writes it") == "not on the list"
    assert cells[f"Questionnaire {QUESTION}"].startswith("its words were changed by hand")
    assert cell(path, "Questionnaire", QUESTION, "Answer") == "partly"
    kept = [one.value for row in openpyxl.load_workbook(path)["Carried forward"].iter_rows() for one in row]
    assert {"rather good", "after Easter", "How do you keep a tracker?"} <= set(kept)


@pytest.mark.parametrize(
    ("heading", "value", "says"),
    [("Version", "00000000", "requirement changed since"), ("Id", "hmpps/gone", "no longer asked")],
)
def test_a_requirement_that_changed_or_went_is_listed_with_its_answer(made, tmp_path, heading, value, says):
    assert made("first").code == 0
    filled = fill_in(
        tmp_path / "first" / "section11.xlsx",
        {("Questionnaire", QUESTION, "Answer"): "no", ("Questionnaire", QUESTION, heading): value},
    )
    remarks = json.loads(made("second", "--answers", filled, "--json").out)["remarks"]
    assert remarks[0]["says"].startswith(says)
    rest = [remark["id"] for remark in remarks[1:]]
    assert rest == ([QUESTION] if heading == "Id" else [])  # then the line itself is new


def test_the_same_line_twice_keeps_the_first_and_tells_the_other(made, tmp_path):
    assert made("first").code == 0
    other = "hmpps/ref-local-thresholds"
    filled = fill_in(
        tmp_path / "first" / "section11.xlsx",
        {
            ("Questionnaire", QUESTION, "Answer"): "no",
            ("Questionnaire", other, "Answer"): "yes",
            ("Questionnaire", other, "Id"): QUESTION,
        },
    )
    ended = made("second", "--answers", filled, "--json")
    says = {remark["says"] for remark in json.loads(ended.out)["remarks"]}
    twice = "is there twice; the answers of the first are kept"
    assert twice in says
    first, second = sorted([(QUESTION, "no"), (other, "yes")], key=lambda one: order(tmp_path, one[0]))
    assert cell(tmp_path / "second" / "section11.xlsx", "Questionnaire", QUESTION, "Answer") == first[1]
    assert second


def order(tmp_path, line: str) -> int:
    page = openpyxl.load_workbook(tmp_path / "first" / "section11.xlsx")["Questionnaire"]
    return head_and_rows(page)[1][line]


def test_force_never_writes_over_what_people_filled_in(made, tmp_path):
    assert made("out").code == 0
    assert made("out", "--force").code == 0
    filled = fill_in(tmp_path / "out" / "section11.xlsx", {("Questionnaire", QUESTION, "Answer"): "no"})
    filled.replace(tmp_path / "out" / "section11.xlsx")
    ended = made("out", "--force")
    assert ended.code == 5
    assert "people have filled it in (lines: 1)" in ended.err


def test_a_workbook_that_is_no_return_is_refused(made, tmp_path):
    book = openpyxl.Workbook()
    book.save(tmp_path / "other.xlsx")
    ended = made("out", "--answers", tmp_path / "other.xlsx")
    assert ended.code == 3
    assert "no sheet has the headings Id and Version" in ended.err
    (tmp_path / "bad.xlsx").write_bytes(b"PK\x03\x04 and no more")
    assert made("out", "--answers", tmp_path / "bad.xlsx").code == 3
    assert made("out", "--answers", tmp_path / "none.xlsx").code == 3


def test_answers_of_another_partnership_are_carried_with_a_warning(made, tmp_path):
    assert made("leeds", "--partnership", "Leeds").code == 0
    path = tmp_path / "leeds" / "section11.xlsx"
    assert made("again", "--partnership", "Leeds", "--answers", path).err == ""
    ended = made("hull", "--partnership", "Hull", "--answers", path)
    assert ended.code == 0
    assert "warning: section11.xlsx is the return of Leeds" in ended.err


def test_documents_in_the_settings_narrow_the_questions_and_the_rest_is_counted(made, tmp_path):
    settings = tmp_path / "safeaudit.toml"
    settings.write_text('[section11]\ndocuments = ["hmpps"]\n')
    told = json.loads(made("out", "--json", "--settings", settings).out)
    assert (told["questions"], told["left_out"]) == (80, 139)
    assert "Southend" not in told["criteria"][0]["rests_on"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[section11]\ndocuments = ["hmps"]', "names hmps, which is not a document of the questionnaire"),
        ('[section11]\nscale = "stars"', "section11.scale names stars, which is not a scale"),
        ('[section11.scales.stars]\nmet = "***"', "does not say how it writes mostly met, partly met"),
    ],
)
def test_mistakes_in_the_settings_are_told_by_line(made, tmp_path, text, says):
    settings = tmp_path / "safeaudit.toml"
    settings.write_text(text)
    ended = made("out", "--settings", settings)
    assert ended.code == 4
    assert "line " in ended.err
    assert says in ended.err


def test_a_heading_that_is_gone_and_a_column_of_ones_own_are_told(made, tmp_path):
    assert made("first").code == 0
    path = tmp_path / "first" / "section11.xlsx"
    book = openpyxl.load_workbook(path)
    page = book["Questionnaire"]
    columns, rows = head_and_rows(page)
    top = min(rows.values()) - 1
    page.cell(top, columns["Action"], "Deed")
    page.cell(rows[QUESTION], columns["Answer"], "no\t")
    book.save(tmp_path / "filled.xlsx")
    remarks = json.loads(made("second", "--answers", tmp_path / "filled.xlsx", "--json").out)["remarks"]
    assert [remark["says"] for remark in remarks] == [
        "the heading Action is not there; nothing of it is carried",
        "a column of your own; it stays in the earlier return alone",
    ]
    assert remarks[1]["cell"] == f"Questionnaire!{openpyxl.utils.get_column_letter(columns['Action'])}{top}"
    assert cell(tmp_path / "second" / "section11.xlsx", "Questionnaire", QUESTION, "Answer") == "no"


def test_the_headings_that_the_program_writes_are_known_as_such(made, tmp_path):
    assert made("out").code == 0
    book = openpyxl.load_workbook(tmp_path / "out" / "section11.xlsx")
    for name, fields in (("Standards", OF_A_CRITERION), ("Questionnaire", OF_A_QUESTION)):
        assert head_and_rows(book[name])[0].keys() <= SHOWN | {field.heading for field in fields}
