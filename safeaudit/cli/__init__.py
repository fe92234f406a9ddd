"""The command line: parses, calls, prints. Everything heavy is imported only when a command needs it."""

from safeaudit.cli.run import main

__all__ = ["main"]
