"""Checks a step file or a whole policy folder, and says of every mistake where it is and what to do."""

import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from safeaudit.clock.spans import parse_span
from safeaudit.errors import PolicyError
from safeaudit.packs.coverage import BY_STEPS, Coverage, read_coverage
from safeaudit.packs.histories import read_histories
from safeaudit.packs.load import PACKS
from safeaudit.packs.readings import read_as
from safeaudit.packs.schema import Benchmark, PackHead, Part, Step

Model = TypeVar("Model", bound=BaseModel)
# The mistakes in a step's names, as pairs of a key and what is wrong: facts are not known here.
CheckNames = Callable[[Step, dict[str, Benchmark]], Iterable[tuple[str, str]]]
# What each shape cannot do without.
WANTED = {
    "deadline": ("done", "due"),
    "before-event": ("done", "due", "event"),
    "last-chance": ("done", "due", "last_chance"),
    "record-complete": ("checks",),
    "attended-or-excused": ("attended", "due"),
    "renewed": ("done",),
}
REMEDIES = {
    "missing": "is missing; add it",
    "string_too_short": "is empty; write it",
    "too_short": "is empty; name at least one",
    "string_type": "wants text in quotes",
    "list_type": "wants a list, in square brackets",
    "bool_type": "wants true or false",
    "string_pattern_mismatch": "wants lower case letters, digits and _ (an id: and - in place of _)",
    "model_type": "wants a table of its own, in double brackets if it may repeat",
}


@dataclass(frozen=True)
class Mistake:
    """A mistake: its file, the key (blank for the file as a whole) and what is wrong, with what to do."""

    file: str
    key: str
    says: str

    def __str__(self) -> str:
        return f"{self.file}: {self.key}{': ' if self.key else ''}{self.says}."


@dataclass(frozen=True)
class Checked:
    """What was looked at: the number of steps read, and every mistake found."""

    steps: int
    mistakes: list[Mistake]


def check_policy(path: Path, check_names: CheckNames) -> Checked:
    """Check a step file, or a folder with a whole policy; PolicyError where there is neither."""
    if path.is_dir():
        return _check_folder(path, check_names)
    if not path.is_file():
        raise PolicyError(f"{path}: there is no such file or folder; give a step file (.toml) or a policy's folder.")
    mistakes: list[Mistake] = []
    beside = path.resolve().parent.parent / "benchmarks.toml"
    benchmarks = _benchmarks(beside if beside.is_file() else PACKS / "hmpps" / "benchmarks.toml", mistakes)
    step = _read_step(path, benchmarks, check_names, mistakes)
    return Checked(int(step is not None), mistakes)


def _check_folder(folder: Path, check_names: CheckNames) -> Checked:
    if not any((folder / name).is_file() for name in ("pack.toml", "order.toml", "benchmarks.toml")):
        raise PolicyError(f"{folder}: no policy; one holds pack.toml, benchmarks.toml, order.toml and the steps.")
    mistakes: list[Mistake] = []
    _read(folder / "pack.toml", PackHead, mistakes)
    benchmarks = _benchmarks(folder / "benchmarks.toml", mistakes)
    listed = list(_listed(folder, mistakes))
    files = [*listed, *(path for path in sorted(folder.glob("*/*.toml")) if path not in listed)]
    steps = [_read_step(path, benchmarks, check_names, mistakes) for path in files if path.is_file()]
    for path in files:
        if path not in listed:
            mistakes.append(Mistake(_name(path), "", "is not listed in order.toml; add it, or no audit would use it"))
    found = [step for step in steps if step]
    if (folder / "coverage.csv").is_file():
        mistakes += _check_coverage(folder / "coverage.csv", found)
    return Checked(len(found), mistakes)


def _listed(folder: Path, mistakes: list[Mistake]) -> Iterator[Path]:
    """The step files that `order.toml` lists; one that is not there, or is listed twice, is a mistake."""
    seen: set[Path] = set()
    for theme, steps in _toml(folder / "order.toml", mistakes).items():
        if not isinstance(steps, list):
            mistakes.append(Mistake("order.toml", theme, "wants a list of steps, in square brackets"))
            continue
        for step in steps:
            path = folder / theme / f"{step}.toml"
            if path in seen:
                mistakes.append(Mistake("order.toml", theme, f"lists {step} twice; keep one"))
            elif not path.is_file():
                mistakes.append(Mistake("order.toml", theme, f"lists {step}, but there is no {theme}/{step}.toml"))
            else:
                yield path
            seen.add(path)


def _benchmarks(path: Path, mistakes: list[Mistake]) -> dict[str, Benchmark]:
    found: dict[str, Benchmark] = {}
    for name, values in _toml(path, mistakes).items():
        benchmark = _validated(path, values, Benchmark, mistakes, (name,))
        if benchmark is None:
            continue
        found[name] = benchmark
        try:
            if benchmark.span != "none":
                parse_span(benchmark.span)
        except PolicyError as error:
            mistakes.append(Mistake(path.name, f"{name}.span", f"{error}, or none"))
    return found


