"""Files and worksheets → typed tables and a list of problems; knows nothing of policy."""

from safeaudit.extracts.read import read_extracts
from safeaudit.extracts.tables import Extracts, InputSheet, NotRead, Source, Table

__all__ = ["Extracts", "InputSheet", "NotRead", "Source", "Table", "read_extracts"]
