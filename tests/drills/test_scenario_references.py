"""Every code of a scenario is looked for in its table; effects that would do nothing are told."""

from __future__ import annotations

from typing import Any

import pytest

from app.drills.scenario_references import (
    NAMED,
    NO_SLOWER,
    NOBODY,
    NOTHING,
    SPARE,
    TIMES,
    Table,
    Tables,
    effect_faults,
    faults,
    lost,
)
from app.drills.shock import Absence
from tests.drills.a_scenario import a_scenario

NONE: frozenset[str] = frozenset()
EFFECTS: list[dict[str, Any]] = [
    {"type": "absence", "professions": ["p"], "communes": ["c"]},
    {"type": "closure", "site_kinds": ["k"]},
    {"type": "road_cut", "roads": ["r"]},
    {"type": "road_slow", "roads": ["r2"], "minutes": 5},
    {"type": "power_cut", "communes": ["c2"]},
    {"type": "it_down", "service": "s"},
    {"type": "demand", "skill": "d", "quantity": 1},
    {"type": "discharge", "patients": {"d2": 1}, "communes": ["c3"]},
    {"type": "supply", "supplier": "u"},
    {"type": "doses", "quantity": 5},
    {"type": "new_need", "commune": "c4", "skill": "d3", "quantity": 1},
]
PLAN: list[dict[str, Any]] = [
    {"type": "open_site", "name": "Site", "commune": "c5", "skills": ["d4"], "capacity": 1},
    {"type": "call_volunteers", "profession": "p2", "count": 1},
    {"type": "mobile_team", "name": "Équipe", "commune": "c6", "skills": ["d5"], "capacity": 1},
]
OBJECTIVE = {"code": "O1", "text": "Tenir.", "measure": "Compté.", "cards": ["f"]}


def test_every_code_is_looked_for_in_its_table() -> None:
    """Fourteen kinds of effect, a card and a code of ORSAN: each is lost when tables are empty, in the order of the file."""
    one = a_scenario(effects=EFFECTS, plan=PLAN, injects=(), orsan=["NON"], objectives=[OBJECTIVE])
    tables = Tables(dict.fromkeys(Table, NONE), communes={"redon": NONE}, roads={"redon": NONE})
    assert [(found.value, found.table) for found in lost(one, tables)] == [
        ("NON", Table.ORSAN), ("f", Table.CARD), ("p", Table.PROFESSION), ("c", Table.COMMUNE), ("k", Table.SITE_KIND),
        ("r", Table.ROAD), ("r2", Table.ROAD), ("c2", Table.COMMUNE), ("s", Table.SERVICE), ("d", Table.SKILL),
        ("c3", Table.COMMUNE), ("d2", Table.SKILL), ("u", Table.SUPPLIER), ("vaccination", Table.SKILL),
        ("c4", Table.COMMUNE), ("d3", Table.SKILL), ("c5", Table.COMMUNE), ("d4", Table.SKILL), ("p2", Table.PROFESSION),
        ("c6", Table.COMMUNE), ("d5", Table.SKILL),
    ]  # fmt: skip


def test_a_table_that_cannot_be_read_accuses_nobody() -> None:
    """Nor does software, whatever its name; « any » takes the communes of every territory."""
    assert list(lost(a_scenario(effects=EFFECTS, injects=()), Tables({}))) == []
    down = a_scenario(effects=[{"type": "it_down", "service": "logiciel:x"}], injects=())
    assert list(lost(down, Tables({Table.SERVICE: NONE}))) == []
    anywhere = a_scenario(territory="any", effects=[{"type": "power_cut", "communes": ["a", "b"]}], injects=())
    places = {"auray": frozenset("a"), "redon": frozenset("b")}
    assert list(lost(anywhere, Tables({}, communes=places))) == []
    assert [one.value for one in lost(anywhere, Tables({}, communes={"auray": frozenset("a")}))] == ["b"]


@pytest.mark.parametrize(
    ("effect", "said"),
    [
        ({"type": "absence"}, NOBODY),
        ({"type": "supply"}, NOBODY),
        ({"type": "closure", "providers": ["site:1"]}, NAMED),
        ({"type": "demand", "skill": "nursing"}, NOTHING),
        ({"type": "road_slow"}, NO_SLOWER),
        ({"type": "absence", "professions": ["medecin"], "count": 3, "of": 2}, SPARE),
        ({"type": "power_cut", "communes": ["c"], "from_hours": 4, "until_hours": 4}, TIMES),
    ],
)
def test_an_effect_that_would_do_nothing_or_names_somebody_is_told(effect: dict[str, Any], said: object) -> None:
    """With where it stands."""
    [found] = faults(a_scenario(effects=[effect], injects=()))
    assert (found.path[:2], found.said) == (("effects", 0), said)


def test_a_laboratory_may_name_providers() -> None:
    """A scenario may not."""
    named = Absence(providers=("person:1",))
    assert list(effect_faults(named, may_name=True)) == []
    assert [one.said for one in effect_faults(named)] == [NAMED]
