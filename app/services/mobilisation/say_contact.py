"""A new address or number: said by its holder on their page, taken or left by the coordination, used only once taken.

Whoever holds a personal link could say anything: nothing is sent to what was said before somebody checked it, and until
then the page, the messages and the calendar stay those of the contact that is known.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, require, require_self
from app.core.errors import N_, InvalidInput, NotFound
from app.mobilisation.preferences import SaidContact
from app.roster.importing import fields
from app.roster.phones import phone_of
from app.services.crisis.note_reading import Read, note_reading
from app.store import journal, people, preferences, revisions

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.core.ids import PersonId
    from app.roster.person import Person
    from app.store.database import Connection, Store


@dataclass(frozen=True, slots=True)
class Said:
    """What one person said, beside what is known of them. ``revision`` is the person's."""

    person: Person
    contact: SaidContact
    revision: int


def say_contact(actor: Actor, store: Store, person_id: PersonId, revision: int, *, email: str, mobile: str) -> bool:
    """Keep what the person says for the coordination to check; whether anything waits now.

    Empty text: nothing new is said of that one, and what was said of it before still waits; said as it is known, it waits
    no more. Raises InvalidInput when nothing is said at all, StaleRevision, NotFound, NotAllowed.
    """
    require_self(actor, person_id)
    if not (email.strip() or mobile.strip()):
        raise InvalidInput(N_("Rien n’est rempli : écrivez l’adresse ou le numéro qui a changé."))
    email, mobile = fields.email(email) if email.strip() else "", phone_of(mobile) if mobile.strip() else ""
    with store.transaction() as conn:
        person = _expected(conn, person_id, revision)
        before = preferences.find(conn, person_id).said
        said = SaidContact(
            email=_waiting(email, person.email.casefold(), before.email if before else ""),
            mobile=_waiting(mobile, person.mobile, before.mobile if before else ""),
            at=store.now(),
        )
        waits = bool(said.email or said.mobile)
        if waits or before is not None:
            _keep(conn, store, person, said if waits else None)
            journal.write(conn, store.now(), actor.id, "contact_said" if waits else "contact_unsaid", person_id, {})
    return waits


def _waiting(said: str, known: str, before: str) -> str:
    """What waits to be checked of an address or a number."""
    return before if not said else "" if said == known else said


def unsay_contact(actor: Actor, store: Store, person_id: PersonId, revision: int) -> None:
    """The person takes back what they said. Raises StaleRevision, NotFound, NotAllowed."""
    require_self(actor, person_id)
    with store.transaction() as conn:
        person = _expected(conn, person_id, revision)
        if preferences.find(conn, person_id).said is not None:
            _keep(conn, store, person, None)
            journal.write(conn, store.now(), actor.id, "contact_unsaid", person_id, {})


def read_said(actor: Actor, store: Store) -> tuple[Said, ...]:
    """Everything said and not yet checked, the oldest first. That contacts were read is journaled. Raises NotAllowed."""
    require(actor, Action.IMPORT_ROSTER)
    with store.reading() as conn:
        waiting = {id: wish.said for id, wish in preferences.every(conn).items() if wish.said is not None}
        seen = people.revisions(conn) if waiting else {}
        known = {one.id: one for one in people.every(conn)} if waiting else {}
    found = [Said(known[id], contact, seen[id]) for id, contact in waiting.items()]
    note_reading(actor, store, Read.CONTACTS, waiting)
    return tuple(sorted(found, key=lambda one: (one.contact.at, one.person.id)))


def settle_contact(actor: Actor, store: Store, person_id: PersonId, revision: int, *, take: bool) -> None:
    """Write what the person said on their sheet, or leave the sheet as it is; either way nothing waits any more.

    ``revision`` is the person's as what they said was read. Raises StaleRevision, NotFound, NotAllowed.
    """
    require(actor, Action.IMPORT_ROSTER)
    with store.transaction() as conn:
        person = _expected(conn, person_id, revision)
        said = preferences.find(conn, person_id).said
        if said is None:
            raise NotFound(N_("Ces coordonnées ne sont plus à vérifier : elles ont été reprises ou retirées."))
        taken = replace(person, email=said.email or person.email, mobile=said.mobile or person.mobile)
        _keep(conn, store, taken if take else person, None)
        changed = [name for name in ("email", "mobile") if getattr(said, name)]
        kind = "contact_taken" if take else "contact_left"
        journal.write(conn, store.now(), actor.id, kind, person_id, {"fields": changed})


def _keep(conn: Connection, store: Store, person: Person, said: SaidContact | None) -> None:
    """The person as given, at their next revision, and what waits to be checked."""
    people.put(conn, person, store.now())
    preferences.put(conn, person.id, replace(preferences.find(conn, person.id), said=said), store.now())


def _expected(conn: Connection, person_id: PersonId, revision: int) -> Person:
    person = people.find(conn, person_id)
    if person is None:
        raise NotFound(N_("Cette personne n’est plus dans l’effectif."))
    revisions.expect(conn, "person", person_id, revision)
    return person
