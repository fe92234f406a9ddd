"""A settings file drafted from the files at hand: everything guessed stands as a comment, to be confirmed."""

import json
import textwrap
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final

from safeaudit.check.authorities import spellings
from safeaudit.check.found import Check, CodeFound
from safeaudit.check.guesses import likely, yes_or_no
from safeaudit.check.heads import Head
from safeaudit.extracts.heading_messages import near_misses
from safeaudit.extracts.headings import shown_heading
from safeaudit.extracts.tables import Extracts
from safeaudit.packs.schema import Pack
from safeaudit.settings import Settings
from safeaudit.settings.codes import code_subjects

_MOST: Final = 30  # codes of one column that are listed
_HEAD: Final = """\
# Drafted by `safeaudit check --suggest`. Lines that begin with #key are guesses: look at each, and take its # away
# if it is right. Lines that begin with "# " explain. An audit reads this file as safeaudit.toml in the folder that it
# is run in, or with --settings.
"""


def draft(
    heads: Sequence[Head],
    errors: Sequence[str],
    read: tuple[Extracts, Check] | None,
    packs: Sequence[Pack],
    settings: Settings,
    paths: Sequence[Path],
) -> str:
    """Write the draft as TOML. `errors`: why files cannot be read yet; `read`: what was read, if all could be."""
    lines = [_HEAD]
    if settings.file:
        lines += [f"# What {settings.file.name} says already is taken for right and not said again.", ""]
    if errors:
        lines += ["# These files cannot be read as they are:", *(f"#   {error}" for error in errors), ""]
    lines += [f"marking = {_text(settings.marking)}", "", *_audit(paths), *_tables(heads), *_headings(heads)]
    if read:
        lines += [*_codes(read[1].codes), *_authorities(read[0]), *_yes_no(read[0])]
    else:
        lines += ["# Codes and words were not looked at: the files must be readable first.", ""]
    return "\n".join(map(_wrapped, [*lines, *_benchmarks(packs), *_calendar()]))


def _wrapped(line: str) -> str:
    """A line that explains, broken where it is too long; any other as it stands."""
    if not line.startswith("# ") or line.count("\n"):
        return line
    return textwrap.fill(line, 120, subsequent_indent="#   ", break_long_words=False, break_on_hyphens=False)


def _audit(paths: Sequence[Path]) -> Iterator[str]:
    yield "[audit]"
    yield "# The month's own options: with them, `safeaudit audit --as-at DAY` is all there is to type."
    yield f"#extracts = {_list(str(path) for path in paths)}"
    yield '#out = "audit-{as_at}"'
    yield '#history = "history.sqlite"'
    yield ""


def _tables(heads: Sequence[Head]) -> Iterator[str]:
    yield "[tables]"
    yield "# Which table a file or worksheet holds, where its name does not say so; none: it is to be left out."
    guesses: defaultdict[str, list[str]] = defaultdict(list)
    for head in (head for head in heads if head.guessed):
        if head.table and head.top:
            known, of = len(head.top.headings.places), sum(bool(cell.strip()) for cell in head.top.cells)
            yield f"# {head.name}: {known} of its {of} headings are those of {head.table.name}."
        guesses[head.table.name if head.table else "none"].append(head.name)
    for table, names in guesses.items():
        yield f"#{table} = {_list(names)}"
    yield ""


def _headings(heads: Sequence[Head]) -> Iterator[str]:
    """For each table the headings not recognised, with the column that each is nearest to."""
    by_table: defaultdict[str, list[Head]] = defaultdict(list)
    for head in heads:
        if head.table and head.top:
            by_table[head.table.name].append(head)
    for table, mine in by_table.items():
        lines = list(_headings_of(mine))
        if lines:
            yield from (f"[headings.{table}]", *lines, "")


