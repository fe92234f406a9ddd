"""The whole return as one call: an audit, a partnership and an earlier return in, what the reports show out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from safeaudit.audit import Audit
from safeaudit.filters import Filters
from safeaudit.replay.rates import recount
from safeaudit.section11.authorities import Partnership, partnership
from safeaudit.section11.carry import all_carried, remarks
from safeaudit.section11.earlier import Earlier, Remark
from safeaudit.section11.lines import criteria_lines, question_lines
from safeaudit.section11.measures import measures
from safeaudit.section11.questions import load_questions
from safeaudit.section11.standards import load_documents


@dataclass(frozen=True)
class Return:
    """A return. `measures`: see `measures.measures`; `criteria`, `questions`: see `lines`, and a column for each field.

    `partnership`: None for the whole audit. `scale`: its name, and how it writes each rating. `left_out`: how many
    questions of other documents are not asked. `remarks`: what to look at of the earlier return.
    """

    audit: Audit
    filters: Filters
    partnership: Partnership | None
    scale: tuple[str, Mapping[str, str]]
    measures: pd.DataFrame
    criteria: pd.DataFrame
    questions: pd.DataFrame
    left_out: int
    earlier: Earlier | None
    remarks: Sequence[Remark]

    @property
    def overdue_actions(self) -> int:
        """How many actions carried forward are past their day and neither complete nor closed."""
        actions = pd.concat([self.criteria, self.questions])
        past = actions["due_on"] < pd.Timestamp(self.audit.as_at)
        return int((past & ~actions["status"].isin(["complete", "closed without doing"])).sum())


def assess(audit: Audit, filters: Filters, name: str = "", earlier: Earlier | None = None) -> Return:
    """Put a return together, for a partnership where one is named. CommandError: no case is of that partnership."""
    section = audit.settings.section11
    of = partnership(audit.replays[0].known, name, section.partnerships) if name else None
    obligations = of.keep(audit.obligations) if of else audit.obligations
    steps = recount(audit.steps, obligations) if of else audit.steps
    measured = measures(steps, obligations, filters.since)
    documents = section.documents or list(load_documents())
    criteria, questions = criteria_lines(measured, documents), question_lines(documents)
    scale = section.scale_for(of.name if of else "")
    answered = all_carried(criteria, questions, earlier)
    return Return(
        audit=audit,
        filters=filters,
        partnership=of,
        scale=(scale, section.all_scales[scale]),
        measures=measured,
        criteria=answered[0],
        questions=answered[1],
        left_out=len(load_questions()) - len(questions),
        earlier=earlier,
        remarks=remarks(criteria, questions, earlier) if earlier else [],
    )
