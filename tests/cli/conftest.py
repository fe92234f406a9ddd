from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from safeaudit.cli.run import run

from .helpers import AS_AT, write


class Ended(NamedTuple):
    code: int
    out: str
    err: str


Command = Callable[..., Ended]


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs a command in this process at 80 columns, and gives its exit code and what it printed."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("SAFEAUDIT_TRACEBACK", raising=False)

    def command(*arguments: str | Path) -> Ended:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        return Ended(code, *capsys.readouterr())

    return command


@pytest.fixture
def unit(tmp_path: Path) -> str:
    """The small unit of `helpers`, written to a folder."""
    return write(tmp_path / "extracts")


@pytest.fixture
def audited(command: Command, unit: str, tmp_path: Path) -> Path:
    """The output folder of an audit of the small unit."""
    assert command("audit", unit, *AS_AT, "--out", tmp_path / "out").code == 0
    return tmp_path / "out"
