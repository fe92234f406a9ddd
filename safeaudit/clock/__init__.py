"""Working days, calendar spans and elapsed hours; knows nothing of cases or files."""
