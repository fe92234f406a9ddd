"""[benchmarks]: an office's own numbers for where the policy gives none."""

from collections.abc import Iterator, Mapping

from safeaudit.clock.spans import parse_span
from safeaudit.errors import PolicyError
from safeaudit.packs.load import benchmark_names
from safeaudit.settings.parts import Mistake, unknown


def mistakes_in_benchmarks(benchmarks: Mapping[str, str]) -> Iterator[Mistake]:
    """Names that no policy has, and what is no span of time."""
    known = benchmark_names()
    for name, span in benchmarks.items():
        if name not in known:
            yield Mistake(("benchmarks", name), unknown(name, "the name of a benchmark", known))
        try:
            if span != "none":
                parse_span(span)
        except PolicyError as error:
            yield Mistake(("benchmarks", name), f'holds what is no span: {error.messages[0]}, or "none"')
