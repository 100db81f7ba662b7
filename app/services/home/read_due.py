"""What falls due within a week besides the rota: doses and stock that expire, trainings that end, contacts to check, exercises. Nothing is written.

What a role may not read is simply not there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from app.access.permissions import Action, may, require
from app.core.clock import paris_date
from app.response.stock import Stocked, StockState, things_below
from app.response.training import Expiry, expiries
from app.services.exercise.read_exercises import is_open_to
from app.services.plans.keep_inventory import inventory_view
from app.store import centres, doses, exercises, people, preferences, staffing_requests

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from app.access.actor import Actor
    from app.core.ids import CentreId
    from app.exercise.exercise import Exercise
    from app.store.database import Connection, Store
    from app.store.doses import KeptLot

AHEAD = timedelta(days=7)
"""How far the first screen looks."""


@dataclass(frozen=True, slots=True)
class LotDue:
    """Vials left of a lot of vaccine that expires, or has expired; ``vials`` were not opened."""

    centre_id: CentreId
    number: str
    expires_on: date
    vials: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """``today``: the civil day in Paris, ``now`` UTC; everything in order of its day. What may not be read is left out."""

    now: datetime
    today: date
    lots: tuple[LotDue, ...] = ()
    stock: tuple[Stocked, ...] = ()
    """Lots of the crisis stock that have expired or expire within the week."""
    lacking: int = 0
    """Things of that stock below their minimum."""
    trainings: tuple[Expiry, ...] = ()
    """What people on the roster hold and that has ended or ends within the week."""
    contacts: int = 0
    """People who say a new address or number that nobody has checked yet."""
    exercises: tuple[Exercise, ...] = ()
    """Under way, then those that begin within the week."""


def read_due(actor: Actor, store: Store) -> Due:
    """What a role may read of all that. Raises NotAllowed."""
    require(actor, Action.READ_ROTA)
    now = store.now()
    today = paris_date(now)
    with store.reading() as conn:
        view = inventory_view(store, conn) if may(actor, Action.READ_PLANS) else None
        every = exercises.every(conn) if may(actor, Action.READ_EXERCISES) else []
        runs = may(actor, Action.RUN_EXERCISES)
        return Due(
            now=now,
            today=today,
            lots=tuple(_lots(conn, today)) if may(actor, Action.RUN_SESSION) else (),
            stock=tuple(one for one in view.found if _expires(one, today)) if view else (),
            lacking=len(things_below(view.found)) if view else 0,
            contacts=_contacts(conn) if may(actor, Action.IMPORT_ROSTER) else 0,
            trainings=_trainings(conn, today) if may(actor, Action.TRAIN) else (),
            exercises=_exercises([one for one in every if runs or is_open_to(conn, one, actor)], now),
        )


def _lots(conn: Connection, today: date) -> list[LotDue]:
    """Vials left of each lot that can't be opened a week from now."""
    played = staffing_requests.played_centres(conn)
    found = []
    for centre in centres.every(conn):
        if centre.id in played:
            continue
        opened = doses.opened_vials(conn, centre.id)
        left = ((one, one.lot.vials - opened.get(one.id, 0)) for one in doses.lots_of(conn, centre.id))
        found += [_lot_due(one, vials) for one, vials in left if vials > 0 and one.lot.expires_on <= today + AHEAD]
    return sorted(found, key=lambda one: (one.expires_on, one.number))


def _lot_due(one: KeptLot, vials: int) -> LotDue:
    return LotDue(one.centre_id, one.lot.number, one.lot.expires_on, vials)


def _contacts(conn: Connection) -> int:
    return sum(wish.said is not None for wish in preferences.every(conn).values())


def _expires(one: Stocked, today: date) -> bool:
    ends = one.item.expires_on
    return one.state is StockState.EXPIRED or bool(one.item.quantity and ends and ends <= today + AHEAD)


def _trainings(conn: Connection, today: date) -> tuple[Expiry, ...]:
    """Of people who may still be called; what ended more than a month ago is read on the screen of trainings."""
    ending = [one for one in expiries(people.competences(conn), today, 1) if one.valid_to <= today + AHEAD]
    recent = [one for one in ending if one.valid_to >= today - timedelta(days=30)]
    if not recent:
        return ()
    known = {one.id for one in people.every(conn) if one.is_contactable_on(today)}
    return tuple(one for one in recent if one.person_id in known)


def _exercises(held: Iterable[Exercise], now: datetime) -> tuple[Exercise, ...]:
    """Those played or to be played, a reviewed event left out; one never started stays until its end."""
    coming = [
        one
        for one in held
        if one.is_played
        and (one.is_under_way or (not one.is_ended and one.ends_at > now and one.starts_at <= now + AHEAD))
    ]
    return tuple(sorted(coming, key=lambda one: (not one.is_under_way, one.starts_at, one.id)))
