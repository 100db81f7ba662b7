"""What someone answers to a call-out, from their link or by telephone, and the coordinator's word on a yes.

A yes is decided and its seat written in one ``BEGIN IMMEDIATE``: whoever comes too late costs no more than two reads.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.actor import SCHEDULER
from app.access.permissions import Action, require, require_self
from app.core.errors import N_, InvalidInput, NotFound
from app.mobilisation.budget import Ask, Solicitation
from app.mobilisation.callout import ENDED, CallOutState, Outcome, Response, latest
from app.mobilisation.phone import is_new_request, phoned
from app.mobilisation.taking import Taking, Verdict, approve, say_yes
from app.mobilisation.waves import awaiting_approval, seats_left
from app.scheduling.session import SeatState, SessionState
from app.scheduling.warnings import warnings_for
from app.services.crisis.writing_desk import post
from app.services.keeping.reference import read_library
from app.services.mobilisation.advance_call_outs import advance_call_out, move_on
from app.services.mobilisation.call_out_state import bare_situation
from app.services.mobilisation.close_call_out import closing_notes
from app.services.mobilisation.confirm_seat import write_confirmed
from app.services.rota.fill_seat import fill_seat
from app.services.world.live_rules import rota_context
from app.services.world.read_horizon import read_horizon
from app.store import call_outs, journal, seats, sessions, solicitations
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from app.access.actor import Actor
    from app.core.ids import PersonId, SeatId
    from app.mobilisation.callout import CallOut
    from app.mobilisation.waves import Situation
    from app.scheduling.warnings import RotaWarning
    from app.store.database import Connection, Store

FROM_THE_PAGE = frozenset({Outcome.YES, Outcome.NO, Outcome.NOT_THIS_TIME})
BY_PHONE = frozenset(Outcome) - {Outcome.EXPIRED}

HEARD = {
    Outcome.NO: N_("Merci d’avoir répondu ! Nous demandons à quelqu’un d’autre."),
    Outcome.NOT_THIS_TIME: N_("Merci d’avoir répondu ! Ce sera pour une autre fois."),
    Outcome.NO_ANSWER: N_("Noté : n’a pas décroché."),
    Outcome.VOICEMAIL: N_("Noté : message laissé sur le répondeur."),
    Outcome.CALL_BACK_AT: N_("Noté : à rappeler."),
}


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of an answer: the sentence to read or to say, and what a yes obtained."""

    sentence: str
    taking: Taking | None = None


def answer_call_out(
    actor: Actor,
    store: Store,
    call_out_id: str,
    person_id: PersonId,
    outcome: Outcome,
    *,
    by_phone: bool = False,
    call_back_at: datetime | None = None,
) -> Answered:
    """Write one answer and all that follows from it. Saying yes twice is harmless.

    Raises NotFound for a call-out that does not concern the person, InvalidInput for an outcome that does not fit, or a no
    from someone who holds the seat already, NotAllowed.
    """
    if by_phone:
        require(actor, Action.SOLICIT)
    else:
        require_self(actor, person_id)
    if outcome not in (BY_PHONE if by_phone else FROM_THE_PAGE):
        raise InvalidInput(N_("Répondez oui, non ou pas cette fois."))
    with store.transaction() as conn:
        answered, callout = write_answer(
            conn, store, actor, call_out_id, person_id, outcome, by_phone=by_phone, call_back_at=call_back_at
        )
    if answered.taking is None or answered.taking.verdict is not Verdict.TAKEN:
        go_on(store, callout)
    return answered


