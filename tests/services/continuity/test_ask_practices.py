"""Asking every practice: who is asked and how, one letter each, reminders, another address, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.access.actor import Actor, Role, volunteer
from app.core.errors import InvalidInput, NotAllowed, NotFound, RuleRefusal, StaleRevision
from app.core.ids import PersonId
from app.mobilisation.message import MessageState
from app.mobilisation.preferences import Channel
from app.response.desk_survey import Answer, DeskState, QuestionKind, SurveyKind
from app.response.event import EventKind
from app.services.continuity.answer_survey_desk import answer_survey_desk, record_desk_answers, take_back_answer
from app.services.continuity.ask_practices import change_desk_address, read_desks, remind_desks
from app.services.continuity.close_survey_desk import close_survey_desk, extend_survey_desk
from app.services.continuity.read_practices import read_desk_history, read_practices, read_surveys
from app.services.crisis.open_event import open_event
from app.services.demo.demo_desk import fill
from app.services.keeping.erase_person import erase_person
from app.store import desk_surveys, partner_letters, people
from app.store.database import Store, open_store
from app.store.partner_letters import LetterKind, PartnerLetter
from tests.builders import COORDINATOR, MONDAY, READER, MovingClock
from tests.services.a_desk import ALONE, CARE_HOME, CLOSED, PHARMACY, PORT, a_territory, asked


@pytest.fixture
def store(tmp_path: Path, clock: MovingClock) -> Store:
    opened = open_store(tmp_path / "data", clock)
    a_territory(opened)
    return opened


def letters(store: Store, survey: str) -> dict[str, PartnerLetter]:
    """The last letter to each practice."""
    with store.reading() as conn:
        return {one.about.partition("/")[2]: one for one in partner_letters.under(conn, survey)}


def state_of(store: Store, survey: str, subject: str) -> DeskState | None:
    with store.reading() as conn:
        held = desk_surveys.reply(conn, survey, subject)
    assert held is not None
    return held.state


def test_who_may_be_asked_and_by_which_way(store: Store) -> None:
    """A practice by a member who may be contacted, whoever works alone by mobile, a site by its contact or by telephone."""
    found = {one.subject: one for one in read_desks(COORDINATOR, store).desks}
    assert {subject: (one.name, [way.value for way in one.addresses], one.phone) for subject, one in found.items()} == {
        PORT: (
            "Cabinet du Port",
            ["bleuenn@example.org", "corentin@example.org", "+33639980002", "+33639980003"],
            "+33639980002",
        ),
        ALONE: ("Yann Fictif, infirmier", ["+33639980004"], "+33639980004"),
        PHARMACY: ("Pharmacie fictive", ["officine@example.org"], "+33199003006"),
        CARE_HOME: ("EHPAD fictif", [], "+33199003002"),
    }


def test_everyone_gets_one_letter_with_their_own_link(store: Store) -> None:
    """By e-mail or SMS; who has no address waits to be rung. Letters serve nothing once the survey closes."""
    survey = asked(store)
    held = letters(store, survey)
    assert {subject: (one.channel, one.address) for subject, one in held.items()} == {
        PORT: (Channel.EMAIL, "bleuenn@example.org"),
        ALONE: (Channel.SMS, "+33639980004"),
        PHARMACY: (Channel.EMAIL, "officine@example.org"),
    }
    link = held[PORT].link
    assert link is not None
    assert link.id == f"{survey}/{PORT}"
    assert "Cabinet du Port est ouvert, en service réduit ou fermé" in held[PORT].body
    assert len(held[ALONE].body) < 200
    view = read_practices(COORDINATOR, store)
    assert view is not None
    assert held[PORT].useless_after == view.survey.closes_at
    assert [(row.subject, row.phone) for row in view.silent if not row.reply.address] == [(CARE_HOME, "+33199003002")]


def test_another_address_is_used_now_and_proposed_next_time(store: Store) -> None:
    """Chosen before sending, or changed afterwards: the first letter is withdrawn, the second leaves."""
    survey = asked(store, addresses={PORT: "corentin@example.org", PHARMACY: ""})
    assert set(letters(store, survey)) == {PORT, ALONE}
    change_desk_address(COORDINATOR, store, survey, PORT, " bleuenn@example.org ")
    with store.reading() as conn:
        every = partner_letters.about(conn, f"{survey}/{PORT}")
    assert [(one.address, one.state) for one in every] == [
        ("corentin@example.org", MessageState.CANCELLED),
        ("bleuenn@example.org", MessageState.QUEUED),
    ]
    change_desk_address(COORDINATOR, store, survey, PORT, "corentin@example.org")
    proposed = {one.subject: one.address for one in read_desks(COORDINATOR, store).desks}
    assert proposed[PORT] == "corentin@example.org"
    for wrong in ("corentin@", "02 97 00 00 01", "bonjour"):
        with pytest.raises(InvalidInput):
            change_desk_address(COORDINATOR, store, survey, PORT, wrong)
    with pytest.raises(NotFound):
        change_desk_address(COORDINATOR, store, survey, "practice:inconnu", "a@example.org")


def test_what_can_not_be_asked_is_refused_and_nothing_is_written(store: Store) -> None:
    """No title, nobody, a flash survey without question, a month, an unknown event."""
    for changes, why in (
        ({"title": "  "}, "titre"),
        ({"subjects": ("practice:inconnu",)}, "au moins un cabinet"),
        ({"kind": SurveyKind.FLASH}, "au moins une question"),
        ({"hours": 24 * 30}, "14 jours"),
    ):
        with pytest.raises(InvalidInput, match=why):
            asked(store, **changes)
    with pytest.raises(NotFound):
        asked(store, event_id="inconnu")
    assert read_surveys(COORDINATOR, store) == ()


def test_pressing_twice_asks_once(store: Store) -> None:
    """The same request is one survey and one letter each."""
    assert asked(store, id="01939f00") == asked(store, id="01939f00") == "01939f00"
    assert len(read_surveys(COORDINATOR, store)) == 1


def test_an_answer_by_telephone_is_told_apart_and_withdraws_the_letter(store: Store) -> None:
    """Whoever is there says it for the practice; the letter that has not left would only disturb."""
    survey = asked(store)
    kept = answer_survey_desk(COORDINATOR, store, survey, PORT, CLOSED)
    assert (kept.by_phone, kept.state) == (True, DeskState.CLOSED)
    assert letters(store, survey)[PORT].state is MessageState.CANCELLED
    view = read_practices(COORDINATOR, store, survey)
    assert view is not None
    assert (view.total.silent, view.total.by_phone, view.rows[-1].name) == (3, 1, "Cabinet du Port")
    take_back_answer(COORDINATOR, store, survey, PORT)
    assert state_of(store, survey, PORT) is None
    with pytest.raises(InvalidInput, match="rien répondu"):
        take_back_answer(COORDINATOR, store, survey, PORT)


def test_whoever_no_letter_reaches_is_rung_first(store: Store) -> None:
    """No address, or a letter that failed: the telephone is the only way, so they stand above the other silent ones."""
    survey = asked(store)
    with store.transaction() as conn:
        (failed,) = partner_letters.about(conn, f"{survey}/{PHARMACY}")
        partner_letters.update(conn, replace(failed, state=MessageState.FAILED), store.now())
    view = read_practices(COORDINATOR, store, survey)
    assert view is not None
    assert [row.subject for row in view.rows] == [CARE_HOME, PHARMACY, PORT, ALONE]
    assert [row.is_to_ring for row in view.rows] == [True, True, False, False]


def test_several_answers_are_written_together_or_not_at_all(store: Store) -> None:
    """A round of calls in one go; one that does not fit keeps the others out."""
    survey = asked(store)
    with pytest.raises(InvalidInput):
        record_desk_answers(COORDINATOR, store, survey, {PORT: CLOSED, PHARMACY: Answer()})
    assert state_of(store, survey, PORT) is None
    assert record_desk_answers(COORDINATOR, store, survey, {PORT: CLOSED, CARE_HOME: CLOSED}) == 2
    assert state_of(store, survey, CARE_HOME) is DeskState.CLOSED


def test_the_same_answer_twice_is_one_and_another_replaces_it(store: Store, clock: MovingClock) -> None:
    """From the practice's own link: a second tap moves nothing, a change is the answer from then on."""
    survey, port = asked(store), volunteer(PersonId(PORT), "")
    first = answer_survey_desk(port, store, survey, PORT, Answer(state=DeskState.OPEN))
    clock.forward(minutes=5)
    assert answer_survey_desk(port, store, survey, PORT, Answer(state=DeskState.OPEN)) == first
    changed = answer_survey_desk(port, store, survey, PORT, CLOSED)
    assert changed.answered_at == clock.at
    assert not changed.by_phone


