"""Audits case extracts against the mandatory steps of a child safeguarding policy."""

__version__ = "0.1.0"
