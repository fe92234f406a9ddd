"""Texts from extracts as they may go to a terminal."""


def plain(text: str) -> str:
    """Give a text without what a terminal would obey: every control character becomes a blank."""
    return "".join(c if c.isprintable() else " " for c in text)
