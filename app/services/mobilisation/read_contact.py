"""Who speaks to people and how to reach them, as the pages behind a link say it. The code word is never among it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.services.crisis.writing_desk import read_sender
from app.store import community

if TYPE_CHECKING:
    from app.store.database import Connection


@dataclass(frozen=True, slots=True)
class Contact:
    """The community, its coordination and how to reach it; ``phone`` may be empty."""

    community: str
    who: str
    how: str
    phone: str


def read_contact(conn: Connection) -> Contact:
    """What the community says of itself, with words that say what is missing where it has not yet."""
    sender = read_sender(conn)
    return Contact(sender.community, sender.coordination, sender.contact, community.read(conn).coordinator_phone)
