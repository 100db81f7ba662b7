"""Erase a person at their request (RGPD art. 17): contacts, answers to come, messages, account; counts stay, named nobody.

What a text obliges to keep (attendance and statements, vouchers of what was paid) stays without a name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import N_, NotFound, RuleRefusal
from app.roster.phones import spoken_phone
from app.services.keeping.kept_answers import forget_all
from app.services.keeping.purge_trace import blank_about, fold
from app.store import erasures, journal, people, revisions
from app.store.wal import empty_log
from app.words.people import full_name, titled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.access.actor import Actor
    from app.core.ids import PersonId
    from app.roster.person import Person
    from app.store.database import Connection, Store
    from app.store.erasures import Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasurePreview:
    """What erasing would do to a person read at ``revision``, and what stands in the way."""

    name: str
    revision: int
    upcoming_seats: int
    """Seats to free first: someone has to be found for them."""
    unsettled_days: int
    """Days not settled yet: afterwards nobody knows whom to pay."""
    kept: Mapping[str, int]
    """Rows that stay counted as nobody, by table."""
    has_account: bool


@dataclass(frozen=True, slots=True)
class Erased:
    """What was done: rows by table, payloads blanked in the journal, and free texts that still name them, to read again."""

    rows: Mapping[str, int]
    blanked: int
    mentions: tuple[Mention, ...]


def preview_erasure(actor: Actor, store: Store, person_id: PersonId) -> ErasurePreview:
    """What would happen; nothing is written. Raises NotFound, NotAllowed."""
    require(actor, Action.KEEP_DATA)
    with store.reading() as conn:
        person = _living(conn, person_id)
        return ErasurePreview(
            name=full_name(person.given_name, person.family_name),
            revision=people.revisions(conn)[person_id],
            upcoming_seats=erasures.upcoming_seats(conn, person_id, store.now()),
            unsettled_days=erasures.unsettled_days(conn, person_id),
            kept=erasures.kept(conn, person_id),
            has_account=erasures.account_id(conn, person_id) is not None,
        )


def erase_person(actor: Actor, store: Store, person_id: PersonId, revision: int) -> Erased:
    """Erase a person for good. Raises NotFound, StaleRevision, RuleRefusal (seats to come, last administrator)."""
    require(actor, Action.KEEP_DATA)
    with store.transaction() as conn:
        person = _living(conn, person_id)
        revisions.expect(conn, "person", person_id, revision)
        _check(conn, store, person)
        done = _erase(conn, store, actor, person)
    _settle(store)
    return done


def reapply_erasures(actor: Actor, store: Store) -> int:
    """After a backup was restored: erase again everyone that the file beside the database lists; how many."""
    require(actor, Action.KEEP_DATA)
    again = 0
    with store.transaction() as conn:
        done = erasures.erased(conn)
        for person_id in erasures.listed(store.folder):
            person = people.find(conn, person_id)
            if person_id not in done and person is not None:
                _erase(conn, store, actor, person)
                again += 1
    _settle(store)
    return again


def _living(conn: Connection, person_id: PersonId) -> Person:
    person = people.find(conn, person_id)
    if person is None or person_id in erasures.erased(conn):
        raise NotFound(N_("Cette personne n’est plus dans l’effectif."))
    return person


def _check(conn: Connection, store: Store, person: Person) -> None:
    seats = erasures.upcoming_seats(conn, person.id, store.now())
    if seats:
        raise RuleRefusal(
            N_("Libérez d’abord les places à venir de {name} (Planning) : {seats}. Rien n’a été effacé."),
            name=full_name(person.given_name, person.family_name),
            seats=seats,
        )
    if erasures.is_last_administrator(conn, person.id):
        raise RuleRefusal(
            N_(
                "{name} administre sans personne d’autre : donnez d’abord ce rôle à un autre compte. Rien n’a été effacé."
            ),
            name=full_name(person.given_name, person.family_name),
        )


def _erase(conn: Connection, store: Store, actor: Actor, person: Person) -> Erased:
    now, named = store.now(), _words(person)
    words = [person.id, erasures.account_id(conn, person.id) or "", *named]
    rows = erasures.forget(conn, person, now)
    blanked = blank_about(conn, store, actor, words).journal
    erasures.note(conn, person.id, now, actor.id)
    journal.write(conn, now, actor.id, "person_erased", person.id, {"rows": sum(rows.values()), "journal": blanked})
    return Erased(rows, blanked, tuple(erasures.mentions(conn, named, fold)))


def _words(person: Person) -> list[str]:
    """What names this person in a text: their contacts as people write them, their full name in both orders, and their
    initial with their name."""
    family = titled(person.family_name)
    found = [
        person.email,
        *_spoken(person.mobile),
        *_spoken(person.phone),
        person.rpps or "",
        f"{person.given_name} {family}" if person.given_name else "",
        f"{family} {person.given_name}" if person.given_name else "",
        f"{person.given_name[0]}. {family}" if person.given_name else "",
    ]
    return [word for word in found if word.strip()]


def _spoken(number: str) -> list[str]:
    """A number as it is kept, and as it is written in a text: in pairs, with dots, without anything."""
    if not number:
        return []
    national = spoken_phone(number)
    pairs = national.split()
    return [number, national, ".".join(pairs), "".join(pairs)]


def _settle(store: Store) -> None:
    """The file beside the database says as much as the database; nothing erased stays on the disk, nor in memory."""
    with store.reading() as conn:
        everyone = erasures.listed(store.folder) | erasures.erased(conn)
    if everyone:
        erasures.write_list(store.folder, everyone)
    empty_log(store)
    people.forget_read()
    forget_all()
