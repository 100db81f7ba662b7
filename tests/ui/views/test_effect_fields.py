"""The fields of each kind of effect, what they offer, and the effect that was typed."""

from __future__ import annotations

import pytest

from app.core.errors import InvalidInput
from app.drills import shock
from app.drills.effect_choices import Choices
from app.drills.shock import Absence, CallVolunteers, Demand, EffectKind, PowerCut
from app.ui.views.effect_fields import FIELDS, NOTE, TIMES, Draw, fields_of, made, options
from app.words.errors import sentence

SOME = Choices(communes={"c": "Commune"}, professions={"p": "infirmier"}, skills={"s": "soins"}, roads={"r": "A – B"})


def refusal(kind: EffectKind, **typed: object) -> str:
    with pytest.raises(InvalidInput) as refused:
        made(kind, typed)
    return sentence(refused.value).replace("\xa0", " ")


@pytest.mark.parametrize("kind", list(EffectKind))
def test_every_key_of_an_effect_has_its_field(kind: EffectKind) -> None:
    """All but the seed of a draw, which stands as it was."""
    model = next(one for one in vars(shock).values() if getattr(one, "model_fields", {}).get("type") and one.model_fields["type"].default == kind)  # fmt: skip
    shown = {one.name for one in (*FIELDS[kind], *TIMES, NOTE)}
    hidden = set(model.model_fields) - shown - {"type", "seed"}
    assert hidden <= {"providers", "practices", "professions", "site_kinds"}, hidden


def test_what_there_is_nothing_of_is_not_asked() -> None:
    """No practice here: no field, unless the effect already names one."""
    assert "practices" not in {one.name for one in fields_of(EffectKind.ABSENCE, SOME, None)}
    held = Absence(practices=("x",))
    [field] = [one for one in fields_of(EffectKind.ABSENCE, SOME, held) if one.name == "practices"]
    assert options(field, SOME, held.practices) == {"x": "x"}
    assert field.draw is Draw.MANY


def test_what_was_typed_makes_the_effect() -> None:
    """Empty fields are as usual; what has no field stays as it was; another kind begins afresh."""
    typed = {"professions": ("p",), "share": None, "count": 2, "communes": (), "note": ""}
    assert made(EffectKind.ABSENCE, typed) == Absence(professions=("p",), count=2)
    held = Absence(professions=("p",), count=3, seed=7, note="avant")
    assert made(EffectKind.ABSENCE, typed, held) == Absence(professions=("p",), count=2, seed=7)
    assert made(EffectKind.POWER_CUT, {"communes": ("c",)}, held) == PowerCut(communes=("c",))
    assert made(EffectKind.DEMAND, {"skill": "s", "quantity": 0, "percent": 5}) == Demand(skill="s", percent=5)
    assert made(EffectKind.CALL_VOLUNTEERS, {"profession": "p", "count": 1}) == CallVolunteers(profession="p", count=1)


def test_what_does_not_hold_is_told_by_its_field() -> None:
    """Missing, out of bounds, concerning nobody, ending before it begins."""
    assert refusal(EffectKind.POWER_CUT, communes=()) == "Communes : à remplir."
    assert refusal(EffectKind.ABSENCE, professions=("p",), share=140).startswith("Part absente (%) : le nombre")
    assert refusal(EffectKind.CLOSURE).startswith("Cet effet ne concerne personne.")
    assert refusal(EffectKind.POWER_CUT, communes=("c",), from_hours=5, until_hours=2).startswith("La fin vient avant")
