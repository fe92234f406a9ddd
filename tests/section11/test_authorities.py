"""Which obligations a partnership's return is of."""

import pandas as pd

from safeaudit.section11.authorities import Partnership


def test_its_cases_obligations_and_those_of_staff_and_units():
    crn = pd.Series(["A000001", "A000002", None, "A000001"], dtype="category")
    leeds = Partnership("Leeds", ["Leeds"], frozenset({"A000001"}), 0)
    kept = leeds.keep(pd.DataFrame({"crn": crn, "n": [1, 2, 3, 4]}))
    assert list(kept["n"]) == [1, 3, 4]
