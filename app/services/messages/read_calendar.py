"""Read the calendar behind a link: the seats it shows, as a feed ready to be written. Whoever holds the link may."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from app.access.links import CALENDAR_SCOPES, LinkScope, Subject, token_hash, token_of
from app.core.clock import paris_date, paris_instant
from app.core.errors import ReleveError
from app.core.ids import CentreId
from app.feeds.feed import (
    WINDOW_FUTURE_DAYS,
    WINDOW_PAST_DAYS,
    Audience,
    Elsewhere,
    EventStatus,
    Feed,
    FeedEvent,
    in_window,
    still_announced,
)
from app.feeds.tombstone import TOMBSTONE_DAYS, tombstone
from app.library import Library
from app.scheduling.session import SeatState, SessionState
from app.scheduling.spoken import RoleLabel
from app.services.exercise.improvement_feed import improvement_feed, improvement_feed_name
from app.services.keeping.reference import read_library
from app.services.slots.slot_feed import slot_feed, slot_feed_name
from app.store import community, links
from app.store.database import Connection, Store
from app.store.feeds import PublishedSeat, centre_name, centre_parts, person_name, published_seats
from app.words import _
from app.words.first_letter import capitalised

AUDIENCES = {
    LinkScope.PERSON: Audience.HOLDER,
    LinkScope.LINE: Audience.COORDINATION,
    LinkScope.ROLE: Audience.COORDINATION,
    LinkScope.CENTRE: Audience.COORDINATION,
    LinkScope.CENTRE_MASKED: Audience.PARTNER,
    LinkScope.OPEN: Audience.PARTNER,
}


@dataclass(frozen=True, slots=True, order=True)
class Contact:
    """Whom to call about a centre. For the page behind a link only: feeds carry no phone number."""

    centre: str
    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Opened:
    """What a token opened: the link and its feed. ``renewed`` when the address only says that it changed."""

    subject: Subject
    feed: Feed
    contacts: tuple[Contact, ...] = ()
    renewed: bool = False
    demonstration: bool = False
    """Every page of a fictional community says so."""


def open_calendar(
    store: Store, token: str, *, base_url: str, today: date, reminders: tuple[int, ...] = ()
) -> Opened | None:
    """The feed behind ``token`` on the civil day ``today`` (Paris); None when the token opens nothing.

    ``base_url`` starts the addresses written into the feed. A renewed link opens a notice for 30 days.
    """
    with store.reading() as conn:
        label = role_label(store, conn)
        link = links.resolve(conn, token_hash(token))
        if link is None or link.subject.scope not in CALENDAR_SCOPES:
            return None
        if link.rotated_at is not None:
            return _renewed(link, link.rotated_at, token, today)
        if link.subject.scope in _APART:
            return _apart(store, conn, link.subject, today)
        named = feed_name(conn, link.subject, label)
        if named is None:
            return None
        seats = _shown_seats(conn, link.subject, today)
        events = tuple(_event(seat, link.subject.scope, label) for seat in seats)
        feed = Feed(named, AUDIENCES[link.subject.scope], today, events)
        if link.subject.scope is LinkScope.PERSON:
            feed = replace(feed, page_url=f"{base_url}/calendrier/{token}", reminders=reminders)
        if link.subject.scope is LinkScope.CENTRE:
            feed = replace(feed, elsewhere=_lines_of(conn, store, link.subject.centre_id, base_url))
        demonstration = community.read(conn).demonstration
    return Opened(link.subject, feed, _contacts(seats), demonstration=demonstration)


_APART = frozenset({LinkScope.SLOTS, LinkScope.IMPROVEMENT})
"""Calendars that hold no seat."""


def _apart(store: Store, conn: Connection, subject: Subject, today: date) -> Opened | None:
    if subject.scope is LinkScope.SLOTS:
        found = slot_feed(store, conn, subject.id, today)
    else:
        found = improvement_feed(conn, subject.id, today)
    return Opened(subject, found, demonstration=community.read(conn).demonstration) if found else None


def _renewed(link: links.Link, rotated_at: datetime, token: str, today: date) -> Opened | None:
    if today >= paris_date(rotated_at) + timedelta(days=TOMBSTONE_DAYS):
        return None
    return Opened(link.subject, tombstone(rotated_at, token_hash(token)[:16]), renewed=True)


def role_label(store: Store, conn: Connection) -> RoleLabel:
    """Names of roles as the community's reference table has them; an unknown code names itself."""
    try:
        roles = read_library(store, conn).roles
    except ReleveError:
        roles = Library().roles  # a mistake in the folder's own table must not silence the calendars
    return lambda code: roles[code].label if code in roles else code


