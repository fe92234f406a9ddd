"""Shows on standard error how far reading has come, once it takes more than a second."""

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

WAIT_SECONDS = 1.0


class ReadingProgress:
    """A progress bar that is told of each file read: `(file, bytes read of all files, bytes of all files)`.

    Nothing is shown when `quiet`, or where standard error is no terminal.
    """

    def __init__(self, quiet: bool) -> None:
        self._shown = not quiet and sys.stderr.isatty()
        self._started = time.monotonic()
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def __call__(self, file: str, done: int, total: int) -> None:
        """Move the bar; it goes away once everything has been read."""
        if not self._shown or time.monotonic() - self._started < WAIT_SECONDS:
            return
        if done >= total:
            self._stop()
            return
        if self._bar is None:
            self._start()
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=done, total=total, file=file)

    def _start(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn

        columns = (
            TextColumn("Reading"),
            BarColumn(),
            DownloadColumn(),
            TextColumn("{task.fields[file]}", markup=False),
        )
        self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
        self._task = self._bar.add_task("", file="")
        self._bar.start()

    def _stop(self) -> None:
        if self._bar is not None:
            self._bar.stop()
        self._bar, self._shown = None, False
