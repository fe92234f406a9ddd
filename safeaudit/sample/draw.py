"""The drawing: the same cases and seed give the same sample, whatever order the rows came in."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from safeaudit.caseload.arrays import Ints, Mask
from safeaudit.sample.chances import Cells, Floats, expected
from safeaudit.sample.frame import CHILD_PROTECTION, NO_PLAN, STRATUM
from safeaudit.sample.rounding import WHOLE, rounded

ALL_IN = "every case with a child protection plan is in"
SECOND_READ = 10  # one case in so many is read by a second reader, unless told otherwise


@dataclass(frozen=True)
class Design:
    """What is asked of a sample.

    `size`: cases, those that are in for certain among them. `minimum`: of each stratum; None: 1 where that leaves half
    of those drawn by lot to proportion (more would make the sample rougher, not better), else 0.
    `officer_cap`: the most cases of one officer; None for no such limit. `second`: how many are read a second time;
    None: a tenth. `all_plans`: every case with a child protection plan is in.
    """

    size: int
    seed: int
    minimum: int | None = None
    officer_cap: int | None = None
    second: int | None = None
    all_plans: bool = True


@dataclass(frozen=True)
class Sample:
    """A sample drawn.

    `frame`: the cases that it was drawn from (see `frame.open_cases`), by CRN, with `certain`, `chance` (0 to 1) and
    `in_stratum` (how many cases its stratum has, those in for certain aside). `cases`: those drawn, with `reason` and
    `second_reader`. `minimum`: the least of each stratum that was kept. `strata`: how many strata there are.
    """

    design: Design
    frame: pd.DataFrame
    cases: pd.DataFrame
    minimum: int
    strata: int


def draw(frame: pd.DataFrame, design: Design) -> Sample:
    """Draw a sample from the cases of a frame (see `frame.open_cases`).

    ValueError where the size has no room for the minimum asked for; it says what size would.
    """
    frame = frame.sort_values("crn", ignore_index=True)
    lots = np.random.Generator(np.random.PCG64(design.seed))
    certain = (frame["plan"] == CHILD_PROTECTION).to_numpy() & design.all_plans
    by_lot = np.flatnonzero(~certain)
    stratum, team, officer, room = _numbers(frame, by_lot, certain, design.officer_cap)
    cells = Cells.of(stratum, officer)
    wanted = max(design.size - int(certain.sum()), 0)
    strata = len(team)
    minimum = design.minimum if design.minimum is not None else int(wanted >= 2 * strata)
    drawn = expected(cells, wanted, minimum, room)
    chance = certain.astype(np.float64)
    chance[by_lot] = (drawn / np.maximum(cells.cases, 1))[cells.of_case]
    in_stratum = np.zeros(len(frame), dtype=np.int64)
    in_stratum[by_lot] = np.bincount(stratum)[stratum]
    frame = frame.assign(certain=certain, chance=chance, in_stratum=in_stratum)
    included = certain.copy()
    included[by_lot[drawn_by_lot(cells, drawn, team, lots)]] = True
    cases = frame[included].reset_index(drop=True)
    cases = cases.assign(reason=_reasons(cases), second_reader=_second_readers(len(cases), design.second, lots))
    return Sample(design, frame, cases, minimum, strata)


def drawn_by_lot(cells: Cells, drawn: Floats, team_of_stratum: Ints, lots: np.random.Generator) -> Mask:
    """Which cases are drawn. `drawn`: of each cell how many on average; `team_of_stratum`: numbers from 0.

    Of each cell, stratum, officer and team the next whole number above or below the average is drawn.
    """
    of_cell = _whole(cells, drawn, team_of_stratum, lots)
    lot = lots.random(len(cells.of_case))
    order = np.lexsort((lot, cells.of_case))
    first = np.cumsum(cells.cases) - cells.cases
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order)) - first[cells.of_case[order]]
    return place < of_cell[cells.of_case]


def _whole(cells: Cells, drawn: Floats, team_of_stratum: Ints, lots: np.random.Generator) -> Ints:
    """How many of each cell are drawn: see `rounding` for the network. Nodes: two ends, teams, strata, officers."""
    if not len(drawn):
        return np.zeros(0, dtype=np.int64)
    strata, teams = len(team_of_stratum), int(team_of_stratum.max()) + 1
    of_stratum = np.bincount(cells.stratum, weights=drawn, minlength=strata)
    of_team = np.bincount(team_of_stratum, weights=of_stratum)
    of_officer = np.bincount(cells.officer, weights=drawn)
    # Two ends, not one: what flows from the one to the other is the size of the sample, which stays as it is.
    source, sink = 0, 1
    team, stratum = 2 + np.arange(teams), 2 + teams + np.arange(strata)
    officer = 2 + teams + strata + np.arange(len(of_officer))
    tail = np.concatenate([stratum[cells.stratum], np.full(teams, source), team[team_of_stratum], officer])
    head = np.concatenate([officer[cells.officer], team, stratum, np.full(len(of_officer), sink)])
    flow = np.concatenate([drawn, of_team, of_stratum, of_officer])
    return rounded(tail, head, flow, lots)[: len(drawn)]


def _numbers(frame: pd.DataFrame, by_lot: Ints, certain: Mask, cap: int | None) -> tuple[Ints, Ints, Ints, Floats]:
    """Stratum and officer of each case drawn by lot, the team of each stratum, and the room that each officer has.

    A case without an officer falls under no cap.
    """
    rows = frame.iloc[by_lot]
    stratum, team = _numbered(rows, STRATUM), _numbered(rows, STRATUM[:2])
    team_of_stratum: Ints = np.zeros(int(stratum.max(initial=-1)) + 1, dtype=np.int64)
    team_of_stratum[stratum] = team
    codes, names = pd.factorize(frame["staff_code"], sort=True)
    room = np.full(len(names), np.inf)
    if cap is not None:
        room = np.maximum(cap - np.bincount(codes, weights=certain, minlength=len(names)), 0)
        room[np.asarray(names == "", dtype=bool)] = np.inf
    return stratum, team_of_stratum, np.asarray(codes[by_lot], dtype=np.int64), room


def _numbered(rows: pd.DataFrame, columns: list[str]) -> Ints:
    return np.asarray(rows.groupby(columns, sort=True, dropna=False).ngroup(), dtype=np.int64)


def _reasons(cases: pd.DataFrame) -> list[str]:
    """Why each case is in."""
    return [ALL_IN if row["certain"] else _by_lot(row) for row in cases.to_dict("records")]


def _by_lot(row: Mapping[Hashable, Any]) -> str:
    plan = "no plan" if row["plan"] == NO_PLAN else f"a {row['plan']} plan"
    like = f"{row['team'] or 'no team'}, RoSH to children {row['rosh']}, {plan}"
    many = row["in_stratum"]
    if row["chance"] > 1 - WHOLE:
        return f"the only case of {like}" if many == 1 else f"all {many:,} cases of {like} are in"
    return f"drawn by lot, as are others of the {many:,} cases of {like}; its chance was {row['chance']:.1%}"


def _second_readers(size: int, asked: int | None, lots: np.random.Generator) -> Mask:
    """Which of the cases drawn are read a second time: each with one chance."""
    number = min(-(-size // SECOND_READ) if asked is None else asked, size)
    return np.isin(np.arange(size), lots.permutation(size)[:number])
