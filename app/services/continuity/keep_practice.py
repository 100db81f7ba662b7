"""Write what a practice says of its care, who stands in for it, and give one to a professional who works alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.continuity.practice_care import LONGEST_TEXT, Locum, PracticeCare, checked
from app.core.clock import paris_date
from app.core.errors import N_, InvalidInput, NotFound
from app.core.ids import PersonId, PracticeId, new_id
from app.roster.phones import phone_of
from app.roster.practice import Practice
from app.services.continuity.continuity_scene import at_work
from app.store import journal, locums, people, practice_care, revisions
from app.words import _
from app.words.people import full_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from app.access.actor import Actor
    from app.roster.person import Person
    from app.store.database import Connection, Store


@dataclass(frozen=True, slots=True)
class Refused:
    """Somebody to whom no practice was given, and the sentence's template that says why."""

    person: PersonId
    why: str


def put_care(actor: Actor, store: Store, care: PracticeCare) -> None:
    """Write what a practice said, at the revision it was read at (0: nothing yet). Raises StaleRevision, InvalidInput, NotFound.

    What is said of new patients is dated of the day it is written, unless a day is given.
    """
    put_cares(actor, store, (care,))


def put_cares(actor: Actor, store: Store, cares: Iterable[PracticeCare]) -> None:
    """The same for several practices, together: nothing is written when one is refused."""
    require(actor, Action.RUN_CONTINUITY)
    with store.transaction() as conn:
        now, known = store.now(), {one.id for one in people.practices(conn)}
        for care in cares:
            _require_known(known, care.practice, care.paired)
            held = practice_care.find(conn, care.practice)
            kept = checked(_dated(care, held, paris_date(now)), paris_date(now))
            if not practice_care.put(conn, kept, now):
                raise revisions.stale(conn, care.practice, types=("practice_care_changed",))
            changed = sorted(name for name in PracticeCare.__slots__ if getattr(held, name) != getattr(kept, name))
            journal.write(conn, now, actor.id, "practice_care_changed", care.practice, {"fields": changed})


def put_locum(actor: Actor, store: Store, one: Locum) -> str:
    """Add somebody who stands in (empty id, revision 0), or change them; their id. Raises StaleRevision, InvalidInput, NotFound."""
    require(actor, Action.RUN_CONTINUITY)
    kept = replace(_checked_locum(one), id=one.id or new_id())
    with store.transaction() as conn:
        _require_known({held.id for held in people.practices(conn)}, one.practice, None)
        if one.person is not None and people.find(conn, one.person) is None:
            raise NotFound(N_("Cette personne n’est plus dans l’effectif : choisissez-en une autre."))
        if not locums.put(conn, kept):
            raise revisions.stale(conn, kept.id)
        kind = "locum_changed" if one.revision else "locum_added"
        journal.write(conn, store.now(), actor.id, kind, kept.id, {"practice": one.practice})
    return kept.id


def remove_locum(actor: Actor, store: Store, locum_id: str, revision: int) -> None:
    """Strike somebody off those who stand in. Raises StaleRevision, NotFound."""
    require(actor, Action.RUN_CONTINUITY)
    with store.transaction() as conn:
        held = locums.find(conn, locum_id)
        if held is None:
            raise NotFound(N_("Ce remplaçant n’est plus dans la liste. Rechargez la page."))
        if not locums.remove(conn, locum_id, revision):
            raise revisions.stale(conn, locum_id)
        journal.write(conn, store.now(), actor.id, "locum_removed", locum_id, {"practice": held.practice})


def give_practice(actor: Actor, store: Store, person_ids: Iterable[PersonId]) -> tuple[int, tuple[Refused, ...]]:
    """Give each professional who works alone a practice of their own, at their commune; how many, and who was passed over.

    Without one nothing can be said of their closures, their relays or their patients. Raises NotAllowed.
    """
    require(actor, Action.IMPORT_ROSTER)
    given, refused = 0, []
    with store.transaction() as conn:
        for person_id in person_ids:
            person = people.find(conn, person_id)
            why = _why_not(person)
            if person is None or why:
                refused.append(Refused(person_id, why))
                continue
            _give(conn, store, actor, person)
            given += 1
    return given, tuple(refused)


def _why_not(person: Person | None) -> str:
    if person is None:
        return N_("Cette personne n’est plus dans l’effectif.")
    if person.practice is not None:
        return N_("Cette personne a déjà un cabinet.")
    if not at_work(person) or person.profession is None:
        return N_("Cette personne n’exerce pas : un cabinet est celui d’un professionnel en activité.")
    return ""


def _give(conn: Connection, store: Store, actor: Actor, person: Person) -> None:
    now = store.now()
    practice = Practice(
        id=PracticeId(new_id()),
        name=_("Cabinet de {name}").format(name=full_name(person.given_name, person.family_name)),
        commune_insee=person.commune_insee,
        phone=person.phone or "",
    )
    people.put_practice(conn, practice)
    people.put(conn, replace(person, practice=practice.id), now)
    journal.write(conn, now, actor.id, "practice_given", practice.id, {"person": person.id})
    journal.write(conn, now, actor.id, "person_changed", person.id, {"fields": ["practice"]})


def _dated(care: PracticeCare, held: PracticeCare, today: date) -> PracticeCare:
    """What is said of new patients carries the day it was said: today when it changes and no day comes with it."""
    if not care.new_patients:
        return replace(care, new_patients_on=None)
    is_new = care.new_patients != held.new_patients
    if care.new_patients_on is None or (is_new and care.new_patients_on == held.new_patients_on):
        return replace(care, new_patients_on=today)
    return care


def _checked_locum(one: Locum) -> Locum:
    name = " ".join(one.name.split())
    if one.person is None and not name:
        raise InvalidInput(N_("Choisissez un remplaçant de l’effectif, ou écrivez son nom."))
    if len(name) > LONGEST_TEXT:
        raise InvalidInput(N_("Un nom tient en {most} signes."), most=LONGEST_TEXT)
    if one.from_day and one.until_day and one.until_day < one.from_day:
        raise InvalidInput(N_("Le dernier jour vient avant le premier : vérifiez les dates."))
    phone = phone_of(one.phone) if one.phone.strip() else ""
    return replace(one, name="" if one.person else name, phone=phone)


def _require_known(known: Collection[PracticeId], practice: PracticeId, paired: PracticeId | None) -> None:
    if practice not in known:
        raise NotFound(N_("Ce cabinet n’existe plus : rechargez la page."))
    if paired is not None and paired not in known:
        raise NotFound(N_("Le cabinet binôme n’existe plus : choisissez-en un autre."))
