"""Tests of app/services/mobilisation/watch_call_out.py: what the coordinator watches while people answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.access.actor import volunteer
from app.core.errors import NotFound
from app.mobilisation.callout import Outcome
from app.services.mobilisation.answer_call_out import answer_call_out
from app.services.mobilisation.read_call_outs import read_board
from app.services.mobilisation.watch_call_out import read_call_out
from tests.builders import COORDINATOR
from tests.services.a_call_out import a_hole


def test_the_coordinator_watches_figures_people_and_what_waits_for_a_hand(tmp_path: Path) -> None:
    """« 5 appelés · 1 non · 4 en attente »: the waiting before the refusals, four requests to pass on by hand."""
    hole = a_hole(tmp_path)
    call_out = hole.start()
    one = hole.names(hole.held(call_out).callout.waves[0].people)[0]
    answer_call_out(volunteer(hole.id(one), one), hole.store, call_out, hole.id(one), Outcome.NO)
    view = read_call_out(COORDINATOR, hole.store, call_out)
    assert view.progress.sentence.replace("\xa0", " ").startswith(
        "5 appelés · 1 non · 4 en attente · vague suivante dans 30 min"
    )
    assert hole.names(found.person.id for found in view.reached)[-1] == one
    assert {found.message for found in view.reached} == {"à passer à la main"}
    assert (view.by_hand, view.ended) == (4, False)
    with pytest.raises(NotFound):
        read_call_out(COORDINATOR, hole.store, "nothing")


def test_filled_while_requests_wait_for_a_hand_nobody_is_said_to_keep_silent(tmp_path: Path) -> None:
    """« 1 appelé · 1 oui · 4 jamais prévenus », on the call-out and in the list; sent, they are « sans réponse »."""
    found = []
    for folder, leaves in (("by_hand", False), ("sent", True)):
        (tmp_path / folder).mkdir()
        hole = a_hole(tmp_path / folder)
        call_out = hole.start()
        if leaves:
            hole.send_everything()
        one = hole.names(hole.held(call_out).callout.waves[0].people)[0]
        answer_call_out(volunteer(hole.id(one), one), hole.store, call_out, hole.id(one), Outcome.YES)
        found.append(read_call_out(COORDINATOR, hole.store, call_out).progress.sentence)
        assert [ended.sentence for ended in read_board(COORDINATOR, hole.store).ended] == found[-1:]
    assert found == ["1 appelé · 1 oui · 4 jamais prévenus · pourvu", "5 appelés · 1 oui · 4 sans réponse · pourvu"]
