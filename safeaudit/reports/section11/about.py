"""What a reader of a return must know before any figure of it, in sentences; the document and workbook both say it."""

from collections.abc import Iterator
from dataclasses import replace

from safeaudit.reports.headline import day_text
from safeaudit.section11.assess import Return
from safeaudit.section11.measures import FEWEST, GAP, STRENGTH


def title_of(made: Return) -> str:
    """What the return is called."""
    whose = f", {made.partnership.name}" if made.partnership else ""
    return f"Section 11 self-assessment{whose}, as at {day_text(made.audit.as_at)}"


def what_it_is_of(made: Return) -> Iterator[tuple[str, str]]:
    """Each thing to know, with its name."""
    taken = int((made.measures["not_assessed"] == "").sum())
    if made.partnership:
        of = made.partnership
        names = ", ".join(of.authorities)
        yield "Partnership", of.name
        yield (
            "Cases",
            f"{len(of.crns):,} of {made.audit.cases:,}: those with a child, plan or enquiry of {names}."
            f" A case can be in the returns of several partnerships. {of.cases_without:,} cases name no authority"
            " and are in the return of none. Figures on staff and units are the same for every partnership.",
        )
    else:
        yield "Cases", f"{made.audit.cases:,}, whatever their local authority; --partnership makes a return for one."
    since = made.filters.since
    period = f"triggered on {day_text(since)} or later" if since else "from the first on record; --since narrows it"
    yield "Period", f"obligations {period}; each measure says from when, all up to {day_text(made.audit.as_at)}."
    if of_what := replace(made.filters, since=None).in_words():
        yield "Only", of_what
    yield (
        "Measures",
        f"{taken} of {len(made.measures)} taken from the records. Done in time / of those due (met, late, overdue,"
        " breached); exempt, not yet due and not assessable are in neither number. A sum over several measures counts"
        " obligations, not children.",
    )
    yield (
        "Strengths and gaps",
        f"measures with at least {FEWEST} due: a strength from {STRENGTH:.0%}, a gap below {GAP:.0%}. These lines are"
        " this program's, no policy's; what is timely and on record is not yet what is good.",
    )
    yield "Ratings", "people make them. The program proposes none; it shows evidence, and what no record can tell."
    yield (
        "Scale",
        f"{made.scale[0]}: each rating is kept in one word ({', '.join(made.scale[1])}), and written on the scale.",
    )
    left_out = f"; {made.left_out} of documents that the settings do not name are left out" if made.left_out else ""
    yield "Questions", f"{len(made.questions)}, each with its document and paragraph{left_out}."
    if made.earlier:
        yield (
            "Carried forward",
            f"{made.earlier.answered} answered lines of {made.earlier.file}; {len(made.remarks)} things to look at.",
        )
    yield (
        "Before it is sent",
        "small figures can point to one family: look at them before this leaves the unit. It names no case; what people"
        " fill in should name nobody either.",
    )
