"""Tests of app/services/plans/read_cell.py: the cell with its names for who may read them, and what a handover begins with."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from app.core.errors import NotAllowed, NotFound
from app.response.cell import CellPlace, Member
from app.services.crisis.open_event import open_event
from app.services.crisis.write_log import write_log
from app.services.plans.read_cell import draft_handover, read_cell
from app.services.plans.staff_cell import hand_over, plan_rotation, set_function, set_place
from app.store import journal
from app.store.database import Store
from app.store.log import LogKind
from tests.builders import COORDINATOR, READER, THURSDAY, a_person, some_people
from tests.services.a_territory import CELL, OBSERVER, a_territory

ANNE, BLEUENN = a_person("Anne", mobile="+33639980001"), a_person("Bleuenn")
MAYOR = Member(function="steering", rank=1, name="Maire Fictif", phone="+33199001001")


def a_cell(folder: Path) -> Store:
    store = a_territory(folder)
    some_people(store, ANNE, BLEUENN)
    held = [Member(function="steering", rank=0, person_id=ANNE.id), MAYOR]
    set_function(COORDINATOR, store, "steering", held, [])
    set_place(
        COORDINATOR, store, CellPlace("Mairie", "École", "https://visio.example.org/x", "+33199001000", "Appel"), 0
    )
    return store


def test_the_coordination_reads_names_and_telephones_and_that_is_noted(tmp_path: Path) -> None:
    """Of the roster by their sheet, of others as written."""
    store = a_cell(tmp_path)
    view = read_cell(COORDINATOR, store)
    assert [view.who(one.key) for one in view.members["steering"]] == ["Anne Fictif", "Maire Fictif"]
    assert [view.phones[one.key] for one in view.members["steering"]] == ["+33639980001", "+33199001001"]
    assert (view.place.video, list(view.offered.values())) == ("https://visio.example.org/x", ["Anne Fictif", "Bleuenn Fictif"])  # fmt: skip
    assert [code for code, is_lead in view.gaps if is_lead] == [
        "internal_communication", "external_communication", "human_resources", "logistics",
    ]  # fmt: skip
    with store.reading() as conn:
        assert [(one.type, one.subject_id) for one in journal.recent(conn, 1)] == [("data_read", ANNE.id)]


def test_others_read_names_without_telephones_and_an_observer_neither(tmp_path: Path) -> None:
    """Nor the link that opens the meeting; what was handed over names people too."""
    store = a_cell(tmp_path)
    plan_rotation(CELL, store, "", THURSDAY, 24, [])
    shift = next(one for one in read_cell(CELL, store, "").shifts if one.person_id)
    hand_over(CELL, store, shift.id, "Anne rappelle le maire", shift.revision)
    reader, observer = read_cell(READER, store, ""), read_cell(OBSERVER, store, "")
    assert [reader.who(one.key) for one in reader.members["steering"]] == ["Anne Fictif", "Maire Fictif"]
    for view in (reader, observer):
        assert (view.phones, view.offered, view.place.video, view.place.phone) == ({}, {}, "", "")
    assert "Fictif" not in repr(observer)
    assert "rappelle" not in repr(observer)
    assert {observer.who(one.key) for one in observer.members["steering"]} == {"quelqu’un"}
    assert [one.is_open for one in observer.shifts] == [one.is_open for one in reader.shifts]


def test_the_rotation_read_is_that_of_the_event_under_way(tmp_path: Path) -> None:
    """The dry run on demand, and before any event; one that is not there is said."""
    store = a_cell(tmp_path)
    plan_rotation(CELL, store, "", THURSDAY, 24, [])
    assert read_cell(COORDINATOR, store).event is None
    event = open_event(COORDINATOR, store, "Crue (fictive)")
    assert (read_cell(COORDINATOR, store).event, read_cell(COORDINATOR, store).shifts) == (read_cell(COORDINATOR, store, event).event, ())  # fmt: skip
    assert read_cell(COORDINATOR, store, "").shifts
    with pytest.raises(NotFound):
        read_cell(COORDINATOR, store, "gone")


def test_hours_that_nobody_holds_are_counted_over_all_functions(tmp_path: Path) -> None:
    """One function of five is held for a day: 24 hours of 120; two people take turns."""
    store = a_cell(tmp_path)
    plan_rotation(CELL, store, "", THURSDAY, 24, [])
    assert read_cell(COORDINATOR, store).covered_hours() == (24.0, 120.0)


def test_a_handover_begins_with_who_comes_and_what_waits(tmp_path: Path) -> None:
    """The function's own actions, then what is open in the main courante; nothing of a dry run."""
    store = a_cell(tmp_path)
    event = open_event(COORDINATOR, store, "Crue (fictive)", plans=["typologie_5"])
    write_log(COORDINATOR, store, "Rappeler la mairie", kind=LogKind.ACTION, event_id=event)
    plan_rotation(CELL, store, event, THURSDAY, 24, [])
    first = next(one for one in read_cell(CELL, store, event).shifts if one.person_id)
    text = draft_handover(CELL, store, first.id).replace("\xa0", " ")
    assert text.startswith("Relève « Pilotage de la crise », vendredi 27 novembre à 4 h\nPart : Anne Fictif. Prend la suite : Maire Fictif.")  # fmt: skip
    assert "(pour " in text
    plan_rotation(CELL, store, "", THURSDAY + timedelta(hours=1), 4, [])
    dry = next(one for one in read_cell(CELL, store, "").shifts if one.person_id)
    assert "(pour " not in draft_handover(CELL, store, dry.id)
    with pytest.raises(NotFound):
        draft_handover(CELL, store, "gone")
    with pytest.raises(NotAllowed):
        draft_handover(READER, store, dry.id)
