"""The value that every form of a signed-in person holds: another site can send a form, but can't know what to put there.

It is an HMAC of what the browser's cookie holds, so nothing is remembered: the login's token where someone is signed
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
    "Cette page a été ouverte trop longtemps, ou votre navigateur refuse les cookies de ce site. Rien n’a été fait : recommencez."
)


def new_seed() -> str:
    """A value for the cookie of a browser that has none."""
    return secrets.token_urlsafe(18)


def value_for(store: Store, seed: str) -> str:
    """What the forms of the browser that holds ``seed`` in its cookie must send."""
    return hmac.new(store.folder.key(KEY), f"form|{seed}".encode("utf-8", "surrogatepass"), "sha256").hexdigest()


def require(store: Store, seed: str, form: Form) -> None:
    """Pass when the form is ours, for this browser. Raises InvalidInput otherwise."""
    sent = form.every(FIELD)
    expected = value_for(store, seed).encode()
    if not seed or len(sent) != 1 or not hmac.compare_digest(sent[0].encode("utf-8", "surrogatepass"), expected):
        raise InvalidInput(STALE)
