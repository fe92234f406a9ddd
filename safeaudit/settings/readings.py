"""[readings]: steps that an office audits by the other of two fair readings of the policy."""

from collections.abc import Iterator, Mapping

from safeaudit.packs.load import reading_names
from safeaudit.settings.parts import Mistake, unknown


def mistakes_in_readings(readings: Mapping[str, str]) -> Iterator[Mistake]:
    """Steps that no policy reads otherwise, and readings that a step does not have."""
    known = reading_names()
    for step, reading in readings.items():
        if step not in known:
            yield Mistake(("readings", step), unknown(step, "a step that can be read otherwise", known))
        elif reading not in known[step]:
            wrong = unknown(reading, "a reading of it", known[step])
            yield Mistake(("readings", step), f"holds {reading}, which {wrong}")
