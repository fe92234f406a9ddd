"""The monthly audit as one call: extracts, settings, policies and the as-at date in, everything that reports need
out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from safeaudit.caseload.caseload import build_caseload, number_rows
from safeaudit.caseload.places import place_of_each_record
from safeaudit.clock.calendar import Calendar
from safeaudit.clock.spans import Span
from safeaudit.discrepancies import with_discrepancies
from safeaudit.errors import CommandError
from safeaudit.extracts.codes import CONTACT_TYPES
from safeaudit.extracts.one_case import of_one_case
from safeaudit.extracts.read import extracts_of
from safeaudit.extracts.reading import Reading
from safeaudit.extracts.tables import Extracts
from safeaudit.facts.known import Known
from safeaudit.facts.people import staff_in_post
from safeaudit.filters import Filters, refuse_unknown
from safeaudit.packs.load import load_pack
from safeaudit.packs.readings import Departure, departures, turned
from safeaudit.replay.considered import considered_in_words
from safeaudit.replay.evidence import evidence_of
from safeaudit.replay.obligations import tabulate
from safeaudit.replay.rates import step_table
from safeaudit.replay.replay import PolicyReplay, benchmarks_of, replay
from safeaudit.replay.told import ids_of_each, told_of_each
from safeaudit.replay.trail import counted_in_words
from safeaudit.replay.wording import reasons_in_words
from safeaudit.settings import Settings, hints_of

if TYPE_CHECKING:
    from safeaudit.decisions.read import Decisions

# Contacts are many; only the types that some fact looks at are kept once all rows have been checked and counted.
WANTED_CODES = {"contacts": ("contact_type", frozenset(CONTACT_TYPES))}


@dataclass(frozen=True)
class Audit:
    """One audit.

    `departures`: for each policy the steps that settings have read otherwise. `obligations`: see
    `replay.obligations.tabulate`; where decisions were given also `decided`, the place in `Audit.decided` (see
    `decisions.standing.standing`) of the one that stands beside its verdict, −1 for none. `steps`: see
    `replay.rates.step_table`. `left_out`: how many obligations each filter left out. `cases`, `staff`: how many CRNs
    and staff in post were audited.
    """

    as_at: date
    extracts: Extracts
    settings: Settings
    calendar: Calendar
    benchmarks: Mapping[str, Mapping[str, Span | None]]
    departures: Mapping[str, Sequence[Departure]]
    replays: Sequence[PolicyReplay]
    obligations: pd.DataFrame
    steps: pd.DataFrame
    left_out: Mapping[str, int]
    decisions: "Decisions | None"
    decided: pd.DataFrame | None
    cases: int
    staff: int

    def ids(self, rows: pd.DataFrame) -> list[str]:
        """The short, stable id of each of some rows of `obligations`."""
        return ids_of_each(self.replays, rows)

    def decision_words(self, rows: pd.DataFrame) -> list[str]:
        """What was decided on each of some rows of `obligations`, blank for nothing."""
        if self.decided is None:
            return [""] * len(rows)
        return list(np.append(self.decided["says"].to_numpy(dtype=object), "")[rows["decided"].to_numpy()])

    def evidence(self, rows: pd.DataFrame) -> list[str]:
        """The records that each of some rows of `obligations` rests on: `file:row`, parted by `; `."""
        places = place_of_each_record(self.extracts)
        return told_of_each(self.replays, rows, lambda _, step, at: evidence_of(step, at, places))

    def reasons(self, rows: pd.DataFrame) -> list[str]:
        """The plain sentence for each of some rows of `obligations`, and what was decided on it."""
        as_at = np.datetime64(self.as_at, "D")
        reasons = told_of_each(self.replays, rows, lambda _, step, at: reasons_in_words(step, as_at, at))
        if self.decided is None:
            return reasons
        return [" ".join(filter(None, told)) for told in zip(reasons, self.decision_words(rows), strict=True)]

    def trails(self, rows: pd.DataFrame) -> list[str]:
        """How the due day of each of some rows of `obligations` was counted, in words."""
        return told_of_each(self.replays, rows, lambda replay, step, at: counted_in_words(replay.known, step, at))

    def considered(self, rows: pd.DataFrame) -> list[str]:
        """The records that do not count for each of some rows of `obligations`, each with why, parted by `; `."""
        place = place_of_each_record(self.extracts)
        return told_of_each(self.replays, rows, lambda r, step, at: considered_in_words(r.known, step, at, place))

    def places(self, records: pd.Series) -> list[str]:
        """Where each of some record numbers stands: `file:row`, or `file[sheet]:row`."""
        return list(place_of_each_record(self.extracts)[records.to_numpy()])


def run_audit(
    paths: Sequence[Path],
    as_at: date,
    policies: Sequence[str] = ("hmpps",),
    settings: Settings | None = None,
    filters: Filters | None = None,
    *,
    crn: str | None = None,
    decisions: "Decisions | None" = None,
    hash_files: bool = False,
    progress: Callable[[str, int, int], None] | None = None,
) -> Audit:
    """Read the extracts and replay every case against the policies, or that of one CRN alone.

    Raises CommandError (as-at outside the calendar, no such CRN, a theme or step that is none), ExtractError,
    PolicyError. `hash_files` asks for each input's SHA-256, `progress` is told of each file read.
    """
    with Reading(paths, hints_of(settings or Settings()), hash_files=hash_files, progress=progress) as reading:
        return audit_of(reading, as_at, policies, settings, filters, crn=crn, decisions=decisions)


def audit_of(
    reading: Reading,
    as_at: date,
    policies: Sequence[str] = ("hmpps",),
    settings: Settings | None = None,
    filters: Filters | None = None,
    *,
    crn: str | None = None,
    decisions: "Decisions | None" = None,
) -> Audit:
    """Do as `run_audit` with extracts that are being read already."""
    settings, filters = settings or Settings(), filters or Filters()
    packs = [load_pack(name) for name in policies]
    refuse_unknown(filters, packs)
    calendar = Calendar.england_and_wales(settings.calendar.add, settings.calendar.remove)
    if not calendar.first <= as_at <= calendar.last:
        raise CommandError(f"--as-at {as_at}: the calendar covers {calendar.first} to {calendar.last}.")
    benchmarks = {pack.head.name: benchmarks_of(pack, settings.benchmarks) for pack in packs}
    extracts = extracts_of(reading, WANTED_CODES)
    if crn is not None:
        extracts = of_one_case(extracts, crn)
    caseload = build_caseload(number_rows(extracts.tables), as_at)
    replays: list[PolicyReplay] = []
    frames = []
    for pack in (turned(pack, settings.readings) for pack in packs):
        known = Known(caseload, calendar, benchmarks[pack.head.name])
        replayed = replay(known, pack)
        frames.append(tabulate(known, replayed.judged, pack.head.name, first=sum(len(r.judged) for r in replays)))
        extracts = extracts if replays else with_discrepancies(extracts, known)
        replays.append(replayed)
    obligations, decided = pd.concat(frames, ignore_index=True), None
    if decisions:
        from safeaudit.decisions.standing import decision_of_each, standing, with_left_out

        ids = ids_of_each(replays, obligations)
        decided = standing(decisions, ids, as_at)
        obligations["decided"] = decision_of_each(decided, ids)
        extracts = replace(extracts, not_read=[*extracts.not_read, *decisions.not_read])
    obligations, left_out = filters.split(obligations)
    if decided is not None:
        decided = with_left_out(decided, obligations["decided"].to_numpy())
    steps = [step_table(r, obligations, caseload, benchmarks[r.pack.head.name]) for r in replays]
    return Audit(
        as_at=as_at,
        extracts=extracts,
        settings=settings,
        calendar=calendar,
        benchmarks=benchmarks,
        departures={pack.head.name: departures(pack, settings.readings) for pack in packs},
        replays=replays,
        obligations=obligations,
        steps=filters.keep(pd.concat(steps, ignore_index=True), ("theme", "step")),
        left_out=left_out,
        decisions=decisions,
        decided=decided,
        cases=len(caseload.crns),
        staff=len(staff_in_post(known)),
    )
