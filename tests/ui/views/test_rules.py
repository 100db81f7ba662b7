"""Tests of app/ui/views/rules*.py: tables in words as of a day, and rows that survive their editing."""

from __future__ import annotations

from datetime import date

import pytest

from app.core.errors import InvalidInput
from app.library import Library
from app.ui.parts.rule_tables import Column, Kind, Value
from app.ui.views import rules, rules_edit
from app.words.errors import sentence

TODAY = date(2026, 11, 26)
TABLES = tuple(rules.NAMES)
CODES = ("infirmier_", "half_day", "data_entry", "covid_19", "on_site", "|", "remplacant", "*")


@pytest.mark.parametrize("table", TABLES)
def test_every_shipped_row_reads_without_a_code(table: str) -> None:
    """No slug, no enum, no « | » on screen, and as many cells as columns."""
    drawn = rules.readable(Library(), table, None)
    cells = [cell for row in drawn.rows for cell in row]
    assert drawn.rows
    assert {len(row) for row in drawn.rows} == {len(drawn.header)}
    assert not [cell for cell in cells if any(code in cell for code in CODES)]


@pytest.mark.parametrize("table", TABLES)
def test_every_shipped_row_survives_its_editing(table: str) -> None:
    """Cells → typed values → cells: nothing changes but who checked the row."""
    library = Library()
    known = rules_edit.columns(library, table)
    for record in library.table(table):
        before = {name: cell for name, cell in record.cells.items() if name != "checked"}
        after = rules_edit.cells_of(table, rules_edit.values_of(record.cells, known), known, "")
        after.pop("checked", None)
        assert after == before


def test_reflex_cards_are_named_by_their_titles() -> None:
    """Those a step of an alert is done by; while plans can't be read, as their files are named."""
    drawn = rules.readable(Library(), "exercise_targets", None)
    assert "Alerter les volontaires par vagues" in [row[2] for row in drawn.rows]


def test_two_codes_of_one_word_are_told_apart() -> None:
    """Otherwise the first would be stored for the second."""
    column = Column("commune", "Commune", Kind.CHOICE, {"1": "Auray", "2": "Auray", "3": "Brech"})
    assert [column.in_words(code) for code in "123"] == ["Auray (1)", "Auray (2)", "Brech"]
    assert [column.in_codes(column.in_words(code)) for code in "1234"] == list("1234")


def test_the_first_sentence_says_that_no_fee_is_in_force() -> None:
    """In 2026 none; on a day of 2021 there are."""
    assert rules.rules_sentence(Library(), TODAY).endswith("; aucun tarif en vigueur.")
    assert "tarifs en vigueur." in rules.rules_sentence(Library(), date(2021, 5, 3))


def test_a_table_without_a_row_in_force_says_what_to_do() -> None:
    """No fee today: enter it with its text."""
    drawn = rules.readable(Library(), "fees", TODAY)
    assert drawn.rows == ()
    assert drawn.sentence == "Aucun tarif en vigueur le 26 novembre 2026 : saisissez-le avec son texte."


def test_a_required_cell_left_empty_is_named() -> None:
    """A new payer without a payer."""
    known = rules_edit.columns(Library(), "payers")
    with pytest.raises(InvalidInput) as caught:
        rules_edit.cells_of("payers", {"carrier": "cpts", "exercise": "liberal", "payer": None}, known, "Texte")
    assert caught.value.data == {"column": "Payeur"}


def test_rules_of_continuity_are_read_with_their_units_and_bounds() -> None:
    """A row that gives a value alone keeps its shipped name; no setting is read as a code."""
    library = Library(rows={"continuity_rules": [{"setting": "need_days", "value": "90"}]})
    drawn = rules.readable(library, "continuity_rules", None)
    assert drawn.header == ("Réglage", "Valeur", "Bornes", "Source", "Vérification")
    assert [row[:3] for row in drawn.rows if row[-1] == "saisi par la communauté"] == [
        ("Jours au bout desquels un besoin finit de lui-même s’il n’est pas revu", "90\xa0jours", "de 1 à 730")
    ]
    assert not [cell for row in drawn.rows for cell in row if "_" in cell]