def write_answer(
    conn: Connection,
    store: Store,
    actor: Actor,
    call_out_id: str,
    person_id: PersonId,
    outcome: Outcome,
    *,
    by_phone: bool,
    call_back_at: datetime | None,
) -> tuple[Answered, CallOut]:
    """The answer, in the caller's transaction."""
    now = store.now().replace(microsecond=0)
    callout = _concerning(conn, call_out_id, person_id)
    situation = bare_situation(conn, callout)
    if by_phone:
        _count_call(conn, callout, situation, person_id, now)
        call_outs.drop_claim(conn, person_id)
    if outcome is Outcome.YES:
        taking = _take(conn, store, actor, callout, situation, person_id, now, by_phone=by_phone)
        return Answered(taking.sentence, taking), callout
    said = latest(situation.responses).get(person_id)
    if said is not None and said.seat is not None and outcome in FROM_THE_PAGE:
        raise InvalidInput(
            N_("Ce poste est déjà à vous. Si vous ne pouvez plus venir, dites-le sur votre page ou à la coordination.")
        )
    made = phoned(person_id, outcome, now, call_back_at) if by_phone else Response(person_id, outcome, now)
    call_outs.add_response(conn, callout.id, made)
    _note(conn, actor, callout, person_id, outcome, now, by_phone=by_phone)
    return Answered(_(HEARD[outcome])), callout


def approve_yes(actor: Actor, store: Store, call_out_id: str, person_id: PersonId) -> Answered:
    """Give a waiting yes its seat. Raises NotFound when the person has not said yes."""
    require(actor, Action.SOLICIT)
    with store.transaction() as conn:
        now = store.now().replace(microsecond=0)
        callout = _concerning(conn, call_out_id, person_id)
        situation = bare_situation(conn, callout)
        rules = _rules(conn, store, callout, situation, person_id, now)
        taking = approve(callout, situation, person_id, now, rules)
        if taking.verdict is Verdict.TAKEN:
            _write_taking(conn, store, actor, callout, person_id, taking, rules, now, by_phone=False)
    go_on(store, callout)
    return Answered(taking.sentence, taking)


def refuse_yes(actor: Actor, store: Store, call_out_id: str, person_id: PersonId) -> None:
    """Set a waiting yes aside and tell the person: they may not wait for a word that never comes. Raises NotFound."""
    require(actor, Action.SOLICIT)
    with store.transaction() as conn:
        now = store.now().replace(microsecond=0)
        callout = _concerning(conn, call_out_id, person_id)
        if person_id not in awaiting_approval(callout, bare_situation(conn, callout)):
            raise NotFound(N_("Cette personne n’attend pas de réponse de votre part."))
        call_outs.add_response(conn, callout.id, Response(person_id, Outcome.NOT_THIS_TIME, now))
        journal.write(conn, now, actor.id, "call_out_yes_refused", callout.id, {"person": person_id})
        post(conn, closing_notes(conn, read_library(store, conn), callout, [person_id], now), now)
    go_on(store, callout)


def _concerning(conn: Connection, call_out_id: str, person_id: PersonId) -> CallOut:
    held = call_outs.find(conn, call_out_id)
    if held is None or held.callout.candidate(person_id) is None:
        raise NotFound(N_("Cet appel ne vous concerne pas."))
    return held.callout


def _count_call(conn: Connection, callout: CallOut, situation: Situation, person_id: PersonId, now: datetime) -> None:
    """A first call by telephone costs one request, as a message does; ringing whom a message reached costs nothing."""
    if is_new_request(callout, situation.responses, person_id):
        solicitations.add(conn, [Solicitation(person_id, now, Ask.PHONE, callout.id)])


def _take(
    conn: Connection,
    store: Store,
    actor: Actor,
    callout: CallOut,
    situation: Situation,
    person_id: PersonId,
    now: datetime,
    *,
    by_phone: bool,
) -> Taking:
    stopped = callout.state is CallOutState.STOPPED
    rules = {} if stopped else _rules(conn, store, callout, situation, person_id, now)
    taking = say_yes(callout, situation, person_id, now, rules)
    if taking.verdict is Verdict.TAKEN:
        _write_taking(conn, store, actor, callout, person_id, taking, rules, now, by_phone=by_phone)
    elif taking.verdict is Verdict.ALREADY_YOURS:
        _come_after_all(conn, actor, person_id, taking, now)
    else:
        _keep_yes(conn, callout, situation, person_id, taking, now, by_phone=by_phone)
        _note(conn, actor, callout, person_id, Outcome.YES, now, by_phone=by_phone, verdict=taking.verdict)
    return taking


