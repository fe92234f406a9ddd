"""One step of a policy in words."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from rich.console import Console
from rich.table import Table
from rich.text import Text

from safeaudit.errors import PolicyError
from safeaudit.packs.schema import Benchmark, Due, Pack, Step, Term


def find_step(packs: Sequence[Pack], name: str) -> tuple[Pack, Step]:
    """The step of that id and its policy; PolicyError, with the ids most like it, where there is none."""
    found = {step.id: (pack, step) for pack in packs for step in pack.steps}
    if name not in found:
        like = get_close_matches(name, found, n=3, cutoff=0.4)
        hint = f"Most like it: {', '.join(like)}." if like else f"There are {len(found)}, such as {next(iter(found))}."
        raise PolicyError(f"There is no step called {name} in {', '.join(pack.head.name for pack in packs)}. {hint}")
    return found[name]


def draw_step(pack: Pack, step: Step, console: Console) -> None:
    """Draw one step as label and text."""
    console.print(Text(step.title, style="bold"))
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True, style="bold")
    grid.add_column(overflow="fold")
    for label, text in _lines(pack, step):
        grid.add_row(label, Text(text))
    console.print(grid)


def _lines(pack: Pack, step: Step) -> Iterator[tuple[str, str]]:
    yield "Step", f"{step.id}, of {pack.head.title} {pack.head.version}"
    yield "Paragraphs", ", ".join(step.paragraphs)
    yield "Theme", step.theme
    yield "Strength", step.strength
    yield "Who", step.actor
    yield "Falls on", f"{_words(step.falls.on)}, triggered by {_words(step.falls.trigger)}"
    for number, due in enumerate(step.due):
        yield "" if number else "Due", due_in_words(due, pack.benchmarks)
    for number, need in enumerate(step.needs):
        yield "" if number else "Needs", " or ".join(need)
    for table in step.widened_by:
        yield "Also looks at", table
    yield "Done", step.says.done
    yield "Not done", step.says.not_done
    yield "Next", step.says.next


def due_in_words(due: Due, benchmarks: dict[str, Benchmark]) -> str:
    """One way of working out the due day, its benchmarks named as such."""
    when = f"if {_words(due.when)}: " if due.when else ""
    less = f", less {_term(due.less, benchmarks)}" if due.less else ""
    return when + _words(due.date) + less + "".join(f" + {_term(term, benchmarks)}" for term in due.then)


def _term(term: Term, benchmarks: dict[str, Benchmark]) -> str:
    if not isinstance(term, str):
        return " or ".join(f"{dated.span} (since {dated.since})" for dated in term)
    return f"{benchmarks[term].span} (benchmark {term})" if term in benchmarks else term


def _words(name: str) -> str:
    return name.replace("_", " ")
