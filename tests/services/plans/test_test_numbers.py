"""Tests of app/services/plans/test_numbers.py: a round of calls from its start to its report."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import InvalidInput, NotFound, StaleRevision
from app.response.number_check import Outcome
from app.services.plans.test_numbers import (
    correct_number,
    finish_check,
    record_call,
    record_calls,
    start_check,
    take_back_call,
)
from app.words.errors import sentence
from tests.builders import COORDINATOR, THURSDAY
from tests.services.a_directory import NIGHT, redon

ONE, TWO = "+33199002001", "+33199002002"


def test_a_round_dates_what_answers_and_ends_in_a_report(tmp_path: Path) -> None:
    """Three numbers: one answers, one is wrong, one nobody called; the report says so and stays."""
    at = redon(tmp_path)
    first, second = at.add(night_phone=NIGHT), at.add("msa", organisation="MSA", day_phone="0199002003")
    begun = start_check(COORDINATOR, at.store)
    assert start_check(COORDINATOR, at.store) == begun, "a second click begins no second round"
    assert [one.number for one in at.view().calls] == [ONE, TWO, "+33199002003"]
    record_call(COORDINATOR, at.store, first, ONE, Outcome.ANSWERED)
    record_call(COORDINATOR, at.store, first, TWO, Outcome.WRONG)
    assert (at.contact(first).checked_on, at.contact(first).checked_by) == (THURSDAY.date(), COORDINATOR.name)
    assert at.contact(second).checked_on is None
    assert [one.number for one in at.view().calls if one.test is None] == ["+33199002003"]
    at.clock.forward(minutes=40)
    ended = finish_check(COORDINATOR, at.store)
    assert (ended.called, ended.answered, ended.wrong, ended.left, ended.answered_percent) == (2, 1, 1, 1, 33)
    assert (at.view().last_round, at.view().running) == (ended, None)
    assert at.entries("number_check_finished") == [{"called": 2, "answered": 1, "left": 1}]
    start_check(COORDINATOR, at.store)
    assert all(one.test is None for one in at.view().calls), "what was called in another round is to call again"


def test_two_people_who_call_the_same_number_do_not_overwrite_each_other(tmp_path: Path) -> None:
    """The second is told; over what they saw, they may say otherwise."""
    at = redon(tmp_path)
    id = at.add()
    start_check(COORDINATOR, at.store)
    made = record_call(COORDINATOR, at.store, id, ONE, Outcome.NO_ANSWER)
    with pytest.raises(StaleRevision) as refused:
        record_call(COORDINATOR, at.store, id, ONE, Outcome.WRONG)
    assert "Votre essai n’a pas été noté" in sentence(refused.value)
    at.clock.forward(minutes=1)
    record_call(COORDINATOR, at.store, id, ONE, Outcome.ANSWERED, seen=made.id)
    assert [one.test.outcome for one in at.view().calls if one.test] == [Outcome.ANSWERED]


def test_a_list_on_paper_is_copied_whole_or_not_at_all(tmp_path: Path) -> None:
    """One number that is gone, or one noted meanwhile: nothing is written."""
    at = redon(tmp_path)
    id = at.add(night_phone=NIGHT)
    start_check(COORDINATOR, at.store)
    with pytest.raises(NotFound):
        record_calls(COORDINATOR, at.store, {(id, ONE): Outcome.ANSWERED, (id, "+33199009999"): Outcome.WRONG})
    assert all(one.test is None for one in at.view().calls)
    assert record_calls(COORDINATOR, at.store, {(id, ONE): Outcome.ANSWERED, (id, TWO): Outcome.NO_ANSWER}) == 2
    with pytest.raises(StaleRevision):
        record_calls(COORDINATOR, at.store, {(id, ONE): Outcome.WRONG})
    finish_check(COORDINATOR, at.store)
    at.clock.forward(days=300)
    start_check(COORDINATOR, at.store)
    assert record_calls(COORDINATOR, at.store, {(id, ONE): Outcome.WRONG}) == 1, (
        "a call of another round is no obstacle"
    )


def test_a_call_noted_by_mistake_is_taken_back_with_its_date(tmp_path: Path) -> None:
    """The date goes back to the last call that answered before."""
    at = redon(tmp_path)
    id = at.add()
    record_call(COORDINATOR, at.store, id, ONE, Outcome.ANSWERED)
    at.clock.forward(days=10)
    [before] = at.view().outcomes.values()
    again = record_call(COORDINATOR, at.store, id, ONE, Outcome.ANSWERED, seen=before.id)
    take_back_call(COORDINATOR, at.store, id, again.id)
    assert (at.contact(id).checked_on, list(at.view().outcomes.values())) == (THURSDAY.date(), [before])
    take_back_call(COORDINATOR, at.store, id, before.id)
    assert at.contact(id).checked_on is None
    with pytest.raises(NotFound):
        take_back_call(COORDINATOR, at.store, id, before.id)


def test_a_wrong_number_is_mended_on_the_spot(tmp_path: Path) -> None:
    """Day and night alike when it is the same; the new one is to be called."""
    at = redon(tmp_path)
    id = at.add(night_phone="01 99 00 20 01")
    start_check(COORDINATOR, at.store)
    record_call(COORDINATOR, at.store, id, ONE, Outcome.WRONG)
    correct_number(COORDINATOR, at.store, id, at.contact(id).revision, ONE, "01 99 00 20 09")
    held = at.contact(id)
    assert (held.day_phone, held.night_phone, held.checked_on) == ("+33199002009", "+33199002009", None)
    assert [(one.number, one.test) for one in at.view().calls] == [("+33199002009", None)]
    with pytest.raises(InvalidInput):
        correct_number(COORDINATOR, at.store, id, held.revision, "+33199002009", " ")
    with pytest.raises(NotFound, match="a changé entre-temps"):
        correct_number(COORDINATOR, at.store, id, held.revision, ONE, "01 99 00 20 10")
    with pytest.raises(StaleRevision):
        correct_number(COORDINATOR, at.store, id, 1, "+33199002009", "01 99 00 20 10")


def test_nothing_to_call_and_nothing_running_are_said(tmp_path: Path) -> None:
    """A directory of emergency lines alone has nothing to test."""
    at = redon(tmp_path)
    at.add("samu", organisation="SAMU", day_phone="15")
    with pytest.raises(InvalidInput, match="Aucun numéro à appeler"):
        start_check(COORDINATOR, at.store)
    with pytest.raises(InvalidInput, match="Aucun test"):
        finish_check(COORDINATOR, at.store)
    with pytest.raises(NotFound):
        record_call(COORDINATOR, at.store, "personne", ONE, Outcome.ANSWERED)
