"""Times and effects in words, in French, without a code that somebody knows."""

from __future__ import annotations

import pytest

from app.drills.effect_choices import Choices
from app.drills.scenario_words import counts_words, effect_words, inject_span_words, offset_words, span_words
from app.drills.shock import (
    Absence,
    AnyEffect,
    CallVolunteers,
    Closure,
    Demand,
    Discharge,
    Doses,
    ItDown,
    MobileTeam,
    NewNeed,
    OpenSite,
    PairPractices,
    PowerCut,
    RoadCut,
    RoadSlow,
    Supply,
)
from tests.drills.a_scenario import a_scenario

NAMES = Choices(
    communes={f"c{n}": f"Commune {n}" for n in range(9)}, professions={"idel": "infirmier"}, skills={"n": "soins"},
    roads={"r": "A – B"}, site_kinds={"ph": "pharmacie"}, practices={"p": "Cabinet"}, services={"tel": "téléphone"},
    suppliers={"g": "grossiste"},
)  # fmt: skip


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\xa0", " ")


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "T0"), (12, "T + 12 min"), (65, "T + 1 h 05"), (1440, "T + 24 h"), (2880, "T + 2 j"), (3240, "T + 2 j 6 h")],
)
def test_an_offset_is_spoken(minutes: int, said: str) -> None:
    """Minutes, then hours, then days from two days on."""
    assert plain(offset_words(minutes)) == said


@pytest.mark.parametrize(
    ("effect", "said"),
    [
        (Absence(professions=("idel",), count=28, of=94), "Absents : infirmiers, 28 sur 94."),
        (Absence(professions=("idel",), share=50, communes=("c1",)), "Absents : infirmiers · Commune 1, 50 %."),
        (Absence(practices=("p",)), "Absents : Cabinet, tous."),
        (Closure(site_kinds=("ph",), relocated=40), "Fermés : pharmacie. 40 % de l’activité continue ailleurs."),
        (RoadCut(roads=("r",)), "Route coupée : A – B."),
        (RoadSlow(percent=200, minutes=5), "Ralenti : toutes les routes, temps porté à 200 %, 5 min de plus."),
        (PowerCut(communes=("c1", "c2", "c3", "c4", "c5", "c6")), "Plus d’électricité : Commune 1, Commune 2, Commune 3, Commune 4 et 2 autres."),
        (ItDown(service="tel"), "En panne : téléphone, partout."),
        (Demand(skill="n", quantity=3, percent=20), "soins : 3 de plus par demi-journée et par commune et 20 % de plus, partout."),
        (Discharge(patients={"n": 4}, communes=("c1",)), "Sorties d’hôpital : 4 (soins), vers Commune 1."),
        (Supply(supplier="g"), "Approvisionnement : grossiste, il reste plus rien."),
        (Doses(quantity=1, skill="n"), "soins : 1 dose en tout."),
        (Doses(quantity=600, skill="n"), "soins : 600 doses en tout."),
        (NewNeed(commune="c1", skill="n", quantity=2), "Besoin nouveau, Commune 1 : soins, 2 par demi-journée."),
        (OpenSite(name="Poste", commune="c1", skills=("n",), capacity=9), "Poste (Commune 1) : 9 par demi-journée (soins)."),
        (CallVolunteers(profession="idel", count=2), "Volontaires appelés : 2 infirmiers, là où ils habitent."),
        (PairPractices(percent=20), "Les cabinets jumelés se relaient, 20 % de plus chacun."),
        (MobileTeam(name="Équipe", commune="c1", skills=("n",), capacity=9), "Équipe (depuis Commune 1) : 9 par demi-journée (soins), tout le territoire."),
    ],
)  # fmt: skip
def test_each_kind_of_effect_is_one_sentence(effect: AnyEffect, said: str) -> None:
    """Without a code where the words are known."""
    assert plain(effect_words(effect, NAMES)) == said


def test_an_unknown_code_stays_so_that_it_can_be_mended() -> None:
    """Rather than nothing."""
    assert "r9" in effect_words(RoadCut(roads=("r9",)), NAMES)


def test_what_this_territory_has_none_of_is_told_in_words_too() -> None:
    """A scenario of elsewhere names services, suppliers and kinds of site that nobody here has."""
    nothing = Choices(communes={}, professions={}, skills={}, roads={})
    assert (
        plain(effect_words(ItDown(service="dossier_hopital"), nothing)) == "En panne : dossier de l’hôpital, partout."
    )
    assert "prestataire d’oxygène" in effect_words(Supply(supplier="oxygene"), nothing)
    assert "laboratoire" in effect_words(Supply(site_kinds=("laboratory",)), nothing)


def test_spans_count_from_t0_or_from_the_inject() -> None:
    """Open at the end or not."""
    short = PowerCut(communes=("c1",), from_hours=2, until_hours=5)
    assert plain(span_words(short)) == "de T + 2 h à T + 5 h"
    assert plain(span_words(PowerCut(communes=("c1",)))) == "du début à la fin"
    assert plain(inject_span_words(short)) == "2 h après l’envoi, pendant 3 h"
    assert plain(inject_span_words(PowerCut(communes=("c1",)))) == "dès l’envoi"


def test_counts_are_said_together() -> None:
    """Injects, effects, actions, hours."""
    assert plain(counts_words(a_scenario())) == "2 injects, 2 effets, 2 actions du plan, 24 h"
