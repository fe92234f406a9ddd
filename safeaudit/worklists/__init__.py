"""Lists that people work from and that are no obligations: whole columns of the caseload as it stood at as-at.

Knows the caseload, its facts and what was judged; knows nothing of files, of reports, or of how a verdict came about.
"""
