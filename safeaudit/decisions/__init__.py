"""Decisions on obligations: dated, owned notes that expire, read from a small file; they never change a verdict."""
