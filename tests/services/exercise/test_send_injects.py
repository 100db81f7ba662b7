"""Tests of app/services/exercise/send_injects.py: each inject leaves once, whoever presses; held, skipped, improvised, taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import InvalidInput, NotFound, RuleRefusal, StaleRevision
from app.exercise.chronogramme import CoverageMoment, InjectState
from app.services.exercise import move_clock, send_injects
from app.services.exercise.record_response import record_response
from app.store import exercise_injects
from tests.builders import COORDINATOR
from tests.services.a_conducted_exercise import EXERCISE, HELP, MORE, Played, a_conducted_exercise
from tests.services.a_played_exercise import gone
from tests.services.a_territory import CELL

DRAFT = send_injects.AdHoc(
    id="vite", sender="Presse", recipient="Cellule", channel="téléphone", text="Vrai ?", effects=(MORE,)
)


@pytest.fixture
def played(tmp_path: Path) -> Played:
    """Started."""
    found = a_conducted_exercise(tmp_path)
    found.start()
    return found


def moments(played: Played) -> list[CoverageMoment]:
    with played.store.reading() as conn:
        return exercise_injects.moments(conn, EXERCISE)


def test_a_send_reaches_whom_it_is_for_is_told_and_changes_the_coverage(played: Played) -> None:
    """Nothing leaves the outbox: it is simulated."""
    played.forward(17)
    send_injects.send_inject(COORDINATOR, played.store, "inject-2", 1)
    one = played.one(2)
    assert (one.inject.state, one.inject.sent_minutes, one.reached) == (InjectState.SENT, 17.0, ("Cellule, CPTS",))
    said = played.lines()[-1].text.replace("\xa0", " ")
    assert "T+17 min (lundi 30 novembre, 8 h 17) : Inject n° 2, de « SAMU » à « Cellule », par téléphone" in said
    assert one.impact is not None
    assert one.impact.after.unmet > one.impact.before.unmet
    (moment,) = moments(played)
    assert (moment.minutes, moment.cause, moment.unmet) == (17.0, "inject-2", one.impact.after.unmet)
    assert gone(played.store) == (0, 0)


def test_two_animators_send_once(played: Played) -> None:
    """The second finds it sent; one who saw it before it was held is told."""
    send_injects.send_inject(COORDINATOR, played.store, "inject-1", 1)
    lines = len(played.lines())
    send_injects.send_inject(CELL, played.store, "inject-1", 1)
    assert len(played.lines()) == lines
    assert len(moments(played)) == 1
    send_injects.hold_inject(CELL, played.store, "inject-2", 1)
    with pytest.raises(StaleRevision):
        send_injects.send_inject(COORDINATOR, played.store, "inject-2", 1)


def test_held_released_skipped_and_taken_up_again(played: Played) -> None:
    played.forward(20)
    send_injects.hold_inject(COORDINATOR, played.store, "inject-1", 1, " le maire  est en retard ")
    one = played.one(1).inject
    assert (one.state, one.reason, one.is_overdue(20)) == (InjectState.HELD, "le maire est en retard", False)
    send_injects.hold_inject(COORDINATOR, played.store, "inject-1", 1)
    send_injects.release_inject(COORDINATOR, played.store, "inject-1", 2)
    assert played.one(1).inject.state is InjectState.PLANNED
    send_injects.skip_inject(COORDINATOR, played.store, "inject-2", 1)
    assert [one.inject.number for one in played.cockpit.to_come] == [1, 3, 4]
    send_injects.send_inject(COORDINATOR, played.store, "inject-2", 2)
    with pytest.raises(RuleRefusal):
        send_injects.skip_inject(COORDINATOR, played.store, "inject-2", 3)


def test_nothing_is_sent_in_a_pause_nor_before_the_beginning(played: Played, tmp_path: Path) -> None:
    move_clock.pause(COORDINATOR, played.store, EXERCISE, 2)
    with pytest.raises(RuleRefusal, match="en pause"):
        send_injects.send_inject(COORDINATOR, played.store, "inject-1", 1)
    with pytest.raises(RuleRefusal, match="en pause"):
        send_injects.send_ad_hoc(COORDINATOR, played.store, EXERCISE, DRAFT)
    ready = a_conducted_exercise(tmp_path / "pret")
    with pytest.raises(RuleRefusal, match="en préparation"):
        send_injects.send_inject(COORDINATOR, ready.store, "inject-1", 1)
    with pytest.raises(NotFound):
        send_injects.send_inject(COORDINATOR, played.store, "autre", 1)


def test_what_is_improvised_is_written_and_sent_once(played: Played) -> None:
    played.forward(8)
    send_injects.send_ad_hoc(COORDINATOR, played.store, EXERCISE, DRAFT)
    send_injects.send_ad_hoc(COORDINATOR, played.store, EXERCISE, DRAFT)
    found = [one for one in played.cockpit.injects if one.inject.is_improvised]
    assert [(one.inject.number, one.inject.minutes, one.inject.state) for one in found] == [(5, 8, InjectState.SENT)]
    assert found[0].impact is not None
    assert "Message improvisé (n° 5)" in played.lines()[-1].text.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"text": " "}, "Écrivez le message"),
        ({"text": "a" * 2001}, "signes au plus"),
        ({"recipient": ""}, "pour qui"),
        ({"sender": "a" * 161}, "signes au plus"),
        ({"effects": (HELP,)}, "se décide"),
    ],
)
def test_an_improvised_message_says_who_to_whom_and_what(played: Played, changes: dict[str, object], said: str) -> None:
    from dataclasses import replace

    with pytest.raises(InvalidInput, match=said):
        send_injects.send_ad_hoc(COORDINATOR, played.store, EXERCISE, replace(DRAFT, **changes))  # type: ignore[arg-type]


def test_a_send_is_taken_back_within_a_minute_and_leaves_as_if_it_never_did(played: Played) -> None:
    before = played.cockpit.coverage
    send_injects.send_inject(COORDINATOR, played.store, "inject-2", 1)
    assert played.one(2).can_undo
    send_injects.undo_send(COORDINATOR, played.store, "inject-2", 2)
    assert played.one(2).inject.state is InjectState.PLANNED
    after = played.cockpit.coverage
    assert before is not None
    assert after is not None
    assert after.played == before.played
    assert [one.cause for one in moments(played)] == ["inject-2", ""]
    assert "repris" in played.lines()[-1].text
    send_injects.send_inject(COORDINATOR, played.store, "inject-2", 3)
    assert played.one(2).reached == ("Cellule, CPTS",)


def test_a_send_stays_once_a_minute_passed_or_somebody_answered(played: Played) -> None:
    send_injects.send_inject(COORDINATOR, played.store, "inject-1", 1)
    record_response(COORDINATOR, played.store, "inject-1", id="r", text="Reçu.")
    assert not played.one(1).can_undo
    with pytest.raises(RuleRefusal, match="Trop tard"):
        send_injects.undo_send(COORDINATOR, played.store, "inject-1", 2)
    send_injects.send_inject(COORDINATOR, played.store, "inject-2", 1)
    played.clock.forward(seconds=61)
    with pytest.raises(RuleRefusal, match="Trop tard"):
        send_injects.undo_send(COORDINATOR, played.store, "inject-2", 2)
