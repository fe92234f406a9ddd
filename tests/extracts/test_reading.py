"""Files read in the background."""

import subprocess
import sys
import threading

import pandas as pd
import pytest

from safeaudit.errors import ExtractError
from safeaudit.extracts.read import read_extracts
from safeaudit.extracts.reading import Reading
from tests.extracts.helpers import write

CASES = "crn,event_number,sentence_date\n" + "Z900001,1,2026-01-05\n"


def test_leaving_a_reading_stops_it(tmp_path):
    write(tmp_path, {f"cases-{month}.csv": CASES for month in range(1, 10)})
    begun, go_on = threading.Event(), threading.Event()
    told = []

    def wait(file, done, total):
        told.append(file)
        begun.set()
        go_on.wait(10)

    with Reading([tmp_path], progress=wait):
        assert begun.wait(10)
        threading.Timer(0.2, go_on.set).start()
    assert told == ["cases-1.csv"]


def test_mistakes_are_told_when_the_rows_are_asked_for(tmp_path):
    write(tmp_path, {"cases.csv": ""})
    with Reading([tmp_path, tmp_path / "gone"]) as reading, pytest.raises(ExtractError) as error:
        reading.gathered()
    assert len(error.value.messages) == 2


CONTACTS = "crn,contact_date,contact_type,what\nZ900009,2026-01-05,SFGC,x\n"
UNITS = "unit,kind,what\nNorth,pdu,x\nNorth,pdu,x\n"


def test_the_contact_log_is_read_last_and_told_of_in_its_place(tmp_path):
    write(tmp_path, {"cases.csv": CASES, "contacts.csv": CONTACTS, "units.csv": UNITS})
    told = []
    extracts = read_extracts([tmp_path], progress=lambda file, done, total: told.append(file))
    assert list(dict.fromkeys(told)) == ["cases.csv", "units.csv", "contacts.csv"]
    assert [sheet.file for sheet in extracts.inputs] == ["cases.csv", "contacts.csv", "units.csv"]
    assert [passed.file for passed in extracts.not_read] == ["contacts.csv", "units.csv"]
    assert extracts.problems["file"].tolist() == ["contacts.csv", "units.csv"]
    assert extracts.problems["kind"].tolist() == ["orphan", "exact-duplicate"]


def test_mistakes_in_files_are_told_in_file_order(tmp_path):
    write(tmp_path, {"cases.csv": CASES, "contacts.csv": "", "units.csv": ""})
    with pytest.raises(ExtractError) as error:
        read_extracts([tmp_path])
    assert [message.split(":")[0] for message in error.value.messages] == ["contacts.csv", "units.csv"]


def test_beside_a_workbook_files_are_read_in_file_order(tmp_path):
    """It may hold rows of any table, and of equal rows the first in file order stays."""
    write(tmp_path, {"cases.csv": CASES, "contacts.csv": CONTACTS, "units.csv": UNITS})
    with pd.ExcelWriter(tmp_path / "dates.xlsx") as book:
        pd.DataFrame({"unit": ["South"], "kind": ["pdu"]}).to_excel(book, sheet_name="units", index=False)
    told = []
    read_extracts([tmp_path], progress=lambda file, done, total: told.append(file))
    assert list(dict.fromkeys(told)) == ["cases.csv", "contacts.csv", "dates.xlsx", "units.csv"]


def test_reading_needs_no_pandas(tmp_path):
    """It takes longer to load than a unit takes to read, and is loaded meanwhile: see `cli/audit.py`."""
    write(tmp_path, {"cases.csv": CASES})
    program = (
        "import sys; from pathlib import Path; from safeaudit.extracts.reading import Reading\n"
        "import safeaudit.settings\n"
        "with Reading([Path(sys.argv[1])]) as reading: reading.gathered()\n"
        "sys.exit('pandas' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=False).returncode == 0
