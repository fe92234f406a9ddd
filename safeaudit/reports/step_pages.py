"""Writes `docs/steps.md` from the packs, their coverage and drawn histories: `python -m safeaudit.reports.step_pages`.

A test writes it again and compares.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from safeaudit.packs.coverage import load_coverage
from safeaudit.packs.histories import drawn_histories
from safeaudit.packs.load import load_pack
from safeaudit.packs.schema import Pack, Step
from safeaudit.reports.policy import StepPage, example_in_words, examples_heading, labelled, step_page
from safeaudit.reports.vocabulary import vocabulary

PAGE = Path(__file__).parents[2] / "docs" / "steps.md"
EXAMPLES = 3
HEAD = """\
# The steps of the {title}, {version}

{steps} steps. This page is written by `python -m safeaudit.reports.step_pages` from the step files, the coverage and
the drawn histories: change those, not this page. `safeaudit policy show STEP` prints the same of one step, and
`safeaudit policy coverage` says how each requirement of the policy is audited.

## How to read a step

A step is judged for each of what it *falls on*; each time is one **obligation**. *Only where* and *not where* say
which are left out; what is left out makes no obligation.

- **That day** is the day the step is *counted from*. It is day 0: two working days from a Monday are the Wednesday.
  Working days are Monday to Friday without the bank holidays of England and Wales; days, weeks and months run
  through.
- **The as-at date** is the day that the audit looks from. What was recorded later is not seen.
- **A record counts** from the day named there on, up to the as-at date.
- **Due** is the last day on which it is in time, to the end of that day.
- A number marked as a **benchmark** is a local one where the policy gives none; an office can change it in its
  settings.
- **Nobody can tell**, *not assessable*: the records do not carry a verdict. A blank is never taken for a no.
- The **trackers** are the office's lists of enquiries and of referrals. A **point** is what a tracker says an enquiry
  was made for, such as psr or pre-release. **Contacts** are the NDelius contact log; an enquiry that no tracker holds
  is known from it.
- A **case** is a CRN. Names_with_lines and words beside a table are columns; `docs/extracts.md` says what each holds.
- **Needs** are the tables, with their columns in brackets, without which the step is not assessed. What it *looks
  also at* only widens it: without that table some cases may go unseen, and the report says so.
- The **examples** are records as exported, and after the arrow what follows from them; each is also a test. `no row`
  means that there is no obligation, `none` that there is no such day.
"""


def step_pages(policy: str) -> str:
    """The whole page of a policy, as Markdown."""
    pack = load_pack(policy)
    return "\n".join(_page(pack)) + "\n"


def _page(pack: Pack) -> Iterator[str]:
    yield HEAD.format(title=pack.head.title, version=pack.head.version, steps=len(pack.steps))
    themes = list(dict.fromkeys(step.theme for step in pack.steps))
    for theme in themes:
        yield f"- **{theme[0].upper()}{theme[1:]}**"
        yield from (f"  - [`{step.id}`](#{step.id}): {step.title}" for step in _of(pack, theme))
    words, coverage = vocabulary(), load_coverage(pack.head.name)
    for theme in themes:
        yield f"\n## {theme[0].upper()}{theme[1:]}"
        for step in _of(pack, theme):
            histories = drawn_histories(pack.head.name, step.id)
            yield from _step(step_page(pack, step, words, coverage, histories, EXAMPLES))


def _of(pack: Pack, theme: str) -> list[Step]:
    return [step for step in pack.steps if step.theme == theme]


def _step(page: StepPage) -> Iterator[str]:
    yield f"\n### {page.step.id}\n\n{page.step.title}.\n"
    for label, sentences in labelled(page):
        if len(sentences) == 1:
            yield f"- **{label}**: {_escaped(sentences[0])}"
        else:
            yield f"- **{label}**:"
            yield from (f"  - {_escaped(sentence)}" for sentence in sentences)
    yield f"\n{examples_heading(page)}{'' if page.drawn == 0 else ':'}\n"
    for number, history in enumerate(page.examples, 1):
        yield f"{number}. {_escaped(history.title)}\n"
        yield "   ```text"
        yield from (f"   {line}" for line in example_in_words(history))
        yield "   ```"


def _escaped(text: str) -> str:
    """Text that Markdown shows as it stands: names have underscores."""
    return text.replace("*", r"\*").replace("_", r"\_").replace("<", r"\<")


if __name__ == "__main__":
    PAGE.write_text(step_pages("hmpps"), "utf-8")
    sys.stdout.write(f"{PAGE} written\n")
