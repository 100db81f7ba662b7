"""Tests of app/services/mobilisation/start_call_out.py: who is ranked, what is said before sending, and what leaves at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.core.errors import InvalidInput, NotAllowed, NotFound, RuleRefusal, StaleRevision
from app.core.ids import SeatId
from app.mobilisation.budget import Ask, Solicitation
from app.mobilisation.callout import CallOutState, Mode
from app.mobilisation.message import MessageKind
from app.mobilisation.preferences import Preferences
from app.scheduling.session import SeatState
from app.services.mobilisation.record_answers import record_answers
from app.services.mobilisation.start_call_out import rank_for, start_call_out, stop_call_out
from app.services.roster.edit_person import change_people
from app.store import call_outs, community, journal, preferences, seats, solicitations
from app.store.community import Community
from tests.builders import COORDINATOR, READER, THURSDAY, a_person, some_people
from tests.services.a_call_out import Hole, a_hole, a_published_hole, told


def ranked(hole: Hole) -> list[str]:
    return hole.names(one.person for one in rank_for(COORDINATOR, hole.store, hole.seats).ranking.candidates)


def test_those_who_said_yes_come_first_and_those_who_said_no_stand_aside_with_why(tmp_path: Path) -> None:
    """A yes, an « if needed », then habits; a no and an opted-out person are excluded in words."""
    hole = a_hole(tmp_path)
    session = hole.seat(hole.seats[0]).session_id
    said = {"Loig": "yes", "Jakez": "if_needed", "Iwan": "no"}
    record_answers(COORDINATOR, hole.store, {(hole.id(name), session): value for name, value in said.items()})
    gone = replace(hole.team["Fañch"], opted_out_on=THURSDAY.date() - timedelta(days=1))
    change_people(COORDINATOR, hole.store, [(gone, 1)])
    plan = rank_for(COORDINATOR, hole.store, hole.seats)
    assert ranked(hole)[:2] == ["Loig", "Jakez"]
    assert {one.sentence for one in plan.ranking.excluded} == {
        "Iwan F. a répondu non pour lundi 30 novembre, matin.",
        "Fañch F. ne veut plus être sollicité(e) depuis le 25 novembre 2026.",
    }
    assert plan.title.startswith("Injection, lundi 30 novembre, matin")


def test_someone_already_there_and_someone_too_far_are_not_asked(tmp_path: Path) -> None:
    """The holder of another seat of that half-day is booked; Quiberon is beyond ten minutes of road."""
    hole = a_published_hole(tmp_path)
    far = a_person("Yann", commune_insee="56186", radius_minutes=10, email="yann@example.org")
    some_people(hole.store, far)
    with hole.store.transaction() as conn:
        community.write(conn, Community(territory="auray"))
    excluded = {one.code.value: one.person for one in rank_for(COORDINATOR, hole.store, hole.seats).ranking.excluded}
    assert set(excluded) == {"double_booking", "said_no", "too_far"}
    assert excluded["too_far"] == far.id


def test_the_first_dose_team_is_asked_first(tmp_path: Path) -> None:
    """The session echoes an older one: who held a seat there comes before everyone else, with the reason said."""
    hole = a_hole(tmp_path)
    seat = hole.seat(hole.seats[0])
    with hole.store.transaction() as conn:
        other = next(one for one in seats.between(conn, THURSDAY, THURSDAY + timedelta(days=30)) if one.session_id != seat.session_id and one.role == "injector")  # fmt: skip
        held = replace(other, holder=replace(other.holder, person_id=hole.id("Klervi")), state=SeatState.WORKED)
        seats.write(conn, other, held, THURSDAY)
        conn.execute("UPDATE session SET first_dose_session_id = ? WHERE id = ?", (other.session_id, seat.session_id))
    best = rank_for(COORDINATOR, hole.store, hole.seats).ranking.candidates[0]
    assert hole.names([best.person]) == ["Klervi"]
    assert best.reason.startswith("équipe de la première dose")


def test_the_holder_who_seeks_a_stand_in_is_not_asked_for_their_own_seat(tmp_path: Path) -> None:
    """A seat whose holder seeks a stand-in counts as open; its holder is not a candidate."""
    hole = a_hole(tmp_path)
    seat = hole.seat(hole.seats[0])
    with hole.store.transaction() as conn:
        wanted = replace(seat, holder=replace(seat.holder, person_id=hole.id("Gwenn")), state=SeatState.STAND_IN_WANTED)
        seats.write(conn, seat, wanted, THURSDAY)
    assert "Gwenn" not in ranked(hole)
    assert len(ranked(hole)) == 6


def test_people_nobody_can_reach_are_counted_apart(tmp_path: Path) -> None:
    """Without e-mail nor telephone a request would go nowhere: it takes no place in a wave."""
    hole = a_hole(tmp_path, nurses=("Fañch",))
    silent = a_person("Yann")
    some_people(hole.store, silent)
    hole.team["Yann"] = silent
    plan = rank_for(COORDINATOR, hole.store, hole.seats)
    assert hole.names(plan.unreachable) == ["Yann"]
    assert hole.names(one.person for one in plan.ranking.candidates) == ["Fañch"]


def test_who_is_worn_out_is_said_before_sending(tmp_path: Path) -> None:
    """Asked twice of three this week: one more and the sentence names them; offers are compared."""
    hole = a_hole(tmp_path)
    with hole.store.transaction() as conn:
        solicitations.add(
            conn,
            [Solicitation(hole.id("Gwenn"), THURSDAY - timedelta(days=n), Ask.POLL, "poll") for n in (1, 2)],
        )
    plan = rank_for(COORDINATOR, hole.store, hole.seats)
    assert "Gwenn F. (3 sur 3)" in plan.tired_sentence([hole.id("Gwenn")]).replace("\xa0", " ")
    assert plan.equality_sentence.startswith("De 0 à 2 demandes par personne en 28 jours")


def test_the_first_wave_leaves_with_the_start(tmp_path: Path) -> None:
    """Five people are asked, five messages wait, each cost one request, and the journal tells it."""
    hole = a_hole(tmp_path)
    expected = ranked(hole)[:5]
    call_out = hole.start(delay_minutes=20)
    held = hole.held(call_out)
    assert hole.names(held.callout.waves[0].people) == expected
    assert (held.callout.state, held.next_at) == (CallOutState.RUNNING, THURSDAY + timedelta(minutes=20))
    assert hole.messages() == [(name, "call_out", "queued") for name in sorted(expected)]
    assert sorted(hole.asked()) == sorted(expected)
    with hole.store.reading() as conn:
        kinds = [entry.type for entry in reversed(journal.recent(conn)) if entry.subject_id == call_out]
        assert journal.problems(conn) == []
    assert kinds == ["call_out_started", "call_out_wave"]


def test_the_request_says_frame_payer_insurer_and_rule_in_the_recipients_language(tmp_path: Path) -> None:
    """An English reader reads English, and whoever is asked reads what they would be saying yes to."""
    hole = a_hole(tmp_path, nurses=("Fañch", "Gwenn"))
    with hole.store.transaction() as conn:
        preferences.put(conn, hole.id("Gwenn"), Preferences(language="en"), THURSDAY)
    hole.start(mode=Mode.COORDINATOR_APPROVES)
    french, english = told(hole, "Fañch")[0], told(hole, "Gwenn")[0]
    for words in ("lundi 30 novembre, matin (9 h–13 h)", "Salle du Pratel, Auray", "Cadre :", "Qui vous assure :"):
        assert words in french
    assert "la coordination valide chaque oui" in french
    assert "Monday 30 November" in english


def test_in_quiet_hours_nothing_leaves_and_the_hour_is_kept(tmp_path: Path) -> None:
    """Started at 22:00: the first wave waits for 8:00 the next morning."""
    hole = a_hole(tmp_path)
    hole.clock.at = datetime(2026, 11, 26, 21, tzinfo=UTC)
    call_out = hole.start(delay_minutes=24 * 60)
    assert hole.messages() == []
    assert hole.held(call_out).next_at == datetime(2026, 11, 27, 7, tzinfo=UTC)


def test_two_call_outs_never_ask_for_the_same_seat(tmp_path: Path) -> None:
    """The second one is refused whole."""
    hole = a_hole(tmp_path)
    hole.start()
    with pytest.raises(RuleRefusal, match="déjà en cours"):
        hole.start()
    with hole.store.reading() as conn:
        assert len(call_outs.running(conn)) == 1


def test_what_cannot_be_called_for_is_said(tmp_path: Path) -> None:
    """No seat, an unknown seat, a begun session, an early urgency, a reader."""
    hole = a_hole(tmp_path)
    with pytest.raises(InvalidInput, match="au moins un poste"):
        rank_for(COORDINATOR, hole.store, [])
    with pytest.raises(NotFound):
        rank_for(COORDINATOR, hole.store, [SeatId("nowhere")])
    with pytest.raises(InvalidInput, match="urgent"):
        hole.start(urgent=True)
    with pytest.raises(NotAllowed):
        start_call_out(READER, hole.store, hole.seats)
    hole.clock.at = datetime(2026, 11, 30, 9, tzinfo=UTC)
    with pytest.raises(InvalidInput, match="a commencé"):
        rank_for(COORDINATOR, hole.store, hole.seats)


def test_when_every_budget_is_spent_nothing_starts(tmp_path: Path) -> None:
    """Nobody may be asked before Monday: the call-out is refused and nothing is kept."""
    hole = a_hole(tmp_path)
    with hole.store.transaction() as conn:
        spent = [
            Solicitation(person.id, THURSDAY, Ask.POLL, "poll") for person in hole.team.values() for _n in range(3)
        ]
        solicitations.add(conn, spent)
    with pytest.raises(RuleRefusal, match="quotas"):
        hole.start()
    with hole.store.reading() as conn:
        assert call_outs.running(conn) == []


def test_stopping_withdraws_what_has_not_left_and_gives_its_cost_back(tmp_path: Path) -> None:
    """Nobody received anything: five requests are cancelled and nobody's budget has moved; a stale page is refused."""
    hole = a_hole(tmp_path)
    call_out = hole.start()
    revision = hole.held(call_out).revision
    stop_call_out(COORDINATOR, hole.store, call_out, revision)
    assert hole.held(call_out).callout.state is CallOutState.STOPPED
    assert {state for _name, _kind, state in hole.messages(MessageKind.CALL_OUT)} == {"cancelled"}
    assert hole.asked() == []
    with pytest.raises(StaleRevision):
        stop_call_out(COORDINATOR, hole.store, call_out, revision)
