"""The crisis bag packed: what is in it, each night, on demand, on a stick plugged in later; said in the journal."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.access.actor import SCHEDULER, Actor, Role
from app.continuity.practice_care import PracticeCare
from app.core.errors import InvalidInput, NotAllowed, NotFound
from app.core.ids import PracticeId
from app.response.directory import Contact
from app.response.stock import Item
from app.roster.person import Mission
from app.roster.practice import Practice
from app.services.activity.close_line import close_line, preview_closing
from app.services.crisis_bag import pack_crisis_bag as packing
from app.services.crisis_bag.crisis_bag_scene import read_scene
from app.services.crisis_bag.crisis_bag_sections import bag_of
from app.services.crisis_bag.pack_crisis_bag import pack_bag_when_due, pack_crisis_bag
from app.services.crisis_bag.read_crisis_bag import read_crisis_bag, take_crisis_bag, take_crisis_page
from app.services.crisis_bag.set_up_crisis_bag import set_up_crisis_bag
from app.store import community, contacts, crisis_bags, inventory, journal, people, practice_care
from app.store.database import Store, open_store
from app.store.faults import Fault, StorageFault
from tests.builders import COORDINATOR, READER, THURSDAY, MovingClock, a_person, a_store, some_people
from tests.documents.printed import text_of
from tests.services.a_day import EIGHT, SESSION, a_day

ADMIN = Actor("admin", "Administration", Role.ADMINISTRATION)
FOUR_IN_THE_MORNING = datetime(2026, 11, 27, 3, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _no_memory() -> None:
    packing._failed_at.clear()


def tables_of(store: Store, code: str) -> dict[str, list[tuple[str, ...]]]:
    """The tables of a chapter, as they are drawn, with plain spaces."""
    with store.reading() as conn:
        bag = bag_of(read_scene(store, conn))
    section = next(one for one in bag.sections if one.code == code)
    return {
        _plain(" ".join(filter(None, (table.above, table.title)))): [tuple(map(_plain, row.cells)) for row in table.rows] for table in section.tables
    }  # fmt: skip


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def types(store: Store) -> list[str]:
    """What the journal says of the bag, oldest first."""
    with store.reading() as conn:
        found = [entry for entry in reversed(journal.recent(conn, 200)) if entry.type.startswith("crisis_bag")]
    return [entry.type.removeprefix("crisis_bag.") for entry in found]


def bags(store: Store) -> list[str]:
    return [one.name for one in crisis_bags.bags(crisis_bags.home(store.folder))]


def test_the_week_says_who_holds_what_and_how_to_ring_them(tmp_path: Path) -> None:
    """Seats nobody holds are open in both chapters; those of a closed line are not asked for any more."""
    day = a_day(tmp_path, EIGHT)
    rota = tables_of(day.store, "planning")
    morning = rota["Lundi 30 novembre matin (9 h–13 h) · Centre du Pratel"]
    assert ("Denez Fictif", "06 39 98 00 04", "injection", "ligne 2", "confirmé") in morning
    missing = [cells for cells in morning if cells[0] == "à pourvoir"]
    assert {(cells[2], cells[3], cells[4]) for cells in missing} == {
        ("préparation des doses", "ligne 2", "à pourvoir"),
        ("accueil", "ligne 2", "à pourvoir"),
    }
    asked = tables_of(day.store, "postes-a-pourvoir")["Centre du Pratel"]
    assert [cells[0] for cells in asked][:2] == ["Lundi 30 novembre, matin (9 h–13 h)"] * 2
    assert len(asked) == 2
    close_line(COORDINATOR, day.store, SESSION, 2, "x", preview_closing(COORDINATOR, day.store, SESSION, 2).expected)
    assert tables_of(day.store, "postes-a-pourvoir") == {}
    closed = tables_of(day.store, "planning")["Lundi 30 novembre matin (9 h–13 h) · Centre du Pratel"]
    assert "à pourvoir" not in {cells[4] for cells in closed}


def test_the_roster_leaves_out_who_asked_for_it_and_groups_the_others(tmp_path: Path) -> None:
    """By profession then name, with every way to reach them; the crisis cell stands among the contacts."""
    store = a_store(tmp_path)
    some_people(
        store,
        a_person("Zoé", mobile="+33639980002", email="zoe@exemple.fr"),
        a_person("Ali", "medecin", phone="+33199000001", missions=frozenset({Mission.CRISIS_CELL})),
        a_person("Bob", None, organisation="Croix-Rouge"),
        a_person("Parti", mobile="+33639980009", opted_out_on=THURSDAY.date()),
    )
    with store.transaction() as conn:
        community.write(conn, replace(community.read(conn), coordinator="Maïwenn", coordinator_phone="0199001000"))
    roster = tables_of(store, "effectifs")
    assert list(roster) == ["Infirmier", "Médecin", "Renforts sans profession de santé"]
    assert [cells[:3] for cells in roster["Infirmier"]] == [("Zoé Fictif", "06 39 98 00 02", "zoe@exemple.fr")]
    contacts = tables_of(store, "contacts")
    assert contacts["Coordination"] == [("coordination", "01 99 00 10 00", "Maïwenn")]
    assert contacts["Volontaires pour la cellule de crise"][0][:2] == ("Ali Fictif", "01 99 00 00 01")
    with store.reading() as conn:
        sentence = next(one.sentence for one in bag_of(read_scene(store, conn)).sections if one.code == "effectifs")
    assert sentence.endswith("1 personne a demandé à ne plus l’être\u00a0: elle n’y est pas.")


def test_what_is_missing_is_said_rather_than_promised(tmp_path: Path) -> None:
    """Nothing published is no « all held »; no telephone of the coordination says where it is written; names follow French."""
    store = a_store(tmp_path)
    some_people(store, *(replace(a_person(name), family_name=name) for name in ("Zoé", "Élodie", "Emma")))

    def said(code: str) -> str:
        with store.reading() as conn:
            return _plain(next(one.sentence for one in bag_of(read_scene(store, conn)).sections if one.code == code))

    assert said("postes-a-pourvoir") == "Aucun poste publié."
    assert "Le téléphone de la coordination manque : il s’écrit dans Effectifs" in said("contacts")
    assert not read_crisis_bag(COORDINATOR, store).has_phone
    [people_rows] = tables_of(store, "effectifs").values()
    assert [row[0].split()[-1] for row in people_rows] == ["Élodie", "Emma", "Zoé"]
    with store.transaction() as conn:
        community.write(conn, replace(community.read(conn), coordinator_phone="0199001000"))
    assert ("manque" in said("contacts"), read_crisis_bag(COORDINATOR, store).has_phone) == (False, True)


def test_packing_makes_the_page_the_pdfs_and_a_line_in_the_journal(tmp_path: Path) -> None:
    """Nobody's name is in that line; plans and cards are those of the library."""
    day = a_day(tmp_path)
    made = pack_crisis_bag(COORDINATOR, day.store)
    files = crisis_bags.files_of(made.bag)
    assert sorted(files) == [
        "LISEZ-MOI.txt", "contacts.pdf", "effectifs.pdf", "fiches-reflexes.pdf", "moyens.pdf", "planning.pdf", "plans.pdf",
        "postes-a-pourvoir.pdf", "valise.html",
    ]  # fmt: skip
    assert "Denez Fictif" in text_of(files["effectifs.pdf"])
    assert "Denez Fictif" in files["valise.html"].decode()
    assert "Typologie 1 : blessés somatiques ou psychiques" in text_of(files["plans.pdf"])
    assert "Ouvrir la cellule de crise" in text_of(files["fiches-reflexes.pdf"])
    assert {name for name, content in files.items() if len(content) > 600_000} == set()
    assert "Copie du 30 novembre 2026, 8 h 30." in _plain(files["LISEZ-MOI.txt"].decode())
    with day.store.reading() as conn:
        entry = journal.recent(conn, 1)[0]
    assert (entry.type, entry.subject_id, entry.payload) == (
        "crisis_bag.packed", made.bag.name, {"people": made.people, "files": 9},
    )  # fmt: skip


