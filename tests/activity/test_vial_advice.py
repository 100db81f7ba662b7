"""Advice on one more vial and on the week's allotment: told with figures, never a block."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.activity.vial_advice import Advice, VialQuestion, allotment_warning, vial_advice
from app.core.errors import InvalidInput


def a_question(**changes: Any) -> VialQuestion:
    values: dict[str, Any] = {"appointments_left": 2, "standby": 0, "doses_per_vial": 6, "minutes_left": 40}
    return VialQuestion(**{**values, **changes})


@pytest.mark.parametrize(
    ("changes", "advice", "figures", "said"),
    [
        ({"open_doses": 2}, Advice.NOT_NEEDED, (0, 0, 0), "Pas de nouveau flacon : 2 doses déjà ouvertes pour 2 rendez-vous."),
        ({"appointments_left": 9}, Advice.OPEN, (9, 0, 0), "Ouvrez un flacon : 9 personnes attendent une dose."),
        ({"standby": 10}, Advice.CALL_STANDBY, (2, 4, 0),
         "Ouvrez un flacon : 2 personnes attendent une dose ; appelez 4 personnes de la liste de fin de journée, aucune dose perdue."),
        ({"standby": 1}, Advice.THINK, (2, 1, 3),
         "2 personnes attendent une dose, 40 min avant la fin, 1 sur la liste de fin de journée : 3 doses seraient "
         "perdues sur un flacon de 6. Conseil seulement : vacciner une personne présente est un choix médical."),
        ({"standby": 10, "doses_per_hour": 6, "minutes_left": 30}, Advice.THINK, (2, 1, 3), None),
        ({"standby": 10, "doses_per_hour": 12, "minutes_left": 0}, Advice.THINK, (2, 0, 6), None),
        ({"doses_per_vial": 1, "appointments_left": 1}, Advice.OPEN, (1, 0, 0), None),
    ],
)  # fmt: skip
def test_one_more_vial(
    changes: dict[str, Any], advice: Advice, figures: tuple[int, int, int], said: str | None
) -> None:
    """(people still without a dose, standby to call, doses lost); time left bounds who can still be injected."""
    found = vial_advice(a_question(**changes))
    assert (found.advice, (found.needed, found.from_standby, found.lost)) == (advice, figures)
    assert said is None or found.sentence == said


COUNTS = st.integers(0, 30)


@given(COUNTS, COUNTS, st.integers(1, 12), COUNTS, COUNTS, st.none() | st.integers(0, 60))
def test_the_advice_never_loses_more_than_a_vial(
    appointments: int, standby: int, per_vial: int, minutes: int, open_doses: int, rate: int | None
) -> None:
    """Figures stay within the vial and the standby list, and « call » means that nothing is lost."""
    found = vial_advice(
        VialQuestion(
            appointments_left=appointments, standby=standby, doses_per_vial=per_vial, minutes_left=minutes,
            open_doses=open_doses, doses_per_hour=rate,
        )
    )  # fmt: skip
    assert 0 <= found.from_standby <= standby
    assert 0 <= found.lost <= per_vial
    assert (found.lost > 0) == (found.advice is Advice.THINK)
    assert (found.advice is Advice.NOT_NEEDED) == (appointments <= open_doses)


def test_the_next_session_beyond_the_allotment_is_told() -> None:
    """Exactly the allotment is within it; one more is told with the excess; an allotment not typed warns of nothing."""
    assert allotment_warning(600, 504, 96) is allotment_warning(None, 504, 96) is None
    warning = allotment_warning(600, 520, 96)
    assert warning is not None
    assert warning.sentence("Jeudi matin") == (
        "Jeudi matin : 96 injections prévues, il reste 80 doses sur les 600 de la semaine, 16 de trop."
    )
    beyond = allotment_warning(600, 700, 96)
    assert beyond is not None
    assert beyond.excess == 96


def test_impossible_figures_are_refused() -> None:
    """A vial of no dose, minutes below zero."""
    for changes in ({"doses_per_vial": 0}, {"minutes_left": -1}):
        with pytest.raises(InvalidInput, match="nombres positifs"):
            a_question(**changes)
