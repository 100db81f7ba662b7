"""The chronogramme of an exercise as a file: CSV, XLSX, PDF. The file reads back as the same injects."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import N_
from app.services.exercise.chronogramme_words import imprint_of, sheet_of
from app.services.exercise.the_exercise import held
from app.services.keeping.reference import read_library
from app.services.laboratory.effect_choices import choices_of
from app.services.laboratory.read_scenarios import card_titles
from app.store import community, exercise_injects, journal

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.store.database import Store


class ChronogrammeForm(StrEnum):
    """The kinds of file."""

    XLSX = "xlsx"
    CSV = "csv"
    PDF = "pdf"


FORM_WORDS = {
    ChronogrammeForm.XLSX: N_("Excel"),
    ChronogrammeForm.CSV: N_("CSV"),
    ChronogrammeForm.PDF: N_("PDF"),
}


def export_chronogramme(actor: Actor, store: Store, exercise_id: str, form: ChronogrammeForm) -> bytes:
    """The file; that it left is journaled, with counts only. Raises NotFound, NotAllowed."""
    require(actor, Action.RUN_EXERCISES)
    from app.documents.chronogramme_sheet import chronogramme_csv, chronogramme_pdf, chronogramme_xlsx

    with store.transaction() as conn:
        exercise, library = held(conn, exercise_id), read_library(store, conn)
        injects = exercise_injects.of_exercise(conn, exercise_id)
        names = choices_of(library, exercise.scenario.territory)
        sheet = sheet_of(exercise, injects, community.read(conn).name, card_titles(library), names)
        imprint = imprint_of(conn, exercise, store.now())
        payload = {"form": form.value, "injects": len(injects)}
        journal.write(conn, store.now(), actor.id, "chronogramme_exported", exercise_id, payload)
    write = {
        ChronogrammeForm.XLSX: chronogramme_xlsx,
        ChronogrammeForm.CSV: chronogramme_csv,
        ChronogrammeForm.PDF: chronogramme_pdf,
    }[form]
    return write(sheet, imprint)
