"""Calling by telephone: keep a person while ringing them, write the outcome in one tap, let go without one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import N_, NotFound, RuleRefusal
from app.mobilisation.budget import why_not_now
from app.mobilisation.callout import ENDED, Outcome
from app.mobilisation.phone import claim, to_ring
from app.mobilisation.taking import Verdict
from app.services.keeping.reference import read_library
from app.services.mobilisation.advance_call_outs import still_able
from app.services.mobilisation.answer_call_out import Answered, go_on, write_answer
from app.services.mobilisation.call_out_state import situation_of
from app.store import call_outs, journal, people
from app.words import _
from app.words.people import short_name

if TYPE_CHECKING:
    from datetime import datetime

    from app.access.actor import Actor
    from app.core.ids import PersonId
    from app.mobilisation.callout import CallOut
    from app.mobilisation.phone import Claim
    from app.mobilisation.waves import Situation
    from app.store.database import Connection, Store

Caller = tuple[str, str]
"""Who rings: an id of theirs alone, and the name other callers read."""


def ring(actor: Actor, store: Store, call_out_id: str, person_id: PersonId, caller: Caller) -> Claim:
    """Keep the person for ``caller`` while they ring; asking again prolongs it.

    Raises RuleRefusal while someone else rings them, or when they are not to be rung now (quiet hours, budget, already
    answered, a rule met since); NotFound.
    """
    require(actor, Action.SOLICIT)
    with store.transaction() as conn:
        now, library = store.now().replace(microsecond=0), read_library(store, conn)
        callout = _running(conn, call_out_id)
        kept = claim(
            call_outs.claims(conn, now),
            person_id,
            caller,
            now,
            library.solicitation_rules,
            lambda id: _name(conn, id),  # type: ignore[arg-type]
        )
        situation = situation_of(conn, library, callout, now, caller=caller[0])
        able = still_able(conn, store, library, callout, situation, now)
        if person_id not in to_ring(able, situation, call_outs.claims(conn, now), caller[0], now):
            raise _refusal(conn, able, situation, person_id, now)
        call_outs.put_claim(conn, kept)
        journal.write(conn, now, actor.id, "call_out_rung", callout.id, {"person": person_id, "caller": caller[1]})
    return kept


def let_go(actor: Actor, store: Store, person_id: PersonId, caller: Caller) -> None:
    """Stop keeping the person without an outcome; nothing happens when someone else keeps them."""
    require(actor, Action.SOLICIT)
    with store.transaction() as conn:
        held = next((one for one in call_outs.claims(conn, store.now()) if one.person == person_id), None)
        if held is not None and held.caller == caller[0]:
            call_outs.drop_claim(conn, person_id)


def record_call(
    actor: Actor,
    store: Store,
    call_out_id: str,
    person_id: PersonId,
    caller: Caller,
    outcome: Outcome,
    *,
    call_back_at: datetime | None = None,
) -> Answered:
    """Write what came of a call and let the person go. Raises RuleRefusal while someone else rings them, InvalidInput."""
    require(actor, Action.SOLICIT)
    with store.transaction() as conn:
        now, rules = store.now().replace(microsecond=0), read_library(store, conn).solicitation_rules
        held = call_outs.claims(conn, now)
        claim(held, person_id, caller, now, rules, lambda id: _name(conn, id))  # type: ignore[arg-type]
        answered, callout = write_answer(
            conn, store, actor, call_out_id, person_id, outcome, by_phone=True, call_back_at=call_back_at
        )
    if answered.taking is None or answered.taking.verdict is not Verdict.TAKEN:
        go_on(store, callout)
    return answered


def _running(conn: Connection, call_out_id: str) -> CallOut:
    held = call_outs.find(conn, call_out_id)
    if held is None:
        raise NotFound(N_("Cet appel n’existe plus. Rechargez la page."))
    if held.callout.state in ENDED:
        raise RuleRefusal(N_("Cet appel est terminé : il n’y a plus personne à appeler."))
    return held.callout


def _refusal(
    conn: Connection, callout: CallOut, situation: Situation, person_id: PersonId, now: datetime
) -> RuleRefusal:
    """Why the person is not to be rung now."""
    candidate = callout.candidate(person_id)
    why = why_not_now(person_id, situation.goodwill, now, urgent=callout.urgent) if candidate else None
    return RuleRefusal(
        N_("{name} n’est pas à appeler maintenant : {why}."),
        name=_name(conn, person_id),
        why=why or _("a déjà répondu, vient d’être sollicité(e) ou ne peut plus tenir ce poste"),
    )


def _name(conn: Connection, person_id: PersonId) -> str:
    person = people.find(conn, person_id)
    return short_name(person.given_name, person.family_name) if person else "?"