def test_the_silent_are_reminded_not_too_soon(store: Store, clock: MovingClock) -> None:
    """After a quarter of an hour, by letter, those who have an address; then not again at once."""
    survey = asked(store)
    with pytest.raises(RuleRefusal, match="15 minutes"):
        remind_desks(COORDINATOR, store, survey)
    answer_survey_desk(COORDINATOR, store, survey, PHARMACY, CLOSED)
    clock.forward(minutes=20)
    assert remind_desks(COORDINATOR, store, survey) == 2
    held = letters(store, survey)
    assert (held[PORT].kind, "relance" in held[PORT].subject) == (LetterKind.DESK_REMINDER, True)
    with pytest.raises(RuleRefusal):
        remind_desks(COORDINATOR, store, survey)


def test_a_closed_survey_takes_nothing_more(store: Store, clock: MovingClock) -> None:
    """Closed by hand or by its hour: letters withdrawn, answers kept, every act refused; extended, it goes on."""
    survey = asked(store)
    view = read_practices(COORDINATOR, store, survey)
    assert view is not None
    extend_survey_desk(COORDINATOR, store, survey, view.survey.revision, 2)
    with pytest.raises(StaleRevision, match="prolongé"):
        close_survey_desk(COORDINATOR, store, survey, view.survey.revision)
    clock.forward(hours=5)
    answer_survey_desk(COORDINATOR, store, survey, PORT, CLOSED)
    assert close_survey_desk(COORDINATOR, store, survey, view.survey.revision + 1) == 3
    assert {one.state for one in letters(store, survey).values()} == {MessageState.CANCELLED}
    with pytest.raises(RuleRefusal, match="clos depuis"):
        answer_survey_desk(COORDINATOR, store, survey, PORT, CLOSED)
    other = asked(store)
    clock.forward(hours=4)
    with pytest.raises(RuleRefusal):
        remind_desks(COORDINATOR, store, other)


