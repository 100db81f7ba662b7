"""Whom to call first, in words: where, how many there are, how many reach it."""

from __future__ import annotations

import pytest

from app.services.coverage.read_reinforcements import CallView, ReinforcementsView
from app.ui.views.coverage_reinforce import held, sentence


def a_view(known: int, near: int) -> ReinforcementsView:
    """One nurse to call to Le Palais, eleven requests more served."""
    call = CallView("infirmière", "infirmier", "Le Palais", known, near, 11, 17, ())
    return ReinforcementsView((call,), 28, ())


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_the_first_call_is_said_where_it_is_as_in_french() -> None:
    """« au Palais », never « à Le Palais »."""
    assert plain(sentence(a_view(3, 1))) == "À appeler d’abord : infirmière, au Palais, 11 demandes de plus servies."


@pytest.mark.parametrize(
    ("known", "near", "said"),
    [
        (0, 0, "Personne de ce métier dans l’effectif : cherchez un renfort extérieur."),
        (62, 0, "62 personnes de ce métier dans l’effectif, aucune à portée de son trajet habituel : il faut convenir du déplacement."),
        (1, 1, "1 personne de ce métier dans l’effectif, dont 1 à portée de son trajet habituel."),
        (62, 4, "62 personnes de ce métier dans l’effectif, dont 4 à portée de leur trajet habituel."),
    ],
)  # fmt: skip
def test_how_many_there_are_and_how_many_reach_it(known: int, near: int, said: str) -> None:
    """Nobody, nobody near, one, some."""
    assert plain(held(a_view(known, near))) == said


def test_nothing_to_call_nothing_said() -> None:
    assert held(ReinforcementsView((), 0, ())) == ""
