"""Where two readings of the policy are fair: a step follows one, and a setting turns it to the other."""

from collections.abc import Mapping
from dataclasses import dataclass

from safeaudit.packs.schema import Pack, Reading, Step


@dataclass(frozen=True)
class Departure:
    """A step that an office reads otherwise than the policy pack does: by which reading, and in place of what."""

    step: str
    reading: str
    says: str
    instead_of: str


def read_as(step: Step, reading: Reading) -> Step:
    """The step by another of its readings; its own is then among the others."""
    kept = {key: getattr(step, key) for key in reading.replaces}
    own = Reading.model_construct(name="own", says=reading.instead_of, instead_of=reading.says, **kept)
    others = [own if other is reading else other for other in step.readings]
    return step.model_copy(update=reading.replaces | {"readings": others})


def turned(pack: Pack, chosen: Mapping[str, str]) -> Pack:
    """The pack with some of its steps, by their ids, read otherwise; steps and readings unknown to it stay as they
    are."""
    steps = [read_as(step, reading) if (reading := _chosen(step, chosen)) else step for step in pack.steps]
    return pack.model_copy(update={"steps": steps})


def departures(pack: Pack, chosen: Mapping[str, str]) -> list[Departure]:
    """Which steps of a pack, as it comes, are read otherwise."""
    found = [(step, _chosen(step, chosen)) for step in pack.steps]
    return [Departure(step.id, r.name, r.says, r.instead_of) for step, r in found if r]


def _chosen(step: Step, chosen: Mapping[str, str]) -> Reading | None:
    return next((reading for reading in step.readings if reading.name == chosen.get(step.id)), None)
