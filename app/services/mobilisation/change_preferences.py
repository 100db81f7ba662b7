"""A volunteer's own wishes: how many half-days, when and how they are asked, in which language, and not being asked at all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.access.permissions import require_self
from app.core.clock import paris_date
from app.core.errors import N_, InvalidInput, NotFound
from app.mobilisation.message import ASKING, MessageKind, MessageState
from app.mobilisation.preferences import Channel
from app.mobilisation.waiting import OfferState
from app.services.keeping.reference import read_library
from app.services.messages.send_messages import withdraw
from app.store import journal, messages, own_data, people, preferences, revisions, waiting
from app.words import LANGUAGES

if TYPE_CHECKING:
    from datetime import datetime

    from app.access.actor import Actor
    from app.core.ids import PersonId
    from app.mobilisation.preferences import Preferences
    from app.mobilisation.rules import SolicitationRules
    from app.roster.person import Person
    from app.store.database import Connection, Store

MOST_HALF_DAYS = 14

_WAITING = frozenset({MessageState.QUEUED, MessageState.UNCERTAIN})


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWishes:
    """What one person asked for, with the community's rules around it. ``revision`` is that of the person."""

    person: Person
    preferences: Preferences
    rules: SolicitationRules
    revision: int

    def asks_nothing_on(self, now: datetime) -> bool:
        """Whether the person asked not to be solicited any more."""
        return not self.person.is_contactable_on(paris_date(now))


def read_wishes(actor: Actor, store: Store, person_id: PersonId) -> OwnWishes:
    """The present wishes of a person. Raises NotFound for nobody, NotAllowed for somebody else's."""
    require_self(actor, person_id)
    with store.reading() as conn:
        return OwnWishes(
            person=_known(conn, person_id),
            preferences=preferences.find(conn, person_id),
            rules=read_library(store, conn).solicitation_rules,
            revision=own_data.revision(conn, person_id) or 0,
        )


def change_preferences(
    actor: Actor, store: Store, person_id: PersonId, revision: int, wishes: Preferences, *, max_half_days: int | None
) -> None:
    """Write a person's wishes and how many half-days a week they give at most (None: not said); a contact said stays said.

    ``revision`` is the person's, as the page read it. Raises InvalidInput, StaleRevision, NotFound, NotAllowed.
    """
    require_self(actor, person_id)
    with store.transaction() as conn:
        person = _known(conn, person_id)
        _check(wishes, max_half_days, read_library(store, conn).solicitation_rules)
        revisions.expect(conn, "person", person_id, revision)
        people.put(conn, replace(person, max_half_days_per_week=max_half_days), store.now())
        said = preferences.find(conn, person_id).said
        preferences.put(conn, person_id, replace(wishes, said=said), store.now())
        journal.write(conn, store.now(), actor.id, "preferences_changed", person_id, {})


def opt_out(actor: Actor, store: Store, person_id: PersonId, revision: int) -> None:
    """« Ne plus me solliciter », from now on: what still waited to be asked is withdrawn, and no seat is kept for them any
    more. Seats held stay held.

    Raises StaleRevision, NotFound, NotAllowed.
    """
    _set_opted_out(actor, store, person_id, revision, out=True)


def come_back(actor: Actor, store: Store, person_id: PersonId, revision: int) -> None:
    """May be asked again. Raises StaleRevision, NotFound, NotAllowed."""
    _set_opted_out(actor, store, person_id, revision, out=False)


def _set_opted_out(actor: Actor, store: Store, person_id: PersonId, revision: int, *, out: bool) -> None:
    require_self(actor, person_id)
    now = store.now()
    with store.transaction() as conn:
        person = _known(conn, person_id)
        revisions.expect(conn, "person", person_id, revision)
        people.put(conn, replace(person, opted_out_on=paris_date(now) if out else None), now)
        withdrawn = _withdraw_requests(conn, person_id, now) if out else 0
        kind = "opted_out" if out else "opted_back_in"
        journal.write(conn, now, actor.id, kind, person_id, {"withdrawn": withdrawn} if out else {})


def _withdraw_requests(conn: Connection, person_id: PersonId, now: datetime) -> int:
    """Cancel what was written to ask the person for something and has not left; it costs them nothing."""
    asking = [
        queued
        for queued in messages.of_person(conn, person_id)
        if queued.message.kind in ASKING | {MessageKind.OFFER} and queued.message.state in _WAITING
    ]
    for queued in asking:
        withdraw(conn, queued.message, now)
    for offer in waiting.offers_of_person(conn, person_id):
        if offer.stands(now):
            waiting.set_offer(conn, offer.seat, person_id, OfferState.DECLINED)
    return len(asking)


def _check(wishes: Preferences, max_half_days: int | None, rules: SolicitationRules) -> None:
    if max_half_days is not None and not 0 <= max_half_days <= MOST_HALF_DAYS:
        raise InvalidInput(N_("Le maximum de demi-journées par semaine va de 0 à 14."))
    if wishes.budget is not None and not 0 <= wishes.budget <= rules.budget:
        raise InvalidInput(
            N_("Vous pouvez baisser le nombre de sollicitations, de 0 à {most} ; la règle commune fixe le maximum."),
            most=rules.budget,
        )
    if len(set(wishes.channels)) < len(wishes.channels) or not set(wishes.channels) <= set(Channel):
        raise InvalidInput(N_("Choisissez chaque moyen de contact une seule fois."))
    if wishes.quiet is not None and any(one.tzinfo is not None for one in (wishes.quiet.starts, wishes.quiet.ends)):
        # One such time would stop every reading of everyone's quiet hours: it compares with no other.
        raise InvalidInput(N_("Cette heure n’existe pas : choisissez-la dans la liste."))
    if wishes.language not in LANGUAGES:
        raise InvalidInput(N_("Choisissez le français ou l’anglais."))


def _known(conn: Connection, person_id: PersonId) -> Person:
    person = people.find(conn, person_id)
    if person is None:
        raise NotFound(N_("Cette personne n’est plus dans l’effectif."))
    return person
