"""A chronogramme is brought into an exercise: nothing before the button, then all of it, once; refused when something moved."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import InvalidInput, NotAllowed, RuleRefusal, StaleRevision
from app.core.ids import new_id
from app.exercise.chronogramme_draft import Way
from app.services.exercise.export_chronogramme import ChronogrammeForm, export_chronogramme
from app.services.exercise.import_chronogramme import (
    ImportedChronogramme,
    import_chronogramme,
    open_chronogramme,
    preview_chronogramme,
)
from app.store import exercise_injects, exercises, journal
from app.store.database import Store
from tests.builders import COORDINATOR, READER, a_store
from tests.exercise.a_chronogramme import a_workbook
from tests.services.a_prepared_exercise import a_prepared_exercise, injects

ROWS = [
    ["T+", "De", "À", "Canal", "Message"],
    ["1 h", "ARS", "Cellule", "mail", "Second message."],
    ["0:05", "ARS", "Cellule", "mail", "Premier message."],
    ["", "ARS", "Cellule", "mail", "Sans heure."],
]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path)


def _import(store: Store, id: str, content: bytes, **given: object) -> ImportedChronogramme:
    opened = open_chronogramme(COORDINATOR, store, content)
    way = given.pop("way", Way.COMPLETE)
    preview = preview_chronogramme(COORDINATOR, store, id, opened, opened.mapping, way=way)  # type: ignore[arg-type]
    return import_chronogramme(
        COORDINATOR, store, id, opened, opened.mapping, **{"mark": preview.mark, "import_id": new_id(), "way": way, **given}  # type: ignore[arg-type]
    )  # fmt: skip


def test_lines_that_read_are_added_and_those_that_do_not_stay_out(store: Store) -> None:
    """In the order of their minutes, after the numbers there are; what was there stays as it was."""
    id = a_prepared_exercise(store)
    before = injects(store, id)
    assert _import(store, id, a_workbook(ROWS)) == ImportedChronogramme(2, 0, 0)
    added = [one for one in injects(store, id) if one.number > len(before)]
    assert [(one.number - len(before), one.minutes, one.planned_minutes, one.text) for one in added] == [
        (1, 5, 5, "Premier message."), (2, 60, 60, "Second message."),
    ]  # fmt: skip
    assert [one for one in injects(store, id) if one not in added] == before


def test_nothing_is_written_by_the_preview_and_one_press_twice_writes_once(store: Store) -> None:
    """The journal holds counts and no text."""
    id = a_prepared_exercise(store)
    opened = open_chronogramme(COORDINATOR, store, a_workbook(ROWS))
    with store.reading() as conn:
        head = journal.head(conn)
    preview = preview_chronogramme(COORDINATOR, store, id, opened, opened.mapping)
    with store.reading() as conn:
        assert journal.head(conn) == head
    given = {"mark": preview.mark, "import_id": new_id()}
    done = [import_chronogramme(COORDINATOR, store, id, opened, opened.mapping, **given) for _press in range(2)]
    assert done == [ImportedChronogramme(2, 0, 0)] * 2
    assert len([one for one in injects(store, id) if "message" in one.text and one.channel == "mail"]) == 2
    with store.reading() as conn:
        (entry,) = journal.recent(conn, 1)
    assert (entry.type, entry.payload) == (
        "chronogramme_imported", {"added": 2, "changed": 0, "removed": 0, "import": given["import_id"]},
    )  # fmt: skip


def test_replacing_takes_out_what_the_file_does_not_have(store: Store) -> None:
    """Numbers go on: a number once given is never another inject's."""
    id = a_prepared_exercise(store)
    count = len(injects(store, id))
    assert _import(store, id, a_workbook(ROWS), way=Way.REPLACE) == ImportedChronogramme(2, 0, count)
    assert [one.text for one in injects(store, id)] == ["Premier message.", "Second message."]


@pytest.mark.parametrize("form", [ChronogrammeForm.XLSX, ChronogrammeForm.CSV])
@pytest.mark.parametrize(
    "scenario", ["autocar_rn165", "quatre_jours_a_38", "ouvrir_en_72_heures", "vilaine_et_oust", "ecran_noir"]
)
def test_a_file_given_out_reads_back_as_it_was(store: Store, scenario: str, form: ChronogrammeForm) -> None:
    """Every scenario of the library, effects, delays, cards and objectives included: nothing is left to import."""
    id = a_prepared_exercise(store, scenario)
    opened = open_chronogramme(COORDINATOR, store, export_chronogramme(COORDINATOR, store, id, form))
    reading = preview_chronogramme(COORDINATOR, store, id, opened, opened.mapping, way=Way.REPLACE).reading
    assert (reading.changes, reading.rejected, reading.flags, len(reading.lines)) == (
        0,
        (),
        (),
        len(injects(store, id)),
    )


def test_what_moved_since_the_preview_is_refused_and_nothing_written(store: Store) -> None:
    """Somebody changed an inject meanwhile."""
    id = a_prepared_exercise(store)
    opened = open_chronogramme(COORDINATOR, store, a_workbook(ROWS))
    preview = preview_chronogramme(COORDINATOR, store, id, opened, opened.mapping)
    with store.transaction() as conn:
        exercise_injects.update(conn, injects(store, id)[0])
    before = injects(store, id)
    with pytest.raises(StaleRevision):
        import_chronogramme(COORDINATOR, store, id, opened, opened.mapping, mark=preview.mark, import_id=new_id())
    assert injects(store, id) == before


def test_refusals(store: Store) -> None:
    """Nothing to write, begun already, somebody who may not."""
    id = a_prepared_exercise(store)
    empty = a_workbook([ROWS[0], ROWS[3]])
    with pytest.raises(InvalidInput):
        _import(store, id, empty)
    with pytest.raises(NotAllowed):
        open_chronogramme(READER, store, a_workbook(ROWS))
    with store.transaction() as conn:
        conn.execute("UPDATE exercise SET state = 'running'")
        assert exercises.find(conn, id)
    with pytest.raises(RuleRefusal):
        _import(store, id, a_workbook(ROWS))


def test_effects_of_a_file_lead_somewhere_or_their_line_is_refused(store: Store) -> None:
    """A commune that does not exist, an effect upon somebody named, what is no effect at all."""
    id = a_prepared_exercise(store)
    header = [*ROWS[0], "Effets (Relève)"]
    cells = (
        '[{"type": "power_cut", "communes": ["99999"]}]', '[{"type": "absence", "providers": ["person:noa"]}]', "panne",
        '[{"type": "power_cut", "communes": ["56007"]}]',
    )  # fmt: skip
    rows = [header, *([n, "ARS", "Cellule", "mail", f"Panne {n}.", cell] for n, cell in enumerate(cells))]
    opened = open_chronogramme(COORDINATOR, store, a_workbook(rows))
    reading = preview_chronogramme(COORDINATOR, store, id, opened, opened.mapping).reading
    assert [one.line for one in reading.rejected] == [2, 3, 4]
    assert [one.draft.effects[0].type for one in reading.lines if one.draft.effects] == ["power_cut"]