def _read_step(
    path: Path, benchmarks: dict[str, Benchmark], check_names: CheckNames, mistakes: list[Mistake]
) -> Step | None:
    step = _read(path, Step, mistakes)
    if step is None:
        return None
    file = _name(path)
    if step.id != path.stem:
        mistakes.append(Mistake(file, "id", f"is {step.id}; name the file {step.id}.toml or change the id"))
    for key in WANTED[step.shape]:
        if not getattr(step, key):
            mistakes.append(Mistake(file, key, f"is missing: the shape {step.shape} wants it"))
    own = list(check_names(step, benchmarks))
    mistakes += [Mistake(file, key, says) for key, says in [*own, *_check_readings(step, benchmarks, check_names, own)]]
    drawn = path.with_suffix(".histories.txt")
    if drawn.is_file():
        try:
            read_histories(drawn)
        except PolicyError as error:
            mistakes.append(Mistake(file, "histories", str(error).removesuffix(".")))
    return step


def _check_readings(
    step: Step, benchmarks: dict[str, Benchmark], check_names: CheckNames, own: list[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    """The mistakes of a step's other readings that are not the step's own."""
    names = [reading.name for reading in step.readings]
    yield from (("readings", f"two are called {name}; rename one") for name in set(names) if names.count(name) > 1)
    for number, reading in enumerate(step.readings, 1):
        for key, says in check_names(read_as(step, reading), benchmarks):
            if (key, says) not in own:
                yield f"readings[{number}].{key}", says


def _check_coverage(path: Path, steps: list[Step]) -> Iterator[Mistake]:
    """Whether the steps and the coverage name each other."""
    try:
        coverage = {line.requirement: line for line in read_coverage(path)}
    except PolicyError as error:
        yield from (Mistake(path.name, "", message.removesuffix(".")) for message in error.messages)
        return
    for step in steps:
        yield from _cited(step, coverage)
    ids = {step.id for step in steps}
    for line in coverage.values():
        if line.audited_by in BY_STEPS and not ids & set(line.steps):
            yield Mistake(path.name, line.requirement, "names no step that this policy has; correct `steps`")


def _cited(step: Step, coverage: dict[str, Coverage]) -> Iterator[Mistake]:
    file = f"{step.id}.toml"
    for name in step.requirements:
        if name not in coverage:
            like = get_close_matches(name, coverage, n=1)
            hint = f"; most like it: {like[0]}" if like else ""
            yield Mistake(file, "requirements", f"{name} is not in coverage.csv{hint}")
        elif step.id not in coverage[name].steps:
            yield Mistake(file, "requirements", f"coverage.csv does not name this step for {name}; add it there")
    judged = {paragraph for name in step.requirements if name in coverage for paragraph in coverage[name].paragraphs}
    for paragraph in step.paragraphs:
        if paragraph not in judged:
            yield Mistake(file, "paragraphs", f"{paragraph} is a paragraph of none of its requirements; correct it")


def _read(path: Path, model: type[Model], mistakes: list[Mistake]) -> Model | None:
    before = len(mistakes)
    values = _toml(path, mistakes)
    return None if len(mistakes) > before else _validated(path, values, model, mistakes)


def _toml(path: Path, mistakes: list[Mistake]) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        mistakes.append(Mistake(path.name, "", f"cannot be read ({error.strerror}); it is needed"))
    except UnicodeDecodeError:
        mistakes.append(Mistake(_name(path), "", "is no text in UTF-8; save it as UTF-8"))
    except tomllib.TOMLDecodeError as error:
        mistakes.append(Mistake(_name(path), "", f"is not TOML ({error}); correct it there"))
    return {}


def _validated(
    path: Path, values: object, model: type[Model], mistakes: list[Mistake], within: tuple[str, ...] = ()
) -> Model | None:
    try:
        return model.model_validate(values)
    except ValidationError as error:
        for found in error.errors():
            mistakes.append(Mistake(_name(path), _key((*within, *found["loc"])), _remedy(model, found)))
        return None


def _key(parts: Iterable[int | str]) -> str:
    """A key as a reader finds it: due[2].then, counted from 1."""
    text = ""
    for part in parts:
        text += f"[{part + 1}]" if isinstance(part, int) else f"{'.' if text else ''}{part}"
    return text


def _remedy(model: type[BaseModel], found: ErrorDetails) -> str:
    if found["type"] == "extra_forbidden":
        known = _keys(model, found["loc"][:-1])
        like = get_close_matches(str(found["loc"][-1]), known, n=1)
        return f"is not a key here; {f'did you mean {like[0]}?' if like else 'known: ' + ', '.join(known)}".rstrip("?")
    if found["type"] == "literal_error":
        return f"is {found['input']!r}; write one of {found.get('ctx', {}).get('expected', '')}"
    remedy = REMEDIES.get(found["type"], found["msg"].removeprefix("Value error, "))
    return remedy if found["type"] == "missing" else f"{remedy} (found {str(found['input'])[:60]!r})"


def _keys(model: type[BaseModel], within: tuple[int | str, ...]) -> list[str]:
    """The keys that a part of a model knows."""
    for name in within:
        if isinstance(name, str) and name in model.model_fields:
            model = _part(model.model_fields[name].annotation) or model
    return list(model.model_fields)


def _part(annotation: object) -> type[Part] | None:
    """The part of a pack in an annotation such as `list[Due]` or `Reasons | None`."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return annotation
    return next((part for inner in get_args(annotation) if (part := _part(inner))), None)


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}" if path.parent.name else path.name
