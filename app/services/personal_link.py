"""The address behind the ``{lien}`` of a message: made when it leaves, the same at every attempt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.links import LinkScope, token_of
from app.services.writing_desk import link_of
from app.store import links

if TYPE_CHECKING:
    from app.access.links import Subject
    from app.mobilisation.message import Message
    from app.store.database import Connection, Store


def link_address(conn: Connection, store: Store, message: Message, base_url: str) -> str:
    """Where the recipient answers, under ``base_url``. In the caller's transaction: a first link is written."""
    key, subject = store.folder.key("links"), link_of(message)
    link = links.ensure(conn, key, subject, store.now())
    return address_of(subject, token_of(key, subject, link.generation), base_url)


def address_of(subject: Subject, token: str, base_url: str) -> str:
    """``{base}/appel/{token}`` to answer a call-out, ``{base}/p/{token}`` for any other page."""
    room = "appel" if subject.scope is LinkScope.CALL_OUT else "p"
    return f"{base_url.rstrip('/')}/{room}/{token}"
