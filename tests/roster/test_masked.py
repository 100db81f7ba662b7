"""Tests of app/roster/masked.py: what stays of a person for who may not read everything."""

from dataclasses import fields, replace

from app.core.ids import PracticeId
from app.roster.masked import without_contact, without_name
from app.roster.person import Person
from tests.builders import a_person

ANNE = a_person(
    "Anne", family_name="Fictif-Le-Gall", civilite="Mme", email="anne@exemple.fr", mobile="+33639980001", phone="+33297000001",
    rpps="10100000001", organisation="Mairie", practice=PracticeId("cabinet"),
)  # fmt: skip


def changed(before: Person, after: Person) -> set[str]:
    return {one.name for one in fields(Person) if getattr(before, one.name) != getattr(after, one.name)}


def test_without_contact_keeps_the_name_and_nothing_to_reach_or_identify_by() -> None:
    """Whole values compared: one more contact field of a person must be decided here."""
    assert without_contact(ANNE) == replace(ANNE, email="", mobile="", phone="", rpps=None)


def test_without_name_keeps_what_is_counted() -> None:
    """Profession, commune and how they practise stay; whatever a person is called or found by goes."""
    hidden = {"family_name", "given_name", "civilite", "organisation", "practice", "email", "mobile", "phone", "rpps"}
    assert changed(ANNE, without_name(ANNE)) == hidden
