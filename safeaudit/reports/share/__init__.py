"""A copy of an audit fit to leave the unit: pseudonyms, months, and no count under five, not even by subtraction."""
