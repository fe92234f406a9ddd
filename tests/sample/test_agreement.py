"""Agreement against published worked examples, and by hand."""

import numpy as np
import pandas as pd
import pytest

from safeaudit.sample.agreement import agreement, agreement_of, by_step, misleading, of_readers
from safeaudit.sample.answers import FINDINGS

IN_TIME, LATE, NOT_DONE, NOT_NEEDED, CANNOT_TELL = FINDINGS


def test_cohens_own_example():
    """J. Cohen (1960), 200 cases: observed 0.70, by chance 0.41, kappa 0.492."""
    found = agreement_of(np.array([[88, 10, 2], [14, 40, 6], [18, 10, 12]]))
    assert (found.pairs, found.agree) == (200, 140)
    assert found.kappa == pytest.approx(0.492, abs=0.0005)


def test_fleiss_levin_and_paik():
    """Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions (3rd ed., 2003), table 18.1: 100 subjects,
    kappa 0.68 with standard error 0.087, so that 95% is 0.68 ± 0.17."""
    found = agreement_of(np.array([[75, 1, 4], [5, 4, 1], [0, 0, 10]]))
    assert found.kappa == pytest.approx(0.68, abs=0.005)
    assert (found.high - found.low) / 2 / 1.96 == pytest.approx(0.087, abs=0.001)


def test_two_by_two_by_hand():
    # 35 of 50 agree: 0.7. By chance (25 × 30 + 25 × 20) / 2500 = 0.5. Kappa (0.7 − 0.5) / 0.5 = 0.4.
    one = np.array([IN_TIME] * 25 + [NOT_DONE] * 25)
    other = np.array([IN_TIME] * 20 + [NOT_DONE] * 5 + [IN_TIME] * 10 + [NOT_DONE] * 15)
    found = agreement(one, other, FINDINGS)
    assert (found.agree, found.pairs, round(found.kappa, 10)) == (35, 50, 0.4)
    assert found.low < 0.4 < found.high


@pytest.mark.parametrize("table", [[[4, 0], [0, 0]], [[4, 1], [0, 0]], [[0, 0], [0, 0]]])
def test_no_kappa_where_one_gave_the_same_answer_throughout(table):
    assert np.isnan(agreement_of(np.array(table)).kappa)


def lines(*given: tuple[str, str, str], kind: str = "step") -> pd.DataFrame:
    """Lines of step, record and answer, each a case of its own."""
    frame = pd.DataFrame(given, columns=["step", "record", "answer"])
    crns = [f"Z9{n:05d}" for n in range(len(frame))]
    return frame.assign(crn=crns, id=crns, kind=kind, problem="")


def test_records_and_files_by_step():
    read = lines(
        ("a", IN_TIME, IN_TIME),
        ("a", IN_TIME, NOT_DONE),  # flattering
        ("a", IN_TIME, LATE),  # flattering
        ("a", NOT_DONE, IN_TIME),  # harsh
        ("a", IN_TIME, CANNOT_TELL),  # in no pair
        ("b", CANNOT_TELL, IN_TIME),  # in no pair
        ("b", LATE, LATE),
        ("b", LATE, ""),  # not read
    )
    steps = by_step(read).set_index("step")
    columns = ["pairs", "agree", "flattering", "harsh", "reader_cannot_tell", "record_cannot_tell"]
    assert steps.loc["a", columns].tolist() == [4, 1, 2, 1, 1, 0]
    assert steps.loc["b", columns].tolist() == [1, 1, 0, 0, 0, 1]
    assert steps.loc["", columns].tolist() == [5, 2, 2, 1, 1, 1]


def test_an_answer_with_a_problem_is_in_no_pair():
    read = lines(("a", IN_TIME, IN_TIME), ("a", IN_TIME, "soon")).assign(problem=["", "is not on the list"])
    assert by_step(read)["pairs"].tolist() == [1, 1]


def test_many_that_mislead_come_before_one_that_does():
    # Wilson's lower ends: 8 of 10, 0.49; 1 of 1, 0.21; 1 of 10, 0.02.
    many = [("many", IN_TIME, NOT_DONE)] * 8 + [("many", LATE, LATE)] * 2
    few = [("few", IN_TIME, NOT_DONE)] + [("few", LATE, LATE)] * 9
    found = misleading(by_step(lines(*many, *few, ("one", IN_TIME, LATE), ("none", LATE, LATE))))
    assert found["step"].tolist() == ["many", "one", "few"]
    assert found["worst"].round(2).tolist() == [0.49, 0.21, 0.02]


def test_two_readers():
    first = lines(("a", LATE, IN_TIME), ("a", LATE, LATE), ("a", LATE, CANNOT_TELL), ("a", LATE, ""))
    second = lines(("a", LATE, IN_TIME), ("a", LATE, NOT_DONE), ("a", LATE, CANNOT_TELL), ("a", LATE, LATE))
    readers = of_readers(first, second).set_index("kind")
    assert readers.loc["step", ["pairs", "agree"]].tolist() == [3, 2]
    assert readers.loc["question", "pairs"] == 0
