"""A scenario as tests start from it: one objective, one inject, nothing that a table is needed for."""

from __future__ import annotations

from typing import Any

from app.drills.scenario import Scenario

GIVEN: dict[str, Any] = {
    "format": "releve.scenario/1",
    "code": "essai",
    "title": "Essai",
    "kind": "own",
    "territory": "redon",
    "typology": 5,
    "story": "Un pont ferme.",
    "starts": "Un jeudi, 8 h",
    "hours": 24,
    "objectives": [{"code": "O1", "text": "Tenir.", "measure": "Compté."}],
    "effects": [{"type": "road_cut", "roads": ["35236-44185"], "from_hours": 1, "until_hours": 5}],
    "plan": [{"type": "pair_practices", "from_hours": 2}],
    "injects": [
        {"number": 1, "minutes": 0, "from": "Préfecture", "to": "Cellule", "channel": "téléphone", "text": "Fermé."},
        {
            "number": 2, "minutes": 90, "from": "Mairie", "to": "Cellule", "channel": "courriel", "text": "Besoin.",
            "effects": [
                {"type": "new_need", "commune": "44185", "skill": "nursing", "quantity": 4, "until_hours": 10},
                {"type": "call_volunteers", "profession": "infirmier", "count": 2},
            ],
            "expected": [{"text": "Compter.", "within_minutes": 30}],
        },
    ],
}  # fmt: skip


def a_scenario(**parts: Any) -> Scenario:
    """:data:`GIVEN` with other parts."""
    return Scenario.model_validate({**GIVEN, **parts})
