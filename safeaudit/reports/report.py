"""One audit as every report takes it: the audit, the filters it was asked for, and its obligations in full."""

from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from safeaudit.actions.carry import Carried
from safeaudit.audit import Audit
from safeaudit.facts.known import Known
from safeaudit.filters import PLACES, Filters
from safeaudit.packs.schema import Says
from safeaudit.replay.rates import recount
from safeaudit.replay.step import Judged
from safeaudit.reports.headline import Headline, headline
from safeaudit.reports.last_audit import LastAudit
from safeaudit.worklists.protection_plans import protection_plans


@dataclass(frozen=True)
class Report:
    """`obligations`: see `obligation_table`, the columns of the contract in their order; `last`: None without one.

    `carried`: what people wrote into the last workbook, None where none was given.
    """

    audit: Audit
    filters: Filters
    obligations: pd.DataFrame
    last: LastAudit | None = None
    carried: Carried | None = None

    @cached_property
    def sums(self) -> Headline:
        """The account of the audit in figures."""
        return headline(self.audit, self.filters)

    @property
    def only(self) -> str:
        """What a reader must know first of a report that is not of everything; blank for one that is."""
        if not self.filters.given():
            return ""
        left_out = sum(self.audit.left_out.values())
        return f"Only {self.filters.in_words()}: {left_out:,} other obligations are left out."

    def narrowed(self, more: Filters) -> "Report":
        """The report of one place of this one, by the PDU, team or officer that `more` names; no change since then."""
        kept, left_out = more.split(self.audit.obligations)
        before = self.audit.left_out
        both = dict(before) | {name: before.get(name, 0) + count for name, count in left_out.items()}
        steps, decided = recount(self.audit.steps, kept), self.audit.decided
        if decided is not None:
            from safeaudit.decisions.standing import with_left_out

            decided = with_left_out(decided, kept["decided"].to_numpy())
        audit = replace(self.audit, obligations=kept, steps=steps, left_out=both, decided=decided)
        filters = replace(
            self.filters,
            pdus=more.pdus or self.filters.pdus,
            teams=more.teams or self.filters.teams,
            officers=more.officers or self.filters.officers,
        )
        carried = self.carried and replace(self.carried, closed=more.keep(self.carried.closed, PLACES))
        return Report(audit, filters, more.keep(self.obligations, PLACES), carried=carried)

    @property
    def known(self) -> Known:
        """What was known at as-at, for the lists that are no obligations."""
        return self.audit.replays[0].known

    @property
    def judged(self) -> list[Judged]:
        """Every step's obligations as judged, whatever the filters."""
        return [judged for replay in self.audit.replays for judged in replay.judged]

    def asked_for(self, rows: pd.DataFrame) -> pd.DataFrame:
        """The rows of a list that are of the PDUs, teams and officers asked for."""
        return self.filters.keep(rows, PLACES)

    @cached_property
    def plans(self) -> pd.DataFrame:
        """The open cases with a child protection plan, of the places asked for: see `worklists.protection_plans`."""
        return self.asked_for(protection_plans(self.known, self.judged))

    @cached_property
    def _says(self) -> dict[tuple[str, str], Says]:
        return {(r.pack.head.name, step.id): step.says for r in self.audit.replays for step in r.pack.steps}

    def with_next(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Some obligations with what to do next (`next`), as the policy pack says it."""
        says = [self._says[key] for key in zip(rows["policy"], rows["step"], strict=True)]
        in_time = rows["verdict"].isin(("pending", "met"))
        told = zip(says, in_time, strict=True)
        return rows.assign(next=[(step.ahead if ahead else "") or step.next for step, ahead in told])
