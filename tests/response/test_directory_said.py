"""Tests of app/response/directory_said.py: what lacks, in sentences."""

from __future__ import annotations

from app.response.directory import Contact
from app.response.directory_holes import Hole, HoleKind
from app.response.directory_said import hole_sentences, place_words
from app.words import use_language
from tests.response.test_directory_holes import CARE_HOME, CPAM, PREFECTURE

FUNCTIONS = {one.code: one for one in (PREFECTURE, CPAM, CARE_HOME)}
DEPARTMENTS = {"35": "Ille-et-Vilaine", "44": "Loire-Atlantique", "56": "Morbihan"}


def test_one_sentence_a_kind_the_worst_first_and_few_names() -> None:
    """Three are named, the others counted."""
    missing = [Hole(HoleKind.MISSING, "prefecture", code) for code in DEPARTMENTS] + [Hole(HoleKind.MISSING, "cpam")]
    late = Hole(HoleKind.UNCHECKED, "cpam", "", Contact(id="c", function="cpam"))
    said = hole_sentences([late, *missing], FUNCTIONS, DEPARTMENTS)
    assert [one.replace("\u00a0", " ") for one in said] == [
        "Il manque 4 contacts : Préfecture, Ille-et-Vilaine ; Préfecture, Loire-Atlantique ; Préfecture, Morbihan et 1 de plus.",
        "1 contact est à vérifier : aucun essai réussi depuis un an.",
    ]
    assert hole_sentences([], FUNCTIONS, DEPARTMENTS) == ()


def test_every_kind_of_hole_has_its_sentence() -> None:
    """In French and in English, for one and for several."""
    for language in ("fr", "en"):
        with use_language(language):
            for kind in HoleKind:
                for count in (1, 2):
                    [said] = hole_sentences([Hole(kind, "cpam")] * count, FUNCTIONS, DEPARTMENTS)
                    assert str(count) in said
                    assert "{" not in said


def test_an_establishment_is_called_by_its_own_name() -> None:
    """« EHPAD Les Exemples » says more than « EHPAD »."""
    home = Contact(id="c", function="care_home", organisation="EHPAD Les Exemples", site_id="s")
    assert place_words(FUNCTIONS, DEPARTMENTS, Hole(HoleKind.NO_NIGHT, "care_home", "", home)) == "EHPAD Les Exemples"
    assert place_words(FUNCTIONS, DEPARTMENTS, Hole(HoleKind.MISSING, "gone")) == "gone"
