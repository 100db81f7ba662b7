"""A run is kept with its title, its composition and its figures; it is renamed and removed by whoever read it last."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.core.errors import InvalidInput, NotFound, StaleRevision
from app.core.ids import new_id
from app.services.laboratory.laboratory_words import told
from app.services.laboratory.read_laboratory import read_all_saved, read_saved
from app.services.laboratory.save_run import remove_run, rename_run, save_run
from app.store import journal
from tests.builders import COORDINATOR
from tests.services.a_drill import a_folder, a_trial, run_composition


def test_what_is_kept_is_what_came_out(tmp_path: Path) -> None:
    """Composition and report read back alike; the journal holds counts alone."""
    store = a_folder(tmp_path)
    ran = run_composition(store, a_trial())
    run_id = save_run(COORDINATOR, store, ran, "  Avant   l’hiver ")
    kept = read_saved(COORDINATOR, store, run_id)
    assert (kept.title, kept.composition, kept.told, kept.is_current) == (
        "Avant l’hiver",
        a_trial(),
        told(ran.report),
        True,
    )
    with store.reading() as conn:
        entry = conn.execute(
            "SELECT type, payload FROM journal JOIN journal_payload USING (seq) ORDER BY seq DESC LIMIT 1"
        ).fetchone()
        assert journal.problems(conn) == []
    assert (entry["type"], json.loads(entry["payload"])) == ("laboratory_run_saved", {"actions": 1, "shocks": 2})


def test_pressing_twice_keeps_one_run(tmp_path: Path) -> None:
    """The id is made before the button is shown; another title under the same id is another run, never lost."""
    store = a_folder(tmp_path)
    ran, id = run_composition(store, a_trial()), new_id()
    assert [save_run(COORDINATOR, store, ran, "Essai", run_id=id) for _press in range(2)] == [id, id]
    other = save_run(COORDINATOR, store, ran, "Autre", run_id=id)
    assert {one.id: one.title for one in read_all_saved(COORDINATOR, store)} == {id: "Essai", other: "Autre"}
    with store.reading() as conn:
        written = conn.execute("SELECT count(*) AS n FROM journal WHERE type = 'laboratory_run_saved'").fetchone()
    assert written["n"] == 2


@pytest.mark.parametrize("title", ["", "   ", "x" * 161])
def test_a_run_has_a_title(tmp_path: Path, title: str) -> None:
    """Neither empty nor endless; nothing is kept."""
    store = a_folder(tmp_path)
    ran = run_composition(store, a_trial())
    with pytest.raises(InvalidInput):
        save_run(COORDINATOR, store, ran, title)
    assert read_all_saved(COORDINATOR, store) == ()


def test_a_run_changes_over_the_revision_that_was_read(tmp_path: Path) -> None:
    """The second to write is told; a removed run is gone for everyone."""
    store = a_folder(tmp_path)
    run_id = save_run(COORDINATOR, store, run_composition(store, a_trial()), "Essai")
    rename_run(COORDINATOR, store, run_id, "Autre", 1)
    with pytest.raises(StaleRevision):
        rename_run(COORDINATOR, store, run_id, "Encore", 1)
    with pytest.raises(StaleRevision):
        remove_run(COORDINATOR, store, run_id, 1)
    assert read_saved(COORDINATOR, store, run_id).title == "Autre"
    remove_run(COORDINATOR, store, run_id, 2)
    with pytest.raises(NotFound):
        remove_run(COORDINATOR, store, run_id, 3)
    with pytest.raises(NotFound):
        rename_run(COORDINATOR, store, run_id, "x", 3)
