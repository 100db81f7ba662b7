"""Plan a training and fill it: create it, move or cancel it and tell those invited, invite people through the outbox."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.clock import paris_date
from app.core.errors import N_, InvalidInput, NotFound
from app.core.ids import new_id
from app.mobilisation.message import MessageKind
from app.mobilisation.quiet import next_allowed
from app.mobilisation.writing import write
from app.response.training import CANCELLED, GONE, Answer, Training
from app.services.crisis.writing_desk import post, read_desk, read_goodwill, willing_among, wish_of
from app.services.keeping.reference import read_library
from app.services.messages.unsend import unsend
from app.services.plans.record_training import certify_again
from app.store import journal, people, revisions, trainings
from app.words import _, use_language
from app.words.dates import spoken_day, spoken_hour

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from datetime import date, datetime

    from app.access.actor import Actor
    from app.core.ids import PersonId
    from app.mobilisation.message import Message
    from app.roster.person import Person
    from app.store.database import Connection, Store

LONGEST, LONGEST_NOTE = 120, 1_000
MOST_MINUTES = 5 * 24 * 60
"""No training of a community lasts longer: a larger figure is a slip."""
FARTHEST_MONTHS = 60
"""A day further off is a slip of the year; a certificate of four years may still be written down."""


@dataclass(frozen=True, slots=True)
class Invited:
    """What became of an invitation: messages put in the outbox, and people left out because they asked not to be solicited."""

    messages: int
    left_out: int = 0


def put_training(actor: Actor, store: Store, training: Training, *, tell: bool = True) -> str:
    """Create a training (``id`` empty) or write one at the revision it was read at; returns its id.

    When day, hour or place change, those invited who did not say no are told, unless ``tell`` is False or the day is past.
    Raises InvalidInput, StaleRevision, NotFound, NotAllowed.
    """
    require(actor, Action.TRAIN)
    now = store.now()
    written = _checked(training, paris_date(now))
    with store.transaction() as conn:
        if not training.id:
            written = replace(written, id=new_id())
            trainings.put(conn, written)
            journal.write(conn, now, actor.id, "training_planned", written.id, {})
            return written.id
        before = expected(conn, training.id, training.revision)
        if written.day > paris_date(now) and any(one.attended for one in trainings.participants(conn, written.id)):
            raise InvalidInput(
                N_("Des personnes ont émargé : cette formation a eu lieu, elle ne passe pas à plus tard.")
            )
        trainings.put(conn, replace(written, cancelled_at=None))
        certify_again(conn, store, actor, written)
        journal.write(conn, now, actor.id, "training_changed", written.id, {})
        moved = (before.day, before.starts, before.place) != (written.day, written.starts, written.place)
        if tell and moved and written.day >= paris_date(now):
            _tell(conn, store, written, lambda: _new_place(written), again=True)
        return written.id


def cancel_training(actor: Actor, store: Store, training_id: str, revision: int) -> int:
    """Cancel a training and tell those invited who did not say no; returns how many messages. Invitations not sent yet don't leave.

    Raises InvalidInput when somebody was signed in at it, StaleRevision, NotFound, NotAllowed.
    """
    require(actor, Action.TRAIN)
    now = store.now()
    with store.transaction() as conn:
        held = expected(conn, training_id, revision)
        if any(one.attended for one in trainings.participants(conn, training_id)):
            raise InvalidInput(N_("Des personnes ont émargé : cette formation a eu lieu, elle ne s’annule plus."))
        trainings.put(conn, replace(held, cancelled_at=now))
        journal.write(conn, now, actor.id, "training_cancelled", training_id, {})
        return _tell(conn, store, held, lambda: _("c’est annulé"), again=False) if held.day >= paris_date(now) else 0


def invite_people(actor: Actor, store: Store, training_id: str, person_ids: Iterable[PersonId]) -> Invited:
    """Invite people, each by the channel and in the language they wish, outside their quiet hours; nobody twice.

    Those who asked not to be solicited are left out and counted. Raises InvalidInput when nobody is left to invite or the
    training is past or cancelled, NotFound, NotAllowed.
    """
    require(actor, Action.TRAIN)
    now = store.now()
    with store.transaction() as conn:
        training = _open(conn, training_id, now)
        done = {one.person_id for one in trainings.participants(conn, training_id) if one.invited_at is not None}
        asked = [one for one in _people(conn, person_ids) if one.id not in done]
        willing = willing_among(conn, store, asked)
        if not willing:
            raise InvalidInput(
                N_("Personne à inviter : tout le monde l’a déjà été, ou a demandé à ne pas être sollicité.")
            )
        trainings.add_people(conn, training_id, [one.id for one in willing], now)
        written = _written(conn, store, MessageKind.TRAINING, willing, training, lambda: invitation(training))
        post(conn, written, now)
        journal.write(conn, now, actor.id, "training_invited", training_id, {"messages": len(written)})
        return Invited(len(written), len(asked) - len(willing))


def put_down(actor: Actor, store: Store, training_id: str, person_ids: Iterable[PersonId]) -> int:
    """Put people on a training's list without writing to them; returns how many were not on it. Raises NotFound, NotAllowed."""
    require(actor, Action.TRAIN)
    with store.transaction() as conn:
        _found(conn, training_id)
        there = {one.person_id for one in trainings.participants(conn, training_id)}
        new = [one.id for one in _people(conn, person_ids) if one.id not in there]
        if new:
            trainings.add_people(conn, training_id, new)
            journal.write(conn, store.now(), actor.id, "training_people_added", training_id, {"people": len(new)})
        return len(new)


