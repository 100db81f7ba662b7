"""Preparing and stopping a call-out."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.core.errors import InvalidInput
from app.core.ids import PersonId, SeatId
from app.mobilisation.callout import CallOutState, Mode, Outcome, Response, as_held, latest, prepare, stop
from tests.mobilisation.builders import RULES, SESSION, THURSDAY, a_callout, after


def test_a_call_out_is_prepared_with_the_rules_sizes() -> None:
    """Five a wave, half an hour between two; the first yes takes the seat."""
    found = a_callout()
    assert (found.size, found.delay, found.mode, found.state) == (
        5,
        timedelta(minutes=30),
        Mode.FIRST_YES,
        CallOutState.PREPARED,
    )
    assert (found.starts, found.asked, found.waves) == ({SeatId("A1"): SESSION.starts_at}, frozenset(), ())


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"seats": ()}, "Choisissez au moins un poste"),
        ({"count": 0}, "Personne ne peut être appelé"),
        ({"size": 6}, "de 1 à 5 personnes"),
        ({"size": 0}, "de 1 à 5 personnes"),
        ({"delay_minutes": 0}, "au moins une minute"),
        ({"urgent": True}, "dans plus de 24 h"),
    ],
)
def test_what_makes_no_sense_is_refused(changes: dict[str, object], why: str) -> None:
    """Six at once, no delay, an urgency three days away."""
    with pytest.raises(InvalidInput, match=why):
        a_callout(**changes)  # type: ignore[arg-type]


def test_a_hole_within_24_hours_may_be_urgent() -> None:
    """The bound included."""
    eve = SESSION.starts_at - timedelta(hours=24)
    assert a_callout(now=eve, urgent=True).urgent
    with pytest.raises(InvalidInput):
        prepare("x", [(SeatId("A1"), SESSION)], a_callout().candidates, eve - timedelta(seconds=1), RULES, urgent=True)


def test_stopping_is_final_and_changes_nothing_that_has_ended() -> None:
    """A second click does not move the hour."""
    stopped = stop(a_callout(), after(5))
    assert (stopped.state, stopped.ended_at) == (CallOutState.STOPPED, after(5))
    assert stop(stopped, after(9)) == stopped


def test_the_last_word_counts_and_a_decision_beats_what_happened_later() -> None:
    """A voicemail left after a no does not take the no back; a no after a yes does."""
    anne, denez = PersonId("Anne"), PersonId("Denez")
    said = [
        Response(anne, Outcome.NO, THURSDAY),
        Response(anne, Outcome.VOICEMAIL, after(5)),
        Response(denez, Outcome.NO, after(9)),
        Response(denez, Outcome.YES, after(2)),
    ]
    assert {who: one.outcome for who, one in latest(said).items()} == {anne: Outcome.NO, denez: Outcome.NO}


P1, P2 = PersonId("p01"), PersonId("p02")
A1, A2 = SeatId("A1"), SeatId("A2")


@pytest.mark.parametrize(
    ("said", "holders", "means"),
    [
        (Response(P1, Outcome.YES, THURSDAY, A1), {A1: P1}, Response(P1, Outcome.YES, THURSDAY, A1)),
        (Response(P1, Outcome.YES, THURSDAY, A1), {}, Response(P1, Outcome.NOT_THIS_TIME, THURSDAY)),
        (Response(P1, Outcome.YES, THURSDAY, A1), {A1: P2}, Response(P1, Outcome.NOT_THIS_TIME, THURSDAY)),
        (Response(P1, Outcome.YES, THURSDAY, A1), {A1: P2, A2: P1}, Response(P1, Outcome.YES, THURSDAY, A2)),
        (Response(P1, Outcome.YES, THURSDAY), {A1: P2}, Response(P1, Outcome.YES, THURSDAY)),
        (Response(P1, Outcome.YES, THURSDAY), {A1: P1}, Response(P1, Outcome.YES, THURSDAY, A1)),
        (Response(P1, Outcome.NO, THURSDAY), {A1: P1}, Response(P1, Outcome.NO, THURSDAY)),
    ],
    ids=["theirs", "free again", "someone else’s", "another one", "waits", "by another way", "a no"],
)
def test_a_yes_means_what_its_seat_still_says(said: Response, holders: dict[SeatId, PersonId], means: Response) -> None:
    """Only a seat held live is theirs; whoever lost it is not asked again, and may answer anew."""
    assert as_held(said, holders) == means
