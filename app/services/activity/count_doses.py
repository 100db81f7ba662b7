"""Doses of a session: lots received, what became of each, injections by target group, standby list, sharps containers.

Whole numbers. What does not add up is told, never refused: refusing a person who is there is a medical choice.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.activity.doses import DoseCount, Loss, LossReason, Lot
from app.activity.sharps import SharpsContainer
from app.core.clock import paris_date
from app.core.errors import N_, InvalidInput, NotFound
from app.core.ids import new_id
from app.services.activity.day_rights import LEAD, require_day, require_session, run_session
from app.services.keeping.reference import read_library
from app.store import doses, journal, revisions, sharps_containers
from app.store.doses import KeptLot, SessionCount
from app.store.sharps_containers import KeptContainer

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from app.access.actor import Actor
    from app.core.ids import SessionId
    from app.store.database import Connection, Store

MOST = 100_000
"""No session holds more: a figure beyond it is a slip of the finger."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What is typed of one lot in one session; ``received`` None means the doses of the vials opened."""

    vials_opened: int = 0
    injected: int = 0
    lost: int = 0
    reason: LossReason = LossReason.OTHER
    left: int = 0
    standby_called: int = 0
    received: int | None = None


def add_lot(
    actor: Actor, store: Store, session_id: SessionId, product: str, number: str, expires_on: date, vials: int
) -> str:
    """Receive a lot at the session's centre, today; returns its id. Its doses per vial are those of the vaccine's row.

    Raises InvalidInput for an unknown product, no number, one already received, a count out of range; NotFound.
    """
    require_session(actor, session_id)
    with store.transaction() as conn:
        session = run_session(conn, session_id)
        vaccine = read_library(store, conn).vaccines.get(product)
        if vaccine is None:
            raise InvalidInput(N_("Choisissez un vaccin de la liste."))
        said = " ".join(number.split()).upper()
        if not said or len(said) > 40:
            raise InvalidInput(N_("Écrivez le numéro de lot qui est sur le flacon."))
        received = min(paris_date(store.now()), session.day)
        lot = Lot(product, said, expires_on, received, _figure(vials), vaccine.doses_per_vial)
        kept = KeptLot(new_id(), session.centre_id, lot)
        if not doses.add_lot(conn, kept):
            raise InvalidInput(N_("Le lot {number} est déjà reçu : comptez-le dans la liste."), number=said)
        journal.write(conn, store.now(), actor.id, "lot_received", kept.id, {"product": product, "vials": vials})
    return kept.id


def count_doses(
    actor: Actor, store: Store, session_id: SessionId, lot_id: str, revision: int, counted: Counted
) -> DoseCount:
    """Write what became of a lot in a session over ``revision`` (0: nothing was written). Raises StaleRevision, NotFound,
    InvalidInput for a figure out of range, NotAllowed."""
    require_session(actor, session_id)
    with store.transaction() as conn:
        session = run_session(conn, session_id)
        lot = next((one.lot for one in doses.lots_of(conn, session.centre_id) if one.id == lot_id), None)
        if lot is None:
            raise NotFound(N_("Ce lot n’existe plus. Rechargez la page."))
        drawn = _figure(counted.vials_opened) * lot.doses_per_vial
        lost = _figure(counted.lost)
        count = DoseCount(
            lot=lot,
            day=session.day,
            received=drawn if counted.received is None else _figure(counted.received),
            vials_opened=counted.vials_opened,
            injected=_figure(counted.injected),
            losses=(Loss(lost, counted.reason),) if lost else (),
            left=_figure(counted.left),
            standby_called=_figure(counted.standby_called),
        )
        if not doses.write_count(conn, SessionCount(session_id, lot_id, count, revision), store.now(), actor.id):
            raise revisions.stale(conn, session_id, types=("doses_counted",))
        payload = {"lot": lot_id, "vials": count.vials_opened, "injected": count.injected, "lost": count.lost}
        journal.write(conn, store.now(), actor.id, "doses_counted", session_id, payload)
    return count


