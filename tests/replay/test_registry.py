"""The names by which packs call facts."""

import pytest

from safeaudit.facts.registry import TRUTHS, truth_of
from safeaudit.facts.transfers import agreed_by_the_change


def test_two_facts_of_one_name_are_refused():
    def other() -> None:
        """A fact of the same name."""

    other.__name__ = agreed_by_the_change.__name__
    with pytest.raises(ValueError, match="two facts are called agreed_by_the_change"):
        truth_of(other)
    assert TRUTHS["agreed_by_the_change"] is agreed_by_the_change
