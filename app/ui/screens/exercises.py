"""Préparation: the exercises, one of them step by step until it is ready, and a new one; which one stands in the address."""

from __future__ import annotations

from app.services.exercise.read_exercises import read_exercises
from app.ui.panels import exercise_new, exercise_page, exercise_shelf
from app.ui.parts import exercise_choice
from app.ui.session import current_actor, current_store


def main() -> None:
    """The exercise of the address, the form of another, else the shelf."""
    shelf = read_exercises(current_actor(), current_store())
    if exercise_choice.asked() == exercise_new.NEW and shelf.may_run:
        exercise_new.show()
    elif exercise_choice.asked() in shelf.exercises:
        exercise_page.show(shelf)
    else:
        exercise_shelf.show(shelf)


main()
