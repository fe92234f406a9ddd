"""What two audits say of each step: whether its meaning changed, whether it could be assessed, what ends it."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class StepsThen:
    """One row for each step of either audit, told of each obligation by its policy and step.

    Columns of `table` (bool unless said): in_before, in_after; changed (in both, with another fingerprint);
    unassessed_before, unassessed_after; ends (str), title (str), theme (str), and met and due of each audit (Int64).
    """

    table: pd.DataFrame

    def of(self, rows: pd.DataFrame, places: npt.NDArray[np.int64]) -> pd.DataFrame:
        """What a rule looks at, of the step of some rows: in_before to unassessed_after, and ends (category)."""
        policy, step = rows["policy"].cat, rows["step"].cat
        number = (policy.codes.to_numpy().astype(np.int64) * len(step.categories) + step.codes.to_numpy())[places]
        different, which = np.unique(number, return_inverse=True)
        keys = [divmod(key, len(step.categories)) for key in different.tolist()]
        names_of = [(policy.categories[one], step.categories[two]) for one, two in keys]
        at = self.table.index.get_indexer(pd.MultiIndex.from_tuples(names_of, names=self.table.index.names))
        names = ["in_before", "in_after", "changed", "unassessed_before", "unassessed_after"]
        columns: dict[str, Any] = {name: self.table[name].to_numpy()[at][which] for name in names}
        return pd.DataFrame(columns | {"ends": self.table["ends"].astype("category").array[at][which]})

    def names(self, mask: pd.Series) -> list[str]:
        """The steps for which something holds."""
        return [f"{step}" for _, step in self.table.index[mask.to_numpy()]]


def steps_then(before: pd.DataFrame, after: pd.DataFrame) -> StepsThen:
    """Lay the step tables of two audits beside each other, in the order of the later one."""
    both = after.add_suffix("_after").join(before.add_suffix("_before"), how="outer")
    order = [*after.index, *(key for key in before.index if key not in after.index)]
    both = both.reindex(pd.MultiIndex.from_tuples(order, names=["policy", "step"]))
    in_before, in_after = both["fingerprint_before"].notna(), both["fingerprint_after"].notna()
    text = both[[name for name in both if both[name].dtype == "str"]].fillna("")
    table = pd.DataFrame(
        {
            "in_before": in_before,
            "in_after": in_after,
            "changed": in_before & in_after & (text["fingerprint_before"] != text["fingerprint_after"]),
            "unassessed_before": text["not_assessed_before"] != "",
            "unassessed_after": text["not_assessed_after"] != "",
            "ends": text["ends_after"].where(in_after, text["ends_before"]),
            "title": text["title_after"].where(in_after, text["title_before"]),
            "theme": text["theme_after"].where(in_after, text["theme_before"]),
        }
    )
    for name in ("met", "due"):
        for audit in ("before", "after"):
            table[f"{name}_{audit}"] = both[f"{name}_{audit}"].astype("Int64")
    return StepsThen(table)
