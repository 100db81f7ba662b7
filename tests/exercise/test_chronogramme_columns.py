"""Columns recognised by their headers, in French or English, in any order; what must be there and is not."""

from __future__ import annotations

import pytest

from app.exercise.chronogramme_columns import COLUMN_WORDS, Column, ColumnMapping, column_named, is_in_hours, proposed
from tests.exercise.a_chronogramme import NAMES


@pytest.mark.parametrize(
    ("title", "column"),
    [
        ("T+", Column.OFFSET), ("T+ (min)", Column.OFFSET), ("Minutes", Column.OFFSET), ("Horaire", Column.HOUR),
        ("Heure fictive", Column.HOUR), ("Émetteur", Column.SENDER), ("From", Column.SENDER), ("Joué par", Column.SENDER),
        ("Destinataire(s)", Column.RECIPIENT), ("To", Column.RECIPIENT), ("Moyen de transmission", Column.CHANNEL),
        ("Contenu du message", Column.TEXT), ("Inject description", Column.TEXT), ("Réactions attendues", Column.EXPECTED),
        ("Expected player action", Column.EXPECTED), ("Délai\n(min)", Column.DEADLINE), ("Fiche réflexe", Column.CARD),
        ("N°", Column.NUMBER), ("Phase / séquence", Column.PHASE), ("Couleur", None), ("", None),
    ],
)  # fmt: skip
def test_a_column_is_known_by_its_usual_names(title: str, column: Column | None) -> None:
    """Accents, case, brackets, line ends and slashes say nothing."""
    assert column_named(title, NAMES) is column


def test_every_column_has_names_and_our_own_headers_read_back() -> None:
    """The data file knows them all; what Relève writes above its files is recognised."""
    assert set(NAMES.canonical) == {one.value for one in Column}
    assert {column_named(word, NAMES) for word in COLUMN_WORDS.values()} == set(Column)


def test_of_two_columns_that_say_the_same_the_first_is_taken() -> None:
    """And what is missing is told group by group; a value for the whole file stands for a column."""
    found = proposed(("Message", "T+", "Texte", "De"), NAMES)
    assert found.ranks == {Column.TEXT: 0, Column.OFFSET: 1, Column.SENDER: 3}
    assert found.missing == ((Column.RECIPIENT,), (Column.CHANNEL,))
    usual = {Column.RECIPIENT: "Cellule", Column.CHANNEL: "papier"}
    assert ColumnMapping(found.ranks, usual).missing == ()
    assert ColumnMapping({}, {Column.CHANNEL: " "}).missing[0] == (Column.OFFSET, Column.HOUR)


def test_the_unit_stands_in_the_header() -> None:
    """Plain numbers are hours only where it says so."""
    assert [is_in_hours(one) for one in ("T+ (h)", "Temps en heures", "T+ (min)", "T+", "Heure")] == [
        True, True, False, False, False,
    ]  # fmt: skip
