"""What publishing changes, and for whom: one entry a person, said aloud. Who is told, and how, is decided elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.scheduling.capacity import is_held
from app.scheduling.seats import seat_order
from app.scheduling.spoken import PersonName, RoleLabel, half_day_of, place_of
from app.words import _, ngettext

if TYPE_CHECKING:
    from app.core.ids import PersonId, SessionId
    from app.scheduling.session import Seat, Session


@dataclass(frozen=True, slots=True)
class PersonChange:
    """What changes for one person: seats gained, seats lost, and seats changed within a session (from, to)."""

    person_id: PersonId
    added: tuple[Seat, ...] = ()
    removed: tuple[Seat, ...] = ()
    moved: tuple[tuple[Seat, Seat], ...] = ()

    @property
    def count(self) -> int:
        return len(self.added) + len(self.removed) + len(self.moved)

    def sentence(self, sessions: Mapping[SessionId, Session], label: RoleLabel, name: PersonName) -> str:
        """« Clarisse P. : + lundi 30 novembre, matin, ligne 2, injection ; − mardi 1er décembre, matin, accueil. »"""
        parts = [(seat, f"+ {_spoken(seat, sessions, label)}") for seat in self.added]
        parts += [(seat, f"− {_spoken(seat, sessions, label)}") for seat in self.removed]
        parts += [
            (new, _("{old} devient {new}").format(old=_spoken(old, sessions, label), new=place_of(new, label)))
            for old, new in self.moved
        ]
        told = sorted(parts, key=lambda part: (sessions[part[0].session_id].starts_at, part[1]))
        return _("{name} : {changes}.").format(
            name=name(self.person_id), changes=_(" ; ").join(text for _seat, text in told)
        )


def _spoken(seat: Seat, sessions: Mapping[SessionId, Session], label: RoleLabel) -> str:
    return f"{half_day_of(sessions[seat.session_id])}, {place_of(seat, label)}"


@dataclass(frozen=True, slots=True)
class RotaChanges:
    """All that changes, people in id order."""

    people: tuple[PersonChange, ...] = ()

    @property
    def count(self) -> int:
        return sum(one.count for one in self.people)

    @property
    def sentence(self) -> str:
        """« 2 changements pour 2 personnes », or « aucun changement »."""
        if not self.people:
            return _("aucun changement")
        changes = ngettext("{n} changement", "{n} changements", self.count).format(n=self.count)
        people = ngettext("{n} personne", "{n} personnes", len(self.people)).format(n=len(self.people))
        return _("{changes} pour {people}").format(changes=changes, people=people)


def changes_of(before: Iterable[Seat], after: Iterable[Seat]) -> RotaChanges:
    """Who holds what in ``after`` and not in ``before``, and the other way round; cancelled seats are held by nobody.

    Someone who leaves a seat and takes another in the same session has moved.
    """
    was, now = _held(before), _held(after)
    changes = (_change(person, was.get(person, {}), now.get(person, {})) for person in sorted({*was, *now}))
    return RotaChanges(tuple(change for change in changes if change.count))


def _held(seats: Iterable[Seat]) -> dict[PersonId, dict[str, Seat]]:
    held: dict[PersonId, dict[str, Seat]] = {}
    for seat in sorted(seats, key=seat_order):
        if seat.holder.person_id is not None and is_held(seat):
            held.setdefault(seat.holder.person_id, {})[seat.id] = seat
    return held


def _change(person: PersonId, was: Mapping[str, Seat], now: Mapping[str, Seat]) -> PersonChange:
    added = [seat for id, seat in now.items() if id not in was]
    removed = [seat for id, seat in was.items() if id not in now]
    moved: list[tuple[Seat, Seat]] = []
    for old in tuple(removed):
        new = next((seat for seat in added if seat.session_id == old.session_id), None)
        if new is not None:
            added.remove(new)
            removed.remove(old)
            moved.append((old, new))
    return PersonChange(person, tuple(added), tuple(removed), tuple(moved))
