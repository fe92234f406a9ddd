"""The replay: caseload, packs, calendar and benchmarks in, obligations out. Opens no file, prints nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from safeaudit.clock.spans import Span, parse_span
from safeaudit.errors import PolicyError
from safeaudit.facts.known import Known
from safeaudit.packs.schema import Pack
from safeaudit.replay.doubts import with_doubts
from safeaudit.replay.needs import what_is_missing
from safeaudit.replay.step import Judged, judge_step


@dataclass(frozen=True)
class PolicyReplay:
    """One policy's replay: the steps judged, in the pack's order, and those not assessed with what they lack."""

    known: Known
    pack: Pack
    judged: Sequence[Judged]
    not_assessed: Mapping[str, str]


def replay(known: Known, pack: Pack) -> PolicyReplay:
    """Judge every step of a policy that the caseload can carry."""
    missing = {step.id: what_is_missing(step, known.caseload.rows) for step in pack.steps}
    judged = [judge_step(known, step) for step in pack.steps if not missing[step.id]]
    return PolicyReplay(known, pack, with_doubts(known, judged), {step: why for step, why in missing.items() if why})


def benchmarks_of(pack: Pack, local: Mapping[str, str]) -> dict[str, Span | None]:
    """The pack's benchmarks with an office's own in their place; `none` leaves what rests on one without a due.

    Names of other packs are passed over. Raises PolicyError for a value that is no span.
    """
    texts = {name: local.get(name, benchmark.span) for name, benchmark in pack.benchmarks.items()}
    return {name: _span(name, text) for name, text in texts.items()}


def _span(name: str, text: str) -> Span | None:
    try:
        return None if text == "none" else parse_span(text)
    except PolicyError as error:
        raise PolicyError(f'Benchmark {name}: {error.messages[0]}, or "none"') from None
