"""The drawing: who is in for certain, that each case comes in as often as its chance says, and what never varies."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeaudit.sample.chances import Cells, expected
from safeaudit.sample.draw import Design, draw, drawn_by_lot
from safeaudit.sample.error import by_place, half_width

from .helpers import UNIT, frame

SEEDS = 2_000


def crns(sample) -> list[str]:
    return list(sample.cases["crn"])


def test_every_case_with_a_child_protection_plan_is_in():
    sample = draw(UNIT, Design(12, 1))
    assert crns(sample)[:4] == ["Z900001", "Z900002", "Z900003", "Z900004"]
    assert list(sample.cases["reason"][:4]) == ["every case with a child protection plan is in"] * 4
    assert len(sample.cases) == 12


def test_unless_told_otherwise():
    sample = draw(UNIT, Design(12, 1, all_plans=False))
    assert not sample.frame["certain"].any()
    assert sample.frame["chance"].sum() == pytest.approx(12)


def test_certain_cases_alone_may_be_more_than_asked_for():
    sample = draw(UNIT, Design(2, 1))
    assert crns(sample) == ["Z900001", "Z900002", "Z900003", "Z900004"]


def test_chances_worked_by_hand():
    # 12 cases, 4 for certain, 8 by lot of 36. With 5 strata, 8 is less than 2 for each: in proportion, 8/36.
    sample = draw(UNIT, Design(12, 1))
    assert sample.frame["chance"].to_numpy() == pytest.approx([1] * 4 + [8 / 36] * 36)
    assert (sample.minimum, sample.strata) == (0, 5)


def test_a_minimum_of_each_stratum():
    # 10 more by lot, 2 of each stratum at least: strata of 18, 4, 2, 9 and 3. 18 and 9 share the 4 that are over 6.
    sample = draw(UNIT, Design(14, 1, minimum=2))
    drawn = sample.cases[~sample.cases["certain"]].groupby(["team", "rosh", "plan"]).size()
    assert (drawn >= 2).all() and len(drawn) == 5 and drawn.sum() == 10
    assert "the only" not in "".join(sample.cases["reason"])
    assert (
        sample.cases.loc[sample.cases["plan"] == "child in need", "reason"].tolist()
        == ["all 2 cases of Team A, RoSH to children high, a child in need plan are in"] * 2
    )


def test_a_minimum_that_the_size_cannot_carry():
    with pytest.raises(ValueError, match="the strata want 10 at least"):
        draw(UNIT, Design(12, 1, minimum=2))


def test_no_more_than_so_many_of_one_officer_those_for_certain_among_them():
    for seed in range(50):
        sample = draw(UNIT, Design(14, seed, officer_cap=4))
        by_officer = sample.cases["staff_code"].value_counts()
        assert by_officer.max() <= 4 and len(sample.cases) == 14
        assert (sample.cases["staff_code"] == "N01").sum() == 4  # 3 for certain, 1 by lot


def test_a_case_without_an_officer_falls_under_no_cap():
    sample = draw(frame((9, "", "Team A", "low", "none")), Design(6, 1, officer_cap=2))
    assert len(sample.cases) == 6


@pytest.mark.parametrize("design", [Design(12, 0), Design(16, 0, minimum=1, officer_cap=5)])
def test_each_case_comes_in_as_often_as_its_chance_says(design):
    """Over 2,000 seeds: no case further off than 4.5 standard errors (by chance once in 7,000 runs of 36 cases).

    And of something found in half of the cases: 95 in 100 of the weighted shares lie within the half width.
    """
    sample = draw(UNIT, design)
    by_lot = np.flatnonzero(~sample.frame["certain"])
    all_chances = sample.frame["chance"].to_numpy()
    chance = all_chances[by_lot]
    cells, team = cells_of(sample.frame.iloc[by_lot])
    drawn = np.bincount(cells.of_case, weights=chance)
    coin = np.random.default_rng(5).permutation(np.arange(len(UNIT)) % 2)
    width, covered = half_width(all_chances), 0
    together = np.zeros((len(chance), len(chance)))
    for seed in range(SEEDS):
        included = drawn_by_lot(cells, drawn, team, np.random.Generator(np.random.PCG64(seed)))
        assert included.sum() == round(chance.sum())
        # Of each officer and stratum the whole number next above or below the average.
        for groups in (cells.stratum, cells.officer):
            mean = np.bincount(groups, weights=drawn)
            got = np.bincount(groups, weights=np.bincount(cells.of_case, weights=included))
            assert ((np.abs(got - mean) < 1 - 1e-9) | (np.abs(got - mean) < 1e-6)).all()
        together += np.outer(included, included)
        weight = np.where(np.isin(np.arange(len(UNIT)), by_lot[included]) | (all_chances == 1), 1 / all_chances, 0)
        covered += abs(weight @ coin / weight.sum() - coin.mean()) <= width
    error = np.sqrt(chance * (1 - chance) / SEEDS)
    assert (np.abs(together.diagonal() / SEEDS - chance) <= 4.5 * error + 1e-12).all()
    assert covered / SEEDS >= 0.94
    # Any two cases may come in together.
    assert (together > 0).mean() > 0.95


def cells_of(rows) -> tuple[Cells, np.ndarray]:
    """The cells of cases drawn by lot, and the team of each stratum."""
    stratum = rows.groupby(["team", "rosh", "plan"]).ngroup().to_numpy()
    teams = rows.groupby("team").ngroup().to_numpy()
    team = np.array([teams[stratum == number][0] for number in range(stratum.max() + 1)])
    return Cells.of(stratum, rows["staff_code"].str[1:].astype(int).to_numpy()), team


def test_half_width_of_a_simple_sample_worked_by_hand():
    # 100 of 400: 1.96 × sqrt(0.25 × (1/100) × (1 − 0.25) × 100/99) = 0.0853
    assert half_width(np.full(400, 0.25)) == pytest.approx(0.0853, abs=0.0001)
    # Twice as many cases, half of them in for certain: half of that.
    assert half_width(np.append(np.full(400, 0.25), np.ones(400))) == pytest.approx(0.0427, abs=0.0001)
    assert half_width(np.ones(7)) == 0
    assert np.isnan(half_width(np.full(10, 0.1)))


def test_by_team():
    sample = draw(UNIT, Design(12, 1))
    table = by_place(sample.frame, sample.cases)
    assert table[["team", "cases", "certain"]].to_numpy().tolist() == [["Team A", 27, 3], ["Team B", 13, 1]]
    assert table["drawn"].sum() == 12


def test_second_readers():
    assert draw(UNIT, Design(12, 1)).cases["second_reader"].sum() == 2  # a tenth, rounded up
    assert draw(UNIT, Design(12, 1, second=5)).cases["second_reader"].sum() == 5
    assert draw(UNIT, Design(12, 1, second=99)).cases["second_reader"].sum() == 12


def test_another_seed_another_sample():
    assert len({tuple(crns(draw(UNIT, Design(12, seed)))) for seed in range(20)}) == 20


@settings(max_examples=30, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(0, 2**32), st.sampled_from([None, 4]))
def test_same_seed_and_cases_same_sample_whatever_the_order_of_rows(random, seed, cap):
    order = list(range(len(UNIT)))
    random.shuffle(order)
    design = Design(14, seed, officer_cap=cap)
    shuffled = draw(UNIT.iloc[order].reset_index(drop=True), design)
    assert shuffled.cases.equals(draw(UNIT, design).cases)


groups = st.tuples(
    st.integers(1, 6),
    st.sampled_from(["N1", "N2", "N3", ""]),
    st.sampled_from(["A", "B"]),
    st.sampled_from(["low", "high"]),
    st.sampled_from(["none", "child protection"]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(groups, min_size=1, max_size=8), st.integers(1, 50), st.integers(0, 99), st.integers(1, 6))
def test_any_unit_any_design(groups, size, seed, cap):
    cases = frame(*groups)
    sample = draw(cases, Design(size, seed, officer_cap=cap))
    drawn = sample.cases
    assert drawn["crn"].is_unique
    assert sample.frame.loc[sample.frame["certain"], "crn"].isin(drawn["crn"]).all()
    assert len(drawn) <= max(size, sample.frame["certain"].sum())
    by_officer = drawn[drawn["staff_code"] != ""].groupby("staff_code")
    assert (by_officer.size() <= by_officer["certain"].sum().clip(lower=cap)).all()
    assert len(drawn) == pytest.approx(sample.frame["chance"].sum())


def test_expected_of_no_cases():
    none = np.zeros(0, dtype=np.int64)
    assert len(expected(Cells.of(none, none), 0, 1, np.zeros(0))) == 0


def test_cases_without_a_chance_are_said_to_have_none():
    """N01 has 3 cases in for certain and may have 3: the other 12 have no chance."""
    sample = draw(UNIT, Design(12, 1, officer_cap=3))
    none = sample.frame[sample.frame["chance"] == 0]
    assert (none["staff_code"] == "N01").all() and len(none) == 12
    assert half_width(sample.frame["chance"].to_numpy()) > 0
