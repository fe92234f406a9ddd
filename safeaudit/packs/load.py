"""Reads a policy pack from its folder."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import tomli  # as tomllib, but compiled: 120 files are a thirtieth of a unit's audit
from pydantic import BaseModel, ValidationError

from safeaudit.errors import PolicyError
from safeaudit.packs.schema import Benchmark, Pack, PackHead, Step

PACKS = Path(__file__).parent
Model = TypeVar("Model", bound=BaseModel)


def pack_names() -> list[str]:
    """The names of the policies that come with the program."""
    return sorted(path.parent.name for path in PACKS.glob("*/pack.toml"))


def benchmark_names() -> list[str]:
    """The names of the benchmarks of every policy that comes with the program."""
    files = sorted(PACKS.glob("*/benchmarks.toml"))
    return list(dict.fromkeys(name for file in files for name in tomli.loads(file.read_text("utf-8"))))


def reading_names() -> dict[str, list[str]]:
    """The other readings of each step that has any, by its id, of every policy that comes with the program."""
    steps = [step for name in pack_names() for step in load_pack(name).steps if step.readings]
    return {step.id: [reading.name for reading in step.readings] for step in steps}


def load_pack(name: str) -> Pack:
    """Read a policy by its name; PolicyError names every file and key that is wrong, and what it should be."""
    folder = PACKS / name
    if name not in pack_names():
        raise PolicyError(f"There is no policy called {name}. Known: {', '.join(pack_names())}.")
    mistakes: list[str] = []
    head = _read(folder / "pack.toml", PackHead, mistakes)
    files = _step_files(folder)
    steps = [_read(path, Step, mistakes) for path in files]
    numbers = _toml(folder / "benchmarks.toml", mistakes)
    benchmarks = {
        key: _check(folder / "benchmarks.toml", value, Benchmark, mistakes, key) for key, value in numbers.items()
    }
    mistakes.extend(_misnamed(folder, files, steps))
    if mistakes:
        raise PolicyError(*mistakes)
    return Pack.model_construct(head=head, benchmarks=benchmarks, steps=[step for step in steps if step])


def _step_files(folder: Path) -> list[Path]:
    """The step files in the order of the policy: folders and files are read by the order given in `order.toml`."""
    order = tomli.loads((folder / "order.toml").read_text("utf-8"))
    return [folder / theme / f"{step}.toml" for theme, steps in order.items() for step in steps]


def _misnamed(folder: Path, files: Sequence[Path], steps: Sequence[Step | None]) -> Iterator[str]:
    for path, step in zip(files, steps, strict=True):
        if step and step.id != path.stem:
            yield f"{path.name}: id is {step.id}; a step's file is called after its id."
    for path in sorted(set(folder.glob("*/*.toml")).difference(files)):
        yield f"{path.parent.name}/{path.name}: not listed in order.toml, so no audit would use it."


def _read(path: Path, model: type[Model], mistakes: list[str]) -> Model | None:
    return _check(path, _toml(path, mistakes), model, mistakes)


def _toml(path: Path, mistakes: list[str]) -> dict[str, Any]:
    try:
        return tomli.loads(path.read_text("utf-8"))
    except (OSError, tomli.TOMLDecodeError) as error:
        mistakes.append(f"{path.name}: cannot be read as TOML ({error}).")
        return {}


def _check(
    path: Path, values: dict[str, Any], model: type[Model], mistakes: list[str], where: str = ""
) -> Model | None:
    try:
        return model.model_validate(values)
    except ValidationError as error:
        for found in error.errors():
            key = ".".join(str(part) for part in (*([where] if where else []), *found["loc"]))
            mistakes.append(f"{path.name}: {key}: {found['msg']}.")
        return None
