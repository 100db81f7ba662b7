"""A drill in sentences: what each effect did, who fell, by role and commune; small counts hidden where they must be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.drills.drill import run
from app.drills.drill_words import (
    DrillNaming,
    elsewhere_sentence,
    fallen_words,
    headline,
    order_sentence,
    outcome_sentence,
    rounds_lines,
    withheld_sentence,
)
from app.drills.shock import Absence, Demand, ItDown, OpenSite, PowerCut, RoadCut, Supply
from tests.drills.a_world import NURSES, POWER, a_world

WORLD = a_world()
PROFESSIONS = {"infirmier": "infirmier", "medecin": "médecin"}
NAMING = DrillNaming.of(WORLD, PROFESSIONS)
ABSENT = Absence(professions=("infirmier",), count=3)
SITE = OpenSite(name="Salle", commune="B", skills=("nursing",), capacity=20, reach_minutes=10)
DRILL = run(WORLD, (ABSENT,), (SITE,))


def test_an_absence_says_how_many_of_whom_and_what_it_costs() -> None:
    """The number drawn and among how many, the needs left, those the plan catches."""
    told = outcome_sentence(DRILL.outcomes[0], NAMING)
    assert told == "3 infirmiers sur 6 absents : 53 demandes de plus sans personne, 40 rattrapées par le plan."
    alone = outcome_sentence(DRILL.outcomes[0], NAMING, has_plan=False)
    assert alone == "3 infirmiers sur 6 absents : 53 demandes de plus sans personne."


def test_a_plan_action_says_what_it_serves() -> None:
    """As scenarios tell it, then the needs it gives back."""
    told = outcome_sentence(DRILL.outcomes[1], NAMING)
    assert told.startswith("Salle")
    assert told.endswith(". 40 demandes de plus servies.")


@pytest.mark.parametrize(
    ("effect", "end"),
    [
        (ABSENT.model_copy(update={"from_hours": 900}), "Hors de la période regardée."),
        (RoadCut(roads=("D-E",)), ". Aucune demande de plus sans personne."),
        (Demand(skill="nursing", quantity=1, communes=("E",)), ". 3 demandes de plus sans personne."),
        (RoadCut(roads=("35236-44185",)), "Sans équivalent ici : 35236 – 44185."),
        (PowerCut(communes=("Z",)), "Sans équivalent ici : Z."),
    ],
)
def test_each_end_has_its_words(effect: Absence | RoadCut | Demand | PowerCut | Supply | ItDown, end: str) -> None:
    """Nothing changed, never on, nothing of that name here."""
    drill = run(WORLD, (effect.model_copy(update={"until_hours": None}),), ())
    told = outcome_sentence(drill.outcomes[0], NAMING, has_plan=False)
    assert told.endswith(end.replace("3 demandes", "2 demandes")), told


def test_the_headline_says_every_line_and_the_worst_hour() -> None:
    """Percent of the needs served, rounded down; when it is worst and how many the shocks cost then."""
    assert headline(DRILL, NAMING) == (
        "Demandes servies : 100 % en temps ordinaire, 63 % sous le choc, 91 % avec le plan."
        " Au plus fort, jeudi 26 novembre, matin, 24 demandes sans personne à cause du choc."
    )
    quiet = run(WORLD, (RoadCut(roads=("D-E",)),), ())
    assert headline(quiet, NAMING).endswith("Le choc ne laisse personne de plus sans soins.")


def test_small_counts_are_hidden_where_they_must_be() -> None:
    """Under the threshold a count is a bound; at it, the number."""
    hidden = replace(NAMING, hidden_below=5)
    assert [hidden.count(units) for units in (0, 1, 4, 5)] == ["0", "moins de 5", "moins de 5", "5"]
    drill = run(WORLD, (Demand(skill="nursing", quantity=1, communes=("E",)),), ())
    assert "Moins de 5 demandes de plus sans personne" in outcome_sentence(drill.outcomes[0], hidden, has_plan=False)


def test_rounds_are_told_by_role_and_commune_or_by_name() -> None:
    """Things by their name always; people by name only where names may be read."""
    rounds = (frozenset({POWER, *NURSES[:2]}), frozenset({"site:pharmacy"}), frozenset({"site:centre"}))
    assert rounds_lines(rounds, NAMING) == (
        "Touchés d’abord : 2 infirmières (Commune A), électricité à Commune B.",
        "Tombent ensuite (1er tour) : pharmacie (Commune B).",
        "Tombent ensuite (2e tour) : centre de vaccination (Commune C).",
    )
    named = DrillNaming.of(WORLD, PROFESSIONS, names=True)
    assert fallen_words(rounds[0], named) == "Prénom0 NOM, Prénom1 NOM, électricité à Commune B"
    assert fallen_words({"power:C"}, NAMING) == "électricité à Commune C"


def test_the_order_is_said_and_what_is_of_elsewhere() -> None:
    """A waterfall says that it hangs on its order; a scenario of another territory, what it does not find."""
    assert order_sentence(DRILL).startswith("Les 2 effets sont comptés dans l’ordre où ils sont donnés")
    assert elsewhere_sentence(DRILL) == ""
    lost = run(WORLD, (ABSENT, PowerCut(communes=("Z",))), ())
    assert elsewhere_sentence(lost).startswith("1 effet sur 2 nomme ce que ce territoire n’a pas")


def test_doses_that_lack_are_said() -> None:
    """Nothing is said of none."""
    assert withheld_sentence(0, NAMING) == ""
    assert withheld_sentence(7, NAMING) == "7 demandes sans réponse faute de doses."
