"""The workbook that people work from."""
