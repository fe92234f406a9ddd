"""The ground on which mutants are tried: made ready in the parent, each mutant tried in a forked child."""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from types import CodeType, FrameType

import pytest

from tests.mutants.answers import disagrees, fails, histories_of, make_ready
from tests.mutants.change import import_afresh, put_in_place
from tests.mutants.mutate import Mutant, users
from tests.mutants.scenes import PACK, STEPS, Drawn, Scene, scenes

# Modules that only unreadable cells come by.
ONLY_UNREADABLE = ("doubts.py", "values.py", "copies.py")
SECONDS = 300
# How many steps a mutant is tried on first, in place; and how many once more, imported afresh, where it survives that.
FEW, MORE = 8, 30
# Asked last, of what is told beside the verdicts and days.
TESTS = ("tests/mutants", "tests/replay")


class Ground:
    """Scenes, histories, and which steps come by which function; more steps are made ready when they are wanted."""

    def __init__(self, on_all: bool) -> None:
        import hypothesis

        assert hypothesis  # imported here, so that no child need
        started = time.monotonic()
        self.more = len(STEPS) if on_all else MORE
        self.scenes = scenes()
        self.histories: dict[str, list[Drawn]] = {}
        self.steps_of = steps_by_function([self.scenes[1], next(scene for scene in self.scenes if scene.unreadable)])
        self.tests_of = tests_by_function()
        obligations = sum(len(rows) for scene in self.scenes for rows in scene.expected.values())
        cases = sum(len(scene.caseload.crns) for scene in self.scenes)
        print(f"{len(self.scenes)} caseloads, {cases:,} cases, {obligations:,} obligations", end="; ")
        print(f"{time.monotonic() - started:.0f} s", flush=True)

    def prepare(self, steps: Iterable[str]) -> None:
        """Make steps ready that are not yet."""
        new = [step for step in STEPS if step in set(steps) - self.histories.keys()]
        for scene in self.scenes:
            make_ready(scene, new)
        self.histories.update({step: histories_of(step) for step in new})
        gc.collect()
        gc.freeze()

    def steps_that_come_by(self, path: Path, function: str) -> list[str]:
        """The steps whose judging comes by a function of a file, or by one that uses a name given its value there."""
        if "()" in function:
            return self.steps_of.get((path.name, function.removesuffix("()")), STEPS)
        wanted, found = set(function.split()), set()
        folders = ("facts", "shapes", "replay", "clock")
        for file in (file for folder in folders for file in Path("safeaudit").glob(f"{folder}/*.py")):
            for user, names in users(file.read_text(encoding="utf-8")).items():
                if names & wanted and "." not in user and (file.name, user) not in self.steps_of:
                    wanted |= set(user.split())
                if names & wanted:
                    found |= set(self.steps_of.get((file.name, user), ()))
        return [step for step in STEPS if step in found] or STEPS

    def stands_in_place(self, module: str, path: Path, steps: Sequence[str]) -> bool:
        """Whether the unchanged module, put in its own place, is found out by nothing: else no mutant may be so put."""
        code = compile(path.read_text(encoding="utf-8"), str(path), "exec")

        def said() -> str:
            put_in_place(module, code)
            return self.found_out(path, steps)

        return not in_a_child(said)

    def fate(self, module: str, path: Path, mutant: Mutant, in_place: bool) -> str:
        """What kills a mutant; `survived` where nothing does. What survives in place is tried imported afresh."""
        steps = self.steps_that_come_by(path, mutant.function)

        def quickly() -> str:
            put_in_place(module, mutant.code)
            return self.found_out(path, some_of(steps, FEW))

        if in_place and "()" in mutant.function and (found := in_a_child(quickly)):
            return found
        more = with_every_key(some_of(steps, self.more), steps)
        self.prepare(more)
        tests = self.tests_that_come_by(path, mutant.function)
        return in_a_child(lambda: self.killer(module, path, mutant.code, more, tests)) or "survived"

    def killer(self, module: str, path: Path, code: CodeType, steps: Sequence[str], tests: Sequence[str]) -> str:
        """The first that tells the engine with the changed module from the one that it ought to be; blank for none."""
        import_afresh(module, path, code)
        if path.parent.name == "clock" and pytest_fails(["tests/clock"]):
            return "tests/clock"
        return self.found_out(path, steps) or ("tests" if pytest_fails(tests) else "")

    def tests_that_come_by(self, path: Path, function: str) -> Sequence[str]:
        """The tests of `TESTS` that come by a function of a file; all where none is seen to, as at an import."""
        return self.tests_of.get((path.name, function.removesuffix("()")), TESTS)

    def found_out(self, path: Path, steps: Sequence[str]) -> str:
        """The first scene or history on which the engine that is now imported is found out; blank for none."""
        all_scenes = [scene for scene in self.scenes if scene.unreadable or path.name not in ONLY_UNREADABLE]
        for scene in all_scenes:
            if disagrees(scene, steps):
                return f"reference: {scene.name}"
        for step in steps:
            for drawn in self.histories[step]:
                if fails(drawn):
                    return f"history: {step}: {drawn.history.title}"
        return ""


