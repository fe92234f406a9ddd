"""What a reader must know before two audits are compared: how they were made differently."""

from collections.abc import Iterator
from typing import Any

from safeaudit.compare.comparison import FILTERS, Comparison, calendar_of, policies_of
from safeaudit.compare.folder import AuditFolder


def notes(comparison: Comparison) -> list[str]:
    """One sentence for each difference that bears on the figures; none where the audits were made alike."""
    return [*_made(comparison), *_filters(comparison), *_steps(comparison)]


def _made(comparison: Comparison) -> Iterator[str]:
    before, after = comparison.before, comparison.after
    versions = [audit.manifest["program"].get("version", "unknown") for audit in (before, after)]
    if versions[0] != versions[1]:
        yield (
            f"Made by safeaudit {versions[0]} and {versions[1]}: what the program itself changed shows in no"
            " fingerprint; its changelog names the rules."
        )
    then, now = policies_of(before), policies_of(after)
    for name in dict.fromkeys([*then, *now]):
        if then.get(name) != now.get(name):
            yield f"Policy {name}: {then.get(name, 'not used')} then, {now.get(name, 'not used')} now."
    if calendar_of(before) != calendar_of(after):
        yield "The calendars differ, so due days may have moved without anything else having changed."
    yield from _benchmarks(_settings(before), _settings(after))


def _settings(audit: AuditFolder) -> dict[str, Any]:
    benchmarks = audit.manifest.get("settings", {}).get("benchmarks", {})
    return {f"{policy}/{name}": span for policy, spans in benchmarks.items() for name, span in spans.items()}


def _benchmarks(then: dict[str, Any], now: dict[str, Any]) -> Iterator[str]:
    for name in then:
        if name in now and then[name] != now[name]:
            yield f"Benchmark {name.partition('/')[2]}: {then[name]} then, {now[name]} now."


def _filters(comparison: Comparison) -> Iterator[str]:
    then, now = (_filter_text(audit) for audit in (comparison.before, comparison.after))
    if then != now:
        yield f"Filters: {then} then, {now} now; what stands outside either is left out."
    elif any(audit.manifest.get("filters", {}).get(name) for name in FILTERS for audit in [comparison.after]):
        yield f"Both are filtered ({now}): what moved in or out of that looks new, or gone."


def _filter_text(audit: AuditFolder) -> str:
    held = audit.manifest.get("filters", {})
    parts = [f"since {held['since']}"] if held.get("since") else []
    parts += [f"{name} {', '.join(held[name])}" for name in FILTERS if held.get(name)]
    return "; ".join(parts) or "none"


def _steps(comparison: Comparison) -> Iterator[str]:
    steps, table = comparison.steps, comparison.steps.table
    both = table["in_before"] & table["in_after"]
    for says, mask in (
        ("Steps whose meaning or benchmark changed", table["changed"]),
        ("Steps that only the later audit has", ~table["in_before"]),
        ("Steps that only the earlier audit has", ~table["in_after"]),
        (
            "Steps that only the later audit could assess",
            both & table["unassessed_before"] & ~table["unassessed_after"],
        ),
        (
            "Steps that only the earlier audit could assess",
            both & table["unassessed_after"] & ~table["unassessed_before"],
        ),
    ):
        names = steps.names(mask)
        if names:
            yield f"{says}: {', '.join(names)}."
