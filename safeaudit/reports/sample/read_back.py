"""What the reading of files found, from the forms that came back: frames, JSON and files."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from safeaudit.reports.json_report import records
from safeaudit.reports.manifest import program
from safeaudit.reports.output_folder import MANIFEST, cannot_write
from safeaudit.reports.tables_csv import write_csv
from safeaudit.sample.agreement import by_step, misleading, of_readers
from safeaudit.sample.returned import COLUMNS, Returned


@dataclass(frozen=True)
class ReadBack:
    """The forms of one sample: the first readers' and the second's."""

    forms: Sequence[Returned]

    @property
    def about(self) -> Mapping[str, object]:
        """What the forms say of their sample."""
        return self.forms[0].about

    def _lines(self, second: bool) -> pd.DataFrame:
        parts = [form.lines for form in self.forms if form.second == second]
        return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=COLUMNS)

    @cached_property
    def first(self) -> pd.DataFrame:
        """The first readers' lines."""
        return self._lines(second=False)

    @cached_property
    def second(self) -> pd.DataFrame:
        """The second readers' lines."""
        return self._lines(second=True)

    @cached_property
    def problems(self) -> pd.DataFrame:
        """What is wrong in the forms, by cell."""
        return pd.concat([form.problems for form in self.forms], ignore_index=True)

    @cached_property
    def steps(self) -> pd.DataFrame:
        """See `sample.agreement.by_step`."""
        return by_step(self.first)

    @cached_property
    def misleading(self) -> pd.DataFrame:
        """See `sample.agreement.misleading`."""
        return misleading(self.steps)

    @cached_property
    def readers(self) -> pd.DataFrame:
        """See `sample.agreement.of_readers`."""
        return of_readers(self.first, self.second)

    @cached_property
    def questions(self) -> pd.DataFrame:
        """How often each question was answered how: id, answer, cases."""
        used = self.first[(self.first["kind"] == "question") & (self.first["problem"] == "")]
        used = used[used["answer"] != ""]
        return pd.DataFrame(used.groupby(["id", "answer"], as_index=False).agg(cases=("crn", "size")))

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many lines were asked, answered and used, and how many cases were read."""
        answered = self.first[self.first["answer"] != ""]
        used = answered[answered["problem"] == ""]
        return {
            "asked": int((self.first["kind"] != "").sum()),
            "answered": len(answered),
            "used": len(used),
            "cases_read": int(used["crn"].nunique()),
        }

    @cached_property
    def cases_read(self) -> pd.DataFrame:
        """The cases read, as `--already-read` takes them: crn, read_on; those without a day are not there."""
        used = self.first[(self.first["answer"] != "") & (self.first["problem"] == "") & self.first["read_on"].notna()]
        return used.groupby("crn", as_index=False).agg(read_on=("read_on", "max"))


def read_back_json(found: ReadBack) -> str:
    """What was found as JSON text, one object."""
    held = {
        "sample": found.about,
        "counts": found.counts,
        "by_step": records(found.steps),
        "misleading": records(found.misleading),
        "readers": records(found.readers),
        "questions": records(found.questions),
        "problems": records(found.problems),
    }
    return json.dumps(held, indent=2, ensure_ascii=False) + "\n"


def write_read_back(found: ReadBack, paths: Sequence[Path], folder: Path) -> None:
    """Write what was found into a folder; OutputError where that fails. Comments stay in the forms."""
    marking = str(found.about["marking"])
    answers = pd.concat([found.first.assign(second_reader="N"), found.second.assign(second_reader="Y")])
    told = {
        "program": program(),
        "sample": found.about,
        "forms": [{"file": path.name, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()} for path in paths],
        "counts": found.counts,
    }
    try:
        write_csv(folder / "agreement.csv", found.steps.round(4))
        write_csv(folder / "answers.csv", answers.assign(marking=marking))
        write_csv(folder / "form-problems.csv", found.problems)
        write_csv(folder / "cases-read.csv", found.cases_read)
        (folder / MANIFEST).write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", "utf-8", newline="\n")
    except OSError as error:
        raise cannot_write(folder, error) from None
