"""How what was done, and when, becomes a verdict: six shapes carry every step.

Each shape is one function over whole columns: from a `Standing` to a verdict for each obligation. The first line that
fits gives the verdict, as in the table of `steps.md`, "Verdicts".
"""
