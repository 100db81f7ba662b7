"""A response plan on paper."""

from __future__ import annotations

from dataclasses import replace

from app.documents.plan_sheet import (
    PlanAction,
    PlanCodes,
    PlanMeans,
    PlanMessage,
    PlanNeed,
    PlanPhase,
    PlanReference,
    PlanSheet,
    plan_sheet,
)
from app.words import use_language
from tests.documents.printed import assert_tagged, assert_tidy, pages_of, text_of
from tests.documents.samples import ENDLESS_NAME, EXERCISE, IMPRINT, LONG_NAME

SHEET = PlanSheet(
    community="CPTS d’Auray", title="Typologie 1", summary="Un événement.", medical="Les délais.", triggers=("Le SAMU prévient.",),
    kinetics="Brutale.", objectives=("Ouvrir.",), effects=("Tenue.",), examples=("Un autocar.",),
    phases=(PlanPhase("Première heure", (PlanAction("Pilotage", "Rappeler.", "Ouvrir la cellule"), PlanAction("Logistique", "Vérifier."))),),
    needs=(PlanNeed("En 3 heures", 6, "Infirmiers du soir", "infirmier", "Domiciles", "Pansements"),),
    sites=(PlanMeans("Maison de santé", "1", "Accès"),), equipment=(PlanMeans("Feuilles", "50"),),
    messages=(PlanMessage("Mairies", "Téléphone", "Appelez la préfecture."),), end=("La levée est notée.",), cards=("Ouvrir la cellule",),
    references=(PlanReference("Code A, L. 1", "18 mars 2020", "Dit ceci.", True), PlanReference("Décret B, article 1", "7 janvier 2021", "Dit cela.", False, "31 juillet 2022")),
    orsan=(PlanCodes("ORSAN en vigueur", ("AMAVI, Afflux",)), PlanCodes("ORSAN 2014", ())),
)  # fmt: skip


def test_everything_is_said_in_its_place() -> None:
    """Who triggers ORSAN first; a recalled date is to be checked, the one that was read is not."""
    printed = plan_sheet(SHEET, IMPRINT)
    said = " ".join(text_of(printed).split())
    for text in (
        "ne déclenche jamais ORSAN", "Médical, à valider par le référent médical : Les délais.", "Le SAMU prévient.", "Brutale.", "Rappeler.",
        "Fiche : Ouvrir la cellule", "Infirmiers du soir", "infirmier · Domiciles · Pansements", "Maison de santé", "Feuilles", "Mairies · Téléphone",
        "La levée est notée.", "31 juillet 2022", "ORSAN 2014 : aucun code", "AMAVI, Afflux",
    ):  # fmt: skip
        assert text in said, text
    assert said.count("(à vérifier)") == 1
    assert_tagged(printed, "Typologie 1")
    assert_tidy(printed)


def test_a_long_plan_runs_over_pages_with_its_heads_and_band() -> None:
    """Sixty actions of the longest words; heads of tables are repeated, pages are counted."""
    actions = tuple(PlanAction(ENDLESS_NAME, "pharmacovigilance " * 9, LONG_NAME) for _n in range(60))
    pages = pages_of(
        printed := plan_sheet(replace(SHEET, phases=(PlanPhase("Première heure", actions),), medical=""), EXERCISE)
    )
    assert len(pages) > 3
    assert all(f"page {n}/{len(pages)}" in page and "EXERCICE" in page for n, page in enumerate(pages, 1))
    assert "Fonction" in pages[2]
    assert_tidy(printed)


def test_a_plan_in_english_keeps_its_own_texts() -> None:
    """The same values give the same bytes."""
    with use_language("en"):
        assert "Rappeler." in text_of(plan_sheet(SHEET, IMPRINT))
    assert plan_sheet(SHEET, IMPRINT) == plan_sheet(SHEET, IMPRINT)
