"""What is to do in an event: ticked with who, set aside with why, taken back, added by hand; late first."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from app.access.actor import Actor, Role
from app.core.errors import InvalidInput, RuleRefusal, StaleRevision
from app.response.checklist import ChecklistItem, in_order, progress
from app.response.event import EventState
from app.services.crisis.move_event import move_event
from app.services.crisis.tick_checklist import add_to_checklist, reopen_checklist, skip_checklist, tick_checklist
from app.store import checklists
from app.store.database import Store, open_store
from app.words.errors import sentence
from tests.builders import COORDINATOR, THURSDAY, MovingClock, a_store
from tests.services.an_event import PLAN, an_event

CELL = Actor("cell", "Cellule Fictive", Role.CRISIS_CELL)


def items(store: Store, event_id: str) -> list[ChecklistItem]:
    with store.reading() as conn:
        return checklists.of_event(conn, event_id)


def test_a_tick_says_who_and_when(tmp_path: Path) -> None:
    """And nothing else of the list moves."""
    store = a_store(tmp_path)
    event_id = an_event(store, plans=[PLAN])
    first, *others = items(store, event_id)
    tick_checklist(CELL, store, first.id, first.revision)
    ticked, *still = items(store, event_id)
    assert (ticked.done_at, ticked.done_by, ticked.is_done, ticked.revision) == (THURSDAY, "cell", True, 2)
    assert still == others


def test_two_ticks_at_once_tell_the_second(tmp_path: Path) -> None:
    """It is done once, by the first; the other reads who was faster."""
    store = a_store(tmp_path)
    event_id = an_event(store, plans=[PLAN])
    first = items(store, event_id)[0]
    tick_checklist(CELL, store, first.id, first.revision)
    with pytest.raises(StaleRevision) as refused:
        skip_checklist(COORDINATOR, store, first.id, first.revision, "Sans objet")
    assert "action cochée" in sentence(refused.value)
    assert items(store, event_id)[0].done_by == "cell"


def test_what_is_set_aside_says_why_and_can_come_back(tmp_path: Path) -> None:
    """A reason is asked for; taken back, it is to do as before."""
    store = a_store(tmp_path)
    event_id = an_event(store, plans=[PLAN])
    first = items(store, event_id)[0]
    with pytest.raises(InvalidInput):
        skip_checklist(CELL, store, first.id, first.revision, "  ")
    skip_checklist(CELL, store, first.id, first.revision, "Fait par la mairie")
    aside = items(store, event_id)[0]
    assert (aside.skipped, aside.is_done, aside.is_open) == ("Fait par la mairie", False, False)
    reopen_checklist(CELL, store, first.id, aside.revision)
    assert items(store, event_id)[0].is_open


def test_the_late_come_first_then_the_sooner_due(tmp_path: Path) -> None:
    """An hour and a half after the activation: the first hour is late, the rest is ordered by its time."""
    clock = MovingClock()
    store = open_store(tmp_path, clock)
    event_id = an_event(store, plans=[PLAN])
    first = items(store, event_id)[0]
    tick_checklist(CELL, store, first.id, first.revision)
    now = clock.forward(hours=1.5)
    ordered = in_order(items(store, event_id), now)
    late = [one.is_late(now) for one in ordered]
    found = progress(ordered, now)
    assert late == sorted(late, reverse=True)
    assert found.late == sum(late) > 0
    assert (found.done, found.total) == (1, len(ordered))
    assert ordered[-1].id == first.id
    due = [one.due_at for one in ordered if one.is_open]
    assert due == sorted(due)


def test_the_cell_adds_what_no_plan_foresaw(tmp_path: Path) -> None:
    """For a function that exists, by an hour; an unknown function is refused."""
    store = a_store(tmp_path)
    event_id = an_event(store)
    due = THURSDAY + timedelta(hours=2)
    add_to_checklist(CELL, store, event_id, "logistics", " Trouver  un groupe électrogène ", due)
    only = items(store, event_id)[0]
    assert (only.text, only.function, only.due_at, only.plan_slug) == (
        "Trouver un groupe électrogène", "logistics", due, "",
    )  # fmt: skip
    with pytest.raises(InvalidInput):
        add_to_checklist(CELL, store, event_id, "personne", "Quelque chose", due)
    with pytest.raises(InvalidInput):
        add_to_checklist(CELL, store, event_id, "logistics", " ", due)


def test_nothing_is_ticked_once_stood_down(tmp_path: Path) -> None:
    """What was done in an event is not rewritten after its end."""
    store = a_store(tmp_path)
    event_id = an_event(store, plans=[PLAN])
    move_event(COORDINATOR, store, event_id, 1, EventState.STOOD_DOWN)
    first = items(store, event_id)[0]
    with pytest.raises(RuleRefusal):
        tick_checklist(CELL, store, first.id, first.revision)
