"""Puts a changed module in the place of its own, in memory alone."""

from __future__ import annotations

import importlib.abc
import importlib.util
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import CodeType, ModuleType

AFRESH = ("safeaudit.clock", "safeaudit.shapes", "safeaudit.facts", "safeaudit.replay", "safeaudit.audit")
TESTS_AFRESH = ("tests.clock", "tests.mutants.test_", "tests.mutants.helpers", "tests.replay")
PLAIN = (int, float, str, bytes, type(None))


def put_in_place(name: str, code: CodeType) -> None:
    """Run the changed code in the module that is there, and give what it makes to all that hold the old.

    Only for changes within functions: plain values that others have imported would stay as they were.
    """
    module = sys.modules[name]
    old = dict(vars(module))
    _forget_facts_of(name)
    exec(code, vars(module))
    new_of = {
        id(value): vars(module)[key]
        for key, value in old.items()
        if vars(module).get(key) is not value and not isinstance(value, PLAIN) and key[:2] != "__"
    }
    for other in [held for key, held in sys.modules.items() if key.startswith("safeaudit.") and held]:
        for key, value in list(vars(other).items()):
            if id(value) in new_of:
                setattr(other, key, new_of[id(value)])


def _forget_facts_of(name: str) -> None:
    """Take a module's facts out of the registry, which refuses to be told of one twice."""
    from safeaudit.facts import registry

    for held in (registry.THINGS, registry.TRUTHS, registry.DATES, registry.ACTIONS):
        for fact in [key for key, function in held.items() if getattr(function, "__module__", "") == name]:
            del held[fact]  # type: ignore[attr-defined]


def import_afresh(name: str, path: Path, code: CodeType) -> None:
    """Forget every module that may rest on the changed one, so that the next import takes it up."""
    for held in list(sys.modules):
        if held.startswith((*AFRESH, *TESTS_AFRESH)):
            del sys.modules[held]
    sys.meta_path.insert(0, _OnlyTheMutant(name, path, code))


class _OnlyTheMutant(importlib.abc.MetaPathFinder, importlib.abc.Loader):
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
