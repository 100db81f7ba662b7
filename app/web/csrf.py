"""The value that every form of a signed-in person holds: another site can send a form, but can't know what to put there.

It is an HMAC over what the browser's cookie holds, so nothing is remembered: the login's token where someone is signed
in, a random value of its own on the way in.
"""

from __future__ import annotations

import hmac
import secrets
from typing import TYPE_CHECKING

from app.core.errors import N_, InvalidInput

if TYPE_CHECKING:
    from app.store.database import Store
    from app.web.forms import Form

FIELD = "jeton"
"""The hidden field of a form."""

KEY = "forms"
"""The file of ``keys/``; without it, forms that were open are sent again and nothing else is lost."""

STALE = N_(
    "Cette page a été ouverte trop longtemps, ou votre navigateur refuse les cookies de ce site. Rien n’a été fait : recommencez."
)


def new_seed() -> str:
    """A value for the cookie of a browser that has none."""
    return secrets.token_urlsafe(18)


def value_for(store: Store, seed: str) -> str:
    """What a form of the browser that holds ``seed`` in its cookie may send.

    Another one each time: pages are compressed, and the length of one would tell a value that never changes (BREACH).
    """
    return _value(store, seed, secrets.token_hex(8))


def require(store: Store, seed: str, form: Form) -> None:
    """Pass when the form is ours, for this browser. Raises InvalidInput otherwise."""
    sent = form.every(FIELD)
    value = sent[0] if len(sent) == 1 else ""
    expected = _value(store, seed, value.partition(".")[0])
    if not seed or not hmac.compare_digest(
        value.encode("utf-8", "surrogatepass"), expected.encode("utf-8", "surrogatepass")
    ):
        raise InvalidInput(STALE)


def _value(store: Store, seed: str, once: str) -> str:
    said = f"form|{once}|{seed}".encode("utf-8", "surrogatepass")
    return f"{once}.{hmac.new(store.folder.key(KEY), said, 'sha256').hexdigest()}"
