"""How each requirement of a policy is audited: `coverage.csv` of its pack, one row a requirement, read and checked."""

import csv
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, ValidationError, model_validator

from safeaudit.errors import PolicyError
from safeaudit.packs.load import PACKS
from safeaudit.packs.schema import Sentence, StepId

AuditedBy = Literal[
    "core-step",
    "step-today",
    "step-with-column",
    "aggregate",
    "other-agency",
    "file-reading",
    "questionnaire",
    "definition",
]
# In the order in which they are shown, each in words.
IN_WORDS: dict[AuditedBy, str] = {
    "core-step": "by a core step",
    "step-today": "by a further step, from the extracts as they stand",
    "step-with-column": "by a further step, with a new column or table",
    "aggregate": "counted from other steps, for a unit",
    "other-agency": "another agency's duty, shown and not scored",
    "file-reading": "by a question to the reader of a file",
    "questionnaire": "by a question of the Section 11 return",
    "definition": "a definition, no duty",
}
BY_STEPS = ("core-step", "step-today", "step-with-column")
BY_QUESTION = ("file-reading", "questionnaire")

Column = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$")]


def _words(text: object) -> object:
    return text.split() if isinstance(text, str) else text


class Coverage(BaseModel):
    """One requirement and how it is audited.

    `steps`: those that judge it, that an aggregate is counted from, or that bear on it. `needs`: the new columns that
    its steps want. `question`: for the reader of a file or the Section 11 return. `why`: why nothing in the records
    can show it, or what they show only in part.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    requirement: StepId
    paragraphs: Annotated[list[str], BeforeValidator(_words)]
    title: Sentence
    strength: Literal["mandatory", "guidance"]
    actor: Sentence
    duty_holder: Literal["own", "external"]
    audited_by: AuditedBy
    steps: Annotated[list[StepId], BeforeValidator(_words)]
    needs: Annotated[list[Column], BeforeValidator(_words)]
    question: str
    why: str

    @model_validator(mode="after")
    def _has_its_place(self) -> "Coverage":
        if not self.paragraphs:
            raise ValueError("paragraphs: name at least one")
        if self.audited_by in (*BY_STEPS, "aggregate") and not self.steps:
            raise ValueError(f"steps: {self.audited_by} wants at least one step")
        if (self.audited_by in BY_QUESTION) != bool(self.question):
            raise ValueError("question: give one for file-reading and questionnaire, and for nothing else")
        if self.audited_by not in BY_STEPS and not self.why:
            raise ValueError(f"why: {self.audited_by} wants a reason")
        if self.audited_by == "step-with-column" and not self.needs:
            raise ValueError("needs: step-with-column wants its columns, as table.column")
        return self


def load_coverage(name: str) -> list[Coverage]:
    """Read a policy's coverage in the order of its file; PolicyError names each row and key that is wrong."""
    return read_coverage(PACKS / name / "coverage.csv")


def read_coverage(path: Path) -> list[Coverage]:
    """Read a coverage file; PolicyError names each row and key that is wrong."""
    try:
        rows = list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyError(f"{path.parent.name}/{path.name}: cannot be read ({error}).") from None
    found: list[Coverage] = []
    mistakes: list[str] = []
    for number, row in enumerate(rows, 2):
        try:
            found.append(Coverage.model_validate(row))
        except ValidationError as error:
            mistakes += [f"{path.name}, row {number}: {_where(line['loc'])}{line['msg']}." for line in error.errors()]
    seen: set[str] = set()
    for line in found:
        if line.requirement in seen:
            mistakes.append(f"{path.name}: {line.requirement} has two rows; keep one.")
        seen.add(line.requirement)
    if mistakes:
        raise PolicyError(*mistakes)
    return found


def _where(keys: tuple[int | str, ...]) -> str:
    return "".join(f"{key}: " for key in keys)
