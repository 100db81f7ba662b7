"""Someone can't come: free the seat live, at once, and staff again with the fewest moves when asked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import N_, InvalidInput, NotFound
from app.roster.answer import AnswerValue
from app.scheduling.assembly import ELSEWHERE, staffing_problem
from app.scheduling.session import NOBODY, SeatState
from app.services.keeping.reference import read_library, regulation
from app.services.messages.tell_changes import tell_lost
from app.services.mobilisation.swap_seats import end_dead_swaps
from app.services.mobilisation.waiting_list import offer_seats
from app.services.rota.live_seats import find_live, write_live
from app.services.rota.propose_rota import presumed_answers
from app.services.world.live_rules import out_of_reach
from app.services.world.read_horizon import read_horizon
from app.store import answers, community, revisions

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.core.ids import PersonId, SeatId
    from app.scheduling.staffing.replan import Replacement
    from app.store.database import Store


def release_seat(actor: Actor, store: Store, seat_id: SeatId, revision: int, *, own_doing: bool = False) -> PersonId:
    """Free a live seat whose holder can't come; their answer to the session becomes « non ». Returns who held it.

    They are told, unless it is their ``own_doing``; whoever waits is offered the seat. A draft difference on it is
    dropped. Raises StaleRevision, NotFound, InvalidInput when nobody holds it, its session is no longer on, or is
    over: the past is corrected in its attendance.
    """
    require(actor, Action.STAFF_ROTA)
    with store.transaction() as conn:
        revisions.expect(conn, "seat", seat_id, revision)
        seat, session = find_live(conn, seat_id)
        person = seat.holder.person_id
        if person is None or seat.state is SeatState.CANCELLED:
            raise InvalidInput(N_("Personne ne tient ce poste."))
        if store.now() >= session.ends_at:
            raise InvalidInput(N_("Cette séance est passée : corrigez la présence au Jour J."))
        freed = replace(seat, holder=NOBODY, state=SeatState.OPEN, pinned=False, override_reason="")
        said = {"person": person, "own_doing": own_doing}
        write_live(conn, actor, store.now(), session, seat, freed, "seat_released", said)
        answers.write(conn, {(person, session.id): AnswerValue.NO.value}, "coordination", store.now())
        if not own_doing:
            tell_lost(conn, store, read_library(store, conn), session, [seat])
        end_dead_swaps(conn, store.now())
        offer_seats(conn, store, actor, [seat_id])
    return person


def read_replacements(actor: Actor, store: Store, seat_id: SeatId) -> list[Replacement]:
    """Who could take an open seat, the readiest first, each with what stands in the way. Raises NotFound."""
    require(actor, Action.STAFF_ROTA)
    from app.scheduling.staffing.plan import Assignment, Plan
    from app.scheduling.staffing.replan import replacements

    with store.reading() as conn:
        horizon, library = read_horizon(store, conn), read_library(store, conn)
        territory = community.read(conn).territory
    drafted = {seat.id: seat for seat in horizon.drafted()}
    session = {s.id: s for s in horizon.sessions}.get(drafted[seat_id].session_id) if seat_id in drafted else None
    if session is None:
        raise NotFound(N_("Ce poste n’existe plus. Rechargez la page."))
    presumed, _people = presumed_answers(horizon, session.centre_id)
    problem = staffing_problem(
        horizon,
        session.centre_id,
        regulation(library),
        answers=presumed,
        travel=out_of_reach(horizon, library, territory),
    )
    standing = [
        Assignment(seat.holder.person_id, seat.session_id, seat.role, seat.line)
        for seat in drafted.values()
        if seat.holder.person_id and (seat.session_id, seat.role) in {(n.session, n.role) for n in problem.needs}
    ]
    standing += [Assignment(p.person, p.session, p.role) for p in problem.previous if p.role == ELSEWHERE]
    return list(replacements(problem, Plan(tuple(standing), ()), session.id, drafted[seat_id].role))
