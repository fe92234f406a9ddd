"""Every mistake a user can make, each with the exit code that `outputs.md` fixes for it.

A message is short and says what is wrong, where, what was found and what to do.
"""


class UserError(Exception):
    """A mistake that a user can put right; printed without a traceback."""

    exit_code = 2

    def __init__(self, *messages: str) -> None:
        """Take one message for each mistake found, so that all are shown at once."""
        super().__init__("\n".join(messages))
        self.messages = messages


class CommandError(UserError):
    """The command line is wrong."""

    exit_code = 2


class ExtractError(UserError):
    """The extracts cannot be read or hold nothing usable."""

    exit_code = 3


class DecisionsError(UserError):
    """A file of decisions cannot be read, or holds mistakes."""

    exit_code = 3


class AnswersError(UserError):
    """An earlier Section 11 return cannot be read, or is none."""

    exit_code = 3


class PolicyError(UserError):
    """A policy pack or a settings file is unknown or invalid."""

    exit_code = 4


class OutputError(UserError):
    """The output cannot be written."""

    exit_code = 5
