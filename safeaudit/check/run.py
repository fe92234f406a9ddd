"""A check as one call: extracts, settings and policies in, what was read and found out."""

from collections.abc import Callable, Sequence
from pathlib import Path

from safeaudit.audit import WANTED_CODES
from safeaudit.caseload.caseload import build_caseload, number_rows
from safeaudit.check.found import Check
from safeaudit.check.look import look_over
from safeaudit.clock.calendar import Calendar
from safeaudit.discrepancies import with_discrepancies
from safeaudit.extracts.read import read_extracts
from safeaudit.extracts.tables import Extracts
from safeaudit.facts.known import Known
from safeaudit.packs.load import load_pack
from safeaudit.replay.replay import benchmarks_of
from safeaudit.settings import Settings, hints_of


def run_check(
    paths: Sequence[Path],
    policies: Sequence[str],
    settings: Settings | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> tuple[Extracts, Check]:
    """Read the extracts and look them over. Raises ExtractError, PolicyError.

    A check has no as-at date: nothing is hidden, as if it looked back from the calendar's last day.
    """
    settings = settings or Settings()
    packs = [load_pack(name) for name in policies]
    calendar = Calendar.england_and_wales(settings.calendar.add, settings.calendar.remove)
    extracts = read_extracts(paths, hints_of(settings), wanted_codes=WANTED_CODES, profile=True, progress=progress)
    caseload = build_caseload(number_rows(extracts.tables), calendar.last)
    known = Known(caseload, calendar, benchmarks_of(packs[0], settings.benchmarks))
    extracts = with_discrepancies(extracts, known)
    return extracts, look_over(extracts, packs)
