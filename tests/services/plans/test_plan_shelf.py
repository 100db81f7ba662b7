"""Codes of plans and cards in words; a file that does not read closes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import NotFound
from app.library import Library
from app.response.sheet import Phase
from app.services.plans.plan_shelf import Cited, PlanShelf, delay_words, needs_by_delay, shelf_of
from app.words import use_language


@pytest.fixture(scope="module")
def shelf() -> PlanShelf:
    return shelf_of(Library())


def test_every_code_of_every_plan_has_its_words(shelf: PlanShelf) -> None:
    """No function, contact, profession, text or ORSAN code is shown as a code."""
    for sheet in shelf.sheets.values():
        assert {one.function for one in sheet.actions} <= shelf.functions.keys()
        assert len(shelf.cited(sheet.legal)) == len(sheet.legal)
        assert all(", " in code for _generation, codes in shelf.orsan_of(sheet) for code in codes)
        assert {slug for need in sheet.needs for slug in need.professions} <= shelf.professions.keys()
        assert {one.card for one in sheet.actions if one.card} <= {one.slug for one in shelf.cards_of(sheet)}
    assert all(set(card.contacts) <= shelf.contacts.keys() for card in shelf.cards.values())


def test_what_a_plan_refers_to_is_said(shelf: PlanShelf) -> None:
    """Professions, contacts in their order, generations of ORSAN the latest first."""
    sheet, card = shelf.sheet("typologie_1"), shelf.card("ouvrir_la_cellule")
    assert [shelf.professions_of(one) for one in sheet.needs[4:]] == ["psychologue ou médecin", ""]
    assert shelf.contacts_of(card)[:2] == ("Délégation départementale de l’ARS", "SAMU – Centre 15")
    assert shelf.orsan_of(sheet)[0] == (
        "ORSAN en vigueur",
        ("AMAVI, Afflux massif de victimes", "MEDICO-PSY, Blessés psychiques"),
    )
    assert [generation for generation, codes in shelf.orsan_of(shelf.sheet("cybersecurite")) if not codes] == [
        "ORSAN, volets de transition",
        "ORSAN 2014",
    ]


def test_a_text_says_its_article_its_date_and_whether_it_was_read(shelf: PlanShelf) -> None:
    """A date that was recalled is told apart; a text that ended says when."""
    sure, recalled = shelf.cited(["decret-2021-10", "csp-l3131-7"])
    assert sure == Cited(
        "Décret n° 2021-10, article 1",
        "7 janvier 2021",
        "Centres de vaccination désignés par le préfet après avis de l’ARS (campagne de 2021).",
        True,
        "31 juillet 2022",
    )
    assert (recalled.dated, recalled.is_date_sure, recalled.until) == ("18 mars 2020", False, "")


def test_actions_stand_function_after_function(shelf: PlanShelf) -> None:
    """In the order of the cell, the file's order inside; of one function when asked."""
    sheet = shelf.sheet("typologie_1")
    for phase in Phase:
        found = shelf.actions_of(sheet, phase)
        ranks = [list(shelf.functions).index(one.function) for one in found]
        assert ranks == sorted(ranks)
        assert sorted(one.text for one in found) == sorted(one.text for one in sheet.actions_of(phase))
    mine = shelf.actions_of(sheet, Phase.HOUR_1, "logistics")
    assert [one.function for one in mine] == ["logistics"]


def test_needs_are_read_by_delay(shelf: PlanShelf) -> None:
    """Soonest first, none lost."""
    sheet = shelf.sheet("typologie_1")
    grouped = needs_by_delay(sheet)
    assert [(hours, sum(one.quantity for one in needs)) for hours, needs in grouped] == [(1, 4), (3, 12), (24, 4)]
    assert [delay_words(hours) for hours in (1, 3)] == ["En 1 heure", "En 3 heures"]


def test_names_follow_the_language(shelf: PlanShelf) -> None:
    """Functions, contacts and ORSAN; the texts of plans stay as they were written."""
    with use_language("en"):
        english = shelf_of(Library())
    assert english.function("steering") == "Steering"
    assert english.orsan_of(english.sheet("typologie_1"))[0][1][0] == "AMAVI, Mass casualties"
    assert english.sheets == shelf.sheets


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("plans/typologie_1/plan.yaml", "title: x\n", "plans/typologie_1/plan.yaml"),
        ("plans/typologie_1/cards/nouvelle.md", "rien", "plans/typologie_1/cards/nouvelle.md"),
        ("data/legal_references.csv", "code\na,b", "legal_references.csv"),
    ],
)
def test_a_file_that_does_not_read_leaves_what_is_shipped(
    tmp_path: Path, shelf: PlanShelf, name: str, content: str, told: str
) -> None:
    """And says which one: a crisis waits for nobody to mend a comma."""
    path = tmp_path / name
    path.parent.mkdir(parents=True)
    path.write_text(content, "utf-8")
    found = shelf_of(Library(overlay=tmp_path))
    assert told in found.fault
    assert (found.sheets, found.cards, shelf.fault) == (shelf.sheets, shelf.cards, "")


def test_what_is_not_there_is_said(shelf: PlanShelf) -> None:
    """Never a fault of the program."""
    for read in (shelf.sheet, shelf.card):
        with pytest.raises(NotFound):
            read("nulle_part")
