"""People of the roster and contacts of the directory, as a search finds them: by words, or by some digits of a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.roster.phones import spoken_phone
from app.services.home.search_found import Hit
from app.services.keeping.reference import communes_by_code
from app.services.plans.read_directory import department_names
from app.services.roster.read_roster import in_list_order
from app.store import community, contacts, erasures
from app.words.people import full_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.roster.person import Person
    from app.services.home.search_found import Scene


def people_found(scene: Scene) -> Iterator[Hit]:
    """« Clarisse Palude », infirmière, Auray; who was erased is nobody. Numbers are looked into, and not shown."""
    gone, territory = erasures.erased(scene.conn), community.read(scene.conn).territory
    communes = communes_by_code(scene.library, territory)
    found: dict[Person, str] = {}
    for person in scene.people:
        detail = ", ".join(filter(None, (_what(scene, person), communes.get(person.commune_insee, ""))))
        read = f"{person.given_name} {person.family_name} {detail} {person.organisation}"
        if person.id not in gone and (
            scene.sought.finds(read) or scene.sought.is_in_number(person.mobile, person.rpps or "")
        ):
            found[person] = detail
    for person in in_list_order(found):
        name = full_name(person.given_name, person.family_name)
        yield Hit(person.id, name, found[person], {"name": name}, (person.id,))


def _what(scene: Scene, person: Person) -> str:
    if person.profession is not None and person.profession in scene.library.professions:
        return scene.library.professions[person.profession].label(person.civilite)
    return person.organisation


def contacts_found(scene: Scene) -> Iterator[Hit]:
    """« Préfecture, Morbihan », who answers, and at which numbers."""
    functions = {one.code: one.label for one in scene.library.contact_functions}
    departments = department_names(scene.library)
    for one in contacts.every(scene.conn):
        function, place = functions.get(one.function, one.function), departments.get(one.department, one.department)
        numbers = [spoken_phone(number) if number.startswith("+") else number for _when, number in one.numbers]
        # As the directory reads them, signs included: the words lead to this contact there.
        words = " ".join(filter(None, (function, place, one.organisation, one.name)))
        if scene.sought.finds(f"{words} {one.email} {one.note}") or scene.sought.is_in_number(
            one.day_phone, one.night_phone
        ):
            title = ", ".join(filter(None, (function, place)))
            yield Hit(one.id, title, " · ".join(filter(None, (one.who, *numbers))), {"words": words})
