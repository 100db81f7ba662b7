"""A masked list on paper. That it left is journaled, with counts only."""

from __future__ import annotations

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


def print_list(actor: Actor, store: Store, kind: ListKind, categories: Sequence[str] = ()) -> bytes:
    """A list as PDF. Raises NotAllowed."""
    require(actor, Action.READ_CONTINUITY)
    from app.documents.continuity_list import continuity_list

    with store.transaction() as conn:
        view = list_view(conn, store, kind, categories)
        content = continuity_list(sheet_of(view), imprint_of(view))
        payload = {"list": kind.value, "form": "pdf", "rows": len(view.list.rows), "threshold": view.list.threshold}
        journal.write(conn, store.now(), actor.id, "care_list_exported", "continuity", payload)
    return content
