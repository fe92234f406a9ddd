"""What a check finds in extracts: columns and how full they are, codes, gaps, clashes, and what each step lacks."""

from pathlib import Path

import pytest

from safeaudit.check import Check, run_check
from safeaudit.check.codes import code_shown
from safeaudit.check.found import ColumnFound, Gap, StepFound
from safeaudit.settings import Settings

CASES = "crn,sentence_date,supervision_start\nZ900001,2026-09-01,2026-09-01\nZ900002,,2026-09-03\n"
CONTACTS = "crn,contact_date,contact_type,outcome\n"


def checked(folder: Path, settings: Settings | None = None, **tables: str) -> Check:
    for name, text in ({"cases": CASES} | tables).items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    return run_check([folder], ["hmpps"], settings or Settings())[1]


def column(found: Check, table: str, name: str) -> ColumnFound:
    [of_table] = [one for one in found.tables if one.table == table]
    return next(one for one in of_table.columns if one.column == name)


def codes(found: Check, table: str, name: str) -> list[tuple[str, int, str]]:
    return [(c.code, c.rows, c.follows) for c in found.codes if (c.table, c.column) == (table, name)]


def step(found: Check, name: str) -> StepFound:
    return next(one for one in found.steps if one.step == name)


def test_a_column_says_how_full_it_is_and_what_it_holds(tmp_path: Path) -> None:
    found = column(checked(tmp_path), "cases", "sentence_date")
    assert (found.rows, found.blank, found.unreadable) == (2, 1, 0)
    assert (found.first, found.last) == ("2026-09-01", "2026-09-01")
    assert found.needed_by > 1
    assert not found.required
    assert column(checked(tmp_path), "cases", "crn").required


def test_a_column_says_under_which_heading_it_was_found(tmp_path: Path) -> None:
    found = checked(tmp_path, plans="Case_Ref_No,child_ref,plan,start\nZ900001,K1,CP,2026-01-01\n")
    assert column(found, "plans", "crn").headings == ["'Case_Ref_No'"]
    assert column(found, "plans", "plan").headings == []


def test_codes_that_no_step_reads_are_counted_with_what_follows(tmp_path: Path) -> None:
    contacts = CONTACTS + "Z900001,2026-09-01,XX9,\nZ900001,2026-09-02,XX9,\nZ900001,2026-09-03,SFGC,\n"
    found = checked(
        tmp_path,
        contacts=contacts,
        registrations="crn,register,start\nZ900001,RCPR,2026-01-01\nZ900001,ALSH,2026-01-01\n",
        staff="staff_code,role\nN1,Case administrator\nN2,com\nN3,Jane Example\n",
        enquiries="enquiry_ref,crn,not_made_on,not_made_reason\nE1,Z900001,2026-09-01,Mrs Example said no\n",
        assessments="assessment_ref,crn,completed_on,rosh_children\nA1,Z900001,2026-09-01,severe\n",
    )
    assert codes(found, "contacts", "contact_type") == [("XX9", 2, "no step reads it")]
    assert codes(found, "registrations", "register") == [("ALSH", 1, "no step reads it")]
    assert [code for code, *_ in codes(found, "staff", "role")] == ["Case administrator", "(text, 12 characters)"]
    assert [code for code, *_ in codes(found, "enquiries", "not_made_reason")] == ["(text, 19 characters)"]
    assert codes(found, "assessments", "rosh_children") == [("severe", 1, "cannot be read")]


def test_rows_set_aside_for_a_word_are_counted_too(tmp_path: Path) -> None:
    found = checked(
        tmp_path, staff="staff_code,role\nN1,COM\n", training="staff_code,course,completed_on\nN1,SG2,2026-01-01\n"
    )
    assert codes(found, "training", "course") == [("SG2", 1, "its rows are set aside")]


def test_outcomes_that_decide_a_visit(tmp_path: Path) -> None:
    said = ["CHVS,ATTC", "CHVS,AFTA", "CHVS,ZZZ", "COHV,", "MO8,Delay of home visit", "XX1,ZZZ"]
    rows = "".join(f"Z900001,2026-09-0{n},{one}\n" for n, one in enumerate(said, start=1))
    found = checked(tmp_path, contacts=CONTACTS + rows)
    assert codes(found, "contacts", "outcome") == [
        ("ZZZ", 1, "of CHVS: it counts for nothing"),
        ("(blank)", 1, "of COHV: no visit without an outcome"),
    ]


def test_what_settings_map_is_understood(tmp_path: Path) -> None:
    settings = Settings(codes={"contact_type": {"SFGC": ["XX9"]}})
    found = checked(tmp_path, settings, contacts=CONTACTS + "Z900001,2026-09-01,xx9,\n")
    assert codes(found, "contacts", "contact_type") == []


@pytest.mark.parametrize(
    ("days", "gaps"),
    [
        (["2026-01-31", "2026-02-01"], []),
        (["2026-01-31", "2026-03-01"], [Gap("2026-02", "2026-02", 1)]),
        (["2025-11-30", "2026-03-01", "2026-05-01"], [Gap("2025-12", "2026-02", 3), Gap("2026-04", "2026-04", 1)]),
        ([], []),
    ],
)
def test_months_without_a_contact(tmp_path: Path, days: list[str], gaps: list[Gap]) -> None:
    # Contacts that no step reads fill a month as well as any.
    assert checked(tmp_path, contacts=CONTACTS + "".join(f"Z900001,{day},XX9,\n" for day in days)).gaps == gaps


def test_problems_alike_are_told_once_with_the_first_place(tmp_path: Path) -> None:
    rows = "Z900001,K1,CP,2026-03-01,2026-02-01\nZ900001,K2,CP,2026-03-01,2026-02-02\nZ900009,K2,CP,2026-03-01,\n"
    problems = checked(tmp_path, plans="crn,child_ref,plan,start,end\n" + rows).problems
    assert [(p.effect, p.kind, p.column, p.count, p.first) for p in problems] == [
        ("row quarantined", "orphan", "crn", 1, "plans.csv:4"),
        ("warning", "clash", "end", 2, "plans.csv:2"),
    ]


def test_steps_say_what_they_lack_and_what_they_are_judged_without(tmp_path: Path) -> None:
    found = checked(tmp_path, contacts=CONTACTS + "Z900001,2026-09-01,SFGC,\n")
    start = step(found, "enq-start-of-sentence")
    assert (start.lacks, start.contacts_alone) == ("", ["enquiries"])
    assert step(found, "ref-24h").lacks == "needs table referrals"
    assert (
        "needs column"
        in step(checked(tmp_path, contacts="crn,contact_date,contact_type\n"), "hv-consider-record").lacks
    )


@pytest.mark.parametrize(
    ("place", "code", "shown"),
    [
        (("training", "course"), "Safeguarding Children, level 2 (2 days)", "Safeguarding Children, level 2 (2 days)"),
        (("training", "course"), "Jane Example", "(text, 12 characters)"),
        (("staff", "role"), "Jane Officerson", "(text, 15 characters)"),
        (
            ("training", "course"),
            "Jane Example, who is a child of a case and lives at 1 High Street",
            "(text, 65 characters)",
        ),
        (("contacts", "outcome"), "Home visit to child", "(text, 19 characters)"),
        (("contacts", "contact_type"), "ABC1", "ABC1"),
    ],
)
def test_free_words_are_not_repeated(place: tuple[str, str], code: str, shown: str) -> None:
    assert code_shown(*place, code) == shown
