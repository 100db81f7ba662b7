"""The scenarios themselves: complete, well referred, in careful French, and naming nobody."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import networkx as nx
import pytest

from app.drills.effect_choices import Choices
from app.drills.scenario import Scenario, ScenarioKind
from app.drills.scenario_references import SERVICES, effects_of
from app.drills.scenario_words import effect_words, offset_words
from app.drills.shock import PLAN_ACTIONS, EffectKind, RoadCut, RoadSlow
from app.drills.supply import SUPPLIERS
from app.drills.territory import road_id
from app.library import Library, content_root
from app.library.scenarios import read_scenario
from app.services.laboratory.effect_choices import choices_of

if TYPE_CHECKING:
    from collections.abc import Iterator

LIBRARY = Library()
SCENARIOS = LIBRARY.scenarios.scenarios
FILES = {path.name: path.read_text(encoding="utf-8") for path in sorted((content_root() / "scenarios").glob("*.yaml"))}
README = (content_root() / "scenarios" / "README.md").read_text(encoding="utf-8")
NAMES: dict[str, Choices] = {code: choices_of(LIBRARY, one.territory) for code, one in SCENARIOS.items()}

INJECTS = {
    "autocar_rn165": (12, "mardi de juillet, 17\xa0h 40"),
    "quatre_jours_a_38": (13, "août"),
    "ouvrir_en_72_heures": (13, "J0"),
    "vilaine_et_oust": (10, "janvier"),
    "ecran_noir": (8, ""),
    "d768_penthievre": (4, "28 juin 2021"),
    "crue_redon_2025": (6, "29 janvier 2025"),
}
"""Scenario → how many injects it must have, and what its T0 says."""

PENINSULA = ("56186", "56234", "56086", "56085", "56152", "56241", "56009", "56114")


def texts(one: Scenario) -> Iterator[str]:
    """Everything in a scenario that a person reads."""
    yield from (one.title, one.story, one.starts, *one.sources, *one.watch)
    for objective in one.objectives:
        yield from (objective.text, objective.measure)
    for inject in one.injects:
        yield from (inject.sender, inject.to, inject.channel, inject.text, inject.note)
        yield from (each.text for each in inject.expected)
    for _path, effect in effects_of(one):
        yield effect.note


def test_everything_reads_and_leads_somewhere() -> None:
    """Each commune, road, profession, kind of care and of site, service, supplier, card and code of ORSAN exists."""
    assert LIBRARY.scenarios.errors == ()
    assert LIBRARY.scenarios.problems() == []
    assert sorted(SCENARIOS) == sorted(INJECTS)
    assert [one.code for one in SCENARIOS.values() if one.kind is ScenarioKind.DOCUMENTED] == [
        "crue_redon_2025", "d768_penthievre",
    ]  # fmt: skip


@pytest.mark.parametrize("code", list(INJECTS))
def test_a_scenario_is_whole(code: str) -> None:
    """Its injects all there, objectives with cards, plan actions and something to watch; the story fits in its hours."""
    one = SCENARIOS[code]
    count, starts = INJECTS[code]
    assert len(one.injects) == count
    assert starts in one.starts
    assert all(objective.cards for objective in one.objectives)
    assert one.plan
    assert one.watch
    assert one.sources
    assert all(inject.expected for inject in one.injects)
    assert one.injects[-1].minutes < one.hours * 60
    assert all(effect.from_hours < one.hours for effect in (*one.shocks, *one.answers))


def test_every_kind_of_shock_and_of_action_is_played() -> None:
    """By one scenario at least: what the engine applies is tried."""
    played = {effect.type for one in SCENARIOS.values() for _path, effect in effects_of(one)}
    assert {kind.value for kind in EffectKind} == played
    assert len(PLAN_ACTIONS & {EffectKind(one) for one in played}) == 4


@pytest.mark.parametrize("code", list(INJECTS))
def test_every_effect_is_told_without_a_code(code: str) -> None:
    """No INSEE code, no slug: words are known for each."""
    one = SCENARIOS[code]
    said = [effect_words(effect, NAMES[code]) for _path, effect in effects_of(one)]
    assert [line for line in said if re.search(r"\b\d{5}\b|[a-z]_[a-z]", line)] == []


def test_the_figures_of_the_reference_stand() -> None:
    """28 nurses of 94, 20 beds, 2 400 injections a week, 600 then 300 doses, 60 % more consultations, +55 minutes."""
    values = {
        (code, effect.type, name, getattr(effect, name))
        for code, one in SCENARIOS.items()
        for _path, effect in effects_of(one)
        for name in ("count", "of", "quantity", "percent", "minutes")
        if hasattr(effect, name)
    }
    assert {
        ("quatre_jours_a_38", "absence", "count", 28), ("quatre_jours_a_38", "absence", "of", 94),
        ("ouvrir_en_72_heures", "doses", "quantity", 600), ("ouvrir_en_72_heures", "doses", "quantity", 300),
        ("ouvrir_en_72_heures", "demand", "quantity", 200), ("ecran_noir", "demand", "percent", 60),
        ("vilaine_et_oust", "road_slow", "minutes", 55),
    } <= values  # fmt: skip
    [sent] = [each for each in SCENARIOS["autocar_rn165"].shocks if each.type == "discharge"]
    assert sum(sent.patients.values()) == 14


def test_the_d768_cuts_eight_communes_and_13_150_people_off() -> None:
    """The graph without the isthmus: the peninsula and the islands, their boats going nowhere else; populations added up."""
    [cut] = [one for one in SCENARIOS["d768_penthievre"].shocks if isinstance(one, RoadCut)]
    rows = LIBRARY.file("territories/routes_auray.csv")
    assert cut.roads == ("56168-56234",)
    links = {frozenset((r.cells["from_code"], r.cells["to_code"])) for r in rows} - {frozenset(("56168", "56234"))}
    people = {r.cells["insee_code"]: int(r.cells["population"]) for r in LIBRARY.file("territories/communes_auray.csv")}
    for one in PENINSULA:
        assert {link for link in links if one in link and len(link - set(PENINSULA)) == 1} == set()
    assert sum(people[one] for one in PENINSULA) == 13_150


def test_the_flood_closes_the_nine_vulnerable_crossings() -> None:
    """Those of routes_redon.csv that say so, no more and no less."""
    rows = [one.cells for one in LIBRARY.file("territories/routes_redon.csv")]
    known = {"-".join(sorted((r["from_code"], r["to_code"]))) for r in rows if r["vulnerabilite"]}
    cut, unbridged = [one for one in SCENARIOS["crue_redon_2025"].shocks if isinstance(one, RoadCut)]
    assert len(known) == 9
    assert set(cut.roads) == known
    assert known.isdisjoint(unbridged.roads)


@pytest.mark.parametrize("code", ["crue_redon_2025", "vilaine_et_oust"])
def test_a_flood_leaves_no_dry_way_over_the_vilaine_near_redon(code: str) -> None:
    """Saint-Nicolas is three minutes from Redon: the bridges closed, it is forty minutes away or more, whatever the table of neighbours says."""
    cut = {road for one in SCENARIOS[code].shocks if isinstance(one, RoadCut) for road in one.roads}
    slower = {road: one.minutes for one in SCENARIOS[code].shocks if isinstance(one, RoadSlow) for road in one.roads}
    roads: nx.Graph[str] = nx.Graph()
    for row in (one.cells for one in LIBRARY.file("territories/routes_redon.csv")):
        id = road_id(row["from_code"], row["to_code"], row["mode"])
        roads.add_edge(row["from_code"], row["to_code"], id=id, minutes=float(row["minutes_est"]) + slower.get(id, 0))
    assert nx.dijkstra_path_length(roads, "35236", "44185", weight="minutes") == 3
    roads.remove_edges_from([(a, b) for a, b, one in roads.edges(data=True) if one["id"] in cut])
    assert nx.dijkstra_path_length(roads, "35236", "44185", weight="minutes") >= 40


def test_nobody_is_named_and_nothing_is_to_be_called() -> None:
    """No title before a name, no telephone, no address; providers are never designated."""
    everything = [(code, text) for code, one in SCENARIOS.items() for text in texts(one)]
    titled = re.compile(r"\b(?:MM?\.|Mmes?|Mlle|(?i:drs?|docteur|professeur|madame|monsieur|maître))\s+[A-ZÀ-Ý]")
    assert [pair for pair in everything if titled.search(pair[1])] == []
    assert (
        re.findall(r"(?:\+33|\b0)[\s.-]?\d(?:[\s.-]?\d{2}){3,}|\S+@\S+\.\w+|https?://", "\n".join(FILES.values())) == []
    )
    assert "providers:" not in "\n".join(FILES.values())


def test_french_is_typographic() -> None:
    """Curly apostrophes, spaces that do not break before : ; ? ! » and after «."""
    everything = [(code, text) for code, one in SCENARIOS.items() for text in texts(one)]
    wrong = re.compile(r"'| [:;?!»]|« |\.\.\.|[^\s\xa0][;?!»]")
    assert [pair for pair in everything if wrong.search(pair[1])] == []


def test_an_assumption_says_so() -> None:
    """Each figure made up for a plan action or a rise of demand is « valeur de travail », or the story's own."""
    for one in SCENARIOS.values():
        said = " ".join((*one.sources, *(effect.note for _path, effect in effects_of(one)))).lower()
        assert re.search(r"valeurs? de travail|ficti", said), one.code
        sites = [effect for effect in one.plan if effect.type == "open_site"]
        assert [site.name for site in sites if not re.search(r"valeur de travail|\(12 par heure\)", site.note)] == []


def test_the_readme_describes_the_whole_format() -> None:
    """Every key, kind of effect, field of an effect, service and scenario stands in it; its example reads."""
    wanted = {*Scenario.model_fields, *(kind.value for kind in EffectKind), *SERVICES, *SCENARIOS}
    wanted |= {
        name for one in SCENARIOS.values() for _path, each in effects_of(one) for name in type(each).model_fields
    }
    assert sorted(name for name in wanted if f"`{name}`" not in README) == []
    example = re.search(r"```yaml\n(.*?)```", README, re.DOTALL)
    assert example is not None
    assert read_scenario("README.md", example[1]).code == "pont_coupe"


def test_every_supplier_has_its_words() -> None:
    """Those of the supply table."""
    assert set(NAMES["ecran_noir"].suppliers) <= set(SUPPLIERS)


def test_times_are_spoken() -> None:
    """Each inject of each scenario."""
    assert {offset_words(inject.minutes)[0] for one in SCENARIOS.values() for inject in one.injects} == {"T"}
