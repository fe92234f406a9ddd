"""Where trackers and contact log disagree: told among the data problems, never as an exception of a case."""

from collections.abc import Iterator

from safeaudit.caseload.caseload import record_offsets
from safeaudit.extracts.clashes import Clash, with_clashes
from safeaudit.extracts.tables import Extracts
from safeaudit.facts.known import Known
from safeaudit.facts.twins import MATCH, twinless


def with_discrepancies(extracts: Extracts, known: Known) -> Extracts:
    """The extracts with every record that lacks its twin listed among their problems."""
    return with_clashes(extracts, _found(extracts, known)) if MATCH in known.benchmarks else extracts


def _found(extracts: Extracts, known: Known) -> Iterator[Clash]:
    first = record_offsets(extracts.tables)
    for rows, column, reason in twinless(known):
        yield Clash(rows.table, rows.record - first[rows.table], column, reason)
