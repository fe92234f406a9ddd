"""What people wrote into October's workbook, in November's: on the small unit of `tests.cli.helpers`.

October: A000001 overdue, A000004 late. November: A000002, due 2 Nov, is overdue as well.
"""

from datetime import datetime

import openpyxl
import pytest

from safeaudit.cli.run import run
from tests.cli.helpers import ENQUIRIES, STEP, UNIT, write

from .books import audited, closed, exceptions, filled, heading_row

OCTOBER, NOVEMBER, DECEMBER = "2026-10-31", "2026-11-30", "2026-12-31"
# What a workbook holds has no time zone.
TWENTIETH = datetime.fromisoformat("2026-11-20")
FILLED_IN = ("Owner", "Action", "Target date", "Status", "Comment")
ANSWER = {
    "Owner": "N01",
    "Action": "Send the enquiry",
    "Target date": TWENTIETH,
    "Status": "In progress",
    "Comment": "Spoke to the authority; = waiting",
}
WRITTEN = tuple(ANSWER.values())


def answer_of(row) -> tuple:
    return tuple(row[heading] for heading in FILLED_IN)


@pytest.fixture
def unit(tmp_path) -> str:
    return write(tmp_path / "extracts")


@pytest.fixture
def october(tmp_path, unit):
    return audited(unit, OCTOBER, tmp_path / "october")


@pytest.fixture
def carried(tmp_path, unit, october):
    """Runs November with October's workbook filled in; gives November's workbook."""

    def carried(answers, change=None, tables=None, as_at=NOVEMBER):
        extracts = write(tmp_path / "later", tables) if tables else unit
        return audited(extracts, as_at, tmp_path / "november", "--actions", filled(october, answers, change), "--force")

    return carried


def test_an_action_goes_on_beside_the_same_obligation(carried):
    found = exceptions(carried({"A000001": ANSWER}))
    assert answer_of(found["A000001"]) == WRITTEN
    assert {answer_of(row) for crn, row in found.items() if crn != "A000001"} == {(None,) * 5}


def test_without_a_last_workbook_nothing_is_added(tmp_path, unit):
    book = openpyxl.load_workbook(audited(unit, NOVEMBER, tmp_path / "november"))
    assert "Closed actions" not in book.sheetnames
    page = book["Exceptions"]
    assert "Said and shown" not in [cell.value for cell in page[heading_row(page)]]


# --- what people do to a workbook ----------------------------------------------------------------------------------


def turned_over(page):
    """Sort the rows the other way round."""
    top = heading_row(page)
    held = [[cell.value for cell in row] for row in page.iter_rows(min_row=top + 1)]
    for number, values in enumerate(reversed(held), top + 1):
        for place, value in enumerate(values, 1):
            page.cell(number, place, value)


def filtered(page):
    """Filter, so that most rows are hidden."""
    top = heading_row(page)
    for number in range(top + 1, page.max_row + 1):
        page.row_dimensions[number].hidden = True
    page.column_dimensions["B"].hidden = True


def widened(page):
    """Put columns of their own in, and lines above the heading."""
    page.tables.clear()
    page.insert_cols(1, 2)
    page.insert_cols(8)
    page.insert_rows(1, 3)
    page.cell(heading_row(page), 1, "Seen by")
    page.cell(heading_row(page) + 1, 1, "MR")


def other_columns(page):
    """Turn the columns over, and write the headings otherwise."""
    page.tables.clear()
    held = [[cell.value for cell in row] for row in page.iter_rows()]
    width = page.max_column
    top = heading_row(page)
    for number, values in enumerate(held, 1):
        for place, value in enumerate(reversed(values), 1):
            cell = page.cell(number, place, value)
            if number == top and value in FILLED_IN:
                cell.value = f" {value.upper()} "
    assert page.max_column == width


def renamed(page):
    page.title = "Team A, our list"


def with_a_second_sheet(page):
    """The workbook also holds a sheet of other things."""
    other = page.parent.create_sheet("Minutes", 0)
    other["A1"] = "Obligation id"
    other["B2"] = "Done"


@pytest.mark.parametrize("change", [turned_over, filtered, widened, other_columns, renamed, with_a_second_sheet])
def test_a_workbook_that_was_worked_in_is_survived(carried, change):
    found = exceptions(carried({"A000001": ANSWER}, change))
    assert answer_of(found["A000001"]) == WRITTEN


@pytest.mark.parametrize(
    "typed",
    [
        "20/11/2026", "20/11/26", "20.11.2026", "20-11-2026", "2026-11-20", "20 Nov 2026", "20 November 2026",
        "20th Nov 26", "Fri 20 Nov 2026", "20-Nov-2026", " 20/11/2026 ", 46346, 46346.0,
    ],
)  # fmt: skip
def test_a_date_typed_by_hand_is_a_date(carried, typed):
    found = exceptions(carried({"A000001": {"Target date": typed}}))
    assert found["A000001"]["Target date"] == TWENTIETH


