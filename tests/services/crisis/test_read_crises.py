"""Tests of app/services/crisis/read_crises.py and the lines drawn from it: what the first screen says of crises, and only then."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.access.actor import Actor, Role
from app.continuity.situation import ClosureKind
from app.core.clock import fixed_clock, paris_date
from app.core.errors import NotAllowed
from app.core.ids import PracticeId
from app.response.event import EventKind
from app.roster.practice import Practice
from app.services.continuity.count_needs import CountDraft, count_needs
from app.services.continuity.declare_closure import ClosureDraft, declare_closure
from app.services.crisis.answer_authority import note_request
from app.services.crisis.open_event import open_event
from app.services.crisis.read_crises import read_crises
from app.services.plans.edit_plan import start_plan
from app.services.plans.read_plan import read_plan
from app.services.plans.validate_plan import validate_plan
from app.store import people
from app.store.database import Store
from app.ui.views.home_crises import lines
from tests.builders import COORDINATOR, READER, a_person, some_people
from tests.services.a_month import a_month
from tests.services.signed_categories import change_category, sign_categories


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_month(tmp_path).store


def said(store: Store) -> list[tuple[str, str, str]]:
    return [(one.state, one.sentence.replace("\xa0", " "), one.page) for one in lines(read_crises(COORDINATOR, store))]


def test_in_peace_nothing_is_said(store: Store) -> None:
    """No event, no alert, no plan: no line at all."""
    assert said(store) == []


def test_an_event_says_its_state_and_what_is_late(store: Store) -> None:
    """An exercise is called one; once the first hour is over its actions are late, and counted."""
    open_event(COORDINATOR, store, "Crue de la Vilaine", kind=EventKind.EXERCISE, plans=("typologie_5",))
    [(state, sentence, page)] = said(store)
    assert (state, page) == ("under_way", "event")
    assert sentence.startswith("EXERCICE. Crue de la Vilaine : veille. ")
    assert sentence.endswith("actions à faire.")
    later = replace(store, clock=fixed_clock(store.now() + timedelta(hours=2)))
    [(state, sentence, page)] = said(later)
    assert (state, "en retard" in sentence) == ("overdue", True)


def test_an_authority_that_waits_and_a_review_that_is_due_are_said(store: Store) -> None:
    """Two hours before the deadline; thirteen months after the plan was validated."""
    note_request(
        COORDINATOR, store, "ARS Bretagne", "Combien de lits d’aval ?", due_at=store.now() + timedelta(hours=1)
    )
    assert [(state, page) for state, _sentence, page in said(store)] == [("overdue", "event")]
    start_plan(COORDINATOR, store)
    draft = read_plan(COORDINATOR, store)
    assert draft is not None
    number, revision = draft.version.number, draft.version.revision
    validate_plan(
        COORDINATOR, store, number, revision, name="Anne Fictive", quality="présidente", reserve="à compléter"
    )
    later = replace(store, clock=fixed_clock(store.now() + timedelta(days=400)))
    found = said(later)
    assert [page for _state, _sentence, page in found] == ["event", "plans"]
    assert "était attendue" in found[1][1]


def test_who_may_not_read_events_is_refused(store: Store) -> None:
    """A role that reads rotas learns nothing of crises; an observer does."""
    with pytest.raises(NotAllowed):
        read_crises(READER, store)
    assert read_crises(Actor("o", "Observatrice", Role.OBSERVER), store).today == paris_date(store.now())


def test_a_closed_practice_says_who_is_left_without_care(store: Store) -> None:
    """Twelve needs nobody takes over: in vermilion on the first screen, with the way to the rest; exact while it lasts."""
    practice = PracticeId("p")
    with store.transaction() as conn:
        people.put_practice(conn, Practice(id=practice, name="Cabinet des Lices", commune_insee="56007"))
    some_people(store, a_person("Anne", practice=practice))
    sign_categories(store)
    count_needs(COORDINATOR, store, practice, [CountDraft("INS", 12)])
    assert said(store) == []
    declare_closure(COORDINATOR, store, ClosureDraft(practice=practice, kind=ClosureKind.CRISIS, starts_at=store.now()))
    [(state, sentence, page)] = said(store)
    assert (state, page) == ("overdue", "continuity")
    assert "Cabinet des Lices" in sentence
    assert "12 besoins touchés" in sentence


def test_categories_that_wait_for_a_physician_are_said_once_care_is_followed(store: Store) -> None:
    """To whoever has them validated, and to nobody while a community notes nothing of the kind."""
    sign_categories(store)
    assert said(store) == []
    for code in ("INS", "O2"):
        change_category(store, code)
    assert said(store) == [("to_do", "2 catégories de soins attendent la validation d’un médecin.", "needs")]
    assert lines(read_crises(Actor("o", "Observatrice", Role.OBSERVER), store)) == []
