"""The second factor: codes of six figures that a telephone shows (TOTP, RFC 6238), and recovery codes on paper. Pure."""

from __future__ import annotations

import hmac
import secrets
from typing import TYPE_CHECKING

import pyotp

from app.access.sealed import derived, seal, unseal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

STEP_SECONDS, FIGURES = 30, 6
"""RFC 6238 §5.2 and RFC 4226 §5.3; what every application of codes expects."""

STEPS_AROUND = 1
"""A code of the step before or after is taken: clocks differ, and people type slowly (RFC 6238 §5.2)."""

RECOVERY_CODES, RECOVERY_LETTERS = 10, 12
_ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
"""No letter or figure that could be mistaken for another: 12 of them are 58 bits."""

_PURPOSE = "second_factor"


def new_secret() -> str:
    """160 random bits in base32, as applications of codes read them."""
    return pyotp.random_base32()


def address_of(secret: str, login: str, issuer: str) -> str:
    """The ``otpauth://`` address that a QR code shows."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=issuer or None)


def step_of(secret: str, code: str, now: datetime, last_step: int = 0) -> int | None:
    """The step of time whose code was typed; None when it is wrong, or of a step already used. Always the same time."""
    typed = "".join(code.split())
    present = int(now.timestamp()) // STEP_SECONDS
    totp = pyotp.TOTP(secret)
    found = None
    for step in range(present - STEPS_AROUND, present + STEPS_AROUND + 1):
        if _same(totp.generate_otp(step), typed) and step > last_step:
            found = step
    return found


def is_code(typed: str) -> bool:
    """Whether what was typed reads as a code of six figures, rather than as a recovery code."""
    bare = "".join(typed.split())
    return len(bare) == FIGURES and bare.isascii() and bare.isdecimal()


def sealed_secret(key: bytes, account_id: str, secret: str) -> bytes:
    """The secret as it is kept."""
    return seal(key, _PURPOSE, secret.encode(), account_id)


def open_secret(key: bytes, account_id: str, sealed: bytes) -> str | None:
    """The secret; None when the key is another one than it was sealed with."""
    plain = unseal(key, _PURPOSE, sealed, account_id)
    return plain.decode() if plain is not None else None


def new_recovery_codes() -> tuple[str, ...]:
    """Ten codes to print, each good once, as « abcd-efgh-jkmn »."""
    return tuple(_grouped(_letters()) for _code in range(RECOVERY_CODES))


def recovery_hash(key: bytes, account_id: str, typed: str) -> str:
    """What is kept of a recovery code, however it was typed: unreadable without the key."""
    bare = "".join(one for one in typed.casefold() if one in _ALPHABET)
    return derived(key, "recovery_code", account_id, bare).hex()


def recovery_hashes(key: bytes, account_id: str, codes: Iterable[str]) -> list[str]:
    """What is kept of these codes."""
    return [recovery_hash(key, account_id, one) for one in codes]


def _letters() -> str:
    return "".join(secrets.choice(_ALPHABET) for _letter in range(RECOVERY_LETTERS))


def _grouped(letters: str) -> str:
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def _same(expected: str, typed: str) -> bool:
    return hmac.compare_digest(expected.encode(), typed.encode("utf-8", "surrogatepass"))
