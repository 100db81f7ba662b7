"""« Rouvrir une ligne »: a closing undone place by place; who gets theirs back, who does not and why. Values only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.activity.closing_trace import Hold
from app.scheduling.capacity import is_held
from app.scheduling.seats import seat_order
from app.scheduling.session import NOBODY, SeatState
from app.scheduling.spoken import PersonName, RoleLabel, place_of
from app.words import _, ngettext
from app.words.dates import spoken_number

if TYPE_CHECKING:
    from app.activity.closing_trace import ClosingTrace, Touched
    from app.core.ids import PersonId, SeatId
    from app.scheduling.session import Holder, Seat

Elsewhere = Callable[["PersonId"], bool]
"""Whether a person has taken, since the closing, another seat at these hours; or is no longer in the roster."""

FREE = Hold(NOBODY, SeatState.OPEN)


@dataclass(frozen=True, slots=True)
class Return:
    """Someone gets a place back as they held it; ``source`` is where the closing had sent them, None for who was free."""

    person: PersonId
    seat: Seat
    source: Seat | None = None

    def sentence(self, name: PersonName, label: RoleLabel) -> str:
        """« Denez K. reprend « ligne 2, injection ». »"""
        place = place_of(self.seat, label)
        if self.source is None:
            return _("{name} reprend « {place} ».").format(name=name(self.person), place=place)
        return _("{name} revient de « {source} » à « {place} ».").format(
            name=name(self.person), source=place_of(self.source, label), place=place
        )


@dataclass(frozen=True, slots=True)
class KeptOut:
    """Someone does not get a place back; ``elsewhere``: they have another seat at these hours, else they have left.

    ``freed``: the place is to be staffed; during a session it stays theirs in the rota, and the sheet says that they left.
    """

    person: PersonId
    seat: Seat
    elsewhere: bool
    freed: bool = True

    def sentence(self, name: PersonName, label: RoleLabel) -> str:
        """« Denez K. tient maintenant un autre poste à ces heures : « ligne 2, injection » est à pourvoir. »"""
        said = {"name": name(self.person), "place": place_of(self.seat, label)}
        if not self.freed:
            return _("{name} n’est plus là : « {place} » reste vide jusqu’à la fin.").format(**said)
        if self.elsewhere:
            return _("{name} tient maintenant un autre poste à ces heures : « {place} » est à pourvoir.").format(**said)
        return _("{name} a quitté la place donnée par la fermeture : « {place} » est à pourvoir.").format(**said)


@dataclass(frozen=True, slots=True)
class LineReopening:
    """What reopening ``line`` does, in seat order. ``was`` and ``after``: the places that change, as now and then."""

    line: int
    returns: tuple[Return, ...]
    kept_out: tuple[KeptOut, ...]
    partner_seats: tuple[Seat, ...]
    was: tuple[Seat, ...]
    after: tuple[Seat, ...]

    @property
    def to_staff(self) -> int:
        """Seats that are to be staffed because nobody was on them before either."""
        return sum(not seat.holder.filled for seat in self.after) - len(self.kept_out)

    def to_staff_sentence(self) -> str:
        """« 2 postes sans titulaire, à pourvoir. »; empty when there is none."""
        if self.to_staff <= 0:
            return ""
        return ngettext(
            "{n} poste sans titulaire, à pourvoir.", "{n} postes sans titulaire, à pourvoir.", self.to_staff
        ).format(n=spoken_number(self.to_staff))


def reopen_line(line: int, trace: ClosingTrace, seats: Iterable[Seat], elsewhere: Elsewhere) -> LineReopening:
    """Undo what ``trace`` says a closing did to these places, as people stand on them now.

    Only what is still as the closing left it is undone: a place that went to someone else stays theirs.
    """
    return _Undoing(line, trace, {seat.id: seat for seat in seats}, elsewhere).done()


@dataclass(frozen=True)
class _Undoing:
    line: int
    trace: ClosingTrace
    now: Mapping[SeatId, Seat]
    elsewhere: Elsewhere

    def done(self) -> LineReopening:
        sent = {one.after.holder.person_id: one for one in self.trace.places if not _closed(one)}
        touched = [one for one in self.trace.places if one.seat_id in self.now]
        found = [self._reopened(one, sent.get(one.before.holder.person_id)) for one in touched if _closed(one)]
        back = {one.source.id for one, _out, _seat in found if one is not None and one.source is not None}
        emptied = [self._emptied(one) for one in touched if one.seat_id in back]
        every = sorted((*found, *emptied), key=lambda one: seat_order(one[2]))
        after = tuple(seat for _return, _out, seat in every)
        return LineReopening(
            line=self.line,
            returns=tuple(one for one, _out, _seat in every if one is not None),
            kept_out=tuple(one for _return, one, _seat in every if one is not None),
            partner_seats=tuple(seat for seat in after if seat.holder.partner_id is not None),
            was=tuple(self._was(seat) for seat in after),
            after=after,
        )

    def _was(self, seat: Seat) -> Seat:
        """The place as the closing left it: during a session the seat itself never changed."""
        if not self.trace.begun:
            return self.now[seat.id]
        return next(one.after for one in self.trace.places if one.seat_id == seat.id).on(self.now[seat.id])

    def _reopened(self, one: Touched, sent: Touched | None) -> tuple[Return | None, KeptOut | None, Seat]:
        """A place of the line: back to who held it, unless they are elsewhere or left where the closing had sent them."""
        seat, person = self.now[one.seat_id], one.before.holder.person_id
        if person is None:
            return None, None, one.before.on(seat)
        source = self.now.get(sent.seat_id) if sent is not None else None
        busy = self.elsewhere(person)
        if busy or not self._still_there(one.before.holder, seat if sent is None else source):
            return None, KeptOut(person, seat, busy, freed=not self.trace.begun), FREE.on(seat)
        held = one.before.on(seat)
        if source is not None and not self.trace.begun:
            held = replace(held, state=source.state)  # what they said of it since: confirmed, or seeks someone
        return Return(person, held, source), None, held

    def _still_there(self, holder: Holder, seat: Seat | None) -> bool:
        """Who was free is still named by the cancelled seat; who moved still stands where they were sent."""
        return seat is not None and seat.holder == holder

    def _emptied(self, one: Touched) -> tuple[Return | None, KeptOut | None, Seat]:
        """The place somebody goes back from: to who was expected there before, if anyone."""
        seat, person = self.now[one.seat_id], one.before.holder.person_id
        if person is not None and self.elsewhere(person):
            return None, KeptOut(person, seat, elsewhere=True, freed=not self.trace.begun), FREE.on(seat)
        held = one.before.on(seat)
        return (Return(person, held) if person is not None and is_held(held) else None), None, held


def _closed(one: Touched) -> bool:
    return one.after.state is SeatState.CANCELLED
