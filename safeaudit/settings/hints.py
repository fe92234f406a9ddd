"""What settings tell the reading: files, headings and words, each from the office's own to the contract's."""

from collections import defaultdict
from collections.abc import Iterator

from safeaudit.extracts.contract import CLOSED_LISTS, TABLES
from safeaudit.extracts.hints import Hints
from safeaudit.extracts.words import folded
from safeaudit.settings.codes import code_subjects
from safeaudit.settings.settings import Settings

Column = tuple[str, str]


def hints_of(settings: Settings) -> Hints:
    """Turn settings about (theirs → ours) for the reading."""
    words: defaultdict[str, defaultdict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for (table, column), theirs, ours in _meanings(settings):
        words[table][column][folded(theirs)] = ours
    return Hints(
        tables={name: table for table, names in settings.tables.items() for name in names},
        aliases={
            table: {heading: column for column, headings in columns.items() for heading in headings}
            for table, columns in settings.headings.items()
        },
        words=words,
    )


def _meanings(settings: Settings) -> Iterator[tuple[Column, str, str]]:
    """Each column, a word of the office's there, and the contract's word for it."""
    yes_no = [(word, "y") for word in settings.yes_no.yes] + [(word, "n") for word in settings.yes_no.no]
    if yes_no:
        for column in _columns_with_yes_and_no():
            yield from ((column, theirs, ours) for theirs, ours in yes_no)
    subjects = code_subjects() if settings.codes else {}
    for name, meanings in settings.codes.items():
        for meaning, codes in meanings.items():
            subject = subjects[name]
            yield from ((column, code, subject.held(meaning) or "") for code in codes for column in subject.columns)


def _columns_with_yes_and_no() -> list[Column]:
    yes_no = CLOSED_LISTS["yes-no"].items()
    return [
        (table.name, column.name)
        for table in TABLES.values()
        for column in table.columns
        if column.kind == "yes-no" or yes_no <= column.words.items()
    ]
