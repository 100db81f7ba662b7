"""Tests of app/store/counts.py: what was asked, who answered, and how long a seat took to be filled."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from app.mobilisation.callout import Outcome
from app.roster.answer import AnswerValue
from app.services.mobilisation.answer_call_out import answer_call_out
from app.services.mobilisation.open_poll import PollRequest, open_poll
from app.services.mobilisation.record_answers import record_answers
from app.services.rota.read_rota import read_rota
from app.store import counts
from tests.builders import COORDINATOR, THURSDAY
from tests.services.a_call_out import a_hole
from tests.services.a_poll import SATURDAY_NOON, a_polled_store
from tests.services.an_event import played
from tests.web.a_centre import ZOE, a_published_centre

SPAN = (THURSDAY - timedelta(days=1), THURSDAY + timedelta(days=1))
LATER = (THURSDAY + timedelta(days=1), THURSDAY + timedelta(days=9))


def test_a_call_out_counts_those_it_reached_and_those_who_spoke(tmp_path: Path) -> None:
    """A first wave of five; one no, then a yes twelve minutes after the start that takes the seat."""
    hole = a_hole(tmp_path)
    call_out = hole.start()
    first = hole.held(call_out).callout.waves[0].people
    hole.clock.forward(minutes=5)
    answer_call_out(COORDINATOR, hole.store, call_out, first[0], Outcome.NO, by_phone=True)
    hole.clock.forward(minutes=7)
    answer_call_out(COORDINATOR, hole.store, call_out, first[1], Outcome.YES, by_phone=True)
    with hole.store.reading() as conn:
        found = counts.call_outs(conn, *SPAN)
        assert [(one.people, one.answered) for one in found] == [(len(first), 2)]
        assert counts.fill_delays(conn, *SPAN) == [timedelta(minutes=12)]
        assert counts.solicitations(conn, *SPAN) == 2  # the others had no message leave yet
        assert (counts.call_outs(conn, *LATER), counts.fill_delays(conn, *LATER)) == ([], [])


def test_what_was_asked_for_an_exercise_is_not_counted(tmp_path: Path) -> None:
    """A call-out filled in a minute, then a poll of the same sessions, then these sessions turn out to be played."""
    hole = a_hole(tmp_path)
    call_out = hole.start()
    first = hole.held(call_out).callout.waves[0].people
    hole.send_everything()
    answer_call_out(COORDINATOR, hole.store, call_out, first[0], Outcome.YES, by_phone=True)
    asked = tuple(one.id for one in read_rota(COORDINATOR, hole.store, hole.centre).upcoming)
    open_poll(COORDINATOR, hole.store, PollRequest(centre_id=hole.centre, session_ids=asked, closes_at=SATURDAY_NOON))
    played(hole.store, *asked)
    with hole.store.reading() as conn:
        assert (counts.call_outs(conn, *SPAN), counts.fill_delays(conn, *SPAN), counts.polls(conn, *SPAN)) == (
            [],
            [],
            [],
        )
        assert (counts.solicitations(conn, *SPAN), counts.messages_gone(conn, *SPAN)) == (0, {})


def test_a_poll_counts_each_person_once(tmp_path: Path) -> None:
    """Five asked about two sessions; two answer, one of them twice: two answers."""
    store, centre, team = a_polled_store(tmp_path)
    sessions = [one.id for one in read_rota(COORDINATOR, store, centre).upcoming]
    open_poll(COORDINATOR, store, PollRequest(centre_id=centre, session_ids=tuple(sessions), closes_at=SATURDAY_NOON))
    yes = AnswerValue.YES.value
    said = {(team["Anne"].id, one): yes for one in sessions} | {(team["Denez"].id, sessions[0]): AnswerValue.NO.value}
    record_answers(COORDINATOR, store, said)
    with store.reading() as conn:
        found = counts.polls(conn, *SPAN)
        assert [(one.people, one.answered) for one in found] == [(5, 2)]
        assert counts.polls(conn, *LATER) == []


def test_only_a_real_event_mobilises_people_and_only_trainings_that_took_place_count(tmp_path: Path) -> None:
    """A session asked for by a real event, another by an exercise; three trainings, of which one was held."""
    centre = a_published_centre(tmp_path, days=2)
    with centre.store.transaction() as conn:
        asked, rehearsed = [row["id"] for row in conn.execute("SELECT id FROM session ORDER BY starts_at LIMIT 2")]
        for kind, session in (("real", asked), ("exercise", rehearsed)):
            conn.execute(
                "INSERT INTO event (id, title, kind, state, opened_at) VALUES (:k, 'Crue', :k, 'watch', '2026-11-26T16:00:00Z')",
                {"k": kind},
            )
            conn.execute(
                "INSERT INTO staffing_request (id, event_id, asked_by, text, place, starts_at, ends_at, wanted, session_id,"
                " at, state) VALUES (:k, :k, '', '', '', '', '', '[]', :s, '', 'staffing')",
                {"k": kind, "s": session},
            )
        for id, cancelled in (("held", None), ("dropped", "2026-11-20T09:00:00Z"), ("empty", None)):
            conn.execute(
                "INSERT INTO training (id, kind, title, day, cancelled_at) VALUES (?, 'sse', 'Formation', '2026-11-27', ?)",
                (id, cancelled),
            )
            conn.execute(
                "INSERT INTO training_person (training_id, person_id, attended) VALUES (?, ?, ?)",
                (id, ZOE, id != "empty"),
            )
        conn.execute(
            "INSERT INTO awareness (id, day, audience, channel, title, actor_id) VALUES ('n', '2026-11-27', '', '', '', 'x')"
        )
        for id, event in (("p", "real"), ("q", "exercise"), ("r", "")):
            conn.execute(
                "INSERT INTO publication (id, event_id, audience, title, text, at, actor_id)"
                " VALUES (?, ?, 'public', '', '', '2026-11-27T09:00:00Z', 'x')",
                (id, event),
            )
        span = (THURSDAY - timedelta(days=1), THURSDAY + timedelta(days=9))
        assert counts.crisis_sessions(conn, *span) == {asked}
        assert counts.trainings_held(conn, date(2026, 11, 1), date(2026, 11, 30)) == [1]
        assert counts.trainings_held(conn, date(2026, 11, 28), date(2026, 11, 30)) == []
        assert counts.told_of_crises(conn, date(2026, 11, 27), date(2026, 11, 27)) == 1
        assert counts.said_to_others(conn, *span) == 2
