"""Indemnities that the board voted: recorded for a person and a day, within the yearly cap; withdrawn, never deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.activity.indemnities import IndemnityUnit, indemnity
from app.activity.yearly_cap import Payment, cap_check, refuse_beyond_cap
from app.core.errors import N_, InvalidInput, NotFound
from app.core.ids import new_id
from app.indicators.periods import Period
from app.services.activity.payable import indemnities_between, vacations_between
from app.services.keeping.reference import read_library
from app.store import journal, pay, people
from app.store.pay import KeptIndemnity

if TYPE_CHECKING:
    from datetime import date

    from app.access.actor import Actor
    from app.core.ids import PersonId
    from app.library import Library
    from app.store.database import Connection, Store


def record_indemnity(
    actor: Actor, store: Store, person_id: PersonId, *, activity: str, unit: IndemnityUnit, quantity: int, day: date,
    reason: str = "",
) -> str:  # fmt: skip
    """Record ``quantity`` units of an activity on a civil day; returns the sentence that explains the amount.

    Without an amount voted for that day it is recorded all the same, as an amount not known. ``reason`` lets it go
    beyond the cap. Raises RuleRefusal beyond the yearly cap, InvalidInput, NotFound, NotAllowed.
    """
    require(actor, Action.PAY)
    now = store.now()
    with store.transaction() as conn:
        if people.find(conn, person_id) is None:
            raise NotFound(N_("Cette personne n’est plus dans l’effectif."))
        library = read_library(store, conn)
        if (activity, unit) not in {(one.activity, one.unit) for one in library.indemnities}:
            raise InvalidInput(N_("Cette activité n’a pas de ligne dans la table des indemnités, avec cette unité."))
        owed = indemnity(library.indemnities, activity=activity, unit=unit, quantity=quantity, on=day)
        if owed.amount_cents is not None and not reason.strip():
            key = f"person:{person_id}"
            adding = Payment(key, day, owed.amount_cents)
            year = Period(day.replace(month=1, day=1), day.replace(month=12, day=31))
            refuse_beyond_cap(
                cap_check(library.caps, _paid(conn, library, year), key=key, year=day.year, adding=adding)
            )
        kept = KeptIndemnity(
            id=new_id(), person_id=person_id, activity=activity, unit=unit, quantity=quantity, day=day, at=now,
            actor_id=actor.id,
        )  # fmt: skip
        pay.add_indemnity(conn, kept)
        payload = {"activity": activity, "unit": unit.value, "quantity": quantity, "day": day.isoformat()}
        journal.write(conn, now, actor.id, "indemnity_recorded", kept.id, payload)
    return owed.sentence


def cancel_indemnity(actor: Actor, store: Store, indemnity_id: str) -> None:
    """Withdraw an indemnity; on a statement settled since, the next one takes it off. Raises NotFound, NotAllowed."""
    require(actor, Action.PAY)
    with store.transaction() as conn:
        if not pay.cancel_indemnity(conn, indemnity_id, store.now()):
            raise NotFound(N_("Cette indemnité est déjà retirée, ou n’existe plus. Rechargez la page."))
        journal.write(conn, store.now(), actor.id, "indemnity_cancelled", indemnity_id, {})


def _paid(conn: Connection, library: Library, year: Period) -> list[Payment]:
    """Everything owed over a civil year, known amounts only."""
    return [
        *(one.payment for one in vacations_between(conn, library, year.interval) if one.is_owed),
        *(one.payment for one in indemnities_between(conn, library, year.first, year.last)),
    ]
