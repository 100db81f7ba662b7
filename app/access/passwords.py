"""Passwords: what may be chosen, and argon2id. Nothing here stores anything, and no password is ever in an error.

A password is compared after NFKC: the same letters typed on another keyboard open the same account.
"""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import dataclass
from functools import cache
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from argon2.profiles import RFC_9106_LOW_MEMORY

from app.access.guessable import is_all_figures, is_common, tells, without_ends
from app.core.errors import N_, InvalidInput

if TYPE_CHECKING:
    from collections.abc import Iterable

HASHER = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)
"""argon2id, second recommended option of RFC 9106 §4: 64 MiB, 3 passes, 4 lanes, 128 bits of salt, 256 bits of tag."""

AT_ONCE = 2
"""Verifications that may run together: each takes 64 MiB and a processor, whoever asks."""

_places = BoundedSemaphore(AT_ONCE)


LONGEST = 1_024
"""Characters read of a password, before and after NFKC: beyond, hashing would serve to wear the machine out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordRules:
    """What a password must be on a day. ``shortest`` in characters after NFKC, blanks at the ends not counted; ``source`` says which text asks for it."""

    shortest: int
    source: str = ""


def hashed(password: str) -> str:
    """The argon2id hash to keep of a password."""
    with _places:
        return HASHER.hash(_bytes(password))


def matches(kept: str, password: str) -> bool:
    """Whether ``password`` is the one whose hash is kept. Takes the time of one verification whatever the answer, also
    without a hash (``kept`` empty): an unknown login must not answer sooner. Beyond :data:`LONGEST`: never.
    """
    nothing = _hash_of_nothing(HASHER)
    fits = bool(kept) and len(password) <= LONGEST
    with _places:
        return _verified(kept if fits else nothing, password[:LONGEST]) and fits


def is_outdated(kept: str) -> bool:
    """Whether a hash was made with other parameters than today's, and is to be made again at the next sign-in."""
    return HASHER.check_needs_rehash(kept)


def checked(password: str, rules: PasswordRules, common: frozenset[str], own: Iterable[str] = ()) -> str:
    """The password, once it fits; raises InvalidInput saying what would.

    ``common`` are words in small letters without accents; ``own`` what anyone knows of the person: login, name, community.
    """
    normal = _normal(password[: LONGEST + 1])
    if len(password) > LONGEST or len(normal) > LONGEST:
        raise InvalidInput(N_("Ce mot de passe est trop long : {longest} caractères au plus."), longest=LONGEST)
    if len(without_ends(normal)) < rules.shortest:
        raise InvalidInput(
            N_(
                "Ce mot de passe est trop court : {shortest} caractères au moins. Quatre mots sans rapport entre eux conviennent."
            ),
            shortest=rules.shortest,
        )
    if is_all_figures(normal):
        raise InvalidInput(N_("Des chiffres seuls se devinent : une date, un numéro. Ajoutez des mots."))
    if is_common(normal, common):
        raise InvalidInput(
            N_(
                "Ce mot de passe est de ceux qu’on essaie en premier. Prenez par exemple quatre mots sans rapport entre eux."
            )
        )
    if any(tells(normal, known) for known in own):
        raise InvalidInput(
            N_("Ce mot de passe reprend votre nom, votre identifiant ou celui de la communauté : prenez-en un autre.")
        )
    return password


def _normal(password: str) -> str:
    return unicodedata.normalize("NFKC", password)


def _bytes(password: str) -> bytes:
    return _normal(password).encode("utf-8", "surrogatepass")


def _verified(kept: str, password: str) -> bool:
    try:
        return HASHER.verify(kept, _bytes(password))
    except (Argon2Error, InvalidHashError):
        return False


@cache
def _hash_of_nothing(hasher: PasswordHasher) -> str:
    """A hash that no password has, with today's parameters."""
    return hasher.hash(secrets.token_bytes(32))
