"""Enquiries without an answer, as at Sat 31 Oct 2026."""

from safeaudit.worklists.enquiries import outstanding

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
    assert len(outstanding(enquiries_of(tmp_path))) == 0
