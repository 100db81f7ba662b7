"""The review as it is read: figures of what was played, nobody named, nothing before the end to whoever plays."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from app.core.errors import NotFound, RuleRefusal
from app.drills.drill import LineName
from app.drills.kept_report import KeptReport
from app.exercise.chronogramme import Outcome
from app.exercise.delays import DelayStep
from app.exercise.exercise import ExerciseState
from app.exercise.need_hours import need_hours
from app.exercise.rating import Letter
from app.exercise.review import Review
from app.exercise.review_said import delays_sentence, review_sentence
from app.services.exercise.compare_exercises import compare_exercises
from app.services.exercise.read_exercise_review import read_review
from app.store.database import Store
from tests.builders import COORDINATOR, READER, a_store
from tests.services.a_drill import a_folder, a_trial, run_composition
from tests.services.a_reviewed_exercise import STARTED, reviewed


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = a_store(tmp_path)
    reviewed(made)
    return made


def read(store: Store, id: str = "e1") -> Review:
    return read_review(COORDINATOR, store, id)


def test_what_was_played_is_counted(store: Store) -> None:
    """Eleven of twelve messages; of what was expected the first done, the second missed; letters by objective."""
    review = read(store)
    assert (len(review.played), len(review.injects), review.participants, review.attended) == (11, 12, 6, 5)
    judged = {outcome: review.outcomes[outcome] for outcome in (Outcome.DONE, Outcome.MISSED, None)}
    assert judged == {Outcome.DONE: 11, Outcome.MISSED: 5, None: len(review.expected) - 16}
    assert review.letters == {Letter.PERFORMED: 1, Letter.SOME_CHALLENGES: 1, Letter.MAJOR_CHALLENGES: 1}
    answers = {one.inject.number: one.response_minutes for one in review.injects}
    assert (answers[1], answers[3], answers[5], answers[12]) == (6.0, None, None, 17.0)


def test_the_chain_is_read_from_answers_cards_and_decisions(store: Store) -> None:
    """The first answer is the detection; cards judged done say the cell and the alert, whose answers came by other means: not known."""
    found = {one.step: one.minutes for one in read(store).delays}
    assert found[DelayStep.DETECTION] == 13.0
    assert found[DelayStep.CELL_OPEN] == 31.0
    assert DelayStep.ACKNOWLEDGED not in found
    assert "première réponse" not in delays_sentence(read(store))


def test_the_sentence_is_read_aloud(store: Store) -> None:
    """Objectives, cell against its target; nothing is said of a coverage that was not computed."""
    assert review_sentence(read(store)) == (
        "4 objectifs : 1 P, 1 S, 1 M, 1 sans cotation. Cellule ouverte en 31 min (cible 45 min)."
    )


def test_workload_is_by_function_and_nobody_is_named(store: Store) -> None:
    """Every message and answer is counted once, each in its fictional hour; a guest's name is nowhere in a review."""
    review = read(store)
    assert sum(one.injects for one in review.loads) == 11
    assert sum(one.responses for one in review.loads) == 10
    assert all(sum(one.by_hour.values()) == one.total for one in review.loads)
    assert "Kermorvan" not in repr(review)
    assert "Quéméneur" not in repr(review)
    assert review.evaluators["e1-o0"] == "référente qualité, CHBA"


def test_whoever_plays_reads_it_after_the_end_only(store: Store) -> None:
    """Before, it tells what is to come; a confidential one that goes on is not even there."""
    reviewed(store, "e2", 2, state=ExerciseState.RUNNING, finished_at=None)
    reviewed(store, "e3", 3, state=ExerciseState.RUNNING, finished_at=None, is_confidential=True)
    assert read(store, "e2").exercise.id == "e2"
    with pytest.raises(RuleRefusal):
        read_review(READER, store, "e2")
    with pytest.raises(NotFound):
        read_review(READER, store, "e3")
    assert read_review(READER, store, "e1").may_rate == ()


def test_a_frozen_drill_is_read_with_its_masked_half(tmp_path: Path) -> None:
    """Who runs drills reads every count; the others read what is shared, and none of what the room saw."""
    store = a_folder(tmp_path)
    ran = run_composition(store, a_trial(), a_trial().shocks)
    reviewed(store, result=KeptReport(exact=ran.report, shared=ran.shared).model_dump_json())
    reviewed(store, "e2", 2, result=ran.report.model_dump_json())
    exact, masked, estimated = read(store), read_review(READER, store, "e1"), read_review(READER, store, "e2")
    assert (exact.report, exact.least, masked.report, masked.least) == (ran.report, 0, ran.shared, 5)
    assert (len(exact.moments), len(masked.moments), len(estimated.moments)) == (11, 0, 11)
    assert (estimated.report, estimated.least) == (ran.report, 0), "computed on estimates alone, one report for all"
    lows = [exact.lowest(name) for name in (LineName.SHOCK, LineName.PLAN)]
    assert [one is not None and 0 < one <= 1 for one in lows] == [True, True]
    assert "Couverture au plus bas" in review_sentence(exact)


def test_need_hours_are_units_times_the_hours_of_their_half_day(tmp_path: Path) -> None:
    """Summed over kinds of care they are what each line leaves, from T0 on."""
    store = a_folder(tmp_path)
    report = run_composition(store, a_trial()).report
    for line in report.lines:
        expected = sum(
            point.unmet * (one.ends_at - one.starts_at).total_seconds() / 3600
            for rank, (point, one) in enumerate(zip(line.points, report.slices, strict=True))
            if rank >= report.t0_rank
        )
        assert sum(one.hours[line.name] for one in need_hours(report)) == pytest.approx(expected)


def test_what_comes_back_is_told_in_both(store: Store) -> None:
    """The same findings and the same objective not met, in two exercises that ended."""
    reviewed(store, "e2", 2)
    reviewed(store, "e3", 3, state=ExerciseState.RUNNING, finished_at=None)
    texts = {one.text: one.numbers for one in read(store).repeats}
    assert texts["Le numéro de garde du CHBA manque dans l’annuaire."] == (1, 2)
    assert any(text.startswith("Proposer un relais") for text in texts), "the objective rated M twice"
    assert all(numbers == (1, 2) for numbers in texts.values()), "one that goes on has not found anything yet"


def test_letters_that_nobody_gave_are_neither_nought_nor_worse(store: Store) -> None:
    reviewed(store, "e2", 2, letters={})
    rows = [one for one in compare_exercises(READER, store, "e1", "e2").rows if one.words.startswith("Objectifs")]
    assert {(one.second, one.moved) for one in rows} == {("–", 0)}


def test_two_exercises_are_compared_figure_by_figure(store: Store) -> None:
    """A letter better, and a step that was done where it never was: better; never done is never a nought."""
    reviewed(store, "e2", 2, letters={"O1": "PPP", "O2": "PPP", "O3": "PPP"}, starts_at=STARTED + timedelta(days=30), ends_at=STARTED + timedelta(days=31))  # fmt: skip
    found = compare_exercises(READER, store, "e1", "e2")
    held = {one.words: one for one in found.rows}
    assert [(one.first, one.second, one.moved) for one in found.rows if one.words.startswith("Objectifs P")] == [
        ("1", "3", 1)
    ]
    assert (held["Première réponse à l’alerte"].first, held["Première réponse à l’alerte"].moved) == ("–", 0)
    assert (held["Cellule ouverte"].first, held["Cellule ouverte"].moved) == ("31 min", 0)
    assert [one.moved for one in found.rows if "Couverture" in one.words] == [0, 0, 0]
    assert not any("pas fait" in one for one in found.warnings)
