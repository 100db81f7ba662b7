"""The chronogramme of an exercise as a file: CSV, XLSX, PDF. The file reads back as the same injects."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from app.access.permissions import Action, require

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.store.database import Store


class ChronogrammeForm(StrEnum):
    """The kinds of file."""

    XLSX = "xlsx"
    CSV = "csv"
    PDF = "pdf"


def export_chronogramme(actor: Actor, store: Store, exercise_id: str, form: ChronogrammeForm) -> bytes:
    """The file; that it left is journaled, with counts only. Raises NotFound, NotAllowed."""
    require(actor, Action.RUN_EXERCISES)
    raise NotImplementedError
