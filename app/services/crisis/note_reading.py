"""Says in the journal that somebody looked at other people's personal data, once an hour for the same reading."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from app.store import journal, readings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.access.actor import Actor
    from app.store.database import Store

SEVERAL = "people"
"""Subject of an entry about more than one person; its payload lists them."""


class Read(StrEnum):
    """What was looked at."""

    SHEET = "sheet"
    """A person's sheet, with their contact."""
    CONTACTS = "contacts"
    """Telephones and addresses of several people, on paper or in a file."""
    ROSTER = "roster"
    """The list of people as a file."""
    OWN_DATA = "own_data"
    """All that is held about one person."""
    LINKS = "links"
    """Personal links, which open as that person."""
    PAY = "pay"
    """What somebody is owed, with what it takes to pay them."""
    ATTENDANCE = "attendance"
    """Who was there, with their signatures."""
    SEARCH = "search"
    """Names that a search over everything showed."""


def note_reading(actor: Actor, store: Store, what: str, subject_ids: Iterable[str]) -> None:
    """Journal that ``actor`` read ``what`` (a :class:`Read`) about these people, unless they did within the hour.

    One entry a call, whatever the number of people; reading one's own data is not noted. Opens a transaction of its own:
    call it outside of any. The service that calls it has checked that the actor may read.
    """
    about = set(subject_ids) - {actor.id}
    if not about:
        return
    with store.reading() as conn:
        if not readings.unseen(conn, actor.id, what, about, store.now()):
            return
    with store.transaction() as conn:
        new = readings.unseen(conn, actor.id, what, about, store.now())
        if not new:
            return
        readings.keep(conn, actor.id, what, new, store.now())
        subject = new[0] if len(new) == 1 else SEVERAL
        payload = {"what": what, "people": new, "count": len(new)}
        journal.write(conn, store.now(), actor.id, "data_read", subject, payload)
