"""Runs a command and turns every way of failing into a short message and an exit code."""

import ctypes
import gc
import os
import platform
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import NoReturn

import typer

from safeaudit.cli.app import app
from safeaudit.cli.console import tell
from safeaudit.errors import CommandError, UserError

TRACEBACK = "SAFEAUDIT_TRACEBACK"
# Neither 0 to 5, which `outputs.md` fixes, nor what a shell uses: sysexits' EX_SOFTWARE.
UNEXPECTED = 70
INTERRUPTED = 130
# As in malloc.h, and in bytes, but for the first, which is a number of heaps.
M_ARENA_MAX, M_MMAP_THRESHOLD, M_TRIM_THRESHOLD, M_TOP_PAD = -8, -3, -1, -2
HEAP = {M_ARENA_MAX: 1, M_MMAP_THRESHOLD: 32 << 20, M_TRIM_THRESHOLD: 512 << 20, M_TOP_PAD: 64 << 20}
# What numpy goes by when it is imported. No linear algebra is done here, and its threads cost a tenth of a second to
# begin. On some processors (AMD's Zen 4) sorting with AVX-512 takes four to six times as long as with AVX2. (A numpy
# that was built to need AVX-512 refuses this; an empty variable then lets it be.)
NUMPY = {"OPENBLAS_NUM_THREADS": "1"}
if platform.machine() in ("x86_64", "AMD64"):
    NUMPY["NPY_DISABLE_CPU_FEATURES"] = "X86_V4 AVX512_ICL"


def main() -> NoReturn:
    """Run the command that the program was called with, and end with its exit code."""
    # One short run: to look for cycles again and again costs a tenth of the time and finds next to nothing.
    gc.disable()
    _keep_one_heap()
    for name, value in NUMPY.items():
        os.environ.setdefault(name, value)
    signal.signal(signal.SIGTERM, _end)
    with Path(os.devnull).open("w") as nowhere:
        # None where who called the program closed it (`>&-`).
        sys.stdout, sys.stderr = sys.stdout or nowhere, sys.stderr or nowhere
        code = run(sys.argv[1:])
        with suppress(OSError):  # a reader that has gone
            sys.stdout.flush()
    # Everything is written and closed. To take apart piece by piece what is held would take a fifth of a second.
    os._exit(code)


def run(arguments: Sequence[str]) -> int:
    """Run one command; gives its exit code. Messages go to standard error, one line each."""
    try:
        return app(list(arguments), prog_name="safeaudit", standalone_mode=False) or 0
    except UserError as error:
        tell(*error.messages)
        return error.exit_code
    except typer.TyperException as error:
        tell(_usage(error))
        return CommandError.exit_code
    except (KeyboardInterrupt, typer.Abort):
        tell("stopped; nothing half-written is left.")
        return INTERRUPTED
    except Exception as error:
        if os.environ.get(TRACEBACK) == "1":
            raise
        # Neither the error's own words nor where it arose: both may hold people's data.
        tell(
            f"something went wrong inside the program ({type(error).__name__}); nothing half-written is left."
            f" {TRACEBACK}=1 shows where; what it shows may hold personal data."
        )
        return UNEXPECTED


def _keep_one_heap() -> None:
    """Let all threads share one heap, and let it keep what is freed for the next column.

    Of a region's audit 70 MB otherwise lie freed in heaps of threads long ended; and memory given back and asked for
    anew has to be cleared page by page, a tenth of the time. `man 3 mallopt`; C libraries without it do without.
    """
    with suppress(OSError, AttributeError, TypeError):
        mallopt = ctypes.CDLL(None).mallopt
        for name, value in HEAP.items():
            mallopt(name, value)


def _usage(error: typer.TyperException) -> str:
    """What is wrong with the command line, and how to get help on it."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "safeaudit"
    said = error.format_message()
    return f"{said}{'' if said.endswith(('.', '?')) else '.'} See {command} --help."


def _end(number: int, frame: FrameType | None) -> NoReturn:
    """End in order when told to, so that what is half-written is removed."""
    sys.exit(128 + number)
