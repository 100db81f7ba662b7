"""What reading gives to roles that may not have everything: the service leaves it out, whatever the screen would draw."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.access.actor import Actor, Role
from app.core.errors import NotAllowed
from app.services.activity.read_indicators import read_indicators
from app.services.home.read_home import read_home
from app.services.roster.edit_person import change_people
from app.services.rota.read_rota import read_rota
from app.services.rota.set_up_centre import Offer
from app.store import people
from app.store.database import Store
from tests.builders import COORDINATOR, READER, a_centre, a_store, a_team

OBSERVER = Actor("observatrice", "Observatrice Fictive", Role.OBSERVER)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A centre with a partner, and people with every way to reach them."""
    opened = a_store(tmp_path)
    a_centre(opened, offers={"reception": Offer(1, "Mairie (fictif)", "Soazig Fictif", "+33297000002")})
    a_team(opened)
    with opened.reading() as conn:
        known, held = people.every(conn), people.revisions(conn)
    reached = [
        (replace(one, mobile="+33639980001", email="x@exemple.fr", rpps=f"1010000000{n}"), held[one.id])
        for n, one in enumerate(known)
    ]
    change_people(COORDINATOR, opened, reached)
    return opened


def test_who_only_reads_the_rota_is_given_names_without_contacts(store: Store) -> None:
    """People and partners, on the rota and on Accueil; the coordination has them all."""
    whole, read = read_rota(COORDINATOR, store), read_rota(READER, store)
    assert {one.given_name for one in read.horizon.people} == {one.given_name for one in whole.horizon.people}
    for given, contacts in ((whole, {"+33639980001", "x@exemple.fr"}), (read, {""})):
        assert {one for person in given.horizon.people for one in (person.mobile, person.email)} == contacts
    assert {one.contact_phone for one in whole.partners.values()} == {"+33297000002"}
    assert {(one.contact_name, one.contact_phone) for one in read.partners.values()} == {("", "")}
    assert {(one.mobile, one.email, one.rpps) for one in read_home(READER, store).people} == {("", "", None)}


def test_figures_are_given_without_a_name_to_anyone(store: Store) -> None:
    """What is counted says a profession and a commune; who observes reads neither rota nor Accueil."""
    for actor in (COORDINATOR, OBSERVER, READER):
        given = read_indicators(actor, store).facts.people
        assert {(one.given_name, one.family_name, one.mobile, one.rpps) for one in given} == {("", "", "", None)}
        assert all(one.profession or one.kind for one in given)
    for read in (read_rota, read_home):
        with pytest.raises(NotAllowed):
            read(OBSERVER, store)
