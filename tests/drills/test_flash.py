"""A flash exercise: the weakest point first, three questions whose answers the figures tell apart, nothing asked twice in a row."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.drills.coverage import Coverage
from app.drills.flash import BEST, QuestionKind, as_rows, compose, effect_of, of_rows, score
from app.drills.striking import strike
from tests.drills.a_flash import ROAD, a_world, composed


def test_it_is_about_what_costs_most() -> None:
    """Nothing lacks whole (28 for 26); the road takes 2 + 6 with it, each nurse of 10 eight, the one of Quiberon six."""
    losses = {one.id: one.loss for one in Coverage(strike(a_world(), (), 0).territory).losses()}
    assert losses[ROAD] == max(losses.values())
    flash = composed()
    assert flash.weak.loss == max(losses.values())
    assert losses[flash.weak.id] == flash.weak.loss


def test_what_was_asked_lately_is_left_in_peace() -> None:
    first = composed()
    second = composed(first.weak.key)
    assert second.weak.key != first.weak.key
    assert second.weak.loss <= first.weak.loss


def test_every_question_has_one_best_answer_worth_ten_and_says_what_the_engine_finds() -> None:
    """The skill that lacks most and the number are those of an engine asked anew; the best action gains what it says."""
    flash, world = composed(), a_world()
    assert len(flash.questions) == 3
    for question in flash.questions:
        assert [one.points for one in question.choices].count(BEST) == 1
        assert all(0 <= one.points <= BEST for one in question.choices)
    shock = effect_of(flash.weak)
    before, after = (Coverage(strike(world, effects, 0).territory) for effects in ((), (shock,)))
    lacks = after.cover.missing - before.cover.missing
    by_kind = {one.kind: one for one in flash.questions}
    assert by_kind[QuestionKind.HOW_MANY].best.figure == lacks == flash.weak.loss
    first, _dash, last = by_kind[QuestionKind.HOW_MANY].best.value.partition("-")
    assert int(first) <= lacks <= int(last)
    best = by_kind[QuestionKind.ACTION].best
    assert best.effect is not None
    mended = Coverage(strike(world, (shock, best.effect), 0).territory)
    assert best.figure == after.cover.missing - mended.cover.missing > 0


def test_answers_are_worth_what_the_figures_say() -> None:
    """The best of each is thirty; any other is less."""
    questions = composed().questions
    best = [one.choices.index(one.best) for one in questions]
    assert score(questions, best) == 3 * BEST
    for rank, question in enumerate(questions):
        other = list(best)
        other[rank] = (best[rank] + 1) % len(question.choices)
        assert score(questions, other) < 3 * BEST
    with pytest.raises(ValueError, match="zip"):
        score(questions, best[:2])


def test_nothing_weak_means_nothing_to_ask() -> None:
    """Everything has been asked lately: no exercise is made up."""
    world = a_world()
    seen: list[str] = []
    while (flash := compose(world, 0, seen)) is not None:
        seen.append(flash.weak.key)
    assert seen
    assert len(set(seen)) == len(seen)


def test_questions_come_back_from_their_rows() -> None:
    questions = composed().questions
    assert of_rows(as_rows(questions)) == questions


def test_somebody_alone_of_their_profession_in_their_commune_is_passed_over() -> None:
    """« Une infirmière à Quiberon » would be a name, there is one: it is never asked about; Auray's two are."""
    seen: list[str] = []
    while (flash := compose(a_world(), 0, seen)) is not None:
        seen.append(flash.weak.key)
    assert "professional:person:3" not in seen
    assert {"professional:person:1", "professional:person:2"} & set(seen)


def test_an_answer_tells_no_small_number_of_a_register() -> None:
    """Every answer that would be read is a rate, or at least the threshold of what registers hold."""
    world = a_world()
    rated = replace(world, estimated=frozenset(one.id for one in world.ordinary.needs))
    whole = compose(world, 0)
    assert whole is not None
    assert compose(rated, 0, least=1000) == whole
    assert compose(world, 0, least=1000) is None
    least = min(one.best.figure for one in whole.questions)
    assert compose(world, 0, least=least) == whole
    found = compose(world, 0, least=least + 1)
    assert found is None or min(one.best.figure for one in found.questions) > least
