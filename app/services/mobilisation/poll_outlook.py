"""What a poll's answers are enough for, session by session: how many lines distinct competent people could open.

A bound from above: rest, weekly caps and two centres at once are the rota's business.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.roster.answer import AnswerValue
from app.scheduling.capacity import is_held
from app.scheduling.habits import with_busy
from app.scheduling.session import SessionState

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from app.core.ids import PersonId, SessionId
    from app.scheduling.session import Need, Session
    from app.services.mobilisation.read_polls import PollView
    from app.services.rota.read_rota import RotaView


@dataclass(frozen=True, slots=True)
class Outlook:
    """One session with the answers at hand. ``state`` is a key of ``app.words.states.STATES``."""

    open_lines: int
    lines: int
    missing: tuple[tuple[str, int], ...] = ()
    """Critical roles nobody is left for, and how many people they lack for all lines to open."""
    is_cancelled: bool = False

    @property
    def state(self) -> str:
        if self.is_cancelled:
            return "cancelled"
        if not self.open_lines:
            return "cannot_open"
        return "opens" if self.open_lines == self.lines else "degraded"


def outlooks(view: RotaView, found: PollView) -> dict[SessionId, Outlook]:
    """The poll's sessions that the rota knows, with those who said « oui » or « si besoin » and those who hold a seat."""
    known = {session.id for session in view.sessions}
    free = _free(view, found)
    return {
        session.id: _outlook(view, session, free.get(session.id, set()))
        if session.id in known
        else Outlook(0, session.lines, is_cancelled=True)
        for session in found.sessions
        if session.id in known or session.state is SessionState.CANCELLED
    }


def _free(view: RotaView, found: PollView) -> dict[SessionId, set[PersonId]]:
    free: dict[SessionId, set[PersonId]] = {}
    for answer in with_busy(found.answers, found.sessions, view.horizon.busy):
        if answer.value is not AnswerValue.NO:
            free.setdefault(answer.session, set()).add(answer.person)
    for seat in view.seats:
        if is_held(seat) and seat.holder.person_id:
            free.setdefault(seat.session_id, set()).add(seat.holder.person_id)
    return free


def _outlook(view: RotaView, session: Session, free: Collection[PersonId]) -> Outlook:
    critical = [need for need in view.needs.get(session.id, ()) if need.critical]
    people = [person for person in view.horizon.people if person.id in free]
    able = {
        need.role: [one.id for one in people if view.eligibility.allows(one, session, need.role)] for need in critical
    }
    for lines in range(session.lines, 0, -1):
        lacking = _lacking(_places(critical, lines, session.lines), able)
        if lines == session.lines:
            missing = tuple(sorted(lacking.items()))
        if not lacking:
            return Outlook(lines, session.lines, missing)
    return Outlook(0, session.lines, missing)


def _places(critical: Sequence[Need], lines: int, of: int) -> list[str]:
    """One role a person to find, so that ``lines`` of the session's ``of`` lines open: partners' people are there already."""
    return [need.role for need in critical for _rank in range(-(-lines * need.count // of) - need.provided)]


def _lacking(places: Sequence[str], able: Mapping[str, Sequence[PersonId]]) -> Counter[str]:
    """Places nobody is left for, by role, once as many as possible are taken by distinct people (Kuhn's matching)."""
    taken: dict[PersonId, int] = {}

    def seated(place: int, tried: set[PersonId]) -> bool:
        for person in able[places[place]]:
            if person in tried:
                continue
            tried.add(person)
            if person not in taken or seated(taken[person], tried):
                taken[person] = place
                return True
        return False

    # The hardest to find first: what is left over is then the role that truly lacks.
    order = sorted(range(len(places)), key=lambda place: (len(able[places[place]]), places[place]))
    return Counter(places[place] for place in order if not seated(place, set()))