def _headings_of(heads: Sequence[Head]) -> Iterator[str]:
    """What was not recognised in the files and worksheets of one table."""
    near: defaultdict[str, dict[str, None]] = defaultdict(dict)
    other: dict[str, None] = {}
    for head in heads:
        assert head.top and head.table
        if head.top.headings.missing:
            yield f"# {head.name} has no {', '.join(head.top.headings.missing)}, without which it cannot be read."
        likely_columns = near_misses(head.top.headings, head.table)
        for heading in head.top.headings.unknown:
            if heading in likely_columns:
                near[likely_columns[heading]][" ".join(heading.split())] = None
            else:
                other[shown_heading(heading)] = None
    yield from (f"#{column} = {_list(names)}" for column, names in near.items())
    if other:
        yield f"# Not read, and like no column: {', '.join(other)}."


def _codes(codes: Sequence[CodeFound]) -> Iterator[str]:
    """For each subject the codes not understood, with counts, and what they most likely mean."""
    subjects = {column: name for name, subject in code_subjects().items() for column in subject.columns}
    ordered = sorted(codes, key=lambda code: subjects.get((code.table, code.column), ""))
    for name, of_subject in groupby(ordered, key=lambda code: subjects.get((code.table, code.column), "")):
        if not name:
            continue
        listed = list(of_subject)
        yield f"[codes.{name}]"
        known = code_subjects()[name].known or {}
        yield f"# Known: {', '.join(known)}."
        guesses: defaultdict[str, list[str]] = defaultdict(list)
        for code in listed[:_MOST]:
            yield f"# {code.table}.{code.column} {code.code}: {code.rows:,} rows; {code.follows}."
            meaning = None if code.code.startswith("(") else likely(name, code.code, known)
            if meaning and code.code not in guesses[meaning]:
                guesses[meaning].append(code.code)
        if len(listed) > _MOST:
            yield f"# And {len(listed) - _MOST:,} more; `safeaudit check --json` has all."
        yield from (f"#{_key(meaning)} = {_list(words)}" for meaning, words in guesses.items() if words)
        yield ""


def _authorities(extracts: Extracts) -> Iterator[str]:
    groups = spellings(extracts)
    if groups:
        yield "[codes.authority]"
        yield "# Names of authorities that may mean the same one."
        yield from (f"#{_key(name)} = {_list(others)}" for name, others in groups.items())
        yield ""


def _yes_no(extracts: Extracts) -> Iterator[str]:
    problems = extracts.problems
    words = problems["value"][(problems["kind"] == "bad-yes-no").to_numpy(dtype=bool)].value_counts()
    counts = {str(word): int(rows) for word, rows in words.items() if rows}
    if not counts:
        return
    yield "[yes_no]"
    guesses: defaultdict[str, list[str]] = defaultdict(list)
    for word, rows in counts.items():
        yield f"# {word}: {rows:,} cells are neither yes nor no."
        meaning = None if word.startswith("(") else yes_or_no(word)
        if meaning:
            guesses[meaning].append(word)
    yield from (f"#{meaning} = {_list(words)}" for meaning, words in guesses.items())
    yield ""


def _benchmarks(packs: Sequence[Pack]) -> Iterator[str]:
    yield "[benchmarks]"
    yield '# Local numbers for where the policy gives none; "none" leaves what rests on one without a due day.'
    known: Mapping[str, str] = {
        f"#{name} = {_text(benchmark.span)}": benchmark.says
        for pack in packs
        for name, benchmark in pack.benchmarks.items()
    }
    yield from (f"{line}  # {says}" for line, says in known.items())
    yield ""


def _calendar() -> Iterator[str]:
    yield "[calendar]"
    yield "# Days that the office does not work, and bank holidays that it does."
    yield "#add = []"
    yield "#remove = []"
    yield ""


def _text(text: str) -> str:
    """A text as TOML writes it, which JSON writes alike."""
    return json.dumps(text, ensure_ascii=False)


def _list(texts: Iterable[str]) -> str:
    return f"[{', '.join(map(_text, texts))}]"


def _key(name: str) -> str:
    """A key, in quotes where it is more than letters, digits, - and _."""
    return name if name.replace("-", "").replace("_", "").isalnum() and name.isascii() else _text(name)