@pytest.mark.parametrize(
    "typed", ["end of November", "20 Nov", "31/02/2026", "w/c 20/11/2026", "asap", "3 Marble 2026"]
)
def test_a_date_that_cannot_be_told_stays_as_it_was_typed(carried, typed):
    assert exceptions(carried({"A000001": {"Target date": typed}}))["A000001"]["Target date"] == typed


# --- what the records say to it ------------------------------------------------------------------------------------

DONE = {"Status": "Done", "Comment": "sent it"}


def with_enquiry(crn: str, sent: str) -> dict[str, str]:
    return UNIT | {"enquiries.csv": ENQUIRIES + f"E9,{crn},1,sentence-start,{sent}\n"}


@pytest.mark.parametrize("status", ["Done", "done", " Complete ", "Completed"])
def test_said_done_and_still_overdue_is_not_evidenced(carried, status):
    found = exceptions(carried({"A000001": {"Status": status}}))
    assert found["A000001"]["Said and shown"] == "said done, not evidenced"


@pytest.mark.parametrize("status", ["In progress", "Not started", "not done", None])
def test_what_nobody_says_is_done_is_not_held_against_anybody(carried, status):
    found = exceptions(carried({"A000001": {"Status": status, "Comment": "x"}}))
    assert found["A000001"]["Said and shown"] is None


def test_said_done_and_done_late_is_shown(carried):
    found = exceptions(carried({"A000001": DONE}, tables=with_enquiry("A000001", "2026-11-10")))
    assert (found["A000001"]["Verdict"], found["A000001"]["Said and shown"]) == (
        "late",
        "the records show it done on 10 Nov 2026",
    )


def test_an_exception_that_is_met_now_stands_on_closed_actions(carried):
    # Sent on 5 Oct, recorded since: met.
    book = carried({"A000001": ANSWER | {"Status": "Done"}}, tables=with_enquiry("A000001", "2026-10-05"))
    (row,) = closed(book)
    assert (row["What became of it"], row["Said and shown"]) == ("Done", "the records show it done on 5 Oct 2026")
    assert answer_of(row) == (*WRITTEN[:3], "Done", WRITTEN[4])
    assert (row["CRN"], row["Step"], row["Due"].isoformat()[:10]) == ("A000001", STEP, "2026-10-08")
    assert row["Closed as at"] == datetime.fromisoformat(NOVEMBER)
    assert "A000001" not in exceptions(book)


def test_one_that_is_gone_stands_on_closed_actions_with_what_stood_beside_it(carried):
    only = {name: "\n".join(x for x in text.splitlines() if "A000001" not in x) + "\n" for name, text in UNIT.items()}
    (row,) = closed(carried({"A000001": DONE}, tables=only))
    assert row["What became of it"] == "No longer an obligation: ended, or its records are gone"
    assert (row["CRN"], row["Team"], row["Officer"], row["Step"]) == ("A000001", "Team A", "N01", STEP)
    # Nothing shows that it was done.
    assert row["Said and shown"] == "said done, not evidenced"


def test_one_that_is_excused_stands_on_closed_actions(carried):
    heading, *lines = ENQUIRIES.splitlines()
    lines = [f"{line},," for line in lines] + ["E9,A000001,1,sentence-start,,2026-11-03,current-info"]
    tables = UNIT | {"enquiries.csv": "\n".join([f"{heading},not_made_on,not_made_reason", *lines]) + "\n"}
    (row,) = closed(carried({"A000001": DONE}, tables=tables))
    assert row["What became of it"] == "No longer needed: a permitted reason is on record"
    assert row["Said and shown"] == "the records excuse it"


def test_what_a_filter_leaves_out_is_not_dropped(tmp_path, unit, october):
    book = filled(october, {"A000001": ANSWER})
    later = audited(unit, NOVEMBER, tmp_path / "november", "--actions", book, "--team", "Team B")
    (row,) = closed(later)
    assert row["What became of it"].endswith("or left out by this audit's filters")
    assert answer_of(row) == WRITTEN


# --- ids that say nothing, entries twice ----------------------------------------------------------------------------


@pytest.mark.parametrize("written", ["", "see above", "bcdf", "123"])
def test_an_unknown_id_is_listed(capsys, carried, written):
    def another_id(page):
        top = heading_row(page)
        place = next(cell.column for cell in page[top] if cell.value == "Obligation id")
        page.cell(top + 1, place).value = written or None

    both = dict.fromkeys(("A000001", "A000004"), ANSWER)
    book = carried(both, another_id)
    (row,) = closed(book)
    assert row["What became of it"] == "Unknown id: no obligation has it"
    assert (row["Obligation id"] or "") == written
    assert answer_of(row) == WRITTEN
    assert row["Read from"].startswith("filled in.xlsx[Exceptions]:")
    assert "1 with an unknown obligation id" in capsys.readouterr().err


