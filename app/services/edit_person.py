"""Change what is known of people: caps, missions, contact, opt-out; add someone by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import N_, InvalidInput
from app.store import journal, people, revisions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.access.actor import Actor
    from app.roster.competence import Competence
    from app.roster.person import Person
    from app.store.database import Store


def change_people(actor: Actor, store: Store, changed: Iterable[tuple[Person, int]]) -> None:
    """Write people at the revisions they were read at, together. Raises StaleRevision; nothing is then written."""
    require(actor, Action.IMPORT_ROSTER)
    with store.transaction() as conn:
        for person, revision in changed:
            _check(person)
            revisions.expect(conn, "person", person.id, revision)
            people.put(conn, person, store.now())
            journal.write(conn, store.now(), actor.id, "person_changed", person.id, {})


def add_person(actor: Actor, store: Store, person: Person, competences: Iterable[Competence] = ()) -> None:
    """Add a professional or a helper by hand."""
    require(actor, Action.IMPORT_ROSTER)
    _check(person)
    with store.transaction() as conn:
        people.put(conn, person, store.now())
        people.put_competences(conn, competences)
        journal.write(conn, store.now(), actor.id, "person_added", person.id, {})


def _check(person: Person) -> None:
    if not person.family_name.strip():
        raise InvalidInput(N_("Donnez au moins un nom de famille."))
    if person.max_half_days_per_week is not None and not 0 <= person.max_half_days_per_week <= 14:
        raise InvalidInput(N_("Le maximum de demi-journées par semaine va de 0 à 14."))
