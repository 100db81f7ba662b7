"""``releve.territory/1``: what is read, what is refused and where, minutes kept exact."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest

from app.core.errors import InvalidInput, UnreadableFile
from app.drills.contract import parsed, read_territory, territory_of
from app.drills.coverage import Coverage
from app.drills.document import MOST, MOST_ASKED
from app.drills.territory import Demand, Fall, Need, Place, Provider, ProviderKind, Road, RoadCut, Territory
from tests.drills.a_document import SMALL, Document, small

TERRITORY = Territory(
    (Place("A", "Auray"), Place("B", "Belz")),
    (Road("R1", "A", "B", Fraction("12.5")),),
    (
        Provider("S1", ProviderKind.SITE, "A", 0, frozenset(), Fraction(0)),
        Provider("P1", ProviderKind.PROFESSIONAL, "A", 5, frozenset({"nursing"}), Fraction("12.5"), ("S1",)),
    ),
    (Need("N1", "A", "nursing", 3, 1), Need("N2", "B", "nursing", 4, 2)),
)


def test_the_whole_document_is_read(tmp_path: Path) -> None:
    """From a file or a text: the territory, after its shocks."""
    struck = Territory(*(getattr(TERRITORY, name) for name in ("places", "roads", "providers")), (*TERRITORY.needs, Need("B/gp", "B", "gp", 2, 1)))  # fmt: skip
    file = tmp_path / "t.json"
    file.write_text(json.dumps(SMALL))
    assert parsed(SMALL, "t") == (TERRITORY, (Demand("B", "gp", 2, 1),))
    assert read_territory(file) == read_territory(json.dumps(SMALL)) == struck


def test_every_kind_of_shock_is_read() -> None:
    shocks = [
        {"type": "absence", "providers": ["P1"]},
        {"type": "closure", "providers": ["S1"]},
        {"type": "road_cut", "roads": ["R1"]},
        {"type": "demand", "place": "A", "skill": "nursing", "quantity": 0, "weight": 3},
    ]
    _territory, found = parsed(small(("shocks", shocks)), "t")
    assert found == (
        Fall(frozenset({"P1"})),
        Fall(frozenset({"S1"})),
        RoadCut(frozenset({"R1"})),
        Demand("A", "nursing", 0, 3),
    )


def test_a_sum_of_decimals_is_within_a_reach_that_equals_it() -> None:
    """0.1 + 0.2 reaches 0.3, and not a billionth less: binary fractions would say otherwise."""
    roads = [
        {"id": "R1", "from": "A", "to": "M", "minutes": 0.1},
        {"id": "R2", "from": "M", "to": "B", "minutes": 0.2},
    ]
    place = ("places.2", {"id": "M", "name": "Milieu"})
    for reach, served in (("0.3", 5), ("0.299999999", 3), ("3e-1", 5), ("0.30000000000000000000000000001", 5)):
        text = json.dumps(small(place, ("roads", roads), ("providers.1.reach_minutes", "REACH"), ("shocks", [])))
        assert Coverage(read_territory(text.replace('"REACH"', reach))).cover.served == served, reach


def test_minutes_of_any_float_are_exact_beyond_what_floats_hold() -> None:
    """A road of 5e-324 beside one of a billion: the shorter is told from the longer by one unit in the last place."""
    text = json.dumps(small(("shocks", []))).replace('"minutes": 12.5', '"minutes": 1000000000')
    near, far = (text.replace('"reach_minutes": 12.5', f'"reach_minutes": {one}') for one in ("1e9", "999999999.999999999"))  # fmt: skip
    assert [Coverage(read_territory(one)).cover.served for one in (near, far)] == [5, 3]
    tiny = text.replace("1000000000", "5e-324")
    assert Coverage(read_territory(tiny)).cover.served == 5
    assert Coverage(read_territory(tiny.replace('"reach_minutes": 12.5', '"reach_minutes": 4e-324'))).cover.served == 3


WRONG: list[tuple[str, Document]] = [
    ("$.format", small(("format", "releve.territory/2"))),
    ("$.format", small(("format", ...))),
    ("$.places", small(("places", ...))),
    ("$.shocks", small(("shocks", None))),
    ("$.why", small(("why", 1))),
    ("$.places[0].id", small(("places.0.id", " "))),
    ("$.places[1].id", small(("places.1.id", "A"))),
    ("$.places[0].name", small(("places.0.name", 3))),
    ("$.roads[0].from", small(("roads.0.from", "X"))),
    ("$.roads[0].to", small(("roads.0.to", ...))),
    ("$.roads[0].minutes", small(("roads.0.minutes", -0.5))),
    ("$.roads[0].minutes", small(("roads.0.minutes", "12"))),
    ("$.roads[0].minutes", small(("roads.0.minutes", True))),
    ("$.roads[0].minutes", small(("roads.0.minutes", float("nan")))),
    ("$.roads[0].minutes", small(("roads.0.minutes", float("inf")))),
    ("$.roads[1].id", small(("roads.1", SMALL["roads"][0]))),
    ("$.providers[1].kind", small(("providers.1.kind", "person"))),
    ("$.providers[1].place", small(("providers.1.place", "Auray"))),
    ("$.providers[1].capacity", small(("providers.1.capacity", 5.0))),
    ("$.providers[1].capacity", small(("providers.1.capacity", True))),
    ("$.providers[1].capacity", small(("providers.1.capacity", -1))),
    ("$.providers[1].capacity", small(("providers.1.capacity", MOST + 1))),
    ("$.providers[1].skills[1]", small(("providers.1.skills", ["gp", "gp"]))),
    ("$.providers[1].skills[0]", small(("providers.1.skills", [""]))),
    ("$.providers[1].reach_minute", small(("providers.1.reach_minute", 3))),
    ("$.providers[1].depends_on[0]", small(("providers.1.depends_on", ["X"]))),
    ("$.providers[1].depends_on[1]", small(("providers.1.depends_on", ["S1", "S1"]))),
    ("$.providers[1].depends_on", small(("providers.1.depends_on", ["P1"]))),
    ("$.providers[0].depends_on", small(("providers.0.depends_on", ["P1"]))),
    ("$.providers[1].id", small(("providers.1.id", "S1"), ("providers.1.depends_on", []))),
    ("$.needs[1].id", small(("needs.1.id", "N1"))),
    ("$.needs[1]", small(("needs.1.place", "A"))),
    ("$.needs[0].quantity", small(("needs.0.quantity", -1))),
    ("$.needs[0].weight", small(("needs.0.weight", 0))),
    ("$.needs[0].place", small(("needs.0.place", "X"))),
    ("$.shocks[0]", small(("shocks.0", 3))),
    ("$.shocks[0].type", small(("shocks.0.type", "flood"))),
    ("$.shocks[0].type", small(("shocks.0.type", ...))),
    ("$.shocks[0].weight", small(("shocks.0.weight", 0))),
    ("$.shocks[0].quantity", small(("shocks.0.quantity", -1))),
    ("$.shocks[0].place", small(("shocks.0.place", "X"))),
    ("$.shocks[0].providers[0]", small(("shocks.0", {"type": "absence", "providers": ["X"]}))),
    ("$.shocks[0].providers[1]", small(("shocks.0", {"type": "closure", "providers": ["S1", "S1"]}))),
    ("$.shocks[0].roads[0]", small(("shocks.0", {"type": "road_cut", "roads": ["S1"]}))),
    ("$.shocks[0].providers", small(("shocks.0", {"type": "absence"}))),
    ("$.shocks[0].roads", small(("shocks.0", {"type": "absence", "providers": [], "roads": []}))),
    ("$.shocks[0]", small(("needs.0.id", "B/gp"))),
]


@pytest.mark.parametrize(("path", "document"), WRONG)
def test_a_wrong_document_is_refused_where_it_is_wrong(path: str, document: Document) -> None:
    """One line that names the file, the path, what is wrong and what would be right."""
    with pytest.raises(InvalidInput) as refused:
        read_territory(json.dumps(document))
    said = str(refused.value)
    assert said.startswith(f"releve.territory/1, {path}\xa0: "), said
    assert "\n" not in said
    assert said.endswith(".")
    assert said.count(". ") >= 1


def test_a_need_that_a_demand_makes_takes_no_id_of_another() -> None:
    """« A/b » and « c » make the same id as « A » and « b/c »."""
    places = [{"id": one, "name": one} for one in ("A", "A/b", "B")]
    demand = {"type": "demand", "quantity": 1}
    shocks = [demand | {"place": "A/b", "skill": "c"}, demand | {"place": "A", "skill": "b/c"}]
    with pytest.raises(InvalidInput, match=r"\$\.shocks\[1\]\s: le besoin créé s’appellerait «\sA/b/c\s»"):
        territory_of(small(("places", places), ("shocks", shocks)), "t")
    assert len(territory_of(small(("shocks", [SMALL["shocks"][0]] * 2)), "t").needs) == 3


def test_a_circle_is_told_whole_and_a_chain_is_none() -> None:
    """Three that depend on one another are named in a row; a thousand in a chain are read."""
    one = SMALL["providers"][0]
    chain = [one | {"id": f"C{rank}", "depends_on": [f"C{rank - 1}"] if rank else []} for rank in range(1000)]
    assert len(territory_of(small(("providers", chain)), "t").providers) == 1000
    circle = [one | {"id": id, "depends_on": [other]} for id, other in ("XA", "AB", "BC", "CA")]
    with pytest.raises(InvalidInput, match=r"\$\.providers\[1\]\.depends_on\s: dépendance en boucle \(A → B → C → A\)"):
        territory_of(small(("providers", circle)), "t")


def test_a_demand_that_flows_cannot_count_is_refused() -> None:
    needs = [SMALL["needs"][0] | {"id": f"N{rank}", "skill": f"s{rank}", "quantity": MOST} for rank in range(2)]
    left = MOST_ASKED - 2 * MOST
    fits = {"type": "demand", "place": "A", "skill": "s0", "quantity": left}
    assert territory_of(small(("needs", needs), ("shocks", [fits])), "t").needs[0].quantity == MOST + left
    with pytest.raises(InvalidInput, match=r"\$\.needs\s: la demande totale"):
        territory_of(small(("needs", needs), ("shocks", [fits | {"quantity": left + 1}])), "t")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (json.dumps(SMALL).replace('"id": "S1"', '"id": "S1", "id": "S2"'), "$.providers[0]\xa0: la clé «\xa0id\xa0»"),
        ("{", "ligne 1, colonne 2"),
        ("[]", "$\xa0: [] n’est pas un objet"),
        ("[" * 100_000, "trop imbriqués"),
        (json.dumps(SMALL).replace("12.5", "1e999999999"), "$.roads[0].minutes\xa0: 1E+999999999"),
        (json.dumps(SMALL).replace("12.5", "9" * 5000), "démesuré"),
    ],
)
def test_what_json_itself_lets_through_is_refused_too(text: str, said: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_territory(text)
    assert said in str(refused.value)


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    latin = tmp_path / "latin.json"
    latin.write_bytes("é".encode("latin-1"))
    for path, said in ((tmp_path / "none.json", "n’existe pas"), (tmp_path, "ne peut pas être lu"), (latin, "UTF-8")):
        with pytest.raises(UnreadableFile, match=said):
            read_territory(path)
