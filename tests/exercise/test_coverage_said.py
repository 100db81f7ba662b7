"""Tests of app/exercise/coverage_said.py: coverage in sentences while an exercise is played."""

from __future__ import annotations

import pytest

from app.drills.sentences import Naming
from app.drills.territory import Need
from app.exercise.coverage_said import Impact, Standing, impact_sentence, standing_sentence, without_plan_sentence

NAMING = Naming({"nursing": "Soins infirmiers"}, {"A": "Auray"})
NURSING = Need("A/nursing", "A", "nursing", 10, 3)


def plain(text: str) -> str:
    return text.replace("\xa0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (Standing(0, 0), "Aucun soin n’est demandé à cette heure."),
        (Standing(258, 0), "Couverture : toutes les demandes ont quelqu’un (258)."),
        (Standing(258, 1), "Couverture : 99 %, 1 demande sur 258 sans personne."),
        (Standing(200, 57), "Couverture : 71 %, 57 demandes sur 200 sans personne."),
    ],
)
def test_how_the_territory_stands_is_one_sentence_never_rounded_up(now: Standing, said: str) -> None:
    assert plain(standing_sentence(now)) == said


@pytest.mark.parametrize(
    ("before", "after", "is_plan", "said"),
    [
        (
            (100, 4),
            (100, 12),
            False,
            "Couverture 96 % → 88 % : 8 demandes de plus sans personne (Soins infirmiers, Auray).",
        ),
        (
            (100, 12),
            (100, 4),
            True,
            "Couverture 88 % → 96 % : 8 demandes de plus ont quelqu’un (Soins infirmiers, Auray).",
        ),
        ((100, 4), (100, 4), False, "Couverture à 96 % : d’autres prennent le relais, personne de plus ne manque."),
        ((100, 4), (100, 4), True, "Couverture à 96 % : personne de plus n’est servi à cette heure."),
        ((100, 4), (114, 4), False, "Couverture à 96 % : 14 demandes de plus, toutes servies."),
        ((114, 4), (100, 4), False, "Couverture à 96 % : 14 demandes de moins."),
    ],
)
def test_what_a_thing_changed_is_said_with_what_and_where(
    before: tuple[int, int], after: tuple[int, int], is_plan: bool, said: str
) -> None:
    changed = ((NURSING, before[1], after[1]),) if before[1] != after[1] else ()
    one = Impact("i1", 0, Standing(*before), Standing(*after), changed, is_plan)
    assert plain(impact_sentence(one, NAMING, 10)) == said


def test_what_acts_later_says_from_when() -> None:
    one = Impact("d1", 120, Standing(10, 4), Standing(10, 4), (), True)
    assert plain(impact_sentence(one, NAMING, 30)).startswith("À partir de T+2 h : Couverture à 60 %")


def test_what_decisions_are_worth_is_told_once_they_serve_somebody() -> None:
    assert without_plan_sentence(Standing(100, 5), Standing(100, 5)) == ""
    said = without_plan_sentence(Standing(100, 5), Standing(100, 12))
    assert plain(said) == "Sans ce qui a été décidé : 88 %. Les décisions servent 7 demandes de plus."
