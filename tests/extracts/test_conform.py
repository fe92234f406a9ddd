"""Every row is used, quarantined or ignored as a duplicate, by the contract's order of reasons."""

import hashlib
from datetime import date

import pandas as pd
import pytest

from safeaudit.extracts.read import read_extracts
from tests.extracts.helpers import column, counts, problems, read, write

CASES = "crn\nX000001\nX000002\n"


def test_a_blank_required_cell_quarantines_the_row(tmp_path):
    plans = "crn,child_ref,plan,start\nX000001,C1,CP,2026-01-01\n,C2,CP,2026-01-01\nX000001, ,CP,\n"
    extracts = read(tmp_path, {"plans.csv": plans})
    assert counts(extracts) == {"plans.csv": (3, 1, 2, 0)}
    assert problems(extracts) == [
        (3, "crn", "missing-required", "row quarantined"),
        (4, "child_ref", "missing-required", "row quarantined"),
        (4, "start", "missing-required", "row quarantined"),
    ]


def test_an_unreadable_required_cell_quarantines_under_its_own_kind(tmp_path):
    plans = (
        "crn,child_ref,plan,start,end\nX000001,C1,Care,2026-01-01,\n"
        "X000001,C2,CP,31/02/2026,soon\nX000001,C3,CP,1/2/2026,\n"
    )
    extracts = read(tmp_path, {"plans.csv": plans})
    assert problems(extracts, "row", "column", "value", "kind", "effect") == [
        (2, "plan", "Care", "bad-code", "row quarantined"),
        (3, "start", "31/02/2026", "bad-date", "row quarantined"),
        (3, "end", "soon", "bad-date", "row quarantined"),
    ]
    assert column(extracts, "plans", "child_ref") == ["C3"]


def test_an_unreadable_optional_cell_leaves_the_row_in_use(tmp_path):
    cases = "crn,in_custody,sentence_date,event_number,pprc\nX000001,perhaps,2026-01-01,x,maybe\nX000002,Y,,2,NO\n"
    extracts = read(tmp_path, {"cases.csv": cases})
    table = extracts.tables["cases"]
    assert problems(extracts) == [
        (2, "event_number", "bad-number", "cell unusable"),
        (2, "in_custody", "bad-yes-no", "cell unusable"),
        (2, "pprc", "bad-code", "cell unusable"),
    ]
    assert table.unusable.to_dict("list") == {
        "position": [0, 0, 0],
        "column": ["event_number", "in_custody", "pprc"],
    }
    assert column(extracts, "cases", "in_custody") == [-1, 1]
    assert column(extracts, "cases", "event_number") == [-1, 2]
    assert column(extracts, "cases", "pprc") == [None, "no"]


def test_an_event_number_is_1_where_cases_leave_it_blank_and_blank_elsewhere(tmp_path):
    files = {
        "cases.csv": "crn,event_number\nX000001,\nX000001,2\n",
        "releases.csv": "release_ref,crn\nR1,X000001\n",
    }
    extracts = read(tmp_path, files)
    assert column(extracts, "cases", "event_number") == [1, 2]
    assert column(extracts, "releases", "event_number") == [-1]


def test_an_event_number_is_1_where_cases_have_no_such_column(tmp_path):
    extracts = read(tmp_path, {"cases.csv": CASES})
    assert column(extracts, "cases", "event_number") == [1, 1]
    assert not extracts.tables["cases"].held("event_number")


def test_court_reports_need_their_event(tmp_path):
    extracts = read(
        tmp_path,
        {"cases.csv": CASES, "court_reports.csv": "crn,event_number,interview_date\nX000001,,1/2/2026\n"},
    )
    assert problems(extracts) == [(2, "event_number", "missing-required", "row quarantined")]


def test_exact_duplicates_are_those_equal_after_parsing_in_whatever_file(tmp_path):
    files = {
        "cases.csv": CASES,
        "plans-a.csv": "crn,child_ref,plan,start,end\nX000001,C1,CP,2026-01-02,\n",
        "plans-b.csv": "Start,Plan,Child Ref,CRN\n2/1/2026,cp, C1 ,x000001\n2/1/2026,cp,c1,X000001\n",
    }
    extracts = read(tmp_path, files)
    assert counts(extracts)["plans-b.csv"] == (2, 1, 0, 1)
    assert problems(extracts, "file", "row", "kind", "effect") == [
        ("plans-b.csv", 2, "exact-duplicate", "duplicate ignored")
    ]


