"""Tests of app/services/plans/staff_cell.py: functions, places, rotations and reliefs of the cell."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.core.errors import InvalidInput, NotAllowed, NotFound, StaleRevision
from app.core.ids import PersonId
from app.response.cell import CellPlace, Member, Shift
from app.roster.person import Mission
from app.services.crisis.open_event import open_event
from app.services.plans.staff_cell import (
    change_shift,
    hand_over,
    plan_rotation,
    remove_shift,
    set_function,
    set_place,
    start_cell,
)
from app.store import crisis_cell, log
from app.store.database import Store
from tests.builders import COORDINATOR, READER, THURSDAY, a_person, some_people
from tests.services.a_territory import ANOTHER, CELL, OBSERVER, a_territory

FUNCTIONS = 5
ANNE, BLEUENN, DENEZ = (a_person(name) for name in ("Anne", "Bleuenn", "Denez"))
LEAD = Member(function="steering", rank=0, person_id=ANNE.id)
BY_NAME = Member(function="steering", rank=0, name=" Maire d’Auray ", phone="06 39 98 00 02")


def members(store: Store, function: str = "steering") -> list[Member]:
    with store.reading() as conn:
        return [one for one in crisis_cell.members(conn) if one.function == function]


def shifts(store: Store, event_id: str = "") -> list[Shift]:
    with store.reading() as conn:
        return crisis_cell.shifts(conn, event_id)


def a_cell(folder: Path) -> Store:
    """Three people hold the first function in turn."""
    store = a_territory(folder)
    some_people(store, ANNE, BLEUENN, DENEZ)
    held = [Member(function="steering", rank=0, person_id=one.id) for one in (ANNE, BLEUENN, DENEZ)]
    set_function(COORDINATOR, store, "steering", held, [])
    return store


def test_a_function_is_held_by_the_roster_and_by_name(tmp_path: Path) -> None:
    """In the order given; a person of the roster keeps no name here, a name keeps its telephone."""
    store = a_territory(tmp_path)
    some_people(store, ANNE)
    set_function(COORDINATOR, store, "steering", [BY_NAME, replace(LEAD, name="Anne")], [])
    assert members(store) == [
        Member(function="steering", rank=0, name="Maire d’Auray", phone="+33639980002", revision=1),
        Member(function="steering", rank=1, person_id=ANNE.id, revision=1),
    ]


def test_a_function_that_somebody_changed_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    """The second is told; another function goes through."""
    store = a_cell(tmp_path)
    seen = members(store)
    set_function(ANOTHER, store, "steering", seen[:1], seen)
    set_function(COORDINATOR, store, "logistics", [replace(LEAD, function="logistics")], [])
    with pytest.raises(StaleRevision):
        set_function(COORDINATOR, store, "steering", seen[1:], seen)
    assert [one.person_id for one in members(store)] == [ANNE.id]


@pytest.mark.parametrize(
    ("function", "held"),
    [
        ("cooking", [LEAD]), ("steering", [LEAD, LEAD]), ("steering", [Member(function="steering", rank=0)]),
        ("steering", [Member(function="steering", rank=0, person_id=PersonId("nobody"))]),
        ("steering", [replace(BY_NAME, phone="allô")]),
    ],
)  # fmt: skip
def test_what_nobody_can_hold_is_refused(tmp_path: Path, function: str, held: list[Member]) -> None:
    """An unknown function, twice the same, nobody, somebody gone, a telephone that is none."""
    store = a_territory(tmp_path)
    some_people(store, ANNE)
    with pytest.raises(InvalidInput):
        set_function(COORDINATOR, store, function, held, [])
    assert members(store) == []


def test_the_cell_is_proposed_among_volunteers_then_members(tmp_path: Path) -> None:
    """Holders of every function before any deputy, the volunteer first; nobody twice, nobody who left, none invented."""
    store = a_territory(tmp_path)
    with pytest.raises(InvalidInput):
        start_cell(COORDINATOR, store)
    volunteer = a_person("Zoé", missions=frozenset({Mission.CRISIS_CELL}), delay_to_mobilise_hours=72)
    quick = a_person("Yann", member=True, delay_to_mobilise_hours=1)
    others = [a_person(f"P{n}", member=True) for n in range(5)]
    gone = a_person("Gone", member=True, delay_to_mobilise_hours=0, opted_out_on=THURSDAY.date())
    some_people(store, volunteer, quick, gone, a_person("Stranger"), *others)
    assert start_cell(COORDINATOR, store) == 7
    assert next(one.person_id for one in members(store)) == volunteer.id
    with store.reading() as conn:
        everyone = crisis_cell.members(conn)
    people = [one.person_id for one in everyone]
    assert (len(set(people)), sum(one.is_lead for one in everyone)) == (7, FUNCTIONS)
    assert gone.id not in people
    assert members(store, "internal_communication")[0].person_id == quick.id


def test_the_place_is_kept_with_a_link_that_opens(tmp_path: Path) -> None:
    """A link without its scheme gets it, a telephone its country; the second to write is told."""
    store = a_territory(tmp_path)
    set_place(
        COORDINATOR, store, CellPlace(" Mairie ", "École", "visio.example.org/x", "01 99 00 10 00", "Plan blanc\n"), 0
    )
    with store.reading() as conn:
        assert crisis_cell.place(conn) == (
            CellPlace("Mairie", "École", "https://visio.example.org/x", "+33199001000", "Plan blanc"), 1,
        )  # fmt: skip
    with pytest.raises(StaleRevision):
        set_place(COORDINATOR, store, CellPlace("Ailleurs"), 0)
    for link in ("javascript:alert(1)", "ftp://example.org", "visio"):
        with pytest.raises(InvalidInput):
            set_place(COORDINATOR, store, CellPlace(video=link), 1)


def test_a_rotation_covers_the_hours_asked_and_keeps_what_has_begun(tmp_path: Path) -> None:
    """Proposed again from later on: what began before stays, what was to begin is replaced."""
    store = a_cell(tmp_path)
    plan_rotation(CELL, store, "", THURSDAY, 24, [])
    first = [one for one in shifts(store) if one.function == "steering"]
    assert [one.person_id for one in first] == [ANNE.id, BLEUENN.id, DENEZ.id]
    assert (first[0].starts_at, first[-1].ends_at) == (THURSDAY, THURSDAY + timedelta(hours=24))
    assert sum(one.is_open for one in shifts(store)) == FUNCTIONS - 1
    with pytest.raises(StaleRevision):
        plan_rotation(CELL, store, "", THURSDAY, 24, [])
    plan_rotation(CELL, store, "", THURSDAY + timedelta(hours=4), 24, shifts(store))
    second = [one for one in shifts(store) if one.function == "steering"]
    assert second[0] == first[0]
    assert second[1].starts_at == first[0].ends_at
    assert second[-1].ends_at == THURSDAY + timedelta(hours=28)


def test_the_rotation_of_an_event_is_apart(tmp_path: Path) -> None:
    """Nobody in the cell, no such event, no hour: refused."""
    store = a_cell(tmp_path)
    event = open_event(COORDINATOR, store, "Crue de l’Oust (fictive)")
    plan_rotation(CELL, store, event, THURSDAY, 12, [])
    assert (bool(shifts(store, event)), shifts(store)) == (True, [])
    with pytest.raises(NotFound):
        plan_rotation(CELL, store, "gone", THURSDAY, 12, [])
    for hours in (0, 337):
        with pytest.raises(InvalidInput):
            plan_rotation(CELL, store, "", THURSDAY, hours, [])
    with pytest.raises(InvalidInput, match="titulaires"):
        plan_rotation(CELL, a_territory(tmp_path / "empty"), "", THURSDAY, 12, [])


def test_a_shift_is_added_changed_and_removed_by_hand(tmp_path: Path) -> None:
    """Over the revision seen; somebody by name; what was handed over is not lost by a change of hours."""
    store = a_cell(tmp_path)
    new = Shift(id="", function="steering", starts_at=THURSDAY, ends_at=THURSDAY + timedelta(hours=8), name=" Maire ")
    change_shift(CELL, store, new)
    (held,) = shifts(store)
    assert held == replace(new, id=held.id, name="Maire", revision=1)
    hand_over(CELL, store, held.id, " Rien à signaler ", 1)
    change_shift(CELL, store, replace(held, person_id=BLEUENN.id, revision=2, handed_over="inventé"))
    (changed,) = shifts(store)
    assert (changed.person_id, changed.name, changed.handed_over) == (BLEUENN.id, "", "Rien à signaler")
    for act in (
        lambda: change_shift(CELL, store, held), lambda: remove_shift(CELL, store, held.id, 1),
        lambda: hand_over(CELL, store, held.id, "x", 1),
    ):  # fmt: skip
        with pytest.raises(StaleRevision):
            act()
    remove_shift(CELL, store, held.id, 3)
    assert shifts(store) == []
    for gone in (lambda: remove_shift(CELL, store, held.id, 3), lambda: hand_over(CELL, store, held.id, "x", 3)):
        with pytest.raises(NotFound):
            gone()


@pytest.mark.parametrize(
    "wrong",
    [
        {"ends_at": THURSDAY}, {"ends_at": THURSDAY + timedelta(hours=25)}, {"function": "cooking"},
        {"person_id": PersonId("nobody")}, {"name": "x" * 201},
    ],
)  # fmt: skip
def test_a_shift_that_does_not_hold_is_refused(tmp_path: Path, wrong: dict[str, object]) -> None:
    """No hour, more than a day, no such function, nobody, a name without end."""
    store = a_territory(tmp_path)
    good = Shift(id="", function="steering", starts_at=THURSDAY, ends_at=THURSDAY + timedelta(hours=8), name="Maire")
    with pytest.raises(InvalidInput):
        change_shift(CELL, store, replace(good, **wrong))  # type: ignore[arg-type]
    assert shifts(store) == []


def test_a_relief_of_an_event_is_told_in_the_main_courante_and_that_of_a_dry_run_is_not(tmp_path: Path) -> None:
    """The line says the function and no name; an empty text is no relief."""
    store = a_cell(tmp_path)
    event = open_event(COORDINATOR, store, "Crue (fictive)")
    for event_id in ("", event):
        plan_rotation(CELL, store, event_id, THURSDAY, 8, [])
        one = next(held for held in shifts(store, event_id) if not held.is_open)
        with pytest.raises(InvalidInput):
            hand_over(CELL, store, one.id, " ", 1)
        hand_over(CELL, store, one.id, "Deux équipes dehors", 1)
    with store.reading() as conn:
        lines = [one.text.replace("\xa0", " ") for one in log.every(conn)]
    assert [line for line in lines if "Relève" in line] == ["Relève transmise : Pilotage de la crise."]


def test_the_coordination_writes_the_cell_and_the_cell_its_reliefs(tmp_path: Path) -> None:
    """Whoever reads writes neither."""
    store = a_cell(tmp_path)
    with pytest.raises(NotAllowed):
        set_function(CELL, store, "steering", [], members(store))
    for actor in (READER, OBSERVER):
        with pytest.raises(NotAllowed):
            plan_rotation(actor, store, "", THURSDAY, 8, [])
