"""What is told of a step's obligations beside their verdicts: none of it is worked out before it is asked for."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from safeaudit.caseload.arrays import YES, Days, Ints, Mask
from safeaudit.facts.cases import cases_with_unreadable_cells
from safeaudit.facts.known import Falls, Found, Known
from safeaudit.facts.named import truth_named
from safeaudit.facts.reasons import ReasonsFound, answers_behind
from safeaudit.facts.recording import recorded_on
from safeaudit.facts.registry import EVIDENCE
from safeaudit.packs.schema import Step
from safeaudit.replay.due import DueDays, work_out_due
from safeaudit.replay.needs import tables_named


@dataclass(frozen=True)
class Beside:
    """For each obligation of a step what its reason and its evidence tell beside the verdict.

    `done`: what was done, for the verdict. `reasons`: the reasons considered.
    """

    known: Known
    falls: Falls
    step: Step
    done: Found
    reasons: ReasonsFound | None

    @cached_property
    def read_otherwise(self) -> dict[str, DueDays]:
        """For each other fair reading, in words, its due."""
        readings = [reading for reading in self.step.readings if reading.due]
        return {r.says: work_out_due(self.known, self.falls, r.due or [], self.done.day) for r in readings}

    @cached_property
    def lacking(self) -> dict[str, Mask]:
        """Of several cells wanted together, which are not there."""
        names = [name for way in self.step.done for name in way.all]
        return {name: truth_named(self.known, self.falls, name) != YES for name in names}

    @cached_property
    def notes(self) -> dict[str, Mask]:
        """Which of the step's notes hold."""
        return {note.says: truth_named(self.known, self.falls, note.when) == YES for note in self.step.notes}

    @cached_property
    def recorded(self) -> Days | None:
        """The day on which what was done was entered, blank where that is not held; None where no extract holds it."""
        return recorded_on(self.known, self.done.record)

    @cached_property
    def unreadable(self) -> Mask:
        """The case has an unreadable cell in a table that could have shown the action.

        The table whose rows make the obligations, and `cases`, show it only where the row itself says when it was done.
        """
        found = np.zeros(len(self.falls), dtype=bool)
        if not any(way.action for way in self.step.done):
            return found
        for table, cases in cases_with_unreadable_cells(self.known).items():
            if table in tables_named(self.step) - {"cases", self.falls.things.table}:
                found |= np.append(cases, False)[self.falls.case]
        return found

    def cohort_evidence(self) -> list[tuple[Ints, Ints]]:
        """Pairs of an obligation and a record that it rests on beside its own row, what was done and the reason."""
        step = self.step
        cohort = [step.falls.on, step.falls.trigger, *step.cohort.all, *step.cohort.any]
        beside = [*(note.when for note in step.notes), *(cannot.when for cannot in step.cannot_tell), step.lapsed]
        names = [name for name in dict.fromkeys([*cohort, *beside]) if name in EVIDENCE]
        found = [EVIDENCE[name](self.known, self.falls) for name in names]
        if step.reasons and self.reasons:
            found += answers_behind(self.known, self.falls, step.reasons, self.reasons)
        return found
