"""What the reason says where neither the verdict nor a day shows it (`outputs.md`, reason)."""

import pytest

from .helpers import told

HISTORIES = {
    # Agreed on Monday 2 March, made on Monday the 9th; the second was agreed only after it was made.
    "transfer-impact": (
        """As at: 2026-06-30
cases          crn      supervision_start
               Z900001  2025-06-02
               Z900002  2025-06-02
registrations  crn      register  start
               Z900001  RCCO      2025-06-02
               Z900002  RCCO      2025-06-02
allocations    crn      changed_on  kind  from_staff  to_staff  agreed_on   child_impact_considered_on
               Z900001  2026-03-09  com   S1          S2        2026-03-02  -
               Z900002  2026-03-09  com   S1          S2        2026-03-10  -""",
        ["the transfer was agreed or made on Mon 2 Mar 2026.", "the transfer was agreed or made on Mon 9 Mar 2026."],
    ),
}


@pytest.mark.parametrize("step", HISTORIES)
def test_what_the_reason_says(step, tmp_path):
    drawn, wanted = HISTORIES[step]
    rows = told(step, drawn, tmp_path)
    assert len(rows) == len(wanted)
    for row, words in zip(rows, wanted, strict=True):
        assert words in row.reason