def test_what_a_practice_said_holds_for_a_day_and_an_exercise_is_no_reality(store: Store, clock: MovingClock) -> None:
    """Closures and shocks read the last word that still holds; what was said in an exercise only within exercises."""
    event = open_event(COORDINATOR, store, "Exercice de novembre", kind=EventKind.EXERCISE)
    played = asked(store, event_id=event)
    answer_survey_desk(COORDINATOR, store, played, PORT, CLOSED)
    real = asked(store)
    answer_survey_desk(COORDINATOR, store, real, PORT, Answer(state=DeskState.OPEN))
    clock.forward(minutes=1)
    answer_survey_desk(COORDINATOR, store, real, PHARMACY, Answer(state=DeskState.DEGRADED))
    with store.reading() as conn:
        states = desk_surveys.practice_states(conn, clock.at)
        assert states == {PORT: DeskState.OPEN, PHARMACY: DeskState.DEGRADED}
        assert desk_surveys.practice_states(conn, clock.at, exercise=True) == {PORT: DeskState.CLOSED}
        assert desk_surveys.practice_states(conn, clock.at - timedelta(hours=1)) == {}
        assert desk_surveys.practice_states(conn, clock.at + timedelta(hours=24)) == {}
    assert letters(store, played)[PHARMACY].subject.startswith("EXERCICE – EXERCICE – EXERCICE")


def test_whoever_may_not_see_volunteers_reads_neither_names_nor_numbers(store: Store) -> None:
    """An observer follows the states; a reader has no right to the event at all (the table of rights)."""

    asked(store)
    view = read_practices(Actor("o", "Observateur", Role.OBSERVER), store)
    assert view is not None
    assert {row.name for row in view.rows} == {
        "Cabinet du Port", "Professionnel exerçant seul", "Pharmacie fictive", "EHPAD fictif"
    }  # fmt: skip
    assert all((row.phone, row.reply.address, row.addresses) == ("", "", ()) for row in view.rows)
    with pytest.raises(NotAllowed):
        read_practices(READER, store)


def test_a_practice_has_a_history(store: Store, clock: MovingClock) -> None:
    """Every survey it was asked in, newest first."""
    first = asked(store)
    answer_survey_desk(COORDINATOR, store, first, PORT, CLOSED)
    clock.forward(hours=5)
    flash = asked(store, title="oxygène", kind=SurveyKind.FLASH, questions=(("De l’oxygène ?", QuestionKind.YES_NO),))
    held = read_desk_history(COORDINATOR, store, PORT)
    assert [(survey.id, reply.state) for survey, reply in held] == [(flash, None), (first, DeskState.CLOSED)]


def test_the_demonstration_has_answers_and_silences(store: Store) -> None:
    """One survey that runs; nothing where there is nobody to ask."""
    fill(COORDINATOR, store, MONDAY)
    view = read_practices(COORDINATOR, store)
    assert view is not None
    assert view.is_open
    assert view.total.asked == 4
    assert view.total.answered > 0


def test_the_demonstration_asks_nobody_where_nobody_is(tmp_path: Path) -> None:
    """An empty folder stays empty."""
    empty = open_store(tmp_path / "vide", MovingClock())
    fill(COORDINATOR, empty, MONDAY)
    assert read_surveys(COORDINATOR, empty) == ()


def test_an_observer_reads_no_address_in_a_history(store: Store) -> None:
    """Who works alone is written to at their own number: it is for those who may read the directory."""
    survey = asked(store)
    answer_survey_desk(COORDINATOR, store, survey, ALONE, CLOSED)
    [(_survey, told)] = read_desk_history(Actor("o", "Observateur", Role.OBSERVER), store, ALONE)
    [(_survey, known)] = read_desk_history(COORDINATOR, store, ALONE)
    assert (told.address, told.state, known.address) == ("", DeskState.CLOSED, "+33639980004")


def test_the_practice_of_someone_erased_keeps_no_way_to_reach_them(store: Store) -> None:
    """A practice is written to at the address of one of its members: erased with them, their letter does not leave."""
    survey = asked(store)
    with store.reading() as conn:
        held = desk_surveys.reply(conn, survey, PORT)
        assert held is not None
        whose = next(one for one in people.every(conn) if held.address in (one.email, one.mobile))
        revision = people.revisions(conn)[whose.id]
    erase_person(COORDINATOR, store, whose.id, revision)
    letter = letters(store, survey)[PORT]
    assert (letter.name, letter.address, letter.state) == ("", "", MessageState.CANCELLED)
    with store.reading() as conn:
        emptied = desk_surveys.reply(conn, survey, PORT)
    assert emptied is not None
    assert emptied.address == ""
