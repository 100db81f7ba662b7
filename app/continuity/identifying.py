"""Text that says who a patient is: refused where a need is typed or imported, with the reason, never echoed.

A need has no free text; this looks at what people write in its fields all the same (« Mme L. » for a pseudonym) and at
the columns and cells of a file. It errs on the side of refusing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum

from app.core.errors import N_
from app.roster.spelling import fold


class Identifying(StrEnum):
    """What a text looks like."""

    EMAIL = "email"
    PHONE = "phone"
    NIR = "nir"
    BIRTH_DATE = "birth_date"
    ADDRESS = "address"
    NAME = "name"


WHY = {
    Identifying.EMAIL: N_("cela ressemble à une adresse e-mail"),
    Identifying.PHONE: N_("cela ressemble à un numéro de téléphone"),
    Identifying.NIR: N_("cela ressemble à un numéro de sécurité sociale"),
    Identifying.BIRTH_DATE: N_("cela ressemble à une date de naissance"),
    Identifying.ADDRESS: N_("cela ressemble à une adresse"),
    Identifying.NAME: N_("cela ressemble à un nom"),
}
"""Each is put inside a sentence that says what to do."""

_EMAIL = re.compile(r"[^\s@]+@[^\s@]+|\barobase\b", re.IGNORECASE)
_NIR = re.compile(r"[1-478]\d{2}(?:0[1-9]|1[0-2]|[2-9]\d)(?:\d{2}|2[AB])\d{6}(?:\d{2})?", re.IGNORECASE)
"""Sex, year, month (20 and above: month unknown), department, commune and order, key or not (Insee, NIR)."""
_PHONE = re.compile(r"(?:(?:\+|00)33|0)[1-9]\d{8}")
_NUMERIC_DATE = re.compile(
    r"\b(?:\d{1,2}[/.\- ]\d{1,2}[/.\- ](?:19|20)?\d{2}|(?:19|20)\d{2}[/.\-]\d{1,2}[/.\-]\d{1,2})\b"
)
_MONTHS = "janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre"
_SPELT_DATE = re.compile(rf"\b\d{{1,2}}(?:er)? (?:{_MONTHS})\b|\bnee? (?:le|en)\b|\b\d{{1,3}} ans\b")
_STREETS = (
    "rue|avenue|boulevard|bd|impasse|allee|chemin|route|place|square|quai|residence|lotissement|hameau|lieu dit|cours|"
    "passage|sente|venelle|villa|ruelle|lieudit|appartement|batiment|digicode"
)
_ADDRESS = re.compile(
    rf"\b\d{{1,4}} (?:bis |ter |quater )?(?:{_STREETS})\b|\b(?:{_STREETS}) (?:de|du|des|la|le|les|l|d) "
)
_CIVILITY = re.compile(
    r"\b(?:m|mr|mme|mlle|monsieur|madame|mademoiselle|veuve|vve|epouse|patiente?|dr|docteur|soeur)\b [a-z]"
)
_WORDS = re.compile(r"[a-z]{2,}")


def identifying(text: str, *, is_free: bool = True) -> Identifying | None:
    """What ``text`` says of somebody: an address, a number, a date, a name after a civility, or two words in a row.

    ``is_free`` False: words are expected there (a commune, a category), and two of them say nothing. One word alone is
    not judged here: see :func:`looks_like_a_name`.
    """
    plain = fold(text)
    digits = re.sub(r"[^0-9A-Za-z+]", "", text)
    found: tuple[tuple[Identifying, Callable[[], object]], ...] = (
        (Identifying.EMAIL, lambda: _EMAIL.search(text)),
        (Identifying.NIR, lambda: _NIR.search(digits)),
        (Identifying.PHONE, lambda: _PHONE.search(digits)),
        (Identifying.BIRTH_DATE, lambda: _NUMERIC_DATE.search(text) or _SPELT_DATE.search(plain)),
        (Identifying.ADDRESS, lambda: _ADDRESS.search(plain)),
        (Identifying.NAME, lambda: _CIVILITY.search(plain) or (is_free and len(_WORDS.findall(plain)) > 1)),
    )
    return next((kind for kind, holds in found if holds()), None)


def looks_like_a_name(text: str) -> bool:
    """Whether there is a word of two letters or more, where numbers alone are expected: « LEGOFF », « P-Yvonne », « LG48 »."""
    return bool(_WORDS.search(fold(text)))
