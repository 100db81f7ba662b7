"""A plan or a card that does not fit its format is refused in one sentence: file, line, key, fault and remedy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.library import Library, content_root
from app.library.plans import PlanLibrary

PLAN, CARD = "plans/essai/plan.yaml", "plans/essai/cards/une_fiche.md"
SHEET = (
    """title: Un essai
kind: typology
typology: 1
orsan:
  "2014": [AMAVI]
summary: Un essai de plan.
examples: [Un premier exemple, Un second exemple]
kinetics: Lente.
triggers: [Quelqu’un prévient]
objectives: [Voir, Savoir]
effects: [Vu de tous, Su de tous]
actions:
"""
    + "".join(
        f"  - {{phase: {phase}, function: steering, text: Agir}}\n" for phase in ("0-1h", "1-6h", "6-24h", "24h+") * 2
    )
    + """needs:
  - {label: Médecins, professions: [medecin], quantity: 2, within_hours: 3}
sites: [{label: Une salle}]
equipment: [{label: Des masques}]
communication:
  - {audience: Tous, text: Un message}
  - {audience: Mairies, text: Un autre}
end_criteria: [La levée]
legal: [csp-l3131-8]
cards: [une_fiche]
"""
)
SLIP = """---
title: Une fiche
owner: steering
trigger: Un essai
contacts: [samu, ars_branch]
medical: false
reviewed_on: 2026-11-02
---
## À faire
1. Faire une chose
2. En faire une autre,
   sur deux lignes
3. Finir
## Ne pas faire
- Partir
## Trace à garder
- L’heure
"""


def problems(tmp_path: Path, sheet: str = SHEET, slip: str = SLIP) -> list[str]:
    """What is said of a site's plan and card, no-break spaces as plain ones."""
    cards = tmp_path / "plans/essai/cards"
    cards.mkdir(parents=True)
    (cards.parent / "plan.yaml").write_text(sheet, encoding="utf-8")
    (cards / "une_fiche.md").write_text(slip, encoding="utf-8")
    found = PlanLibrary(Library(tmp_path), tmp_path).problems()
    return [one.replace("\u00a0", " ") for one in found if "essai" in one]


