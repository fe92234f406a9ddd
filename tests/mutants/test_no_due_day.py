"""An office that sets a benchmark to none: what is not done is pending, never an exception (`steps.md`, Basis).

With the benchmark's default the first case of each history is an exception, the second, which closed before it was
due, is no obligation.
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
    # 5 January to 30 June: 26 + 28 + 31 + 30 + 31 + 30 days.
    assert "no due day is set (176 days have passed)" in rows[0].reason


@pytest.mark.parametrize("step", HISTORIES)
def test_with_one_it_is_an_exception_or_nothing(step, tmp_path):
    _, drawn, verdicts = HISTORIES[step]
    assert [row.verdict for row in told(step, drawn, tmp_path)] == verdicts
