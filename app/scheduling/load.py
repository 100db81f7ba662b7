"""What a rota takes from ordinary care: seats and people by practice and by commune, half-day by half-day, before it is published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from app.scheduling.capacity import is_held
from app.scheduling.spoken import half_day_of
from app.words import _, ngettext
from app.words.dates import half_day_name

if TYPE_CHECKING:
    from datetime import date

    from app.core.ids import PersonId, SessionId
    from app.scheduling.session import Seat, Session


@dataclass(frozen=True, slots=True)
class Member:
    """Where a person ordinarily works: practice and commune, by id and name; empty means not known."""

    person_id: PersonId
    practice_id: str = ""
    practice: str = ""
    commune_insee: str = ""
    commune: str = ""


@dataclass(frozen=True, slots=True)
class GroupLoad:
    """What one practice or commune gives. ``worst`` is the session whose half-day takes most of its people away."""

    id: str
    name: str
    members: int
    seats: int
    people: int
    worst: Session
    away: int
    """People away on that half-day, out of ``members``."""

    @property
    def share(self) -> Fraction:
        return Fraction(self.away, self.members)

    @property
    def sentence(self) -> str:
        """« Cabinet des Lices : 6 postes pour 3 personnes sur 4 ; au plus fort lundi 30 novembre, matin : 3 absents (75 %). »"""
        return _("{name} : {seats} pour {people} ; au plus fort {moment} : {away} ({share} %).").format(
            name=self.name,
            seats=ngettext("{n} poste", "{n} postes", self.seats).format(n=self.seats),
            people=ngettext("{n} personne sur {of}", "{n} personnes sur {of}", self.people).format(
                n=self.people, of=self.members
            ),
            moment=half_day_of(self.worst),
            away=ngettext("{n} absent", "{n} absents", self.away).format(n=self.away),
            share=round(100 * self.share),
        )


@dataclass(frozen=True, slots=True)
class RotaLoad:
    """The load by practice and by commune, heaviest share first."""

    practices: tuple[GroupLoad, ...] = ()
    communes: tuple[GroupLoad, ...] = ()

    @property
    def sentence(self) -> str:
        """« Le planning prend 14 postes à 5 cabinets de 3 communes. » with the heaviest practice; or that it takes none."""
        if not self.practices:
            return _("Le planning ne prend personne à un cabinet connu.")
        seats = sum(one.seats for one in self.practices)
        return _("Le planning prend {seats} à {practices}. {heaviest}").format(
            seats=ngettext("{n} poste", "{n} postes", seats).format(n=seats),
            practices=ngettext("{n} cabinet", "{n} cabinets", len(self.practices)).format(n=len(self.practices)),
            heaviest=self.practices[0].sentence,
        )


def load_of(seats: Iterable[Seat], sessions: Mapping[SessionId, Session], members: Iterable[Member]) -> RotaLoad:
    """What the seats held take from each practice and commune. ``members`` is the whole roster: it gives the shares.

    A half-day is a civil day in Paris and its part (matin, après-midi …): someone with two seats in it is away once.
    """
    roster = {member.person_id: member for member in members}
    held = [
        (roster[seat.holder.person_id], sessions[seat.session_id])
        for seat in seats
        if seat.holder.person_id in roster and is_held(seat) and seat.session_id in sessions
    ]
    practices = {one.person_id: (one.practice_id, one.practice) for one in roster.values()}
    communes = {one.person_id: (one.commune_insee, one.commune) for one in roster.values()}
    return RotaLoad(_grouped(held, practices), _grouped(held, communes))


def _grouped(
    held: Iterable[tuple[Member, Session]], groups: Mapping[PersonId, tuple[str, str]]
) -> tuple[GroupLoad, ...]:
    sizes: dict[str, int] = defaultdict(int)
    for id, _name in groups.values():
        sizes[id] += 1
    taken: dict[tuple[str, str], list[tuple[PersonId, Session]]] = defaultdict(list)
    for member, session in held:
        if groups[member.person_id][0]:
            taken[groups[member.person_id]].append((member.person_id, session))
    loads = [_load(id, name, sizes[id], rows) for (id, name), rows in taken.items()]
    return tuple(sorted(loads, key=lambda one: (-one.share, -one.seats, one.name, one.id)))


def _load(id: str, name: str, members: int, rows: list[tuple[PersonId, Session]]) -> GroupLoad:
    away: dict[tuple[date, str], set[PersonId]] = defaultdict(set)
    first: dict[tuple[date, str], Session] = {}
    for person, session in sorted(rows, key=lambda row: (row[1].starts_at, row[1].id, row[0])):
        half = session.day, half_day_name(session.starts_at, session.ends_at)
        away[half].add(person)
        first.setdefault(half, session)
    worst = max(away, key=lambda half: (len(away[half]), -first[half].starts_at.timestamp()))
    return GroupLoad(id, name, members, len(rows), len({person for person, _s in rows}), first[worst], len(away[worst]))
