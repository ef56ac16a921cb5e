"""Texts that no spreadsheet takes for a formula: names and addresses are hostile."""

from typing import Final

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


def no_formula(text: str) -> str:
    """A cell's text; one that would be read as a formula gets an apostrophe in front."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
