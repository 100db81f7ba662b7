"""The address at which an establishment asks for people: handed out, sent by letter, renewed when it was lost or passed on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.links import request_subject
from app.access.permissions import Action, require
from app.core.errors import N_, NotFound
from app.services.crisis.write_to_partner import LetterKind, Partner, signature, write_to_partner
from app.services.messages.personal_link import link_address
from app.store import contacts, events, journal, links, people
from app.words import _

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.roster.practice import Site
    from app.store.database import Connection, Store


def request_address(actor: Actor, store: Store, site_id: str, *, base_url: str) -> str:
    """The address of an establishment's form, made when there is none; the same at every call. Raises NotFound, NotAllowed."""
    require(actor, Action.RUN_EVENT)
    with store.transaction() as conn:
        _site(conn, site_id)
        return link_address(conn, store, request_subject(site_id), base_url)


def renew_request_link(actor: Actor, store: Store, site_id: str, *, base_url: str) -> str:
    """Another address; the one handed out before opens nothing any more. Raises NotFound, NotAllowed."""
    require(actor, Action.RUN_EVENT)
    with store.transaction() as conn:
        _site(conn, site_id)
        subject, now = request_subject(site_id), store.now()
        if links.current(conn, subject) is not None:
            links.rotate(conn, store.folder.key("links"), subject, now)
        journal.write(conn, now, actor.id, "link.rotated", site_id, {"scope": subject.scope.value})
        return link_address(conn, store, subject, base_url)


def send_request_link(actor: Actor, store: Store, site_id: str) -> str:
    """Write to an establishment where to ask for people; the letter's id, empty within an exercise that is not armed. Without an
    e-mail it is passed on by hand.

    Who is written to is the contact that the directory holds for the site. Raises NotFound, NotAllowed.
    """
    require(actor, Action.RUN_EVENT)
    with store.transaction() as conn:
        site, event = _site(conn, site_id), events.current(conn)
        letter = write_to_partner(
            conn,
            store,
            store.now(),
            kind=LetterKind.REQUEST_FORM,
            # Of an exercise, it is withdrawn with the rest of its event.
            about=f"{event.id}/request:{site_id}" if event is not None and event.is_exercise else f"request:{site_id}",
            to=_contact(conn, site),
            subject=_("Demander un renfort à la communauté"),
            body=_body(conn, site),
            link=request_subject(site_id),
            exercise=event is not None and event.is_exercise,
            event_id=event.id if event is not None else "",
        )
        journal.write(conn, store.now(), actor.id, "request_link_sent", site_id, {})
    return letter


def _contact(conn: Connection, site: Site) -> Partner:
    held = [one for one in contacts.every(conn) if one.site_id == site.id]
    held.sort(key=lambda one: not one.email)
    if not held:
        return Partner(site.name, site.name, phone=site.phone)
    return Partner(held[0].name or site.name, site.name, held[0].email, held[0].day_phone or site.phone)


def _body(conn: Connection, site: Site) -> str:
    return _(
        "Bonjour,\n"
        "S’il manque du monde à {site}, dites-le ici, sans mot de passe : combien, de quel métier, quand, où.\n"
        "{link}\n"
        "Vous y lirez où en est chaque demande. Ce lien est celui de votre établissement : gardez-le.\n"
        "Une urgence vitale relève du 15, pas de ce formulaire.\n\n"
    ).format(site=site.name, link="{lien}") + signature(conn)


def _site(conn: Connection, site_id: str) -> Site:
    found = next((one for one in people.sites(conn) if one.id == site_id), None)
    if found is None:
        raise NotFound(N_("Cet établissement n’est plus dans la liste."))
    return found
