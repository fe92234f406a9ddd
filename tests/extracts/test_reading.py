"""Files read in the background."""

import subprocess
import sys
import threading

import pytest

from safeaudit.errors import ExtractError
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
