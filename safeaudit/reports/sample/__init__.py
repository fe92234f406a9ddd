"""A dip sample and the reading of its files → terminal, JSON, CSV and workbooks to fill in."""
