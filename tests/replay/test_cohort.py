"""Who a step falls on, as packs write it."""

from safeaudit.packs.histories import read_histories
from safeaudit.packs.schema import Cohort

from ..histories.test_histories import STEPS, judged

DRAWN = """History: Left out, not left out, and not said
As at: 2026-06-30

cases      crn
           Z900001
referrals  referral_ref  crn      identified_at     sent_at           concern_remains
           R1            Z900001  2026-06-02 10:15  2026-06-02 11:15  Y
           R2            Z900001  2026-06-02 10:15  2026-06-02 11:15  N
           R3            Z900001  2026-06-02 10:15  2026-06-02 11:15  -

Expect: met, subject R2
Expect: not assessable, subject R3
Because: what leaves a case out of a cohort may itself be unknown, and then so is whether it is in it.
"""


def test_what_leaves_out_of_a_cohort_may_be_unknown(tmp_path):
    (tmp_path / "drawn.txt").write_text(DRAWN, "utf-8")
    (history,) = read_histories(tmp_path / "drawn.txt")
    step = STEPS["ref-24h"].model_copy(update={"cohort": Cohort(none=["concern_remains"])})
    folder = tmp_path / "extracts"
    folder.mkdir()
    assert judged(step, history, folder) == history.expected
