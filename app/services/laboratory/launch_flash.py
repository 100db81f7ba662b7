"""Compose a flash exercise on the weakest point of the month, send it to people, close it. A drill reads what is live; it writes none of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.clock import paris_date
from app.core.errors import N_, InvalidInput, NotFound, RuleRefusal
from app.core.ids import new_id
from app.drills.flash import compose
from app.mobilisation.message import MessageKind
from app.mobilisation.quiet import next_allowed
from app.mobilisation.writing import write
from app.services.continuity.read_categories import continuity_rules
from app.services.crisis.writing_desk import post, read_desk, read_goodwill, willing_among, wish_of
from app.services.keeping.reference import read_library
from app.services.messages.unsend import unsend
from app.services.world.read_world import read_world
from app.store import community, flashes, journal, people, revisions
from app.store.flashes import FlashExercise
from app.words import use_language
from app.words.dates import spoken_instant

if TYPE_CHECKING:
    from datetime import datetime

    from app.access.actor import Actor
    from app.core.ids import PersonId
    from app.drills.flash import Flash
    from app.mobilisation.message import Message
    from app.roster.person import Person
    from app.store.database import Connection, Store

LONGEST_TITLE = 80
MOST_DAYS = 31
NOT_AGAIN = 6
"""How many of the last exercises a weak point is left in peace for: design choice, half a year of monthly exercises."""

GONE = N_("Cet exercice flash n’existe plus.")
TYPES = ("flash_launched", "flash_closed")


@dataclass(frozen=True, slots=True, kw_only=True)
class FlashAsk:
    """What to send, to whom, for how many days. ``id``: made before the button is shown, so that pressing twice sends once."""

    id: str
    title: str
    person_ids: tuple[PersonId, ...]
    days: int = 7


@dataclass(frozen=True, slots=True)
class Launched:
    """How many messages wait to leave, and how many people were left out because they asked not to be solicited."""

    messages: int
    left_out: int = 0


def propose_flash(actor: Actor, store: Store) -> Flash | None:
    """The exercise that would be sent now; None when losing nobody alone, no site and no road, leaves anything without care.

    Raises NotAllowed, InvalidInput for a content file that does not read.
    """
    require(actor, Action.RUN_DRILLS)
    with store.reading() as conn:
        return _compose(conn, store, store.now())


def launch_flash(actor: Actor, store: Store, ask: FlashAsk, flash: Flash) -> Launched:
    """Keep the exercise as it was shown and send its link to people who may be written to, outside their quiet hours.

    Raises InvalidInput for an empty or long title, days out of bounds, nobody to write to; NotAllowed.
    """
    require(actor, Action.RUN_DRILLS)
    title = " ".join(ask.title.split())
    if not 1 <= len(title) <= LONGEST_TITLE:
        raise InvalidInput(N_("Donnez un titre à l’exercice, de {most} signes au plus."), most=LONGEST_TITLE)
    if not 1 <= ask.days <= MOST_DAYS:
        raise InvalidInput(N_("L’exercice reste ouvert de 1 à {most} jours."), most=MOST_DAYS)
    with store.transaction() as conn:
        now = store.now()
        if flashes.find(conn, ask.id) is not None:
            return Launched(0)
        chosen = frozenset(ask.person_ids)
        asked = [one for one in people.every(conn) if one.id in chosen]
        willing = willing_among(conn, store, asked)
        if not willing:
            raise InvalidInput(
                N_("Choisissez au moins une personne à qui l’on peut écrire, et qui accepte d’être sollicitée.")
            )
        held = FlashExercise(
            id=ask.id or new_id(), month=f"{paris_date(now):%Y-%m}", title=title, flash=flash,
            opened_at=now, closes_at=now + timedelta(days=ask.days), actor_id=actor.id,
        )  # fmt: skip
        flashes.insert(conn, held)
        flashes.add_people(conn, held.id, [one.id for one in willing])
        sent = post(conn, _written(conn, store, held, willing, now), now)
        journal.write(
            conn, now, actor.id, "flash_launched", held.id, {"people": len(willing), "weak_point": flash.weak.kind}
        )
        return Launched(sent, len(asked) - len(willing))


def close_flash(actor: Actor, store: Store, flash_id: str, revision: int) -> None:
    """Close it before its time; invitations that have not left stay unsent. Raises NotFound, StaleRevision, RuleRefusal, NotAllowed."""
    require(actor, Action.RUN_DRILLS)
    with store.transaction() as conn:
        now, held = store.now(), flashes.find(conn, flash_id)
        if held is None:
            raise NotFound(GONE)
        if held.revision != revision:
            raise revisions.stale(conn, flash_id, types=TYPES)
        if not held.is_open(now):
            raise RuleRefusal(N_("Cet exercice flash est déjà clos."))
        flashes.close(conn, flash_id, now)
        for one in flashes.people_of(conn, flash_id):
            unsend(conn, flash_id, MessageKind.FLASH, one.person_id, now)
        journal.write(conn, now, actor.id, "flash_closed", flash_id, {})


def _compose(conn: Connection, store: Store, now: datetime) -> Flash | None:
    """On the busiest slice of the next two days: where losing something costs most is when demand is highest."""
    world = read_world(conn, store, now, days=2)
    asked = [sum(one.quantity for one in world.at(rank).needs) for rank in range(len(world.slices))]
    seen = [one.flash.weak.key for one in flashes.every(conn)[:NOT_AGAIN]]
    # A demonstration's patients are nobody: nothing of theirs is too few to be said.
    least = (
        0 if community.read(conn).demonstration else continuity_rules(read_library(store, conn))["masking_threshold"]
    )
    return compose(world, asked.index(max(asked)), seen, least) if asked else None


def _written(conn: Connection, store: Store, held: FlashExercise, to: list[Person], now: datetime) -> list[Message]:
    library = read_library(store, conn)
    desk, goodwill, found = read_desk(conn, library, to), read_goodwill(conn, library, now), []
    for person in to:
        with use_language(wish_of(conn, person.id).language):
            said = {"quoi": held.title, "quand": spoken_instant(held.closes_at)}
        due = next_allowed(now, goodwill.quiet(person.id))
        found.append(
            write(
                desk, MessageKind.FLASH, person.id, said, now,
                due_at=due, about=held.id, useless_after=held.closes_at,
            )
        )  # fmt: skip
    return found