def some_of(steps: Sequence[str], number: int) -> list[str]:
    """About so many of the steps, from all over the pack: what many steps come by is mostly found out by a few."""
    return list(steps[:: max(1, len(steps) // number)])


def with_every_key(some: Sequence[str], steps: Sequence[str]) -> list[str]:
    """Some of the steps, and of each key that a step may give, and each stage at which it cannot tell, one at least."""
    keys = {step.id: {*step.model_fields_set, *(line.stage for line in step.cannot_tell)} for step in PACK.steps}
    found = list(some)
    for step in steps:
        if not keys[step] <= set().union(*(keys[chosen] for chosen in found)):
            found.append(step)
    return found


def in_a_child(work: Callable[[], str]) -> str:
    """What some work says in a forked child; an exception, a crash and a time limit say so themselves."""
    read, write = os.pipe()
    child = os.fork()
    if child:
        os.close(write)
        with os.fdopen(read) as pipe:
            said = pipe.read()
        _, status = os.waitpid(child, 0)
        return said.removesuffix("\n") if said else f"crash or timeout: {status}"
    try:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(SECONDS)
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        sys.dont_write_bytecode = True
        try:
            said = work()
        except BaseException as error:
            said = f"raises: {type(error).__name__}"
        os.write(write, f"{said}\n".encode())
    finally:
        os._exit(0)


def pytest_fails(tests: Sequence[str]) -> bool:
    """Run some tests in this very process; `False` too where there are none."""
    return bool(tests) and run_tests(tests, []) not in (0, 5)


def run_tests(tests: Sequence[str], plugins: list[object]) -> int:
    """Run some tests in this very process up to the first that fails; gives pytest's exit code."""
    import pytest

    return int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *tests], plugins=plugins))


def tests_by_function() -> dict[tuple[str, str], list[str]]:
    """For each file and function of the engine the tests of `TESTS` that come by it."""
    with tempfile.TemporaryDirectory() as folder:
        found = Path(folder) / "tests.json"

        def note() -> str:
            seen = ComesBy()
            code = run_tests(TESTS, [seen])
            found.write_text(json.dumps([[*key, tests] for key, tests in seen.tests_of.items()]))
            return "" if code == 0 else f"pytest ends with {code}"

        said = in_a_child(note)
        assert not said, f"the tests do not pass unchanged: {said}"
        return {(file, function): tests for file, function, tests in json.loads(found.read_text())}


class ComesBy:
    """A plugin for pytest that notes which test comes by which function of the engine."""

    def __init__(self) -> None:
        self.tests_of: dict[tuple[str, str], list[str]] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Iterator[None]:
        """Watch the calls of one test."""
        met: set[tuple[str, str]] = set()
        sys.setprofile(noting(met))
        try:
            return (yield)
        finally:
            sys.setprofile(None)
            for key in met:
                self.tests_of.setdefault(key, []).append(item.nodeid)


def noting(met: set[tuple[str, str]]) -> Callable[[FrameType, str, object], None]:
    """A profile function that notes each file and function of the engine that is called."""

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and "safeaudit" in frame.f_code.co_filename:
            code = frame.f_code
            met.add((Path(code.co_filename).name, code.co_qualname.split(".<locals>")[0]))

    return note


def steps_by_function(scenes: Iterable[Scene]) -> dict[tuple[str, str], list[str]]:
    """For each file and function the steps whose judging comes by it."""
    from safeaudit.clock.calendar import Calendar
    from safeaudit.facts.known import Known
    from safeaudit.replay.replay import benchmarks_of, replay

    seen: dict[tuple[str, str], list[str]] = {}
    for scene in scenes:
        for step in PACK.steps:
            met: set[tuple[str, str]] = set()

            known = Known(scene.caseload, Calendar.england_and_wales(), benchmarks_of(PACK, scene.benchmarks))
            sys.setprofile(noting(met))
            replay(known, PACK.model_copy(update={"steps": [step]}))
            sys.setprofile(None)
            for key in met:
                if step.id not in seen.setdefault(key, []):
                    seen[key].append(step.id)
    return seen
