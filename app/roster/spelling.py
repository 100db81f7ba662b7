"""Spelling folded for comparison: accents, case, punctuation. Never shown to a person and never stored in place of a name."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss"})


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """``text`` without accents or punctuation, in lower case, words parted by one space: « Sage-Femme » → « sage femme »."""
    plain = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    letters = "".join(char for char in plain if not unicodedata.combining(char)).casefold()
    return " ".join(re.findall(r"[a-z0-9]+", letters))


def slug(text: str) -> str:
    """``text`` folded, its words joined by an underscore: « Sage-Femme » → « sage_femme »."""
    return fold(text).replace(" ", "_")
