"""The backup of keys as a file: JSON with a header in clear, and one value sealed under a passphrase. Bytes in, bytes out.

``releve.keys/1``: argon2id (RFC 9106, second recommended option) makes an AES-256-GCM key from the passphrase; the header
is bound to what it heads. Nothing in clear says what the keys are of.
"""

from __future__ import annotations

import base64
import binascii
import json
import secrets
import unicodedata
from math import ceil, log2
from typing import TYPE_CHECKING, Any

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.core.errors import N_, InvalidInput, UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FORMAT = "releve.keys/1"
KEY_BYTES, SALT_BYTES, NONCE_BYTES = 32, 16, 12
TIME_COST, MEMORY_KIB, LANES = 3, 64 * 1024, 4
"""RFC 9106 §4: t=3, 64 MiB, 4 lanes, where 2 GiB can't be asked of the machine."""

MOST_MEMORY_KIB, MOST_TIME = 1024 * 1024, 20
"""A file that asks for more is refused: it would stop the machine."""

LONGEST_FILE = 1024 * 1024
SHORTEST_PASSPHRASE = 20
"""Characters. What protects a file that anybody may try for ever holds 80 bits at least (CNIL, délibération 2022-100 du
21/07/2022, §3: passphrase of seven words); twenty characters is what seven short words take."""

SUGGESTED_BITS = 80
"""What a phrase that we propose holds at least, its words being drawn by chance."""

_UNREADABLE = N_(
    "Ce fichier n’est pas une sauvegarde de clés de Relève, ou il est abîmé : essayez un autre exemplaire."
)


def new_passphrase(words: Sequence[str]) -> str:
    """As many words drawn among these as 80 bits take, to write on paper and to say aloud."""
    known = sorted(set(words))
    return " ".join(secrets.choice(known) for _word in range(ceil(SUGGESTED_BITS / log2(len(known)))))


def checked_passphrase(text: str) -> str:
    """The passphrase as it is used: spaces at the ends dropped, Unicode composed. Raises InvalidInput when it is too short."""
    passphrase = unicodedata.normalize("NFKC", text.strip())
    if len(passphrase) < SHORTEST_PASSPHRASE or len(set(passphrase)) < 8:
        raise InvalidInput(
            N_("Cette phrase est trop courte pour protéger des clés : {least} caractères variés au moins, sept mots."),
            least=SHORTEST_PASSPHRASE,
        )
    return passphrase


def sealed_file(keys: Mapping[str, bytes], passphrase: str, made_at: str) -> bytes:
    """The file that holds these keys, by name. ``made_at``: the instant as text."""
    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
    header = {
        "format": FORMAT,
        "made_at": made_at,
        "kdf": {"name": "argon2id", "time": TIME_COST, "memory_kib": MEMORY_KIB, "lanes": LANES, "salt": _text(salt)},
        "nonce": _text(nonce),
    }
    key = _derived(checked_passphrase(passphrase), salt, TIME_COST, MEMORY_KIB, LANES)
    plain = json.dumps({name: _text(value) for name, value in sorted(keys.items())}).encode()
    sealed = AESGCM(key).encrypt(nonce, plain, _bound(header))
    return json.dumps({**header, "sealed": _text(sealed)}, indent=1).encode() + b"\n"


def opened_file(content: bytes, passphrase: str) -> dict[str, bytes]:
    """The keys of a file, by name. Raises UnreadableFile, or InvalidInput when the passphrase does not open it."""
    header = _header(content)
    try:
        sealed = _bytes(header.pop("sealed"))
        kdf, nonce = header["kdf"], _bytes(header["nonce"])
        salt, costs = _bytes(kdf["salt"]), [int(kdf[name]) for name in ("time", "memory_kib", "lanes")]
        if kdf["name"] != "argon2id" or costs[0] > MOST_TIME or costs[1] > MOST_MEMORY_KIB or costs[2] > 64:
            raise ValueError
        key = _derived(unicodedata.normalize("NFKC", passphrase.strip()), salt, *costs)
        plain = AESGCM(key).decrypt(nonce, sealed, _bound(header))
    except InvalidTag:
        raise InvalidInput(
            N_("Cette phrase n’ouvre pas ce fichier. Vérifiez les tirets et les majuscules ; rien n’a été changé.")
        ) from None
    except (KeyError, TypeError, ValueError, OverflowError, binascii.Error, RuntimeError):
        raise UnreadableFile(_UNREADABLE) from None
    return {name: _bytes(value) for name, value in json.loads(plain).items()}


def _header(content: bytes) -> dict[str, Any]:
    try:
        header = json.loads(content) if len(content) <= LONGEST_FILE else None
    except (ValueError, RecursionError):
        header = None
    if not isinstance(header, dict) or not str(header.get("format", "")).startswith("releve.keys/"):
        raise UnreadableFile(_UNREADABLE)
    if header["format"] != FORMAT:
        raise UnreadableFile(
            N_(
                "Cette sauvegarde de clés vient d’une version plus récente de Relève : mettez d’abord le logiciel à jour."
            )
        )
    return header


def _derived(passphrase: str, salt: bytes, time: int, memory_kib: int, lanes: int) -> bytes:
    try:
        return hash_secret_raw(passphrase.encode(), salt, time, memory_kib, lanes, KEY_BYTES, Type.ID)
    except (HashingError, OverflowError) as error:
        raise ValueError from error


def _bound(header: Mapping[str, object]) -> bytes:
    return json.dumps(header, sort_keys=True).encode()


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _bytes(value: object) -> bytes:
    return base64.b64decode(str(value), validate=True)
