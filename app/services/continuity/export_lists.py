"""A masked list as a file for a spreadsheet, CSV or XLSX. That it left is journaled, with counts only."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.services.continuity.list_sheets import imprint_of, sheet_of
from app.services.continuity.read_lists import list_view
from app.store import journal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.access.actor import Actor
    from app.continuity.lists import ListKind
    from app.store.database import Store


class ListForm(StrEnum):
    """The kinds of file."""

    CSV = "csv"
    XLSX = "xlsx"


def export_list(
    actor: Actor, store: Store, kind: ListKind, categories: Sequence[str] = (), form: ListForm = ListForm.CSV
) -> bytes:
    """The file: the same numbers as the screen and the paper. Raises NotAllowed."""
    require(actor, Action.READ_CONTINUITY)
    from app.documents.continuity_list import continuity_csv, continuity_xlsx

    with store.transaction() as conn:
        view = list_view(conn, store, kind, categories)
        write = continuity_xlsx if form is ListForm.XLSX else continuity_csv
        content = write(sheet_of(view), imprint_of(view))
        rows, threshold = len(view.list.rows), view.list.threshold
        payload = {"list": kind.value, "form": form.value, "rows": rows, "threshold": threshold}
        journal.write(conn, store.now(), actor.id, "care_list_exported", "continuity", payload)
    return content
