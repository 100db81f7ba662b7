"""Tests of app/store/counts.py: what was asked, who answered, and how long a seat took to be filled."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from app.mobilisation.callout import Outcome
from app.roster.answer import AnswerValue
from app.services.answer_call_out import answer_call_out
from app.services.open_poll import PollRequest, open_poll
from app.services.read_rota import read_rota
from app.services.record_answers import record_answers
from app.store import counts
from tests.builders import COORDINATOR, THURSDAY
from tests.services.a_call_out import a_hole
from tests.services.a_poll import SATURDAY_NOON, a_polled_store

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
