"""Mutation testing of the engine: `python -m tests.mutants.run [--out FILE] [--again FILE] [--every N] [MODULE...]`.

Each small change of a module (`mutate.py`) is tried on its own. It is killed when

- the changed engine raises, or answers otherwise than the reference (`tests/reference`) on one of the caseloads of
  `scenes.py`, of which the reference's answers are worked out once,
- or a drawn history no longer holds,
- or a test of `tests/clock` (for `safeaudit/clock` only), `tests/mutants/test_*.py` or `tests/replay` fails.

MODULE is a path such as `safeaudit/facts/visits.py` (all modules if none is given). `--out` writes every mutant and its
fate as JSON; `--again` tries only the survivors that such a file names, on every step that comes by them; `--every N`
tries only each Nth mutant of a module.
Nothing is ever written to the work tree: the package and the tests are copied to a temporary folder first, and a mutant
lives only in the memory of a forked child, one child at a time (`change.py`). A mutant in a function is tried only on
steps that come by that function: a few of them first, some thirty where it survives those (`ground.py`).
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
DEFAULT = [
    "safeaudit/clock/*.py", "safeaudit/shapes/*.py", "safeaudit/facts/*.py",
    *(f"safeaudit/replay/{name}.py" for name in ("due", "step", "beside", "needs", "doubts", "copies", "values")),
]  # fmt: skip
Fate = dict[str, object]


def main(arguments: Sequence[str]) -> None:
    """Copy package and tests, and run there."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants.run", description=__doc__)
    parser.add_argument("modules", nargs="*")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--again", type=Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--in-the-copy", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.in_the_copy:
        run(given.modules or DEFAULT, given.out, given.again, given.every)
        return
    with tempfile.TemporaryDirectory() as folder:
        ignore = shutil.ignore_patterns("__pycache__", "*.pyc")
        for name in ("safeaudit", "tests", "sample_data"):
            shutil.copytree(ROOT / name, Path(folder) / name, ignore=ignore)
        shutil.copy(ROOT / "pyproject.toml", folder)
        paths = [f"--{key}={path.resolve()}" for key in ("out", "again") if (path := getattr(given, key))]
        command = [sys.executable, "-m", "tests.mutants.run", "--in-the-copy", f"--every={given.every}", *paths]
        single = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "ARROW_NUM_THREADS"), "1")
        environment = os.environ | single | {"PYTHONPATH": folder}
        subprocess.run([*command, *given.modules], cwd=folder, env=environment, check=True)


def run(patterns: Sequence[str], out: Path | None, again: Path | None, every: int) -> None:
    """Try the mutants of the modules, print the survivors and the figures."""
    import safeaudit
    from tests.mutants.ground import FEW, Ground, some_of
    from tests.mutants.mutate import mutants

    assert Path(str(safeaudit.__file__)).is_relative_to(Path.cwd()), "not the copy"
    ground = Ground(on_all=bool(again))
    earlier = json.loads(again.read_text(encoding="utf-8")) if again else []
    wanted = {(old["module"], old["line"], old["what"]) for old in earlier if old["by"] == "survived"}
    fates: list[Fate] = []
    for path in dict.fromkeys(path for pattern in patterns for path in sorted(Path().glob(pattern))):
        started = time.monotonic()
        module = ".".join(path.with_suffix("").parts).removesuffix(".__init__")
        tried = list(mutants(path.read_text(encoding="utf-8"), str(path)))[::every]
        tried = [mutant for mutant in tried if not again or (str(path), mutant.line, mutant.what) in wanted]
        steps = {step for mutant in tried for step in some_of(ground.steps_that_come_by(path, mutant.function), FEW)}
        ground.prepare(steps)
        in_place = bool(tried) and ground.stands_in_place(module, path, some_of(sorted(steps), FEW))
        for mutant in tried:
            by = ground.fate(module, path, mutant, in_place)
            fates.append({"module": str(path), "line": mutant.line, "what": mutant.what, "by": by})
            if by == "survived":
                print(f"{path}:{mutant.line}: {mutant.what}", flush=True)
        if out:
            out.write_text(json.dumps(fates, indent=0, ensure_ascii=False), encoding="utf-8")
        took = f"{time.monotonic() - started:.0f} s{'' if in_place else ', each imported afresh'}"
        print(line_of(str(path), [fate for fate in fates if fate["module"] == str(path)]), took, flush=True)
    print()
    print(line_of("all", fates))


def line_of(name: str, fates: Sequence[Fate]) -> str:
    """One line of figures: mutants, killed, survived, and what killed them."""
    by = Counter(str(fate["by"]).split(":")[0] for fate in fates)
    survived = by.pop("survived", 0)
    return f"| `{name}` | {len(fates)} | {len(fates) - survived} | {survived} | {dict(by.most_common())}"


if __name__ == "__main__":
    main(sys.argv[1:])
