"""Delays against their targets; what was never done is never nought."""

from __future__ import annotations

from datetime import date

import pytest

from app.core.errors import InvalidInput
from app.exercise.delays import CHAIN, Delay, DelayStep, chain_of, delay_target_of, targets_on
from app.exercise.review_said import cell_sentence, delay_words
from app.library import Library

ROW = {
    "code": "cell_open",
    "minutes": "45",
    "cards": "a|b",
    "valid_from": "",
    "valid_to": "2026-06-30",
    "source": "Essai",
    "checked": "",
}


def test_the_shipped_targets_name_every_step_and_cards_of_the_library() -> None:
    """One row a step, each with its source; a card that nobody wrote could never say that a step is done."""
    library = Library()
    found = targets_on(library.exercise_targets, date(2026, 11, 26))
    assert set(found) == set(DelayStep)
    assert {card for one in found.values() for card in one.cards} <= library.plans.cards.keys()
    assert all(one.source for one in found.values())


def test_a_target_holds_on_its_days_and_a_mistyped_one_is_refused() -> None:
    """Ends included; a later row wins; neither an unknown step nor nought minutes."""
    old, new = (
        delay_target_of(ROW),
        delay_target_of(ROW | {"minutes": "30", "valid_from": "2026-07-01", "valid_to": ""}),
    )
    assert (old.cards, old.minutes) == (("a", "b"), 45)
    assert [
        targets_on((old, new), date(2026, month, day))[DelayStep.CELL_OPEN].minutes for month, day in ((6, 30), (7, 1))
    ] == [45, 30]
    for wrong in ({"code": "lunch"}, {"minutes": "0"}, {"source": ""}):
        with pytest.raises(InvalidInput):
            delay_target_of(ROW | wrong)


def test_what_was_never_done_stays_without_minutes() -> None:
    """Every step stands in the chain; never done is neither late nor in time, and is said so."""
    target = {DelayStep.CELL_OPEN: delay_target_of(ROW)}
    chain = chain_of({DelayStep.CELL_OPEN: 46.0, DelayStep.DETECTION: 0.0}, target)
    assert [one.step for one in chain] == list(CHAIN)
    held = {one.step: one for one in chain}
    assert (held[DelayStep.CELL_OPEN].is_late, held[DelayStep.CELL_OPEN].is_met) == (True, False)
    assert (held[DelayStep.DETECTION].minutes, held[DelayStep.DETECTION].is_met) == (0.0, False)
    never = held[DelayStep.ALERT_SENT]
    assert (never.minutes, never.is_late, never.is_met) == (None, False, False)
    assert [delay_words(never, has_ended=ended) for ended in (True, False)] == ["pas fait", "pas encore"]
    assert (
        cell_sentence(Delay(DelayStep.CELL_OPEN, 38.4, 45), has_ended=True)
        == "Cellule ouverte en 38 min (cible 45 min)."
    )
    assert "pas ouverte" in cell_sentence(Delay(DelayStep.CELL_OPEN, None, 45), has_ended=True)


def test_answers_to_an_alert_that_left_by_other_means_are_not_known() -> None:
    """The step is left out of the chain: it was neither missed nor done at once. Nobody alerted at all is « pas fait »."""
    sent = {DelayStep.ALERT_SENT: 33.0}
    assert [one.step for one in chain_of(sent, {}, was_launched=False)] == [
        one for one in CHAIN if one is not DelayStep.ACKNOWLEDGED
    ]
    assert [one.step for one in chain_of(sent, {}, was_launched=True)] == list(CHAIN)
    assert [one.minutes for one in chain_of({}, {}, was_launched=False)] == [None] * len(CHAIN)