def test_a_second_entry_for_one_obligation_is_listed_and_a_copy_is_not(carried):
    def copied(page):
        top = heading_row(page)
        place = next(cell.column for cell in page[top] if cell.value == "Comment")
        for comment in (None, "another view"):
            page.append([cell.value for cell in page[top + 1]])
            if comment:
                page.cell(page.max_row, place, comment)

    book = carried({"A000001": ANSWER}, copied)
    assert answer_of(exceptions(book)["A000001"]) == WRITTEN
    (row,) = closed(book)
    assert row["What became of it"] == "Another entry for an obligation that has one"
    assert row["Comment"] == "another view"


def test_what_was_closed_stays_and_comes_back_when_it_is_an_exception_again(tmp_path, unit, carried):
    # November: recorded as sent on 5 Oct, so met. December: that record is gone again.
    november = carried({"A000001": ANSWER}, tables=with_enquiry("A000001", "2026-10-05"))
    still = audited(
        write(tmp_path / "later", with_enquiry("A000001", "2026-10-05")), DECEMBER, tmp_path / "still",
        "--actions", november,
    )  # fmt: skip
    (row,) = closed(still)
    assert answer_of(row) == WRITTEN
    assert row["Closed as at"] == datetime.fromisoformat(NOVEMBER)
    again = audited(unit, DECEMBER, tmp_path / "again", "--actions", november)
    assert answer_of(exceptions(again)["A000001"]) == WRITTEN
    assert closed(again) == []


def test_several_workbooks_are_read_one_after_the_other(tmp_path, unit, october):
    one = filled(october, {"A000001": ANSWER}).rename(tmp_path / "team-a.xlsx")
    two = filled(october, {"A000004": DONE}).rename(tmp_path / "team-c.xlsx")
    found = exceptions(audited(unit, NOVEMBER, tmp_path / "november", "--actions", one, "--actions", two))
    assert (found["A000001"]["Owner"], found["A000004"]["Status"]) == ("N01", "Done")


def test_the_workbook_of_a_team_has_its_actions_alone(tmp_path, october):
    book = filled(october, {"A000001": ANSWER, "A000004": DONE})
    extracts = write(tmp_path / "later", with_enquiry("A000001", "2026-10-05"))
    new = audited(extracts, NOVEMBER, tmp_path / "november", "--actions", book, "--split", "team")
    team_a, team_c = (new.parent / "teams" / name for name in ("Team-A.xlsx", "Team-C.xlsx"))
    assert [answer_of(row) for row in closed(team_a)] == [WRITTEN]
    assert closed(team_c) == []
    assert exceptions(team_c)["A000004"]["Said and shown"] == "the records show it done on 20 Sep 2026"


# --- mistakes -------------------------------------------------------------------------------------------------------


def refused(capsys, unit, *options) -> tuple[int, str]:
    capsys.readouterr()
    code = run(["audit", unit, "--as-at", NOVEMBER, *map(str, options)])
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1
    return code, err


def test_actions_without_a_new_workbook_to_go_into_is_2(capsys, unit, october):
    for options in ((), ("--out", october.parent.parent / "new", "--no-workbook")):
        code, says = refused(capsys, unit, "--actions", october, *options)
        assert (code, "give --out, and not --no-workbook" in says) == (2, True)


def test_a_workbook_of_something_else_is_3(capsys, tmp_path, unit):
    book = openpyxl.Workbook()
    book.active["A1"] = "Minutes"
    book.save(tmp_path / "minutes.xlsx")
    code, says = refused(capsys, unit, "--out", tmp_path / "new", "--actions", tmp_path / "minutes.xlsx")
    assert (code, "no sheet has the headings Obligation id and Owner" in says) == (3, True)
    assert not (tmp_path / "new").exists()


def test_a_workbook_that_is_not_there_or_damaged_is_3(capsys, tmp_path, unit):
    code, says = refused(capsys, unit, "--out", tmp_path / "new", "--actions", tmp_path / "none.xlsx")
    assert (code, "there is no such file" in says) == (3, True)
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 and no more")
    assert refused(capsys, unit, "--out", tmp_path / "new", "--actions", tmp_path / "broken.xlsx")[0] == 3


def test_no_comment_leaves_the_workbook(capsys, tmp_path, carried):
    book = carried({"A000001": ANSWER | {"Comment": "a very private remark"}})
    told = "".join(capsys.readouterr())
    beside = b"".join(path.read_bytes() for path in book.parent.iterdir() if path != book)
    assert "private" not in told
    assert b"private" not in beside