def test_it_holds_every_plan_in_its_first_hour_and_every_card(tmp_path: Path) -> None:
    """The actions function after function, with who triggers ORSAN; the cards of plans, then those of incidents."""
    day = a_day(tmp_path)
    with day.store.reading() as conn:
        scene = read_scene(day.store, conn)
    plans, cards = bag_of(scene).sections[-2:]
    library = scene.library.plans
    assert [table.title for table in plans.tables] == [one.title for one in library.sheets.values()]
    assert "ne déclenche jamais ORSAN" in plans.sentence
    first = plans.tables[0]
    assert [row.cells[1] for row in first.rows[:2]] == [one.text for one in library.sheets["typologie_1"].actions[:2]]
    assert library.sheets["typologie_1"].summary in first.note
    functions = [row.cells[0] for row in first.rows]
    assert functions == sorted(functions, key=list(dict.fromkeys(functions)).index)
    shown = dict(zip(library.cards, cards.cards, strict=False))
    assert [(card.title, card.steps) for card in shown.values()] == [
        (one.title, one.steps) for one in library.cards.values()
    ]
    cell = shown["ouvrir_la_cellule"]
    assert dict(cell.lists)["Ne pas faire"] == library.cards["ouvrir_la_cellule"].do_not
    assert "SAMU" in cell.facts[0][1]
    assert len(cards.cards) > len(library.cards)


