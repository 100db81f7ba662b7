"""The figures of an event, from what is live."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.continuity.situation import ClosureKind
from app.core.errors import NotFound
from app.core.ids import PersonId, PracticeId
from app.response.alert import Alert, AlertKind, Answer, Called
from app.response.desk_replies import DeskReply
from app.response.desk_survey import Answer as DeskAnswer
from app.response.desk_survey import DeskState, DeskSurvey, SurveyKind
from app.response.situation import Figures, Staffed
from app.response.staffing_request import RequestState, StaffingRequest, Wanted
from app.roster.practice import Practice
from app.services.continuity.count_needs import CountDraft, count_needs
from app.services.continuity.declare_closure import ClosureDraft, declare_closure
from app.services.crisis.answer_authority import note_request
from app.services.crisis.event_figures import event_figures
from app.store import alerts, checklists, desk_surveys, staffing_requests
from app.store import people as people_store
from app.store.database import Store, open_store
from tests.builders import COORDINATOR, THURSDAY, MovingClock, a_person, some_people
from tests.services.a_crisis import CELL, a_crisis, plain
from tests.services.signed_categories import change_category, sign_categories


@pytest.fixture
def store(tmp_path: Path, clock: MovingClock) -> Store:
    return open_store(tmp_path, clock)


def figures(store: Store, event_id: str) -> Figures:
    with store.reading() as conn:
        return event_figures(conn, store, event_id, store.now())


def test_tasks_are_late_as_hours_pass_and_named_with_their_function(store: Store, clock: MovingClock) -> None:
    """Done and set aside count as settled; the late ones come oldest first, three at most."""
    event_id = a_crisis(store, plans=1)
    before = figures(store, event_id)
    assert (before.tasks_done, before.tasks_late, before.late) == (0, 0, ())
    assert before.plans
    with store.transaction() as conn:
        first = checklists.of_event(conn, event_id)[0]
        checklists.settle(conn, replace(first, done_at=THURSDAY, done_by="denez"))
    clock.forward(hours=2)
    after = figures(store, event_id)
    assert (after.tasks, after.tasks_done) == (before.tasks, 1)
    assert after.tasks_late > 3
    assert len(after.late) == 3
    assert all("\u00a0: " in one for one in after.late)


def test_people_of_several_alerts_are_counted_once_and_tests_of_the_tree_never(store: Store) -> None:
    """Reached, answered, coming: each person once, whichever alert they answered."""
    people = [a_person(name) for name in ("Anne", "Bleuenn", "Corentin")]
    some_people(store, *people)
    event_id = a_crisis(store)
    assert figures(store, event_id).asked is None
    with store.transaction() as conn:
        for kind, who in ((AlertKind.ALERT, people[:2]), (AlertKind.ALERT, people[1:]), (AlertKind.TEST, people)):
            alert = Alert(
                id=f"{kind.value}-{who[0].given_name}", kind=kind, title="x", text="x", launched_at=THURSDAY, actor_id="denez",
                event_id=event_id,
            )  # fmt: skip
            alerts.insert(conn, alert, [called(alert.id, one.id) for one in who])
            alerts.write_answer(
                conn, replace(called(alert.id, who[-1].id), answered_at=THURSDAY, answer=Answer.AVAILABLE)
            )
    found = figures(store, event_id)
    assert (found.asked, found.reached, found.answered, found.available) == (3, 2, 2, 2)


def called(alert_id: str, person: PersonId) -> Called:
    return Called(alert_id=alert_id, person=person, rank=1, due_at=THURSDAY)


def test_a_practice_says_how_it_stands_or_is_silent(store: Store) -> None:
    """A flash survey asks no state; somebody asked twice counts once, by their last word."""
    event_id = a_crisis(store)
    assert figures(store, event_id).practices is None
    with store.transaction() as conn:
        for id, kind in (("a", SurveyKind.STATE), ("b", SurveyKind.STATE), ("c", SurveyKind.FLASH)):
            desk_surveys.insert(
                conn,
                DeskSurvey(
                    id=id, kind=kind, title="x", opened_at=THURSDAY, closes_at=THURSDAY + timedelta(hours=4), actor_id="denez",
                    event_id=event_id,
                ),
            )  # fmt: skip
        desk_surveys.put_replies(
            conn,
            [
                reply("a", "practice:1", DeskState.OPEN, 0),
                reply("b", "practice:1", DeskState.CLOSED, 0),
                reply("a", "practice:2", DeskState.DEGRADED, 0),
                reply("a", "practice:3", None, 0),
                reply("c", "practice:4", None, 0),
            ],
        )
    found = figures(store, event_id)
    assert (found.practices, found.practices_open, found.practices_degraded) == (3, 0, 1)
    assert (found.practices_closed, found.practices_silent) == (1, 1)


def reply(survey: str, subject: str, state: DeskState | None, minutes: int) -> DeskReply:
    at = THURSDAY + timedelta(minutes=minutes) if state else None
    return DeskReply(
        survey_id=survey, subject=subject, name=subject, kind="practice", answered_at=at, answer=DeskAnswer(state=state)
    )


def test_requests_for_people_stand_with_what_is_held_refused_ones_left_out(store: Store) -> None:
    """Without a session yet, what is wanted stands as wanted; requests of authorities are owed or late."""
    event_id = a_crisis(store)
    with store.transaction() as conn:
        for id, state in (("a", RequestState.RECEIVED), ("b", RequestState.REFUSED)):
            staffing_requests.insert(
                conn,
                StaffingRequest(
                    id=id, event_id=event_id, asked_by="EHPAD des Pins", text="9 pansements", place="salle 2",
                    starts_at=THURSDAY, ends_at=THURSDAY + timedelta(hours=4), wanted=(Wanted("care", 4),), at=THURSDAY,
                    state=state, requisitioned=True,
                ),
            )  # fmt: skip
    note_request(CELL, store, "ARS", "Combien ?", event_id=event_id)
    note_request(CELL, store, "ARS", "Hors événement ?")
    found = figures(store, event_id)
    assert found.requests == (Staffed("9 pansements", "salle 2", 0, 4, requisitioned=True),)
    assert (found.filled, found.wanted, found.owed, found.doses) == (0, 4, 1, None)
    assert plain(found.authority) == "ARS Bretagne (56), réf. 2026-114, 17 h"


def test_an_event_that_is_not_there_is_said_so(store: Store) -> None:
    """Rather than a page of noughts."""
    with pytest.raises(NotFound):
        figures(store, "rien")


def test_care_without_a_solution_is_told_by_hours_and_says_that_it_is_an_estimate(store: Store) -> None:
    """The only practice of nurses closes: its twelve insulins have nobody, a count in a report; three wounds stay hidden."""
    event_id = a_crisis(store)
    assert figures(store, event_id).uncovered == ""
    practice = PracticeId("p")
    with store.transaction() as conn:
        people_store.put_practice(conn, Practice(id=practice, name="Cabinet des Lices", commune_insee="56007"))
    some_people(store, a_person("Anne", practice=practice))
    sign_categories(store)
    count_needs(COORDINATOR, store, practice, [CountDraft("INS", 12)])
    declare_closure(CELL, store, ClosureDraft(practice=practice, kind=ClosureKind.CRISIS, starts_at=store.now()))
    found = figures(store, event_id)
    assert (found.uncovered, found.relayed) == ("12", "0")
    assert plain(found.care[0]).startswith("Continuité des soins : 12 sans solution (")
    assert plain(found.care[0]).endswith(" : 12) ; 0 repris, 0 transmis.")
    assert found.care[1].startswith("Estimation")
    count_needs(COORDINATOR, store, practice, [CountDraft("INS", 3, 1)])
    hidden = figures(store, event_id)
    assert (hidden.uncovered, hidden.relayed) == ("masqué", "0")
    assert "3" not in hidden.care[0].partition("(")[0]


def test_a_report_names_the_categories_no_physician_answers_for(store: Store) -> None:
    """Their needs stay in its numbers; signed again, the sentence goes."""
    event_id, practice = a_crisis(store), PracticeId("p")
    with store.transaction() as conn:
        people_store.put_practice(conn, Practice(id=practice, name="Cabinet des Lices", commune_insee="56007"))
    some_people(store, a_person("Anne", practice=practice))
    sign_categories(store)
    count_needs(COORDINATOR, store, practice, [CountDraft("INS", 12)])
    declare_closure(CELL, store, ClosureDraft(practice=practice, kind=ClosureKind.CRISIS, starts_at=store.now()))
    change_category(store, "INS")
    found = figures(store, event_id)
    assert (found.uncovered, plain(found.care[-1])) == (
        "12",
        "Catégories dont le délai n’est plus validé par un médecin : Insuline injectée par un infirmier ; leurs besoins sont"
        " comptés avec le délai connu.",
    )
    sign_categories(store, "INS")
    assert len(figures(store, event_id).care) == len(found.care) - 1
