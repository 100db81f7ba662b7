"""Settling a period: each person's statement is frozen; what is corrected afterwards comes on the next one as a difference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.activity.attendance import names_erased
from app.activity.overlaps import refuse_overlaps
from app.activity.yearly_cap import CapState, refuse_beyond_cap
from app.core.clock import paris_date
from app.core.errors import N_, InvalidInput, StaleRevision
from app.core.ids import new_id
from app.services.activity.read_vacations import vacations_view
from app.services.activity.statement_lines import frozen_statement
from app.services.keeping.reference import read_library
from app.store import attendance, journal, pay, revisions
from app.store.pay import Settlement
from app.store.staffing_requests import played_sessions

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.access.actor import Actor
    from app.indicators.periods import Period
    from app.services.activity.read_vacations import PersonPay, VacationsView
    from app.store.database import Connection, Store

PASSING = "passing:"


@dataclass(frozen=True, slots=True)
class Settled:
    """How many statements were frozen, and what they make together (cents)."""

    statements: int
    total_cents: int


def settle_vacations(
    actor: Actor, store: Store, period: Period, seen: Mapping[str, int], *, reason: str = ""
) -> Settled:
    """Freeze the statements of the people of ``seen``: key → the total, in cents, that the screen showed.

    All or nothing. The names of people passing are erased: their time is paid. ``reason`` lets a payment go beyond the
    yearly cap, and is kept on the statement. Raises StaleRevision when a total has changed since it was shown,
    RuleRefusal for hours that would be paid twice or beyond the cap, InvalidInput, NotAllowed.
    """
    require(actor, Action.PAY)
    now = store.now()
    if period.last > paris_date(now):
        raise InvalidInput(N_("Cette période n’est pas finie : arrêtez-la quand sa dernière séance est émargée."))
    with store.transaction() as conn:
        view = vacations_view(conn, read_library(store, conn), period, now)
        chosen = [_as_seen(view, key, cents) for key, cents in sorted(seen.items())]
        refuse_overlaps((one.vacation for one in view.vacations if one.key in seen), view.name)
        for person in chosen:
            if person.cap.state is CapState.OVER and not reason.strip():
                refuse_beyond_cap(person.cap)
            _freeze(conn, actor, person, period, now, reason.strip())
        _erase_names(conn, view, period, seen)
    return Settled(len(chosen), sum(one.total_cents for one in chosen))


def _as_seen(view: VacationsView, key: str, cents: int) -> PersonPay:
    person = view.person(key)
    if person is None or person.settlement is not None or person.total_cents != cents:
        raise StaleRevision(
            N_("Le relevé de {name} a changé depuis qu’il est affiché. Rien n’a été arrêté : relisez-le."),
            name=view.name(key),
        )
    return person


def _freeze(conn: Connection, actor: Actor, person: PersonPay, period: Period, now: datetime, reason: str) -> None:
    kept = Settlement(
        id=new_id(),
        attendee=person.key,
        first=period.first,
        last=period.last,
        total_cents=person.total_cents,
        statement=frozen_statement(person.lines, reason),
        at=now,
        actor_id=actor.id,
        payer=" · ".join(sorted({line.payer for line in person.lines})),
    )
    if not pay.add_settlement(conn, kept):
        raise revisions.stale(conn, *(one.id for one in pay.settlements(conn, person.key)))
    payload = {
        "first": period.first.isoformat(), "last": period.last.isoformat(), "lines": len(person.lines),
        "cents": person.total_cents, "beyond_cap": bool(reason),
    }  # fmt: skip
    journal.write(conn, now, actor.id, "vacations_settled", kept.id, payload)


def _erase_names(conn: Connection, view: VacationsView, period: Period, seen: Mapping[str, int]) -> None:
    """A person passing is named until their pay is settled, and no longer; one who came to an exercise is owed nothing."""
    paid = {key.removeprefix(PASSING) for key in seen if key.startswith(PASSING)}
    rows, played = attendance.between(conn, period.interval.start, period.interval.end), played_sessions(conn)
    paid |= {one.id for row in rows if row.session_id in played and (one := row.attendee.passing) is not None}
    if paid:
        attendance.write_names(conn, names_erased(rows, paid))
