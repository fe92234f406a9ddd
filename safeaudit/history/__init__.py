"""Each month's totals and exceptions in one SQLite file that any program may read: `docs/history.md`."""
