"""Names of local authorities that may be spellings of one."""

import re
from collections import Counter, defaultdict
from typing import Final

from safeaudit.extracts.tables import Extracts
from safeaudit.extracts.words import folded

# Words that one office writes with an authority's name and another leaves out.
_COMMON: Final = re.compile(
    r"\b(?:city|county|borough|metropolitan|royal|district|council|of|the|mbc|cc|unitary|authority|london|lb)\b", re.I
)
_COLUMNS: Final = ("local_authority", "previous_local_authority")


def spellings(extracts: Extracts) -> dict[str, list[str]]:
    """Each authority's most frequent spelling, with the others that differ by more than case and spaces."""
    rows: Counter[str] = Counter()
    for table in extracts.tables.values():
        for column in _COLUMNS:
            if column in table.rows and table.held(column):
                rows.update(
                    {str(name): int(count) for name, count in table.rows[column].value_counts().items() if count}
                )
    alike: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for name, _ in rows.most_common():
        core = folded(re.sub(r"[^\w\s]", " ", _COMMON.sub(" ", name.replace("&", " and "))))
        if core:
            alike[core].setdefault(folded(name), name)
    groups = [list(names.values()) for names in alike.values()]
    return {names[0]: names[1:] for names in groups if len(names) > 1}
