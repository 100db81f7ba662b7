"""A scenario written part by part: put in, changed, taken out, numbered again; what does not hold is told by its name."""

from __future__ import annotations

import pytest

from app.core.errors import InvalidInput
from app.drills.scenario import ScenarioKind
from app.drills.scenario_draft import (
    an_inject,
    an_objective,
    begun,
    changed,
    code_of,
    copied,
    next_objective,
    with_effect,
    with_inject,
    with_objective,
    without_effect,
    without_inject,
    without_objective,
)
from app.drills.shock import Doses, PairPractices, PowerCut
from tests.drills.a_scenario import a_scenario

FIRST = an_objective("O1", "Tenir.", "Compté.", None, ())
CUT = PowerCut(communes=("35236",))


def test_a_scenario_begins_with_an_objective() -> None:
    """As one of the community's own."""
    one = begun("neuf", title="Neuf", territory="redon", typology=5, starts="Lundi", hours=8, story="Il neige.", objective=FIRST)  # fmt: skip
    assert (one.kind, one.objectives, one.injects) == (ScenarioKind.OWN, (FIRST,), ())


def test_effects_go_to_their_side_and_to_injects() -> None:
    """A shock to what strikes, an action to the plan, both into an inject; changed or taken out by rank."""
    one = a_scenario(effects=(), plan=())
    one = with_effect(with_effect(one, CUT), PairPractices())
    assert (one.effects, one.plan) == ((CUT,), (PairPractices(),))
    one = with_effect(one, Doses(quantity=5), 0)
    assert one.effects == (Doses(quantity=5),)
    one = with_effect(one, CUT, 0, inject=1)
    assert one.injects[1].effects[0] == CUT
    assert len(without_effect(one, "effects", 0, inject=1).injects[1].effects) == 1
    assert without_effect(one, "plan", 0).plan == ()


def test_injects_stand_in_order_and_are_numbered_again() -> None:
    """Wherever they are put or taken."""
    given = {"number": 1, "minutes": 30, "from": "SAMU", "to": "Cellule", "channel": "radio", "text": "Message."}
    one = with_inject(a_scenario(), an_inject(given))
    assert [(each.number, each.minutes) for each in one.injects] == [(1, 0), (2, 30), (3, 90)]
    assert [each.number for each in without_inject(one, 0).injects] == [1, 2]
    moved = with_inject(one, one.injects[0].model_copy(update={"minutes": 500}), 0)
    assert [each.minutes for each in moved.injects] == [30, 90, 500]


def test_the_last_objective_stays() -> None:
    """Others come and go; codes are not used twice."""
    one = a_scenario()
    two = with_objective(one, an_objective(next_objective(one), "Voir.", "Vu.", 5, ()))
    assert [each.code for each in two.objectives] == ["O1", "O2"]
    assert next_objective(without_objective(two, 0)) == "O1"
    with pytest.raises(InvalidInput):
        without_objective(one, 0)


def test_a_copy_is_ones_own() -> None:
    """Under another code and title; all the rest as it was."""
    source = a_scenario(kind="library")
    assert copied(source, "autre", "Autre") == a_scenario(code="autre", title="Autre", kind="own")


@pytest.mark.parametrize(
    ("title", "taken", "code"),
    [("Crue du Loc’h", (), "crue_du_loc_h"), ("Essai", ("essai", "essai_2"), "essai_3"), ("???", (), "scenario")],
)
def test_a_code_comes_from_the_title(title: str, taken: tuple[str, ...], code: str) -> None:
    """And is nobody else's."""
    assert code_of(title, taken) == code


def test_what_does_not_hold_is_told_by_its_name_on_screen() -> None:
    """The field, what is wrong, what would be right."""
    with pytest.raises(InvalidInput, match=r"Titre.*trop court"):
        changed(a_scenario(), title="")
    with pytest.raises(InvalidInput, match=r"De.*trop court"):
        an_inject({"number": 1, "minutes": 0, "from": "", "to": "x2", "channel": "radio", "text": "Message."})
    with pytest.raises(InvalidInput, match="Mesure"):
        an_objective("O1", "Tenir.", "", None, ())
