"""Cells as spreadsheets and systems leave them, and rows that are no records."""

import pytest

from safeaudit.extracts.code_names import NAMES, as_codes
from safeaudit.extracts.codes import CONTACT_TYPES, REGISTERS
from safeaudit.extracts.unreadable import why_unreadable
from tests.extracts.helpers import column, counts, problems, read


def reasons(extracts):
    return [(row, reason) for row, reason in problems(extracts, "row", "reason")]


@pytest.mark.parametrize("code", ["1001", "1001.0", '"=""1001"""', "'1001", "\u200b1001\ufeff", " 1001\u00a0"])
def test_a_code_in_any_disguise_is_the_code(tmp_path, code):
    extracts = read(tmp_path, {"staff.csv": f"staff_code,role\n{code},PO\n"})
    assert column(extracts, "staff", "staff_code") == ["1001"]


def test_a_crn_in_disguise_is_of_the_usual_form(tmp_path):
    extracts = read(
        tmp_path, {"cases.csv": 'crn\n\ufeffx000001\n"=""X000002"""\n\'X000003\n'.replace("\ufeffx", "\u200bx")}
    )
    assert column(extracts, "cases", "crn") == ["X000001", "X000002", "X000003"]
    assert problems(extracts) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("sfgc", "SFGC"),
        ("Safeguarding Enquiries Requested", "SFGC"),
        ("safeguarding enquiries  requested", "SFGC"),
        ("Safeguarding enquiries – Response received", "SFRR"),
        ("Safeguarding Enquiries -Response Received", "SFRR"),
        ("SFGC - Safeguarding Enquiries Requested", "SFGC"),
        ("Safeguarding Enquiries Requested (SFGC)", "SFGC"),
        ("Planned Office Visit (NS)", "PLANNED OFFICE VISIT (NS)"),
        ("COAP - Planned Office Visit", "COAP - PLANNED OFFICE VISIT"),
        ("Home Visit to Case (NS)", "CHVS"),
    ],
)
def test_a_contact_type_is_matched_by_code_first_and_name_second(tmp_path, text, code):
    extracts = read(tmp_path, {"contacts.csv": f"crn,contact_date,contact_type\nX000001,1/2/2026,{text}\n"})
    assert column(extracts, "contacts", "contact_type") == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Child Protection", "RCPR"),
        ("Child Sexual Exploitation — Perpetrator", "CSEP"),
        ("PPRC", "CPC"),
        ("MAPPA", "MAPP"),
        ("Risk to Children - Custody", "RCS"),
        ("Risk to Children", "RISK TO CHILDREN"),  # RCHD in NDelius, SC in DPS: nobody can tell
    ],
)
def test_a_register_or_alert_likewise(tmp_path, text, code):
    extracts = read(tmp_path, {"registrations.csv": f"crn,register,start\nX000001,{text},1/2/2026\n"})
    assert column(extracts, "registrations", "register") == [code]


def test_every_name_is_of_a_code_that_steps_read_and_of_one_only():
    for name, known in (("contact_type", CONTACT_TYPES), ("register", REGISTERS)):
        assert NAMES[name].keys() <= known.keys()
        texts = as_codes_list(name, list(NAMES[name].values()))
        assert texts == list(NAMES[name])


def as_codes_list(name, texts):
    import pyarrow as pa

    return as_codes(name, pa.array(texts)).to_pylist()


def test_totals_and_repeated_headings_are_set_aside_and_said_to_be(tmp_path):
    rows = "X000001,1,East\n1. Case Ref No,Event,Team\nX000002,1,West\nTotal,2,\nGrand total: 2,,\n"
    extracts = read(tmp_path, {"cases.csv": f"crn,event_number,team\n{rows}"})
    assert counts(extracts) == {"cases.csv": (5, 2, 3, 0)}
    assert problems(extracts) == [(row, "crn", "missing-required", "row quarantined") for row in (3, 5, 6)]
    assert {reason for _, reason in reasons(extracts)} == {
        "This looks like a total, a repeated heading or a remark, not like a record."
    }


def test_a_heading_on_every_page_is_no_duplicate_of_the_first(tmp_path):
    text = "crn,team\nX000001,East\nCRN,Team\nX000002,West\nCRN,Team\nX000002,West\n"
    assert counts(read(tmp_path, {"cases.csv": text})) == {"cases.csv": (5, 2, 2, 1)}


def test_a_remark_below_the_table_is_one_only_where_it_stands_alone(tmp_path):
    text = "crn,event_number,team\nX000001,1,East\nNot yet known,1,West\nPrinted on 1 May by A Clerk,,\n"
    extracts = read(tmp_path, {"cases.csv": text})
    assert column(extracts, "cases", "crn") == ["X000001", "Not yet known"]
    assert problems(extracts) == [
        (3, "crn", "unusual-crn", "warning"),
        (4, "crn", "missing-required", "row quarantined"),
    ]
    assert problems(extracts, "value")[1] == ("(text, 27 characters)",)


def test_a_total_in_another_table_gets_one_reason_not_four(tmp_path):
    text = "crn,contact_date,contact_type\nX000001,1/2/2026,SFGC\nTotal,many,\n"
    extracts = read(tmp_path, {"contacts.csv": text})
    assert problems(extracts) == [(3, "crn", "missing-required", "row quarantined")]


def test_a_total_of_staff_and_units(tmp_path):
    extracts = read(
        tmp_path,
        {"staff.csv": "staff_code,role\nN1,PO\nTotal,1\n", "units.csv": "unit,kind\nDerby,pdu\nSub-total,1\n"},
    )
    assert counts(extracts) == {"staff.csv": (2, 1, 1, 0), "units.csv": (2, 1, 1, 0)}


def test_a_staff_code_in_other_letters_is_an_orphan_and_says_so(tmp_path):
    files = {
        "staff.csv": "staff_code,role\nN01A001,PO\n",
        "training.csv": "staff_code,course,completed_on\nn01a001,elearning,1/2/2026\nN9,elearning,1/2/2026\n",
    }
    assert reasons(read(tmp_path, files)) == [
        (2, "staff holds this staff_code with other capital and small letters. Write both alike."),
        (3, "No usable row of staff holds this staff_code."),
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("31/10/26", "two digits"),
        ("31-Oct-26", "two digits"),
        ("31/10/2026 9:05", "Write 09:05, not 9:05"),
        ("2026-10-31 9:05", "Write 09:05, not 9:05"),
        ("2026-10-31 09:05:00.000", "more than hours, minutes and seconds"),
        ("2026-10-31T09:05:00Z", "more than hours, minutes and seconds"),
        ("31/10/2026 9:05 PM", "more than hours, minutes and seconds"),
        ("10/31/2026", "The day comes before the month"),
        ("31/02/2026", "There is no such day."),
        ("2026-02-30", "There is no such day."),
        ("31.10.2026", "marked off otherwise"),
        ("2026/10/31", "marked off otherwise"),
        ("99999", "no day between 1927 and 2119"),
        ("#N/A", "shows an error"),
        ("soon", "not a date in a form that is read"),
    ],
)
def test_why_a_date_cannot_be_read(tmp_path, text, says):
    extracts = read(tmp_path, {"cases.csv": f"crn,sentence_date\nX000001,{text}\n"})
    ((_, reason),) = reasons(extracts)
    assert says in reason
    assert problems(extracts) == [(2, "sentence_date", "bad-date", "cell unusable")]


def test_every_kind_of_problem_has_a_reason():
    for kind in ("bad-date", "bad-yes-no", "bad-number", "bad-code"):
        assert why_unreadable(kind, "soon").endswith(".")
