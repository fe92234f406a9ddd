"""Which parts an audit falls into, and what the file of each is called."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from safeaudit.filters import Filters
from safeaudit.reports.parts.by import By

FOLDERS = {By.TEAM: "teams", By.OFFICER: "officers"}
NOT_FOR_A_FILE = re.compile(r"[^A-Za-z0-9]+")


@dataclass(frozen=True)
class Part:
    """One team (of a PDU) or officer: the file that it goes to, and what asks for it."""

    file: str
    filters: Filters


def parts_of(obligations: pd.DataFrame, by: By) -> list[Part]:
    """The parts in alphabetical order; what names no team or officer is a part too, so that nothing is left out."""
    columns = ["staff_code"] if by is By.OFFICER else ["team", "pdu"]
    held = obligations[columns].astype("str").fillna("").drop_duplicates().sort_values(columns)
    places = [tuple(row) for row in held.itertuples(index=False)]
    names = _file_names(places, by)
    return [Part(f"{FOLDERS[by]}/{name}.xlsx", _filters(place, by)) for place, name in zip(places, names, strict=True)]


def _filters(place: tuple[str, ...], by: By) -> Filters:
    return Filters(officers=[place[0]]) if by is By.OFFICER else Filters(teams=[place[0]], pdus=[place[1]])


def _file_names(places: list[tuple[str, ...]], by: By) -> Iterator[str]:
    """A name for each that every system takes, no two alike; none that might be somebody's."""
    taken: set[str] = set()
    teams = [place[0] for place in places]
    for number, place in enumerate(places, 1):
        words = place if not place[0] or teams.count(place[0]) > 1 else place[:1]
        text = " ".join([words[0] or f"no {by}", *words[1:]])
        name = NOT_FOR_A_FILE.sub("-", text).strip("-")[:60]
        # A code has digits in it; a word without any might be a name.
        if by is By.OFFICER and place[0] and not any(letter.isdigit() for letter in name):
            name = f"officer-{number}"
        name = name or f"{by}-{number}"
        while name.casefold() in taken:
            name = f"{name}-{number}"
        taken.add(name.casefold())
        yield name
