"""Tests of app/services/rota/read_rota.py: the same state is given again as long as it stands, and no longer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from app.access.actor import Actor, Role
from app.core.errors import NotAllowed
from app.core.ids import CentreId
from app.library import content_file
from app.mobilisation.outbox import accepted
from app.roster.competence import VACCINATION_TRAINING, Competence
from app.roster.person import Person
from app.services.activity.release_seat import release_seat
from app.services.keeping.kept_answers import forget_all
from app.services.keeping.reference import edit_reference
from app.services.keeping.set_up_community import set_up_community
from app.services.messages.send_messages import note_informed
from app.services.mobilisation.read_availability import read_availability
from app.services.mobilisation.record_answers import record_answers
from app.services.roster.edit_person import add_person, change_competences, change_people
from app.services.rota.change_session import cancel_session, move_session, record_appointments
from app.services.rota.edit_rota import edit_rota, undo_edit
from app.services.rota.propose_rota import presumed_answers, propose_rota
from app.services.rota.publish_rota import publish_rota
from app.services.rota.read_centre import read_desk
from app.services.rota.read_rota import RotaView, read_rota
from app.services.rota.set_up_centre import allot_doses, change_centre
from app.services.slots.busy_times import import_duties
from app.store import people
from app.store.community import Community
from app.store.database import Store, open_store
from app.words.catalogue import use_language
from tests.builders import COORDINATOR, MONDAY, READER, MovingClock, a_centre, a_person, a_store, a_team
from tests.services.a_queue import a_message

Staffed = tuple[Store, CentreId, dict[str, Person]]


@pytest.fixture
def staffed(tmp_path: Path) -> Staffed:
    """One line on Monday, a whole team, proposed and published; a proposal again, drafted."""
    store = a_store(tmp_path)
    centre, team = a_centre(store), a_team(store)
    propose_rota(COORDINATOR, store, centre)
    publish_rota(COORDINATOR, store, centre, read(store, centre).revision)
    return store, centre, team


def read(store: Store, centre: CentreId) -> RotaView:
    return read_rota(COORDINATOR, store, centre)


def first_session(held: Staffed) -> tuple[str, int]:
    session = read(held[0], held[1]).sessions[0]
    return session.id, session.revision


def edit_first(held: Staffed) -> None:
    view = read(held[0], held[1])
    seat = next(one for one in view.seats if one.holder.person_id)
    edit_rota(COORDINATOR, held[0], held[1], view.revision, {seat.id: None})


def edit_and_undo(held: Staffed) -> None:
    edit_first(held)
    undo_edit(COORDINATOR, held[0], held[1], read(held[0], held[1]).revision)


def release_first(held: Staffed) -> None:
    seat = next(one for one in read(held[0], held[1]).seats if one.holder.person_id)
    release_seat(COORDINATOR, held[0], seat.id, seat.revision)


def tell_the_notice(held: Staffed) -> None:
    """The sender writes who was informed, and tells no journal."""
    store, _centre, team = held
    with store.transaction() as conn:
        note_informed(conn, [accepted(a_message(team["Anne"], carries_notice=True))], store.now())


def keep_a_rule(held: Staffed) -> None:
    rule = next(iter(read(held[0], held[1]).library.file("competence_rules.csv"))).cells
    edit_reference(COORDINATOR, held[0], "competence_rules", [{**rule, "checked": "local"}], "Arrêté fictif")


def put_own_file(held: Staffed) -> None:
    """The site's own table of rules, put beside the database by hand: no journal hears of it."""
    own = held[0].folder.content / "data" / "competence_rules.csv"
    own.parent.mkdir(parents=True, exist_ok=True)
    rules = content_file("data/competence_rules.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    own.write_text("".join([rules[0], rules[1].replace("inferred", "local")]), encoding="utf-8")


def change_anne(held: Staffed) -> None:
    store, _centre, team = held
    with store.reading() as conn:
        revision = people.revisions(conn)[team["Anne"].id]
    change_people(COORDINATOR, store, [(replace(team["Anne"], max_half_days_per_week=1), revision)])


def train_bleuenn(held: Staffed) -> None:
    store, _centre, team = held
    with store.reading() as conn:
        revision = people.revisions(conn)[team["Bleuenn"].id]
    trained = Competence(person=team["Bleuenn"].id, code=VACCINATION_TRAINING)
    change_competences(COORDINATOR, store, team["Bleuenn"].id, revision, [trained])


WRITES: dict[str, Callable[[Staffed], object]] = {
    "a person comes": lambda held: add_person(COORDINATOR, held[0], a_person("Zoé")),
    "a person changes": change_anne,
    "a person is trained": train_bleuenn,
    "a person received the notice": tell_the_notice,
    "an answer": lambda held: record_answers(
        COORDINATOR, held[0], {(held[2]["Anne"].id, read(held[0], held[1]).sessions[0].id): "no"}
    ),
    "a duty": lambda held: import_duties(
        COORDINATOR, held[0], "personne;date;debut;fin\nAnne Fictif;30/11/2026;08:00;12:00\n"
    ),
    "a session moves": lambda held: move_session(
        COORDINATOR, held[0], *first_session(held), MONDAY, time(9), time(12)  # type: ignore[arg-type]
    ),
    "a session is cancelled": lambda held: cancel_session(
        COORDINATOR, held[0], *first_session(held), "Tempête"  # type: ignore[arg-type]
    ),
    "appointments": lambda held: record_appointments(
        COORDINATOR, held[0], {read(held[0], held[1]).sessions[0].id: 12}
    ),
    "an edit of the draft": edit_first,
    "an edit undone": edit_and_undo,
    "a withdrawal": release_first,
    "a proposal": lambda held: propose_rota(COORDINATOR, held[0], held[1]),
    "doses": lambda held: allot_doses(COORDINATOR, held[0], held[1], {MONDAY: 6}),
    "the centre": lambda held: change_centre(
        COORDINATOR, held[0], replace(read(held[0], held[1]).centre, injections_per_hour=6)
    ),
    "another centre": lambda held: a_centre(held[0]),
    "the community": lambda held: set_up_community(
        COORDINATOR, held[0], Community("CPTS fictive", "auray", min_rest_hours=9)
    ),
    "a rule": keep_a_rule,
    "the site's own file": put_own_file,
}  # fmt: skip


def told(view: RotaView) -> tuple[object, ...]:
    """All that a screen can ask of a view: what was read, and what is reckoned from it."""
    return (
        replace(view, library=None),  # type: ignore[arg-type]
        view.library.competence_rules,
        [view.capacities[session.id] for session in view.sessions],
        presumed_answers(view.horizon, view.centre.id),
        (view.presumed, view.on_habits),
    )


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_whatever_is_written_is_seen_at_once(staffed: Staffed, write: Callable[[Staffed], object]) -> None:
    """What is given after a write is what a fresh process reads, and not what was given before."""
    store, centre, _team = staffed
    before = told(read(store, centre))
    write(staffed)
    after, desk = told(read(store, centre)), read_desk(COORDINATOR, store).horizon
    assert after != before
    forget_all()
    assert after == told(read(store, centre))
    assert desk == read_desk(COORDINATOR, store).horizon


def test_nothing_written_nothing_read_again(staffed: Staffed) -> None:
    """The same view within the minute; the next minute another one, on the same rows."""
    store, centre, _team = staffed
    clock = MovingClock()
    moving = Store(store.folder, clock)
    clock.forward(seconds=1)
    first = read(moving, centre)
    clock.forward(seconds=58)
    assert read(moving, centre) is first
    clock.forward(seconds=2)
    later = read(moving, centre)
    assert later is not first
    assert later.horizon.seats is first.horizon.seats
    assert (first.horizon.now, later.horizon.now) == (clock.at - timedelta(minutes=1), clock.at)


def test_a_session_leaves_those_to_come_when_it_begins(tmp_path: Path) -> None:
    """One second before nine there are two, at nine one, whoever looked a moment before."""
    clock = MovingClock()
    store = open_store(tmp_path, clock)
    centre = a_centre(store)
    begins = read(store, centre).sessions[0].starts_at
    counts = []
    for at in (begins - timedelta(seconds=40), begins - timedelta(seconds=1), begins, begins + timedelta(seconds=1)):
        clock.at = at
        counts.append((len(read(store, centre).upcoming), len(read_availability(COORDINATOR, store, centre).sessions)))
    assert counts == [(2, 2), (2, 2), (1, 1), (1, 1)]


def test_a_delay_to_mobilise_ends_on_the_second(tmp_path: Path) -> None:
    """Two hours before the session exactly she may still come, one second later not any more."""
    clock = MovingClock()
    store = open_store(tmp_path, clock)
    centre = a_centre(store)
    add_person(COORDINATOR, store, a_person("Anne", delay_to_mobilise_hours=2))
    latest = read(store, centre).sessions[0].starts_at - timedelta(hours=2)
    counts = []
    for at in (latest - timedelta(seconds=1), latest, latest + timedelta(seconds=1)):
        clock.at = at
        counts.append(len(read(store, centre).presumed))
    assert counts == [2, 2, 1]


def test_a_clock_put_back_has_its_past_again(staffed: Staffed) -> None:
    """Eight days on the Monday is gone; back on the Thursday it is all there."""
    store, centre, _team = staffed
    before = told(read(store, centre))
    forget_all()
    clock = MovingClock()
    moving = Store(store.folder, clock)
    clock.forward(days=12)
    assert read(moving, centre).sessions == ()
    clock.forward(days=-12)
    assert told(read(moving, centre)) == before


def test_what_lies_a_week_behind_is_no_longer_there(staffed: Staffed) -> None:
    """Between the two sessions of that Monday, a week on: what is kept is what would be read."""
    store, centre, team = staffed
    sessions = read(store, centre).sessions
    record_answers(COORDINATOR, store, {(team["Anne"].id, one.id): "yes" for one in sessions})
    read(store, centre)
    clock = MovingClock(sessions[0].starts_at + timedelta(days=7, minutes=1))
    moving = Store(store.folder, clock)
    kept = read(moving, centre)
    forget_all()
    assert told(kept) == told(read(moving, centre))
    assert (kept.sessions, len(kept.horizon.answers)) == (sessions[1:], 1)
    assert {seat.session_id for seat in kept.horizon.seats} == {sessions[1].id}


def test_what_is_kept_for_one_gives_no_right_to_another(staffed: Staffed) -> None:
    """After the coordination, a reader has the names without any contact, and a professional has nothing."""
    store, centre, team = staffed
    add_person(COORDINATOR, store, a_person("Zoé", mobile="0639980002"))
    assert "0639980002" in {one.mobile for one in read(store, centre).horizon.people}
    for _again in range(2):
        assert {one.mobile for one in read_rota(READER, store, centre).horizon.people} == {""}
        with pytest.raises(NotAllowed):
            read_rota(Actor(team["Anne"].id, "Anne", Role.PROFESSIONAL), store, centre)
    assert "0639980002" in {one.mobile for one in read(store, centre).horizon.people}


def test_each_centre_has_its_rota(staffed: Staffed) -> None:
    """Looked at in turn, neither is given for the other; the first is given when none is named."""
    store, centre, _team = staffed
    other = a_centre(store)
    found = [read(store, centre), read(store, other), read_rota(COORDINATOR, store), read(store, centre)]
    first = found[2].centre.id
    assert [one.centre.id for one in found] == [centre, other, first, centre]
    assert first in (centre, other)


def test_each_language_has_its_words(staffed: Staffed) -> None:
    """Two coordinators side by side, one in English: neither reads the other's words."""
    store, centre, _team = staffed
    french = read(store, centre).naming.role("supervising_physician")
    with use_language("en"):
        english = read(store, centre).naming.role("supervising_physician")
    assert (french != english, read(store, centre).naming.role("supervising_physician")) == (True, french)


def test_only_the_sessions_looked_at_are_reckoned(tmp_path: Path) -> None:
    """A week of two: the sessions of the other stay for whoever turns to it; all of them are known."""
    store = a_store(tmp_path)
    centre = a_centre(store, days=8)
    a_team(store)
    view = read(store, centre)
    asked: list[str] = []
    object.__setattr__(view, "_able", lambda id: asked.append(id) or {})
    assert len(view.week(MONDAY).sessions) == 10
    assert asked == [session.id for session in view.sessions if session.day < date(2026, 12, 7)]
    assert list(view.capacities) == [session.id for session in view.sessions]