def count_groups(actor: Actor, store: Store, session_id: SessionId, injected: Mapping[str, int]) -> None:
    """Write injections by target group; groups at zero are left out. Raises InvalidInput for an unknown group."""
    require_session(actor, session_id)
    with store.transaction() as conn:
        run_session(conn, session_id)
        known = {record.cells["slug"] for record in read_library(store, conn).file("target_groups.csv")}
        if set(injected) - known:
            raise InvalidInput(N_("Choisissez un groupe de la liste."))
        figures = {group: _figure(count) for group, count in injected.items() if count}
        doses.write_groups(conn, session_id, figures, store.now(), actor.id)
        journal.write(conn, store.now(), actor.id, "groups_counted", session_id, figures)


def set_standby(actor: Actor, store: Store, session_id: SessionId, count: int) -> None:
    """Say how many people wait on the standby list: a number, never names. Raises InvalidInput out of range."""
    require_session(actor, session_id)
    with store.transaction() as conn:
        run_session(conn, session_id)
        doses.set_standby(conn, session_id, _figure(count), store.now())
        journal.write(conn, store.now(), actor.id, "standby_counted", session_id, {"people": count})


def set_out_container(actor: Actor, store: Store, session_id: SessionId, code: str) -> None:
    """Set out a sharps container today. Raises InvalidInput without a number, or when it is out already."""
    require_session(actor, session_id)
    with store.transaction() as conn:
        session = run_session(conn, session_id)
        said = " ".join(code.split())
        if not said or len(said) > 40:
            raise InvalidInput(N_("Écrivez le numéro ou le repère du collecteur."))
        kept = KeptContainer(new_id(), session.centre_id, SharpsContainer(said, paris_date(store.now())))
        if not sharps_containers.add(conn, kept):
            raise InvalidInput(N_("Le collecteur {code} est déjà en place."), code=said)
        journal.write(conn, store.now(), actor.id, "sharps_set_out", kept.id, {"code": said})


def move_container(
    actor: Actor, store: Store, container_id: str, revision: int, *, session_id: SessionId | None = None
) -> None:
    """One step on, today: in use → filled → collected. ``session_id`` is the session whose link acts, if it is one.

    Raises StaleRevision, NotFound, InvalidInput when it is collected already, NotAllowed.
    """
    require_day(actor)
    with store.transaction() as conn:
        one = sharps_containers.find(conn, container_id)
        if one is None:
            raise NotFound(N_("Ce collecteur n’existe plus. Rechargez la page."))
        _require_centre(conn, actor, session_id, one.centre_id)
        held, today = one.container, paris_date(store.now())
        if held.collected_on is not None:
            raise InvalidInput(N_("Le collecteur {code} est déjà enlevé."), code=held.code)
        moved = replace(held, filled_on=today) if held.filled_on is None else replace(held, collected_on=today)
        if not sharps_containers.update(conn, replace(one, container=moved, revision=revision)):
            raise revisions.stale(conn, container_id)
        kind = "sharps_filled" if moved.collected_on is None else "sharps_collected"
        journal.write(conn, store.now(), actor.id, kind, container_id, {"code": held.code})


def _require_centre(conn: Connection, actor: Actor, session_id: SessionId | None, centre_id: str) -> None:
    """A lead acts on the containers of their own session's centre only."""
    if session_id is None or not actor.id.startswith(LEAD):
        require(actor, Action.RUN_SESSION)
        return
    require_session(actor, session_id)
    if run_session(conn, session_id).centre_id != centre_id:
        raise NotFound(N_("Ce collecteur n’est pas de ce centre."))


def _figure(value: int) -> int:
    if not 0 <= value <= MOST:
        raise InvalidInput(N_("Écrivez un nombre entier, de 0 à {most}."), most=MOST)
    return value