def feed_name(conn: Connection, subject: Subject, label: RoleLabel) -> str | None:
    """What phones list the calendar as; None when its person or centre no longer exists."""
    if subject.scope is LinkScope.PERSON:
        person = person_name(conn, subject.person_id)
        return person and _("Vacations de {name}").format(name=person)
    if subject.scope is LinkScope.SLOTS:
        return slot_feed_name(conn, subject.id)
    if subject.scope is LinkScope.IMPROVEMENT:
        return improvement_feed_name(conn, subject.id)
    centre = centre_name(conn, subject.centre_id)
    return centre and _centre_feed_name(subject, centre, label)


def _centre_feed_name(subject: Subject, centre: str, label: RoleLabel) -> str:
    if subject.scope is LinkScope.LINE:
        return _("Ligne {line} — {centre}").format(line=subject.part, centre=centre)
    if subject.scope is LinkScope.ROLE:
        role = label(subject.part)
        return f"{capitalised(role)} — {centre}"
    if subject.scope is LinkScope.OPEN:
        return _("Postes à pourvoir — {centre}").format(centre=centre)
    if subject.scope is LinkScope.CENTRE_MASKED:
        return _("{centre} (sans les noms)").format(centre=centre)
    return centre


def _shown_seats(conn: Connection, subject: Subject, today: date) -> list[PublishedSeat]:
    first = paris_instant(today - timedelta(days=WINDOW_PAST_DAYS + 2), time(12))
    last = paris_instant(today + timedelta(days=WINDOW_FUTURE_DAYS + 2), time(12))
    return [seat for seat in published_seats(conn, subject, first, last) if _is_shown(seat, today)]


def _contacts(seats: list[PublishedSeat]) -> tuple[Contact, ...]:
    found = {Contact(seat.centre_name, seat.contact_name, seat.contact_phone) for seat in seats}
    return tuple(sorted(contact for contact in found if contact.name or contact.phone))


def _is_shown(seat: PublishedSeat, today: date) -> bool:
    if _is_cancelled(seat) and not still_announced(paris_date(seat.changed_at), today):
        return False
    return in_window(paris_date(seat.starts_at), paris_date(seat.ends_at), today)


def _is_cancelled(seat: PublishedSeat) -> bool:
    return seat.state is SeatState.CANCELLED or seat.session_state is SessionState.CANCELLED


def _event(seat: PublishedSeat, scope: LinkScope, label: RoleLabel) -> FeedEvent:
    names = AUDIENCES[scope] is Audience.COORDINATION
    return FeedEvent(
        seat_id=seat.seat_id,
        starts_at=seat.starts_at,
        ends_at=seat.ends_at,
        changed_at=seat.changed_at,
        sequence=seat.sequence,
        status=_status(seat),
        role=label(seat.role),
        line=seat.line,
        centre=seat.centre_name,
        place=seat.place,
        contact=seat.contact_name,
        site=seat.site,
        target_group=seat.target_group,
        holder=seat.holder_name if names else "",
        filled=seat.state is not SeatState.OPEN,
        stand_in_wanted=seat.state is SeatState.STAND_IN_WANTED,
    )


def _status(seat: PublishedSeat) -> EventStatus:
    if _is_cancelled(seat):
        return EventStatus.CANCELLED
    tentative = seat.state in (SeatState.OPEN, SeatState.PUBLISHED)
    return EventStatus.TENTATIVE if tentative else EventStatus.CONFIRMED


def _lines_of(conn: Connection, store: Store, centre_id: CentreId, base_url: str) -> tuple[Elsewhere, ...]:
    """The per-line calendars already handed out, to which an overfull one points."""
    key = store.folder.key("links")
    subjects = [Subject(LinkScope.LINE, f"{centre_id}/{line}") for line in centre_parts(conn, centre_id)[0]]
    found = [link for subject in subjects if (link := links.current(conn, subject))]
    return tuple(
        Elsewhere(
            _("Ligne {line}").format(line=link.subject.part),
            f"{base_url}/calendrier/{token_of(key, link.subject, link.generation)}.ics",
        )
        for link in found
    )
