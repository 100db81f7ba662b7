"""Hand out links: each person's own page and calendar, and the calendars of a centre's lines, roles, whole and open seats."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.access.actor import Actor
from app.access.links import LinkScope, Subject, centre_subject, line_subject, person_subject, role_subject, token_of
from app.access.permissions import Action, require
from app.core.errors import N_, NotFound
from app.core.ids import CentreId, PersonId
from app.documents.csv_table import csv_bytes
from app.documents.link_sheet import LinkCard, link_sheet
from app.services.crisis.note_reading import Read, note_reading
from app.services.messages.hand_out_pages import page_address
from app.services.messages.read_calendar import feed_name, role_label
from app.store import journal, links
from app.store.database import Connection, Store
from app.store.feeds import Reachable, centre_name, centre_parts, link_holders
from app.words import _


class Channel(StrEnum):
    """How a link can reach its person."""

    EMAIL = "email"
    SMS = "sms"
    PAPER = "paper"


CHANNEL_WORDS = {Channel.EMAIL: N_("e-mail"), Channel.SMS: N_("SMS"), Channel.PAPER: N_("remis en main propre")}


@dataclass(frozen=True, slots=True)
class CalendarLink:
    """One calendar to subscribe to, under the three addresses it has. With an empty base they are absolute paths."""

    subject: Subject
    name: str
    page: str
    """The subscription page: what a person is given."""
    feed: str
    """The ``.ics`` address."""

    @property
    def webcal(self) -> str:
        """The feed's address as calendar applications open it."""
        scheme, separator, rest = self.feed.partition("://")
        return f"webcal://{rest}" if separator and scheme in ("http", "https") else self.feed


@dataclass(frozen=True, slots=True)
class HandOut:
    """One person's links, ready to send: ``text`` is pasted as it is."""

    person_id: PersonId
    name: str
    channel: Channel
    contact: str
    """E-mail address or mobile number, by the channel; empty on paper."""
    link: CalendarLink
    """Their calendar."""
    own_page: str
    """The address of their own page: shifts, availability, preferences, and the same calendar."""
    text: str


def hand_out_links(actor: Actor, store: Store, centre_id: CentreId, *, base_url: str) -> list[HandOut]:
    """Page and calendar of everyone who holds or may hold a seat of the centre, by name. The same links at every call.

    ``base_url`` starts every address. Raises NotFound for an unknown centre, NotAllowed.
    """
    require(actor, Action.MANAGE_LINKS)
    key, now = store.folder.key("links"), store.now()
    with store.transaction() as conn:
        centre = _known_centre(conn, centre_id)
        people = link_holders(conn, centre_id, now)
        made = [links.ensure(conn, key, person_subject(person.person_id), now) for person in people]
        pages = [page_address(store, conn, person.person_id, base_url) for person in people]
        journal.write(conn, now, actor.id, "links.handed_out", centre_id, {"people": len(made)})
    note_reading(actor, store, Read.LINKS, [person.person_id for person in people])
    tokens = [token_of(key, link.subject, link.generation) for link in made]
    return [
        _hand_out(person, page, calendar_link(person_subject(person.person_id), person.name, token, base_url), centre)
        for person, page, token in zip(people, pages, tokens, strict=True)
    ]


def centre_links(actor: Actor, store: Store, centre_id: CentreId, *, base_url: str) -> list[CalendarLink]:
    """The links of a centre: whole, without names, open seats, then each line and each role that has seats.

    Raises NotFound for an unknown centre, NotAllowed.
    """
    require(actor, Action.MANAGE_LINKS)
    key, now = store.folder.key("links"), store.now()
    with store.transaction() as conn:
        _known_centre(conn, centre_id)
        label = role_label(store, conn)
        lines, roles = centre_parts(conn, centre_id)
        subjects = [
            *(
                centre_subject(centre_id, scope)
                for scope in (LinkScope.CENTRE, LinkScope.CENTRE_MASKED, LinkScope.OPEN)
            ),
            *(line_subject(centre_id, line) for line in lines),
            *(role_subject(centre_id, role) for role in roles),
        ]
        made = [links.ensure(conn, key, subject, now) for subject in subjects]
        names = [feed_name(conn, subject, label) or "" for subject in subjects]
        journal.write(conn, now, actor.id, "links.handed_out", centre_id, {"calendars": len(made)})
    return [
        calendar_link(link.subject, name, token_of(key, link.subject, link.generation), base_url)
        for link, name in zip(made, names, strict=True)
    ]


def calendar_link(subject: Subject, name: str, token: str, base_url: str) -> CalendarLink:
    """The addresses of a token under ``base_url``."""
    page = f"{base_url.rstrip('/')}/calendrier/{token}"
    return CalendarLink(subject, name, page, f"{page}.ics")


def _known_centre(conn: Connection, centre_id: CentreId) -> str:
    centre = centre_name(conn, centre_id)
    if centre is None:
        raise NotFound(N_("Ce centre n’existe plus. Rechargez la page."))
    return centre


def _hand_out(person: Reachable, page: str, link: CalendarLink, centre: str) -> HandOut:
    if person.email:
        channel, contact = Channel.EMAIL, person.email
    elif person.mobile:
        channel, contact = Channel.SMS, person.mobile
    else:
        channel, contact = Channel.PAPER, ""
    text = _message(person, centre, page, link)
    return HandOut(person.person_id, person.name, channel, contact, link, page, text)


def _message(person: Reachable, centre: str, page: str, link: CalendarLink) -> str:
    return _(
        "Bonjour {given_name},\n"
        "Voici votre page — {centre} : vos vacations, vos disponibilités, vos préférences, sans mot de passe.\n"
        "{page}\n"
        "Pour voir vos vacations dans l’agenda de votre téléphone, ouvrez cette adresse et abonnez-vous :\n"
        "{calendar}\n"
        "L’agenda se met à jour tout seul ; ne l’importez pas, une copie importée ne change plus.\n"
        "Ces liens sont personnels : ne les transmettez pas. Perdus ou partagés par erreur ? La coordination les renouvelle."
    ).format(given_name=person.given_name or person.name, centre=centre, page=page, calendar=link.page)


def links_csv(hand_outs: Iterable[HandOut]) -> bytes:
    """The links as a table that French spreadsheets open as it is (UTF-8 with mark, semicolons); no cell is a formula."""
    header = [
        _("nom"),
        _("canal"),
        _("contact"),
        _("page personnelle"),
        _("page du calendrier"),
        _("calendrier"),
        _("webcal"),
        _("message"),
    ]
    return csv_bytes(
        header,
        [
            (
                one.name,
                _(CHANNEL_WORDS[one.channel]),
                one.contact,
                one.own_page,
                one.link.page,
                one.link.feed,
                one.link.webcal,
                one.text,
            )
            for one in hand_outs
        ],
    )


def links_pdf(title: str, hand_outs: Iterable[HandOut]) -> bytes:
    """One QR code per person, which opens their own page, to cut out and give: an accessible A4 PDF."""
    return link_sheet(title, [LinkCard(one.name, one.own_page) for one in hand_outs])
