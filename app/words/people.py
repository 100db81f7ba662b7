"""People as they are named: « Clarisse P., infirmière, Auray » among colleagues, initials where names are masked."""

from __future__ import annotations

import re
import unicodedata


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


_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss"})


def list_order(*names: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A key that sorts people as a French list is read: « Élodie » stands with the E, accents and signs count last.

    Give the family name then the given name, or the name as it is shown.
    """
    return tuple(map(_bare, names)), names


def _bare(name: str) -> str:
    """Small letters without accents, hyphens and apostrophes read as spaces."""
    plain = unicodedata.normalize("NFKD", name.translate(_LIGATURES)).casefold()
    return " ".join(re.findall(r"\w+", "".join(one for one in plain if not unicodedata.combining(one))))
