"""Every mistake in a settings file: its line, what is wrong and what to do, all at once."""

from pathlib import Path

import pytest

from safeaudit.errors import PolicyError
from safeaudit.settings import read_settings
from safeaudit.settings.lines import line_of


def told(folder: Path, text: str) -> list[str]:
    """The messages of a settings file, without the file's name."""
    file = folder / "safeaudit.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(PolicyError) as error:
        read_settings(file)
    return [message.removeprefix("safeaudit.toml, ") for message in error.value.messages]


ONE_MISTAKE = [
    ("markng = 'X'", "line 1: markng is not a setting; most like it: marking."),
    ("zzz = 1", "line 1: zzz is not a setting; known: marking, audit, tables,"),
    ("marking = 3", "line 1: marking wants text in quotes; found '3'."),
    ("benchmarks = 3", "line 1: benchmarks wants a table: keys below a line [benchmarks]; found '3'."),
    ("\n[audit]\npolices = 'hmpps'", "line 3: audit.polices is not a setting of [audit]; most like it: policies."),
    ("[audit]\npolicies = ['hmpps', 'hmps']", "audit.policies names hmps, which is not a policy; most like it: hmpps."),
    ("[audit]\nout = '{year}'", "line 2: audit.out holds {year}, which means nothing here; write {as_at} or {month}."),
    ("[audit]\nout = 'a}'", "line 2: audit.out has a brace too many; write {as_at} or {month}."),
    ("[audit]\nextracts = ['']", "line 2: audit.extracts holds a blank path; name a file or folder."),
    ("[tables]\ncontact = 'a.csv'", "line 2: tables.contact is not a table; most like it: contacts."),
    ("[tables]\ncases = 'a.csv'\nplans = 'A.csv'", "line 3: tables.plans names 'A.csv', and so does cases; keep one."),
    ("[headings.case]\n", "line 1: headings.case is not a table; most like it: cases."),
    ("[headings.cases]\nCRM = 'x'", "line 2: headings.cases.CRM is not a column of cases; most like it: crn."),
    ("[headings.cases]\ncrn = 'A b'\nsed='a-b'", "headings.cases.sed holds 'a-b', which means crn already; keep one."),
    ("[headings.cases]\ncrn = '!'", "holds '!', which has no letter or digit; write the heading as it stands."),
    ("[codes.contacts]\n", "line 1: codes.contacts is not a subject of codes; most like it: contact_type."),
    ("[codes.contact_type]\nCHVX='1'", "codes.contact_type.CHVX is not a meaning of contact_type; most like it:"),
    ("[codes.register]\nRCPR = ['A']\nRCCO = ['a']", "line 3: codes.register.RCCO holds 'a', which means RCPR already"),
    ("[codes.course]\nadvanced = 'ELEARNING'", "course.advanced holds 'ELEARNING', which means elearning already"),
    ("[codes.authority]\nLeeds = 'York'\nYork = 'LCC'", "codes.authority.Leeds holds 'York', which means York already"),
    ("[codes.role]\nCOM = ' '", "codes.role.COM holds a blank code; a blank always means not recorded."),
    ("[yes_no]\nno = ['Y']", "line 2: yes_no.no holds 'Y', which means yes already; keep one."),
    ("[benchmarks]\nhandovers = '1 day'", "handovers is not the name of a benchmark; most like it: handover."),
    ("[benchmarks]\nhandover = 'soon'", 'benchmarks.handover holds what is no span: "soon" is not a span of time'),
    ("[benchmarks]\nhandover = 5", "line 2: benchmarks.handover wants text in quotes; found '5'."),
    ("[readings]\nhv-cse = 'x'", "line 2: readings.hv-cse is not a step that can be read otherwise; most like it:"),
    ("[readings]\nhv-cse-15d = 'working days'", "holds working days, which is not a reading of it; most like it:"),
    ("[readings]\nhv-cse-15d = 15", "line 2: readings.hv-cse-15d wants text in quotes; found '15'."),
    ("[calendar]\nadd = ['May']", "calendar.add holds May, which is not a date; write dates bare, such as 2026-12-24."),
    ("[calendar]\nadd = [5]", "calendar.add holds 5, which is not a date; write dates bare, such as 2026-12-24."),
    ("[calendar]\nadd = [2026-12-24T09:00:00]", "which is not a date; write dates bare, such as 2026-12-24."),
    ("[calendar]\nadd = [2051-01-01]", "holiday added on 2051-01-01: give a date from 2012-01-01 to 2035-12-31."),
    ("[calendar]\nremove = [2026-10-27]", "removed on 2026-10-27: that day is not a bank holiday; leave it out."),
    ("[calendar]\nadd=[2026-12-25]\nremove=[2026-12-25]", "on 2026-12-25: both added and removed; give it once."),
]


@pytest.mark.parametrize(("text", "says"), ONE_MISTAKE)
def test_each_mistake_is_told_once_with_its_remedy(tmp_path: Path, text: str, says: str) -> None:
    messages = told(tmp_path, text)
    assert len(messages) == 1
    assert says in messages[0]


NOT_TOML = [
    ("marking = OFFICIAL", "put text in quotes"),
    (r"[audit]" + "\n" + r'extracts = "C:\exports"', "write a path with / or in single quotes"),
    ("marking = 'OFFICIAL", "close the quotation mark on the same line"),
    ("[codes.role]\ncase worker = 'X'", "put a key of several words in quotes"),
    ("marking = 'A'\nmarking = 'B'", "the key is given twice; keep one"),
    ("[audit]\n[audit]", "the table is given twice; put its keys together"),
    ("[calendar]\nadd = [2026-12-24", "close the list with ]"),
]


@pytest.mark.parametrize(("text", "remedy"), NOT_TOML)
def test_what_is_not_toml_says_where_and_what_to_do(tmp_path: Path, text: str, remedy: str) -> None:
    [message] = told(tmp_path, text)
    assert message.startswith(("line ", "its end"))
    assert remedy in message
    assert "The rest is looked at once this is mended" in message


def test_all_mistakes_come_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = """\
makring = "OFFICIAL"

[calendar]
# days off
add = [
    2026-12-24,
    "Christmas",
    2051-01-01,
]
[benchmarks]
immediately = "soon"
handover = 5
"""
    messages = told(tmp_path, text)
    assert [message.partition(":")[0] for message in messages] == ["line 1", "line 7", "line 8", "line 11", "line 12"]


def test_a_wrong_value_hides_no_mistake_beside_it(tmp_path: Path) -> None:
    messages = told(tmp_path, "[codes.register]\nRCPR = 7\nRCXX = 'A'\n")
    assert len(messages) == 2


@pytest.mark.parametrize(
    ("key", "value", "line"),
    [
        (("a",), "", 1),
        (("t", "x"), "", 6),
        (("t", "x"), "second", 8),
        (("t", "dotted", "y"), "", 10),
        (("u v", "w"), "", 14),
        (("t",), "", 5),
    ],
)
def test_lines_are_found_through_comments_lists_and_quoted_keys(key: tuple[str, ...], value: str, line: int) -> None:
    text = """\
a = '''
b = 1
'''

[t]
x = [
    "first",  # x = 2
    "second",
]
dotted.y = 1
# a comment

["u v"]
w = 1
"""
    assert line_of(text, key, value) == line
