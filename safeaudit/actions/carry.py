"""Actions × this audit's obligations → those that go on beside their exception, and those that are closed.

Nothing is dropped, and no verdict changed: what somebody says was done is set beside what the records show.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from safeaudit.actions.action import FILLED_IN, Action

Row = dict[str, Any]
NOT_EVIDENCED = "said done, not evidenced"
SAID_DONE = ("done", "complete", "completed", "finished")
AN_ID = re.compile("[bcdfghjklmnpqrst]{16}")
# What became of an action that no exception takes up.
UNKNOWN = "Unknown id: no obligation has it"
SECOND = "Another entry for an obligation that has one"
GONE = "No longer an obligation: ended, or its records are gone"
GONE_OR_LEFT_OUT = f"{GONE}, or left out by this audit's filters"
PENDING = "Pending again"
NOT_TOLD = "The records no longer tell"
EXEMPT = "No longer needed: a permitted reason is on record"
MET = "Done"
OFF_SHEET = "Still an exception, but on no sheet: Excel holds no more rows"
STATES = (UNKNOWN, SECOND, OFF_SHEET, PENDING, NOT_TOLD, GONE, GONE_OR_LEFT_OUT, EXEMPT, MET)
OF_VERDICT = {"pending": PENDING, "not assessable": NOT_TOLD, "exempt": EXEMPT, "met": MET}
ANSWERS = (*FILLED_IN.values(), "borne_out")
BESIDE_CLOSED = ("crn", "title", "due", "staff_code", "team", "pdu", "step")
OF_NOW = ("verdict", "done_on", *BESIDE_CLOSED)
OF_CLOSED = ("state", *ANSWERS, *BESIDE_CLOSED, "closed_as_at", "found")


@dataclass(frozen=True)
class Carried:
    """`answers`: indexed by obligation_id, the columns `ANSWERS` (texts; target_date a day where it could be told).

    `closed`: one row for each action that stands beside no exception; columns `OF_CLOSED` and obligation_id. `read`:
    how many actions were read.
    """

    answers: pd.DataFrame
    closed: pd.DataFrame
    read: int

    def count(self, state: str) -> int:
        """How many closed actions are in a state."""
        return int((self.closed["state"] == state).sum())

    @property
    def not_evidenced(self) -> int:
        """How many are said to be done without the records showing it."""
        return sum(int((rows["borne_out"] == NOT_EVIDENCED).sum()) for rows in (self.answers, self.closed))


def carry(
    actions: Sequence[Action], obligations: pd.DataFrame, shown: pd.Series, as_at: date, *, filtered: bool
) -> Carried:
    """Carry actions to this audit.

    `obligations`: all of this audit, with obligation_id and the columns of the contract; `shown`: the ids that stand on
    the Exceptions sheet; `filtered`: the audit leaves obligations out.
    """
    now = _now(obligations, {action.obligation_id for action in actions})
    on_sheet = set(shown[shown.isin(now)])
    answers: dict[str, Action] = {}
    closed = []
    # What stands beside an open exception comes before what was closed; else the first entry is the one that goes on.
    for action in sorted(actions, key=lambda action: action.of_closed):
        earlier = answers.get(action.obligation_id)
        if earlier is None and action.obligation_id in on_sheet:
            answers[action.obligation_id] = action
        elif earlier is None or earlier.written != action.written:
            closed.append((action, SECOND if earlier else _state(action, now, filtered)))
    rows = [_closed(action, state, now.get(action.obligation_id), as_at) for action, state in _once(closed)]
    index = pd.Index(list(answers), name="obligation_id", dtype="str")
    given = [(*action.written, _borne_out(action, now[key])) for key, action in answers.items()]
    frame = pd.DataFrame(rows, columns=["obligation_id", *OF_CLOSED], dtype=object)
    order = frame["state"].map(STATES.index).astype("int64").argsort(kind="stable")
    return Carried(
        pd.DataFrame(given, columns=list(ANSWERS), index=index, dtype=object),
        frame.iloc[order].reset_index(drop=True),
        len(actions),
    )


def _now(obligations: pd.DataFrame, ids: set[str]) -> dict[str, Row]:
    """What the records say now of some obligations, by id; blank is ''."""
    mine = obligations.loc[obligations["obligation_id"].isin(ids), ["obligation_id", *OF_NOW]]
    columns = [mine[name].astype(object).where(mine[name].notna(), "").tolist() for name in mine.columns]
    return {cells[0]: dict(zip(OF_NOW, cells[1:], strict=True)) for cells in zip(*columns, strict=True)}


def _once(closed: Sequence[tuple[Action, str]]) -> Iterator[tuple[Action, str]]:
    """Each entry once: what was copied, cell by cell, is one."""
    seen = set()
    for action, state in closed:
        key = (action.obligation_id, action.written)
        if key not in seen:
            seen.add(key)
            yield action, state


def _state(action: Action, now: Mapping[str, Row], filtered: bool) -> str:
    if action.obligation_id in now:
        return OF_VERDICT.get(now[action.obligation_id]["verdict"], OFF_SHEET)
    if not AN_ID.fullmatch(action.obligation_id):
        return UNKNOWN
    return GONE_OR_LEFT_OUT if filtered else GONE


def _closed(action: Action, state: str, now: Row | None, as_at: date) -> list[object]:
    """One row of the closed: what the records say of the obligation now, else what stood beside the action."""
    beside = {name: action[name] for name in BESIDE_CLOSED}
    if now:
        beside |= {name: now[name] for name in beside}
    row = beside | {
        "obligation_id": action.obligation_id,
        "state": state,
        "closed_as_at": action["closed_as_at"] or as_at,
        "found": action.found,
        "borne_out": _borne_out(action, now),
    }
    return [action[name] if name in FILLED_IN.values() else row[name] for name in ("obligation_id", *OF_CLOSED)]


def _borne_out(action: Action, now: Row | None) -> str:
    """What the records say to a word that it is done; blank where nobody says so."""
    if str(action["status"]).strip().lower() not in SAID_DONE:
        return ""
    if now is None or now["verdict"] in ("overdue", "pending", "not assessable"):
        return NOT_EVIDENCED
    if now["verdict"] == "exempt":
        return "the records excuse it"
    if now["verdict"] == "breached":
        return f"done {_day(now)}, too late to count" if now["done_on"] else NOT_EVIDENCED
    return f"the records show it done {_day(now)}".rstrip()


def _day(now: Row) -> str:
    done = now["done_on"]
    return f"on {done.day} {done:%b %Y}" if done else ""
