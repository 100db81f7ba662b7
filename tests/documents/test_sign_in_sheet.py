"""The sign-in sheet: a page a session and line, who is expected, room to sign, who to call."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from app.documents.sign_in_sheet import ReflexCard, SheetDoses, SheetSeat, SignInSheet, sign_in_sheets
from app.words import use_language
from tests.documents.printed import (
    alternatives_in,
    assert_tagged,
    assert_tidy,
    facts_of,
    pages_of,
    structure_of,
    text_of,
    words_of,
)
from tests.documents.samples import BANDS, ENDLESS_NAME, EXERCISE, FOOT, IMPRINT, LEAD, LONG_NAME, PHYSICIAN

CARD = ReflexCard(
    "Réaction allergique grave",
    (
        "Appeler le 15 et noter l’heure.",
        "Allonger, jambes surélevées.",
        "Prévenir le médecin joignable : la ligne s’arrête.",
    ),
    "texte adopté par la communauté",
)
SEATS = (
    SheetSeat("Entretien pré-vaccinal", LONG_NAME, "masseuse-kinésithérapeute", "remplace Jean-Baptiste P."),
    SheetSeat("Préparation des doses", "Clarisse Palude-Deslandes", "infirmière"),
    SheetSeat("Injection"),
    SheetSeat("Injection", "Yann Le Goff", "infirmier"),
    SheetSeat("Saisie Vaccin Covid", "Zoé Œil", "secrétaire"),
    SheetSeat("Surveillance post-injection", ENDLESS_NAME, "infirmière"),
)
SHEET = SignInSheet(
    centre="Centre du Pratel",
    place="Salle du Pratel, Auray",
    session="Lundi 30 novembre, matin (9 h–13 h)",
    line="Ligne 2 · Injection",
    seats=SEATS,
    lead=LEAD,
    physician=PHYSICIAN,
    card=CARD,
    doses=(SheetDoses("Comirnaty", "8 flacons (48 doses)", "lot FX1234"),),
    slots="48 rendez-vous",
    address="https://releve.exemple.fr/jour/" + "aB3_" * 10,
)


@pytest.fixture(scope="module")
def pack() -> bytes:
    """Two sheets, the second with more seats than a page holds."""
    return sign_in_sheets([SHEET, replace(SHEET, line="Ligne 3", seats=SEATS * 4)], EXERCISE)


def test_the_pack_is_tagged_and_in_our_typeface(pack: bytes) -> None:
    """And its title says that it is an exercise."""
    assert_tagged(pack, f"{BANDS}Feuilles d’émargement")


def test_the_longest_names_fit(pack: bytes) -> None:
    """Nothing leaves the page or is printed over something else, and names stay out of the next column."""
    assert_tidy(pack)
    arrival = min(word.left for word in words_of(pack) if word.text == "Arrivée")
    names = [word for word in words_of(pack) if word.text.startswith(("Wwww", "Villemarqué", "Palude"))]
    assert len(names) > 6
    assert all(word.right < arrival for word in names)


def test_a_session_and_line_hold_on_one_page_and_more_go_on(pack: bytes) -> None:
    """Pages are counted within a sheet; each says what it is, the band above, and when it was printed below."""
    pages = pages_of(pack)
    assert [f"page {n}" in page for n, page in zip(("1/1", "1/2", "2/2"), pages, strict=True)] == [True] * 3
    lines = ("Ligne 2 · Injection", "Ligne 3", "Ligne 3")
    for page, line in zip(pages, lines, strict=True):
        assert f"Centre du Pratel · Lundi 30 novembre, matin (9 h–13 h) · {line}" in page
        assert FOOT in page
        assert "EXERCICE · rien" in page
        assert "DÉMONSTRATION · personnes" in page


def test_all_that_is_needed_at_the_door_is_on_the_page() -> None:
    """Who, what for, who to call, what to give, what to do, and room for three who come unannounced."""
    printed = text_of(sign_in_sheets([SHEET], IMPRINT))
    for said in (
        "Clarisse Palude-Deslandes", "06 39 98 00 01", "02 99 00 00 00", "remplace", "à pourvoir", "8 flacons (48 doses)",
        "lot FX1234", "48 rendez-vous", "Réaction allergique grave", "texte adopté", "Signature", "Départ",
    ):  # fmt: skip
        assert said in printed
    assert printed.count("Renfort de passage") == 3
    for number in ("15", "18", "112", "114"):
        assert number in printed.split()
    assert "EXERCICE" not in printed


def test_rows_are_high_enough_to_sign() -> None:
    """At least nine millimetres apart, even with ten seats."""
    plain = tuple(SheetSeat("Injection", f"Personne {n}", "infirmière") for n in range(10))
    tops = sorted(
        word.top for word in words_of(sign_in_sheets([replace(SHEET, seats=plain)], IMPRINT)) if word.text == "Personne"
    )
    assert min(later - earlier for earlier, later in pairwise(tops)) >= 9 / 25.4 * 72


def test_the_table_has_heads_and_the_code_has_words(pack: bytes) -> None:
    """What a screen reader needs; the code is a link too."""
    tags = structure_of(pack)
    assert len(re.findall(r"\bTH\b", tags)) >= 10
    assert tags.count("Figure") == 2 <= alternatives_in(pack)
    assert b"https://releve.exemple.fr/jour/" in pack


def test_a_sheet_with_almost_nothing_is_still_a_sheet() -> None:
    """No lead, no card, no code, no seat: lines to write on."""
    bare = SignInSheet("Centre", "", "Lundi", "Ligne 1", (), replace(LEAD, name="", phone=""), PHYSICIAN)
    printed = sign_in_sheets([bare], IMPRINT)
    assert_tidy(printed)
    assert facts_of(printed)["Pages"] == "1"


def test_the_sheet_is_printed_in_english() -> None:
    """One page, in the language of the run."""
    with use_language("en"):
        printed = sign_in_sheets([SHEET], IMPRINT)
    assert_tidy(printed)
    assert facts_of(printed)["Pages"] == "1"