def invitation(training: Training) -> dict[str, str]:
    """The values of an invitation in the current language."""
    return {
        "quoi": training.title,
        "quand": when_words(training),
        "ou": training.place or _("lieu à préciser"),
    }


def _new_place(training: Training) -> str:
    when = when_words(training)
    return (
        _("c’est maintenant {when}, {place}").format(when=when, place=training.place)
        if training.place
        else _("c’est maintenant {when}").format(when=when)
    )


def when_words(training: Training) -> str:
    """« mardi 15 décembre à 20 h »."""
    day = spoken_day(training.day)
    return _("{day} à {hour}").format(day=day, hour=spoken_hour(training.starts)) if training.starts else day


def expected(conn: Connection, training_id: str, revision: int) -> Training:
    """The training at the revision it was read at, not cancelled. Raises NotFound, StaleRevision, InvalidInput."""
    held = _found(conn, training_id)
    if held.revision != revision:
        raise revisions.stale(conn, training_id)
    if held.cancelled_at is not None:
        raise InvalidInput(CANCELLED)
    return held


def _found(conn: Connection, training_id: str) -> Training:
    held = trainings.find(conn, training_id)
    if held is None:
        raise NotFound(GONE)
    return held


def _open(conn: Connection, training_id: str, now: datetime) -> Training:
    held = _found(conn, training_id)
    if held.cancelled_at is not None:
        raise InvalidInput(CANCELLED)
    if held.ends_at <= now:
        raise InvalidInput(N_("Cette formation est passée : notez qui est venu."))
    return held


def _people(conn: Connection, person_ids: Iterable[PersonId]) -> list[Person]:
    wanted = set(person_ids)
    return [one for one in people.every(conn) if one.id in wanted]


def _tell(conn: Connection, store: Store, training: Training, changes: Callable[[], str], *, again: bool) -> int:
    """Tell those invited who did not say no. Whoever has not received the invitation gets one that is right, or none at all
    (``again`` False: there is nothing to invite to any more)."""
    now, parts = store.now(), trainings.participants(conn, training.id)
    concerned = {one.person_id for one in parts if one.invited_at is not None and one.answer is not Answer.NO}
    for person in concerned:
        unsend(conn, training.id, MessageKind.TRAINING_CHANGED, person, now)
    unaware = {one for one in concerned if unsend(conn, training.id, MessageKind.TRAINING, one, now)}
    willing = willing_among(conn, store, _people(conn, concerned))
    told = _written(
        conn, store, MessageKind.TRAINING_CHANGED, [one for one in willing if one.id not in unaware], training,
        lambda: {"quoi": _("{title}, {day}").format(title=training.title, day=spoken_day(training.day)), "changements": changes()},
    )  # fmt: skip
    asked = [one for one in willing if one.id in unaware] if again else []
    told += _written(conn, store, MessageKind.TRAINING, asked, training, lambda: invitation(training))
    return post(conn, told, now)


def _written(
    conn: Connection, store: Store, kind: MessageKind, to: Collection[Person], training: Training,
    values: Callable[[], dict[str, str]],
) -> list[Message]:  # fmt: skip
    library, now = read_library(store, conn), store.now()
    desk, goodwill = read_desk(conn, library, to), read_goodwill(conn, library, now)
    found = []
    for person in to:
        with use_language(wish_of(conn, person.id).language):
            said = values()
        due = next_allowed(now, goodwill.quiet(person.id))
        found.append(
            write(desk, kind, person.id, said, now, due_at=due, about=training.id, useless_after=training.ends_at)
        )
    return found


def _checked(training: Training, today: date) -> Training:
    """The training as it is kept. Raises InvalidInput with one sentence."""
    title, place = " ".join(training.title.split()), " ".join(training.place.split())
    if not title:
        raise InvalidInput(N_("Donnez un titre à la formation."))
    if max(len(title), len(place)) > LONGEST or len(training.note) > LONGEST_NOTE:
        raise InvalidInput(N_("Ce texte est trop long : {most} signes au plus."), most=LONGEST)
    if not 0 <= training.minutes <= MOST_MINUTES:
        raise InvalidInput(N_("La durée va de 0 à {most} minutes."), most=MOST_MINUTES)
    if training.valid_months is not None and not 1 <= training.valid_months <= 120:
        raise InvalidInput(N_("La validité va de 1 à 120 mois, ou reste vide quand elle est sans fin."))
    if abs((training.day.year - today.year) * 12 + training.day.month - today.month) > FARTHEST_MONTHS:
        raise InvalidInput(N_("Cette date est à plus de cinq ans d’ici : vérifiez l’année."))
    return replace(training, title=title, place=place, note=training.note.strip())
