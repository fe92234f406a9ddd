"""Mutation testing of the engine: `python -m tests.mutants.run [--out FILE] [--again FILE] [MODULE...]`.

Each small change of a module (`mutate.py`) is tried on its own. It is killed when

- a test of `tests/clock` fails (for `safeaudit/clock` only),
- or the changed engine raises, or answers otherwise than the reference (`tests/reference`) on one of the caseloads of
  `scenes.py`, of which the reference's answers are worked out once,
- or a drawn history no longer holds,
- or a test of `tests/mutants/test_*.py` fails.

MODULE is a path such as `safeaudit/facts/visits.py` (all modules if none is given). `--out` writes every mutant and its
fate as JSON; `--again` tries only the survivors that such a file names. Nothing is ever written to the work tree: the
package and the tests are copied to a temporary folder first, and a mutant lives only in the memory of a forked child,
which imports the changed module and all that rests on it afresh. One child runs at a time. A mutant in a function is
tried only on the steps that come by that function.
"""

from __future__ import annotations

import argparse
import gc
import importlib.abc
import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import CodeType, FrameType, ModuleType

from tests.mutants.mutate import mutants, users

ROOT = Path(__file__).parents[2]
DEFAULT = [
    "safeaudit/facts/*.py", "safeaudit/shapes/*.py",
    *(f"safeaudit/replay/{name}.py" for name in ("due", "step", "needs", "doubts", "values")),
    "safeaudit/clock/*.py",
]  # fmt: skip
AFRESH = ("safeaudit.clock", "safeaudit.shapes", "safeaudit.facts", "safeaudit.replay", "safeaudit.audit")
TESTS_AFRESH = ("tests.clock", "tests.mutants.test_", "tests.reference.compare", "tests.histories")
# Modules that only unreadable cells come by.
ONLY_UNREADABLE = ("doubts.py", "values.py")
SECONDS = 120


