"""What an account's holder chooses for themselves: the language they read, and whether a key pressed alone may act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.errors import N_, InvalidInput
from app.services.accounts.who_acts import own_account, who_acts
from app.store import accounts, journal
from app.words import LANGUAGES

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.store.database import Store

BROWSER = ""
"""No language of their own: that of their browser."""


def choose_wishes(actor: Actor, store: Store, *, language: str, key_alone: bool) -> None:
    """Keep one's own wishes; nothing is written when they are what they were.

    ``language``: one of LANGUAGES, or empty. Raises InvalidInput for another one, NotAllowed without an account.
    """
    if language not in (BROWSER, *LANGUAGES):
        raise InvalidInput(N_("Choisissez le français, l’anglais, ou la langue de votre navigateur."))
    with store.transaction() as conn:
        account = own_account(conn, actor)
        if (account.language, account.key_alone) == (language, key_alone):
            return
        accounts.set_wishes(conn, account.id, language=language, key_alone=key_alone)
        wishes = {"language": language, "key_alone": key_alone}
        journal.write(conn, store.now(), actor.id, "account.wishes_chosen", account.id, wishes)


def wished_language(store: Store, token: str) -> str:
    """The language chosen by whoever holds this login; empty for nobody, or when they leave it to their browser."""
    found = who_acts(store, token, seen=False)
    return found.account.language if found else BROWSER
