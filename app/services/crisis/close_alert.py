"""Close an alert: what has not left is withdrawn, those whom it reached are told that it is over, and thanked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.clock import paris_date
from app.core.errors import N_, InvalidInput, RuleRefusal
from app.mobilisation.message import ALERTS, MessageState
from app.mobilisation.outbox import Queued, cancel
from app.mobilisation.preferences import Channel
from app.services.crisis.alert_requests import closing_notes, requests
from app.services.crisis.writing_desk import post
from app.services.exercise.exercise_guard import is_simulated
from app.services.keeping.reference import read_library
from app.store import alerts, journal, messages, people
from app.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.access.actor import Actor
    from app.core.ids import PersonId
    from app.response.alert import Alert
    from app.roster.person import Person
    from app.store.database import Connection, Store

REMIND_AFTER = timedelta(minutes=5)
"""Nobody is reminded before they could have read the first message (working default)."""

NOT_LEFT = frozenset({MessageState.QUEUED, MessageState.SENDING})
"""A message that is still to leave needs no reminder; one that failed does."""


@dataclass(frozen=True, slots=True)
class Closed:
    """What closing did: how many were told, how many requests had not left."""

    told: int
    withdrawn: int
    is_simulated: bool = False
    """Nothing of it ever left: it was an exercise's."""

    @property
    def sentence(self) -> str:
        """« Alerte close. 118 personnes prévenues et remerciées. »"""
        if self.is_simulated:
            return _("C’est clos. L’alerte était simulée : personne n’a été prévenu, dites-le dans la salle.")
        return ngettext(
            "C’est clos : {n} personne est prévenue et remerciée.",
            "C’est clos : {n} personnes sont prévenues et remerciées.",
            self.told,
        ).format(n=self.told)


def close_alert(actor: Actor, store: Store, alert_id: str, revision: int, *, thank: bool = True) -> Closed:
    """Take no more answers. ``thank``: write to everyone whom the alert reached. Raises NotFound, StaleRevision, InvalidInput."""
    require(actor, Action.ALERT)
    with store.transaction() as conn:
        alert, now = alerts.expect(conn, alert_id, revision), store.now().replace(microsecond=0)
        if not alert.is_running:
            raise InvalidInput(N_("Cette alerte est déjà close."))
        return end_alert(conn, store, actor, alert, now, thank=thank)


def end_alert(
    conn: Connection, store: Store, actor: Actor, alert: Alert, now: datetime, *, thank: bool = True
) -> Closed:
    """The same for a running alert, within the transaction of a service that ends what it was launched for."""
    reached = [one.person for one in alerts.people(conn, alert.id) if one.is_reached]
    withdrawn = _withdraw(conn, alert, now)
    alerts.close(conn, alert.id, now)
    people_told = _contactable(conn, reached, now) if thank else []
    told = post(conn, closing_notes(conn, read_library(store, conn), alert, people_told, now), now)
    journal.write(conn, now, actor.id, "alert_closed", alert.id, {"told": told, "withdrawn": withdrawn})
    return Closed(told, withdrawn, is_simulated=is_simulated(conn, alert.event_id) and not told)


def remind_alert(actor: Actor, store: Store, alert_id: str) -> int:
    """Ask the silent once more, by another way than the first message's; returns how many. Each one is reminded once.

    Raises NotFound, and RuleRefusal when the alert is closed, too young, or nobody silent has another way.
    """
    require(actor, Action.ALERT)
    with store.transaction() as conn:
        alert, now = alerts.find(conn, alert_id), store.now().replace(microsecond=0)
        if alert is None or not alert.is_running:
            raise RuleRefusal(N_("L’alerte est close : plus personne n’est à relancer."))
        ways = other_ways(conn, alert, now)
        if not ways:
            raise RuleRefusal(
                N_("Personne à relancer par un autre moyen pour l’instant : appelez, dans l’ordre de la liste.")
            )
        told = [person for id in sorted(ways) if (person := people.find(conn, id))]
        post(conn, requests(conn, read_library(store, conn), alert, told, now, by=ways), now)
        journal.write(conn, now, actor.id, "alert_reminded", alert.id, {"people": len(told)})
    return len(told)


def other_ways(conn: Connection, alert: Alert, now: datetime) -> Mapping[PersonId, Channel]:
    """Who is silent, was written to once some minutes ago, and has another address: by which way to remind them."""
    if now < alert.launched_at + REMIND_AFTER:
        return {}
    written: dict[PersonId, list[Channel]] = {}
    waiting: set[PersonId] = set()
    for message in (queued.message for queued in messages.about(conn, alert.id)):
        if message.kind in ALERTS:
            written.setdefault(message.recipient, []).append(message.channel)
            if message.state in NOT_LEFT and message.channel is not Channel.HAND:
                waiting.add(message.recipient)
    asked = alerts.people(conn, alert.id)
    silent = [one.person for one in asked if not one.has_answered and one.person not in waiting]
    found: dict[PersonId, Channel] = {}
    for person in _contactable(conn, silent, now):
        way = _other_way(person, written.get(person.id, []))
        if way is not None:
            found[person.id] = way
    return found


def _other_way(person: Person, used: list[Channel]) -> Channel | None:
    if len(used) != 1:
        return None
    if person.mobile and used[0] is not Channel.SMS:
        return Channel.SMS
    return Channel.EMAIL if person.email and used[0] is not Channel.EMAIL else None


def _withdraw(conn: Connection, alert: Alert, now: datetime) -> int:
    count = 0
    for queued in messages.about(conn, alert.id):
        cancelled = cancel(queued.message)
        if cancelled != queued.message:
            messages.update(conn, Queued(cancelled, queued.next_at), now)
            count += 1
    return count


def _contactable(conn: Connection, ids: list[PersonId], now: datetime) -> list[Person]:
    found = [person for id in ids if (person := people.find(conn, id))]
    return [one for one in found if one.is_contactable_on(paris_date(now))]