def test_what_fits_is_taken_whole(tmp_path: Path) -> None:
    """A site's plan and card are read beside the package's; a step goes on over an indented line; 2014 needs no quotes."""
    assert problems(tmp_path, SHEET.replace('"2014"', "2014")) == []
    plans = PlanLibrary(Library(tmp_path), tmp_path)
    assert plans.cards["une_fiche"].steps == ("Faire une chose", "En faire une autre, sur deux lignes", "Finir")
    assert plans.sheets["essai"].orsan == {"2014": ("AMAVI",)}
    assert len(plans.sheets) == len(list((content_root() / "plans").glob("*/plan.yaml"))) + 1


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("## Ne pas faire", "## Ne pas", "ligne 14 : titre « Ne pas » inattendu. Les titres d’une fiche sont, une fois chacun : À faire, Ne pas faire, Trace à garder."),
        ("## Trace", "Bonjour\n## Trace", "ligne 16 : chaque ligne d’une fiche est un point de liste, sous un titre."),
        ("3. Finir\n", "", "ligne 9, À faire : trop peu de points sous ce titre. Complétez la fiche."),
        ("- L’heure\n", "", "ligne 16, Trace à garder : trop peu de points sous ce titre. Complétez la fiche."),
        ("## Trace à garder\n- L’heure\n", "", "ligne 2, Trace à garder : ce titre manque. Ajoutez la ligne « ## Trace à garder » et sa liste."),
        ("2026-11-02", "02/11/2026", "ligne 7, reviewed_on : cette valeur ne convient pas. Écrivez une date comme 2026-11-02."),
        ("medical: false", "medical: peut-être", "ligne 6, medical : cette valeur ne convient pas. Écrivez true ou false."),
        ("[samu, ars_branch]", "samu", "ligne 5, contacts : cette valeur ne convient pas. Écrivez une liste : une ligne par point, précédée d’un tiret, ou des mots entre crochets."),
        ("owner: steering", "owner: stering", "ligne 3, owner : « stering » n’est pas dans data/cell_functions.csv. Corrigez-le ou ajoutez-le."),
        ("samu,", "le_samu,", "ligne 5, contacts[1] : « le_samu » n’est pas dans data/contact_functions.csv. Corrigez-le ou ajoutez-le."),
        ("---\n", "", "ligne 1 : une fiche commence par un en-tête entre deux lignes « --- »."),
    ],
)  # fmt: skip
def test_a_card_that_does_not_fit(tmp_path: Path, was: str, now: str, said: str) -> None:
    """Each fault of a card is told with its line, its key or heading, and what to write."""
    assert problems(tmp_path, slip=SLIP.replace(was, now, 1)) == [f"{CARD}, {said}"]


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("phase: 0-1h", "phase: 0-2h", "ligne 13, actions[1].phase : cette valeur ne convient pas. Écrivez l’une de ces valeurs : 0-1h, 1-6h, 6-24h, 24h+."),
        ("quantity: 2", "quantity: deux", "ligne 22, needs[1].quantity : cette valeur ne convient pas. Écrivez un nombre entier."),
        ("within_hours: 3", "within_hours: 4", "ligne 22, needs[1].within_hours : cette valeur ne convient pas. Écrivez l’une de ces valeurs : 1, 3, 12, 24."),
        ("typology: 1", "typology: 7", "ligne 3, typology : cette valeur ne convient pas. Écrivez un nombre plus petit."),
        ("Lente.", "Ah", "ligne 8, kinetics : cette valeur ne convient pas. Écrivez une phrase : trois caractères au moins."),
        ("kinetics:", "kinetic:", "ligne 8, kinetic : cette clé n’est pas connue du format. Corrigez son nom ou retirez-la."),
        ("kinetics: Lente.\n", "", "ligne 1, kinetics : cette clé manque. Ajoutez-la : elle est obligatoire."),
        ('"2014"', "2019", "ligne 5, orsan.2019 : cette valeur ne convient pas. Écrivez l’une de ces valeurs : 2014, transition, current."),
        ("[AMAVI]", "[AMAVY]", "ligne 5, orsan.2014[1] : « AMAVY@2014 » n’est pas dans data/orsan_taxonomy.csv. Corrigez-le ou ajoutez-le."),
        ("typology: 1\n", "", "ligne 1, typology : une typologie porte un numéro, une disposition transversale n’en porte pas. Corrigez typology ou kind."),
        (", Un second exemple", "", "ligne 7, examples : la liste est trop courte. Complétez-la : un plan sans cela ne sert pas."),
        ("[La levée]", "\n  - La levée : dite", "ligne 29, end_criteria[1] : cette valeur ne convient pas. Écrivez une phrase ; mettez-la entre guillemets si elle contient deux-points ou n’est qu’un nombre."),
        ("cards: [une_fiche]", "cards: [une_autre]", "ligne 30, cards[1] : « une_autre » n’est pas dans plans/*/cards. Corrigez-le ou ajoutez-le."),
    ],
)  # fmt: skip
def test_a_plan_that_does_not_fit(tmp_path: Path, was: str, now: str, said: str) -> None:
    """Each fault of a plan is told with its line, its key, and what to write; a misspelt key before the missing one."""
    assert problems(tmp_path, SHEET.replace(was, now, 1)) == [f"{PLAN}, {said}"]


@pytest.mark.parametrize(
    "wrong", [lambda text: "- une liste\n", lambda text: text + "title: Deux fois\n", lambda text: text + "x: *ici\n"]
)
def test_a_file_that_is_no_plan(tmp_path: Path, wrong: Callable[[str], str]) -> None:
    """A list, a doubled key and a YAML alias are refused with the file's name, never read half."""
    (said,) = problems(tmp_path, wrong(SHEET))
    assert said.startswith(PLAN)


@pytest.mark.parametrize("linked", ["plans", "plans/essai", PLAN, CARD, "plans/essai/cards"])
def test_a_link_that_leads_out_of_the_content_folder_is_not_read(tmp_path: Path, linked: str) -> None:
    """Whoever may write there would otherwise have any file of the machine shown as a plan or a card."""
    elsewhere, overlay = tmp_path / "ailleurs", tmp_path / "content"
    (elsewhere / "plans/essai/cards").mkdir(parents=True)
    (elsewhere / PLAN).write_text(SHEET, encoding="utf-8")
    (elsewhere / CARD).write_text(SLIP, encoding="utf-8")
    (overlay / linked).parent.mkdir(parents=True)
    (overlay / linked).symlink_to(elsewhere / linked)
    read = PlanLibrary(Library(), overlay)
    assert ("essai" in read.sheets, "une_fiche" in read.cards) == (False, False)


def test_every_file_that_cannot_be_read_is_said_at_once(tmp_path: Path) -> None:
    """A coordinator mends them all before looking again."""
    found = problems(
        tmp_path, SHEET.replace("kind: typology", "kind: autre"), SLIP.replace("## Trace à garder", "## Trace")
    )
    assert [one.partition(",")[0] for one in found] == [PLAN, CARD]
