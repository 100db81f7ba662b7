"""A call-out from one or more open seats: who would be asked in which order and why, then its start and its stop."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import N_, InvalidInput, NotFound, RuleRefusal
from app.core.ids import new_id
from app.mobilisation.budget import equality, tired, tired_sentence
from app.mobilisation.callout import CallOutState, Mode, is_urgent, prepare, stop
from app.mobilisation.echo import first_dose_team
from app.mobilisation.preferences import is_reachable
from app.mobilisation.ranking import Ranking, RankingContext, rank, warnings_with, weekly_loads
from app.mobilisation.waves import Situation, next_wave
from app.services.crisis.writing_desk import read_goodwill
from app.services.keeping.naming import naming_of
from app.services.keeping.reference import read_library
from app.services.mobilisation.advance_call_outs import move_on
from app.services.mobilisation.call_out_state import situation_of
from app.services.mobilisation.call_out_words import call_out_title, label_of
from app.services.mobilisation.close_call_out import close
from app.services.rota.propose_rota import presumed_answers
from app.services.world.live_rules import rota_context
from app.services.world.read_horizon import read_horizon
from app.store import call_outs, journal, seats

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from app.access.actor import Actor
    from app.core.ids import PersonId, SeatId, SessionId
    from app.library import Library
    from app.mobilisation.budget import Goodwill
    from app.mobilisation.callout import CallOut
    from app.mobilisation.rules import SolicitationRules
    from app.roster.person import Person
    from app.scheduling.centre import Centre
    from app.scheduling.horizon import Horizon
    from app.scheduling.session import Seat, Session
    from app.services.keeping.naming import Naming
    from app.store.database import Connection, Store


@dataclass(frozen=True, kw_only=True)
class CallOutPlan:
    """A call-out that has not been sent: its open seats in time order, and the ranked people.

    ``unreachable``: people who could hold a seat and whose e-mail and telephone nobody knows. ``gone``: seats that were
    asked for and are no longer to be filled.
    """

    now: datetime
    centre: Centre
    seats: tuple[Seat, ...]
    sessions: Mapping[SessionId, Session]
    ranking: Ranking
    unreachable: tuple[PersonId, ...]
    people: Mapping[PersonId, Person]
    naming: Naming
    library: Library
    situation: Situation
    gone: int = 0

    @property
    def rules(self) -> SolicitationRules:
        return self.library.solicitation_rules

    @property
    def goodwill(self) -> Goodwill:
        return self.situation.goodwill

    @property
    def title(self) -> str:
        """« Injection, lundi 30 novembre, matin (9 h–13 h) »."""
        return call_out_title(self.seats, self.sessions, label_of(self.library))

    @property
    def may_be_urgent(self) -> bool:
        """Whether the first session begins soon enough for an urgent call-out."""
        return is_urgent(min(one.starts_at for one in self.sessions.values()), self.now, self.rules)

    def prepared(
        self, *, mode: Mode, size: int | None, delay_minutes: int | None, urgent: bool, id: str = ""
    ) -> CallOut:
        """The call-out as it would leave. Raises InvalidInput as :func:`prepare` does."""
        places = [(seat.id, self.sessions[seat.session_id]) for seat in self.seats]
        return prepare(
            id or new_id(),
            places,
            self.ranking.candidates,
            self.now,
            self.rules,
            mode=mode,
            size=size,
            delay_minutes=delay_minutes,
            urgent=urgent,
        )

    def first_wave(self, *, size: int, urgent: bool) -> tuple[tuple[PersonId, ...], datetime | None]:
        """Who would be asked at once, and when the first may be if nobody may now; (nobody, None) when none ever may."""
        if not self.ranking.candidates:
            return (), None
        callout = self.prepared(mode=Mode.FIRST_YES, size=size, delay_minutes=None, urgent=urgent)
        step = next_wave(callout, self.situation, self.now)
        return step.people, step.at

    def tired_sentence(self, asked: Sequence[PersonId]) -> str:
        """« Qui est-ce que je fatigue ? » once ``asked`` have been asked too."""
        return tired_sentence(tired((), self.goodwill, self.now, asked), self.rules, self.naming.person)

    @property
    def equality_sentence(self) -> str:
        """How requests were shared among those who could be asked."""
        return equality([one.person for one in self.ranking.candidates], self.goodwill.log, self.now).sentence


def rank_for(actor: Actor, store: Store, seat_ids: Sequence[SeatId]) -> CallOutPlan:
    """Who may hold these seats, the first to ask first, and who may not, with why. Nothing is written.

    Raises NotFound when none of the seats exists, InvalidInput when none is to be filled any more or when they belong to
    several centres.
    """
    require(actor, Action.SOLICIT)
    with store.reading() as conn:
        return _plan(conn, store, seat_ids)


def start_call_out(
    actor: Actor,
    store: Store,
    seat_ids: Sequence[SeatId],
    *,
    mode: Mode = Mode.FIRST_YES,
    size: int | None = None,
    delay_minutes: int | None = None,
    urgent: bool = False,
) -> str:
    """Start a call-out, its first wave in the same transaction if it may leave now; returns its id.

    ``size`` and ``delay_minutes`` None mean the community's usual ones. Raises InvalidInput, NotFound, and RuleRefusal
    when a call-out already runs for one of the seats or nobody may be asked before the session.
    """
    require(actor, Action.SOLICIT)
    with store.transaction() as conn:
        plan = _plan(conn, store, seat_ids)
        if calling := call_outs_for(conn, [seat.id for seat in plan.seats]):
            raise RuleRefusal(
                N_("Un appel est déjà en cours pour {n} de ces postes : suivez-le, ou arrêtez-le."), n=len(calling)
            )
        callout = plan.prepared(mode=mode, size=size, delay_minutes=delay_minutes, urgent=urgent)
        if next_wave(callout, plan.situation, plan.now).state is CallOutState.EXHAUSTED:
            raise RuleRefusal(
                N_(
                    "Personne ne peut être sollicité avant la séance : quotas atteints ou heures de silence. "
                    "Appelez un partenaire, ou attendez qu’un quota se libère."
                )
            )
        call_outs.insert(conn, callout, actor.id, plan.now)
        journal.write(conn, store.now(), actor.id, "call_out_started", callout.id, _payload(callout))
        move_on(conn, store, callout, actor.id)
    return callout.id


def stop_call_out(actor: Actor, store: Store, call_out_id: str, revision: int) -> None:
    """Stop a running call-out: requests not sent yet are withdrawn. Raises NotFound, StaleRevision."""
    require(actor, Action.SOLICIT)
    with store.transaction() as conn:
        held = call_outs.expect(conn, call_out_id, revision)
        now = store.now()
        stopped = stop(held.callout, now)
        if stopped is held.callout:
            raise InvalidInput(N_("Cet appel est déjà terminé."))
        call_outs.update(conn, stopped, None)
        close(conn, read_library(store, conn), stopped, actor.id, now)


def way_to_fill(actor: Actor, store: Store, seat_id: SeatId) -> tuple[str, bool]:
    """The running call-out that asks for this seat, or empty; and whether one could be started. Raises NotAllowed."""
    require(actor, Action.SOLICIT)
    with store.reading() as conn:
        return call_outs_for(conn, [seat_id]).get(seat_id, ""), bool(call_outs.open_seats(conn, [seat_id]))


def call_outs_for(conn: Connection, seat_ids: Sequence[SeatId]) -> dict[SeatId, str]:
    """Seat → the running call-out that asks for it."""
    return {
        seat: held.callout.id for held in call_outs.running(conn) for seat in held.callout.seats if seat in seat_ids
    }


def _payload(callout: CallOut) -> dict[str, object]:
    return {
        "seats": list(callout.seats),
        "candidates": len(callout.candidates),
        "mode": callout.mode.value,
        "size": callout.size,
        "delay_minutes": callout.delay_minutes,
        "urgent": callout.urgent,
    }


def _plan(conn: Connection, store: Store, seat_ids: Sequence[SeatId]) -> CallOutPlan:
    now = store.now().replace(microsecond=0)
    library, horizon = read_library(store, conn), read_horizon(store, conn)
    places = _open_places(conn, horizon, seat_ids, now)
    moments = {one.id: one for one in horizon.sessions if one.id in {seat.session_id for seat in places}}
    centre_ids = {one.centre_id for one in moments.values()}
    if len(centre_ids) > 1:
        raise InvalidInput(N_("Un appel concerne un seul centre : choisissez des postes du même centre."))
    ranking = rank(places, _askable(horizon, places), _ranking_context(conn, horizon, library, moments, now))
    people = {person.id: person for person in horizon.people}
    known = tuple(one for one in ranking.candidates if is_reachable(people[one.person]))
    mute = tuple(one.person for one in ranking.candidates if not is_reachable(people[one.person]))
    found = CallOutPlan(
        now=now,
        centre=horizon.centres[centre_ids.pop()],
        seats=places,
        sessions=moments,
        ranking=Ranking(known, ranking.excluded),
        unreachable=mute,
        people=people,
        naming=naming_of(horizon, library),
        library=library,
        situation=Situation(open_seats=frozenset(seat.id for seat in places)),
        gone=len(set(seat_ids)) - len(places),
    )
    return _with_situation(conn, found)


def _with_situation(conn: Connection, plan: CallOutPlan) -> CallOutPlan:
    """The plan with what is true outside; without candidates there is nothing to weigh."""
    if not plan.ranking.candidates:
        return plan
    callout = plan.prepared(mode=Mode.FIRST_YES, size=None, delay_minutes=None, urgent=False)
    return replace(plan, situation=situation_of(conn, plan.library, callout, plan.now))


def _open_places(conn: Connection, horizon: Horizon, seat_ids: Sequence[SeatId], now: datetime) -> tuple[Seat, ...]:
    """The seats still to fill, in order of time. Raises NotFound, InvalidInput."""
    if not seat_ids:
        raise InvalidInput(N_("Choisissez au moins un poste à pourvoir."))
    if not any(seats.find(conn, seat) for seat in seat_ids):
        raise NotFound(N_("Ce poste n’existe plus. Rechargez la page."))
    wanted = call_outs.open_seats(conn, list(dict.fromkeys(seat_ids)))
    begins = {one.id: one.starts_at for one in horizon.sessions if one.starts_at > now}
    found = [seat for seat in horizon.seats if seat.id in wanted and seat.session_id in begins]
    if not found:
        raise InvalidInput(N_("Ce poste est pourvu, ou sa séance a commencé : il n’y a plus personne à appeler."))
    return tuple(sorted(found, key=lambda seat: (begins[seat.session_id], seat.role, seat.line or 0, seat.rank)))


def _askable(horizon: Horizon, places: Sequence[Seat]) -> list[Person]:
    """Everyone but those who hold one of the seats and seek a stand-in for it."""
    holders = {seat.holder.person_id for seat in places}
    return [person for person in horizon.people if person.id not in holders]


def _ranking_context(
    conn: Connection, horizon: Horizon, library: Library, moments: Mapping[SessionId, Session], now: datetime
) -> RankingContext:
    drafted = horizon.drafted()
    rules = rota_context(conn, horizon, library, drafted)
    goodwill = read_goodwill(conn, library, now)
    usual = {
        key
        for centre_id in sorted({one.centre_id for one in moments.values()})
        for key, value in presumed_answers(horizon, centre_id)[0].items()
        if value == "yes" and key not in horizon.answers
    }
    echoes = [
        first_dose_team(one, seats.of_session(conn, one.first_dose_session_id))
        for one in moments.values()
        if one.first_dose_session_id
    ]
    return RankingContext(
        now=now,
        sessions=rules.sessions,
        warn=warnings_with(rules),
        answers=rules.answers,
        usually_free=frozenset(usual),
        travel_minutes=rules.travel_minutes,
        loads=weekly_loads(drafted, rules.sessions),
        log=goodwill.log,
        past=call_outs.past_answers(conn),
        first_team=frozenset().union(*echoes),
    )