def test_a_category_is_read_in_words() -> None:
    """Hours, professions, what it depends on; and the word that files use."""
    drawn = rules.readable(Library(), "care_categories", None)
    assert [row[:-3] for row in drawn.rows if row[-3] == "DPA"] == [(
        "Dialyse péritonéale automatisée", "1 · vital", "24 h", "infirmier", "non",
        "électricité, prestataire à domicile", "tous les jours", "Centre de dialyse", "24 h",
    )]  # fmt: skip


def test_a_category_without_english_words_has_the_french_ones() -> None:
    """Name and first resort; the row is the community's, with the source typed."""
    known = rules_edit.columns(Library(), "care_categories")
    values: dict[str, Value] = {
        "code": "SOINX", "label_fr": "Soin", "severity": "2", "max_interruption_hours": 12, "visits": "daily",
        "carers": ["infirmier", "medecin"], "substitute_fr": "HAD",
    }  # fmt: skip
    cells = rules_edit.cells_of("care_categories", values, known, "Dr Fictif")
    assert (cells["label_en"], cells["substitute_en"], cells["source"], cells["checked"]) == (
        "Soin", "HAD", "Dr Fictif", "local",
    )  # fmt: skip
    assert cells["carers"] == "infirmier|medecin"
    Library(rows={"care_categories": [cells]}).validate("care_categories")


@pytest.mark.parametrize(
    ("table", "change", "told"),
    [
        (
            "care_categories", {"max_interruption_hours": "800"},
            "Vos lignes, ligne 1 : Attente possible (heures) : écrivez un nombre d’heures, de 0 à 744.",
        ),
        (
            "care_categories", {"code": "à jeun"},
            "Vos lignes, ligne 1 : Mot des fichiers : « à jeun » ; écrivez jusqu’à 20 lettres, chiffres ou tirets, sans accent ni espace.",
        ),
        (
            "continuity_rules", {"value": "1"},
            "Vos lignes, ligne 1 : Effectif en dessous duquel une case partagée est masquée : « 1 » ; écrivez un nombre entier de 2 à 100.",
        ),
    ],
)  # fmt: skip
def test_a_wrong_row_is_refused_in_the_words_of_the_screen(table: str, change: dict[str, str], told: str) -> None:
    """Its line, the name of the column or of the setting as the screen has it, and what to write."""
    shipped = Library()
    wrong = dict(shipped.table(table)[0].cells) | change
    with pytest.raises(InvalidInput) as caught:
        Library(rows={table: [wrong]}).validate(table)
    error = rules_edit.in_words(caught.value, rules_edit.columns(shipped, table))
    assert sentence(error).replace("\xa0", " ") == told


def test_a_new_product_gets_a_key_and_the_source_typed() -> None:
    """From its name; an existing one keeps its own."""
    known = rules_edit.columns(Library(), "vaccines")
    values: dict[str, Value] = {
        "label": "Vaccin d’essai", "families": ["covid_19"], "campaign": "calendar", "doses_per_vial": 5
    }  # fmt: skip
    cells = rules_edit.cells_of("vaccines", values, known, " Notice ")
    assert (cells["slug"], cells["source"], cells["checked"]) == ("vaccin_d_essai", "Notice", "local")
    assert rules_edit.cells_of("vaccines", {**values, "slug": "mon_vaccin"}, known, "Notice")["slug"] == "mon_vaccin"


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"valid_from": "2021-02-06", "valid_to": "2022-07-31"}, "du 6 février 2021 au 31 juillet 2022"),
        ({"valid_from": "2023-08-10", "valid_to": ""}, "depuis le 10 août 2023"),
        ({"valid_from": "", "valid_to": "2022-07-31"}, "jusqu’au 31 juillet 2022"),
        ({"valid_from": "", "valid_to": ""}, "sans date"),
    ],
)
def test_validity_is_said_with_its_ends(cells: dict[str, str], said: str) -> None:
    """Both ends, one, or none."""
    assert rules.validity(cells) == said
