"""Values sealed for one purpose with the key of accounts: read and altered by nobody else. AES-256-GCM (NIST SP 800-38D).

The key itself stays with the caller; each purpose has its own, derived from it, so that a value never serves another.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import json
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12
LONGEST_TICKET = 2_000


def derived(key: bytes, purpose: str, *parts: str) -> bytes:
    """32 bytes for one purpose and these parts, whose limits can't be confused (each is preceded by its length)."""
    message = "".join(f"{len(part)}:{part}" for part in (purpose, *parts))
    return hmac.digest(key, message.encode("utf-8", "surrogatepass"), "sha256")


def seal(key: bytes, purpose: str, plain: bytes, context: str = "") -> bytes:
    """``plain`` under a fresh nonce; it opens only with the same purpose and context."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(derived(key, purpose)).encrypt(nonce, plain, context.encode())


def unseal(key: bytes, purpose: str, sealed: bytes, context: str = "") -> bytes | None:
    """What was sealed, or None when anything about it was changed."""
    if len(sealed) <= NONCE_BYTES:
        return None
    try:
        return AESGCM(derived(key, purpose)).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], context.encode())
    except InvalidTag:
        return None


def ticket(key: bytes, purpose: str, values: Mapping[str, str], expires_at: datetime) -> str:
    """A short-lived value to carry in a form: text fit for an address, which its bearer can neither read nor change."""
    plain = json.dumps({"until": expires_at.timestamp(), "values": dict(values)}).encode()
    return base64.urlsafe_b64encode(seal(key, purpose, plain)).rstrip(b"=").decode()


def ticket_values(key: bytes, purpose: str, text: str, now: datetime) -> Mapping[str, str] | None:
    """What a ticket holds; None when it is of another purpose, out of date, or anything else."""
    if len(text) > LONGEST_TICKET or not text.isascii():
        return None
    try:
        plain = unseal(key, purpose, base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (binascii.Error, ValueError):
        return None
    if plain is None:
        return None
    held = json.loads(plain)
    values: Mapping[str, str] = held["values"]
    return values if now < datetime.fromtimestamp(held["until"], UTC) else None
