"""Writing to the terminal: reports to standard output, everything else to standard error."""

import os
import sys
from collections.abc import Callable
from io import StringIO
from typing import TYPE_CHECKING

from safeaudit.errors import OutputError
from safeaudit.reports.plain import plain

if TYPE_CHECKING:
    from rich.console import Console


def tell(*messages: str) -> None:
    """Write messages to standard error, one line each."""
    for message in messages:
        print(f"safeaudit: {plain(message)}", file=sys.stderr)


def show(draw: "Callable[[Console], None]") -> None:
    """Draw a report on standard output: in colour only on one (and not with `NO_COLOR`)."""
    from rich.console import Console

    drawn = StringIO()
    on_terminal = True if sys.stdout.isatty() else None  # None leaves it to FORCE_COLOR
    draw(Console(file=drawn, force_terminal=on_terminal, highlight=False, emoji=False, markup=False))
    write("\n".join(line.rstrip() for line in drawn.getvalue().splitlines()) + "\n")


def write(text: str) -> None:
    """Write text to standard output.

    A reader that has gone (`| head`) is no mistake; a full disk is one (OutputError).
    """
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except UnicodeEncodeError:
        encoding = sys.stdout.encoding
        write(text.encode(encoding, "replace").decode(encoding))
    except BrokenPipeError:
        _discard_the_rest()
    except OSError as error:
        _discard_the_rest()
        raise OutputError(f"standard output: cannot be written ({error.strerror}).") from None


def _discard_the_rest() -> None:
    """Let what Python still holds for standard output go nowhere, so that ending does not fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
