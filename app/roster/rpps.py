"""The national number of a health professional (RPPS): eleven digits, the last one a Luhn key."""

from __future__ import annotations


def is_rpps(text: str) -> bool:
    """Whether the text has the shape of an RPPS number."""
    return len(text) == 11 and text.isdecimal() and text.isascii()


def has_valid_key(rpps: str) -> bool:
    """Whether the Luhn key of the eleven digits is right; a wrong one is nearly always a typing mistake."""
    total = 0
    for position, char in enumerate(reversed(rpps)):
        digit = int(char)
        total += digit if position % 2 == 0 else digit * 2 - 9 * (digit > 4)
    return total % 10 == 0