def test_a_plan_of_the_site_that_does_not_read_stops_no_bag(tmp_path: Path) -> None:
    """What is shipped stands in its place, and the chapter says which file is wrong."""
    day = a_day(tmp_path)
    folder = day.store.folder.content / "plans" / "typologie_1"
    folder.mkdir(parents=True)
    (folder / "plan.yaml").write_text("title: x\n")
    files = crisis_bags.files_of(pack_crisis_bag(COORDINATOR, day.store).bag)
    said = text_of(files["plans.pdf"])
    assert "plans/typologie_1/plan.yaml" in said
    assert "Rappeler qui a prévenu" in said


def test_it_is_packed_each_night_once_and_caught_up(tmp_path: Path) -> None:
    """At four in Paris; a machine that slept packs as it wakes; older ones go after their days."""
    clock = MovingClock(THURSDAY)
    store = open_store(tmp_path, clock)
    some_people(store, a_person("Zoé"))
    assert pack_bag_when_due(SCHEDULER, store) == FOUR_IN_THE_MORNING
    assert bags(store) == ["valise-2026-11-26-17h00"]
    clock.forward(hours=1)
    assert pack_bag_when_due(SCHEDULER, store) == FOUR_IN_THE_MORNING
    assert len(bags(store)) == 1
    clock.at = FOUR_IN_THE_MORNING
    assert pack_bag_when_due(SCHEDULER, store) == FOUR_IN_THE_MORNING + timedelta(days=1)
    assert bags(store)[-1] == "valise-2026-11-27-04h00"
    clock.forward(days=3, hours=2)
    pack_bag_when_due(SCHEDULER, store)
    assert bags(store)[-1] == "valise-2026-11-30-06h00"
    clock.forward(days=20)
    pack_bag_when_due(SCHEDULER, store)
    assert bags(store) == ["valise-2026-12-20-06h00"]
    assert types(store) == ["packed"] * 4


def test_an_empty_folder_has_no_bag(tmp_path: Path) -> None:
    """The night passes without fault; asking for one says why."""
    store = a_store(tmp_path)
    assert pack_bag_when_due(SCHEDULER, store) == FOUR_IN_THE_MORNING
    with pytest.raises(InvalidInput, match="Rien à mettre dans la valise"):
        pack_crisis_bag(COORDINATOR, store)
    assert bags(store) == []
    with pytest.raises(NotFound):
        take_crisis_bag(COORDINATOR, store)


def test_a_stick_gets_it_too_even_when_plugged_in_later(tmp_path: Path) -> None:
    """Only in our own folder; whatever else is on it stays; a stick that is out stops nothing."""
    clock = MovingClock(THURSDAY)
    store = open_store(tmp_path / "data", clock)
    some_people(store, a_person("Zoé"))
    stick = tmp_path / "cle"
    stick.mkdir()
    (stick / "photos").mkdir()
    set_up_crisis_bag(ADMIN, store, second_folder=f" {stick} ", kept_days=2)
    assert pack_crisis_bag(COORDINATOR, store).reached_second is True
    assert [one.name for one in crisis_bags.bags(stick / "valise-releve")] == ["valise-2026-11-26-17h00"]
    stick.rename(tmp_path / "tiroir")
    clock.forward(days=5)
    assert pack_crisis_bag(COORDINATOR, store).reached_second is False
    assert not stick.exists()
    (tmp_path / "tiroir").rename(stick)
    pack_bag_when_due(SCHEDULER, store)
    assert [one.name for one in crisis_bags.bags(stick / "valise-releve")] == ["valise-2026-12-01-17h00"]
    assert sorted(path.name for path in stick.iterdir()) == ["photos", "valise-releve"]
    pack_bag_when_due(SCHEDULER, store)
    assert types(store) == ["set_up", "packed", "carried", "packed", "carried"]
    view = read_crisis_bag(COORDINATOR, store)
    assert (view.second_at, view.second_is_there) == (clock.at, True)


def test_only_the_administration_names_a_folder_of_the_machine(tmp_path: Path) -> None:
    """Nothing is written for anyone else, nor for a folder that does not fit."""
    store = a_store(tmp_path / "data")
    for actor, error in ((COORDINATOR, NotAllowed), (ADMIN, InvalidInput)):
        with pytest.raises(error):
            set_up_crisis_bag(actor, store, second_folder="/nulle/part", kept_days=2)
    assert types(store) == []


