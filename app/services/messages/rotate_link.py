"""Renew a link that was lost or passed on: the new address works at once, the old one only says that it changed."""

from __future__ import annotations

from app.access.actor import Actor
from app.access.links import LinkScope, Subject, token_of
from app.access.permissions import Action, require
from app.core.errors import N_, NotFound
from app.services.messages.hand_out_links import CalendarLink, calendar_link
from app.services.messages.read_calendar import feed_name, role_label
from app.store import journal, links
from app.store.database import Store


def rotate_link(actor: Actor, store: Store, scope: LinkScope, subject_id: str, *, base_url: str) -> CalendarLink:
    """The link under its new address. Raises NotFound for a link never handed out, NotAllowed.

    The old address serves a notice for 30 days, then nothing.
    """
    require(actor, Action.MANAGE_LINKS)
    subject, key, now = Subject(scope, subject_id), store.folder.key("links"), store.now()
    with store.transaction() as conn:
        name = feed_name(conn, subject, role_label(store, conn))
        if name is None or links.current(conn, subject) is None:
            raise NotFound(N_("Ce lien n’a jamais été distribué : distribuez-le d’abord."))
        link = links.rotate(conn, key, subject, now)
        journal.write(
            conn, now, actor.id, "link.rotated", subject.id, {"scope": scope.value, "generation": link.generation}
        )
    return calendar_link(subject, name, token_of(key, subject, link.generation), base_url)
