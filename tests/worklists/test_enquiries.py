"""Enquiries without an answer, and how long each authority takes.

Thu 1 Oct 2026; the first working day after it is Fri 2 Oct. Fri 30 Oct is the last working day before as-at.
"""

import pandas as pd

from safeaudit.worklists.enquiries import outstanding, response_times

from .helpers import enquiries_of

HEAD = "enquiry_ref,crn,point,local_authority,sent,acknowledged,responded\n"
ENQUIRIES = HEAD + (
    "E1,A000001,psr,Halton,2026-10-01,2026-10-02,2026-10-05\n"  # acknowledged in a day, answered in 4 days
    "E2,A000002,psr,HALTON ,2026-10-01,2026-10-05,2026-10-11\n"  # two working days, answered in 10
    "E3,A000002,psr,Halton,2026-10-01,,\n"  # 30 days without a word
    "E4,A000001,psr,Wirral,2026-10-30,,\n"  # its first working day, 2 Nov, is still to come
    "E5,A000001,psr,Wirral,2026-10-09,,2026-10-12\n"  # Friday to Monday: answered in a working day
    "E6,A000001,psr,,2026-10-20,,\n"
)


def test_outstanding_is_what_has_no_answer_by_authority_the_longest_waiting_first(tmp_path):
    rows = outstanding(enquiries_of(tmp_path, enquiries=ENQUIRIES))
    assert list(rows["enquiry_ref"]) == ["E3", "E4", "E6"]
    assert list(rows["local_authority"]) == ["Halton", "Wirral", "(not recorded)"]
    assert list(rows["waiting"]) == [30, 1, 11]


def test_response_times_of_each_authority(tmp_path):
    rows = response_times(enquiries_of(tmp_path, enquiries=ENQUIRIES)).set_index("local_authority")
    halton, wirral = rows.loc["Halton"], rows.loc["Wirral"]
    assert (halton["sent"], halton["in_a_day"], halton["of_in_a_day"]) == (3, 1, 3)
    assert (halton["answered"], halton["median"], halton["longest"]) == (2, 7.0, 10)
    assert (halton["unanswered"], halton["waiting_longest"]) == (1, 30)
    assert (wirral["in_a_day"], wirral["of_in_a_day"]) == (1, 1)
    assert (wirral["answered"], wirral["median"], wirral["longest"], wirral["unanswered"]) == (1, 3.0, 3, 1)


def test_an_authority_that_has_answered_nothing_has_no_median(tmp_path):
    (row,) = response_times(enquiries_of(tmp_path, enquiries=HEAD + "E1,A000001,psr,Wirral,2026-10-01,,\n")).to_dict(
        "records"
    )
    assert row["answered"] == 0
    assert pd.isna(row["median"])


def test_an_enquiry_of_the_contact_log_counts_unless_a_tracker_row_matches(tmp_path):
    contacts = (
        "crn,contact_date,contact_type,outcome\n"
        "A000001,2026-10-02,SFGC,\n"  # E1, sent the day before
        "A000002,2026-09-01,SFGC,\n"
        "A000002,2026-09-08,SFRR,\n"
        "A000004,2026-10-21,SFGC,\n"
    )
    rows = enquiries_of(tmp_path, enquiries=HEAD + ENQUIRIES.splitlines()[1] + "\n", contacts=contacts)
    assert list(rows["source"]) == ["tracker", "contacts", "contacts"]
    assert list(rows["waiting"]) == [4, 7, 10]
    assert rows["in_a_day"].isna().tolist() == [False, True, True]
    assert list(outstanding(rows)["crn"]) == ["A000004"]
    assert list(outstanding(rows)["open"]) == [True]


def test_no_enquiries_at_all(tmp_path):
    rows = enquiries_of(tmp_path)
    assert len(outstanding(rows)) == len(response_times(rows)) == 0
