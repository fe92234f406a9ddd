"""What people wrote into the last workbook, carried by obligation id into the next one: `docs/actions.md`."""
