"""Where each row of the extracts stands, as evidence names it."""

import numpy as np

from safeaudit.caseload.arrays import Words
from safeaudit.extracts.contract import TABLES
from safeaudit.extracts.tables import Extracts


def place_of_each_record(extracts: Extracts) -> Words:
    """For each record number (see `caseload.record_offsets`) its `file:row`, or `file[sheet]:row`."""
    places = [np.full(0, "", dtype=object)]
    for name in TABLES:
        if name in extracts.tables:
            table = extracts.tables[name]
            names = [f"{s.file}[{s.sheet}]:" if s.sheet else f"{s.file}:" for s in table.sources]
            file = np.array(names, dtype=object)[table.rows["source"].to_numpy()]
            places.append(file + table.rows["row"].to_numpy().astype(str).astype(object))
    return np.concatenate(places)
