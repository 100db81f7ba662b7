"""Tick what is done, set aside what won't be and say why, take either back; add what no plan foresaw."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import N_, InvalidInput, NotFound
from app.core.ids import new_id
from app.response.checklist import own_item
from app.services.crisis.activate_plan import checked_reason
from app.services.crisis.the_event import open_event_of
from app.services.keeping.reference import read_library
from app.store import checklists, journal, revisions

if TYPE_CHECKING:
    from datetime import datetime

    from app.access.actor import Actor
    from app.response.checklist import ChecklistItem
    from app.store.database import Connection, Store


SETTLING = frozenset({"checklist_ticked", "checklist_skipped", "checklist_reopened", "checklist_plan_set_aside"})
"""What the journal calls whatever moves a thing to do."""


def tick_checklist(actor: Actor, store: Store, item_id: str, revision: int) -> None:
    """Done, by whoever ticks, now. Raises StaleRevision that says who came first, RuleRefusal once the event is stood down."""
    require(actor, Action.RUN_EVENT)
    with store.transaction() as conn:
        _settle(conn, store, actor, item_id, revision, "checklist_ticked")


def skip_checklist(actor: Actor, store: Store, item_id: str, revision: int, reason: str) -> None:
    """Set aside, with why. Raises InvalidInput without a reason, and as :func:`tick_checklist`."""
    require(actor, Action.RUN_EVENT)
    why = checked_reason(reason)
    with store.transaction() as conn:
        _settle(conn, store, actor, item_id, revision, "checklist_skipped", why)


def reopen_checklist(actor: Actor, store: Store, item_id: str, revision: int) -> None:
    """To be done again: ticked by mistake, or set aside too soon. Raises as :func:`tick_checklist`."""
    require(actor, Action.RUN_EVENT)
    with store.transaction() as conn:
        item = _item(conn, item_id, revision)
        checklists.settle(conn, replace(item, done_at=None, done_by="", skipped=""))
        journal.write(conn, store.now(), actor.id, "checklist_reopened", item_id, {"event": item.event_id})


def add_to_checklist(actor: Actor, store: Store, event_id: str, function: str, text: str, due_at: datetime) -> str:
    """Something to do for a function of the cell, by an instant (UTC); its id.

    Raises InvalidInput for an empty text or an unknown function, NotFound, RuleRefusal once the event is stood down.
    """
    require(actor, Action.RUN_EVENT)
    with store.transaction() as conn:
        open_event_of(conn, event_id)
        if function not in {one.code for one in read_library(store, conn).cell_functions}:
            raise InvalidInput(N_("Choisissez la fonction de la cellule qui s’en charge."))
        held = checklists.of_event(conn, event_id)
        item = own_item(new_id(), event_id, function, text, due_at, store.now(), held)
        checklists.insert(conn, [item])
        journal.write(conn, store.now(), actor.id, "checklist_added", item.id, {"event": event_id})
    return item.id


def _settle(
    conn: Connection, store: Store, actor: Actor, item_id: str, revision: int, type: str, skipped: str = ""
) -> None:
    item = _item(conn, item_id, revision)
    checklists.settle(conn, replace(item, done_at=store.now(), done_by=actor.id, skipped=skipped))
    journal.write(conn, store.now(), actor.id, type, item_id, {"event": item.event_id})


def _item(conn: Connection, item_id: str, revision: int) -> ChecklistItem:
    item = checklists.find(conn, item_id)
    if item is None:
        raise NotFound(N_("Cette action n’est plus dans la liste. Rechargez la page."))
    open_event_of(conn, item.event_id)
    if item.revision != revision:
        raise revisions.stale(conn, item_id, item.event_id, types=SETTLING)
    return item