def _rules(
    conn: Connection, store: Store, callout: CallOut, situation: Situation, person_id: PersonId, now: datetime
) -> dict[SeatId, Sequence[RotaWarning]]:
    """What each seat still free would break for the person; nothing is read when none is, or when they have theirs."""
    said = latest(situation.responses).get(person_id)
    candidate = callout.candidate(person_id)
    free = [seat for seat in seats_left(callout, situation, now) if candidate and seat in candidate.seats]
    if not free or (said is not None and said.seat is not None):
        return {}
    horizon = read_horizon(store, conn)
    context = rota_context(conn, horizon, read_library(store, conn))
    person = next((one for one in horizon.people if one.id == person_id), None)
    if person is None:
        raise NotFound(N_("Cette personne n’est plus dans l’effectif."))
    places = {seat.id: seat for seat in horizon.seats}
    return {seat: warnings_for(places[seat], person, context) for seat in free if seat in places}


def _write_taking(
    conn: Connection,
    store: Store,
    actor: Actor,
    callout: CallOut,
    person_id: PersonId,
    taking: Taking,
    rules: dict[SeatId, Sequence[RotaWarning]],
    now: datetime,
    *,
    by_phone: bool,
) -> None:
    assert taking.seat is not None
    library = read_library(store, conn)
    fill_seat(conn, library, actor.id, taking.seat, person_id, rules.get(taking.seat, ()), now)
    made = Response(person_id, Outcome.YES, now, seat=taking.seat, by_phone=by_phone)
    call_outs.add_response(conn, callout.id, made)
    _note(conn, actor, callout, person_id, Outcome.YES, now, by_phone=by_phone, verdict=taking.verdict)
    move_on(conn, store, callout, SCHEDULER.id)


def _come_after_all(conn: Connection, actor: Actor, person_id: PersonId, taking: Taking, now: datetime) -> None:
    """A yes from whoever holds the seat and seeks a stand-in: they come, and nobody is sought any more."""
    seat = seats.find(conn, taking.seat) if taking.seat else None
    session = sessions.find(conn, seat.session_id) if seat else None
    if seat is None or session is None or seat.state is not SeatState.STAND_IN_WANTED:
        return
    if session.state is SessionState.PUBLISHED and now < session.ends_at:
        write_confirmed(conn, actor, person_id, seat, session, now)


def _keep_yes(
    conn: Connection,
    callout: CallOut,
    situation: Situation,
    person_id: PersonId,
    taking: Taking,
    now: datetime,
    *,
    by_phone: bool,
) -> None:
    """A yes that obtains nothing yet is kept once, with the rule that stops it: such a one waits for nobody's approval."""
    said, rule = latest(situation.responses).get(person_id), taking.rule.code if taking.rule is not None else None
    if said is None or (said.outcome, said.rule) != (Outcome.YES, rule):
        call_outs.add_response(conn, callout.id, Response(person_id, Outcome.YES, now, by_phone=by_phone, rule=rule))


def _note(
    conn: Connection,
    actor: Actor,
    callout: CallOut,
    person_id: PersonId,
    outcome: Outcome,
    now: datetime,
    *,
    by_phone: bool,
    verdict: Verdict | None = None,
) -> None:
    """The journal tells the order in which answers came, and what each obtained."""
    payload = {"person": person_id, "outcome": outcome.value, "by_phone": by_phone}
    if verdict is not None:
        payload["verdict"] = verdict.value
    journal.write(conn, now, actor.id, "call_out_answered", callout.id, payload)


def go_on(store: Store, callout: CallOut) -> None:
    """After an answer, whatever may leave at once leaves: everyone in a wave may have spoken."""
    if callout.state not in ENDED:
        advance_call_out(store, callout.id)
