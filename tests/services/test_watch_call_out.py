"""Tests of app/services/watch_call_out.py: what the coordinator watches while people answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.access.actor import volunteer
from app.core.errors import NotFound
from app.mobilisation.callout import Outcome
from app.services.answer_call_out import answer_call_out
from app.services.watch_call_out import read_call_out
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
