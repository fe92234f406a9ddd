"""Everybody in post, with both courses."""

import pandas as pd

from .helpers import day, training_of

STAFF = """\
staff_code,role,team,pdu,started_on,left_on
N01,COM,Team A,North,2020-01-06,
N02,COM,Team A,North,2020-01-06,
N03,reception,Team B,North,2020-01-06,
N04,COM,Team B,North,2026-10-01,
N05,COM,Team B,North,2020-01-06,2026-10-31
N06,volunteer,,,2020-01-06,
N07,VLO,Team B,North,2020-01-06,
"""
TRAINING = """\
staff_code,course,completed_on
N01,elearning,2020-02-01
N01,elearning,2023-10-31
N01,advanced,2023-10-30
N07,advanced,2015-01-01
"""


def test_each_person_in_post_with_both_courses(tmp_path):
    rows = training_of(tmp_path, staff=STAFF, training=TRAINING)
    # N05 left on the as-at day.
    assert list(rows.index) == ["N06", "N01", "N02", "N03", "N04", "N07"]
    one = rows.loc["N01"]
    # Three years on, the same day is the last that counts.
    assert (one["elearning_done"], one["elearning_until"]) == (day("2023-10-31"), day("2026-10-31"))
    assert (one["elearning_state"], one["advanced_state"]) == ("in date", "lapsed")


def test_what_is_not_on_record_is_never_in_date(tmp_path):
    rows = training_of(tmp_path, staff=STAFF, training=TRAINING)
    assert rows.loc["N02", ["elearning_state", "advanced_state"]].tolist() == ["none on record"] * 2
    assert pd.isna(rows.loc["N02", "elearning_until"])
    assert rows.loc["N03", "advanced_state"] == "not wanted of this role"
    assert rows.loc["N04", "elearning_state"] == "not yet due"
    assert rows.loc["N06", "elearning_state"] == "cannot be told"
    # Once taken, the policy sets no interval for those with access to it.
    assert rows.loc["N07", "advanced_state"] == "in date"
    assert pd.isna(rows.loc["N07", "advanced_until"])
