"""Opening an event, moving it on and putting plans to work: only what is allowed, on somebody's word, and all of it traced."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from app.access.actor import Actor, Role
from app.core.errors import InvalidInput, NotAllowed, NotFound, RuleRefusal, StaleRevision
from app.response.event import MOVES, EventKind, EventState
from app.response.sheet import PHASE_ENDS_HOURS
from app.services.crisis.activate_plan import activate_plan, set_plan_aside
from app.services.crisis.move_event import change_event, move_event
from app.services.crisis.open_event import Said, open_event
from app.services.crisis.read_event import read_event
from app.services.keeping.reference import read_library
from app.store import checklists, events, log
from app.words.errors import sentence
from tests.builders import COORDINATOR, THURSDAY, a_store
from tests.services.an_event import OTHER_PLAN, PLAN, an_event, states

PREFECTURE = Said(authority="Préfecture (fictive)", department="56", reference="2026-114")
OBSERVER = Actor("obs", "Observateur Fictif", Role.OBSERVER)


def test_an_event_opened_on_a_mobilisation_request_is_also_qualified(tmp_path: Path) -> None:
    """The first call may be the authority's: both steps stand, and the main courante tells who said so."""
    store = a_store(tmp_path)
    event_id = an_event(store, state=EventState.MOBILISATION_REQUESTED, said=PREFECTURE)
    assert states(store, event_id) == ["qualified", "mobilisation_requested"]
    with store.reading() as conn:
        told = log.every(conn, event_id)
        assert events.current(conn) == events.find(conn, event_id)
    assert [(one.source, one.text) for one in told] == [
        (
            "Préfecture (fictive)",
            "Événement ouvert\u00a0: Crue (fictive). État\u00a0: mobilisation demandée, par Préfecture (fictive) (réf. 2026-114).",
        )
    ]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": " "}, "Donnez un nom"),
        ({"state": EventState.QUALIFIED}, "Dites quelle autorité"),
        ({"state": EventState.QUALIFIED, "said": Said(authority="Préfecture")}, "pour quel département"),
        ({"state": EventState.STOOD_DOWN}, "ne s’ouvre pas levé"),
        ({"said": Said(at=THURSDAY + timedelta(hours=1))}, "pas encore passée"),
        ({"plans": ["plan_inconnu"]}, "plus dans la bibliothèque"),
    ],
)
def test_what_cannot_be_opened_is_refused_whole(tmp_path: Path, fields: dict[str, object], words: str) -> None:
    """With its sentence, and nothing half-written."""
    store = a_store(tmp_path)
    with pytest.raises((InvalidInput, RuleRefusal, NotFound)) as refused:
        open_event(COORDINATOR, store, **{"title": "Crue (fictive)", **fields})  # type: ignore[arg-type]
    assert words in sentence(refused.value)
    with store.reading() as conn:
        assert (events.every(conn), log.every(conn)) == ([], [])


@pytest.mark.parametrize("present", EventState)
def test_only_the_allowed_moves_are_made(tmp_path: Path, present: EventState) -> None:
    """Every pair of states: what the table allows goes through, the rest is refused and leaves the event as it was."""
    store = a_store(tmp_path)
    for wanted in EventState:
        event_id = an_event(store)
        with store.transaction() as conn:
            conn.execute("UPDATE event SET state = ? WHERE id = ?", (present.value, event_id))
        if wanted in MOVES[present]:
            move_event(COORDINATOR, store, event_id, 1, wanted, PREFECTURE)
            assert states(store, event_id) == ["watch", wanted.value]
            continue
        with pytest.raises(RuleRefusal):
            move_event(COORDINATOR, store, event_id, 1, wanted, PREFECTURE)
        assert states(store, event_id) == ["watch"]


def test_a_qualification_names_its_authority(tmp_path: Path) -> None:
    """A community qualifies nothing of itself."""
    store = a_store(tmp_path)
    event_id = an_event(store)
    with pytest.raises(InvalidInput):
        move_event(COORDINATOR, store, event_id, 1, EventState.QUALIFIED)
    move_event(COORDINATOR, store, event_id, 1, EventState.QUALIFIED, PREFECTURE)
    with store.reading() as conn:
        step = events.steps(conn, event_id)[-1]
    assert (step.authority, step.department, step.reference, step.actor_id) == (
        "Préfecture (fictive)", "56", "2026-114", COORDINATOR.id,
    )  # fmt: skip


