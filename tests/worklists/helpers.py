"""Lists of a few drawn rows, as at Sat 31 Oct 2026."""

from datetime import date
from pathlib import Path

import pandas as pd

from safeaudit.audit import Audit, run_audit
from safeaudit.worklists.enquiries import sent_enquiries
from safeaudit.worklists.protection_plans import protection_plans
from safeaudit.worklists.training import training
from tests.cli.helpers import write

AS_AT = date(2026, 10, 31)
CASES = """\
crn,event_number,sentence_date,supervision_start,supervision_end,in_custody,staff_code,team,pdu
A000001,1,2026-01-05,2026-01-05,,N,N01,Team A,North
A000002,1,2026-01-05,2026-01-05,,N,N02,Team B,North
A000003,1,2026-01-05,2026-01-05,2026-09-01,N,N03,Team C,South
A000004,1,2026-01-05,,,Y,N04,Team C,South
"""


def audited(folder: Path, **tables: str) -> Audit:
    """An audit of the cases above and some tables."""
    files = {f"{name}.csv": text for name, text in ({"cases": CASES} | tables).items()}
    return run_audit([Path(write(folder, files))], AS_AT)


def plans_of(folder: Path, **tables: str) -> pd.DataFrame:
    audit = audited(folder, **tables)
    return protection_plans(audit.replays[0].known, audit.replays[0].judged).set_index("crn")


def enquiries_of(folder: Path, **tables: str) -> pd.DataFrame:
    return sent_enquiries(audited(folder, **tables).replays[0].known)


def training_of(folder: Path, **tables: str) -> pd.DataFrame:
    audit = audited(folder, **tables)
    return training(audit.replays[0].known, audit.replays[0].judged).set_index("staff_code")


def day(text: str) -> pd.Timestamp:
    return pd.Timestamp(text)
