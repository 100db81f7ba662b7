"""The chronogramme as a file: what begins a formula is text, EXERCICE stands on it, the journal holds counts."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.core.errors import NotAllowed, NotFound
from app.services.exercise.export_chronogramme import ChronogrammeForm, export_chronogramme
from app.services.exercise.import_chronogramme import open_chronogramme, preview_chronogramme
from app.store import exercise_injects, journal
from app.store.database import Store
from tests.builders import COORDINATOR, READER, a_store
from tests.documents.printed import words_of
from tests.services.a_prepared_exercise import a_prepared_exercise, injects

FORMULAS = ('=HYPERLINK("http://exemple.invalid")', "+33 rien", "-2+3", "@SOMME(A1)", "\uff1d1+1")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path)


def test_no_cell_is_run_and_each_reads_back_as_it_was_typed(store: Store) -> None:
    """In both files, whatever a text begins with."""
    id = a_prepared_exercise(store)
    for one, formula in zip(injects(store, id), FORMULAS, strict=False):
        with store.transaction() as conn:
            exercise_injects.update(conn, replace(one, text=formula, sender=formula, note=formula))
    book = load_workbook(io.BytesIO(export_chronogramme(COORDINATOR, store, id, ChronogrammeForm.XLSX)))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    text = export_chronogramme(COORDINATOR, store, id, ChronogrammeForm.CSV).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert rows[0][0].startswith("EXERCICE")
    assert [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\uff1d"))] == []
    for form in (ChronogrammeForm.XLSX, ChronogrammeForm.CSV):
        opened = open_chronogramme(COORDINATOR, store, export_chronogramme(COORDINATOR, store, id, form))
        reading = preview_chronogramme(COORDINATOR, store, id, opened, opened.mapping).reading
        assert [one.draft.text for one in reading.lines][:4] == list(FORMULAS[:4])


def test_the_paper_says_exercice_and_every_inject(store: Store) -> None:
    """Time since T0, fictional hour, from whom, what is expected before when."""
    id = a_prepared_exercise(store)
    pages = " ".join(one.text for one in words_of(export_chronogramme(COORDINATOR, store, id, ChronogrammeForm.PDF)))
    assert "EXERCICE – EXERCICE – EXERCICE" in pages
    assert [one.number for one in injects(store, id) if " ".join(one.text.split())[:20] not in pages] == []
    assert ("T+1 h 05" in pages, "lundi 30 novembre, 10 h 05" in pages, "exercice n° 1" in pages) == (True, True, True)


def test_it_is_journaled_with_counts_and_refused_to_others(store: Store) -> None:
    """What is to come is for the animation."""
    id = a_prepared_exercise(store)
    export_chronogramme(COORDINATOR, store, id, ChronogrammeForm.CSV)
    with store.reading() as conn:
        (entry,) = journal.recent(conn, 1)
    assert (entry.type, entry.payload) == ("chronogramme_exported", {"form": "csv", "injects": 12})
    with pytest.raises(NotAllowed):
        export_chronogramme(READER, store, id, ChronogrammeForm.CSV)
    with pytest.raises(NotFound):
        export_chronogramme(COORDINATOR, store, "rien", ChronogrammeForm.CSV)
