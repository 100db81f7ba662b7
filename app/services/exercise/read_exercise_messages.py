"""What an exercise sends, for whoever conducts it: who would really be written to, what left and what became of it. Nothing is written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.exercise.messages import reach
from app.exercise.participant import ParticipantRole
from app.mobilisation.preferences import Channel
from app.services.exercise.deliver_injects import contact_of
from app.services.exercise.exercise_guard import is_simulated
from app.services.exercise.the_exercise import held
from app.store import alerts, exercise_injects, exercise_people, partner_letters

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from app.access.actor import Actor
    from app.exercise.chronogramme import PlayedInject
    from app.exercise.exercise import Exercise
    from app.exercise.participant import Participant
    from app.response.alert import Alert
    from app.services.crisis.write_to_partner import Partner
    from app.store.database import Connection, Store
    from app.store.partner_letters import PartnerLetter


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """One player as messages reach them. ``channel`` None: no e-mail nor mobile, they are told at the table."""

    who: str
    channel: Channel | None
    shown: int
    """Injects on their page."""
    really: int
    """Those they were really written to about."""


@dataclass(frozen=True, slots=True)
class RealMessage:
    """One letter of an inject, and where it stands."""

    inject: PlayedInject
    letter: PartnerLetter


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseMessages:
    """All of it. ``shown``: injects delivered to somebody. ``unheld``: recipients of injects to come that no participant holds: they are read to the room.

    ``alerts``: those launched for its event, the latest first.
    """

    exercise: Exercise
    now: datetime
    shown: int
    addressees: tuple[Addressee, ...]
    real: tuple[RealMessage, ...]
    unheld: tuple[str, ...]
    alerts: tuple[Alert, ...]
    is_simulated: bool

    @property
    def reachable(self) -> int:
        """How many would really be written to."""
        return sum(one.channel is not None for one in self.addressees)


def read_exercise_messages(actor: Actor, store: Store, exercise_id: str) -> ExerciseMessages:
    """By function and organisation, never a name. Raises NotFound, NotAllowed."""
    require(actor, Action.RUN_EXERCISES)
    with store.reading() as conn:
        exercise, now = held(conn, exercise_id), store.now()
        people = exercise_people.of_exercise(conn, exercise_id)
        injects = exercise_injects.of_exercise(conn, exercise_id)
        return ExerciseMessages(
            exercise=exercise,
            now=now,
            shown=len({one.inject_id for one in exercise_injects.deliveries(conn, exercise_id)}),
            addressees=_addressees(conn, exercise, people, now),
            real=_real(conn, injects),
            unheld=_unheld(injects, people),
            alerts=tuple(alerts.of_event(conn, exercise.event_id)) if exercise.event_id else (),
            is_simulated=is_simulated(conn, exercise.event_id) or not exercise.event_id,
        )


def _addressees(
    conn: Connection, exercise: Exercise, people: Iterable[Participant], now: datetime
) -> tuple[Addressee, ...]:
    delivered = exercise_injects.deliveries(conn, exercise.id)
    shown = Counter(one.participant_id for one in delivered)
    really = Counter(one.participant_id for one in delivered if one.is_real)
    return tuple(
        Addressee(who=one.who, channel=_channel(contact_of(conn, one, now)), shown=shown[one.id], really=really[one.id])
        for one in people
        if one.role is ParticipantRole.PLAYER or shown[one.id]
    )


def _channel(contact: Partner | None) -> Channel | None:
    if contact is None:
        return None
    return Channel.EMAIL if contact.email else Channel.SMS


def _real(conn: Connection, injects: Iterable[PlayedInject]) -> tuple[RealMessage, ...]:
    found = [RealMessage(one, letter) for one in injects for letter in partner_letters.about(conn, one.id)]
    return tuple(sorted(found, key=lambda one: (one.letter.created_at, one.letter.id), reverse=True))


def _unheld(injects: Iterable[PlayedInject], people: Iterable[Participant]) -> tuple[str, ...]:
    held_by = tuple(people)
    found = (one.recipient for one in injects if one.is_to_come and not reach(one.recipient, held_by).is_named)
    return tuple(dict.fromkeys(found))
