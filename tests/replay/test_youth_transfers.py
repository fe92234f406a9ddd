"""Beside a handover from youth justice (6.6, 21.1) stands whether the person was 18 by then; it decides nothing."""

from datetime import date

import numpy as np
import pytest

from safeaudit.audit import run_audit
from safeaudit.replay.wording import reasons_in_words

NOT_YET, OF_AGE = "The person was not yet 18", "The person was 18 or older"


@pytest.mark.parametrize(
    ("born", "said"),
    [
        (["2008-03-01"], OF_AGE),
        (["2008-03-02"], OF_AGE),
        (["2008-03-03"], NOT_YET),
        (["", "2008-03-03"], NOT_YET),
        (["2008-03-03", "2008-03-01"], OF_AGE),
        (["", ""], None),
    ],
    ids=["the day after the birthday", "on the birthday", "the day before", "second order", "earlier one", "not held"],
)
def test_whether_the_person_was_18_on_the_day_of_the_transfer(born, said, tmp_path):
    orders = [f"Z900001,{number},2025-06-02,{day}\n" for number, day in enumerate(born, start=1)]
    (tmp_path / "cases.csv").write_text("crn,event_number,supervision_start,date_of_birth\n" + "".join(orders), "utf-8")
    (tmp_path / "allocations.csv").write_text(
        "crn,changed_on,kind,to_staff,handover_recorded_on\nZ900001,2026-03-02,yta,S2,2026-03-10\n", "utf-8"
    )
    audit = run_audit([tmp_path], date(2026, 6, 30))
    (row,) = audit.obligations.query("step == 'yta-handover'").to_dict("records")
    assert (row["verdict"], row["due"].date()) == ("late", date(2026, 3, 9))
    (judged,) = [judged for judged in audit.replays[0].judged if judged.step.id == "yta-handover"]
    (reason,) = reasons_in_words(judged, np.datetime64("2026-06-30"), np.array([0]))
    assert [words for words in (NOT_YET, OF_AGE) if words in reason] == ([said] if said else [])
