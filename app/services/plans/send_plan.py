"""To whom a version of the plan was sent: when, how, with what proof, and when they said they had it.

The sending itself is done outside (an authority takes it by its own platform or mailbox); what is kept here is its proof.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.clock import paris_date, paris_instant
from app.core.errors import N_, InvalidInput, NotFound
from app.core.ids import new_id
from app.response.plan import Channel, PlanSending, PlanState
from app.store import journal, plans

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from app.access.actor import Actor
    from app.response.plan import PlanVersion
    from app.store.database import Connection, Store

WORDS_MOST = 400


@dataclass(frozen=True, slots=True)
class Dispatch:
    """One sending as it is recorded: to whom (see :class:`app.response.plan.PlanSending`), on which civil day."""

    recipient: str
    organisation: str
    address: str
    channel: Channel
    on: date
    proof: str = ""


def send_plan(actor: Actor, store: Store, number: int, dispatches: Sequence[Dispatch]) -> None:
    """Record that a validated version was sent; the one sent before it is then superseded. All or nothing.

    Raises InvalidInput, NotFound, NotAllowed.
    """
    require(actor, Action.EDIT_PLANS)
    if not dispatches:
        raise InvalidInput(N_("Cochez au moins un destinataire."))
    with store.transaction() as conn:
        version = _validated(conn, number)
        held = {(one.recipient, one.organisation, paris_date(one.at)) for one in plans.sendings(conn, version.id)}
        for one in dispatches:
            _check(one, version, store.now())
            key = (one.recipient, one.organisation.strip(), one.on)
            if key in held:
                raise InvalidInput(
                    N_("{who} : cet envoi du {day} est déjà noté."), who=one.organisation, day=f"{one.on:%d/%m/%Y}"
                )
            held.add(key)
            plans.add_sending(conn, _sending(one, version, store.now()), actor.id)
        _move(conn, version)
        payload = {"version": number, "recipients": sorted(one.recipient for one in dispatches)}
        journal.write(conn, store.now(), actor.id, "plan.sent", version.id, payload)


def complete_sending(
    actor: Actor, store: Store, sending_id: str, *, proof: str = "", acknowledged_on: date | None = None
) -> None:
    """Write the proof of a sending, and the civil day its recipient said they had it.

    Raises InvalidInput, NotFound, NotAllowed.
    """
    require(actor, Action.EDIT_PLANS)
    if len(proof) > WORDS_MOST:
        raise InvalidInput(N_("La preuve dépasse {most} caractères : gardez la référence."), most=WORDS_MOST)
    with store.transaction() as conn:
        held = next((one for one in plans.every_sending(conn) if one.id == sending_id), None)
        if held is None:
            raise NotFound(N_("Cet envoi n’existe plus. Rechargez la page."))
        if acknowledged_on and not paris_date(held.at) <= acknowledged_on <= paris_date(store.now()):
            raise InvalidInput(
                N_("{who} : l’accusé de réception vient après l’envoi, et pas dans le futur."), who=held.organisation
            )
        plans.complete_sending(conn, sending_id, proof=proof.strip(), acknowledged_on=acknowledged_on)
        payload = {"acknowledged": acknowledged_on is not None, "recipient": held.recipient}
        journal.write(conn, store.now(), actor.id, "plan.acknowledged", held.plan_id, payload)


def _validated(conn: Connection, number: int) -> PlanVersion:
    version = plans.find(conn, number)
    if version is None:
        raise NotFound(N_("Cette version du plan n’existe pas. Choisissez-en une dans la liste."))
    if version.state is PlanState.DRAFT:
        raise InvalidInput(N_("La version {number} est un brouillon : elle se valide avant de partir."), number=number)
    if version.state is PlanState.SUPERSEDED:
        raise InvalidInput(
            N_("La version {number} est remplacée par une plus récente : envoyez celle-ci."), number=number
        )
    return version


def _check(one: Dispatch, version: PlanVersion, now: datetime) -> None:
    assert version.validated_at is not None
    if not one.organisation.strip():
        raise InvalidInput(N_("Dites à qui le plan a été envoyé : l’organisme, ou le nom."))
    if max(map(len, (one.organisation, one.address, one.proof))) > WORDS_MOST:
        raise InvalidInput(N_("{who} : c’est trop long, {most} caractères au plus."), who=one.organisation[:60], most=WORDS_MOST)  # fmt: skip
    if not paris_date(version.validated_at) <= one.on <= paris_date(now):
        raise InvalidInput(
            N_("{who} : le plan part après sa validation, et pas dans le futur. Corrigez la date."),
            who=one.organisation,
        )


def _sending(one: Dispatch, version: PlanVersion, now: datetime) -> PlanSending:
    """Sent today: at this instant; another day: at its noon, nobody having noted the hour."""
    at = now if one.on == paris_date(now) else paris_instant(one.on, time(12))
    return PlanSending(
        new_id(), version.id, one.recipient, one.organisation.strip(), one.address.strip(), one.channel, at, one.proof.strip()
    )  # fmt: skip


def _move(conn: Connection, version: PlanVersion) -> None:
    for one in plans.every(conn):
        if one.number < version.number and one.state in (PlanState.VALIDATED, PlanState.SENT):
            plans.move(conn, one.id, PlanState.SUPERSEDED)
    if version.state is PlanState.VALIDATED:
        plans.move(conn, version.id, PlanState.SENT)
