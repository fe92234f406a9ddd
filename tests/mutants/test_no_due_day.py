"""An office that sets a benchmark to none: what is not done is pending, never an exception (`steps.md`, Basis).

With the benchmark's default the first case of each history is an exception; one that closed before it was due is no
obligation.
"""

import pytest

from .helpers import told

HISTORIES = {
    "hv-consider-record": (
        "home_visit_considered",
        """As at: 2026-06-30
cases     crn      supervision_start  supervision_end
          Z900001  2026-01-05         2026-06-01
          Z900002  2026-05-26         2026-06-01
          Z900003  2026-01-05         -
contacts  crn      contact_date  contact_type  outcome
          Z900003  2026-01-04    CHVS          ATTC""",
        ["breached", "overdue"],
    ),
    "hv-child-present": (
        "home_visit_considered",
        """As at: 2026-06-30
cases     crn      supervision_start  supervision_end
          Z900001  2026-01-05         2026-06-01
          Z900002  2026-05-26         2026-06-01
          Z900003  2026-01-05         -
children  crn      child_ref  lives_with
          Z900001  K1         Y
          Z900002  K1         Y
          Z900003  K1         Y
contacts  crn      contact_date  contact_type  outcome  child_seen
          Z900001  2026-05-27    CHVS          ATTC     N
          Z900002  2026-05-27    CHVS          ATTC     N
          Z900003  2026-05-27    CHVS          ATTC     N""",
        ["breached", "overdue"],
    ),
    # The plan ended long after, the plan ended soon after, the case ended, nothing ended.
    "reg-cp": (
        "register_update",
        """As at: 2026-06-30
cases          crn      supervision_start  supervision_end
               Z900001  2025-06-02         -
               Z900002  2025-06-02         -
               Z900003  2025-06-02         2026-06-01
               Z900004  2025-06-02         -
plans          crn      child_ref  plan  start       end
               Z900001  K1         CP    2026-01-05  2026-06-01
               Z900002  K1         CP    2026-01-05  2026-01-07
               Z900003  K1         CP    2026-01-05  -
               Z900004  K1         CP    2026-01-05  -
registrations  crn      register  start
               Z900001  RCHD      2026-01-05""",
        ["breached", "breached", "overdue"],
    ),
    # Released without notice; the release is planned; the registration ended while the plan runs.
    "pprc-notify-la-release": (
        "immediately",
        """As at: 2026-06-30
cases        crn      pprc
             Z900001  confirmed
             Z900002  confirmed
children     crn      child_ref  identified
             Z900001  K1         Y
             Z900002  K1         Y
assessments  assessment_ref  crn      completed_on  rosh_children
             A1              Z900001  2025-12-01    high
             A2              Z900002  2025-12-01    high
releases     release_ref  crn      release_type  planned_on  released_on  confirmed_on  la_notified_on
             L1           Z900001  led           2026-01-08  2026-01-08   2026-01-05    -
             L2           Z900002  led           2026-07-06  -            2026-06-29    -""",
        ["breached", "pending"],
    ),
    "reg-cin": (
        "register_update",
        """As at: 2026-06-30
cases          crn      supervision_start
               Z900001  2025-06-02
plans          crn      child_ref  plan  start
               Z900001  K1         CIN   2026-01-05
registrations  crn      register  start       end
               Z900001  RCCO      2026-01-06  2026-06-01""",
        ["overdue"],
    ),
    "pprc-contact-level": (
        "custody_induction",
        """As at: 2026-06-30
cases          crn      in_custody
               Z900001  Y
               Z900002  Y
registrations  crn      register  start       end
               Z900001  CPC       2026-01-05  2026-06-01
               Z900002  CPC       2026-01-05  2026-01-07""",
        ["overdue"],
    ),
}


@pytest.mark.parametrize("step", HISTORIES)
def test_without_a_due_day_what_has_closed_undone_is_pending(step, tmp_path):
    benchmark, drawn, _ = HISTORIES[step]
    cases = {cell for cell in drawn.split() if cell.startswith("Z9")}
    rows = told(step, drawn, tmp_path, {benchmark: "none"})
    assert [row.verdict for row in rows] == ["pending"] * len(cases)
    assert all("; no due day is set (" in row.reason for row in rows)


def test_the_reason_says_how_long_ago_it_began(tmp_path):
    benchmark, drawn, _ = HISTORIES["hv-consider-record"]
    # 5 January to 30 June: 26 + 28 + 31 + 30 + 31 + 30 days.
    assert "(176 days have passed)" in told("hv-consider-record", drawn, tmp_path, {benchmark: "none"})[0].reason


def test_the_reason_says_that_a_registration_ended(tmp_path):
    benchmark, drawn, _ = HISTORIES["reg-cin"]
    (row,) = told("reg-cin", drawn, tmp_path, {benchmark: "none"})
    assert row.reason.startswith("The registration has ended while the plan still runs, though it stood from Tue 6 Jan")


@pytest.mark.parametrize("step", HISTORIES)
def test_with_one_it_is_an_exception_or_nothing(step, tmp_path):
    _, drawn, verdicts = HISTORIES[step]
    assert [row.verdict for row in told(step, drawn, tmp_path)] == verdicts
