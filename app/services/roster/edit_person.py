"""Change what is known of people: caps, missions, contact, opt-out; add someone by hand."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from app.access.permissions import Action, require
from app.core.errors import N_, InvalidInput
from app.roster.importing.fields import email, line_of_text
from app.store import journal, people, revisions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.access.actor import Actor
    from app.core.ids import PersonId
    from app.roster.competence import Competence
    from app.roster.person import Person
    from app.roster.practice import Practice
    from app.store.database import Store


def change_people(actor: Actor, store: Store, changed: Iterable[tuple[Person, int]]) -> None:
    """Write people at the revisions they were read at, together. Raises StaleRevision; nothing is then written."""
    require(actor, Action.IMPORT_ROSTER)
    with store.transaction() as conn:
        for typed, revision in changed:
            person = _checked(typed)
            revisions.expect(conn, "person", person.id, revision)
            new = {"fields": _different(people.find(conn, person.id), person)}
            people.put(conn, person, store.now())
            journal.write(conn, store.now(), actor.id, "person_changed", person.id, new)


def _different(before: Person | None, after: Person) -> list[str]:
    """Names of the fields that change: the journal says which, never what they hold."""
    return [one.name for one in fields(after) if getattr(before, one.name, None) != getattr(after, one.name)]


def add_person(actor: Actor, store: Store, person: Person) -> None:
    """Add a professional or a helper by hand."""
    require(actor, Action.IMPORT_ROSTER)
    person = _checked(person)
    with store.transaction() as conn:
        people.put(conn, person, store.now())
        journal.write(conn, store.now(), actor.id, "person_added", person.id, {})


def add_practices(actor: Actor, store: Store, practices: Iterable[Practice]) -> None:
    """Add practices that people work in, together."""
    require(actor, Action.IMPORT_ROSTER)
    with store.transaction() as conn:
        for practice in practices:
            people.put_practice(conn, practice)
            journal.write(conn, store.now(), actor.id, "practice_added", practice.id, {"name": practice.name})


def change_competences(
    actor: Actor, store: Store, person_id: PersonId, revision: int, held: Iterable[Competence]
) -> None:
    """Make ``held`` all that a person holds, at the person's ``revision``. Raises StaleRevision, InvalidInput.

    Two rows of one competence that begin the same day are refused: nobody could say which one counts.
    """
    require(actor, Action.IMPORT_ROSTER)
    rows = list(held)
    if len({(one.code, one.valid_from) for one in rows}) < len(rows):
        raise InvalidInput(N_("Une compétence figure deux fois avec le même début : gardez une seule ligne."))
    with store.transaction() as conn:
        revisions.expect(conn, "person", person_id, revision)
        people.replace_competences(conn, person_id, rows)
        codes = sorted(one.code for one in rows)
        journal.write(conn, store.now(), actor.id, "competences_changed", person_id, {"competences": codes})


def _checked(person: Person) -> Person:
    """The person as a file would have written them: texts on one line, the address in small letters. Raises InvalidInput."""
    texts = ("family_name", "given_name", "specialty", "organisation")
    lines: dict[str, Any] = {name: line_of_text(getattr(person, name)) for name in texts}
    if not lines["family_name"] or not lines["given_name"]:
        raise InvalidInput(N_("Donnez un nom et un prénom."))
    if person.max_half_days_per_week is not None and not 0 <= person.max_half_days_per_week <= 14:
        raise InvalidInput(N_("Le maximum de demi-journées par semaine va de 0 à 14."))
    return replace(person, **lines, email=email(person.email) if person.email.strip() else "")
