"""One step of a policy in words: what it means, what it rests on, and worked examples from its drawn histories."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from difflib import get_close_matches

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from safeaudit.errors import PolicyError
from safeaudit.packs.coverage import Coverage
from safeaudit.packs.histories import History
from safeaudit.packs.meaning import Line, meaning_of
from safeaudit.packs.schema import Pack, Step
from safeaudit.packs.vocabulary import Vocabulary

# What drawn histories name, as readers call it.
CALLED = {"trigger": "counted from", "otherwise": "read otherwise due"}


@dataclass(frozen=True)
class StepPage:
    """What a reader is shown of one step. `examples`: the first few of `drawn` histories."""

    policy: str
    step: Step
    requirements: list[Coverage]
    meaning: list[Line]
    examples: list[History]
    drawn: int


def find_step(packs: Sequence[Pack], name: str) -> tuple[Pack, Step]:
    """The step of that id and its policy; PolicyError where there is none, with those most like it, or several."""
    found = [(pack, step) for pack in packs for step in pack.steps if step.id == name]
    if len(found) > 1:
        forms = ", ".join(f"{pack.head.name}/{step.id}" for pack, step in found)
        raise PolicyError(f"Several policies have a step called {name}. Write one of: {forms}.")
    if found:
        return found[0]
    ids = [step.id for pack in packs for step in pack.steps]
    like = get_close_matches(name.lower(), ids, n=3, cutoff=0.6)
    hint = f"Most like it: {', '.join(like)}." if like else f"There are {len(ids)}; see safeaudit policy list."
    raise PolicyError(f"There is no step called {name} in {', '.join(pack.head.name for pack in packs)}. {hint}")


def step_page(
    pack: Pack,
    step: Step,
    words: Vocabulary,
    coverage: Sequence[Coverage],
    histories: Sequence[History],
    examples: int,
) -> StepPage:
    """Gather what a reader is shown of a step."""
    judged = [line for line in coverage if line.requirement in step.requirements]
    meaning = meaning_of(step, pack, words)
    return StepPage(pack.head.name, step, judged, meaning, list(histories[:examples]), len(histories))


def labelled(page: StepPage) -> Iterator[tuple[str, list[str]]]:
    """Every line of the page but the examples: its label and its sentences."""
    step = page.step
    yield "Step", [f"{page.policy}/{step.id}"]
    yield "Paragraphs", [", ".join(step.paragraphs)]
    known = {line.requirement: line for line in page.requirements}
    yield "Requirements", [_requirement(name, known.get(name)) for name in step.requirements]
    yield "Theme", [step.theme]
    yield "Who", [step.actor]
    yield "Strength", [step.strength]
    for line in page.meaning:
        yield line.label, line.sentences


def _requirement(name: str, coverage: Coverage | None) -> str:
    return f"{name} ({', '.join(coverage.paragraphs)}): {coverage.title}." if coverage else name


def examples_heading(page: StepPage) -> str:
    """How many of the worked examples are shown."""
    shown, drawn = len(page.examples), page.drawn
    if not drawn:
        return "No worked examples are drawn for this step."
    return f"Worked examples, showing {shown} of {drawn}" if shown < drawn else "Worked examples"


def example_in_words(history: History) -> Iterator[str]:
    """The records of a drawn history, one row a line, and what follows from them."""
    read_as = [f"read as {history.read_as}"] if history.read_as else []
    benchmarks = [f"benchmark {name} {span}" for name, span in history.benchmarks.items()]
    yield ", ".join([f"As at {history.as_at}", *read_as, *benchmarks]) + "."
    for table, (headings, *rows) in history.tables.items():
        for row in rows:
            cells = (f"{heading} {cell}" for heading, cell in zip(headings, row, strict=True) if cell)
            yield f"{table}: {', '.join(cells)}"
    for expected in history.expected or [{"verdict": "no row"}]:
        yield f"→ {', '.join(_follows(expected))}"
    if history.because:
        yield f"Because {history.because.removesuffix('.')}."


def _follows(expected: Mapping[str, str]) -> Iterator[str]:
    """What follows from a drawn history for one obligation, the verdict first; that it has no event goes without
    saying."""
    for key, value in expected.items():
        if key == "verdict":
            yield value
        elif value != "none" or key in ("due", "done"):
            yield f"{CALLED.get(key, key)} {value}"


def draw_step(page: StepPage, console: Console) -> None:
    """Draw one step as label and text, then its examples."""
    console.print(Text(page.step.title, style="bold"))
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True, style="bold")
    grid.add_column(overflow="fold")
    for label, sentences in labelled(page):
        for number, sentence in enumerate(sentences):
            grid.add_row("" if number else label, Text(sentence))
    console.print(grid)
    console.print()
    console.print(Text(examples_heading(page), style="bold"))
    for number, history in enumerate(page.examples, 1):
        console.print(Text(f"{number}. {history.title}"))
        for line in example_in_words(history):
            console.print(Padding(Text(line), (0, 0, 0, 3)))


def step_json(page: StepPage) -> str:
    """The page as one JSON object."""
    step = page.step
    found = {
        "policy": page.policy,
        "step": step.id,
        "title": step.title,
        "theme": step.theme,
        "strength": step.strength,
        "actor": step.actor,
        "paragraphs": step.paragraphs,
        "requirements": step.requirements,
        "meaning": {line.label: line.sentences for line in page.meaning},
        "needs": step.needs,
        "examples": [asdict(history) for history in page.examples],
        "examples_drawn": page.drawn,
    }
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"
