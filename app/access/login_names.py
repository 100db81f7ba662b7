"""What people type to say who they are: one way of writing it, and what may be chosen as one. Pure."""

from __future__ import annotations

import re
import unicodedata

from app.access.guessable import bare_of
from app.core.errors import N_, InvalidInput

SHORTEST, LONGEST = 3, 100

_FITS = re.compile(r"[^\W_](?:[\w.+@-]*[\w])?")
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,190}")
_LETTERS = re.compile(r"[^a-z0-9]+")


def typed_login(text: str) -> str:
    """``text`` as logins are kept: NFKC, lower case, no blank around. Never refuses: an unknown login reads like any."""
    return unicodedata.normalize("NFKC", text[: LONGEST * 4]).strip().casefold()[:LONGEST]


def chosen_login(text: str) -> str:
    """The login that someone chooses, as it is kept. Raises InvalidInput with what would fit."""
    login = typed_login(text)
    if not len(login) >= SHORTEST or len(text.strip()) > LONGEST or not _FITS.fullmatch(login):
        raise InvalidInput(
            N_(
                "L’identifiant « {login} » ne convient pas : de {shortest} à {longest} lettres et chiffres, sans espace, ou une adresse e-mail."
            ),
            login=text.strip()[:LONGEST],
            shortest=SHORTEST,
            longest=LONGEST,
        )
    return login


def is_email(text: str) -> bool:
    """Whether a login, or anything typed, reads as an e-mail address."""
    return bool(_EMAIL.fullmatch(text.strip()))


def suggested_login(name: str) -> str:
    """A login for someone of this name, « maiwenn.kerdruc »: without accents; empty when the name holds no letter."""
    return _LETTERS.sub(".", bare_of(name)).strip(".")[:LONGEST]
