"""The timeline tells every dated cell of a case, and shows nothing that is free text."""

from safeaudit.extracts.contract import TABLES
from safeaudit.worklists.timeline import SAYS, phrases

# Of a person rather than of the case; and of the typing rather than of what was done (the reason tells that).
NOT_TOLD = {("cases", "date_of_birth"), ("children", "date_of_birth")}
NOT_TOLD |= {(table, "recorded_on") for table in ("contacts", "enquiries", "referrals")}
FREE = ("text", "noms")


def test_every_dated_cell_of_a_case_has_its_words():
    dated = {
        (table.name, column.name)
        for table in TABLES.values()
        for column in table.columns
        if column.kind in ("date", "datetime") and any(other.name == "crn" for other in table.columns)
    }
    told = {(table, name) for table, columns in phrases().items() for name in columns if name != "known_by"}
    assert dated - told == NOT_TOLD
    assert told <= dated


def test_no_free_text_is_shown():
    for table, columns in phrases().items():
        for words in columns.values():
            shown = [TABLES[table].column(name) for name in words if name != SAYS]
            assert not [column.name for column in shown if column.kind in FREE]
