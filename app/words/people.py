"""People as they are named: « Clarisse P., infirmière, Auray » among colleagues, initials where names are masked."""

from __future__ import annotations

import re


def full_name(given_name: str, family_name: str) -> str:
    """« Clarisse Palude-Deslandes »; register capitals become readable."""
    return f"{given_name} {titled(family_name)}".strip()


def short_name(given_name: str, family_name: str) -> str:
    """« Clarisse P. »."""
    initial = titled(family_name)[:1]
    return f"{given_name} {initial}." if initial else given_name


def titled(name: str) -> str:
    """A register's CAPITALS as a name: « Palude-Deslandes », « d’Armor », « Le Goff »; mixed case is left alone."""
    if name != name.upper():
        return name
    return re.sub(r"[^\W\d_]+", lambda word: word.group().capitalize(), name.lower())