def test_standing_down_dates_the_end_and_a_flare_up_takes_it_back(tmp_path: Path) -> None:
    """Stood down is not current; tension again is."""
    store = a_store(tmp_path)
    event_id = an_event(store)
    move_event(COORDINATOR, store, event_id, 1, EventState.STOOD_DOWN)
    with store.reading() as conn:
        ended, present = events.find(conn, event_id), events.current(conn)
    assert ended is not None
    assert (ended.closed_at, present) == (THURSDAY, None)
    move_event(COORDINATOR, store, event_id, 2, EventState.TENSION)
    with store.reading() as conn:
        again = events.current(conn)
    assert again is not None
    assert again.closed_at is None


def test_who_comes_second_is_told_what_changed(tmp_path: Path) -> None:
    """An event moved meanwhile is moved by nobody else unawares."""
    store = a_store(tmp_path)
    event_id = an_event(store)
    move_event(COORDINATOR, store, event_id, 1, EventState.TENSION)
    with pytest.raises(StaleRevision) as refused:
        change_event(COORDINATOR, store, event_id, 1, title="Autre", communes=[], summary="")
    assert "événement passé à un autre état" in sentence(refused.value)


def test_a_real_event_comes_before_an_exercise_and_the_furthest_first(tmp_path: Path) -> None:
    """Several at once: what the screens open on."""
    store = a_store(tmp_path)
    played = an_event(store, kind=EventKind.EXERCISE, state=EventState.MOBILISATION_REQUESTED, said=PREFECTURE)
    quiet = an_event(store, "Grippe (fictive)")
    worse = an_event(store, "Incendie (fictif)", state=EventState.TENSION)
    with store.reading() as conn:
        current = events.current(conn)
        assert {one.id for one in events.under_way(conn)} == {played, quiet, worse}
    assert current is not None
    assert current.id == worse


def test_an_activated_plan_makes_its_actions_dated_by_phase(tmp_path: Path) -> None:
    """Every action of the sheet, its function and card, due at the end of its phase."""
    store = a_store(tmp_path)
    event_id = an_event(store, plans=[PLAN])
    with store.reading() as conn:
        sheet = read_library(store, conn).plans.sheets[PLAN]
        items = checklists.of_event(conn, event_id)
    got = sorted((one.function, one.text, one.card, one.due_at - THURSDAY) for one in items)
    assert got == sorted(
        (one.function, one.text, one.card or "", timedelta(hours=PHASE_ENDS_HOURS[one.phase])) for one in sheet.actions
    )


def test_several_plans_stand_together_and_one_is_activated_once(tmp_path: Path) -> None:
    """The second adds its own actions; what both ask of one function in the same words is there once."""
    store = a_store(tmp_path)
    event_id = an_event(store, plans=[PLAN])
    made = activate_plan(COORDINATOR, store, event_id, [OTHER_PLAN, PLAN])
    with store.reading() as conn:
        items = checklists.of_event(conn, event_id)
        assert [one.slug for one in events.plans(conn, event_id)] == [PLAN, OTHER_PLAN]
    assert sum(one.plan_slug == OTHER_PLAN for one in items) == made > 0
    assert len({(one.function, one.text) for one in items}) == len(items)
    assert [one.rank for one in items] == list(range(len(items)))


def test_a_plan_is_set_aside_in_one_go_with_why(tmp_path: Path) -> None:
    """What it still asks goes; what the other plan asks stays."""
    store = a_store(tmp_path)
    event_id = an_event(store, plans=[PLAN, OTHER_PLAN])
    with pytest.raises(InvalidInput):
        set_plan_aside(COORDINATOR, store, event_id, OTHER_PLAN, " ")
    count = set_plan_aside(COORDINATOR, store, event_id, OTHER_PLAN, "Aucune panne informatique")
    with store.reading() as conn:
        items = checklists.of_event(conn, event_id)
    assert {one.skipped for one in items if one.plan_slug == OTHER_PLAN} == {"Aucune panne informatique"}
    assert count == sum(one.plan_slug == OTHER_PLAN for one in items)
    assert all(one.is_open for one in items if one.plan_slug == PLAN)


def test_nothing_is_activated_once_stood_down(tmp_path: Path) -> None:
    """An ended event asks nothing new of anybody."""
    store = a_store(tmp_path)
    event_id = an_event(store)
    move_event(COORDINATOR, store, event_id, 1, EventState.STOOD_DOWN)
    with pytest.raises(RuleRefusal):
        activate_plan(COORDINATOR, store, event_id, [PLAN])


def test_an_observer_reads_without_names_and_moves_nothing(tmp_path: Path) -> None:
    """The event, its steps and its actions; « la coordination » instead of a name."""
    store = a_store(tmp_path)
    event_id = an_event(store, plans=[PLAN])
    view = read_event(OBSERVER, store)
    assert view.event is not None
    assert (view.event.id, view.may_run, "Maïwenn" in " ".join(view.who.values())) == (event_id, False, False)
    with pytest.raises(NotAllowed):
        move_event(OBSERVER, store, event_id, 1, EventState.TENSION)
