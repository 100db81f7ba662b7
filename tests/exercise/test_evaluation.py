"""What evaluators together say of an objective."""

from __future__ import annotations

import pytest

from app.drills.scenario import Objective
from app.exercise.evaluation import Evaluation, evaluations_of, letter_counts
from app.exercise.rating import Letter, Rating
from app.exercise.review_said import disagreement_words, few_words
from tests.builders import THURSDAY

OBJECTIVE = Objective(code="O1", text="Ouvrir la cellule", measure="en 45 min")


def rated(letters: str, code: str = "O1") -> tuple[Rating, ...]:
    return tuple(
        Rating(exercise_id="e", objective=code, participant_id=f"p{rank}", letter=Letter(one), at=THURSDAY)
        for rank, one in enumerate(letters)
    )


@pytest.mark.parametrize(
    ("letters", "stands", "split", "thin"),
    [
        ("", None, False, True),
        ("P", "P", False, True),
        ("PM", "M", True, True),
        ("PPS", "P", False, False),
        ("PSS", "S", False, False),
        ("SMU", "M", True, False),
        ("PPU", "P", True, False),
        ("PPSS", "S", True, False),
        ("PPPSS", "P", False, False),
    ],
)
def test_the_middle_letter_stands_and_a_split_is_seen(
    letters: str, stands: str | None, split: bool, thin: bool
) -> None:
    """The worse of two middles; split: under 60 % on one letter, or two letters apart; thin: fewer than three."""
    one = Evaluation(OBJECTIVE, rated(letters))
    assert (one.letter, one.is_split, one.is_thin) == (stands, split, thin)


def test_a_disagreement_and_too_few_are_said_in_words() -> None:
    """Letters, not only colours; nothing is said when they agree and are enough."""
    assert disagreement_words(Evaluation(OBJECTIVE, rated("SMU"))) == (
        "Désaccord : 1 évaluateur dit S, 1 évaluateur dit M, 1 évaluateur dit U."
    )
    assert disagreement_words(Evaluation(OBJECTIVE, rated("PPS"))) == "2 évaluateurs disent P, 1 évaluateur dit S."
    assert disagreement_words(Evaluation(OBJECTIVE, rated("PPP"))) == ""
    assert few_words(Evaluation(OBJECTIVE)) == "Personne ne l’a coté."
    assert few_words(Evaluation(OBJECTIVE, rated("PP"))).startswith("2 évaluateurs seulement")
    assert few_words(Evaluation(OBJECTIVE, rated("PPP"))) == ""


def test_every_objective_is_there_and_counts_leave_the_unrated_out() -> None:
    """Ratings of an objective that went are left out; counts run from best to worst."""
    other = OBJECTIVE.model_copy(update={"code": "O2"})
    found = evaluations_of((OBJECTIVE, other), (*rated("UU"), *rated("P", "O9")))
    assert [(one.objective.code, len(one.ratings)) for one in found] == [("O1", 2), ("O2", 0)]
    both = (*found, Evaluation(OBJECTIVE, rated("P")))
    assert list(letter_counts(both).items()) == [(Letter.PERFORMED, 1), (Letter.UNABLE, 1)]