def test_a_disk_that_refuses_keeps_the_last_bag_and_waits_an_hour(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bag that the journal could not take is destroyed too."""
    clock = MovingClock(THURSDAY)
    store = open_store(tmp_path, clock)
    some_people(store, a_person("Zoé"))
    pack_bag_when_due(SCHEDULER, store)
    clock.forward(days=1)

    def refuse(*_args: object) -> None:
        raise StorageFault(Fault.FULL, tmp_path)

    monkeypatch.setattr(packing, "_write", refuse)
    assert pack_bag_when_due(SCHEDULER, store) == clock.at + timedelta(hours=1)
    assert bags(store) == ["valise-2026-11-26-17h00"]
    monkeypatch.undo()
    clock.forward(minutes=30)
    assert pack_bag_when_due(SCHEDULER, store) == clock.at + timedelta(minutes=30)
    assert len(bags(store)) == 1
    clock.forward(minutes=30)
    pack_bag_when_due(SCHEDULER, store)
    assert len(bags(store)) == 2


def test_taking_it_away_is_journaled(tmp_path: Path) -> None:
    """The page alone, or everything in a folder named by its date; the same bag gives the same bytes."""
    store = a_store(tmp_path)
    some_people(store, a_person("Zoé"))
    pack_crisis_bag(COORDINATOR, store)
    packed = take_crisis_bag(COORDINATOR, store)
    assert packed == take_crisis_bag(COORDINATOR, store)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert {name.partition("/")[0] for name in archive.namelist()} == {"valise-2026-11-26-17h00"}
        page = archive.read("valise-2026-11-26-17h00/valise.html")
    assert page == take_crisis_page(COORDINATOR, store)
    assert types(store) == ["packed", "taken", "taken", "taken"]


def test_who_may_not_is_refused_before_anything(tmp_path: Path) -> None:
    """Whatever is asked."""
    store = a_store(tmp_path)
    some_people(store, a_person("Zoé"))
    pack_crisis_bag(COORDINATOR, store)
    for refused in (pack_crisis_bag, pack_bag_when_due, read_crisis_bag, take_crisis_bag, take_crisis_page):
        with pytest.raises(NotAllowed):
            refused(READER, store)
    assert types(store) == ["packed"]


def test_nothing_that_opens_something_is_in_it(tmp_path: Path) -> None:
    """No link to a person's page, no token, no id of the database."""
    day = a_day(tmp_path)
    with day.store.transaction() as conn:
        ids = [one.id for one in people.every(conn)]
    page = crisis_bags.files_of(pack_crisis_bag(COORDINATOR, day.store).bag)["valise.html"].decode()
    assert not any(id in page for id in ids)
    assert not re.search(r"/p/|/appel/|/calendrier/", page)


def test_the_directory_the_cell_and_the_stock_are_in_it(tmp_path: Path) -> None:
    """A contact of the directory by night, a mask in a cupboard; what is empty is said."""
    day = a_day(tmp_path)
    with day.store.transaction() as conn:
        contacts.put(
            conn, Contact(id="c", function="ars_alert", organisation="ARS fictive", night_phone="+33199004001")
        )
        inventory.put(conn, Item(id="i", label="Masques", quantity=40, unit="boîte", place="Armoire bleue"))
        for code, name in (("p1", "Cabinet des Lices"), ("p2", "Cabinet du Loch")):
            people.put_practice(conn, Practice(id=PracticeId(code), name=name, phone="+33199004002"))
        said = PracticeCare(
            practice=PracticeId("p1"), paired=PracticeId("p2"), absorbable_percent=15, radius_minutes=20
        )
        practice_care.put(conn, said, day.store.now())
    held = tables_of(day.store, "moyens")
    assert [(row[2], row[4]) for row in held["Annuaire"]] == [("ARS fictive", "01 99 00 40 01")]
    assert [(row[0], row[2], row[6]) for row in held["Inventaire"]] == [("Masques", "40 boîte", "Armoire bleue")]
    assert [(row[0], row[2], row[3], row[5]) for row in held["Cabinets et relais"]] == [
        ("Cabinet des Lices", "01 99 00 40 02", "Cabinet du Loch", "15 %"),
        ("Cabinet du Loch", "01 99 00 40 02", "à convenir", ""),
    ]
    with day.store.transaction() as conn:
        contacts.remove(conn, "c", day.store.now())
        section = next(one for one in bag_of(read_scene(day.store, conn)).sections if one.code == "moyens")
    assert "L’annuaire est vide." in section.sentence
