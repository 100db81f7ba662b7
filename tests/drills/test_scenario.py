"""A scenario holds together or is refused; the effects of its injects are told from T0."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from app.drills.shock import CallVolunteers, NewNeed, PairPractices, RoadCut
from tests.drills.a_scenario import GIVEN, a_scenario


def test_what_strikes_and_what_answers_are_told_from_t0() -> None:
    """An effect of an inject sent at 90 minutes begins and ends one hour later than it says; plan actions go to the plan."""
    one = a_scenario()
    assert one.shocks == (
        RoadCut(roads=("35236-44185",), from_hours=1, until_hours=5),
        NewNeed(commune="44185", skill="nursing", quantity=4, from_hours=1, until_hours=11),
    )
    assert one.answers == (
        PairPractices(from_hours=2),
        CallVolunteers(profession="infirmier", count=2, from_hours=1),
    )


@pytest.mark.parametrize(
    "parts",
    [
        {"effects": GIVEN["plan"]},
        {"plan": GIVEN["effects"]},
        {"objectives": []},
        {"objectives": GIVEN["objectives"] * 2},
        {"injects": GIVEN["injects"][1:]},
        {"injects": [{**GIVEN["injects"][0], "minutes": 100}, GIVEN["injects"][1]]},
        {"format": "releve.scenario/2"},
        {"code": "Essai"},
        {"typology": 6},
        {"hours": 0},
        {"unknown": 1},
        {"effects": [{"type": "flood"}]},
    ],
)
def test_what_does_not_hold_together_is_refused(parts: dict[str, Any]) -> None:
    """Sides mixed up, no objective, codes or numbers doubled, time going backwards, an unknown key, format or effect."""
    with pytest.raises(ValidationError):
        a_scenario(**parts)