def test_unreadable_cells_are_equal_when_their_text_is(tmp_path):
    cases = "crn,sentence_date\nX000001,soon\nX000001,soon\n"
    extracts = read(tmp_path, {"cases.csv": cases})
    assert problems(extracts) == [
        (2, "sentence_date", "bad-date", "cell unusable"),
        (3, "", "exact-duplicate", "duplicate ignored"),
    ]


def test_a_duplicate_of_a_quarantined_row_is_a_duplicate(tmp_path):
    plans = "crn,child_ref,plan,start\nX000001,C1,CP,\nX000001,C1,CP,\nX000001,C1,CP,1/1/2026\n"
    extracts = read(tmp_path, {"plans.csv": plans})
    assert counts(extracts) == {"plans.csv": (3, 1, 1, 1)}


def test_the_first_row_of_a_ref_stays_and_later_ones_with_other_values_are_quarantined(tmp_path):
    files = {
        "curfews-1.csv": "curfew_ref,crn,proposed_on\nK1,X000001,2026-01-01\nK2,X000001,2026-01-01\n",
        "curfews-2.csv": "curfew_ref,crn,proposed_on\nK1,X000001,2026-01-02\nK3,X000001,2026-01-02\n",
    }
    extracts = read(tmp_path, files)
    assert problems(extracts, "file", "row", "column", "value", "kind") == [
        ("curfews-2.csv", 2, "curfew_ref", "K1", "duplicate-ref")
    ]
    assert column(extracts, "curfews", "curfew_ref") == ["K1", "K2", "K3"]


def test_a_ref_that_only_a_quarantined_row_has_is_still_free(tmp_path):
    curfews = "curfew_ref,crn,proposed_on\nK1,X000001,soon\nK1,X000001,2026-01-02\n"
    extracts = read(tmp_path, {"curfews.csv": curfews})
    assert problems(extracts) == [(2, "proposed_on", "bad-date", "row quarantined")]


def test_a_child_ref_is_unique_within_its_crn(tmp_path):
    children = "crn,child_ref,caring\nX000001,C1,Y\nX000002,C1,Y\nX000001,C1,N\n"
    extracts = read(tmp_path, {"children.csv": children})
    assert problems(extracts) == [(4, "child_ref", "duplicate-ref", "row quarantined")]


def test_crn_and_event_number_are_unique_together_in_cases(tmp_path):
    cases = "crn,event_number,team\nX000001,,A\nX000001,2,A\nX000001,1.0,B\nX000001,x,A\nX000001,x,B\n"
    extracts = read(tmp_path, {"cases.csv": cases})
    assert problems(extracts, "row", "kind") == [(4, "duplicate-ref"), (5, "bad-number"), (6, "bad-number")]


def test_rows_of_a_crn_that_cases_do_not_hold_are_orphans(tmp_path):
    files = {"cases.csv": CASES, "receptions.csv": "crn,received_on\nX000001,1/1/2026\nX000009,1/1/2026\n"}
    extracts = read(tmp_path, files)
    assert problems(extracts, "file", "row", "column", "value", "kind", "effect") == [
        ("receptions.csv", 3, "crn", "X000009", "orphan", "row quarantined")
    ]


def test_only_used_rows_of_cases_hold_a_crn(tmp_path):
    # Were the case used, its plan would be no orphan; a case's own event number is not required, so nothing
    # but a blank CRN quarantines it, except a repeated reference: the CRN then stands in the first row.
    files = {"cases.csv": "crn\nX000001\n,\n", "receptions.csv": "crn,received_on\nX000001,1/1/2026\n"}
    assert counts(read(tmp_path, files))["receptions.csv"] == (1, 1, 0, 0)


def test_nothing_is_an_orphan_without_cases(tmp_path):
    extracts = read(tmp_path, {"receptions.csv": "crn,received_on\nX000009,1/1/2026\n"})
    assert counts(extracts) == {"receptions.csv": (1, 1, 0, 0)}


