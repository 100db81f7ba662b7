"""A seat as it is told: what, when, where, what to bring, under which frame; never who holds it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.core.ids import SeatId
from app.scheduling.centre import Centre
from app.services.keeping.reference import read_library
from app.services.mobilisation.told_seats import Spot, Telling, bring_of, where_of
from app.store import centres, people
from app.words import use_language
from tests.web.a_centre import CENTRE, PRATEL, ZOE
from tests.web.a_volunteer import Volunteer, a_volunteer


@pytest.fixture
def volunteer(tmp_path: Path) -> Volunteer:
    return a_volunteer(tmp_path / "data")


def spot(volunteer: Volunteer, id: str) -> Spot | None:
    store = volunteer.centre.store
    with store.reading() as conn:
        zoe = people.find(conn, ZOE)
        assert zoe is not None
        return Telling(conn, read_library(store, conn), zoe).spot(SeatId(id))


def change_centre(volunteer: Volunteer, **changes: object) -> None:
    with volunteer.centre.store.transaction() as conn:
        found = centres.find(conn, CENTRE)
        assert found is not None
        centres.update(conn, replace(found, **changes))  # type: ignore[arg-type]


def test_a_seat_on_a_line(volunteer: Volunteer) -> None:
    """Everything in the words of the person's language."""
    told = spot(volunteer, "seat-i-000")
    assert told is not None
    assert (told.what, told.where) == ("Ligne 1, injection", "Salle du Pratel, 12 rue du Pratel, Auray")
    assert told.when == "lundi 30 novembre, matin (9 h–13 h)"
    assert dict(told.frame) == {
        "cadre": "appel du directeur général de l’ARS (CSP L.3131-10-1)",
        "payeur": "aucune règle en vigueur : demandez à la coordination",
        "assureur": "Mutuelle du Pratel",
        "couvre": "Soutien volontaire à une structure de soins désignée par l’ARS ; protection prévue à l’article L.3133-6. Ne couvre pas une mission que l’ARS n’a pas demandée.",
    }
    with use_language("en"):
        english = spot(volunteer, "seat-i-000")
    assert english is not None
    assert english.when == "Monday 30 November, morning (9:00–13:00)"


def test_a_seat_for_the_whole_centre(volunteer: Volunteer) -> None:
    """No line to name."""
    told = spot(volunteer, "seat-r-000")
    assert told is not None
    assert told.what == "Accueil"


def test_no_seat_is_told_as_nothing(volunteer: Volunteer) -> None:
    """An id that is none."""
    assert spot(volunteer, "rien") is None


def test_what_to_bring_is_the_centres_own_or_the_usual(volunteer: Volunteer) -> None:
    """As the centre wrote it, else e-CPS, badge and clothes."""
    assert "e-CPS" in bring_of(PRATEL)
    change_centre(volunteer, bring="Votre stéthoscope")
    told = spot(volunteer, "seat-i-000")
    assert told is not None
    assert told.bring == "Votre stéthoscope"


def test_a_mobile_session_goes_elsewhere(volunteer: Volunteer) -> None:
    """Its site replaces the centre's place; a place named as its commune is said once."""
    told = spot(volunteer, "seat-i-000")
    assert told is not None
    assert where_of(replace(told.session, site="Marché d’Auray"), told.centre) == "Marché d’Auray"
    bare: Centre = replace(PRATEL, place=replace(PRATEL.place, name="Auray", address=""))
    assert where_of(told.session, bare) == "Auray"
