"""What the calendar does not reach: a window that starts before 2012, and the tracker's match across it."""

from .helpers import told

WINDOW = """As at: 2012-03-30
cases      crn      event_number  sentence_date
           Z900001  1             2012-01-04
enquiries  enquiry_ref  crn      point           sent
           E1           Z900001  sentence-start  2011-12-20"""


def test_a_window_that_would_start_outside_the_calendar_has_no_start(tmp_path):
    """Ten working days before 4 January 2012 nobody can count; nothing says that the enquiry came too early."""
    (row,) = told("enq-start-of-sentence", WINDOW, tmp_path, {"psr_window": "10 working days"})
    assert row.verdict == "met"


def test_a_window_inside_the_calendar_starts_where_it_starts(tmp_path):
    """Fifteen days before 4 January 2012 is 20 December; fourteen days before, the 21st."""
    for days, verdict in (("15 days", "met"), ("14 days", "overdue")):
        folder = tmp_path / days
        folder.mkdir()
        (row,) = told("enq-start-of-sentence", WINDOW, folder, {"psr_window": days})
        assert row.verdict == verdict


MATCH = """As at: 2012-03-30
cases      crn      supervision_start
           Z900001  2012-01-04
           Z900002  2012-01-04
enquiries  enquiry_ref  crn      sent        followed_up
           E1           Z900001  2011-12-20  2011-12-21
           E2           Z900002  2012-01-30  2012-01-31
contacts   crn      contact_date  contact_type  outcome
           Z900001  2011-12-21    SFGC          -
           Z900002  2012-02-01    SFGC          -"""


def test_the_tracker_matches_no_contact_across_days_that_nobody_can_count(tmp_path):
    """E2 matches the contact two working days after it; of E1 nobody can tell, so both stand."""
    rows = told("followup-no-ack-2wd", MATCH, tmp_path, {"tracker_match": "3 working days"})
    assert len(rows) == 3


def test_without_a_match_every_contact_is_an_enquiry_of_its_own(tmp_path):
    assert len(told("followup-no-ack-2wd", MATCH, tmp_path, {"tracker_match": "none"})) == 4


LAST_DAYS = """As at: 2035-12-31
cases      crn
           Z900001
enquiries  enquiry_ref  crn      sent        followed_up
           E1           Z900001  2035-12-24  -
           E2           Z900001  2035-12-28  -"""


def test_a_due_day_after_the_calendars_last_is_not_assessable(tmp_path):
    """From Monday 24 December 2035 the 27th and 28th, then the 31st; from the 28th the 31st, and then nobody knows."""
    rows = told("followup-no-ack-2wd", LAST_DAYS, tmp_path)
    assert [row.verdict for row in rows] == ["pending", "not assessable"]
    assert rows[1].reason == "Cannot be told: the due day needs a day outside the calendar."