def test_training_of_staff_that_the_staff_table_does_not_hold_is_an_orphan(tmp_path):
    files = {
        "staff.csv": "staff_code,role\nN01,COM\n",
        "training.csv": "staff_code,course,completed_on\nN01,advanced,1/1/2026\nN02,elearning,1/1/2026\n",
    }
    assert problems(read(tmp_path, files), "row", "column", "value", "kind") == [(3, "staff_code", "N02", "orphan")]


def test_an_unreadable_row_that_is_an_orphan_too_is_listed_once(tmp_path):
    files = {"cases.csv": CASES, "receptions.csv": "crn,received_on\nX000009,soon\n"}
    assert problems(read(tmp_path, files), "row", "kind") == [(2, "bad-date")]


def test_an_enquiry_needs_a_readable_sending_date_or_a_reason_date(tmp_path):
    enquiries = (
        "enquiry_ref,crn,sent,not_made_on\nE1,X000001,1/1/2026,\nE2,X000001,,1/1/2026\n"
        "E3,X000001,,\nE4,X000001,soon,\nE5,X000001,9999-12-31,\n"
    )
    extracts = read(tmp_path, {"enquiries.csv": enquiries})
    assert problems(extracts) == [
        (4, "sent", "missing-required", "row quarantined"),
        (5, "sent", "missing-required", "row quarantined"),
        (5, "sent", "bad-date", "row quarantined"),
        (6, "sent", "missing-required", "row quarantined"),
    ]


def test_an_enquiry_of_a_tracker_without_either_date_column(tmp_path):
    files = {"cases.csv": CASES, "enquiries.csv": "enquiry_ref,crn\nE1,X000001\n"}
    assert problems(read(tmp_path, files), "row", "column", "kind") == [(2, "sent", "missing-required")]


def test_numbers_of_another_form_are_used_and_listed(tmp_path):
    files = {
        "cases.csv": "crn,noms_number\nab12,A1234BC\nx000001,1234\n",
        "changes.csv": "change_ref,crn,known_on,change\nH1,ab12,1/1/2026,other\n",
    }
    extracts = read(tmp_path, files)
    assert problems(extracts, "table", "row", "column", "value", "kind", "effect") == [
        ("cases", 2, "crn", "ab12", "unusual-crn", "warning"),
        ("cases", 3, "noms_number", "1234", "unusual-crn", "warning"),
        ("changes", 2, "crn", "ab12", "unusual-crn", "warning"),
    ]
    assert column(extracts, "cases", "crn") == ["ab12", "X000001"]


def test_wanted_codes_thin_the_rows_but_not_the_counts(tmp_path):
    contacts = (
        "crn,contact_date,contact_type,sensitive\nX000001,1/1/2026,SFGC,Y\nX000001,2/1/2026,ZZZ,?\n"
        "X000001,3/1/2026,sfrr,?\nX000001,4/1/2026,ZZZ,Y\nX000001,4/1/2026,ZZZ,Y\n"
    )
    folder = write(tmp_path, {"contacts.csv": contacts})
    extracts = read_extracts([folder], wanted_codes={"contacts": ("contact_type", frozenset({"SFGC", "SFRR"}))})
    table = extracts.tables["contacts"]
    assert table.rows["row"].tolist() == [2, 4]
    assert counts(extracts) == {"contacts.csv": (5, 4, 0, 1)}
    assert table.date_ranges == {"contact_date": (date(2026, 1, 1), date(2026, 1, 4))}
    assert table.unusable.to_dict("list") == {"position": [1], "column": ["sensitive"]}
    assert problems(extracts, "row", "kind") == [(3, "bad-yes-no"), (4, "bad-yes-no"), (6, "exact-duplicate")]


def test_a_column_that_one_file_lacks_is_told_by_row(tmp_path):
    files = {
        "contacts-1.csv": "crn,contact_date,contact_type,outcome\nX000001,1/1/2026,CHVS,ATTC\n",
        "contacts-2.csv": "crn,contact_date,contact_type\nX000001,2/1/2026,CHVS\n",
    }
    table = read(tmp_path, files).tables["contacts"]
    assert table.held("outcome")
    assert table.held_by_row("outcome").tolist() == [True, False]
    assert not table.held("team")


