"""A trial of the laboratory as a document: read back alike, refused when it is none, changed without losing its order."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from app.drills.composition import Composition, document, numbered, of_scenario, read_document
from app.drills.scenario import Objective, Scenario, ScenarioKind
from app.drills.shock import Absence, MobileTeam, OpenSite, PowerCut, RoadCut
from tests.drills.a_scenario import a_scenario

T0 = datetime(2026, 11, 26, 16, tzinfo=UTC)
ABSENT = Absence(professions=("infirmier",), count=28, of=94, from_hours=30, note="Bilan des cabinets")
CUT = PowerCut(communes=("56203", "44007"), from_hours=20, until_hours=29)
TEAM = MobileTeam(name="Équipe « nord »", commune="35236", skills=("soins",), capacity=8)
TRIAL = Composition(starts_at=T0, days=4, scenario="canicule", title="Quatre jours", shocks=(ABSENT, CUT), plan=(TEAM,))


def test_a_trial_is_read_back_as_it_was_written() -> None:
    """What it keeps is all of it; the same trial gives the same bytes."""
    assert read_document(document(TRIAL)) == TRIAL
    assert document(TRIAL) == document(TRIAL.model_copy())


def test_what_is_not_said_is_not_written() -> None:
    """An empty trial is its start alone, and each effect keeps its type."""
    assert document(Composition(starts_at=T0)) == b'{"starts_at":"2026-11-26T16:00:00Z"}'
    assert b'{"communes":["56203","44007"],"from_hours":20,"type":"power_cut","until_hours":29}' in document(TRIAL)


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"starts_at":"2026-11-26T16:00:00"}', '{"starts_at":"2026-11-26T16:00:00Z","shocks":[{"type":"open_site"}]}',
     '{"starts_at":"2026-11-26T16:00:00Z","days":99}', '{"starts_at":"2026-11-26T16:00:00Z","who":1}'],
)  # fmt: skip
def test_anything_else_is_no_trial(text: str) -> None:
    """Cut short, of no zone, of an unknown key, too long: nothing is read of it."""
    assert read_document(text) is None


def test_an_effect_stands_on_its_own_side() -> None:
    """A plan action does not strike, a shock is no answer; adding one puts it where it belongs."""
    with pytest.raises(ValidationError):
        Composition(starts_at=T0, shocks=(TEAM,))
    with pytest.raises(ValidationError):
        Composition(starts_at=T0, plan=(CUT,))
    made = Composition(starts_at=T0).adding(TEAM).adding(ABSENT).adding(CUT)
    assert (made.shocks, made.plan) == ((ABSENT, CUT), (TEAM,))


def test_one_effect_is_changed_or_taken_out_where_it_stands() -> None:
    """The others keep their order; one that changes sides goes to the other."""
    cut = RoadCut(roads=("56168-56234",))
    site = OpenSite(name="Salle", commune="56007", skills=("soins",), capacity=4)
    assert TRIAL.replacing(0, cut).effects == (cut, CUT, TEAM)
    assert TRIAL.replacing(1, None).effects == (ABSENT, TEAM)
    assert TRIAL.replacing(2, site).effects == (ABSENT, CUT, site)
    assert TRIAL.replacing(0, site).effects == (CUT, site, TEAM)
    assert [(number, one.type) for number, one in numbered(TRIAL)] == [(1, "absence"), (2, "power_cut"), (3, "mobile_team")]  # fmt: skip


def test_an_effect_rises_within_its_side() -> None:
    """The first of a side has nothing before it."""
    assert [TRIAL.can_rise(rank) for rank in range(3)] == [False, True, False]
    assert TRIAL.rising(1).effects == (CUT, ABSENT, TEAM)
    assert TRIAL.rising(1).rising(1) == TRIAL


def test_a_scenario_becomes_a_trial_to_change() -> None:
    """All that it does, watched for as many days as its hours take."""
    scenario = Scenario(
        format="releve.scenario/1", code="canicule", title="Quatre jours", kind=ScenarioKind.LIBRARY, territory="redon",
        typology=5, story="Il fait chaud.", starts="en août", hours=73, effects=(ABSENT, CUT), plan=(TEAM,),
        objectives=(Objective(code="O1", text="Tenir.", measure="Tenu."),),
    )  # fmt: skip
    assert of_scenario(scenario, T0) == TRIAL


def test_a_trial_of_a_scenario_told_over_weeks_is_read_back_too() -> None:
    """An effect of an inject of the fiftieth day stays within the hours that an effect may have: its trial has an address."""
    late = {"number": 1, "minutes": 50 * 24 * 60, "from": "ARS", "to": "Cellule", "channel": "courriel", "text": "Fin."}
    effect = {"type": "power_cut", "communes": ["44185"], "from_hours": 300, "until_hours": 900}
    trial = of_scenario(a_scenario(injects=[{**late, "effects": [effect]}]), T0)
    assert [(one.from_hours, one.until_hours) for one in trial.shocks] == [(1, 5), (1_440, 1_440)]
    assert read_document(document(trial)) == trial
