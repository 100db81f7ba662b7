"""The addresses behind the ``{lien}`` and the ``{page}`` of a message: made when it leaves, the same at every attempt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.links import LinkScope, page_subject, token_of
from app.mobilisation.message import LINK, PAGE
from app.services.crisis.writing_desk import link_of
from app.store import links

if TYPE_CHECKING:
    from app.access.links import Subject
    from app.mobilisation.message import Message
    from app.store.database import Connection, Store


def filled_body(conn: Connection, store: Store, message: Message, base_url: str) -> str:
    """The body as it leaves. In the caller's transaction: a first link is written; one it does not hold is not."""
    link = link_address(conn, store, link_of(message), base_url) if LINK in message.body else ""
    page = link_address(conn, store, page_subject(message.recipient), base_url) if PAGE in message.body else ""
    return message.body_with(link, page)


def link_address(conn: Connection, store: Store, subject: Subject, base_url: str) -> str:
    """Where the link of this subject leads, under ``base_url``."""
    key = store.folder.key("links")
    link = links.ensure(conn, key, subject, store.now())
    return address_of(subject, token_of(key, subject, link.generation), base_url)


ROOMS = {
    LinkScope.CALL_OUT: "appel",
    LinkScope.ALERT: "reponse",
    LinkScope.DESK: "point",
    LinkScope.FLASH: "flash",
    LinkScope.EXERCISE: "exercice",
    LinkScope.PROJECTOR: "salle",
    LinkScope.IMPROVEMENT: "action",
    LinkScope.REQUEST: "demande",
    LinkScope.PLAN_REVIEW: "relecture",
}
"""The first segment of the pages that answer something; every other page stands under ``/p/``."""


def room_of(scope: LinkScope) -> str:
    """The first segment of the page that a link of this scope opens."""
    return ROOMS.get(scope, "p")


def address_of(subject: Subject, token: str, base_url: str) -> str:
    """``{base}/appel/{token}`` to answer a call-out, ``{base}/point/{token}`` a survey, ``{base}/p/{token}`` any other page."""
    return f"{base_url.rstrip('/')}/{room_of(subject.scope)}/{token}"
