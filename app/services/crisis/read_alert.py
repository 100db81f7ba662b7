"""Alerts as screens and pages read them: what runs, the live board, the call tree, one person's invitation, reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.permissions import Action, require, require_self
from app.core.clock import paris_date
from app.core.errors import N_, NotFound
from app.library.content import built
from app.mobilisation.message import ALERTS, MessageState
from app.mobilisation.preferences import Channel
from app.response import alert_flow, call_tree
from app.response.alert_board import board, curves, to_ring
from app.services.crisis.alert_muster import places_of
from app.services.crisis.alert_requests import bare, frame_text
from app.services.crisis.close_alert import other_ways
from app.services.keeping.reference import read_library
from app.store import alerts, events, messages, people
from app.words import _
from app.words.people import full_name

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.access.actor import Actor
    from app.core.ids import PersonId
    from app.library import Library
    from app.response.alert import Alert, Called
    from app.response.alert_board import AlertBoard, Curve
    from app.response.alert_flow import FlowStep
    from app.response.call_tree import CallTree
    from app.response.event import Event
    from app.roster.person import Person
    from app.store.database import Connection, Store


@dataclass(frozen=True, slots=True)
class Alerts:
    """What runs and what ran, the latest first, and the event under way."""

    running: tuple[Alert, ...]
    closed: tuple[Alert, ...]
    event: Event | None
    now: datetime

    def find(self, alert_id: str) -> Alert | None:
        return next((one for one in (*self.running, *self.closed) if one.id == alert_id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertView:
    """One alert live: its board, everyone it asks with their names, and whom to ring next."""

    alert: Alert
    board: AlertBoard
    people: tuple[Called, ...]
    persons: Mapping[PersonId, Person]
    professions: Mapping[str, str]
    """Slug → label."""
    frame: str
    now: datetime
    waiting: int
    """Messages that have not left yet."""
    by_hand: int
    """Those that wait for a hand."""
    remindable: int
    """Silent people who can be reminded by another way."""

    @property
    def to_ring(self) -> tuple[Called, ...]:
        """The silent with a telephone number, in the order to ring them."""
        return tuple(one for one in to_ring(self.people, self.now) if self.number(one.person))

    @property
    def curves(self) -> tuple[Curve, ...]:
        return curves(self.alert, self.people, _professions(self.persons))

    def name(self, person: PersonId) -> str:
        """« Clarisse Palude-Deslandes »; « ? » for somebody who left the roster."""
        found = self.persons.get(person)
        return full_name(found.given_name, found.family_name) if found else "?"

    def number(self, person: PersonId) -> str:
        found = self.persons.get(person)
        return call_tree.number_of(found) if found else ""

    def profession(self, slug: str) -> str:
        """« infirmier »; « sans profession » for helpers."""
        return self.professions.get(slug, slug) if slug else _("sans profession de santé")


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """One alert as it is told to one person on their page."""

    alert: Alert
    mine: Called
    given_name: str
    text: str
    frame: str
    now: datetime

    @property
    def can_answer(self) -> bool:
        return self.alert.is_running


@dataclass(frozen=True, slots=True)
class TreeView:
    """The call tree of an alert, or of everyone when none is chosen; with the words it needs."""

    tree: CallTree
    persons: Mapping[PersonId, Person]
    professions: Mapping[str, str]
    alert: Alert | None
    now: datetime


def read_alerts(actor: Actor, store: Store) -> Alerts:
    """What runs and what ran. Raises NotAllowed."""
    require(actor, Action.ALERT)
    with store.reading() as conn:
        found = alerts.every(conn)
        running = alerts.running(conn)
        closed = tuple(one for one in found if not one.is_running)
        return Alerts(tuple(running), closed, events.current(conn), store.now())


def read_alert(actor: Actor, store: Store, alert_id: str) -> AlertView:
    """One alert with everything the screen shows of it. Raises NotFound, NotAllowed."""
    require(actor, Action.ALERT)
    with store.reading() as conn:
        alert, now = alerts.find(conn, alert_id), store.now()
        if alert is None:
            raise NotFound(N_("Cette alerte n’existe plus. Rechargez la page."))
        library, asked = read_library(store, conn), tuple(alerts.people(conn, alert_id))
        persons = {one.id: one for one in people.every(conn)}
        queued = [one.message for one in messages.about(conn, alert_id) if one.message.kind in ALERTS]
        unsent = [
            one for one in queued if one.state in (MessageState.QUEUED, MessageState.UNCERTAIN, MessageState.SENDING)
        ]
        return AlertView(
            alert=alert,
            board=board(alert, asked, _professions(persons), now),
            people=asked,
            persons=persons,
            professions=library.professions.labels,
            frame=frame_text(library, alert.frame, paris_date(alert.launched_at)) if alert.frame else "",
            now=now,
            waiting=sum(one.channel is not Channel.HAND for one in unsent),
            by_hand=sum(one.channel is Channel.HAND for one in unsent),
            remindable=len(other_ways(conn, alert, now)) if alert.is_running else 0,
        )


def board_of(
    conn: Connection, alert_id: str, now: datetime, professions: Mapping[PersonId, str] | None = None
) -> AlertBoard | None:
    """The figures of an alert for whoever holds a connection; None when there is no such alert. Nobody's name is in it.

    ``professions``: :func:`professions_of`, read once by whoever asks for several boards.
    """
    alert = alerts.find(conn, alert_id)
    if alert is None:
        return None
    known = professions_of(conn) if professions is None else professions
    return board(alert, alerts.people(conn, alert_id), known, now)


def professions_of(conn: Connection) -> dict[PersonId, str]:
    """Everyone of the roster → their profession, empty without one."""
    return _professions({one.id: one for one in people.every(conn)})


def read_invitation(actor: Actor, store: Store, alert_id: str, person_id: PersonId) -> Invitation | None:
    """What the page of one person shows; None when the alert does not ask them. Raises NotAllowed."""
    require_self(actor, person_id, for_others=Action.ALERT)
    with store.reading() as conn:
        alert, mine = alerts.find(conn, alert_id), alerts.called(conn, alert_id, person_id)
        person = people.find(conn, person_id)
        if alert is None or mine is None or person is None:
            return None
        library = read_library(store, conn)
        return Invitation(
            alert=alert,
            mine=mine,
            given_name=person.given_name,
            text=bare(alert.text),
            frame=frame_text(library, alert.frame, paris_date(alert.launched_at)) if alert.frame else "",
            now=store.now(),
        )


def read_tree(actor: Actor, store: Store, alert_id: str = "") -> TreeView:
    """Who calls whom among those an alert asks, or among everyone who can be reached. Raises NotFound, NotAllowed."""
    require(actor, Action.ALERT)
    with store.reading() as conn:
        library, now = read_library(store, conn), store.now()
        alert = alerts.find(conn, alert_id) if alert_id else None
        if alert_id and alert is None:
            raise NotFound(N_("Cette alerte n’existe plus. Rechargez la page."))
        persons = {one.id: one for one in people.every(conn)}
        return TreeView(
            tree=call_tree.tree(
                places_of(conn, library, _chosen(conn, alert, persons, now), alert.wanted if alert else ())
            ),
            persons=persons,
            professions=library.professions.labels,
            alert=alert,
            now=now,
        )


def read_flow(actor: Actor, store: Store) -> tuple[FlowStep, ...]:
    """The alert flowchart, the site's own in place of the shipped one. Raises NotAllowed, InvalidInput with file and line."""
    require(actor, Action.READ_PLANS)
    with store.reading() as conn:
        return flow_of(read_library(store, conn))


def flow_of(library: Library) -> tuple[FlowStep, ...]:
    """The steps of ``data/alert_flow.csv``, from top to bottom."""
    return alert_flow.checked([built(record, alert_flow.step_of) for record in library.file("alert_flow.csv")])


def _chosen(conn: Connection, alert: Alert | None, persons: Mapping[PersonId, Person], now: datetime) -> list[Person]:
    if alert is not None:
        return [persons[one.person] for one in alerts.people(conn, alert.id) if one.person in persons]
    return [one for one in persons.values() if one.is_contactable_on(paris_date(now))]


def _professions(persons: Mapping[PersonId, Person]) -> dict[PersonId, str]:
    return {id: one.profession or "" for id, one in persons.items()}
