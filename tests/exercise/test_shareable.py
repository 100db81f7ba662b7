"""What may go to another community: nobody, no number, no link; and what was learnt without organisations."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.drills.scenario import Scenario
from app.exercise.rating import Element, Observation, ObservationKind
from app.exercise.shareable import Scrubber, lessons, shareable
from tests.drills.a_scenario import GIVEN, a_scenario

SCRUBBER = ("Solveig Kerfictif", "LE GOFF Anne"), ("Kerfictif", "Solveig"), ("Clinique Océane",)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Appelez le 06 39 98 00 42 vite.", "Appelez le [numéro retiré] vite."),
        ("+33 6.39.98.00.42", "[numéro retiré]"), ("0033639980042", "[numéro retiré]"), ("RPPS 10001234567", "RPPS [numéro retiré]"),
        ("2 84 05 56 007 123 45", "[numéro retiré]"), ("Écrire à a.b@exemple.fr.", "Écrire à [adresse retirée]."),
        ("Voir https://releve.exemple/exercice/abcDEF_123 ici", "Voir [lien retiré] ici"),
        ("Solveig KERFICTIF arrive", "[nom retiré] arrive"), ("kerfictif solveig", "[nom retiré]"), ("Dites à Kerfictif.", "Dites à [nom retiré]."),
        ("Anne Le Goff et Le Goff Anne", "[nom retiré] et [nom retiré]"), ("Mme Quidam appelle", "[nom retiré] appelle"),
        ("Le Dr de Rien et Monsieur Personne", "Le [nom retiré] et [nom retiré]"),
        ("15 gestes, 38 victimes à 17 h 40 ; le 15 et le 112, T+1 h 30", "15 gestes, 38 victimes à 17 h 40 ; le 15 et le 112, T+1 h 30"),
        ("Plan blanc au CHBA, ORSEC-NOVI 2026", "Plan blanc au CHBA, ORSEC-NOVI 2026"), ("Clinique Océane", "Clinique Océane"),
    ],
)  # fmt: skip
def test_people_numbers_and_links_are_taken_out_of_texts(given: str, kept: str) -> None:
    """Whoever is known by either order of their name, whoever has a title, every long number; figures of the story stay."""
    assert Scrubber(*SCRUBBER).clean(given) == kept


def test_organisations_go_where_it_is_asked_and_all_is_counted() -> None:
    """A name inside another word is none."""
    one = Scrubber(*SCRUBBER)
    assert (
        one.clean("La clinique océane, Kerfictifville.", organisations=True) == "La [organisme retiré], Kerfictifville."
    )
    assert one.removed == 1


def test_effects_that_name_somebody_are_left_out() -> None:
    """Providers and practices go; a profession in a commune stays; the file still holds together."""
    effects = [
        {"type": "absence", "providers": ["person:noa"]},
        {"type": "absence", "professions": ["infirmier"], "communes": ["44185"], "practices": ["cab-1"], "share": 50},
        {"type": "closure", "practices": ["cab-1"], "note": "Solveig Kerfictif est seule"},
        {"type": "road_cut", "roads": ["35236-44185"], "note": "Appeler le 06 39 98 00 42"},
    ]
    plan = [{"type": "pair_practices", "practices": ["cab-1", "cab-2"]}]
    cleaned, dropped = shareable(
        a_scenario(effects=effects, plan=plan), Scrubber(*SCRUBBER), title="Pont", cards=frozenset()
    )
    told = cleaned.model_dump_json()
    assert (dropped, [one.type for one in cleaned.effects], [one.type for one in cleaned.plan]) == (
        2, ["absence", "road_cut"], ["pair_practices"],
    )  # fmt: skip
    assert not [canary for canary in ("cab-1", "noa", "Kerfictif", "06 39") if canary in told]


def test_cards_that_only_we_have_are_unlinked() -> None:
    """Those of the library stay linked."""
    injects = [
        {
            **GIVEN["injects"][0],
            "expected": [{"text": "Ouvrir.", "card": "ouvrir_la_cellule"}, {"text": "Dire.", "card": "a_nous"}],
        }
    ]
    objectives = [{**GIVEN["objectives"][0], "cards": ["a_nous", "ouvrir_la_cellule"]}]
    found, _dropped = shareable(
        a_scenario(injects=injects, objectives=objectives),
        Scrubber(),
        title="Pont",
        cards=frozenset({"ouvrir_la_cellule"}),
    )
    assert isinstance(found, Scenario)
    assert [one.card for one in found.injects[0].expected] == ["ouvrir_la_cellule", None]
    assert found.objectives[0].cards == ("ouvrir_la_cellule",)


def test_lessons_say_what_was_learnt_and_by_nobody() -> None:
    """Strengths first, then what to improve with its cause; facts stay here."""
    at = datetime(2026, 12, 3, tzinfo=UTC)

    def seen(kind: ObservationKind, text: str, **fields: object) -> Observation:
        return Observation(id=text, exercise_id="e", kind=kind, text=text, at=at, **fields)  # type: ignore[arg-type]

    observed = [
        seen(ObservationKind.IMPROVEMENT, "La Clinique Océane n’a pas été jointe.", cause="Mme Quidam seule", element=Element.TRAINING),
        seen(ObservationKind.STRENGTH, "Cellule ouverte\nvite."), seen(ObservationKind.FACT, "Il pleut."),
    ]  # fmt: skip
    assert lessons(observed, (), Scrubber(*SCRUBBER)) == (
        "point fort · Cellule ouverte vite.",
        "point à améliorer (formation) · La [organisme retiré] n’a pas été jointe. Cause : [nom retiré] seule",
    )
