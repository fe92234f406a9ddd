"""Named facts: what the packs say by name, each a short function over whole columns.

A **thing** is what an obligation falls on (a row of a table, or a list derived from tables). A **truth** says of each
obligation yes, no or cannot be told. A **date** gives a day for each. An **action** finds the earliest qualifying
record.
"""
