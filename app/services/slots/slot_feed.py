"""What the calendars of unscheduled care hold: one a practice, one a person who keeps slots, one of all for the regulation.

A slot that moves is cancelled in the calendar it leaves and is a new event, with its own UID, in the one it joins. Places that
are booked are in none: a phone that reads every eight hours would show them wrong.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.continuity.slots import FOR_WHOM_WORDS, ForWhom
from app.core.clock import paris_date
from app.core.ids import SeatId
from app.feeds.feed import (
    WINDOW_FUTURE_DAYS,
    WINDOW_PAST_DAYS,
    Audience,
    EventStatus,
    Feed,
    FeedEvent,
    still_announced,
)
from app.scheduling.centre import Place
from app.services.keeping.reference import read_library
from app.store import community, people, slots
from app.words import _, ngettext
from app.words.people import full_name

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from app.continuity.slots import Slot
    from app.store.database import Connection, Store

EVERY = "all"
"""The subject that holds every slot, for the regulation of SAS and 116 117."""


def slot_feed_name(conn: Connection, whose: str) -> str | None:
    """What phones list the calendar as; None when its practice or person is gone."""
    if whose == EVERY:
        return _("Soins non programmés — tous les créneaux")
    kind, _colon, id = whose.partition(":")
    if kind == "practice":
        name = next((one.name or _("Cabinet sans nom") for one in people.practices(conn) if one.id == id), None)
    else:
        name = next((full_name(one.given_name, one.family_name) for one in people.every(conn) if one.id == id), None)
    return name and _("Soins non programmés — {name}").format(name=name)


def slot_feed(store: Store, conn: Connection, whose: str, today: date) -> Feed | None:
    """The slots behind a link on a civil day (Paris); None when nobody is behind it. No name of a person is in any."""
    name = slot_feed_name(conn, whose)
    if name is None:
        return None
    first, last = today - timedelta(days=WINDOW_PAST_DAYS), today + timedelta(days=WINDOW_FUTURE_DAYS)
    held = [one for one in slots.between(conn, first, last) if _is_of(one, whose) and _is_shown(one, today)]
    places = _places(store, conn)
    return Feed(name, Audience.PARTNER, today, tuple(_event(one, places) for one in held))


def _is_of(slot: Slot, whose: str) -> bool:
    return whose in (EVERY, f"practice:{slot.practice}", f"person:{slot.person}")


def _is_shown(slot: Slot, today: date) -> bool:
    return slot.cancelled_at is None or still_announced(paris_date(slot.cancelled_at), today)


def _places(store: Store, conn: Connection) -> Mapping[str, Place]:
    """Where slots are → the place with its address, for titles and maps."""
    territory = community.read(conn).territory
    known = read_library(store, conn).communes(territory) if territory else ()
    communes = {one.insee: one.name for one in known}
    found = {
        f"practice:{one.id}": Place(
            name=one.name or _("Cabinet sans nom"), address=one.address, commune=communes.get(one.commune_insee, "")
        )
        for one in people.practices(conn)
    }
    for site in people.sites(conn):
        found[f"site:{site.id}"] = Place(
            name=site.name,
            commune=communes.get(site.commune_insee, ""),
            latitude=site.latitude,
            longitude=site.longitude,
        )
    return found


def _event(slot: Slot, places: Mapping[str, Place]) -> FeedEvent:
    place = places.get(slot.host) or Place(name=_("lieu à préciser"))
    many = ngettext("{n} place", "{n} places", slot.places).format(n=slot.places)
    told = [many if slot.for_whom is ForWhom.ANY else _("{places}, {whom}").format(places=many, whom=_whom(slot))]
    if slot.moved_from:
        told.append(_("Ce créneau remplace celui d’un cabinet fermé."))
    if not slot.is_open:
        told = [_("Ce créneau est annulé : n’y adressez plus personne.")]
    return FeedEvent(
        seat_id=SeatId(slot.id),
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        changed_at=slot.changed_at,
        sequence=slot.revision - 1,
        status=EventStatus.CONFIRMED if slot.is_open else EventStatus.CANCELLED,
        role=_("soins non programmés, {places}").format(places=many),
        line=None,
        centre=place.name,
        place=place,
        told="\n".join(told),
    )


def _whom(slot: Slot) -> str:
    return _(FOR_WHOM_WORDS[slot.for_whom])
