"""Whoever a « point cabinets » may ask: the roster's practices, liberal professionals without one, and establishments.

How to write to each and whom to ring, as the roster and the directory know it today. Read within one connection.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from app.core.clock import paris_date
from app.response.desk_survey import PRACTICE, Address, Desk
from app.roster.person import ExerciseMode, PersonKind, PersonStatus
from app.store import contacts, desk_surveys, people
from app.words import _
from app.words.people import full_name, list_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from app.library import Library
    from app.response.directory import Contact
    from app.roster.person import Person
    from app.roster.practice import Practice, Site
    from app.store.database import Connection


def practice_subject(practice_id: str) -> str:
    """How a practice of the roster is named among those asked."""
    return f"practice:{practice_id}"


def person_desk(person_id: str) -> str:
    """How a professional who works alone is named among those asked."""
    return f"person:{person_id}"


def site_subject(site_id: str) -> str:
    """How an establishment is named among those asked."""
    return f"site:{site_id}"


def every_desk(conn: Connection, library: Library, now: datetime) -> tuple[Desk, ...]:
    """Everyone who may be asked, by name. People who asked not to be contacted are no way to reach a practice."""
    day, last = paris_date(now), desk_surveys.last_addresses(conn)
    asked = [one for one in people.every(conn) if one.is_contactable_on(day)]
    members: dict[str, list[Person]] = defaultdict(list)
    for person in sorted(asked, key=lambda one: (list_order(one.family_name, one.given_name), one.id)):
        if person.practice is not None:
            members[person.practice].append(person)
    by_site: dict[str, list[Contact]] = defaultdict(list)
    for contact in contacts.every(conn):
        if contact.site_id:
            by_site[contact.site_id].append(contact)
    found = [_practice(one, members[one.id], last) for one in people.practices(conn)]
    found += [_alone(one, library, last) for one in asked if _works_alone(one)]
    found += [_site(one, by_site[one.id], last) for one in people.sites(conn)]
    return tuple(sorted(found, key=lambda one: (list_order(one.name), one.subject)))


def _works_alone(person: Person) -> bool:
    return (
        person.kind is PersonKind.PROFESSIONAL
        and person.practice is None
        and person.profession is not None
        and person.status is PersonStatus.ACTIF
        and person.exercise_mode in (None, ExerciseMode.LIBERAL)
    )


def _practice(practice: Practice, members: Sequence[Person], last: Mapping[str, str]) -> Desk:
    subject = practice_subject(practice.id)
    phones = [practice.phone, *(one.phone for one in members), *(one.mobile for one in members)]
    return Desk(
        subject=subject,
        name=practice.name or _("Cabinet sans nom"),
        kind=PRACTICE,
        commune_insee=practice.commune_insee or next((one.commune_insee for one in members if one.commune_insee), ""),
        phone=next(filter(None, phones), ""),
        addresses=_addresses(last.get(subject, ""), [_own(one) for one in members]),
    )


def _alone(person: Person, library: Library, last: Mapping[str, str]) -> Desk:
    assert person.profession is not None
    subject, professions = person_desk(person.id), library.professions
    known = professions[person.profession].label(person.civilite) if person.profession in professions else ""
    return Desk(
        subject=subject,
        name=", ".join(filter(None, (full_name(person.given_name, person.family_name), known))),
        kind=PRACTICE,
        commune_insee=person.commune_insee,
        phone=person.phone or person.mobile,
        addresses=_addresses(last.get(subject, ""), [_own(person)]),
    )


def _site(site: Site, held: Sequence[Contact], last: Mapping[str, str]) -> Desk:
    subject = site_subject(site.id)
    reached = sorted(held, key=lambda one: (not one.email, not one.numbers, one.id))
    phones = [*(one.day_phone or one.night_phone for one in reached), site.phone]
    return Desk(
        subject=subject,
        name=site.name,
        kind=site.kind,
        commune_insee=site.commune_insee,
        phone=next(filter(None, phones), ""),
        addresses=_addresses(last.get(subject, ""), [((one.email, one.day_phone), one.who) for one in reached]),
    )


def _own(person: Person) -> tuple[tuple[str, str], str]:
    return (person.email, person.mobile), full_name(person.given_name, person.family_name)


def _addresses(last: str, ways: Iterable[tuple[tuple[str, str], str]]) -> tuple[Address, ...]:
    """E-mails first, then mobiles, each once; the one used last comes before all, where the roster or directory still has it."""
    held = list(ways)
    found = {email: Address(email, whose) for (email, _phone), whose in held if email}
    found |= {
        phone: Address(phone, whose) for (_email, phone), whose in held if is_mobile(phone) and phone not in found
    }
    return tuple(sorted(found.values(), key=lambda one: one.value != last))


def is_mobile(phone: str) -> bool:
    """Whether a number takes an SMS: French mobiles."""
    return phone.startswith(("+336", "+337"))


def generic_name(desk: Desk) -> str:
    """What a survey keeps of a desk's name: nobody's own, whom the roster names as long as it knows them."""
    return _("Professionnel exerçant seul") if desk.subject.startswith("person:") else desk.name
