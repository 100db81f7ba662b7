"""Put plans of the library to work in an event: their actions become things to do, dated from now, by function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import N_, InvalidInput
from app.core.ids import new_id
from app.core.typed import typed_line
from app.response.checklist import LONGEST, items_of
from app.services.crisis.the_event import open_event_of
from app.services.crisis.write_log import note_in_log
from app.services.keeping.reference import read_library
from app.services.plans.plan_shelf import shelf_of
from app.store import checklists, events, journal
from app.store.log import LogKind
from app.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.access.actor import Actor
    from app.response.event import Event
    from app.store.database import Connection, Store


def activate_plan(actor: Actor, store: Store, event_id: str, plans: Sequence[str]) -> int:
    """Activate plans by slug in an event that goes on; how many things to do that makes. One activated already stays as it is.

    What two plans ask of one function in the same words is asked once. Raises InvalidInput when none is named, NotFound for
    a plan or an event that is not there, RuleRefusal once the event is stood down, NotAllowed.
    """
    require(actor, Action.RUN_EVENT)
    if not plans:
        raise InvalidInput(N_("Choisissez au moins un plan à activer."))
    with store.transaction() as conn:
        return put_to_work(conn, store, actor, open_event_of(conn, event_id), plans)


def put_to_work(conn: Connection, store: Store, actor: Actor, event: Event, plans: Sequence[str]) -> int:
    """The same within the transaction of a service that opens the event."""
    if not plans:
        return 0
    shelf, now, made = shelf_of(read_library(store, conn)), store.now(), 0
    for slug in dict.fromkeys(plans):
        sheet = shelf.sheet(slug)
        if not events.activate(conn, event.id, slug, now, actor.id):
            continue
        items = items_of(sheet, event.id, now, new_id, checklists.of_event(conn, event.id))
        checklists.insert(conn, items)
        made += len(items)
        journal.write(conn, now, actor.id, "plan_activated", event.id, {"plan": slug, "items": len(items)})
        note_in_log(conn, now, actor, _activated(sheet.title, len(items)), kind=LogKind.DECISION, event_id=event.id)
    return made


def set_plan_aside(actor: Actor, store: Store, event_id: str, slug: str, reason: str) -> int:
    """Set aside, in one go and with one reason, all that a plan still asks; how many things. What is done stays done.

    Raises InvalidInput without a reason, NotFound, NotAllowed.
    """
    require(actor, Action.RUN_EVENT)
    why = checked_reason(reason)
    with store.transaction() as conn:
        open_event_of(conn, event_id)
        left = [one for one in checklists.of_event(conn, event_id) if one.plan_slug == slug and one.is_open]
        for one in left:
            checklists.set_aside(conn, one.id, why, store.now(), actor.id)
        if left:
            payload = {"plan": slug, "items": len(left)}
            journal.write(conn, store.now(), actor.id, "checklist_plan_set_aside", event_id, payload)
    return len(left)


def checked_reason(reason: str) -> str:
    """Why something is set aside, on one line. Raises InvalidInput when nothing is said, or too much."""
    return typed_line(
        reason, LONGEST, too_long=N_("Un motif de {most} signes au plus."),
        empty=N_("Dites pourquoi c’est écarté : le motif se relit au retour d’expérience."),
    )  # fmt: skip


def _activated(title: str, items: int) -> str:
    said = ngettext("{n} action à faire", "{n} actions à faire", items).format(n=items)
    return _("Plan activé : {plan} ({items}).").format(plan=title, items=said)
