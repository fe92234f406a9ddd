"""What a policy pack may say. `docs/packs.md` explains each key to a reader who knows the policy and no Python."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

# A fact, a date or a column, as the code and the extracts call it.
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
StepId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")]
Sentence = Annotated[str, StringConstraints(min_length=1)]

Theme = Literal[
    "enquiries",
    "follow-up",
    "referrals",
    "home visits",
    "conferences",
    "registers and oversight",
    "assessment",
    "release and transfer",
    "custody",
    "court",
    "recording",
    "training",
    "organisation",
]
Shape = Literal["deadline", "before-event", "last-chance", "record-complete", "attended-or-excused", "renewed"]


class Part(BaseModel):
    """A part of a pack; a key that it does not know is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class DatedSpan(Part):
    """A span that applies to triggers from a day on."""

    since: date
    span: str


# "2 working days", the name of a benchmark, or values by the day they came into force.
Term = str | list[DatedSpan]


class Falls(Part):
    """What an obligation falls on: a table or a named list, the day that triggers it, the reference it is known by."""

    on: Name
    trigger: Name
    subject: str = ""
    subject_is: str = ""
    trigger_may_be_blank: bool = False


class Cohort(Part):
    """Which of those it falls on: every fact of `all`, one at least of `any`, none of `none`.

    A fact that cannot be told leaves the obligation not assessable, with the sentence `unclear`; the columns of
    `settled_by` would tell it.
    """

    all: list[Name] = []
    any: list[Name] = []
    none: list[Name] = []
    unclear: str = ""
    settled_by: list[str] = []


class CannotTell(Part):
    """When the records cannot carry a verdict: always, only where nothing was done, or only once due has passed.

    `settled_by`: the columns that would settle it, each as `table: column, column`.
    """

    when: Name
    says: Sentence
    settled_by: list[str] = []
    stage: Literal["always", "not done", "past due"] = "always"


class Window(Part):
    """From when on a record counts: a date, less a span or benchmark."""

    date: Name = "trigger"
    less: Term | None = None


class Done(Part):
    """One way of doing what the step asks: a date in the row itself, all of several cells, or a named action.

    `all` is done on the latest of the dates among its cells, once every one is filled (a yes/no cell: Y). `points`,
    `types`: which enquiry points, contact types or registers count for the action.
    """

    column: Name | None = None
    on_or_after: Name | None = None
    all: list[Name] = []
    action: Name | None = None
    points: list[str] = []
    types: list[str] = []

    @model_validator(mode="after")
    def _one_way(self) -> "Done":
        if [self.column is None, not self.all, self.action is None].count(False) != 1:
            raise ValueError("give either a column, all of several cells or an action")
        return self


class Due(Part):
    """One way of working out the due day; of several the first whose `when` fits applies.

    `says`: what happened on `date`, where that is another day than the trigger ("The report was completed on").
    """

    when: Name | None = None
    date: Name
    says: str = ""
    less: Term | None = None
    then: list[Term] = []
    shape: Shape | None = None


class Reasons(Part):
    """Reasons for not making an enquiry that excuse it, and the conditions on them."""

    permitted: list[str]
    point: str
    blank_point_counts: bool = True
    only_if_answered_before: bool = False


class Says(Part):
    """The words for the reader.

    `next`: what to do; `ahead`: the same while there is still time, where that is something else. `trigger`: what
    happened on the trigger's day, such as "The enquiry was sent on". `ends`: what has happened when an obligation that
    stood is no longer in a later audit, though no row was taken out.
    """

    trigger: str = ""
    done: Sentence
    not_done: Sentence
    next: Sentence
    ahead: str = ""
    event: str = ""
    closed: str = ""
    lapsed: str = ""
    excused: str = ""
    unclear: str = ""
    ends: str = ""


class Note(Part):
    """A remark added to the reason where a fact holds."""

    when: Name
    says: Sentence


class Reading(Part):
    """Another fair reading of the policy: what it puts in place of the step's own keys.

    `says`, `instead_of`: the two readings in words, this one and the one that the step itself follows.
    """

    name: StepId
    says: Sentence
    instead_of: Sentence
    needs: list[list[str]] | None = None
    cohort: Cohort | None = None
    cannot_tell: list[CannotTell] | None = None
    due: list[Due] | None = None
    in_time: Name | None = None
    reasons: Reasons | None = None

    @property
    def replaces(self) -> dict[str, Any]:
        """The keys of the step that read otherwise, and how."""
        own = ("name", "says", "instead_of")
        given = {key: getattr(self, key) for key in type(self).model_fields if key not in own}
        return {key: value for key, value in given.items() if value is not None}

    @model_validator(mode="after")
    def _reads_otherwise(self) -> "Reading":
        if not self.replaces:
            raise ValueError("reads nothing otherwise; give it a due, cohort or other key in place of the step's own")
        return self


class Step(Part):
    """One step: what the auditor checks for one or more requirements of the policy."""

    id: StepId
    title: Sentence
    paragraphs: list[str] = Field(min_length=1)
    requirements: list[StepId] = Field(min_length=1)
    actor: Sentence
    theme: Theme
    strength: Literal["mandatory", "guidance"]
    shape: Shape
    basis: Literal["policy", "benchmark"] | None = None
    rests_on: list[Name] = []
    needs: list[list[str]] = []
    widened_by: list[Name] = []
    id_without: list[Literal["trigger", "subject", "event"]] = []
    id_with: Name | None = None

    falls: Falls
    cohort: Cohort = Cohort()
    cannot_tell: list[CannotTell] = []
    window: Window = Window()
    done: list[Done] = []
    due: list[Due] = []
    event: Name | None = None
    last_chance: Name | None = None
    closed_on: Name | None = None
    lapsed: Name | None = None
    in_time: Name | None = None
    checks: list[Name] = []
    settled_by: list[str] = []
    done_on: Name | None = None
    attended: Name | None = None
    excused: Name | None = None
    reasons: Reasons | None = None
    notes: list[Note] = []
    readings: list[Reading] = []
    says: Says


class Benchmark(Part):
    """A local number for where the policy gives none; `none` leaves the obligation without a due."""

    span: str
    says: Sentence


class PackHead(Part):
    """Which policy a pack is of."""

    name: StepId
    title: Sentence
    version: str
    source: Sentence


class Pack(Part):
    """A whole policy."""

    head: PackHead
    benchmarks: dict[Name, Benchmark]
    steps: list[Step]
