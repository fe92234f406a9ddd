"""Obligations → terminal, workbook, CSV and JSON; knows nothing of how a verdict came about."""
