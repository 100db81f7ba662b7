"""Hand out pages: a volunteer's own, a partner's, a neighbouring community's; until when they open; renewing one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from app.access.links import LinkScope, centre_subject, neighbour_subject, page_subject, partner_subject, token_of
from app.access.permissions import Action, require
from app.core.errors import N_, NotFound
from app.store import centres, journal, links, own_data, sessions
from app.words import _

if TYPE_CHECKING:
    from datetime import datetime

    from app.access.actor import Actor
    from app.access.links import Subject
    from app.core.ids import CentreId, PersonId
    from app.store.database import Connection, Store

KEPT = timedelta(days=60)
"""How long a page still opens after the last thing it serves (DESIGN §5)."""

PAGES = frozenset({LinkScope.PAGE, LinkScope.PARTNER, LinkScope.NEIGHBOUR})
"""Scopes that open under ``/p/`` and are handed out here."""


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page to give to a partner or a neighbour: whose, and its address (a path when the base is empty)."""

    subject: Subject
    name: str
    address: str


def page_address(store: Store, conn: Connection, person_id: PersonId, base_url: str) -> str:
    """The address of a person's page, made when there is none, renewed when it had expired; in the caller's transaction."""
    subject, now = page_subject(person_id), store.now()
    if links.current(conn, subject) and not page_is_open(conn, person_id, now):
        links.rotate(conn, store.folder.key("links"), subject, now)
    return _address(store, conn, subject, base_url)


def page_is_open(conn: Connection, person_id: PersonId, now: datetime) -> bool:
    """Whether a person's page still opens: 60 days after their last session, their last message, or the link's making.

    Someone who opted out keeps their page: it is where they come back, and read what is held about them.
    """
    return _is_kept(
        now,
        own_data.last_session_end(conn, person_id=person_id),
        own_data.last_message_at(conn, person_id),
        own_data.link_made_at(conn, page_subject(person_id)),
    )


def person_page_is_open(conn: Connection, subject: Subject, now: datetime) -> bool:
    """The same for a link to the page of a person, and to what stands under it."""
    return page_is_open(conn, subject.person_id, now)


def centre_page_is_open(conn: Connection, subject: Subject, now: datetime) -> bool:
    """The same for the page of a partner or a neighbour: 60 days after the centre's last session, or the link's making."""
    last = own_data.last_session_end(conn, centre_id=subject.centre_id)
    return _is_kept(now, last, own_data.link_made_at(conn, subject))


def partner_links(actor: Actor, store: Store, centre_id: CentreId, *, base_url: str) -> list[PageLink]:
    """One page for each partner who gives seats to the centre, by name, then one for neighbouring communities.

    The same addresses at every call. Raises NotFound for an unknown centre, NotAllowed.
    """
    require(actor, Action.MANAGE_LINKS)
    with store.transaction() as conn:
        if centres.find(conn, centre_id) is None:
            raise NotFound(N_("Ce centre n’existe plus. Rechargez la page."))
        giving = {need.partner_id for one in sessions.of_centre(conn, centre_id) for need in sessions.needs_of(conn, one.id)}  # fmt: skip
        named = [
            (partner_subject(centre_id, partner.id), partner.name)
            for partner in centres.partners(conn).values()
            if partner.id in giving
        ]
        named.append((neighbour_subject(centre_id), _("Communautés voisines")))
        made = [PageLink(subject, name, _address(store, conn, subject, base_url)) for subject, name in named]
        links.ensure(conn, store.folder.key("links"), centre_subject(centre_id, LinkScope.OPEN), store.now())
        journal.write(conn, store.now(), actor.id, "links.handed_out", centre_id, {"pages": len(made)})
    return made


def renew_page(actor: Actor, store: Store, subject: Subject, *, base_url: str) -> str:
    """The new address of a page that was lost or passed on; the old one opens nothing from now on.

    Raises NotFound for a page never handed out, NotAllowed.
    """
    require(actor, Action.MANAGE_LINKS)
    now = store.now()
    with store.transaction() as conn:
        if subject.scope not in PAGES or links.current(conn, subject) is None:
            raise NotFound(N_("Ce lien n’a jamais été distribué : distribuez-le d’abord."))
        link = links.rotate(conn, store.folder.key("links"), subject, now)
        payload = {"scope": subject.scope.value, "generation": link.generation}
        journal.write(conn, now, actor.id, "link.rotated", subject.id, payload)
        return _address(store, conn, subject, base_url)


def _address(store: Store, conn: Connection, subject: Subject, base_url: str) -> str:
    key = store.folder.key("links")
    link = links.ensure(conn, key, subject, store.now())
    return f"{base_url.rstrip('/')}/p/{token_of(key, subject, link.generation)}"


def _is_kept(now: datetime, *dates: datetime | None) -> bool:
    return any(date is not None and now < date + KEPT for date in dates)
