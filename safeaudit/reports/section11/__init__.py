"""The Section 11 return as a document and as a workbook."""
