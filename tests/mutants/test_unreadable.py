"""An exception's reason says that a cell of the case cannot be read where it could have shown the action (`steps.md`,
last section): never one of a table that shows it only in the obligation's own row."""

import pytest

from .helpers import told

# The other enquiry's cell shows nothing of this one; a contact of that case could.
COURT = """As at: 2026-04-30
cases          crn      event_number  sentence_date
               Z900001  1             2026-04-13
               Z900002  1             2026-04-13
court_reports  crn      event_number  interview_date
               Z900001  1             2026-03-02
               Z900002  1             2026-03-02
enquiries      enquiry_ref  crn      event_number  point  sent        responded  followed_up
               E1           Z900001  1             psr    2026-03-02  -          -
               E2           Z900001  -             -      2026-04-20  unclear    -
               E3           Z900002  1             psr    2026-03-02  -          -
contacts       crn      contact_date  contact_type  outcome  sensitive
               Z900002  2026-04-20    C005          -        perhaps"""

# Only the allocation's own cell says that partners were told; the child's says nothing of it.
PARTNERS = """As at: 2026-04-30
cases        crn      supervision_start
             Z900001  2025-06-02
children     crn      child_ref  at_risk  due_date
             Z900001  K1         Y        unclear
allocations  crn      changed_on  kind  from_staff  to_staff  partners_updated_on
             Z900001  2026-03-09  com   S1          S2        -"""
# A visit is a contact; the unreadable cell is one of cases, which only puts the case in the cohort.
VISITS = """As at: 2026-04-30
cases     crn      supervision_start  led
          Z900001  2026-01-05         unclear
          Z900002  2026-01-05         -
contacts  crn      contact_date  contact_type  outcome  sensitive
          Z900002  2026-04-20    C005          -        perhaps"""

HISTORIES = {
    "enq-court-followup-by-om": (COURT, [False, True]),
    "transfer-partner-update": (PARTNERS, [False]),
    "hv-consider-record": (VISITS, [False, True]),
}


@pytest.mark.parametrize("step", HISTORIES)
def test_the_reason_says_whether_a_cell_could_have_shown_it(step, tmp_path):
    drawn, said = HISTORIES[step]
    rows = told(step, drawn, tmp_path)
    assert [row.verdict for row in rows] == ["overdue"] * len(said)
    assert ["a cell that cannot be read where this could have been shown" in row.reason for row in rows] == said
