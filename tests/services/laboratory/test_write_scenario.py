"""The community's own scenarios: written, copied, brought from a file, changed, removed, put back; refused where they must."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.core.errors import InvalidInput, NotAllowed, NotFound, StaleRevision
from app.drills.scenario import LONGEST_TITLE, ScenarioKind
from app.drills.scenario_draft import changed
from app.library.scenarios import written
from app.services.keeping.check_folder import check_folder
from app.services.laboratory.read_scenarios import export_scenario, find_scenario, read_page, read_shelf, scenarios
from app.services.laboratory.write_scenario import (
    change_scenario,
    copy_scenario,
    import_scenario,
    remove_scenario,
    restore_scenario,
    write_scenario,
)
from app.store import journal, own_scenarios
from app.store.database import Store
from app.words.errors import sentence
from tests.builders import COORDINATOR, READER, a_store
from tests.drills.a_scenario import a_scenario

SHIPPED = 7


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path)


def test_a_scenario_is_written_read_and_changed_at_its_revision(store: Store) -> None:
    """The second of two writers is refused; the journal holds counts alone."""
    code = write_scenario(COORDINATOR, store, a_scenario())
    page = read_page(COORDINATOR, store, code)
    assert page.own is not None
    assert (page.scenario, page.own.revision, page.problems) == (a_scenario(), 1, ())
    change_scenario(COORDINATOR, store, changed(page.scenario, title="Autre"), 1)
    with pytest.raises(StaleRevision):
        change_scenario(COORDINATOR, store, changed(page.scenario, title="Encore"), 1)
    with store.reading() as conn:
        assert find_scenario(conn, store, code).title == "Autre"
        found = [(one.type, one.payload) for one in journal.recent(conn, 2)]
    assert found == [(type, {"injects": 2, "effects": 2}) for type in ("scenario_changed", "scenario_written")]


def test_a_shipped_scenario_is_copied_to_be_changed(store: Store) -> None:
    """As one's own, under another title and code, each time; the shipped one stays."""
    first, second = (copy_scenario(COORDINATOR, store, "ecran_noir") for _time in range(2))
    with store.reading() as conn:
        held = scenarios(conn, store)
        assert len(held) == SHIPPED + 2
        source, copy = find_scenario(conn, store, "ecran_noir"), find_scenario(conn, store, first)
    assert len({"ecran_noir", first, second}) == 3
    assert copy == changed(source, code=first, title=copy.title, kind=ScenarioKind.OWN)
    assert read_shelf(COORDINATOR, store).own[first].copied_from == "ecran_noir"


def test_a_scenario_of_the_longest_title_is_copied_too(store: Store) -> None:
    """Its title is cut short to hold « (copie) », and each copy has its own."""
    code = write_scenario(COORDINATOR, store, changed(a_scenario(), title="Crue " * 32))
    copies = [copy_scenario(COORDINATOR, store, code) for _time in range(2)]
    with store.reading() as conn:
        titles = [find_scenario(conn, store, one).title for one in copies]
    assert [one.partition("…")[2] for one in titles] == [" (copie)", " (copie 2)"]
    assert all(len(one) <= LONGEST_TITLE for one in titles)


def test_a_file_goes_out_and_comes_back(store: Store) -> None:
    """As the same scenario, as one's own, under a code of its own; a bad file is told with its line, and nothing written."""
    content = export_scenario(READER, store, "d768_penthievre")
    code = import_scenario(COORDINATOR, store, "apporte.yaml", content)
    with store.reading() as conn:
        found, source = find_scenario(conn, store, code), find_scenario(conn, store, "d768_penthievre")
    assert found == changed(source, code=code, kind=ScenarioKind.OWN)
    for bad, said in (
        (content.replace(b"hours: 24", b"hours: 0"), "apporte.yaml, ligne"),
        (content.replace(b"56168-56234", b"56168-00000"), "56168-00000"),
        (b"\xff\xfe", "UTF-8"),
        (b"a" * 600_000, "trop long"),
    ):
        with pytest.raises(InvalidInput) as refused:
            import_scenario(COORDINATOR, store, "apporte.yaml", bad)
        assert said in sentence(refused.value)
    assert len(read_shelf(COORDINATOR, store).own) == 1


def test_what_refers_to_nothing_is_not_written(store: Store) -> None:
    """New or changed; nobody is designated in a scenario."""
    lost = a_scenario(effects=[{"type": "power_cut", "communes": ["99999"]}])
    named = a_scenario(effects=[{"type": "absence", "providers": ["person:1"]}])
    for one in (lost, named):
        with pytest.raises(InvalidInput):
            write_scenario(COORDINATOR, store, one)
    write_scenario(COORDINATOR, store, a_scenario())
    with pytest.raises(InvalidInput):
        change_scenario(COORDINATOR, store, lost, 1)
    assert read_page(COORDINATOR, store, "essai").scenario == a_scenario()


def test_a_scenario_is_removed_and_put_back(store: Store) -> None:
    """At its revision; meanwhile it is neither read nor changed, and its code stays its own."""
    write_scenario(COORDINATOR, store, a_scenario())
    with pytest.raises(StaleRevision):
        remove_scenario(COORDINATOR, store, "essai", 9)
    remove_scenario(COORDINATOR, store, "essai", 1)
    assert write_scenario(COORDINATOR, store, a_scenario()) == "essai_2"
    with pytest.raises(NotFound):
        read_page(COORDINATOR, store, "essai")
    with pytest.raises(NotFound):
        remove_scenario(COORDINATOR, store, "essai", 2)
    with pytest.raises(NotFound):
        change_scenario(COORDINATOR, store, a_scenario(), 2)
    shelf = read_shelf(COORDINATOR, store)
    assert [(title, held.revision) for title, held in shelf.removed.values()] == [("Essai", 2)]
    restore_scenario(COORDINATOR, store, "essai", 2)
    assert read_page(COORDINATOR, store, "essai").scenario == a_scenario()
    with pytest.raises(NotFound):
        restore_scenario(COORDINATOR, store, "jamais", 1)


def test_whoever_reads_does_not_write(store: Store) -> None:
    """They read and take the file."""
    assert not read_shelf(READER, store).may_write
    assert export_scenario(READER, store, "ecran_noir")
    with pytest.raises(NotAllowed):
        copy_scenario(READER, store, "ecran_noir")
    with pytest.raises(NotFound):
        export_scenario(READER, store, "rien")


def test_a_check_tells_files_and_rows_that_do_not_hold(store: Store) -> None:
    """A file that does not read, one that refers to nothing, a row whose commune is no more; all the others still play."""
    write_scenario(COORDINATOR, store, a_scenario())
    folder = store.folder.content / "scenarios"
    folder.mkdir(parents=True)
    (folder / "casse.yaml").write_text("format: rien\n", encoding="utf-8")
    (folder / "ailleurs.yaml").write_text(written(a_scenario(code="ailleurs", orsan=["NON"])), encoding="utf-8")
    with store.transaction() as conn:
        held = own_scenarios.find(conn, "essai")
        assert held is not None
        own_scenarios.put(conn, replace(held, document=held.document.replace("44185", "44999")))
    said = [one.replace("\xa0", " ") for one in check_folder(COORDINATOR, store)]
    assert any(one.startswith("scenarios/casse.yaml, ligne 1") for one in said)
    assert any("ailleurs.yaml" in one and "« NON »" in one for one in said)
    assert any(one.startswith("Scénario « Essai »") and "44999" in one for one in said)
    shelf = read_shelf(COORDINATOR, store)
    assert len(shelf.faults) == 1
    assert len(shelf.scenarios) == SHIPPED + 2
