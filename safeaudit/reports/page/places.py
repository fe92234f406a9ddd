"""The exceptions of each team or, where teams are many, of each PDU."""

from dataclasses import dataclass

import pandas as pd

from safeaudit.reports.breakdown import exceptions_by

MOST = 14


@dataclass(frozen=True)
class Places:
    """`rows`: see `exceptions_by`; `what`: team or PDU; `left_out`: how many more of them there are."""

    what: str
    keys: list[str]
    rows: pd.DataFrame
    teams: int
    left_out: int


def places(obligations: pd.DataFrame) -> Places:
    """The teams in alphabetical order; where they do not fit on the page the PDUs, those with most exceptions."""
    teams = exceptions_by(obligations, ["pdu", "team"])
    if len(teams) <= MOST:
        return Places("team", ["pdu", "team"], teams, len(teams), 0)
    pdus = exceptions_by(obligations, ["pdu"])
    shown = pdus.sort_values("exceptions", ascending=False, kind="stable").head(MOST).sort_index()
    return Places("PDU", ["pdu"], shown, len(teams), len(pdus) - len(shown))
