"""A dip sample as every report takes it, and how it is told."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from math import isnan

import pandas as pd

from safeaudit.reports.headline import day_text
from safeaudit.reports.report import Report
from safeaudit.sample.draw import Sample
from safeaudit.sample.error import by_place, half_width

# Sizes that the notes speak of.
NONE_BY_LOT = "too few by lot to tell"


@dataclass(frozen=True)
class DipSample:
    """`read_lately`: the cases left out, since they were read in the last `months` months (0: no list was given)."""

    report: Report
    sample: Sample
    read_lately: pd.DataFrame
    months: int

    @property
    def title(self) -> str:
        """What the sample is called."""
        return f"Dip sample as at {day_text(self.report.audit.as_at)}"

    @cached_property
    def by_team(self) -> pd.DataFrame:
        """See `sample.error.by_place`."""
        return by_place(self.sample.frame, self.sample.cases)

    @cached_property
    def half_width(self) -> float:
        """See `sample.error.half_width`; of the whole."""
        return half_width(self.sample.frame["chance"].to_numpy())

    def said(self) -> list[str]:
        """How the sample was drawn and what it can carry, in sentences."""
        design, frame, cases = self.sample.design, self.sample.frame, self.sample.cases
        certain = int(frame["certain"].sum())
        says = [
            f"{len(cases):,} of {len(frame):,} open cases, seed {design.seed}: {certain:,} in for certain (every case"
            f" with a child protection plan), {len(cases) - certain:,} drawn by lot."
            if design.all_plans
            else f"{len(cases):,} of {len(frame):,} open cases, seed {design.seed}: all drawn by lot, also those with"
            " a child protection plan.",
            f"Strata: team, RoSH to children and plan, {self.sample.strata:,} in all; {self._least()}.",
            self._error(),
        ]
        return [*says, *self._limits()]

    def _least(self) -> str:
        minimum = self.sample.minimum
        if minimum:
            return f"at least {minimum:,} case{'s' if minimum > 1 else ''} of each, the rest in proportion"
        return "drawn in proportion, so that a small stratum may have none (--minimum sets a least)"

    def _error(self) -> str:
        width = percent_points(self.half_width)
        if self.half_width == 0:
            return "Sampling error: none, every case is in."
        if isnan(self.half_width):
            return f"Sampling error: {width}."
        return (
            f"Sampling error: a share found in half of the cases, each weighted by 1 / chance, is right to within"
            f" {width} (95%); less for a larger or smaller share."
        )

    def _limits(self) -> list[str]:
        """What the sample is not: cases left out, too few, and cases without a chance."""
        design, frame, cases = self.sample.design, self.sample.frame, self.sample.cases
        says = []
        if self.months:
            plans = int((self.read_lately["plan"] == "child protection").sum())
            says.append(
                f"{len(self.read_lately):,} cases read in the last {self.months} months are left out"
                f" ({plans:,} of them with a child protection plan)."
            )
        if len(cases) < design.size:
            why = "there are no more" if len(cases) == len(frame) else "the officers' most leaves room for no more"
            says.append(f"Asked for {design.size:,}: {why}.")
        if len(cases) > design.size:
            says.append(
                f"Asked for {design.size:,}: the cases with a child protection plan alone are more;"
                " --sample-plans draws among them too."
            )
        without = int((frame["chance"] == 0).sum())
        if without:
            says.append(
                f"{without:,} cases had no chance of being drawn (nothing is left to draw by lot, or their officer's"
                " most is taken up): the sample says nothing about them."
            )
        return says

    def as_mapping(self) -> Mapping[str, object]:
        """What the manifest and the JSON object say of the sample."""
        cases, frame = self.sample.cases, self.sample.frame
        return asdict(self.sample.design) | {
            "generator": "PCG64",
            "minimum_kept": self.sample.minimum,
            "strata": self.sample.strata,
            "open_cases": len(frame),
            "certain": int(frame["certain"].sum()),
            "cases": len(cases),
            "second_read": int(cases["second_reader"].sum()),
            "left_out_as_read": len(self.read_lately),
            "months": self.months,
            "no_chance": int((frame["chance"] == 0).sum()),
            "half_width_95": None if isnan(self.half_width) else round(self.half_width, 4),
            "says": self.said(),
        }


def percent_points(width: float) -> str:
    """Half an interval in points of a hundred."""
    return NONE_BY_LOT if isnan(width) else f"±{100 * width:.1f} points"
