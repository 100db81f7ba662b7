"""Who an alert would reach: in which order, by which way, and who is left out and why. Nothing is written here."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.clock import paris_date
from app.core.errors import N_, ReleveError
from app.library import Library
from app.library.content import built
from app.mobilisation.preferences import NO_WISH, Channel, channel_of, is_reachable
from app.response.call_tree import checked, level_of, order
from app.services.keeping.content_files import MINUTES, bounded
from app.store import crisis_cell, people, preferences
from app.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from app.core.ids import PersonId
    from app.response.alert import Audience, Wanted
    from app.response.call_tree import Level, Place
    from app.roster.person import Person
    from app.store.database import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Muster:
    """Who would be asked: in the order they are reached, by which way; and who is left out, and why."""

    places: tuple[Place, ...]
    channels: Mapping[Channel, int]
    professions: Mapping[str, int]
    opted_out: int
    unreachable: int

    @property
    def sentence(self) -> str:
        """« 118 personnes : 110 par e-mail, 6 par SMS, 2 à la main. »"""
        if not self.places:
            return _("Personne ne peut être alerté avec ce choix.")
        ways = [_(words).format(n=self.channels[way]) for way, words in WAY_WORDS.items() if self.channels.get(way)]
        asked = ngettext("{n} personne", "{n} personnes", len(self.places)).format(n=len(self.places))
        return _("{asked} : {ways}.").format(asked=asked, ways=", ".join(ways))

    @property
    def left_out(self) -> str:
        """Who is not asked and why; empty when nobody is left out."""
        parts = []
        if self.opted_out:
            parts.append(
                ngettext(
                    "{n} personne ne veut plus être sollicitée : elle n’est jamais alertée",
                    "{n} personnes ne veulent plus être sollicitées : elles ne sont jamais alertées",
                    self.opted_out,
                ).format(n=self.opted_out)
            )
        if self.unreachable:
            parts.append(
                ngettext("{n} n’a ni e-mail ni téléphone", "{n} n’ont ni e-mail ni téléphone", self.unreachable).format(
                    n=self.unreachable
                )
            )
        return _("{parts}.").format(parts=_(" ; ").join(parts)) if parts else ""


WAY_WORDS = {
    Channel.EMAIL: N_("{n} par e-mail"),
    Channel.SMS: N_("{n} par SMS"),
    Channel.HAND: N_("{n} à la main ou par téléphone"),
}


def cell_people(conn: Connection) -> frozenset[PersonId]:
    """The people of the roster who hold or second a function of the crisis cell."""
    return frozenset(one.person_id for one in crisis_cell.members(conn) if one.person_id)


def levels_of(library: Library) -> tuple[Level, ...]:
    """``data/alert_levels.csv``, the site's own in its place; the shipped one when that does not read: an alert waits for
    nobody to mend a file."""
    try:
        return own_levels(library)
    except ReleveError:
        return own_levels(Library())


def own_levels(library: Library) -> tuple[Level, ...]:
    """``data/alert_levels.csv`` as it stands. Raises InvalidInput."""
    rows = library.file("alert_levels.csv")
    for record in rows:
        bounded(record, "ring_after_minutes", *MINUTES)
    return checked([built(record, level_of) for record in rows])


def places_of(
    conn: Connection, library: Library, chosen: list[Person], wanted: Collection[Wanted]
) -> tuple[Place, ...]:
    """These people in the order to reach them, the professions that are wanted first at each level."""
    professions = {slug for one in wanted for slug in one.professions}
    return order(chosen, levels_of(library), cell=cell_people(conn), wanted=professions)


def muster_of(
    conn: Connection, library: Library, audience: Audience, wanted: Collection[Wanted], now: datetime
) -> Muster:
    """Whom this audience means today, in the order they are reached, and how many of them can't be."""
    cell = cell_people(conn)
    meant = [one for one in people.every(conn) if _is_meant(one, audience, cell)]
    asked = [one for one in meant if one.is_contactable_on(paris_date(now))]
    reachable = [one for one in asked if is_reachable(one)]
    wishes = preferences.every(conn)
    return Muster(
        places=places_of(conn, library, reachable, wanted),
        channels=Counter(channel_of(one, wishes.get(one.id, NO_WISH)) for one in reachable),
        professions=Counter(one.profession or "" for one in reachable),
        opted_out=len(meant) - len(asked),
        unreachable=len(asked) - len(reachable),
    )


def _is_meant(person: Person, audience: Audience, cell: Collection[PersonId]) -> bool:
    if audience.cell and person.id not in cell:
        return False
    if audience.missions and not person.missions.intersection(audience.missions):
        return False
    if audience.professions and person.profession not in audience.professions:
        return False
    return not audience.communes or person.commune_insee in audience.communes


def everyone_reachable(conn: Connection, now: datetime) -> list[Person]:
    """Whoever may be asked today, and can be."""
    return [one for one in people.every(conn) if one.is_contactable_on(paris_date(now)) and is_reachable(one)]
