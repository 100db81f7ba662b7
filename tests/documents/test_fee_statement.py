"""The statement of one person's vacations."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from app.documents.fee_statement import FeeLine, FeeStatement, amount_words, fee_statements
from app.words import use_language
from tests.documents.printed import assert_tagged, assert_tidy, pages_of, text_of
from tests.documents.samples import BANDS, EXERCISE, FOOT, IMPRINT, LONG_NAME

LINE = FeeLine(
    day=date(2021, 3, 8),
    session="matin (9 h–14 h), centre du Pratel",
    duration=timedelta(hours=5, minutes=30),
    regime="semaine",
    payer="CPAM du Morbihan",
    rate="1 demi-journée à 220,00 €",
    source="arrêté du 1er février 2021",
    amount_cents=27550,
)
OURS = replace(
    LINE, payer="CPTS du Pays d’Auray", day=date(2021, 3, 9), duration=timedelta(hours=4), amount_cents=22000
)
UNKNOWN = replace(LINE, day=date(2021, 3, 7), amount_cents=None, known_cents=22000, missing="tarif à saisir")
STATEMENT = FeeStatement(
    person=LONG_NAME,
    profession="masseuse-kinésithérapeute",
    status="libérale remplaçante",
    community="CPTS du Pays d’Auray",
    period="Mars 2021",
    lines=(OURS, LINE, UNKNOWN),
    notes=("Plafond annuel : 220,00 € comptés.",),
)


def test_lines_are_grouped_by_payer_and_totals_say_what_is_unknown() -> None:
    """Days in order; a total with an unknown amount is « au moins »."""
    printed = fee_statements([STATEMENT], EXERCISE)
    assert_tagged(printed, f"{BANDS}Relevés de vacations")
    assert_tidy(printed)
    said = "".join(text_of(printed).split())
    parts = (
        "Payé par : CPAM du Morbihan", "7 mars 2021", "8 mars 2021", "275,50 €", "Total 11 h 495,50 € au moins ; 1 montant inconnu",
        "Payé par : CPTS du Pays d’Auray", "9 mars 2021", "Total 4 h 220,00 €",
        "Total de la période : 15 h 715,50 € au moins ; 1 montant inconnu", "Plafond annuel : 220,00 € comptés.", FOOT, "page 1/1",
    )  # fmt: skip
    places = [said.find(part.replace(" ", "")) for part in parts]
    assert -1 not in places, [part for part, place in zip(parts, places, strict=True) if place < 0]
    assert places == sorted(places)


def test_an_unknown_amount_says_why() -> None:
    """No rate in force is never an older amount, nor zero."""
    assert amount_words(replace(LINE, amount_cents=None)) == "aucun tarif en vigueur"
    assert amount_words(UNKNOWN).replace("\u00a0", " ") == "220,00 € au moins ; tarif à saisir"
    assert amount_words(replace(LINE, amount_cents=0)).replace("\u00a0", " ") == "0,00 €"


def test_each_person_has_pages_of_their_own() -> None:
    """A long month goes on with its heads; a month without anything says so, in either language."""
    long = replace(STATEMENT, lines=tuple(replace(LINE, day=date(2021, 3, n)) for n in range(1, 32)))
    printed = fee_statements([long, replace(STATEMENT, person="Yann Le Goff", lines=())], IMPRINT)
    assert_tidy(printed)
    pages = pages_of(printed)
    assert f"page 2/{len(pages) - 1}" in pages[1]
    assert "Tarif et source" in pages[1]
    assert "Aucune vacation sur cette période." in pages[-1]
    assert "Le Goff" in pages[-1]
    assert LONG_NAME not in pages[-1]
    with use_language("en"):
        assert_tidy(fee_statements([STATEMENT], IMPRINT))
