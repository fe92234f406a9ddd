"""Which record of several shows what was done: the earliest, and of one day the first in file order (the first way that
a step names, where it was done in two). The reference has no evidence."""

import pytest

from .helpers import told

VISITS = """As at: 2026-04-30
cases        crn      supervision_start
             Z900001  2026-04-20
assessments  assessment_ref  crn      completed_on  rosh_children
             A1              Z900001  2026-04-01    high
contacts     crn      contact_date  contact_type  outcome
             Z900001  2026-04-27    CHVS          ATTC
             Z900001  2026-04-24    CHVS          ATTC
             Z900001  2026-04-24    CHVS          ATTC"""
OVERSIGHT = """As at: 2026-04-30
cases     crn      supervision_start
          Z900001  2026-01-05
plans     crn      child_ref  plan  start
          Z900001  K1         CP    2026-03-02
contacts  crn      contact_date  contact_type
          Z900001  2026-03-09    MO1
          Z900001  2026-04-13    MO1
          Z900001  2026-04-13    MO1"""
# The officer's own row comes first, then a contact.
HANDOVER = """As at: 2026-04-30
cases          crn      supervision_start
               Z900001  2026-01-05
registrations  crn      register  start
               Z900001  RCPR      2026-03-02
contacts       crn      contact_date  contact_type
               Z900001  2026-04-02    POM4
allocations    crn      changed_on  kind  from_staff  to_staff  handover_recorded_on
               Z900001  2026-04-01  com   N01A001     N01B002   {day}"""
EVIDENCE = {
    "the first of two visits": ("hv-high-rosh-15wd", VISITS, "cases.csv:2; contacts.csv:3; assessments.csv:2"),
    "the first of the two latest": ("oversight-cp-plan", OVERSIGHT, "plans.csv:2; contacts.csv:3"),
    "its own row before a contact": (
        "transfer-handover",
        HANDOVER.format(day="2026-04-02"),
        "allocations.csv:2; registrations.csv:2",
    ),
    "a contact the day before": (
        "transfer-handover",
        HANDOVER.format(day="2026-04-03"),
        "allocations.csv:2; contacts.csv:2; registrations.csv:2",
    ),
}


@pytest.mark.parametrize(("step", "drawn", "evidence"), EVIDENCE.values(), ids=EVIDENCE)
def test_which_record_shows_it(step, drawn, evidence, tmp_path):
    (only,) = told(step, drawn, tmp_path)
    assert only.evidence == evidence


def test_a_contact_and_a_tracker_enquiry_of_one_day_where_nothing_matches_them(tmp_path):
    """Contacts come before enquiries by the name of their file."""
    drawn = """As at: 2026-04-30
cases      crn      event_number  sentence_date
           Z900001  1             2026-04-13
enquiries  enquiry_ref  crn      point  sent
           E1           Z900001  -      2026-04-15
contacts   crn      contact_date  contact_type  outcome
           Z900001  2026-04-15    SFGC          Enquiry sent"""
    (only,) = told("enq-start-of-sentence", drawn, tmp_path, {"tracker_match": "none"})
    assert only.evidence == "cases.csv:2; contacts.csv:2"
