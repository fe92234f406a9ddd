"""What an audit can be split by."""

from enum import StrEnum


class By(StrEnum):
    """A workbook for each of these."""

    TEAM = "team"
    OFFICER = "officer"