def test_dates_keep_their_time_only_where_the_contract_holds_one(tmp_path):
    referrals = (
        "referral_ref,crn,identified_at,sent_at,acknowledged\nF1,X000001,1/1/2026 14:05,2026-01-02,3/1/2026 09:00\n"
    )
    rows = read(tmp_path, {"referrals.csv": referrals}).tables["referrals"].rows
    assert rows.loc[0, ["identified_at", "sent_at", "acknowledged"]].tolist() == [
        pd.Timestamp("2026-01-01 14:05"),
        pd.Timestamp("2026-01-02"),
        pd.Timestamp("2026-01-03"),
    ]
    assert str(rows["identified_at"].dtype) == "datetime64[s]"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("31/02/2026", "31/02/2026"),
        ("2026-02-30 10:00", "2026-02-30 10:00"),
        ("Wednesday", "Wednesday"),
        ("abc123", "abc123"),
        ("Incomprehensible", "(text, 16 characters)"),
        ("mother says so", "(text, 14 characters)"),
        ("Q4/2026", "(text, 7 characters)"),
    ],
)
def test_a_value_is_shown_only_where_it_looks_like_one(tmp_path, value, shown):
    extracts = read(tmp_path, {"cases.csv": f"crn,sentence_date\nX000001,{value}\n"})
    assert problems(extracts, "value") == [(shown,)]


def test_a_reference_is_shown_unless_it_is_long_or_has_spaces(tmp_path):
    extracts = read(tmp_path, {"cases.csv": f"crn\nX1-22/33\nJohn Smith\n{'x' * 21}\n"})
    assert problems(extracts, "value") == [
        ("X1-22/33",),
        ("(text, 10 characters)",),
        ("(text, 21 characters)",),
    ]


def test_problems_stand_in_file_order(tmp_path):
    files = {
        "cases.csv": "crn,led\nX000001,soon\nX000002,soon\n",
        "Allocations.csv": "crn,changed_on\nX000001,soon\nX000009,1/1/2026\nX000001,\n",
    }
    extracts = read(tmp_path, files)
    assert problems(extracts, "file", "row") == [
        ("Allocations.csv", 2),
        ("Allocations.csv", 3),
        ("Allocations.csv", 4),
        ("cases.csv", 2),
        ("cases.csv", 3),
    ]
    assert list(extracts.problems.columns) == [
        "table",
        "file",
        "sheet",
        "row",
        "column",
        "value",
        "kind",
        "reason",
        "effect",
    ]


def test_inputs_have_sizes_and_hashes_when_asked(tmp_path):
    folder = write(tmp_path, {"cases.csv": CASES})
    (plain,) = read_extracts([folder]).inputs
    (hashed,) = read_extracts([folder], hash_files=True).inputs
    assert (plain.size, plain.sha256) == (len(CASES), "")
    assert hashed.sha256 == hashlib.sha256(CASES.encode()).hexdigest()


def test_progress_goes_from_nothing_to_all_bytes(tmp_path):
    told = []
    folder = write(tmp_path, {"cases.csv": CASES, "staff.csv": "staff_code,role\nN01,COM\n"})
    read_extracts([folder], progress=lambda *what: told.append(what))
    total = len(CASES) + 25 - 1
    assert told[0] == ("cases.csv", 0, total)
    assert told[-1] == ("staff.csv", total, total)
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)


def test_an_enquiry_contact_of_another_outcome_is_warned_of(tmp_path):
    """SFGC: blank and the two known outcomes are understood; any other counts as neither, and is listed (row 5)."""
    (tmp_path / "cases.csv").write_text("crn\nZ900001\n", "utf-8")
    (tmp_path / "contacts.csv").write_text(
        "crn,contact_date,contact_type,outcome\n"
        "Z900001,2026-01-05,SFGC,\n"
        "Z900001,2026-01-06,SFGC,Enquiry sent to local authority\n"
        "Z900001,2026-01-07,sfgc,Request Not Sent – up to date information already held\n"
        "Z900001,2026-01-08,SFGC,Some other words here\n"
        "Z900001,2026-01-09,COAP,Some other words here\n",
        "utf-8",
    )
    problems = read_extracts([tmp_path]).problems
    assert problems[["row", "column", "value", "kind", "effect"]].astype(object).to_numpy().tolist() == [
        [5, "outcome", "(text, 21 characters)", "bad-code", "warning"]
    ]
