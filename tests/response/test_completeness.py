"""What a plan lacks, in words, with the place that mends each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.response.cell import CellPlace
from app.response.completeness import Place, completeness, enumerated
from app.response.directory_holes import Hole, HoleKind
from app.response.plan import Section
from app.response.plan_facts import Holder, PlanFacts, Practised
from app.response.risk import Risk, SubZone
from app.response.stock import Item, StockLimits, stocked
from app.roster.practice import Site, SiteKind
from tests.response.test_plan_draft import LIBRARY, NOTHING, TODAY, everything

SECTION = Section("trace", "Traçabilité", "On écrit tout.")


def whole() -> PlanFacts:
    """A community that lacks nothing."""
    facts = everything()
    return replace(
        facts,
        cell={one.code: (Holder("A"), Holder("B")) for one in facts.functions},
        risks=tuple(
            Risk(commune_insee=one.insee, hazard="flood", probability=1, impact=1, source="DDRM")
            for one in facts.communes
        ),
        zones=(SubZone("z", "Nord", ("35236",)),),
        sites=(Site(id="p", kind=SiteKind.PHARMACY, name="Pharmacie"),),
        stock=stocked([Item(id="m", label="Masques", quantity=5)], TODAY, StockLimits()),
        signed=frozenset(one.slug for one in facts.cards),
        practised=Practised(trainings=1, last_test=TODAY),
    )


def words(facts: PlanFacts, *sections: Section) -> list[tuple[str, Place]]:
    found = completeness(sections or (SECTION,), facts)
    return [(one.words.replace("\u00a0", " "), one.place) for one in found.gaps]


def test_a_plan_that_lacks_nothing_says_so() -> None:
    """And every section holds."""
    found = completeness((SECTION,), whole())
    assert (found.gaps, found.is_complete, found.sentence) == ((), True, "Le plan est complet.")
    assert (found.sections, found.total) == (1, 1)


def test_an_empty_community_lacks_everything_the_gravest_first() -> None:
    """The short sentence counts the rest."""
    found = completeness((SECTION,), replace(NOTHING, functions=LIBRARY.cell_functions, cards=everything().cards))
    assert (
        found.short()
        == "Il manque le territoire, le nom de la coordination, la liste de l’effectif et 8 autres points."
    )
    assert [one.place for one in found.gaps] == [
        Place.COMMUNITY, Place.COMMUNITY, Place.ROSTER, Place.CELL, Place.CELL, Place.DIRECTORY, Place.STRUCTURES,
        Place.STOCK, Place.CARDS, Place.ALERT, Place.TRAINING,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "said", "place"),
    [
        ({"place": CellPlace(place="Siège")}, "le lieu de repli de la cellule", Place.CELL),
        ({"contacts": ()}, "tout l’annuaire", Place.DIRECTORY),
        ({"holes": (Hole(HoleKind.NO_NIGHT, "samu"),) * 3}, "3 contacts de nuit", Place.DIRECTORY),
        ({"holes": (Hole(HoleKind.MISSING, "samu"), Hole(HoleKind.SITE, "care_home"))}, "2 contacts de l’annuaire", Place.DIRECTORY),
        ({"holes": (Hole(HoleKind.WRONG, "samu"),)}, "1 numéro qui réponde", Place.DIRECTORY),
        ({"zones": ()}, "les sous-zones", Place.RISKS),
        ({"sites": (Site(id="e", kind=SiteKind.NURSING_HOME, name="EHPAD"),)}, "l’articulation avec 1 établissement", Place.STRUCTURES),
        ({"signed": frozenset()}, "la signature médicale de 30 fiches", Place.CARDS),
        ({"practised": Practised(trainings=1)}, "un essai de l’alerte", Place.ALERT),
        ({"practised": Practised(trainings=1, last_test=TODAY - timedelta(days=366))}, "un essai de l’alerte de moins d’un an", Place.ALERT),
        ({"practised": Practised(last_test=TODAY)}, "une formation ou un exercice", Place.TRAINING),
    ],
)  # fmt: skip
def test_one_thing_missing_is_said_alone(change: dict[str, object], said: str, place: Place) -> None:
    """In words that follow « il manque », with where to mend it."""
    assert words(replace(whole(), **change)) == [(said, place)]  # type: ignore[arg-type]


def test_the_cell_names_the_functions_without_anyone() -> None:
    """A holder alone still lacks who stands in."""
    facts = whole()
    cell = {**facts.cell, "logistics": (Holder("A"),), "steering": ()}
    assert words(replace(facts, cell=cell)) == [
        ("le titulaire Pilotage de la crise", Place.CELL),
        ("le suppléant Administration et logistique", Place.CELL),
    ]
    assert words(replace(facts, cell={})) == [("toute la cellule de crise", Place.CELL)]


def test_communes_without_a_risk_and_risks_without_a_source_are_counted() -> None:
    """What is a starting value is not yet known."""
    facts = whole()
    assert words(replace(facts, risks=())) == [("les risques des communes", Place.RISKS)]
    one = replace(facts.risks[0], source="")
    assert words(replace(facts, risks=(one,))) == [
        ("les risques de 1 commune", Place.RISKS),
        ("la source des risques de 1 commune", Place.RISKS),
    ]


def test_stock_that_expired_or_runs_short_is_counted_by_thing() -> None:
    """Two lots of the same thing are one reference."""
    items = [
        Item(id="a", label="Masques", quantity=5, minimum=50),
        Item(id="b", label="Masques", quantity=5, minimum=50),
        Item(id="c", label="Adrénaline", quantity=2, expires_on=date(2026, 11, 1)),
    ]
    assert words(replace(whole(), stock=stocked(items, TODAY, StockLimits()))) == [
        ("le remplacement de 1 lot périmé", Place.STOCK),
        ("du stock pour 1 référence", Place.STOCK),
    ]


def test_passages_left_to_be_written_are_counted() -> None:
    """Those of a proposed text too, unless what they rest on tells them: whoever signs it knows everything it leaves open."""
    left = "Deux trous : [à compléter : le lieu] et [à compléter : l’heure]."
    assert words(whole(), replace(SECTION, text=left)) == [("2 passages à écrire dans « Traçabilité »", Place.SECTIONS)]
    told = replace(whole(), practised=Practised(trainings=1))
    alert = replace(SECTION, key="alert", title="Alerte", text=left)
    assert words(told, alert) == [("un essai de l’alerte", Place.ALERT)]
    alone = replace(whole(), cell={one.code: (Holder("A"),) for one in whole().functions})
    [cell] = words(alone, replace(SECTION, key="governance", text=left))
    assert cell[1] is Place.CELL
    assert completeness((replace(SECTION, text=left),), whole()).sections == 0
    assert words(whole(), replace(SECTION, text=left, modified=True)) == [
        ("2 passages à écrire dans « Traçabilité »", Place.SECTIONS)
    ]
    assert words(whole(), replace(SECTION, text="")) == [("le texte de « Traçabilité »", Place.SECTIONS)]


@pytest.mark.parametrize(
    ("parts", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a et b"), (["a", "b", "c"], "a, b et c")]
)
def test_parts_are_enumerated_as_they_are_spoken(parts: list[str], said: str) -> None:
    """Whatever their number."""
    assert enumerated(parts) == said