def main(arguments: Sequence[str]) -> None:
    """Copy package and tests, and run there."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants.run", description=__doc__)
    parser.add_argument("modules", nargs="*")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--again", type=Path)
    parser.add_argument("--in-the-copy", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.in_the_copy:
        run(given.modules or DEFAULT, given.out, given.again)
        return
    with tempfile.TemporaryDirectory() as folder:
        ignore = shutil.ignore_patterns("__pycache__", "*.pyc")
        for name in ("safeaudit", "tests"):
            shutil.copytree(ROOT / name, Path(folder) / name, ignore=ignore)
        shutil.copy(ROOT / "pyproject.toml", folder)
        paths = [f"--{key}={path.resolve()}" for key in ("out", "again") if (path := getattr(given, key))]
        command = [sys.executable, "-m", "tests.mutants.run", "--in-the-copy", *paths, *given.modules]
        single = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "ARROW_NUM_THREADS"), "1")
        subprocess.run(command, cwd=folder, env=os.environ | single | {"PYTHONPATH": folder}, check=True)


def run(patterns: Sequence[str], out: Path | None, again: Path | None) -> None:
    """Try every mutant of the modules, print the survivors and the figures."""
    import safeaudit

    assert Path(str(safeaudit.__file__)).is_relative_to(Path.cwd()), "not the copy"
    ground = Ground()
    earlier = json.loads(again.read_text(encoding="utf-8")) if again else []
    wanted = {(old["module"], old["line"], old["what"]) for old in earlier if old["by"] == "survived"}
    fates: list[dict[str, object]] = []
    started = time.monotonic()
    for path in dict.fromkeys(path for pattern in patterns for path in sorted(Path().glob(pattern))):
        module = ".".join(path.with_suffix("").parts).removesuffix(".__init__")
        for mutant in mutants(path.read_text(encoding="utf-8"), str(path)):
            if again and (str(path), mutant.line, mutant.what) not in wanted:
                continue
            steps = ground.steps_that_come_by(path, mutant.function)
            by = ground.fate(module, path, mutant.code, steps)
            fates.append({"module": str(path), "line": mutant.line, "what": mutant.what, "by": by})
            if by == "survived":
                print(f"{path}:{mutant.line}: {mutant.what}   [{len(steps)} steps]", flush=True)
        if out:
            out.write_text(json.dumps(fates, indent=0, ensure_ascii=False), encoding="utf-8")
        print(line_of(str(path), [f for f in fates if f["module"] == str(path)]), f"{time.monotonic() - started:.0f} s")
    print()
    for path in dict.fromkeys(str(fate["module"]) for fate in fates):
        print(line_of(path, [fate for fate in fates if fate["module"] == path]))
    print(line_of("all", fates))


def line_of(name: str, fates: Sequence[dict[str, object]]) -> str:
    """One line of figures: mutants, killed, survived, and what killed them."""
    by = Counter(str(fate["by"]).split(":")[0] for fate in fates)
    survived = by.pop("survived", 0)
    return f"| `{name}` | {len(fates)} | {len(fates) - survived} | {survived} | {dict(by.most_common())}"


class Ground:
    """Everything that mutants are tried on, made ready once, before the first child."""

    def __init__(self) -> None:
        import hypothesis
        import pytest

        from tests.mutants.scenes import all_agreed, sound_histories

        assert pytest and hypothesis  # imported here, so that no child need
        started = time.monotonic()
        self.scenes, self.histories = all_agreed(), sound_histories()
        self.steps_of = steps_by_function(self.scenes[:3])
        gc.freeze()
        obligations = sum(len(rows) for scene in self.scenes for rows in scene.expected.values())
        cases = sum(len(scene.caseload.crns) for scene in self.scenes)
        print(f"{len(self.scenes)} caseloads, {cases:,} cases, {obligations:,} obligations", end=", ")
        print(f"{len(self.histories)} histories; ready in {time.monotonic() - started:.0f} s", flush=True)

    def steps_that_come_by(self, path: Path, function: str) -> list[str]:
        """The steps whose judging comes by a function of a file, or by one that uses a name given its value there."""
        from tests.mutants.scenes import STEPS

        if "()" in function:
            return self.steps_of.get((path.name, function.removesuffix("()")), STEPS)
        wanted, found = set(function.split()), set()
        for file in (
            file
            for folder in ("facts", "shapes", "replay", "clock")
            for file in Path("safeaudit").glob(f"{folder}/*.py")
        ):
            for user, names in users(file.read_text(encoding="utf-8")).items():
                if names & wanted and "." not in user and (file.name, user) not in self.steps_of:
                    wanted |= set(user.split())
                if names & wanted:
                    found |= set(self.steps_of.get((file.name, user), ()))
        return [step for step in STEPS if step in found] or STEPS

    def fate(self, module: str, path: Path, code: CodeType, steps: Sequence[str]) -> str:
        """What kills a mutant, worked out in a forked child; `survived` where nothing does."""
        read, write = os.pipe()
        child = os.fork()
        if child:
            os.close(write)
            with os.fdopen(read) as pipe:
                said = pipe.read()
            _, status = os.waitpid(child, 0)
            return said or f"crash or timeout: {status}"
        try:
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.alarm(SECONDS)
            silent = os.open(os.devnull, os.O_WRONLY)
            os.dup2(silent, 1)
            os.dup2(silent, 2)
            sys.dont_write_bytecode = True
            import_afresh(module, path, code)
            try:
                said = self.killer(path, steps)
            except BaseException as error:
                said = f"raises: {type(error).__name__}"
            os.write(write, said.encode())
        finally:
            os._exit(0)

    def killer(self, path: Path, steps: Sequence[str]) -> str:
        """The first that tells the engine as it is now imported from the one that it ought to be."""
        from tests.mutants.scenes import disagrees, fails

        if path.parent.name == "clock" and pytest_fails("tests/clock"):
            return "tests/clock"
        scenes, histories = self.scenes, self.histories
        if path.name in ONLY_UNREADABLE:
            scenes = [scene for scene in scenes if scene.unreadable]
            histories = [history for history in histories if len(history.caseload.rows.unusable)]
        for scene in scenes:
            if disagrees(scene, steps):
                return f"reference: {scene.name}"
        for history in histories:
            if history.step in steps and fails(history):
                return f"history: {history.step}: {history.history.title}"
        return "tests/mutants" if pytest_fails("tests/mutants") else "survived"


def pytest_fails(folder: str) -> bool:
    """Run the tests of a folder in this very process; `False` too where there are none."""
    import pytest

    return pytest.main(["-x", "-q", "-p", "no:cacheprovider", folder]) not in (0, 5)


class OnlyTheMutant(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives one module its changed code; all others are found as usual."""

    def __init__(self, module: str, path: Path, code: CodeType) -> None:
        self.module, self.path, self.code = module, path.resolve(), code

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name != self.module:
            return None
        package = [str(self.path.parent)] if self.path.name == "__init__.py" else None
        return importlib.util.spec_from_file_location(name, self.path, loader=self, submodule_search_locations=package)

    def exec_module(self, module: ModuleType) -> None:
        exec(self.code, module.__dict__)


def import_afresh(module: str, path: Path, code: CodeType) -> None:
    """Forget every module that may rest on the changed one, so that the next import takes it up."""
    for name in list(sys.modules):
        if name.startswith((*AFRESH, *TESTS_AFRESH)):
            del sys.modules[name]
    sys.meta_path.insert(0, OnlyTheMutant(module, path, code))


def steps_by_function(scenes: Iterable[object]) -> dict[tuple[str, str], list[str]]:
    """For each file and function the steps whose judging comes by it."""
    from safeaudit.clock.calendar import Calendar
    from safeaudit.facts.known import Known
    from safeaudit.replay.replay import benchmarks_of, replay
    from tests.mutants.scenes import PACK, Scene

    seen: dict[tuple[str, str], list[str]] = {}
    for scene in scenes:
        assert isinstance(scene, Scene)
        for step in PACK.steps:
            met: set[tuple[str, str]] = set()

            def note(frame: FrameType, event: str, _: object, met: set[tuple[str, str]] = met) -> None:
                if event == "call" and "safeaudit" in frame.f_code.co_filename:
                    code = frame.f_code
                    met.add((Path(code.co_filename).name, code.co_qualname.split(".<locals>")[0]))

            known = Known(scene.caseload, Calendar.england_and_wales(), benchmarks_of(PACK, scene.benchmarks))
            sys.setprofile(note)
            replay(known, PACK.model_copy(update={"steps": [step]}))
            sys.setprofile(None)
            for key in met:
                if step.id not in seen.setdefault(key, []):
                    seen[key].append(step.id)
    return seen


if __name__ == "__main__":
    main(sys.argv[1:])
