"""Who may take part in an exercise, from the crisis cell, the accounts, the roster and the directory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import N_
from app.services.exercise.the_exercise import held
from app.services.keeping.reference import read_library
from app.store import accounts, community, contacts, crisis_cell, exercise_people, people
from app.words.people import full_name, list_order

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.access.actor import Actor
    from app.library import Library
    from app.store.database import Connection, Store


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may take part: what to show, and what would be written of them. ``source``: where they come from."""

    label: str
    source: str
    function: str
    organisation: str = ""
    person_id: str = ""
    account_id: str = ""
    name: str = ""
    email: str = ""
    phone: str = ""


CELL, ROSTER, ACCOUNTS, DIRECTORY = N_("cellule de crise"), N_("effectifs"), N_("comptes"), N_("annuaire de crise")


def candidates(actor: Actor, store: Store, exercise_id: str) -> tuple[Candidate, ...]:
    """Who is known and does not take part yet: the cell first, then accounts, the roster, the directory. Raises NotFound, NotAllowed."""
    require(actor, Action.RUN_EXERCISES)
    with store.reading() as conn:
        held(conn, exercise_id)
        there = exercise_people.of_exercise(conn, exercise_id)
        taken = {one.person_id for one in there if one.person_id} | {one.account_id for one in there if one.account_id}
        typed = {(one.name, one.function) for one in there if one.name}
        known = list(_known(conn, read_library(store, conn)))
    return tuple(
        one
        for one in known
        if not ({one.person_id, one.account_id} - {""}) & taken
        and (not one.name or (one.name, one.function) not in typed)
    )


def _known(conn: Connection, library: Library) -> Iterable[Candidate]:
    own = community.read(conn).name
    roster = {str(one.id): one for one in people.every(conn)}
    functions = {one.code: one.label for one in library.cell_functions}
    seen: set[str] = set()
    for member in crisis_cell.members(conn):
        person = roster.get(member.person_id or "")
        name = full_name(person.given_name, person.family_name) if person else member.name
        if member.key not in seen:
            seen.add(member.key)
            function = functions.get(member.function, member.function)
            yield Candidate(
                name, CELL, function, own, person_id=member.person_id or "", name="" if person else name,
                phone="" if person else member.phone,
            )  # fmt: skip
    for account in sorted(accounts.every(conn), key=lambda one: list_order(one.name)):
        if account.disabled_at is None and str(account.person_id or "") not in seen:
            if account.person_id:
                seen.add(str(account.person_id))
            yield Candidate(
                account.name, ACCOUNTS, "", own, person_id=str(account.person_id or ""), account_id=str(account.id)
            )
    professions = library.professions.labels
    for person in sorted(roster.values(), key=lambda one: list_order(one.family_name, one.given_name)):
        if str(person.id) not in seen:
            function = professions.get(person.profession or "", "")
            label = full_name(person.given_name, person.family_name)
            yield Candidate(label, ROSTER, function, own, person_id=str(person.id))
    labels = {one.code: one.label for one in library.contact_functions}
    for contact in contacts.every(conn):
        function = labels.get(contact.function, contact.function)
        yield Candidate(
            contact.who or function, DIRECTORY, function, contact.organisation, name=contact.name or function,
            email=contact.email, phone=contact.day_phone,
        )  # fmt: skip
