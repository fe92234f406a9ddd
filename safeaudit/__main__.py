"""`python -m safeaudit`: the same as the command `safeaudit`."""

from safeaudit.cli import main

main()
