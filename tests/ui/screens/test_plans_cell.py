"""The Cell place of the Plans screen: who and where, the reliefs, what is passed on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from app.access.actor import Role
from app.response.cell import CellPlace, Member
from app.response.event import EventKind
from app.services.crisis.open_event import open_event
from app.services.plans.read_cell import read_cell
from app.services.plans.staff_cell import plan_rotation, set_function, set_place
from app.store.database import Store
from tests.builders import COORDINATOR, THURSDAY, a_person, some_people
from tests.services.a_territory import ANOTHER
from tests.ui.screens.a_page import UI, press, said
from tests.ui.screens.a_role import signs_in

ANNE, BLEUENN = (
    a_person("Anne", mobile="+33639980001", member=True),
    a_person("Bleuenn", member=True, delay_to_mobilise_hours=2),
)
STEERING = [Member(function="steering", rank=rank, person_id=one.id) for rank, one in enumerate((ANNE, BLEUENN))]


def opened(view: str = "membres", **query: str) -> AppTest:
    page = AppTest.from_file(UI / "screens" / "plans.py", default_timeout=30)
    for name, value in {"volet": "cellule", "vue": view, **query}.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


@pytest.fixture
def staffed(store: Store) -> Store:
    """Two people hold the steering in turn."""
    some_people(store, ANNE, BLEUENN)
    set_function(COORDINATOR, store, "steering", STEERING, [])
    return store


def test_an_empty_cell_is_proposed_in_one_press(store: Store) -> None:
    """To confirm with each; what still misses is said."""
    some_people(store, ANNE, BLEUENN)
    page = opened()
    assert page.title[0].value == "Personne n’est encore dans la cellule de crise."
    page = press(page, "Proposer des membres")
    assert page.title[0].value.startswith("Il manque 3 titulaires")
    assert "titulaire · **Bleuenn Fictif**" in said(page)


def test_a_function_is_staffed_from_the_roster_and_by_name(staffed: Store) -> None:
    """The order chosen is the order in which they are called."""
    page = opened()
    key = page.session_state["plan_cell_steering_drawn"].key
    page.multiselect(key=f"{key}_people").set_value([BLEUENN.id, ANNE.id])
    page.text_input(key=f"{key}_name").set_value("Maire Fictif")
    page.text_input(key=f"{key}_phone").set_value("01 99 00 10 01")
    next(one for one in page.button if one.label == "Enregistrer cette fonction").click().run()
    view = read_cell(COORDINATOR, staffed)
    assert [view.who(one.key) for one in view.members["steering"]] == ["Bleuenn Fictif", "Anne Fictif", "Maire Fictif"]


def test_a_function_changed_by_somebody_else_keeps_what_was_chosen(staffed: Store) -> None:
    """The second press writes it."""
    page = opened()
    key = page.session_state["plan_cell_steering_drawn"].key
    page.multiselect(key=f"{key}_people").set_value([BLEUENN.id])
    set_function(ANOTHER, staffed, "steering", STEERING[:1], read_cell(COORDINATOR, staffed).members["steering"])
    label = "Enregistrer cette fonction"
    page = next(one for one in page.button if one.label == label).click().run()
    assert "Entre-temps" in said(page)
    next(one for one in page.button if one.label == label).click().run()
    assert [one.person_id for one in read_cell(COORDINATOR, staffed).members["steering"]] == [BLEUENN.id]


def test_the_place_is_written(staffed: Store) -> None:
    """And said in the first lines."""
    page = opened()
    for label, value in (("Lieu de réunion", "Mairie"), ("Lieu de repli", "École")):
        next(one for one in page.text_input if one.label == label).set_value(value)
    page.text_area[0].set_value("Plan blanc voisin")
    page = press(page, "Enregistrer le lieu")
    assert "Elle se réunit : Mairie ; repli : École." in said(page)
    assert "ne déclenche jamais ORSAN" in said(page)


def test_reliefs_are_proposed_and_holes_are_said(staffed: Store) -> None:
    """Four functions of five have nobody: their hours are counted, the other holds day and night."""
    page = press(opened("releves"), "Proposer les relèves")
    assert "96 h sans personne sur 120 h" in page.title[0].value.replace("\xa0", " ")
    assert "Anne Fictif" in page.table[0].value.to_csv()
    assert said(page).count("personne]") >= 4


def test_a_shift_is_changed_by_hand_and_what_does_not_hold_is_told(staffed: Store) -> None:
    """Twenty hours in a row are written, and said."""
    plan_rotation(COORDINATOR, staffed, "", THURSDAY, 8, [])
    shift = next(one for one in read_cell(COORDINATOR, staffed, "").shifts if one.person_id)
    page = opened("releves", evenement="blanc")
    page.selectbox(key="plan_cell_shift").set_value(shift.id).run()
    page.number_input[0].set_value(20.0)
    page = press(page, "Enregistrer la présence")
    assert "20 h d’affilée, 12 h au plus" in said(page).replace("\xa0", " ")
    changed = next(one for one in read_cell(COORDINATOR, staffed, "").shifts if one.id == shift.id)
    assert changed.ends_at - changed.starts_at == timedelta(hours=20)


def test_a_relief_is_passed_on(staffed: Store) -> None:
    """The text begins with who leaves and who comes; it stays readable afterwards."""
    plan_rotation(COORDINATOR, staffed, "", THURSDAY - timedelta(hours=2), 24, [])
    page = opened("transmission", evenement="blanc")
    assert "Prend la suite" in page.text_area[0].value
    assert "Pilotage de la crise" in said(page)
    page.text_area[0].set_value("Deux équipes dehors")
    page = press(page, "Transmettre")
    assert "Déjà transmis" in [one.value for one in page.header]
    assert "Deux équipes dehors" in said(page)


def test_the_reliefs_are_those_of_the_event_chosen(staffed: Store) -> None:
    """An exercise says that it is one; the dry run stays a choice."""
    open_event(COORDINATOR, staffed, "Crue (fictive)", kind=EventKind.EXERCISE)
    page = opened("releves")
    assert "EXERCICE · Crue (fictive)" in said(page)
    page.selectbox(key="plan_cell_event").set_value("blanc").run()
    assert "À blanc" in said(page)


def test_an_observer_reads_no_name_and_writes_nothing(staffed: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor the link of the meeting."""
    set_place(COORDINATOR, staffed, CellPlace("Mairie", "École", "https://visio.example.org/x", "", "Plan blanc"), 0)
    plan_rotation(COORDINATOR, staffed, "", THURSDAY, 24, [])
    signs_in(monkeypatch, staffed, Role.OBSERVER)
    for view in ("membres", "releves", "transmission"):
        page = opened(view)
        assert [one.label for one in page.button] == []
        assert "Anne" not in said(page) + "".join(one.value.to_csv() for one in page.table)
        assert "visio" not in said(page)
    assert "Mairie" in said(opened())
